//! The file itself: input files, and the friendly forms that some keys take.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Deserializer};
use toml::Value;

use super::Config;
use super::differences::set;
use super::keys::{Key, SOME, Shape, join, keys, options};
use crate::text::{Lang, Sentence, Text};

/// The file name that means standard input.
pub const STDIN: &str = "-";

options! {
    /// Files and how to read them. Paths are relative to the folder of `renmai.toml`.
    #[derive(Eq)]
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
        timezone: String = "Asia/Shanghai".to_owned(), Shape::Zone,
            Text::new("没有写明时区的时间按此时区理解。", "Zone of times that do not name one.");
        earliest: String = "1990-01-01".to_owned(), Shape::Name,
            Text::new("更早的时间算读不了的行；若数据从 0 起计秒，写 1970-01-01。",
                "Earlier times are rows that cannot be read; 1970-01-01 for data that count seconds from 0.");
        latest: String = "2100-12-31".to_owned(), Shape::Name,
            Text::new("更晚的时间也算读不了的行；只有 left_at 更晚表示没有退群。",
                "So are later times; but a later left_at means that the person has not left.");
        skip_bad_rows: bool = false, Shape::Switch,
            Text::new("true：把读不了的行放到一边，继续分析；false：报错，什么都不写。",
                "true: rows that cannot be read are set aside; false: stop and write nothing."),
            flag("skip-bad-rows", "", Text::new("读不了的行放到一边，继续分析",
                "Set rows that cannot be read aside and go on"));
        max_memory_mib: Option<u64> = None, SOME,
            Text::new("所有文件的内容（解压后）合计至多多少 MiB，超过就报错；不写则为本机内存的一半。",
                "Most MiB of text that all files together may hold, unpacked; more is an error. Without it: half of the machine's memory."),
            example("max_memory_mib = 8192"),
            without_effect(),
            flag("max-memory", "MIB", Text::new("所有文件的内容合计至多多少 MiB；默认为本机内存的一半",
                "Most MiB of text that all files together may hold; by default half of the machine's memory"));
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
    }
}

impl InputOptions {
    /// The five tables by name, in their usual order, then the suppressed users.
    pub fn tables(&self) -> [(&'static str, &[String]); 6] {
        [
            ("memberships", &self.memberships),
            ("interactions", &self.interactions),
            ("users", &self.users),
            ("groups", &self.groups),
            ("purchases", &self.purchases),
            ("suppress", &self.suppress),
        ]
    }

    /// Lets relative paths start at `base`, the folder of the file that names them.
    pub fn relative_to(&mut self, base: &Path) {
        if base.as_os_str().is_empty() {
            return;
        }
        let tables = [
            &mut self.memberships,
            &mut self.interactions,
            &mut self.users,
            &mut self.groups,
            &mut self.purchases,
            &mut self.suppress,
        ];
        for entry in tables.into_iter().flatten().chain(&mut self.rejected) {
            let is_stdin = entry.strip_prefix(STDIN).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'));
            if let (Some(joined), false) = (base.join(entry.as_str()).to_str(), is_stdin) {
                *entry = joined.to_owned();
            }
        }
    }
}

/// `"a.csv"` or `["a.csv", "b.csv"]`.
fn one_or_many<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<String>, D::Error> {
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

    /// A `renmai.toml` with every option that is not the default, but for those on which no result depends: parsed, it gives
    /// the same results. `None` where a number is too large for TOML, which [`Config::check`]ed command lines and files do not
    /// hold.
    pub fn differences(&self) -> Option<String> {
        super::differences::differences(self)
    }
}
