//! Random rules, written in varied spellings, against an evaluator that shares nothing with the library: it works on the
//! plain data, compares times as text and tags by their beginnings.

use super::catalogue::{
    CITIES, CITY, IDS, INFLUENCE, INTERESTS, NICKNAMES, OPTED_OUT, PEOPLE, REGISTERED, TAGS, TIER, TIERS, who,
};
use proptest::prelude::*;
use proptest::sample::select;

#[derive(Clone, Debug)]
enum Tree {
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Not(Box<Tree>),
    Leaf(Leaf),
}

#[derive(Clone, Debug)]
enum Leaf {
    Number(&'static str, &'static str),
    NumberIn(bool, Vec<&'static str>),
    /// `=`, `!=`, `in`, `not in`, `contains`, `not contains` by number.
    Text(TextColumn, u8, Vec<&'static str>),
    /// `=`, `!=`, `in`, `not in`, `under`, `not under` by number.
    Tags(u8, Vec<&'static str>),
    FlagAlone,
    Flag(bool, bool),
    /// Operator and index into `DAYS`.
    Time(&'static str, usize),
    Known(&'static str, bool),
}

#[derive(Clone, Copy, Debug)]
enum TextColumn {
    Id,
    Nickname,
    City,
    Tier,
}

const OPERATORS: [&str; 6] = ["=", "!=", "<", "<=", ">", ">="];
const NUMBERS: [&str; 9] = ["80", "79.5", "-1", "0", "-0", "100", "3", "2.50", "0099"];
const IDS_ASKED: [&str; 7] = ["0017", "17", "u1", "u5", "U5", "nobody", "7"];
const NICKNAMES_ASKED: [&str; 8] = ["小李", "小", "Li \"the\" Bridge", "and", "a>b", "3", "小王'", "\\"];
const CITIES_ASKED: [&str; 5] = ["上海", "北京", "New York", "Atlantis", "海"];
const TAGS_ASKED: [&str; 7] = ["母婴", "母婴>婴幼儿辅食", "母婴>婴幼儿辅食>价格敏感", "数码", "母", "母婴用品", "辅食"];
const COLUMNS: [&str; 8] =
    ["user_id", "nickname", "value_tier", "city", "interests", "influence", "opted_out", "registered_at"];

/// Spellings of a time, and its first and last second.
const DAYS: [(&[&str], &str, &str); 4] = [
    (&["2025-01-01", "2025/1/1", "2025年1月1日", "\"2025-01-01\""], "2025-01-01 00:00:00", "2025-01-01 23:59:59"),
    (&["2025-01-01T10:00", "'2025-1-1 10:00:00'", "2025年1月1日10:00"], "2025-01-01 10:00:00", "2025-01-01 10:00:00"),
    (&["2024-12-31", "2024/12/31"], "2024-12-31 00:00:00", "2024-12-31 23:59:59"),
    (&["2025-01-02T00:00", "2025-01-01T16:00Z"], "2025-01-02 00:00:00", "2025-01-02 00:00:00"),
];

/// Spellings of each tier.
const TIER_SPELLINGS: [&[&str]; 6] = [
    &["S", "s", "\"S 级\"", "'tier s'"],
    &["A", "a", "“A 级”"],
    &["B", "'Tier B'"],
    &["C", "c"],
    &["D", "\"D\""],
    &["unknown", "UNKNOWN", "未分级", "\"no tier\""],
];

fn leaves() -> impl Strategy<Value = Leaf> {
    let several = |pool: &'static [&'static str]| prop::collection::vec(select(pool), 1..4);
    let text = prop_oneof![
        several(&IDS_ASKED).prop_map(|v| (TextColumn::Id, v)),
        several(&NICKNAMES_ASKED).prop_map(|v| (TextColumn::Nickname, v)),
        several(&CITIES_ASKED).prop_map(|v| (TextColumn::City, v)),
        several(&TIERS).prop_map(|v| (TextColumn::Tier, v)),
    ];
    prop_oneof![
        (select(&OPERATORS[..]), select(&NUMBERS[..])).prop_map(|(o, v)| Leaf::Number(o, v)),
        (any::<bool>(), several(&NUMBERS)).prop_map(|(n, v)| Leaf::NumberIn(n, v)),
        (text, 0u8..6).prop_map(|((c, v), o)| Leaf::Text(c, o, v)),
        (0u8..6, several(&TAGS_ASKED)).prop_map(|(o, v)| Leaf::Tags(o, v)),
        Just(Leaf::FlagAlone),
        (any::<bool>(), any::<bool>()).prop_map(|(n, v)| Leaf::Flag(n, v)),
        (select(&OPERATORS[..]), 0..DAYS.len()).prop_map(|(o, d)| Leaf::Time(o, d)),
        (select(&COLUMNS[..]), any::<bool>()).prop_map(|(c, k)| Leaf::Known(c, k)),
    ]
}

fn trees() -> impl Strategy<Value = Tree> {
    leaves().prop_map(Tree::Leaf).prop_recursive(5, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Tree::All),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Tree::Any),
            inner.prop_map(|t| Tree::Not(Box::new(t))),
        ]
    })
}

/// Holds for person `i`, by the plain data.
fn holds(tree: &Tree, i: usize) -> bool {
    match tree {
        Tree::All(parts) => !parts.iter().any(|p| !holds(p, i)),
        Tree::Any(parts) => parts.iter().any(|p| holds(p, i)),
        Tree::Not(part) => !holds(part, i),
        Tree::Leaf(leaf) => leaf_holds(leaf, i),
    }
}

fn leaf_holds(leaf: &Leaf, i: usize) -> bool {
    let number = |v: &str| v.parse::<f64>().unwrap();
    match leaf {
        Leaf::Number(operator, value) => {
            let (a, b) = (INFLUENCE[i], number(value));
            match *operator {
                "=" => a == b,
                "!=" => a != b,
                "<" => a < b,
                "<=" => a <= b,
                ">" => a > b,
                _ => a >= b,
            }
        }
        Leaf::NumberIn(not, values) => values.iter().any(|v| INFLUENCE[i] == number(v)) != *not,
        Leaf::Text(column, operator, values) => {
            let own = match column {
                TextColumn::Id => Some(IDS[i]),
                TextColumn::Nickname => Some(NICKNAMES[i]).filter(|n| !n.is_empty()),
                TextColumn::City => CITIES.get(CITY[i] as usize).copied(),
                TextColumn::Tier => TIERS.get(TIER[i] as usize).copied(),
            };
            let labels: &[&str] = match (column, own) {
                (TextColumn::Tier, Some("unknown")) => &["未分级", "no tier"],
                (TextColumn::Tier, Some("S")) => &["S 级", "tier S"],
                (TextColumn::Tier, Some("A")) => &["A 级", "tier A"],
                (TextColumn::Tier, Some("B")) => &["B 级", "tier B"],
                (TextColumn::Tier, Some("C")) => &["C 级", "tier C"],
                (TextColumn::Tier, Some("D")) => &["D 级", "tier D"],
                _ => &[],
            };
            let contains = || own.iter().chain(labels).any(|known| known.contains(values[0]));
            match operator {
                0 => own == Some(values[0]),
                1 => own != Some(values[0]),
                2 => own.is_some_and(|o| values.contains(&o)),
                3 => !own.is_some_and(|o| values.contains(&o)),
                4 => contains(),
                _ => !contains(),
            }
        }
        Leaf::Tags(operator, values) => {
            let own: Vec<&str> = INTERESTS[i].iter().map(|&t| TAGS[t as usize]).collect();
            let below = own.iter().any(|t| *t == values[0] || t.starts_with(&format!("{}>", values[0])));
            match operator {
                0 => own.contains(&values[0]),
                1 => !own.contains(&values[0]),
                2 => own.iter().any(|t| values.contains(t)),
                3 => !own.iter().any(|t| values.contains(t)),
                4 => below,
                _ => !below,
            }
        }
        Leaf::FlagAlone => OPTED_OUT[i] == Some(true),
        Leaf::Flag(not, value) => (OPTED_OUT[i] == Some(*value)) != *not,
        Leaf::Time(operator, day) => {
            let (at, (_, first, last)) = (REGISTERED[i], DAYS[*day]);
            let within = at >= first && at <= last;
            match *operator {
                "!=" => at.is_empty() || !within,
                _ if at.is_empty() => false,
                "=" => within,
                "<" => at < first,
                "<=" => at <= last,
                ">" => at > last,
                _ => at >= first,
            }
        }
        Leaf::Known(column, known) => {
            *known
                == match *column {
                    "user_id" => true,
                    "nickname" => !NICKNAMES[i].is_empty(),
                    "value_tier" => (TIER[i] as usize) < TIERS.len(),
                    "city" => (CITY[i] as usize) < CITIES.len(),
                    "interests" => !INTERESTS[i].is_empty(),
                    "influence" => !INFLUENCE[i].is_nan(),
                    "opted_out" => OPTED_OUT[i].is_some(),
                    _ => !REGISTERED[i].is_empty(),
                }
        }
    }
}

/// Writes a tree; every choice of spelling comes from `choices`.
struct Pen<'a> {
    choices: &'a [u8],
    used: usize,
}

impl Pen<'_> {
    fn pick<'s>(&mut self, from: &[&'s str]) -> &'s str {
        let choice = self.choices[self.used % self.choices.len()];
        self.used += 1;
        from[choice as usize % from.len()]
    }

    /// Binding of the surroundings: 0 `or`, 1 `and`, 2 `not`.
    fn tree(&mut self, tree: &Tree, around: u8) -> String {
        let (text, binds) = match tree {
            Tree::Any(parts) => (self.joined(parts, 1, &[" or ", " OR ", " 或 ", "\nor\t", " 或者 "]), 0),
            Tree::All(parts) => (self.joined(parts, 2, &[" and ", " AND ", " 且 ", "\n  and ", " 并且 "]), 1),
            Tree::Not(part) => (format!("{}{}", self.pick(&["not ", "NOT ", "非 ", "not  "]), self.tree(part, 2)), 2),
            Tree::Leaf(leaf) => (self.leaf(leaf), 2),
        };
        let needless = self.pick(&["", "", "", "("]) == "(";
        match binds < around || needless {
            false => text,
            true if self.pick(&["half", "full"]) == "half" => format!("({text})"),
            true => format!("（ {text}）"),
        }
    }

    fn joined(&mut self, parts: &[Tree], around: u8, words: &[&str]) -> String {
        let mut out = self.tree(&parts[0], around);
        for part in &parts[1..] {
            out += self.pick(words);
            out += &self.tree(part, around);
        }
        out
    }

    fn leaf(&mut self, leaf: &Leaf) -> String {
        match leaf {
            Leaf::Number(operator, value) => {
                let column = self.column("influence");
                let value = self.pick(&[value, &format!("'{value}'")]).to_owned();
                format!("{column}{}{value}", self.operator(operator))
            }
            Leaf::NumberIn(not, values) => {
                let list = self.list(values, |_, v| v.to_owned());
                format!("{} {} {list}", self.column("influence"), self.belongs(*not))
            }
            Leaf::Text(column, operator, values) => {
                let value = |pen: &mut Self, v: &str| match column {
                    // Asked for a part, a code is what it is: other spellings are other parts.
                    TextColumn::Tier if *operator < 4 => {
                        let tier = TIERS.iter().position(|t| *t == v).unwrap();
                        pen.pick(TIER_SPELLINGS[tier]).to_owned()
                    }
                    _ => pen.quoted(v),
                };
                let name = match column {
                    TextColumn::Id => "user_id",
                    TextColumn::Nickname => "nickname",
                    TextColumn::City => "city",
                    TextColumn::Tier => "value_tier",
                };
                let name = self.column(name);
                match operator {
                    0 | 1 => {
                        format!("{name}{}{}", self.operator(OPERATORS[*operator as usize]), value(self, values[0]))
                    }
                    2 | 3 => format!("{name} {} {}", self.belongs(*operator == 3), self.list(values, value)),
                    4 => format!("{name} {} {}", self.pick(&["contains", "包含", "Contains"]), value(self, values[0])),
                    _ => format!(
                        "{name} {} {}",
                        self.pick(&["not contains", "不包含", "非 包含"]),
                        value(self, values[0])
                    ),
                }
            }
            Leaf::Tags(operator, values) => {
                let tag = |pen: &mut Self, v: &str| {
                    let bare = v.replace('>', pen.pick(&[">", " > ", "＞"]));
                    pen.pick(&[&bare, &format!("\"{v}\""), &format!("' {bare} '")]).to_owned()
                };
                match operator {
                    0 | 1 => {
                        format!("interests{}{}", self.operator(OPERATORS[*operator as usize]), tag(self, values[0]))
                    }
                    2 | 3 => format!("interests {} {}", self.belongs(*operator == 3), self.list(values, tag)),
                    4 => format!("interests {} {}", self.pick(&["under", "下属", "归入"]), tag(self, values[0])),
                    _ => format!("interests {} {}", self.pick(&["not under", "非 下属"]), tag(self, values[0])),
                }
            }
            Leaf::FlagAlone => self.column("opted_out"),
            Leaf::Flag(not, value) => {
                let name = self.column("opted_out");
                let operator = self.operator(if *not { "!=" } else { "=" });
                let value = if *value { ["yes", "TRUE", "是"] } else { ["no", "false", "否"] };
                format!("{name}{operator}{}", self.pick(&value))
            }
            Leaf::Time(operator, day) => {
                format!("registered_at{}{}", self.operator(operator), self.pick(DAYS[*day].0))
            }
            Leaf::Known(column, known) => {
                let words = if *known {
                    ["is known", "已知", "is not unknown"]
                } else {
                    ["is unknown", "未知", "IS NOT KNOWN"]
                };
                format!("{} {}", self.column(column), self.pick(&words))
            }
        }
    }

    fn column(&mut self, name: &str) -> String {
        let label = match name {
            "value_tier" => "`value tier`",
            "city" => "城市",
            "influence" => "影响力",
            "opted_out" => "已退订",
            _ => name,
        };
        let upper = name.to_uppercase();
        self.pick(&[name, label, &upper, &format!("`{name}`")]).to_owned()
    }

    fn operator(&mut self, operator: &str) -> String {
        let sign = match operator {
            "=" => self.pick(&["=", "==", "＝"]),
            "!=" => self.pick(&["!=", "≠"]),
            "<" => self.pick(&["<", "＜"]),
            "<=" => self.pick(&["<=", "≤", "＜＝"]),
            ">" => self.pick(&[">", "＞"]),
            _ => self.pick(&[">=", "≥", "＞="]),
        };
        let space = self.pick(&["", " ", "\n"]);
        format!("{space}{sign}{space}")
    }

    fn belongs(&mut self, not: bool) -> &'static str {
        if not { self.pick(&["not in", "不属于", "NOT IN"]) } else { self.pick(&["in", "属于", "IN"]) }
    }

    fn list(&mut self, values: &[&str], value: impl Fn(&mut Self, &str) -> String) -> String {
        let values: Vec<String> = values.iter().map(|v| value(self, v)).collect();
        let (open, close) = self.pick(&["[ ]", "［ ］", "【 】"]).split_once(' ').unwrap();
        format!("{open}{}{close}", values.join(self.pick(&[",", ", ", "，", "、"])))
    }

    fn quoted(&mut self, value: &str) -> String {
        let bare = value.chars().all(char::is_alphanumeric) && value != "and";
        let slashed = value.replace('\\', "\\\\");
        let plain = if bare { value.to_owned() } else { format!("“{slashed}”") };
        let double = format!("\"{}\"", slashed.replace('"', "\\\""));
        let single = format!("'{}'", slashed.replace('\'', "''"));
        self.pick(&[&plain, &double, &single]).to_owned()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn rules_hold_for_whom_the_plain_data_say(tree in trees(), choices in prop::collection::vec(any::<u8>(), 1..60)) {
        let text = Pen { choices: &choices, used: 0 }.tree(&tree, 0);
        let expected: Vec<usize> = (0..PEOPLE).filter(|&i| holds(&tree, i)).collect();
        prop_assert_eq!(who(&text), expected, "{}", text);
    }
}
