//! Who may be on the KOC and referral lists.

/// Eligible, or the first rule that keeps a user off the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Eligibility {
    /// May be on a list.
    Eligible,
    /// Opted out, kept only as an unnamed node.
    OptedOut,
    /// The tier is not among `selection.tiers`.
    Tier,
    /// No contact within `selection.contact_days`.
    Contact,
}
