//! Who is left alone.

/// First match wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Isolation {
    /// No tie.
    Isolated,
    /// In a component of at most `small_component` users.
    SmallComponent,
    /// One group and no interaction; not applied when no interactions were given.
    Silent,
}

impl Isolation {
    /// The stable name in outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Isolated => "isolated",
            Self::SmallComponent => "small_component",
            Self::Silent => "silent",
        }
    }
}
