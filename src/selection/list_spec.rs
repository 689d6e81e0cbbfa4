//! The lists of people, each declared once: CSV, page, workbook, terminal and next steps walk these.

use crate::text::terms::{Action, Due, ListKind};

/// A list of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListSpec {
    /// Its code, and the key of its words.
    pub code: &'static str,
    /// Its file.
    pub file: &'static str,
    /// Which shortlist; `None` is the seed set.
    pub kind: Option<ListKind>,
    /// The column of what it is ordered by.
    pub score: &'static str,
    /// The file's columns: those of `users.csv`, and the list's own.
    pub columns: &'static [&'static [&'static str]],
    /// Columns of `users.csv` that decided, as the workbook shows them.
    pub facts: &'static [&'static str],
    /// Why whoever is on it is to be contacted.
    pub due: Due,
    /// What is to be done about whoever is on it, before all else.
    pub action: Action,
    /// Whether quotas keep anybody off it.
    pub quotas: bool,
    /// Ordered by betweenness: ranks may be shared.
    pub shares_ranks: bool,
    /// Whether groups to join are suggested.
    pub suggests: bool,
}

const PERSON: &[&str] = &["rank", "user_id", "nickname", "score"];
const SITUATION: &[&str] = &["value_tier", "lifecycle", "recency_days", "city", "why", "reason"];
/// Who cannot be told apart, what to do next, and who is to do it.
const NEXT: &[&str] = &[
    "band",
    "band_size",
    "channel",
    "window_open",
    "best_window",
    "window_basis",
    "window_events",
    "actions",
    "next_step",
    "owner_id",
    "owner_name",
];
const SUGGESTED: &[&str] = &[
    "suggested_group_1",
    "suggested_group_1_name",
    "suggested_group_1_why",
    "suggested_group_2",
    "suggested_group_2_name",
    "suggested_group_2_why",
    "suggested_group_3",
    "suggested_group_3_name",
    "suggested_group_3_why",
    "suggested_group_1_members",
    "suggested_group_1_similar",
    "suggested_group_1_expected_contacts",
    "suggested_group_2_members",
    "suggested_group_2_similar",
    "suggested_group_2_expected_contacts",
    "suggested_group_3_members",
    "suggested_group_3_similar",
    "suggested_group_3_expected_contacts",
    "inviter_id",
    "inviter_nickname",
    "inviter_why",
];

static KOC: ListSpec = ListSpec {
    code: "koc",
    file: "koc.csv",
    kind: Some(ListKind::Koc),
    score: "score",
    columns: &[
        PERSON,
        &["influence", "influence_rank", "listeners", "attention", "remarks", "groups", "degree", "strength"],
        SITUATION,
        NEXT,
    ],
    facts: &["influence_rank", "listeners", "remarks", "groups", "degree", "strength"],
    due: Due::Koc,
    action: Action::TryFirst,
    quotas: true,
    shares_ranks: false,
    suggests: false,
};

static REFERRAL: ListSpec = ListSpec {
    code: "referral",
    file: "referral.csv",
    kind: Some(ListKind::Referral),
    score: "score",
    columns: &[
        PERSON,
        &["betweenness", "betweenness_share", "betweenness_low", "betweenness_high", "bridge_rank", "circles_linked"],
        SITUATION,
        &["tied_with", "rank_best", "rank_worst"],
        NEXT,
    ],
    facts: &["betweenness_share", "circles_linked", "degree", "groups"],
    due: Due::Referral,
    action: Action::InvitationLink,
    quotas: true,
    shares_ranks: true,
    suggests: false,
};

/// The seed set.
pub static SEEDS: ListSpec = ListSpec {
    code: "seeds",
    file: "seeds.csv",
    kind: None,
    score: "marginal_reach",
    columns: &[
        &["rank", "user_id", "nickname", "marginal_reach", "reach", "reach_low", "reach_high", "circle", "circle_name"],
        &[
            "opens",
            "opened_circles",
            "opened_names",
            "influence",
            "degree",
            "value_tier",
            "lifecycle",
            "city",
            "owner_id",
            "reason",
        ],
        &[
            "channel",
            "window_open",
            "best_window",
            "window_basis",
            "window_events",
            "actions",
            "next_step",
            "owner_name",
        ],
    ],
    facts: &["influence", "degree", "groups", "circles_linked"],
    due: Due::Seeds,
    action: Action::FirstWave,
    quotas: true,
    shares_ranks: false,
    suggests: false,
};

static ISOLATED: ListSpec = ListSpec {
    code: "isolated",
    file: "isolated.csv",
    kind: Some(ListKind::Isolated),
    score: "score",
    columns: &[PERSON, &["isolation", "degree", "groups", "component_size"], SITUATION, SUGGESTED, NEXT],
    facts: &["isolation", "degree", "groups", "component_size"],
    due: Due::Connect,
    action: Action::Invite,
    // Nobody is left alone because others are too.
    quotas: false,
    shares_ranks: false,
    suggests: true,
};

/// All of them, in the order in which they are asked for: who brings others in, then who is to be brought in.
pub static LISTS: [&ListSpec; 4] = [&KOC, &REFERRAL, &SEEDS, &ISOLATED];

impl ListKind {
    /// Its declaration.
    pub fn spec(self) -> &'static ListSpec {
        match self {
            Self::Koc => &KOC,
            Self::Referral => &REFERRAL,
            Self::Isolated => &ISOLATED,
        }
    }
}

impl ListSpec {
    /// What is to be done about a member: nobody is invited to no group.
    pub fn asks(&self, has_group: bool) -> Option<Action> {
        (!self.suggests || has_group).then_some(self.action)
    }
}
