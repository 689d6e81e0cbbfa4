//! The closed list of reasons.

/// A reason for being on a list. The codes are stable and documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// KOC: more remarks than the bound.
    ManyRemarks,
    /// KOC: in as many groups as the top percentile.
    ManyGroups,
    /// KOC: influence rank within the top percent.
    TopInfluence,
    /// Referral: lies on shortest paths between others.
    Bridge,
    /// Referral: links at least so many circles.
    LinksCircles,
    /// Isolated: no tie.
    Isolated,
    /// Isolated: in a tiny component.
    SmallComponent,
    /// Isolated: one group and no interaction.
    Silent,
}

impl Why {
    /// All of them, in the order in which an entry lists them.
    pub const ALL: [Self; 8] = [
        Self::ManyRemarks,
        Self::ManyGroups,
        Self::TopInfluence,
        Self::Bridge,
        Self::LinksCircles,
        Self::Isolated,
        Self::SmallComponent,
        Self::Silent,
    ];

    /// The stable code in outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::ManyRemarks => "many_remarks",
            Self::ManyGroups => "many_groups",
            Self::TopInfluence => "top_influence",
            Self::Bridge => "bridge",
            Self::LinksCircles => "links_circles",
            Self::Isolated => "isolated",
            Self::SmallComponent => "small_component",
            Self::Silent => "silent",
        }
    }
}
