//! Segments of the user's own: rules with a name.

/// A named rule and whom it holds for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name: a column.
    pub name: String,
    /// The rule as written.
    pub rule: String,
    /// Per node.
    pub holds: Vec<bool>,
}
