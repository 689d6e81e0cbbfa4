//! What is written can be read again: `users.csv` of a run, given back as a users table, holds the same people.

use proptest::prelude::*;
use renmai::analysis::analyse;
use renmai::config::Config;
use renmai::export::{OutDir, write_run};
use renmai::progress::Progress;
use renmai::tables::Tables;

/// Text that begins like a formula, breaks lines, holds quotes, or is anything at all.
fn wild() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec![
        "",
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "'",
        "'=",
        "''=",
        "'-",
        "\u{feff}",
        "＝",
        "＋",
        "－",
        "＠",
        "\u{feff}=",
        "\u{200b}-",
        "'\u{feff}=",
    ]);
    let rest = prop_oneof!["[a-c=+@',;\"\r\n\t 王👍-]{0,6}", "\\PC{0,8}"];
    (start, rest).prop_map(|(start, rest)| format!("{start}{rest}"))
}

/// Whether a cell holds something that is shown, on one line, and not a sign that there is nothing.
fn is_id(cell: &str) -> bool {
    let id = cell
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}'));
    !id.is_empty() && !id.contains(['\n', '\r'])
        && !id.chars().all(|c| matches!(c, '-' | '－' | '/' | '／' | '—' | '\\' | '＼' | '.' | '．'))
        // What parts ids in a cell may part these.
        && !id.contains([',', ';', '|', '，', '；', '、', '｜', '['])
}

/// A users table as another program would write it.
fn table(rows: &[(String, String, String)]) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |(a, b, c): &(String, String, String)| format!("{},{},{}\n", quoted(a), quoted(b), quoted(c));
    "user_id,nickname,city\n".to_owned() + &rows.iter().map(line).collect::<String>()
}

/// Everybody's id, nickname and city.
fn people(tables: &Tables) -> Vec<(String, String, Option<String>)> {
    let (names, table) = (&tables.users, &tables.user_table);
    let city = |user| table.city.get(user).map(str::to_owned);
    (0..names.len()).map(|u| (names.name(u as u32).to_owned(), table.nickname.get(u).to_owned(), city(u))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn users_come_back_as_they_were(rows in prop::collection::vec((wild(), wild(), wild()), 1..8)) {
        // Cells of several lines that look like rows themselves are an error, which is tested elsewhere.
        let looks_like_rows = |(a, b, c): &(String, String, String)| {
            let all = [a, b, c].map(String::as_str).concat();
            all.contains(['\n', '\r']) && all.contains([',', '"'])
        };
        let rows: Vec<_> = rows.into_iter().filter(|row| is_id(&row.0) && !looks_like_rows(row)).collect();
        let memberships: Vec<_> = rows.iter().map(|(id, ..)| (id.clone(), "g".to_owned(), String::new())).collect();
        let memberships = table(&memberships).replacen("nickname", "group_id", 1);
        let tables = Tables::from_csv(&[("memberships", &memberships), ("users", &table(&rows))]).unwrap();
        let before = people(&tables);
        let analysis = analyse(tables, Config::default(), &Progress::silent()).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("out");
        write_run(&analysis, OutDir::prepare(&target, false).unwrap(), &Progress::silent()).unwrap();

        let written = std::fs::read_to_string(target.join("users.csv")).unwrap();
        prop_assert_eq!(written.chars().next(), Some('\u{feff}'));
        let again = Tables::from_csv(&[("memberships", &memberships), ("users", &written)]).unwrap();
        prop_assert_eq!(people(&again), before);

        // No cell of text begins a formula; an id may begin with a minus sign.
        for (id, nickname, city) in cells(&written) {
            let begins = |cell: &str, with: &str| {
                cell.trim_start_matches(['\u{feff}', '\u{200b}']).starts_with(|c| with.contains(c))
            };
            prop_assert!(!begins(&id, "=+@＝＋＠"), "{id:?}");
            prop_assert!(!begins(&nickname, "=+-@＝＋－＠\t\r"), "{nickname:?}");
            prop_assert!(!begins(&city, "=+-@＝＋－＠\t\r"), "{city:?}");
        }
    }
}

/// The same three columns as they stand in the file.
fn cells(written: &str) -> Vec<(String, String, String)> {
    let mut reader = csv::Reader::from_reader(written.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = |name| header.iter().position(|h| h == name).unwrap();
    let wanted = ["user_id", "nickname", "city"].map(column);
    let cells = |record: csv::Result<csv::StringRecord>| wanted.map(|c| record.as_ref().unwrap()[c].to_owned()).into();
    reader.records().map(cells).collect()
}
