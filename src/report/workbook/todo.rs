//! Who is to be contacted first, by what is to be done: the same people that the summary counts, ready to be handed out.

use super::book::Book;
use super::cell::Cell;
use super::people::{Columns, Person};
use super::sheet::{Done, Sheet};
use super::table::{Look, Shape, table};
use super::tally::listed;
use crate::config::{Tier, ValueSegment};
use crate::report::figures::capitalised;
use crate::segments::Lifecycle;
use crate::text::Text;
use crate::text::workbook::{self as words, advice};

/// People of one task at most.
const TASK_ROWS: usize = 2_500;

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// Answer while the service window is open.
    Answer,
    /// Welcome.
    Welcome,
    /// Win back a big spender.
    WinBack,
    /// Recall.
    Recall,
}

impl Task {
    /// The most urgent first.
    pub(super) const ALL: [Self; 4] = [Self::Answer, Self::Welcome, Self::WinBack, Self::Recall];

    /// In words.
    pub(super) fn words(self) -> &'static Text {
        match self {
            Self::Answer => &advice::TODO_WINDOW,
            Self::Welcome => &advice::TODO_WELCOME,
            Self::WinBack => &advice::TODO_WIN_BACK,
            Self::Recall => &advice::TODO_RECALL,
        }
    }

    fn holds(self, book: &Book<'_>, v: usize) -> bool {
        let segments = &book.analysis.people.segments;
        let valued = matches!(segments.tier[v], Tier::S | Tier::A);
        match self {
            Self::Answer => valued && segments.profile.reach[v].window_open == Some(true),
            Self::Welcome => segments.welcome_due[v],
            Self::WinBack => valued && segments.segment[v] == ValueSegment::WinBack,
            Self::Recall => valued && segments.lifecycle[v] == Lifecycle::Decaying,
        }
    }

    /// Who it is to be done for: whoever spends most first. Nobody who is barred from lists.
    pub(super) fn people(self, book: &Book<'_>) -> Vec<u32> {
        let analysis = book.analysis;
        let barred = |v: usize| analysis.selection.eligibility[v].is_barred();
        let mut people: Vec<u32> =
            listed(book).filter(|&v| !barred(v) && self.holds(book, v)).map(|v| v as u32).collect();
        // Unknown spends come last.
        let spend = |&v: &u32| {
            Some(analysis.people.segments.monthly_spend[v as usize]).filter(|s| s.is_finite()).unwrap_or(-1.0)
        };
        people.sort_by(|a, b| spend(b).total_cmp(&spend(a)).then(a.cmp(b)));
        people
    }
}

pub(super) fn fill(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    sheet.note(book.say(&words::TODO_NOTE))?;
    let mut people = Vec::new();
    let (mut total, mut tasks) = (0, Vec::new());
    for task in Task::ALL {
        let mut of_task = task.people(book);
        total += of_task.len();
        of_task.truncate(TASK_ROWS);
        tasks.extend(of_task.iter().map(|_| task));
        people.extend(of_task);
    }
    super::capped(book, sheet, people.len(), total, "users.csv")?;
    if people.is_empty() {
        sheet.note(book.say(&words::NO_TODOS))?;
    }
    let steps = book.next_steps(&people);
    let person = |((number, &node), next): ((u32, &u32), _)| Person {
        node,
        rank: number,
        score: f64::NAN,
        reason: capitalised(book.say(tasks[number as usize - 1].words())),
        next,
        entry: None,
    };
    let people: Vec<Person<'_>> = (1u32..).zip(&people).zip(steps).map(person).collect();
    let mut columns = Columns::new(book);
    columns.own("task", 40.0, Look::Plain, |person| Cell::words(person.reason.clone()));
    columns.facts(&["nickname", "user_id", "value_tier"]);
    columns.work();
    columns.profile();
    table(sheet, &columns.heads(), &columns.rows(&people), Shape::fixed(3))
}
