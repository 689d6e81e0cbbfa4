//! Isolated users → groups that they might join.

/// A group that an isolated user might join.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Group number.
    pub group: u32,
    /// 0–1, higher is better.
    pub score: f64,
    /// Why: stable codes of `same_city`, `shared_interest`, `has_room`, `active`.
    pub why: Vec<&'static str>,
}
