//! Why a person is, or is not, on each list; what the ties of two people consist of.

use super::{Context, Selection};
use crate::text::Lang;

/// Everything about one person.
#[derive(Debug)]
pub struct Explanation {
    /// Node number.
    pub node: u32,
}

impl Explanation {
    /// The words for the terminal.
    pub fn render(&self, _lang: Lang) -> String {
        todo!("selection room")
    }
}

/// What connects two people.
#[derive(Debug)]
pub struct PairExplanation {
    /// Node numbers.
    pub nodes: (u32, u32),
}

impl PairExplanation {
    /// The words for the terminal.
    pub fn render(&self, _lang: Lang) -> String {
        todo!("selection room")
    }
}

/// Explains one person.
///
/// # Errors
/// [`NotFound`](crate::ErrorKind::NotFound) for an id that is not in the data, and, with the reason, for staff, robots and opted-out users.
pub fn explain(_context: Context<'_>, _selection: &Selection, _user_id: &str) -> crate::Result<Explanation> {
    todo!("selection room")
}

/// Explains what connects two people.
///
/// # Errors
/// As [`explain`].
pub fn explain_pair(_context: Context<'_>, _a: &str, _b: &str) -> crate::Result<PairExplanation> {
    todo!("selection room")
}
