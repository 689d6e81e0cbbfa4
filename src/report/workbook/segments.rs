//! Every way of sorting people in one table: how many are in each part, what it means, what to do.

use std::cmp::Reverse;

use super::book::Book;
use super::cell::Cell;
use super::sheet::{Done, Sheet};
use super::table::{Head, Look, Shape, table};
use super::tally::{Count, by, of};
use crate::config::Reach;
use crate::report::figures::thousands;
use crate::segments::custom::Custom;
use crate::segments::interests::{Interest, LEVELS};
use crate::segments::{Channel, Lifecycle, Position, Trigger};
use crate::tables::{DeviceClass, NONE, Role};
use crate::text::terms::Action;
use crate::text::workbook::{self as words, advice};
use crate::text::{Term, Text, page as page_words};

/// Regions told, the largest first; the rest are told together.
const REGIONS: usize = 30;
/// Interests of a level told, the most common first.
const INTERESTS: usize = 20;

pub(super) fn fill(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    sheet.note(book.say(&words::REFERENCE_NOTE))?;
    let mut parts = Parts { book, rows: Vec::new() };
    parts.role_and_reach();
    parts.position_and_lifecycle();
    parts.regions();
    parts.devices();
    parts.interests();
    parts.own();
    let plain = |key: &str, widest| Head::new(book.head(key), widest);
    let heads = [
        plain("way", 22.0),
        plain("segment", 30.0),
        plain("people", 12.0).looking(Look::Bars),
        plain("share", 10.0),
        plain("valued", 12.0),
        plain("reference", 12.0),
        plain("basis", 46.0),
        plain("advice", 46.0),
    ];
    table(sheet, &heads, &parts.rows, Shape::fixed(2))
}

/// One part of one way of sorting.
#[derive(Default)]
struct Part<'a> {
    count: Count,
    /// Whether the most valued of them were counted.
    valued: bool,
    reference: Option<&'static str>,
    basis: String,
    /// In place of the basis, as it was written.
    rule: Option<&'a str>,
    advice: Option<&'static Text>,
}

impl Part<'_> {
    fn of(count: Count) -> Self {
        Self { count, valued: true, ..Self::default() }
    }
}

struct Parts<'b, 'a> {
    book: &'b Book<'a>,
    rows: Vec<Vec<Cell<'a>>>,
}

impl<'a> Parts<'_, 'a> {
    fn push(&mut self, way: &str, segment: Cell<'a>, part: Part<'a>) {
        let book = self.book;
        let users = book.digest.counts.users as f64;
        let first = self.rows.last().and_then(|row| row[0].written()) != Some(way);
        let tiered = part.valued && !book.digest.distributions.value_tier.is_unknown();
        self.rows.push(vec![
            if first { Cell::Label(way.to_owned().into()) } else { Cell::words(way.to_owned()) },
            segment,
            Cell::Count(part.count.people),
            Cell::Share(part.count.people as f64 / users),
            if tiered { Cell::Count(part.count.valued) } else { Cell::Empty },
            part.reference.map_or(Cell::Empty, Cell::words),
            part.rule.map_or_else(|| Cell::words(part.basis), Cell::text),
            part.advice.map_or(Cell::Empty, |text| Cell::words(book.say(text))),
        ]);
    }

    /// The parts of a division by codes of ours, and who is in none; nothing where nobody is in any.
    fn codes<T: Term + Ord>(
        &mut self,
        way: &str,
        all: &[T],
        of: impl Fn(usize) -> Option<T>,
        told: impl Fn(T) -> (Option<&'static str>, String, Option<&'static Text>),
    ) {
        let counts = by(self.book, |v| Some(of(v)));
        if counts.keys().all(Option::is_none) {
            return;
        }
        for &own in all {
            let (reference, basis, advice) = told(own);
            let count = counts.get(&Some(own)).copied().unwrap_or_default();
            let segment = Cell::words(self.book.say(own.words()));
            self.push(way, segment, Part { reference, basis, advice, ..Part::of(count) });
        }
        self.unknown(way, counts.get(&None).copied());
    }

    fn unknown(&mut self, way: &str, count: Option<Count>) {
        if let Some(count) = count {
            self.push(way, Cell::words(self.book.say(&advice::UNKNOWN)), Part::of(count));
        }
    }

    fn role_and_reach(&mut self) {
        let book = self.book;
        let reachable = &book.analysis.people.segments.profile.reach;
        let hours = book.analysis.people.config.reach.window_hours;
        self.codes(&book.label("role"), &Role::ALL, |v| reachable[v].role, |_| (None, String::new(), None));
        self.codes(
            &book.label("reach"),
            &Reach::ALL,
            |v| reachable[v].reach,
            |reach| (None, book.say(advice::reach_meaning(reach)).to_owned(), Some(advice::reach(reach))),
        );
        self.codes(&book.label("channel"), &Channel::ALL, |v| reachable[v].channel, |_| (None, String::new(), None));
        let open = by(book, |v| reachable[v].window_open);
        let way = advice::WINDOW.with("hours", hours).render(book.lang);
        for (open, count) in open.into_iter().rev() {
            let meaning = if open { &advice::WINDOW_OPEN } else { &advice::WINDOW_CLOSED };
            let basis = meaning.with("hours", hours).render(book.lang);
            self.push(&way, book.yes(open), Part { basis, ..Part::of(count) });
        }
    }

    fn position_and_lifecycle(&mut self) {
        let book = self.book;
        let segments = &book.analysis.people.segments;
        let position = |v: usize| segments.position.get(v).copied();
        self.codes(&book.label("position"), &Position::ALL, position, |position| {
            let isolated = position == Position::Isolated;
            let reference = if isolated { page_words::reference_share("isolated_users") } else { None };
            (reference, book.say(advice::position_meaning(position)).to_owned(), Some(advice::position(position)))
        });
        let triggers = by(book, |v| Some(segments.trigger[v] as usize));
        let of_lifecycle = |lifecycle: Lifecycle| {
            let own = Trigger::ALL.into_iter().enumerate().filter(|(_, trigger)| trigger.lifecycle() == lifecycle);
            let told = own.filter_map(|(i, trigger)| {
                let count = triggers.get(&i)?.people;
                Some(format!("{} {}", book.say(trigger.words()), thousands(count)))
            });
            told.collect::<Vec<_>>().join(book.comma())
        };
        let known: Vec<Lifecycle> = Lifecycle::ALL.into_iter().filter(|&l| l != Lifecycle::Unknown).collect();
        let lifecycle = |v: usize| Some(segments.lifecycle[v]).filter(|own| known.contains(own));
        self.codes(&book.label("lifecycle"), &known, lifecycle, |own| {
            (None, of_lifecycle(own), advice::lifecycle(own))
        });
        let due = of(book, |v| segments.welcome_due[v]);
        if due.people > 0 {
            let welcome = Some(Action::Welcome.words());
            let part = Part { advice: welcome, ..Part::of(due) };
            self.push(&book.label("lifecycle"), Cell::words(book.label("welcome_due")), part);
        }
    }

    /// The largest first.
    fn regions(&mut self) {
        let book = self.book;
        let region = &book.analysis.people.segments.profile.region;
        let counts = by(book, |v| Some(region.of_user[v]));
        let inferred = by(book, |v| region.inferred[v].then_some(region.of_user[v]));
        let mut known: Vec<(u32, Count)> =
            counts.iter().map(|(&r, &count)| (r, count)).filter(|&(r, _)| r != NONE).collect();
        if known.is_empty() {
            return;
        }
        known.sort_by_key(|&(region, count)| (Reverse(count.people), region));
        let way = book.label("region");
        let (shown, rest) = known.split_at(known.len().min(REGIONS));
        for &(number, count) in shown {
            let basis = inferred.get(&number).map_or_else(String::new, |inferred| {
                advice::INFERRED.with("n", thousands(inferred.people)).render(book.lang)
            });
            let name = Cell::text(region.names[number as usize].as_str());
            self.push(&way, name, Part { basis, ..Part::of(count) });
        }
        if !rest.is_empty() {
            let count = rest.iter().fold(Count::default(), |sum, &(_, count)| sum.plus(count));
            let name = advice::OTHER_REGIONS.with("n", rest.len()).render(book.lang);
            self.push(&way, Cell::words(name), Part::of(count));
        }
        self.unknown(&way, counts.get(&NONE).copied());
    }

    fn devices(&mut self) {
        let devices = &self.book.analysis.people.segments.profile.device;
        self.codes(
            &self.book.label("device_class"),
            &DeviceClass::ALL,
            |v| devices[v],
            |device| (advice::device_share(device), String::new(), None),
        );
    }

    /// How many each level covers, then the most common interests of each.
    fn interests(&mut self) {
        let book = self.book;
        let interests = &book.analysis.people.segments.profile.interests;
        if interests.covered[0] == 0 {
            return;
        }
        let way = book.say(&advice::COVERAGE);
        for (level, &covered) in (1..=LEVELS).zip(&interests.covered) {
            let count = Count { people: covered.into(), valued: 0 };
            let name = advice::LEVEL.with("n", level).render(book.lang);
            let part = Part { count, reference: advice::coverage(level), ..Part::default() };
            self.push(way, Cell::words(name), part);
        }
        for level in 1..=LEVELS {
            let way = advice::INTERESTS.with("n", level).render(book.lang);
            let own = |interest: &&Interest| usize::from(interest.level) == level && interest.users > 0;
            let mut own: Vec<&Interest> = interests.all.iter().filter(own).collect();
            own.sort_by_key(|interest| Reverse(interest.users));
            for interest in own.into_iter().take(INTERESTS) {
                let count = Count { people: interest.users.into(), valued: 0 };
                let groups = advice::INTEREST_GROUPS.with("n", thousands(interest.groups.into()));
                let basis = if interest.groups > 0 { groups.render(book.lang) } else { String::new() };
                self.push(&way, Cell::text(interest.name.as_str()), Part { count, basis, ..Part::default() });
            }
        }
    }

    /// Segments and columns of the user's own.
    fn own(&mut self) {
        let book = self.book;
        let segments = &book.analysis.people.segments;
        for named in &segments.named {
            let count = of(book, |v| named.holds[v]);
            let part = Part { rule: Some(&named.rule), ..Part::of(count) };
            self.push(book.say(&advice::NAMED), Cell::text(named.name.as_str()), part);
        }
        let users = &book.analysis.people.graph.nodes.user;
        for column in &segments.profile.custom {
            let Custom::Flags(flags) = &column.values else { continue };
            let counts = by(book, |v| Some(flags[users[v] as usize]));
            let way = advice::CUSTOM.with("name", &column.name).render(book.lang);
            for yes in [true, false] {
                if let Some(&count) = counts.get(&Some(yes)) {
                    self.push(&way, book.yes(yes), Part::of(count));
                }
            }
            self.unknown(&way, counts.get(&None).copied());
        }
    }
}
