//! Options of value and lifecycle. The figures are reference values, not measurements.

use serde::{Deserialize, Serialize};

use super::keys::{COUNT, Key, Shape, at_least, bound, options};
use crate::text::Text;
pub use crate::text::terms::{Tier, ValueSegment};

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

options! {
    /// Recency, spend and the lattice.
    pub struct ValueOptions {
        purchase_is_contact: bool = false, Shape::Switch,
            Text::new("消费是否算一次联系。", "Whether a purchase counts as contact.");
        days: Vec<u32> = vec![7, 30, 90, 180], Shape::Rising(&COUNT),
            Text::new("各行的天数上限（含）；最后再加一行“更久或从未联系”。",
                "Upper bounds (inclusive) of the rows in days; a last row takes the rest and \"never\".");
        spend: Vec<f64> = vec![200.0, 500.0], Shape::Rising(&Shape::Number(&bound::ABOVE_ZERO)),
            Text::new("各列的月消费下限（含），单位元；前面还有“0”和“不到第一个下限”两列。",
                "Lower bounds (inclusive) of the columns in yuan a month, after \"0\" and \"below the first\".");
        spend_window_days: u32 = 90, at_least(1),
            Text::new("没有 monthly_spend 时，取最近这么多天的消费……",
                "Without monthly_spend: purchases of so many days …");
        spend_window_months: f64 = 3.0, Shape::Number(&bound::ABOVE_ZERO),
            Text::new("……除以这么多个月。", "… divided by so many months.");
        cells: Vec<CellRule> = Vec::new(), Shape::Cells,
            Text::new("格子：每格恰好由一条规则指定等级和类型。不写即下面这套（参考值）；要改就全部写出。",
                "Cells: every cell is given its tier and segment by exactly one rule. Without any, the following apply (reference values); to change one, spell out all."),
            example(DEFAULT_CELLS);
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

options! {
    /// Lifecycle, first match: lost, decaying, new, growing, mature.
    #[derive(Copy, Eq)]
    pub struct LifecycleOptions {
        lost_days: u32 = 180, COUNT,
            Text::new("超过这么多天没有联系：流失。", "Lost: more days than this without contact.");
        decaying_days: u32 = 60, COUNT,
            Text::new("至少这么多天没有联系：衰退，该召回。",
                "Decaying: at least so many days without contact; time to recall.");
        new_days: u32 = 30, COUNT,
            Text::new("注册不超过这么多天：新客。", "New: registered at most so many days ago.");
        welcome_hours: u32 = 24, COUNT,
            Text::new("注册不超过这么多小时：该发欢迎语。", "Welcome due: registered at most so many hours ago.");
        growing_days: u32 = 90, COUNT,
            Text::new("注册不超过这么多天，或……", "Growing: registered at most so many days ago, or …");
        growing_contacts: u32 = 3, COUNT,
            Text::new("……联系少于这么多次……", "… fewer contacts than this …");
        growing_window_days: u32 = 90, at_least(1),
            Text::new("……（在最近这么多天里）：成长。", "… within so many days.");
    }
}

/// The cells that apply when none are configured, spelled out as rules.
const DEFAULT_CELLS: &str = r#"[[value.cells]]
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
