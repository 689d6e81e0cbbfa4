//! Value: recency × spend on a total lattice.

use crate::config::{Tier, ValueSegment};

impl Tier {
    /// All of them, best first.
    pub const ALL: [Self; 6] = [Self::S, Self::A, Self::B, Self::C, Self::D, Self::Unknown];

    /// The stable name in outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::Unknown => "unknown",
        }
    }
}

impl ValueSegment {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::High,
        Self::Steady,
        Self::Growing,
        Self::WinBack,
        Self::Fading,
        Self::DormantBuyer,
        Self::ChurnRisk,
        Self::Unknown,
    ];

    /// The stable name in outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Steady => "steady",
            Self::Growing => "growing",
            Self::WinBack => "win_back",
            Self::Fading => "fading",
            Self::DormantBuyer => "dormant_buyer",
            Self::ChurnRisk => "churn_risk",
            Self::Unknown => "unknown",
        }
    }
}
