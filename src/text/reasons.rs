//! The sentence that tells why a person is on a list.

use super::Lang;

/// The facts of one sentence; what is `None` is not said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reason {
    /// People who gave a remark name.
    pub remarks: Option<u64>,
    /// Groups.
    pub groups: Option<u32>,
    /// Circles linked (groups, while there are no circles: `circles_are_groups`).
    pub circles_linked: Option<u32>,
    /// Until circles exist, "circles" are groups and the sentence says so.
    pub circles_are_groups: bool,
    /// Influence rank and the number of people ranked.
    pub influence_rank: Option<(u32, u32)>,
    /// Share of all pairs for whom the user lies between, 0–1.
    pub betweenness_share: Option<f64>,
    /// Tier code.
    pub tier: Option<&'static str>,
    /// Whole days since the last contact.
    pub recency_days: Option<u32>,
    /// No contact ever, in data that would show it.
    pub never_contacted: bool,
    /// Isolation code.
    pub isolation: Option<&'static str>,
    /// Names of suggested groups.
    pub suggested: Vec<String>,
}

impl Reason {
    /// The sentence.
    pub fn render(&self, _lang: Lang) -> String {
        todo!("text room")
    }
}
