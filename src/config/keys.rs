//! Every key of `renmai.toml`: where it stands, what it takes, what it means. Parsing and the default file both follow it.

use crate::text::Text;
use crate::text::settings::{self as text, keys};

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    /// Text.
    Text,
    /// Text or a TOML date.
    Date,
    /// One file name or several.
    Files,
    /// `true` or `false`.
    Switch,
    /// A whole number that fits 32 bits.
    Count,
    /// A whole number of at least 0 that a file can hold, however large.
    Amount,
    /// Any number.
    Number,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Texts.
    Texts,
    /// Whole numbers.
    Counts,
    /// Numbers.
    Numbers,
    /// Several of these words.
    Choices(&'static [&'static str]),
    /// Free names, a number each.
    Weights,
    /// Table → our column → header.
    Columns,
    /// Rules of the value lattice.
    Cells,
    /// Free names, a rule each.
    Rules,
}

/// One key.
#[derive(Debug)]
pub(super) struct Key {
    /// The table it stands in, dotted; empty at the top.
    pub section: &'static str,
    /// Its name there.
    pub name: &'static str,
    /// What it takes.
    pub shape: Shape,
    /// Its comment in the default file.
    pub text: &'static Text,
    /// TOML shown, commented out, where the default is absent or empty.
    pub example: &'static str,
}

impl Key {
    /// The dotted name.
    pub fn path(&self) -> String {
        join(self.section, self.name)
    }
}

/// Our names of a table's columns, required ones first; `None` for a table that does not exist.
pub fn columns_of(table: &str) -> Option<&'static [&'static str]> {
    COLUMNS.iter().find(|(name, _)| *name == table).map(|(_, columns)| *columns)
}

/// The word that `found` probably means: at most a third of its letters (and at least one) differ.
pub fn nearest<'a>(found: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (found.chars().count() / 3).max(1);
    words
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(found, word), word))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, word)| word)
}

/// A dotted name from its parts.
pub(super) fn join(section: &str, name: &str) -> String {
    if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") }
}

const fn key(section: &'static str, name: &'static str, shape: Shape, text: &'static Text) -> Key {
    Key { section, name, shape, text, example: "" }
}

const fn shown(key: Key, example: &'static str) -> Key {
    Key { example, ..key }
}

/// Tiers as written.
pub(super) const TIERS: &[&str] = &["S", "A", "B", "C", "D", "unknown"];
/// Segments as written.
pub(super) const SEGMENTS: &[&str] =
    &["high", "steady", "growing", "win_back", "fading", "dormant_buyer", "churn_risk", "unknown"];
/// Grades of reach.
const REACH: &[&str] = &["high", "medium", "low"];
/// Betweenness methods.
const METHODS: &[&str] = &["auto", "exact", "sampled", "weighted"];

/// The tables and their columns.
pub(super) const COLUMNS: &[(&str, &[&str])] = &[
    ("memberships", &["user_id", "group_id", "joined_at", "left_at", "member_type"]),
    ("interactions", &["from_id", "to_id", "kind", "at", "count"]),
    (
        "users",
        &[
            "user_id",
            "nickname",
            "role",
            "remark_count",
            "city",
            "device",
            "tags",
            "registered_at",
            "last_active_at",
            "monthly_spend",
            "owner_id",
            "opted_out",
            "consent",
        ],
    ),
    ("groups", &["group_id", "name", "kind", "city", "tags", "owner_id"]),
    ("purchases", &["user_id", "at", "amount"]),
    ("suppress", &["user_id"]),
];

/// The cells that apply when none are configured, spelled out as rules.
pub(super) const DEFAULT_CELLS: &str = r#"[[value.cells]]
days = ["<=7", "<=30", "<=90"]
spend = ["0", "<200"]
tier = "B"
segment = "growing"
[[value.cells]]
days = ["<=7", "<=30"]
spend = ["<500"]
tier = "A"
segment = "steady"
[[value.cells]]
days = ["<=90"]
spend = ["<500"]
tier = "B"
segment = "steady"
[[value.cells]]
days = ["<=7"]
spend = [">=500"]
tier = "S"
segment = "high"
[[value.cells]]
days = ["<=30"]
spend = [">=500"]
tier = "A"
segment = "high"
[[value.cells]]
days = ["<=90", "<=180", ">180"]
spend = [">=500"]
tier = "A"
segment = "win_back"
[[value.cells]]
days = ["<=180"]
spend = ["0", "<200"]
tier = "C"
segment = "fading"
[[value.cells]]
days = ["<=180", ">180"]
spend = ["<500"]
tier = "C"
segment = "win_back"
[[value.cells]]
days = [">180"]
spend = ["0"]
tier = "D"
segment = "churn_risk"
[[value.cells]]
days = [">180"]
spend = ["<200"]
tier = "C"
segment = "dormant_buyer""#;

/// The sections and their comments.
pub(super) static SECTIONS: &[(&str, &Text)] = &[
    ("input", &text::INPUT),
    ("graph", &text::GRAPH),
    ("staff", &text::STAFF),
    ("privacy", &text::PRIVACY),
    ("betweenness", &text::BETWEENNESS),
    ("circles", &text::CIRCLES),
    ("brokerage", &text::BROKERAGE),
    ("influence", &text::INFLUENCE),
    ("isolation", &text::ISOLATION),
    ("value", &text::VALUE),
    ("lifecycle", &text::LIFECYCLE),
    ("reach", &text::REACH),
    ("capacity", &text::CAPACITY),
    ("region", &text::REGION),
    ("position", &text::POSITION),
    ("heat", &text::HEAT),
    ("selection", &text::SELECTION),
    ("selection.koc", &text::KOC),
    ("selection.referral", &text::REFERRAL),
    ("selection.quota", &text::LIST_QUOTA),
    ("seeds", &text::SEEDS),
    ("seeds.quota", &text::SEED_QUOTA),
];

/// All keys in the order of the default file; within a section those that open a table of their own come last.
pub(super) static KEYS: &[Key] = &[
    key("", "lang", Shape::Choice(&["zh", "en"]), &keys::LANG),
    shown(key("", "as_of", Shape::Date, &keys::AS_OF), "as_of = \"2025-06-30\""),
    key("", "top", Shape::Count, &keys::TOP),
    key("", "threads", Shape::Count, &keys::THREADS),
    key("", "force", Shape::Switch, &keys::FORCE),
    shown(
        key("", "segments", Shape::Rules, &keys::SEGMENTS),
        "[segments]\nvip = \"value_tier in [S, A] and influence >= 80\"",
    ),
    key("input", "memberships", Shape::Files, &keys::MEMBERSHIPS),
    key("input", "interactions", Shape::Files, &keys::INTERACTIONS),
    key("input", "users", Shape::Files, &keys::USERS),
    key("input", "groups", Shape::Files, &keys::GROUPS),
    key("input", "purchases", Shape::Files, &keys::PURCHASES),
    key("input", "suppress", Shape::Files, &keys::SUPPRESS),
    key("input", "timezone", Shape::Text, &keys::TIMEZONE),
    key("input", "skip_bad_rows", Shape::Switch, &keys::SKIP_BAD_ROWS),
    shown(key("input", "rejected", Shape::Text, &keys::REJECTED), "rejected = \"rejected.csv\""),
    shown(
        key("input", "columns", Shape::Columns, &keys::COLUMNS),
        "[input.columns.memberships]\nuser_id = \"客户编号\"\ngroup_id = \"群编号\"",
    ),
    key("graph", "group_weight", Shape::Choice(&["newman", "count", "log"]), &keys::GROUP_WEIGHT),
    shown(key("graph", "group_cap", Shape::Count, &keys::GROUP_CAP), "group_cap = 500"),
    key("graph", "half_life_days", Shape::Number, &keys::HALF_LIFE_DAYS),
    shown(
        key("graph", "group_kind_weight", Shape::Weights, &keys::GROUP_KIND_WEIGHT),
        "[graph.group_kind_weight]\nmarketing = 0.5",
    ),
    key("graph", "kappa", Shape::Weights, &keys::KAPPA),
    key("staff", "ids", Shape::Texts, &keys::STAFF_IDS),
    key("privacy", "opted_out", Shape::Choice(&["drop", "graph_only"]), &keys::OPTED_OUT),
    key("betweenness", "method", Shape::Choice(METHODS), &keys::METHOD),
    key("betweenness", "path_counting", Shape::Choice(&["neighbours", "channels"]), &keys::PATH_COUNTING),
    key("betweenness", "groups", Shape::Switch, &keys::BETWEENNESS_GROUPS),
    key("betweenness", "exact_budget", Shape::Amount, &keys::EXACT_BUDGET),
    key("betweenness", "memory_budget_mib", Shape::Amount, &keys::MEMORY_BUDGET),
    key("betweenness", "sampled_budget", Shape::Amount, &keys::SAMPLED_BUDGET),
    shown(key("betweenness", "samples", Shape::Amount, &keys::SAMPLES), "samples = 1000000"),
    shown(key("betweenness", "epsilon", Shape::Number, &keys::EPSILON), "epsilon = 0.01"),
    key("betweenness", "delta", Shape::Number, &keys::DELTA),
    key("betweenness", "seed", Shape::Amount, &keys::SEED),
    key("betweenness", "min_strength", Shape::Number, &keys::MIN_STRENGTH),
    key("circles", "resolution", Shape::Number, &keys::RESOLUTION),
    key("circles", "seed", Shape::Amount, &keys::CIRCLES_SEED),
    key("circles", "link_share", Shape::Number, &keys::LINK_SHARE),
    key("circles", "group_share", Shape::Number, &keys::GROUP_SHARE),
    key("brokerage", "budget", Shape::Amount, &keys::BROKERAGE_BUDGET),
    key("influence", "strength", Shape::Number, &keys::INFLUENCE_STRENGTH),
    key("influence", "degree", Shape::Number, &keys::INFLUENCE_DEGREE),
    key("influence", "remarks", Shape::Number, &keys::INFLUENCE_REMARKS),
    key("influence", "groups", Shape::Number, &keys::INFLUENCE_GROUPS),
    key("isolation", "small_component", Shape::Count, &keys::SMALL_COMPONENT),
    key("value", "purchase_is_contact", Shape::Switch, &keys::PURCHASE_IS_CONTACT),
    key("value", "days", Shape::Counts, &keys::DAYS),
    key("value", "spend", Shape::Numbers, &keys::SPEND),
    key("value", "spend_window_days", Shape::Count, &keys::SPEND_WINDOW_DAYS),
    key("value", "spend_window_months", Shape::Number, &keys::SPEND_WINDOW_MONTHS),
    shown(key("value", "cells", Shape::Cells, &keys::CELLS), DEFAULT_CELLS),
    key("lifecycle", "lost_days", Shape::Count, &keys::LOST_DAYS),
    key("lifecycle", "decaying_days", Shape::Count, &keys::DECAYING_DAYS),
    key("lifecycle", "new_days", Shape::Count, &keys::NEW_DAYS),
    key("lifecycle", "welcome_hours", Shape::Count, &keys::WELCOME_HOURS),
    key("lifecycle", "growing_days", Shape::Count, &keys::GROWING_DAYS),
    key("lifecycle", "growing_contacts", Shape::Count, &keys::GROWING_CONTACTS),
    key("lifecycle", "growing_window_days", Shape::Count, &keys::GROWING_WINDOW_DAYS),
    key("reach", "friend", Shape::Choice(REACH), &keys::REACH_FRIEND),
    key("reach", "group_member", Shape::Choice(REACH), &keys::REACH_GROUP_MEMBER),
    key("reach", "follower", Shape::Choice(REACH), &keys::REACH_FOLLOWER),
    key("reach", "active_days", Shape::Count, &keys::ACTIVE_DAYS),
    key("reach", "window_hours", Shape::Count, &keys::WINDOW_HOURS),
    key("capacity", "friend_cap", Shape::Count, &keys::FRIEND_CAP),
    key("capacity", "group_sizes", Shape::Counts, &keys::GROUP_SIZES),
    key("capacity", "nearly_full_percent", Shape::Number, &keys::NEARLY_FULL_PERCENT),
    key("region", "infer", Shape::Switch, &keys::INFER_REGION),
    key("region", "min_share", Shape::Number, &keys::REGION_MIN_SHARE),
    key("position", "influence_top_percent", Shape::Number, &keys::POSITION_INFLUENCE),
    key("position", "bridge_top_percent", Shape::Number, &keys::POSITION_BRIDGE),
    key("position", "core_top_percent", Shape::Number, &keys::POSITION_CORE),
    key("heat", "person_events", Shape::Count, &keys::PERSON_EVENTS),
    key("heat", "circle_events", Shape::Count, &keys::CIRCLE_EVENTS),
    key("heat", "window_hours", Shape::Count, &keys::CONTACT_WINDOW_HOURS),
    key("selection", "tiers", Shape::Choices(TIERS), &keys::TIERS),
    key("selection", "contact_days", Shape::Count, &keys::CONTACT_DAYS),
    key("selection", "where", Shape::Text, &keys::WHERE),
    key("selection.koc", "remarks_over", Shape::Number, &keys::REMARKS_OVER),
    key("selection.koc", "groups_min", Shape::Count, &keys::GROUPS_MIN),
    key("selection.koc", "groups_percentile", Shape::Number, &keys::GROUPS_PERCENTILE),
    key("selection.koc", "influence_top_percent", Shape::Number, &keys::INFLUENCE_TOP_PERCENT),
    key("selection.referral", "circles_min", Shape::Count, &keys::CIRCLES_MIN),
    shown(key("selection.quota", "owner", Shape::Count, &keys::QUOTA_OWNER), "owner = 10"),
    shown(key("selection.quota", "circle", Shape::Count, &keys::QUOTA_CIRCLE), "circle = 5"),
    shown(key("selection.quota", "city", Shape::Count, &keys::QUOTA_CITY), "city = 10"),
    shown(key("selection.quota", "tier", Shape::Count, &keys::QUOTA_TIER), "tier = 30"),
    key("seeds", "k", Shape::Count, &keys::SEEDS_K),
    key("seeds", "model", Shape::Choice(&["ic", "lt"]), &keys::SEEDS_MODEL),
    key("seeds", "rate", Shape::Number, &keys::SEEDS_RATE),
    key("seeds", "value", Shape::Choice(&["users", "tier", "spend"]), &keys::SEEDS_VALUE),
    key("seeds", "candidates", Shape::Choice(&["eligible", "all"]), &keys::SEEDS_CANDIDATES),
    key("seeds", "ratio", Shape::Number, &keys::SEEDS_RATIO),
    key("seeds", "delta", Shape::Number, &keys::SEEDS_DELTA),
    key("seeds", "budget", Shape::Amount, &keys::SEEDS_BUDGET),
    key("seeds", "simulations", Shape::Count, &keys::SEEDS_SIMULATIONS),
    key("seeds", "simulation_budget", Shape::Amount, &keys::SEEDS_SIMULATION_BUDGET),
    key("seeds", "seed", Shape::Amount, &keys::SEEDS_SEED),
    key("seeds", "tier_weight", Shape::Weights, &keys::SEEDS_TIER_WEIGHT),
    shown(key("seeds.quota", "owner", Shape::Count, &keys::QUOTA_OWNER), "owner = 10"),
    shown(key("seeds.quota", "circle", Shape::Count, &keys::QUOTA_CIRCLE), "circle = 5"),
    shown(key("seeds.quota", "city", Shape::Count, &keys::QUOTA_CITY), "city = 10"),
    shown(key("seeds.quota", "tier", Shape::Count, &keys::QUOTA_TIER), "tier = 30"),
];
