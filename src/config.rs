//! `renmai.toml`: every option of the analysis with its default, checked before any work starts.
//!
//! The structs here are the options that the rooms take. They import nothing, so every room may import them.

mod analysis;
mod campaign;
mod check;
mod circles;
pub mod columns;
mod default_file;
mod differences;
mod file;
mod keys;
mod lattice;
mod misfit;
mod parse;
mod people;
mod seeds;
mod segments;
mod todo;
mod value;

pub use analysis::{
    AttentionOptions, BetweennessMethod, BetweennessOptions, GraphOptions, GroupWeight, InfluenceOptions, Intervals,
    IsolationOptions, MOST_HALF_LIVES, OptedOut, PathCounting, PrivacyOptions, StaffOptions, kind_name,
};
pub use campaign::CampaignOptions;
pub use check::MOST_THREADS;
pub use circles::{BrokerageOptions, CirclesOptions};
pub use default_file::default_toml;
pub use file::{
    DateOrder, Decimal, Delimiter, Encoding, Grid, IdentityOptions, InputOptions, NOT_COUNTED, PlanOptions, STDIN, Trim,
};
pub(crate) use keys::is_within;
pub use keys::{Bound, Flag, Key, LEAST, MOST, Shape, Words, keys, nearest};
pub use people::{KocOptions, Quotas, ReferralOptions, SelectionOptions};
pub use seeds::{CascadeModel, ReachValue, SeedCandidates, SeedsOptions};
pub use segments::{CapacityOptions, HeatOptions, PositionOptions, Reach, ReachOptions, RegionOptions};
pub use todo::TodoOptions;
pub use value::{CellRule, Lattice, LifecycleOptions, Tier, ValueOptions, ValueSegment};

use std::collections::BTreeMap;

use crate::text::{Lang, Text, coded, codes};
use keys::{COUNT, options};

options! {
    /// Everything that can be configured. [`Config::default`] is what an empty file means.
    pub struct Config {
        lang: Lang = Lang::Zh, Shape::Choice(codes::<Lang>),
            Text::new("语言：zh 或 en。", "Language: zh or en."),
            flag("lang", "LANG", Text::new("语言：zh（默认）或 en", "Language: zh (default) or en"));
        #[serde(deserialize_with = "file::text_or_date")]
        as_of: Option<String> = None, Shape::Date,
            Text::new("从哪一刻往回看；只写日期表示当天结束。不写则取数据里最晚的时间，从不取系统时钟。",
                "The moment looked back from; a bare date means the end of that day. Without it: the latest time in the data, never the clock."),
            example("as_of = \"2025-06-30\""),
            flag("as-of", "DATE", Text::new("从哪一天（或时刻）往回看；默认取数据里最晚的时间",
                "The day (or moment) to look back from; by default the latest time in the data"));
        top: Top = Top(100), COUNT,
            Text::new("每份名单的人数；0 表示全部。", "Entries of each list; 0: all."),
            flag("top", "N", Text::new("每份名单的人数，0 为全部（默认 {default}）",
                "Entries of each list, 0 for all (default {default})"));
        threads: usize = 0, Shape::Whole { least: 0, most: MOST_THREADS },
            Text::new("线程数；0 表示每个处理器一个，每个处理器至多 16 个。结果与线程数无关。",
                "Threads; 0: one per processor; at most 16 for each. Results do not depend on it."),
            without_effect(),
            flag("threads", "N", Text::new("线程数，0 为每个处理器一个（默认），每个至多 16 个；结果与它无关",
                "Threads, 0 for one per processor (default), at most 16 for each; results do not depend on it"));
        force: bool = false, Shape::Switch,
            Text::new("true：输出目录里有别的文件也写，那些文件保留；false：拒绝。",
                "true: write even if the output directory holds other files, which are kept; false: refuse."),
            without_effect(),
            flag("force", "", Text::new("目录里有别的文件也写，那些文件保留",
                "Write even if the directory holds other files; those are kept"));
        format: Vec<TableFormat> = vec![TableFormat::Csv], Shape::Distinct(codes::<TableFormat>),
            Text::new("report 写出的表格：[\"csv\"]，或 [\"csv\", \"parquet\"]：每张表旁边再写一份列有类型的 .parquet（程序要用 --features arrow 编译）。",
                "Tables that report writes: [\"csv\"], or [\"csv\", \"parquet\"], with a .parquet file with typed columns beside each (in a program built with --features arrow)."),
            without_effect(),
            flag("format", "LIST", Text::new("表格格式：csv（默认）或 csv,parquet（程序要用 --features arrow 编译）",
                "Formats of the tables: csv (default) or csv,parquet (in a program built with --features arrow)"));
        #[serde(deserialize_with = "file::one_or_many")]
        compare: Vec<String> = Vec::new(), Shape::Files,
            Text::new("与之比较的早先结果：renmai 写出的目录，一个或几个，按时间先后；报告里多一节“变化”。相对路径从本文件所在的目录算起。",
                "Earlier runs to compare with: directories that renmai has written, one or several, the oldest first; the report tells what has changed. Relative paths start at the folder of this file."),
            example("compare = \"out-2025-05\""),
            flag("compare", "DIR", Text::new("与早先写出的结果目录比较，可重复，按时间先后；写出 changes.csv",
                "Compare with the output directory of an earlier run; may be repeated, the oldest first; writes changes.csv"));
        segments: BTreeMap<String, String> = BTreeMap::new(), Shape::Rules,
            Text::new("自定义人群：名称 = 规则。每个人群是 users.csv 里的一列、报告里的一个计数，也可以用在规则里。写法见 docs/rules.md。",
                "Segments of your own: name = rule. Each is a column of users.csv, a count in the report, and a word in rules. How to write them: docs/rules.md."),
            example("[segments]\nvip = \"value_tier in [S, A] and influence >= 80\"");
        input: InputOptions = InputOptions::default(), Shape::Table(InputOptions::KEYS),
            Text::new("输入文件。相对路径从本文件所在的目录算起；可写一个文件名或一个列表，同一张表的多个文件会合在一起。\n支持 .csv、.csv.gz、.csv.zst。\"sms.csv:kind=sms\" 表示整个文件的 kind 列都是 sms。\nmemberships 与 interactions 至少要有一个。",
                "Input files. Relative paths start at the folder of this file; give one name or a list, whose rows are joined.\n.csv, .csv.gz and .csv.zst are read. \"sms.csv:kind=sms\" sets the column kind to sms for the whole file.\nAt least one of memberships and interactions is needed.");
        graph: GraphOptions = GraphOptions::default(), Shape::Table(GraphOptions::KEYS),
            Text::new("关系图。两人关系强度 = 共同群的权重之和 + 互动权重 × 次数 × 时间衰减之和。",
                "The user graph. Strength of two users = sum of weights of shared groups + sum of kind weight × count × decay over their interactions.");
        staff: StaffOptions = StaffOptions::default(), Shape::Table(StaffOptions::KEYS),
            Text::new("员工与机器人不是图中的人。数据里标明的（member_type、owner_id）会自动识别，这里补充其余的。",
                "Employees and robots are no nodes. Those that the data names (member_type, owner_id) are found by themselves; list others here.");
        privacy: PrivacyOptions = PrivacyOptions::default(), Shape::Table(PrivacyOptions::KEYS),
            Text::new("隐私。", "Privacy.");
        betweenness: BetweennessOptions = BetweennessOptions::default(), Shape::Table(BetweennessOptions::KEYS),
            Text::new("介数：谁在圈子之间牵线。", "Betweenness: who connects others.");
        circles: CirclesOptions = CirclesOptions::default(), Shape::Table(CirclesOptions::KEYS),
            Text::new("圈子：彼此关系比随机更密的一群人（Leiden 算法，模块度）。",
                "Circles: people more closely tied to each other than chance would have it (Leiden, modularity).");
        brokerage: BrokerageOptions = BrokerageOptions::default(), Shape::Table(BrokerageOptions::KEYS),
            Text::new("中间人：结构洞的约束度。", "Brokers: constraint of structural holes.");
        attention: AttentionOptions = AttentionOptions::default(), Shape::Table(AttentionOptions::KEYS),
            Text::new("关注度：多少人对此人说话，说了多少。", "Attention: how many people address somebody, and how much.");
        influence: InfluenceOptions = InfluenceOptions::default(), Shape::Table(InfluenceOptions::KEYS),
            Text::new("影响力：各项百分位排名的加权平均（0–100）。缺数据的项自动去掉，其余按比例放大。",
                "Influence: weighted mean of percentile ranks (0–100). One without data drops out, the rest are rescaled.");
        isolation: IsolationOptions = IsolationOptions::default(), Shape::Table(IsolationOptions::KEYS),
            Text::new("孤立用户。", "Isolated users.");
        value: ValueOptions = ValueOptions::default(), Shape::Table(ValueOptions::KEYS),
            Text::new("价值分层：最近联系天数 × 月消费。界线是参考值。",
                "Value: days since contact × spend a month. The bounds are reference values.");
        lifecycle: LifecycleOptions = LifecycleOptions::default(), Shape::Table(LifecycleOptions::KEYS),
            Text::new("生命周期，依次判断：流失、衰退、新客、成长、成熟。天数是参考值。",
                "Lifecycle, first match: lost, decaying, new, growing, mature. The days are reference values.");
        reach: ReachOptions = ReachOptions::default(), Shape::Table(ReachOptions::KEYS),
            Text::new("触达：好友、群成员、关注者各有多容易触达（high、medium、low）；参考值。",
                "Reach: how well friends, group members and followers can be reached (high, medium, low); reference values.");
        capacity: CapacityOptions = CapacityOptions::default(), Shape::Table(CapacityOptions::KEYS),
            Text::new("容量：一个账号能加多少好友，一个群能有多少人；参考值。",
                "Capacity: how many friends an account holds, how many members a group; reference values.");
        region: RegionOptions = RegionOptions::default(), Shape::Table(RegionOptions::KEYS),
            Text::new("地区：没有城市的用户，可由所在的群推断。",
                "Region: a user without a city may get that of the groups.");
        position: PositionOptions = PositionOptions::default(), Shape::Table(PositionOptions::KEYS),
            Text::new("社交位置，依次判断：孤立、沉默、影响节点、桥梁、核心、普通。",
                "Social position, first match: isolated, silent, influence node, bridge, core, member.");
        heat: HeatOptions = HeatOptions::default(), Shape::Table(HeatOptions::KEYS),
            Text::new("热力图与最佳联系时段。", "Heat map and the best contact window.");
        campaign: CampaignOptions = CampaignOptions::default(), Shape::Table(CampaignOptions::KEYS),
            Text::new("正在做的活动，写进每个人的下一步；不写则用通用的说法。",
                "The campaign at present, which next steps speak of; in general words without it.");
        selection: SelectionOptions = SelectionOptions::default(), Shape::Table(SelectionOptions::KEYS),
            Text::new("谁可以进 KOC 和裂变名单。", "Who may be on the KOC and referral lists.");
        todo: TodoOptions = TodoOptions::default(), Shape::Table(TodoOptions::KEYS),
            Text::new("待办：先联系谁。", "The queue: whom to contact first.");
        seeds: SeedsOptions = SeedsOptions::default(), Shape::Table(SeedsOptions::KEYS),
            Text::new("种子用户：一起能触达最多人的一组人。传播由模型推算，不是实测。",
                "Seeds: the set of users who together reach most people. Cascades are results of a model, not measurements.");
    }
}

coded! {
    /// What the tables of a run are written as.
    pub enum TableFormat {
        /// CSV, which is always written: later runs are compared with it.
        Csv = "csv",
        /// Parquet, in a program built with the feature `arrow`.
        Parquet = "parquet",
    }
}

/// Entries of each list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(transparent)]
pub struct Top(pub usize);

impl Default for Top {
    fn default() -> Self {
        Self(100)
    }
}

impl Top {
    /// The most entries of a list.
    pub fn limit(self) -> usize {
        if self.0 == 0 { usize::MAX } else { self.0 }
    }
}
