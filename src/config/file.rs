//! The file itself: input files, and the friendly forms that some keys take.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Deserializer};
use toml::Value;

use super::Config;
use super::columns::{CODES, EXTERNAL_IDS, PHONES, SCHEMAS};
use super::differences::set;
use super::keys::{Key, Shape, at_least, bound, join, keys, lookup, options};
pub use crate::text::terms::Trim;
use crate::text::{Lang, Sentence, Text, coded, codes};

/// The file name that means standard input.
pub const STDIN: &str = "-";

coded! {
    /// How the bytes of a file are text.
    pub enum Encoding {
        /// By byte-order mark, else as the bytes show.
        Auto = "auto",
        /// UTF-8.
        Utf8 = "utf-8",
        /// GB18030, which GBK and GB2312 are parts of.
        Gb18030 = "gb18030",
        /// Big5.
        Big5 = "big5",
        /// UTF-16, low byte first.
        Utf16Le = "utf-16le",
        /// UTF-16, high byte first.
        Utf16Be = "utf-16be",
    }
}

coded! {
    /// What stands between the fields of a line.
    pub enum Delimiter {
        /// What the header shows.
        Auto = "auto",
        /// A comma.
        Comma = "comma",
        /// A tab.
        Tab = "tab",
        /// A semicolon.
        Semicolon = "semicolon",
        /// `|`.
        Pipe = "pipe",
        /// One or more spaces or tabs.
        Spaces = "spaces",
    }
}

coded! {
    /// What a line of a file tells.
    pub enum Grid {
        /// One record a line; what looks otherwise is an error that says so.
        Auto = "auto",
        /// One record a line.
        Records = "records",
        /// Users down, groups or users across, 0 or a number in the cells.
        Matrix = "matrix",
        /// A group and its members a line.
        Lists = "lists",
    }
}

coded! {
    /// What the numbers of a date such as `1/2/2024` are. A year of four digits in front is told without it.
    pub enum DateOrder {
        /// Day, month, year.
        DayFirst = "dmy",
        /// Month, day, year.
        MonthFirst = "mdy",
        /// Year (of two digits), month, day.
        YearFirst = "ymd",
    }
}

coded! {
    /// What stands before the decimals of a number; the other one may stand between its thousands.
    pub enum Decimal {
        /// `1,234.5`.
        Point = ".",
        /// `1.234,5`.
        Comma = ",",
    }
}

/// What an order's status says where no money was made of it, or none was left.
pub const NOT_COUNTED: [&str; 59] = [
    "付款失败",
    "用户取消",
    "买家取消",
    "全部退款",
    "已全额退款",
    "已退款退货",
    "退货完成",
    "已退货退款",
    "退款中",
    "售后关闭",
    "买家已取消",
    "已超时取消",
    "超时关闭",
    "无效",
    "未成团",
    "拼单失败",
    "拒收",
    "fail",
    "trade_closed",
    "trade_closed_by_taobao",
    "wait_buyer_pay",
    "交易关闭",
    "已关闭",
    "订单关闭",
    "关闭",
    "交易取消",
    "已取消",
    "取消",
    "订单取消",
    "已作废",
    "作废",
    "交易失败",
    "支付失败",
    "已退款",
    "退款成功",
    "退款完成",
    "退款",
    "全额退款",
    "已退货",
    "退货退款",
    "未付款",
    "待付款",
    "未支付",
    "待支付",
    "等待买家付款",
    "等待付款",
    "等待支付",
    "closed",
    "cancelled",
    "canceled",
    "refunded",
    "unpaid",
    "pending",
    "pending payment",
    "failed",
    "void",
    "voided",
    "expired",
    "returned",
];

fn tables() -> Vec<&'static str> {
    SCHEMAS.iter().map(|schema| schema.table).collect()
}

options! {
    /// How one file, or one sheet of one, is to be read, where it does not show by itself.
    #[derive(Eq)]
    pub struct PlanOptions {
        table: Option<String> = None, Shape::Choice(tables),
            Text::new("是哪张表。", "Which table it is."), example("table = \"memberships\"");
        header_line: Option<u64> = None, at_least(0),
            Text::new("表头在第几行；0 表示没有表头。", "The line of its header; 0: it has none."), example("header_line = 3");
        delimiter: Option<Delimiter> = None, Shape::Choice(codes::<Delimiter>),
            Text::new("分隔符：comma、tab、semicolon、pipe、spaces。", "What parts the fields: comma, tab, semicolon, pipe, spaces."),
            example("delimiter = \"semicolon\"");
        encoding: Option<Encoding> = None, Shape::Choice(codes::<Encoding>),
            Text::new("编码。", "Its encoding."), example("encoding = \"gb18030\"");
        grid: Option<Grid> = None, Shape::Choice(codes::<Grid>),
            Text::new("一行说的是什么：records、matrix、lists。", "What a line tells: records, matrix, lists."), example("grid = \"matrix\"");
        decimal: Option<Decimal> = None, Shape::Choice(codes::<Decimal>),
            Text::new("小数点。", "The decimal mark."), example("decimal = \",\"");
        date_order: Option<DateOrder> = None, Shape::Choice(codes::<DateOrder>),
            Text::new("日期里年、月、日的先后。", "The order of day, month and year."), example("date_order = \"dmy\"");
        columns: BTreeMap<String, String> = BTreeMap::new(), Shape::Headers,
            Text::new("我们的列名 = 文件里的表头（没有表头时是第几列）；\"\" 表示哪一列都不是。", "Our column = its header (where it has none: the number of the column); \"\" where no header means it."),
            example("columns = { user_id = \"客户编号\" }");
    }
}

options! {
    /// One person, many ids.
    #[derive(Eq)]
    pub struct IdentityOptions {
        columns: Vec<String> = further_ids(), Shape::Texts,
            Text::new("用户表里这些列（按表头）也是同一个人的编号：别的表用它们时，算到这个人头上。",
                "Columns of the users table, by header, that are ids of the same person too: where another table uses them, this person is meant.");
    }
}

/// Headers of ids that people have beside their own.
fn further_ids() -> Vec<String> {
    ["unionid", "external_userid", "openid"]
        .iter()
        .chain(EXTERNAL_IDS)
        .chain(PHONES)
        .chain(CODES)
        .map(|&header| header.to_owned())
        .collect()
}

options! {
    /// Files and how to read them. Paths are relative to the folder of `renmai.toml`.
    pub struct InputOptions {
        #[serde(deserialize_with = "one_or_many")]
        memberships: Vec<String> = Vec::new(), Shape::Files,
            Text::new("群成员：user_id, group_id, joined_at, left_at, member_type。如 memberships = \"memberships.csv\"",
                "Who is in which group: user_id, group_id, joined_at, left_at, member_type. Such as memberships = \"memberships.csv\""),
            flag("memberships", "F", Text::new("群成员表，可重复；F:member_type=staff 可给整个文件设一个常量列",
                "Who is in which group; may be repeated. F:member_type=staff sets a column for the whole file"));
        #[serde(deserialize_with = "one_or_many")]
        interactions: Vec<String> = Vec::new(), Shape::Files,
            Text::new("互动：from_id, to_id, kind, at, count。", "Interactions: from_id, to_id, kind, at, count."),
            flag("interactions", "F", Text::new("互动表，可重复；F:kind=sms 同上",
                "Interactions; may be repeated. F:kind=sms as above"));
        #[serde(deserialize_with = "one_or_many")]
        users: Vec<String> = Vec::new(), Shape::Files,
            Text::new("用户：user_id, nickname, role, remark_count, city, device, tags, registered_at, last_active_at, monthly_spend, owner_id, opted_out, consent。",
                "Users: user_id, nickname, role, remark_count, city, device, tags, registered_at, last_active_at, monthly_spend, owner_id, opted_out, consent."),
            flag("users", "F", Text::new("用户表，可重复", "Users; may be repeated"));
        #[serde(deserialize_with = "one_or_many")]
        groups: Vec<String> = Vec::new(), Shape::Files,
            Text::new("群：group_id, name, kind, city, tags, owner_id。",
                "Groups: group_id, name, kind, city, tags, owner_id."),
            flag("groups", "F", Text::new("群表，可重复", "Groups; may be repeated"));
        #[serde(deserialize_with = "one_or_many")]
        purchases: Vec<String> = Vec::new(), Shape::Files,
            Text::new("消费：user_id, at, amount；负数是退款。",
                "Purchases: user_id, at, amount; negative: a refund."),
            flag("purchases", "F", Text::new("消费表，可重复", "Purchases; may be repeated"));
        #[serde(deserialize_with = "one_or_many")]
        suppress: Vec<String> = Vec::new(), Shape::Files,
            Text::new("屏蔽名单：有 user_id 一列的文件，其中的人不进任何名单。",
                "Suppression: files with a column user_id; these people are on no list."),
            flag("suppress", "F", Text::new("屏蔽名单，可重复：有 user_id 一列的文件，其中的人不进任何名单",
                "Suppression list; may be repeated: a file with a column user_id, whose people are on no list"));
        #[serde(deserialize_with = "one_or_many")]
        staff: Vec<String> = Vec::new(), Shape::Files,
            Text::new("员工：user_id, name；其中的人是员工，名单里显示这里的姓名。",
                "Staff: user_id, name; these people are employees, and lists call them so."),
            flag("staff", "F", Text::new("员工表，可重复：user_id, name；其中的人是员工，名单里显示姓名",
                "Staff; may be repeated: user_id, name; these people are employees, and lists show their names"));
        #[serde(deserialize_with = "one_or_many")]
        files: Vec<String> = Vec::new(), Shape::Files,
            Text::new("不指明是哪张表的文件、目录（或 *.csv 这样的写法）：每个文件、每张工作表凭表头认出是哪张表。",
                "Files and folders (or patterns such as *.csv) without saying which table they are: each file and sheet is recognised by its header."),
            flag("files", "F", Text::new("任何文件或目录，可重复：凭表头认出是哪张表",
                "Any file or folder; may be repeated: its header says which table it is"));
        timezone: String = "Asia/Shanghai".to_owned(), Shape::Zone,
            Text::new("没有写明时区的时间按此时区理解。", "Zone of times that do not name one.");
        earliest: String = "1990-01-01".to_owned(), Shape::Name,
            Text::new("更早的时间算读不了的行；若数据从 0 起计秒，写 1970-01-01。",
                "Earlier times are rows that cannot be read; 1970-01-01 for data that count seconds from 0.");
        latest: String = "2100-12-31".to_owned(), Shape::Name,
            Text::new("更晚的时间也算读不了的行；只有 left_at 更晚表示没有退群。",
                "So are later times; but a later left_at means that the person has not left.");
        header: bool = true, Shape::Switch,
            Text::new("false：文件没有表头，各列按顺序（user_id, group_id …），或在 columns 里写第几列。",
                "false: files have no header; columns stand in our order (user_id, group_id, …), or as numbers in columns.");
        encoding: Encoding = Encoding::Auto, Shape::Choice(codes::<Encoding>),
            Text::new("编码：auto、utf-8、gb18030（GBK 也是它）、big5、utf-16le、utf-16be。",
                "Encoding: auto, utf-8, gb18030 (GBK too), big5, utf-16le, utf-16be.");
        delimiter: Delimiter = Delimiter::Auto, Shape::Choice(codes::<Delimiter>),
            Text::new("分隔符：auto、comma（逗号）、tab、semicolon（分号）、pipe（竖线）、spaces（空格）。",
                "What parts the fields: auto, comma, tab, semicolon, pipe, spaces.");
        grid: Grid = Grid::Auto, Shape::Choice(codes::<Grid>),
            Text::new("一行说的是什么：records 一条记录；matrix 矩阵（行是用户，列是群或用户）；lists 一个群和它的成员。auto 只认 records，别的报错。",
                "What a line tells: records, one record; matrix, users down and groups or users across; lists, a group and its members. auto reads records and says so of others.");
        decimal: Option<Decimal> = None, Shape::Choice(codes::<Decimal>),
            Text::new("小数点：\".\" 或 \",\"；不写则按整列判断。", "The decimal mark, \".\" or \",\"; without it: as the whole column shows."),
            example("decimal = \",\"");
        date_order: Option<DateOrder> = None, Shape::Choice(codes::<DateOrder>),
            Text::new("日期里年、月、日的先后：ymd、dmy 或 mdy；不写则按整列判断。", "The order of day, month and year: ymd, dmy or mdy; without it: as the whole column shows."),
            example("date_order = \"dmy\"");
        trim_ids: Vec<Trim> = Vec::new(), Shape::Subset(codes::<Trim>),
            Text::new("比较编号之前去掉什么：zero_width 不可见字符、decimal 末尾的 .0、excel_text 外面的 =\"…\"、full_width 全角、case 大小写、leading_zeros 前面的 0。",
                "What is taken off ids before they are compared: zero_width, decimal (.0 at the end), excel_text (=\"…\"), full_width, case, leading_zeros."),
            example("trim_ids = [\"decimal\", \"full_width\"]");
        allow_disjoint: bool = false, Shape::Switch,
            Text::new("true：两张表几乎没有共同的人时也继续。", "true: go on even if two tables share almost nobody."),
            flag("allow-disjoint", "", Text::new("两张表几乎没有共同的人时也继续", "Go on even if two tables share almost nobody"));
        disjoint_below: f64 = 0.2, Shape::Number(&bound::SHARE),
            Text::new("一张表里出现在别的表里的人不到这个比例，就停下来问。", "A table with a smaller share of its people in other tables stops the run.");
        not_counted: Vec<String> = Vec::new(), Shape::Texts,
            Text::new("这些状态的订单不算消费；空着表示常见的：交易关闭、已取消、已退款、未付款 …",
                "Orders in these states do not count; empty: the usual ones, such as closed, cancelled, refunded, unpaid."),
            example("not_counted = [\"交易关闭\", \"已退款\"]");
        skip_bad_rows: bool = false, Shape::Switch,
            Text::new("true：把读不了的行放到一边，继续分析；false：报错，什么都不写。",
                "true: rows that cannot be read are set aside; false: stop and write nothing."),
            flag("skip-bad-rows", "", Text::new("读不了的行放到一边，继续分析",
                "Set rows that cannot be read aside and go on"));
        max_memory_mib: Option<u64> = None, Shape::Mib,
            Text::new("整个运行至多用多少 MiB 内存：先估算，超过就不开始并说明办法，线程数也以此为限；不写则为本机或所在容器内存的 80%。",
                "Most MiB of memory that the whole run may take: what would need more is refused before it begins, and threads are limited to it. Without it: 80% of what the machine or its container has."),
            example("max_memory_mib = 8192"),
            without_effect(),
            flag("max-memory", "SIZE", Text::new("整个运行至多用多少内存，如 512M、2G（只写数字为 MiB）；默认为本机或所在容器内存的 80%",
                "Most memory that the whole run may take, such as 512M or 2G (a number alone: MiB); by default 80% of what the machine or its container has"));
        trusted: bool = false, Shape::Switch,
            Text::new("true：快照不核对校验和与编号范围，打开得快一些；只用于自己写出、没人动过的快照。",
                "true: sums and bounds of a snapshot are not checked, which opens it a little faster; only for one that you wrote and nobody has touched."),
            without_effect(),
            flag("trusted", "", Text::new("快照不核对校验和，打开得快一些", "Do not check the sums of a snapshot, which opens it a little faster"));
        rejected: Option<String> = None, Shape::Name,
            Text::new("放到一边的行写到这个文件；不写则是输出目录里的 rejected.csv。",
                "Where the rows set aside are written; without it, rejected.csv in the output directory."),
            example("rejected = \"rejected.csv\""),
            flag("rejected", "F", Text::new("把放到一边的行写到这个文件（与 --skip-bad-rows 同用）",
                "Write the rows set aside to this file (with --skip-bad-rows)"));
        columns: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new(), Shape::Columns,
            Text::new("表头对照：我们的列名 = 文件里的表头。常见的中英文表头已能识别，其余在此写明。",
                "Column names: our column = the header in the file. Common English and Chinese headers are known; map others here."),
            example("[input.columns.memberships]\nuser_id = \"客户编号\"\ngroup_id = \"群编号\"");
        identity: IdentityOptions = IdentityOptions::default(), Shape::Table(IdentityOptions::KEYS),
            Text::new("一个人有几个编号。", "One person, many ids.");
        plan: BTreeMap<String, PlanOptions> = BTreeMap::new(), Shape::Entries(PlanOptions::KEYS),
            Text::new("个别文件怎么读。名字同上面写的文件，工作表写成 \"文件.xlsx#工作表\"。renmai init 会把看出来的写在这里。",
                "How single files are read, named as above; a sheet as \"file.xlsx#sheet\". renmai init writes here what it sees."),
            example("[input.plan.\"members.xlsx#成员\"]\ntable = \"memberships\"\nheader_line = 3");
    }
}

impl InputOptions {
    /// The five tables by name, in their usual order, then the suppressed users, the staff and, as `files`, what no table is named for.
    pub fn tables(&self) -> [(&'static str, &[String]); 8] {
        [
            ("memberships", &self.memberships),
            ("interactions", &self.interactions),
            ("users", &self.users),
            ("groups", &self.groups),
            ("purchases", &self.purchases),
            ("suppress", &self.suppress),
            ("staff", &self.staff),
            ("files", &self.files),
        ]
    }

    /// Names no file any more.
    pub fn without_files(&mut self) {
        self.retain_files(|_| false);
    }

    /// Names only those of its files that are to stay.
    pub fn retain_files(&mut self, mut stays: impl FnMut(&str) -> bool) {
        let Self { memberships, interactions, users, groups, purchases, suppress, staff, files, .. } = self;
        for list in [memberships, interactions, users, groups, purchases, suppress, staff, files] {
            list.retain(|entry| stays(entry));
        }
    }

    fn relative_to(&mut self, base: &Path) {
        let tables = [
            &mut self.memberships,
            &mut self.interactions,
            &mut self.users,
            &mut self.groups,
            &mut self.purchases,
            &mut self.suppress,
            &mut self.staff,
            &mut self.files,
        ];
        for entry in tables.into_iter().flatten().chain(&mut self.rejected) {
            let is_stdin = entry.strip_prefix(STDIN).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'));
            if let (Some(joined), false) = (base.join(entry.as_str()).to_str(), is_stdin) {
                *entry = joined.to_owned();
            }
        }
        let plans = std::mem::take(&mut self.plan);
        let named = |name: String| base.join(&name).to_str().map(str::to_owned).unwrap_or(name);
        self.plan = plans.into_iter().map(|(name, plan)| (named(name), plan)).collect();
    }
}

/// `"a.csv"` or `["a.csv", "b.csv"]`.
pub(super) fn one_or_many<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        One(String),
        Many(Vec<String>),
    }
    Ok(match OneOrMany::deserialize(value)? {
        OneOrMany::One(one) => vec![one],
        OneOrMany::Many(many) => many,
    })
}

/// `"2025-06-30"` or the TOML date `2025-06-30`.
pub(super) fn text_or_date<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum TextOrDate {
        Text(String),
        Date(toml::value::Datetime),
    }
    Ok(match Option::<TextOrDate>::deserialize(value)? {
        None => None,
        Some(TextOrDate::Text(text)) => Some(text),
        Some(TextOrDate::Date(date)) => Some(date.to_string()),
    })
}

impl Config {
    /// Reads the text of a `renmai.toml`; `name` is shown in messages. The result is [checked](Config::check).
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) with line and column for text that is not TOML, unknown keys and wrong types.
    pub fn parse(name: &str, text: &str) -> crate::Result<Self> {
        super::parse::parse(name, text)
    }

    /// Lets relative paths start at `base`, the folder of the file that names them.
    pub fn relative_to(&mut self, base: &Path) {
        if base.as_os_str().is_empty() {
            return;
        }
        self.input.relative_to(base);
        for run in &mut self.compare {
            if let Some(joined) = base.join(run.as_str()).to_str() {
                *run = joined.to_owned();
            }
        }
    }

    /// The language that the text of a `renmai.toml` asks for, whatever else is wrong with it; so its errors can be in that language.
    pub fn language(text: &str) -> Option<Lang> {
        super::parse::language(text)
    }

    /// Checks every value that a type cannot: ranges, the lattice, the zone's name.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) naming the key, what was expected and what was found.
    pub fn check(&self) -> crate::Result<()> {
        super::parse::check(self)
    }

    /// Sets what a flag of the command line sets, to the words given for it. Files and entries of tables may be several.
    ///
    /// # Errors
    /// What was expected, where a word is something else.
    pub fn give(&mut self, flag: &str, words: &[&str]) -> Result<(), Sentence> {
        let mut all = Value::try_from(&*self).unwrap_or(Value::Boolean(false));
        for (path, key) in keys().into_iter().filter(|(_, key)| key.is_set_by(flag)) {
            let values = words.iter().map(|word| key.shape.read(word, key.example)).collect::<Result<Vec<_>, _>>()?;
            if let Shape::Files = key.shape {
                set(&mut all, &path, Value::Array(values));
                continue;
            }
            for value in values {
                match value {
                    Value::Table(entries) => {
                        for (name, value) in entries {
                            set(&mut all, &join(&path, &name), value);
                        }
                    }
                    value => _ = set(&mut all, &path, value),
                }
            }
        }
        if let Ok(config) = all.try_into() {
            *self = config;
        }
        Ok(())
    }

    /// Sets what the text of a `renmai.toml` sets, and leaves the rest as it is.
    ///
    /// # Errors
    /// As [`Config::parse`].
    pub fn merge(&mut self, name: &str, text: &str) -> crate::Result<()> {
        let given = Self::parse(name, text)?;
        let values = (Value::try_from(&*self), Value::try_from(&given), toml::from_str::<Value>(text));
        let (Ok(mut all), Ok(given), Ok(written)) = values else { return Ok(()) };
        for (path, key) in keys() {
            if let (false, Some(_), Some(value)) =
                (matches!(key.shape, Shape::Table(_)), lookup(&written, &path), lookup(&given, &path))
            {
                set(&mut all, &path, value.clone());
            }
        }
        if let Ok(config) = all.try_into() {
            *self = config;
        }
        Ok(())
    }

    /// Options on which numbers depend and that differ from those that an earlier run noted: key, before, now; empty for what is not set. Files
    /// and the moment differ by nature and are left out.
    pub fn differences_from(&self, earlier: &Value) -> Vec<[String; 3]> {
        super::differences::differences_from(self, earlier)
    }

    /// As [`Config::differences_from`], beside another configuration.
    pub fn differences_to(&self, other: &Self) -> Vec<[String; 3]> {
        Value::try_from(other).map(|other| self.differences_from(&other)).unwrap_or_default()
    }

    /// A `renmai.toml` with every option that is not the default, but for those on which no result depends: parsed, it gives
    /// the same results. `None` where a number is too large for TOML, which [`Config::check`]ed command lines and files do not
    /// hold.
    pub fn differences(&self) -> Option<String> {
        super::differences::differences(self)
    }
}
