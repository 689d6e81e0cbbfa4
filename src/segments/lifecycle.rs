//! Lifecycle: lost, decaying, new, growing, mature, in this order.

/// First match wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lifecycle {
    /// Registered recently.
    New,
    /// Registered not long ago, or with few contacts.
    Growing,
    /// The rest.
    Mature,
    /// No contact for a while: recall.
    Decaying,
    /// No contact for long.
    Lost,
    /// No dates.
    Unknown,
}

impl Lifecycle {
    /// The stable name in outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Growing => "growing",
            Self::Mature => "mature",
            Self::Decaying => "decaying",
            Self::Lost => "lost",
            Self::Unknown => "unknown",
        }
    }
}
