//! Who a user is: value, lifecycle, role and reach, position, interests, region, device. Every vector has one entry per node.
//!
//! Conventions, the same everywhere: "days since" are whole elapsed days, ⌊(as_of − t) / 86 400 s⌋; "within N days"
//! means days since ≤ N, "more than N" means days since > N. Rows later than the analysed moment count as absent.

pub mod capacity;
pub mod catalogue;
pub mod columns;
pub mod crosstab;
pub mod custom;
pub mod device;
pub mod heat;
pub mod interests;
pub mod lifecycle;
pub mod named;
pub mod position;
pub mod profile;
pub mod reach;
pub mod recency;
pub mod region;
pub mod rfm;
pub mod rules;
pub mod spend;
pub mod windows;

pub use catalogue::{Known, RULES_ONLY, WHOLE, catalogue};
pub use heat::{Clockwork, Heat, Scopes, Window};
pub use lifecycle::{Lifecycle, Trigger};
pub use named::Named;
pub use position::{Position, positions};
pub use profile::{Profile, ProfileOptions, profile};
pub use reach::{Channel, Reachable};
pub use recency::Recency;
pub use rfm::Rfm;
pub use windows::{Basis, BestWindow, HeatMaps, Windows};

use crate::config::{Lattice, LifecycleOptions, Tier, ValueOptions, ValueSegment};
use crate::diagnostic::{Finding, Severity};
use crate::memory::Stage;
use crate::tables::{NO_TIME, NONE, Seconds, Tables};
use crate::text::{Text, criteria};

/// Who each user is.
#[derive(Clone, Debug, Default)]
pub struct Segments {
    /// Whole days since the last contact; `None`: never, or unknown. [`Segments::recency`] tells which.
    pub recency_days: Vec<Option<u32>>,
    /// Whether any source of recency was given.
    pub recency_known: bool,
    /// There were contacts, but none with a time: recency is unknown although a source was given.
    pub undated: Vec<bool>,
    /// Yuan a month; `NaN` if unknown.
    pub monthly_spend: Vec<f64>,
    /// Whether any source of spend was given.
    pub spend_known: bool,
    /// Cell of the lattice (`row * columns + column`); [`crate::tables::NONE`] for tier `unknown`.
    pub cell: Vec<u32>,
    /// Value tier.
    pub tier: Vec<Tier>,
    /// Value segment.
    pub segment: Vec<ValueSegment>,
    /// Quintile scores.
    pub rfm: Vec<Rfm>,
    /// Contacts within the growing window; `NaN` where nothing counts them.
    pub contacts: Vec<f64>,
    /// Lifecycle.
    pub lifecycle: Vec<Lifecycle>,
    /// What decided on the lifecycle.
    pub trigger: Vec<Trigger>,
    /// Whole days since the registration; `None`: unknown.
    pub registered_days: Vec<Option<u32>>,
    /// Registered at most `welcome_hours` ago.
    pub welcome_due: Vec<bool>,
    /// Reach, region, device, interests, custom columns, capacity.
    pub profile: Profile,
    /// The user's own segments: rules with their members.
    pub named: Vec<Named>,
    /// Social position; empty before the measures are known.
    pub position: Vec<Position>,
    /// The lattice used.
    pub lattice: Option<Lattice>,
    /// Criteria that were left out, and counts such as refunds and ignored rows.
    pub findings: Vec<Finding>,
}

impl Segments {
    /// When the last contact of a node was, or why that cannot be said.
    pub fn recency(&self, node: usize) -> Recency {
        match self.recency_days[node] {
            Some(days) => Recency::Days(days),
            None if !self.recency_known || self.undated.get(node).copied().unwrap_or(false) => Recency::Unknown,
            None => Recency::Never,
        }
    }

    /// The days that decide on the row of the lattice: those since the last contact, and of somebody new those since the
    /// registration where they are fewer. Nobody new is to be won back.
    pub fn lattice_days(&self, node: usize) -> Option<u32> {
        let registered = self.registered_days.get(node).copied().flatten();
        let registered = registered.filter(|_| self.lifecycle[node] == Lifecycle::New);
        [self.recency_days[node], registered].into_iter().flatten().min()
    }
}

/// What segments and profiles take; nearly all of it stays.
pub fn need(nodes: usize) -> Stage {
    let nodes = nodes as u64;
    Stage { shared: nodes * 24, each: 0, stays: nodes * 120 }
}

/// How to sort people by value and lifecycle.
#[derive(Clone, Copy, Debug)]
pub struct SegmentOptions<'a> {
    /// Recency, spend, lattice.
    pub value: &'a ValueOptions,
    /// Lifecycle.
    pub lifecycle: &'a LifecycleOptions,
    /// The moment to look back from; [`crate::tables::NO_TIME`] when no row has a time.
    pub as_of: Seconds,
}

/// What the events say of each node.
#[derive(Clone, Copy, Debug)]
pub struct Contacts<'a> {
    /// User number of each node.
    pub user: &'a [u32],
    /// Whether each node is counted: scores are places among those who are.
    pub listed: &'a [bool],
    /// Time of the last event in either direction, staff included; [`crate::tables::NO_TIME`] if none.
    pub last: &'a [Seconds],
    /// Events in either direction within the contact window; events without time count.
    pub recent: &'a [f64],
}

/// What profiles are made from, beside tables and contacts.
#[derive(Clone, Copy, Debug)]
pub struct Profiles<'a> {
    /// Whether each node may be named.
    pub listed: &'a [bool],
    /// Groups of each node.
    pub groups_of: Rows<'a>,
    /// Nodes in each group.
    pub members_of: Rows<'a>,
    /// Time of the last event that each node sent; [`crate::tables::NO_TIME`] if none.
    pub last_sent: &'a [Seconds],
}

/// Rows of numbers in one array, as the graph keeps them: `items[offsets[i]..offsets[i + 1]]` is row `i`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rows<'a> {
    /// Where each row begins, and where the last one ends.
    pub offsets: &'a [usize],
    /// The rows.
    pub items: &'a [u32],
}

impl<'a> Rows<'a> {
    /// Row `i`; empty where there is none.
    pub fn row(&self, i: usize) -> &'a [u32] {
        match (self.offsets.get(i), self.offsets.get(i + 1)) {
            (Some(&start), Some(&end)) => &self.items[start..end],
            _ => &[],
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Sorts people into value cells and lifecycles. Linear in users and purchases.
///
/// # Errors
/// [`Config`](crate::ErrorKind::Config) for a lattice with a cell unmapped or doubly mapped.
pub fn segment(tables: &Tables, contacts: Contacts<'_>, options: SegmentOptions<'_>) -> crate::Result<Segments> {
    let lattice = options.value.lattice()?;
    let n = contacts.user.len();
    let recency = recency::recency(tables, contacts, options);
    let spend = spend::spend(tables, contacts.user, options);
    let mut segments = Segments {
        recency_days: recency.days,
        recency_known: recency.known,
        undated: recency.undated,
        monthly_spend: spend.monthly,
        spend_known: spend.known,
        cell: Vec::with_capacity(n),
        tier: Vec::with_capacity(n),
        segment: Vec::with_capacity(n),
        ..Segments::default()
    };
    lifecycle::fill(&mut segments, tables, contacts, options, &recency.contacts);
    for node in 0..n {
        let spend = segments.monthly_spend[node];
        if segments.recency(node) == Recency::Unknown && spend.is_nan() {
            segments.cell.push(NONE);
            segments.tier.push(Tier::Unknown);
            segments.segment.push(ValueSegment::Unknown);
            continue;
        }
        let cell = lattice.locate(segments.lattice_days(node), spend);
        segments.cell.push(cell as u32);
        segments.tier.push(lattice.cells[cell].0);
        segments.segment.push(lattice.cells[cell].1);
    }
    segments.lattice = Some(lattice);
    segments.contacts = if recency.contacts.is_empty() { vec![f64::NAN; n] } else { recency.contacts };
    segments.rfm = scores(&segments, contacts.listed);
    segments.findings = findings(&segments, tables, options, &recency.counts, &spend.counts);
    Ok(segments)
}

/// Quintile scores of each node.
fn scores(segments: &Segments, listed: &[bool]) -> Vec<Rfm> {
    let recency = rfm::quintiles(
        |v| match segments.recency(v) {
            Recency::Days(days) => -f64::from(days),
            Recency::Never => f64::NEG_INFINITY,
            Recency::Unknown => f64::NAN,
        },
        listed,
    );
    let frequency = rfm::quintiles(|v| segments.contacts[v], listed);
    let monetary = rfm::quintiles(|v| segments.monthly_spend[v], listed);
    let of = |((recency, frequency), monetary)| Rfm { recency, frequency, monetary };
    recency.into_iter().zip(frequency).zip(monetary).map(of).collect()
}

/// Whole elapsed days from `then` to `now`; `None` for a time that is unknown or later than `now`.
pub(crate) fn days_since(now: Seconds, then: Seconds) -> Option<u32> {
    if now == NO_TIME || then == NO_TIME || then > now {
        return None;
    }
    Some(u32::try_from(now.saturating_sub(then) / 86_400).unwrap_or(u32::MAX))
}

/// What was left out or counted, in a fixed order.
fn findings(
    segments: &Segments,
    tables: &Tables,
    options: SegmentOptions<'_>,
    recency: &recency::Counts,
    spend: &spend::Counts,
) -> Vec<Finding> {
    let n = segments.tier.len() as u64;
    let unknown = segments.tier.iter().filter(|t| **t == Tier::Unknown).count() as u64;
    let undated = segments.undated.iter().filter(|u| **u).count() as u64;
    let no_lifecycle = segments.lifecycle.iter().filter(|l| **l == Lifecycle::Unknown).count() as u64;
    let gaps = segments.monthly_spend.iter().zip(&segments.cell).filter(|(s, c)| s.is_nan() && **c != NONE).count();
    let dated = options.as_of != NO_TIME;
    let registered = tables.given.users.registered_at && dated;
    let later =
        |times: &[Seconds]| times.iter().filter(|&&t| dated && t != NO_TIME && t > options.as_of).count() as u64;
    let when = |condition: bool, count: u64| if condition { count } else { 0 };
    use Severity::{Info, Warning};
    let all: [(&'static str, &str, u64, Severity, &'static Text); 14] = [
        ("purchases_later", "purchases", spend.later, Info, &criteria::PURCHASES_LATER),
        ("refunds", "purchases", spend.refunds, Info, &criteria::REFUNDS),
        ("spend_stated", "users", spend.stated, Info, &criteria::SPEND_STATED),
        ("registered_later", "users", later(&tables.user_table.registered_at), Info, &criteria::REGISTERED_LATER),
        ("active_later", "users", later(&tables.user_table.last_active_at), Info, &criteria::ACTIVE_LATER),
        ("purchase_is_contact", "value", recency.purchases_instead, Info, &criteria::PURCHASE_IS_CONTACT),
        ("contact_undated", "value", when(segments.recency_known, undated), Warning, &criteria::CONTACT_UNDATED),
        (
            "recency_missing",
            "value",
            when(!segments.recency_known && segments.spend_known, n - unknown),
            Warning,
            &criteria::RECENCY_MISSING,
        ),
        (
            "spend_missing",
            "value",
            when(segments.recency_known && !segments.spend_known, n - unknown),
            Warning,
            &criteria::SPEND_MISSING,
        ),
        ("spend_gaps", "value", when(segments.spend_known, gaps as u64), Info, &criteria::SPEND_GAPS),
        ("value_unknown", "value", unknown, Warning, &criteria::VALUE_UNKNOWN),
        (
            "lifecycle_without_contact",
            "lifecycle",
            when(!segments.recency_known && registered, n - no_lifecycle),
            Warning,
            &criteria::LIFECYCLE_WITHOUT_CONTACT,
        ),
        (
            "lifecycle_without_registration",
            "lifecycle",
            when(segments.recency_known && !registered, n - no_lifecycle),
            Info,
            &criteria::LIFECYCLE_WITHOUT_REGISTRATION,
        ),
        ("lifecycle_unknown", "lifecycle", no_lifecycle, Warning, &criteria::LIFECYCLE_UNKNOWN),
    ];
    let rows = all.into_iter().filter(|&(_, _, count, _, _)| count > 0);
    rows.map(|(code, place, count, severity, text)| Finding {
        code: code.into(),
        place: place.to_owned(),
        count,
        severity,
        sentence: text.counted(count),
    })
    .collect()
}
