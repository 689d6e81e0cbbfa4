//! Options of the graph and of the measures.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

/// Weight ω(g) of one pair of members of a group of size |g|.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupWeight {
    /// 1/(|g| − 1): every member's ties inside one group sum to 1 (Newman 2001).
    #[default]
    Newman,
    /// 1: the number of shared groups.
    Count,
    /// 1/ln(1 + |g|).
    Log,
}

/// How the user graph is built.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct GraphOptions {
    /// Weight of a pair by group size.
    pub group_weight: GroupWeight,
    /// Factor on ω by group kind; 1 where a kind is not named. Finite, ≥ 0 (0: no weight, still a tie).
    pub group_kind_weight: BTreeMap<String, f64>,
    /// Groups with more members than this are left out; none by default.
    pub group_cap: Option<usize>,
    /// Days after which an event counts half; > 0.
    pub half_life_days: f64,
    /// κ of each kind of interaction; a kind not named counts `other`. Finite, ≥ 0; 0 makes no edge.
    /// A file names only those that differ from the default.
    #[serde(deserialize_with = "kappa_over_default")]
    pub kappa: BTreeMap<String, f64>,
}

impl Default for GraphOptions {
    fn default() -> Self {
        Self {
            group_weight: GroupWeight::Newman,
            group_kind_weight: BTreeMap::new(),
            group_cap: None,
            half_life_days: 90.0,
            kappa: default_kappa(),
        }
    }
}

fn default_kappa() -> BTreeMap<String, f64> {
    let kappa = [
        ("private_chat", 3.0),
        ("mention", 2.0),
        ("moment_comment", 2.0),
        ("moment_like", 1.0),
        ("group_message", 0.5),
        ("remark", 1.0),
        ("other", 1.0),
    ];
    kappa.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
}

/// The name of a kind of interaction, in the data and in the configuration alike: lower case, Chinese words translated,
/// `other` where there is none.
pub fn kind_name(word: &str) -> Cow<'_, str> {
    let known = match word {
        "" | "其他" => "other",
        "私聊" => "private_chat",
        "提及" | "@" => "mention",
        "朋友圈评论" => "moment_comment",
        "朋友圈点赞" => "moment_like",
        "群消息" => "group_message",
        "备注" => "remark",
        _ if word.chars().any(char::is_uppercase) => return Cow::Owned(word.to_lowercase()),
        _ => word,
    };
    Cow::Borrowed(known)
}

/// What the file names, over the defaults: to change one kind is not to forget the others.
fn kappa_over_default<'de, D: Deserializer<'de>>(value: D) -> Result<BTreeMap<String, f64>, D::Error> {
    let mut kappa = default_kappa();
    let given = BTreeMap::<String, f64>::deserialize(value)?;
    kappa.extend(given.into_iter().map(|(name, weight)| (kind_name(name.trim()).into_owned(), weight)));
    Ok(kappa)
}

impl GraphOptions {
    /// κ of a kind.
    pub fn kappa_of(&self, kind: &str) -> f64 {
        self.kappa.get(kind).or_else(|| self.kappa.get("other")).copied().unwrap_or(1.0)
    }
}

/// Employees and robots beyond those that the tables name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct StaffOptions {
    /// Their user ids.
    pub ids: Vec<String>,
}

/// What becomes of users who opted out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OptedOut {
    /// Removed from everything but counts.
    #[default]
    Drop,
    /// Kept as unnamed nodes of the graph, in no output.
    GraphOnly,
}

/// Privacy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct PrivacyOptions {
    /// Users who opted out.
    pub opted_out: OptedOut,
}

/// Which betweenness is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BetweennessMethod {
    /// Exact where its counted operations and memory stay within the budgets, else sampled.
    #[default]
    Auto,
    /// Exact, hop distances.
    Exact,
    /// Estimated from sampled shortest paths, hop distances, with an interval for every user.
    Sampled,
    /// By weighted distances: the stronger a tie the shorter.
    Weighted,
}

/// How a pair of users that shares k groups is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PathCounting {
    /// As one edge.
    #[default]
    Neighbours,
    /// As k parallel edges.
    Channels,
}

/// Betweenness.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct BetweennessOptions {
    /// Method.
    pub method: BetweennessMethod,
    /// Path counting.
    pub path_counting: PathCounting,
    /// Whether groups get a betweenness too.
    pub groups: bool,
    /// Steps that `auto` allows an exact run; above them it samples.
    pub exact_budget: u64,
    /// Memory that one run may plan for, in MiB; above it `auto` samples and `exact` is refused.
    pub memory_budget_mib: u64,
    /// Steps of a sampled run, unless `samples` or `epsilon` says otherwise.
    pub sampled_budget: u64,
    /// Paths to draw, instead of `sampled_budget`; > 0.
    pub samples: Option<u64>,
    /// Half-width on betweenness_share that every interval must reach, however long it takes; 0 < ε < 1.
    pub epsilon: Option<f64>,
    /// Probability that some interval misses; 0 < δ < 1.
    pub delta: f64,
    /// Seed of everything drawn.
    pub seed: u64,
    /// `weighted`: pairs of smaller strength are left out; ≥ 0.
    pub min_strength: f64,
}

impl Default for BetweennessOptions {
    fn default() -> Self {
        Self {
            method: BetweennessMethod::Auto,
            path_counting: PathCounting::Neighbours,
            groups: true,
            exact_budget: 120_000_000_000,
            memory_budget_mib: 2048,
            sampled_budget: 5_000_000_000,
            samples: None,
            epsilon: None,
            delta: 0.1,
            seed: 42,
            min_strength: 0.0,
        }
    }
}

impl BetweennessOptions {
    /// The memory budget in bytes.
    pub fn memory_budget_bytes(&self) -> u64 {
        self.memory_budget_mib.saturating_mul(1 << 20)
    }
}

/// Weights of the four percentile ranks in influence; a missing source drops out and the rest are rescaled.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct InfluenceOptions {
    /// Of strength.
    pub strength: f64,
    /// Of degree.
    pub degree: f64,
    /// Of remarks.
    pub remarks: f64,
    /// Of the number of groups.
    pub groups: f64,
}

impl Default for InfluenceOptions {
    fn default() -> Self {
        Self { strength: 0.4, degree: 0.3, remarks: 0.2, groups: 0.1 }
    }
}

/// Isolation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct IsolationOptions {
    /// A component of at most so many users (and at least two) is small.
    pub small_component: usize,
}

impl Default for IsolationOptions {
    fn default() -> Self {
        Self { small_component: 3 }
    }
}
