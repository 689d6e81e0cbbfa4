//! Options of value and lifecycle. The figures are reference values, not measurements.

use serde::{Deserialize, Serialize};

/// Value tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Tier {
    /// Weekly contact and high spend.
    S,
    /// Monthly contact with medium spend and the like.
    A,
    /// Quarterly contact, low spend.
    B,
    /// Fading or gone.
    C,
    /// Gone without spend.
    D,
    /// Neither recency nor spend is known.
    #[serde(rename = "unknown")]
    Unknown,
}

/// Value segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueSegment {
    /// 高价值.
    High,
    /// 稳定.
    Steady,
    /// 成长型.
    Growing,
    /// A buyer who has to be won back.
    WinBack,
    /// Contact is fading.
    Fading,
    /// A small buyer who is gone.
    DormantBuyer,
    /// 流失风险.
    ChurnRisk,
    /// Neither recency nor spend is known.
    Unknown,
}

/// Maps cells of the lattice to a tier and a segment. Every cell must be mapped by exactly one rule.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CellRule {
    /// Labels of recency rows, such as `<=7` or `>180`.
    pub days: Vec<String>,
    /// Labels of spend columns, such as `0`, `<200` or `>=500`.
    pub spend: Vec<String>,
    /// Tier of these cells.
    pub tier: Tier,
    /// Segment of these cells.
    pub segment: ValueSegment,
}

/// Recency, spend and the lattice.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ValueOptions {
    /// Purchases count as contact.
    pub purchase_is_contact: bool,
    /// Upper bounds (inclusive) of the recency rows in whole days; a last row takes the rest and "never".
    pub days: Vec<u32>,
    /// Lower bounds (inclusive) of the spend columns above "exactly 0" and "below the first", in yuan a month.
    pub spend: Vec<f64>,
    /// Purchases of so many days make the monthly spend …
    pub spend_window_days: u32,
    /// … divided by so many months.
    pub spend_window_months: f64,
    /// Rules; empty: the default lattice.
    pub cells: Vec<CellRule>,
}

impl Default for ValueOptions {
    fn default() -> Self {
        Self {
            purchase_is_contact: false,
            days: vec![7, 30, 90, 180],
            spend: vec![200.0, 500.0],
            spend_window_days: 90,
            spend_window_months: 3.0,
            cells: Vec::new(),
        }
    }
}

/// The checked lattice: row-major, `rows × columns`, every cell mapped once.
#[derive(Clone, Debug, PartialEq)]
pub struct Lattice {
    /// Labels of the rows: `<=7`, …, `>180`.
    pub rows: Vec<String>,
    /// Labels of the columns: `0`, `<200`, `<500`, `>=500`.
    pub columns: Vec<String>,
    /// `cells[row * columns.len() + column]`.
    pub cells: Vec<(Tier, ValueSegment)>,
    /// Upper bounds (inclusive, whole days) of the rows but the last.
    pub days: Vec<u32>,
    /// Lower bounds (inclusive, yuan a month) of the columns from the third on.
    pub spend: Vec<f64>,
}

/// Lifecycle, first match: lost, decaying, new, growing, mature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct LifecycleOptions {
    /// Lost: more days than this without contact.
    pub lost_days: u32,
    /// Decaying: at least so many days without contact.
    pub decaying_days: u32,
    /// New: registered at most so many days ago.
    pub new_days: u32,
    /// `welcome_due`: registered at most so many hours ago.
    pub welcome_hours: u32,
    /// Growing: registered at most so many days ago …
    pub growing_days: u32,
    /// … or fewer contacts than this …
    pub growing_contacts: u32,
    /// … within so many days.
    pub growing_window_days: u32,
}

impl Default for LifecycleOptions {
    fn default() -> Self {
        Self {
            lost_days: 180,
            decaying_days: 60,
            new_days: 30,
            welcome_hours: 24,
            growing_days: 90,
            growing_contacts: 3,
            growing_window_days: 90,
        }
    }
}
