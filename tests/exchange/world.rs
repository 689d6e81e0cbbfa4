//! Tables whose ids and names are as awkward as they can be, and plain readers of exports.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

pub type Row = BTreeMap<String, String>;

/// Ids of users that formats may stumble over.
fn ids() -> Vec<String> {
    let ids = [
        "a\"quoted\"",
        "a'quoted'",
        "\"",
        "<b>&amp;</b>",
        "]]>",
        "tab\tid",
        "😀👨‍👩‍👧",
        "ctrl\u{1}",
        "ctrl\u{2}",
        "ab\u{202e}c",
        "שלום",
        "=1+1",
        "+7",
        "@x",
        "-7",
        "'apostrophe",
        "group:g1",
        "a #3",
        "back\\slash\\",
        "two  spaces",
        "逗,号;分",
        "\u{fffe}",
        "\u{fffd}",
        "e\u{301}\u{7f}\u{85}z",
        "g1",
        "1",
        "01",
        "true",
    ];
    let long = "长".repeat(2000);
    ids.iter().map(|id| (*id).to_owned()).chain([long]).chain((0..12).map(|i| format!("plain{i}"))).collect()
}

/// Five groups, ties of four kinds, nicknames, columns of the user's own that are called as formats call theirs; one who opted out and one
/// employee in the midst.
pub fn hostile() -> TempDir {
    let dir = TempDir::new().unwrap();
    let ids = ids();
    let groups = ["g1", "1", "群\"<&>\"", "=sum", "alone"];
    let mut memberships = table(&["user_id", "group_id", "member_type"]);
    for (i, id) in ids.iter().enumerate() {
        // Some are in no group, some in several.
        for (g, group) in groups.iter().enumerate().take(4).filter(|(g, _)| i % 7 > 1 && (i * 5 + g * 3) % 6 < 2) {
            memberships.write_record([id, *group, "customer"]).unwrap();
            if (i + g) % 5 == 0 {
                memberships.write_record([id, *group, "customer"]).unwrap();
            }
        }
    }
    memberships.write_record([&ids[0], "alone", "customer"]).unwrap();
    for group in groups {
        memberships.write_record(["clerk", group, "staff"]).unwrap();
        memberships.write_record(["gone", group, "customer"]).unwrap();
    }
    let mut interactions = table(&["from_id", "to_id", "kind", "at", "count"]);
    for i in 0..ids.len() * 3 {
        let (from, to) = (&ids[i * 7 % ids.len()], &ids[(i * i + 3) % ids.len()]);
        let kind = ["private_chat", "mention", "remark", "group_message"][i % 4];
        let at =
            if i % 11 == 0 { String::new() } else { format!("2025-0{}-{:02} 1{}:30", 1 + i % 6, 1 + i % 28, i % 10) };
        interactions.write_record([from.as_str(), to, kind, &at, ["1", "3", "2"][i % 3]]).unwrap();
    }
    for other in ["gone", "clerk"] {
        interactions.write_record([other, &ids[3], "private_chat", "2025-06-30 08:00", "1"]).unwrap();
    }
    let own = ["label", "kind", "weight", "score", "vip", "since"];
    let mut users = table(&[&["user_id", "nickname", "city", "tags", "registered_at", "opted_out"], &own[..]].concat());
    for (i, id) in ids.iter().enumerate() {
        let nickname = match i % 5 {
            0 => String::new(),
            1 => format!("=昵称{i}"),
            2 => format!("<{i}>\u{2}&\"\n\t甲"),
            3 => format!("-{i} \u{202e}"),
            _ => format!("昵称{i}😀"),
        };
        let city = ["上海", "", "杭州", "R&D<城>"][i % 4];
        let tags = ["母婴>辅食;运动", "", "A&B>\"c\""][i % 3];
        let registered = ["2025-01-02", "", "2024-12-31 23:59:59"][i % 3];
        let score = if i % 3 == 0 { String::new() } else { format!("{}.5", i * i) };
        let (kind, weight) = (["大<客>户", "", "&"][i % 3], format!("{}", i % 9));
        let row =
            [id.as_str(), &nickname, city, tags, registered, "", ["=x", "", "y\"z"][i % 3], kind, &weight, &score];
        users.write_record(row.iter().chain(&[["是", "否", ""][i % 3], ["2025-02-03", ""][i % 2]])).unwrap();
    }
    users.write_record(["gone", "离开的人", "上海", "", "", "yes", "", "", "", "", "", ""]).unwrap();
    let mut named = table(&["group_id", "name", "kind", "city"]);
    named.write_record(["g1", "早餐\"群\"<1>", "interest", "上海"]).unwrap();
    named.write_record(["=sum", "=1+2", "", ""]).unwrap();
    named.write_record(["1", "", "market&ing", "杭州"]).unwrap();
    named.write_record(["nobody", "没有人的群", "interest", ""]).unwrap();
    let mut purchases = table(&["user_id", "at", "amount"]);
    ids.iter().step_by(3).for_each(|id| purchases.write_record([id, "2025-05-01", "120.5"]).unwrap());
    let written = [
        ("memberships", memberships),
        ("interactions", interactions),
        ("users", users),
        ("groups", named),
        ("purchases", purchases),
    ];
    for (name, table) in written {
        fs::write(dir.path().join(format!("{name}.csv")), table.into_inner().unwrap()).unwrap();
    }
    dir
}

fn table(header: &[&str]) -> csv::Writer<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(header).unwrap();
    table
}

/// A table as rows by header.
pub fn read(path: &Path) -> Vec<Row> {
    let mut table = csv::Reader::from_path(path).unwrap();
    table.deserialize().map(Result::unwrap).collect()
}

/// Puts the rows of a table into another order.
pub fn shuffle(path: &Path) {
    let mut table = csv::Reader::from_path(path).unwrap();
    let header = table.headers().unwrap().clone();
    let mut rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    rows.reverse();
    let middle = rows.len() / 3;
    rows.rotate_left(middle);
    let mut out = csv::Writer::from_path(path).unwrap();
    out.write_record(&header).unwrap();
    rows.iter().for_each(|row| out.write_record(row).unwrap());
    out.flush().unwrap();
}

/// Of each pair of users, in the order of their ids, its strength and the groups they share: over the groups in their order, then the
/// interaction edge.
pub fn sums_over_layers(edges: &[Row]) -> BTreeMap<(String, String), (f64, u32)> {
    let strength = |row: &Row| row["strength"].parse::<f64>().unwrap();
    let mut members: BTreeMap<&[u8], Vec<&Row>> = BTreeMap::new();
    edges.iter().filter(|row| row["kind"] == "membership").for_each(|row| {
        members.entry(bare(&row["target"]).as_bytes()).or_default().push(row);
    });
    let mut sums: BTreeMap<(String, String), (f64, u32)> = BTreeMap::new();
    for rows in members.values() {
        for (i, a) in rows.iter().enumerate() {
            for b in &rows[i + 1..] {
                let sum = sums.entry((a["source"].clone(), b["source"].clone())).or_default();
                *sum = (sum.0 + strength(a), sum.1 + 1);
            }
        }
    }
    for row in edges.iter().filter(|row| row["kind"] == "interaction") {
        sums.entry((row["source"].clone(), row["target"].clone())).or_default().0 += strength(row);
    }
    sums
}

/// An id without the apostrophe of a cell.
pub fn bare(id: &str) -> &str {
    id.strip_prefix('\'').filter(|id| id.starts_with(['=', '+', '@'])).unwrap_or(id)
}
