//! Everything else that is known of one person, column by column; the rules that hold for them.

use super::{Context, Eligibility};
use crate::segments::columns::{Column, Values};
use crate::segments::{Known, catalogue};
use crate::tables::{NO_TIME, NONE, format_time};
use crate::text::Text;
use crate::text::segment as words;

/// Columns that an explanation tells in another place, or that say the same again.
const TOLD: [&str; 36] = [
    "user_id",
    "nickname",
    "groups",
    "degree",
    "strength",
    "interactions_in",
    "interactions_out",
    "remarks",
    "influence",
    "influence_rank",
    "betweenness",
    "betweenness_share",
    "betweenness_low",
    "betweenness_high",
    "bridge_rank",
    "circle",
    "circles_linked",
    "constraint",
    "articulation",
    "isolation",
    "recency_days",
    "monthly_spend",
    "value_tier",
    "value_segment",
    "lifecycle",
    "welcome_due",
    "city",
    "device",
    "region_evidence",
    "channel",
    "window_open",
    "tags",
    "may_contact",
    "opted_out",
    "participation",
    "effective_size",
];

/// One column of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileFact {
    /// Its name.
    pub name: String,
    /// What people call it; `None`: its name.
    pub label: Option<&'static Text>,
    /// What is known.
    pub value: FactValue,
}

/// A value that can be said in both languages.
#[derive(Clone, Debug, PartialEq)]
pub enum FactValue {
    /// Words from outside.
    Words(String),
    /// Several of them.
    Several(Vec<String>),
    /// Words of ours.
    Text(&'static Text),
    /// A number.
    Number(f64),
}

/// A rule and whether it holds for the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFact {
    /// Name of the segment; empty for the filter of the lists.
    pub name: String,
    /// The rule as written.
    pub rule: String,
    /// Whether it holds.
    pub holds: bool,
}

/// What is known beside value, measures and lists; what is not known is left out.
pub(super) fn profile(context: Context<'_>, node: usize) -> Vec<ProfileFact> {
    let named = &context.segments.named;
    let nodes = &context.graph.nodes;
    let known = Known {
        tables: context.tables,
        user: &nodes.user,
        presence: &nodes.presence,
        listed_count: nodes.listed_count,
        measures: context.measures,
    };
    let columns = catalogue(known, context.segments);
    let own = columns.iter().filter(|c| !TOLD.contains(&c.name.as_str()) && named.iter().all(|n| n.name != c.name));
    let fact = |column: &Column<'_>| {
        let value = value(column, node, context)?;
        Some(ProfileFact { name: column.name.clone(), label: column.label, value })
    };
    own.filter_map(fact).collect()
}

fn value(column: &Column<'_>, node: usize, context: Context<'_>) -> Option<FactValue> {
    let some = |text: &str| (!text.is_empty()).then(|| FactValue::Words(text.to_owned()));
    match &column.values {
        Values::Id(of) | Values::Text(of) => some(of(node)),
        Values::Word { code, names, label } => match code(node) {
            NONE => None,
            code => {
                let name = names[code as usize];
                let label = label.as_ref().map(|label| FactValue::Text(label[code as usize]));
                Some(label.unwrap_or_else(|| FactValue::Words(name.to_owned())))
            }
        },
        Values::Tags { row, names } => {
            let tags: Vec<String> = row(node).iter().map(|&tag| names[tag as usize].clone()).collect();
            (!tags.is_empty()).then_some(FactValue::Several(tags))
        }
        Values::Number(of) => Some(of(node)).filter(|x| !x.is_nan()).map(FactValue::Number),
        Values::Flag(of) => of(node).map(|yes| FactValue::Text(if yes { &words::YES } else { &words::NO })),
        Values::Time(of) => match of(node) {
            NO_TIME => None,
            at => some(&format_time(at, context.zone)),
        },
    }
}

/// The user's own segments, and the filter of the lists.
pub(super) fn rules(context: Context<'_>, eligibility: Eligibility, node: usize) -> Vec<RuleFact> {
    let named = context.segments.named.iter().map(|named| RuleFact {
        name: named.name.clone(),
        rule: named.rule.clone(),
        holds: named.holds.get(node).copied().unwrap_or(false),
    });
    let only = context.only.map(|only| RuleFact {
        name: String::new(),
        rule: context.options.only.clone(),
        holds: only[node] && eligibility != Eligibility::Where,
    });
    named.chain(only).collect()
}
