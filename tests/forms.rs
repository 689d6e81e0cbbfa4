//! The same values in other forms: a small data set is written again and again as other programs would, and reading it gives the same
//! tables, or stops, or says what is in doubt; never other numbers in silence. A failure names its seed and what was done.

mod common;

use std::collections::BTreeSet;

use common::generated;
use jiff::civil::DateTime;
use renmai::config::columns::{CellKind, SCHEMAS, Schema};
use renmai::generate::GenerateOptions;
use renmai::progress::Progress;
use renmai::tables::{NO_TIME, Source, Sources, Tables, read};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

/// Data sets that are written anew, and those that are cut or doubled.
const FORMS: u64 = 600;
const DAMAGES: u64 = 200;

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        (1..items.len()).for_each(|i| items.swap(i, self.below(i + 1)));
    }
}

/// A table as text.
#[derive(Clone)]
struct Table {
    schema: &'static Schema,
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn kind(&self, column: usize) -> CellKind {
        self.schema.columns[self.schema.place(&self.headers[column]).unwrap()].kind
    }
}

/// Five tables whose times are of whole minutes, so that every form can tell them.
fn world() -> Vec<Table> {
    let options = GenerateOptions {
        users: 40,
        memberships_per_user: 1.5,
        interactions_per_user: 2.0,
        ..GenerateOptions::default()
    };
    let files = generated::files(&GenerateOptions { circle_size: 20, seed: 3, ..options });
    let table = |schema: &&'static Schema| {
        let bytes = files.get(&*format!("{}.csv", schema.table))?;
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let headers = texts(reader.headers().unwrap());
        let mut table = Table { schema, headers, rows: reader.records().map(|row| texts(&row.unwrap())).collect() };
        for column in 0..table.headers.len() {
            if matches!(table.kind(column), CellKind::Time | CellKind::End) {
                for cell in table.rows.iter_mut().map(|row| &mut row[column]).filter(|cell| !cell.is_empty()) {
                    let seconds = cell.len() - 2;
                    cell.replace_range(seconds.., "00");
                }
            }
        }
        Some(table)
    };
    SCHEMAS.iter().filter_map(table).collect()
}

/// What may be compared between two readings.
fn content(t: &Tables) -> String {
    let m = &t.memberships;
    let member = |i: usize| (m.user[i], m.group[i], m.joined_at[i], m.left_at[i], m.member_type[i] as u8);
    let members: BTreeSet<_> = (0..m.user.len()).map(member).collect();
    let rows = (members, &t.interactions, &t.user_table, &t.group_table, &t.purchases);
    format!("{:?}", (&t.users, &t.groups, rows, t.given, t.latest))
}

/// Reads the tables in their plainest form.
fn read_plainly(world: &[Table]) -> Tables {
    let plain = |table: &Table| {
        let line =
            |row: &Vec<String>| row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",") + "\n";
        let text: String = std::iter::once(&table.headers).chain(&table.rows).map(line).collect();
        (table.schema.table, text)
    };
    let texts: Vec<_> = world.iter().map(plain).collect();
    let named: Vec<_> = texts.iter().map(|(table, text)| (*table, text.as_str())).collect();
    Tables::from_csv(&named).unwrap()
}

const TIMES: [&str; 21] = [
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S+08:00",
    "Z",
    "%Y/%-m/%-d %-H:%M",
    "%Y.%m.%d %H:%M",
    "%Y年%-m月%-d日 %H:%M",
    "上下午",
    "%Y-%m-%d %I:%M %p",
    "%d/%m/%Y %H:%M",
    "%-m/%-d/%Y %-I:%M %p",
    "%-m/%-d/%y %-H:%M",
    "%d.%m.%Y %H:%M",
    "%d-%b-%Y %H:%M",
    "%B %-d, %Y %-I:%M %p",
    "%Y%m%d%H%M%S",
    "全角",
    "s",
    "ms",
    "serial",
];

fn time(text: &str, form: &str) -> String {
    let local: DateTime = text.replace(' ', "T").parse().unwrap();
    let moment = || local.in_tz("Asia/Shanghai").unwrap().timestamp();
    match form {
        "s" => moment().as_second().to_string(),
        "ms" => moment().as_millisecond().to_string(),
        "serial" => {
            let utc = local.in_tz("UTC").unwrap().timestamp().as_second();
            format!("{:.10}", utc as f64 / 86_400.0 + 25_569.0)
        }
        "Z" => moment().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        "上下午" => {
            let half = if local.hour() < 12 { "上午" } else { "下午" };
            format!("{}{half}{}", local.strftime("%Y/%-m/%-d "), local.strftime("%-I:%M:%S"))
        }
        "全角" => full_width(&local.strftime("%Y/%m/%d %H:%M").to_string()),
        form => local.strftime(form).to_string(),
    }
}

fn full_width(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c }).collect()
}

const NUMBERS: [&str; 12] =
    ["plain", "thousands", "¥", "元", "万", "comma", "point-comma", "blanks", "brackets", "behind", "full", "CNY"];

fn number(text: &str, form: &str) -> String {
    let (sign, plain) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, rest) = plain.split_once('.').unwrap_or((plain, ""));
    let grouped = |mark: &str| {
        let mut out = String::new();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out += mark;
            }
            out.push(digit);
        }
        out
    };
    let with =
        |whole: &str, mark: &str| if rest.is_empty() { whole.to_owned() } else { format!("{whole}{mark}{rest}") };
    match form {
        "thousands" => format!("{sign}{}", with(&grouped(","), ".")),
        "¥" => format!("{sign}￥{}", with(&grouped(","), ".")),
        "元" => format!("{sign}{plain} 元"),
        "万" => {
            let digits = format!("{:0>9}", format!("{whole}{:0<2}", rest));
            let (front, back) = digits.split_at(digits.len() - 6);
            format!("{sign}{}.{back}万", front.trim_start_matches('0').parse::<u64>().unwrap_or(0))
        }
        "comma" => format!("{sign}{}", with(whole, ",")),
        "point-comma" => format!("{sign}{}", with(&grouped("."), ",")),
        "blanks" => format!("{sign}{}", with(&grouped(" "), ".")),
        "brackets" if sign == "-" => format!("({plain})"),
        "behind" if sign == "-" => format!("{plain}-"),
        "full" => full_width(text),
        "CNY" => format!("CNY {text}"),
        _ => text.to_owned(),
    }
}

/// A word that says the same.
fn word(random: &mut Random, kind: CellKind, text: &str) -> String {
    let words: &[&str] = match (kind, text) {
        (CellKind::MemberType, "customer") => &["客户", "2", "external", "微信用户", "Customer", "群主"],
        (CellKind::MemberType, "staff") => &["员工", "1", "企业成员", "STAFF", "内部成员"],
        (CellKind::MemberType, "robot") => &["机器人", "bot"],
        (CellKind::Role, "friend") => &["好友", "Friend"],
        (CellKind::Role, "group_member") => &["群成员"],
        (CellKind::Role, "follower") => &["粉丝", "FOLLOWER"],
        (CellKind::Flag | CellKind::OptOut, "true") => &["是", "1", "Y", "yes", "TRUE", "√", "1.0", "✓"],
        (CellKind::Flag | CellKind::OptOut, "false") => &["否", "0", "N", "no", "FALSE", "×", "0.0"],
        _ => &[],
    };
    if words.is_empty() { text.to_owned() } else { random.one(words).to_owned() }
}

const NOTHING: [&str; 10] = ["NULL", "\\N", "NaN", "None", "N/A", "#N/A", "-", "--", "/", "无"];

/// The cells and headers in other words; notes what was done.
fn reworded(table: &Table, random: &mut Random, done: &mut Vec<String>) -> Table {
    let mut table = table.clone();
    for column in 0..table.headers.len() {
        let kind = table.kind(column);
        let name = format!("{}.{}", table.schema.table, table.headers[column]);
        let mut each = |form: String, change: &mut dyn FnMut(&str) -> String| {
            done.push(format!("{name} as {form}"));
            for cell in table.rows.iter_mut().map(|row| &mut row[column]).filter(|cell| !cell.is_empty()) {
                *cell = change(cell);
            }
        };
        match kind {
            CellKind::Time | CellKind::End if random.chance(40) => {
                let form = random.one(&TIMES);
                each(form.to_owned(), &mut |cell| time(cell, form));
            }
            CellKind::Amount if random.chance(60) => {
                let form = random.one(&NUMBERS);
                each(form.to_owned(), &mut |cell| number(cell, form));
            }
            CellKind::MemberType | CellKind::Role | CellKind::Flag | CellKind::OptOut if random.chance(50) => {
                each("words".to_owned(), &mut |cell| word(random, kind, cell));
            }
            _ => {}
        }
        let has_empty = table.rows.iter().any(|row| row[column].is_empty());
        if has_empty && random.chance(40) {
            let nothing = random.one(if kind == CellKind::Name { &NOTHING[..6] } else { &NOTHING });
            done.push(format!("{name} without as {nothing}"));
            table.rows.iter_mut().filter(|row| row[column].is_empty()).for_each(|row| row[column] = nothing.to_owned());
        }
    }
    for header in &mut table.headers {
        let column = &table.schema.columns[table.schema.place(header).unwrap()];
        let aliases: Vec<&str> = column.aliases.iter().copied().take_while(|alias| !alias.is_empty()).collect();
        if random.chance(40) && !aliases.is_empty() {
            *header = random.one(&aliases).to_owned();
            done.push(format!("{}.{} called {header}", table.schema.table, column.name));
        }
        match random.below(8) {
            0 => *header = header.to_uppercase(),
            1 => *header = header.replace('_', " "),
            2 => *header = format!(" {header} "),
            _ => {}
        }
    }
    let mut order: Vec<usize> = (0..table.headers.len()).collect();
    if random.chance(40) {
        random.shuffle(&mut order);
        random.shuffle(&mut table.rows);
        done.push("shuffled".to_owned());
    }
    let in_order = |row: &Vec<String>| order.iter().map(|&column| row[column].clone()).collect::<Vec<_>>();
    for row in std::iter::once(&mut table.headers).chain(&mut table.rows) {
        *row = in_order(row);
    }
    table
}

/// The table as text, in one of many layouts.
fn text(table: &Table, random: &mut Random, done: &mut Vec<String>) -> String {
    let cells = || table.rows.iter().chain([&table.headers]).flatten();
    let is_tight = !cells().any(|cell| cell.is_empty() || cell.contains([' ', '\t', '\u{3000}']));
    let delimiter = match random.one(&[",", ",", "\t", ";", "|", "  "]) {
        "  " if !is_tight => ",",
        delimiter => delimiter,
    };
    let end = random.one(&["\n", "\n", "\r\n", "\r"]);
    let quotes_all = delimiter != "  " && random.chance(20);
    let field = |cell: &String| {
        let needed = delimiter != "  " && cell.contains(delimiter) || cell.contains(['"', '\n', '\r']);
        if quotes_all || needed { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let trailing = if random.chance(10) && delimiter != "  " { delimiter } else { "" };
    let line = |row: &Vec<String>| {
        let fields: Vec<String> = row.iter().map(field).collect();
        format!("{}{trailing}{end}", fields.join(delimiter))
    };
    done.push(format!("{} with {delimiter:?} {end:?} quoted {quotes_all} trailing {trailing:?}", table.schema.table));
    let mut text = String::new();
    let header = line(&table.headers);
    if random.chance(8) && delimiter.len() == 1 && delimiter != "\t" {
        text += &format!("sep={delimiter}{end}");
        done.push("sep=".to_owned());
    } else {
        if random.chance(15) {
            text += &format!("# 导出于 2026-06-30{end}");
            done.push("comment above".to_owned());
        }
        if random.chance(20) {
            let padding = delimiter.trim().repeat(if random.chance(50) { table.headers.len() - 1 } else { 0 });
            text += &format!("{}{padding}{end}", random.one(&["客户明细", "Export", "数据导出（内部使用）"]));
            text += random.one(&["", end]);
            done.push("title".to_owned());
        }
    }
    text += &header;
    for row in &table.rows {
        if random.chance(1) {
            let (what, line) = match random.below(4) {
                0 => ("blank", end.to_owned()),
                1 => ("header again", header.clone()),
                2 => ("separators", format!("{}{end}", delimiter.trim().repeat(table.headers.len() - 1))),
                _ => ("comment", format!("# 到这里为止都核对过{end}")),
            };
            text += &line;
            done.push(what.to_owned());
        }
        text += &line(row);
    }
    if delimiter.len() == 1 {
        for row in below(table, random, done) {
            text += &line(&row);
        }
    }
    if random.chance(15) {
        text.truncate(text.len() - end.len());
    }
    text
}

/// What exports write below their rows.
fn below(table: &Table, random: &mut Random, done: &mut Vec<String>) -> Vec<Vec<String>> {
    let first = match random.below(20) {
        0 => "合计",
        1 => "总计：",
        2 => "导出时间：2026-06-30 12:00",
        3 => "Exported by: admin",
        _ => return Vec::new(),
    };
    done.push(format!("{first} below"));
    let mut row = vec![String::new(); table.headers.len()];
    row[0] = first.to_owned();
    vec![row]
}

/// The table as a sheet of a workbook: where a cell looks like a number, a date or a truth value it mostly is one, as if typed in.
fn sheet(table: &Table, random: &mut Random, done: &mut Vec<String>) -> Worksheet {
    let mut sheet = Worksheet::new();
    let date = Format::new().set_num_format("yyyy/m/d h:mm");
    let is_typed = random.chance(80);
    let (mut at, columns) = (0, table.headers.len() as u16);
    if random.chance(30) && columns > 1 {
        sheet.merge_range(0, 0, 0, columns - 1, "客户明细", &Format::new()).unwrap();
        at = 1 + random.below(2) as u32;
    }
    done.push(format!("{} as a sheet from row {at}, typed {is_typed}", table.schema.table));
    let rows: Vec<&Vec<String>> = std::iter::once(&table.headers).chain(&table.rows).collect();
    for (row, cells) in (at..).zip(rows.into_iter().cloned().chain(below(table, random, done))) {
        for (column, cell) in (0..).zip(&cells) {
            let shape: String = cell.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            match (cell.as_str(), cell.parse::<f64>(), shape.as_str()) {
                ("", ..) => continue,
                ("TRUE" | "FALSE", ..) if is_typed => sheet.write_boolean(row, column, cell == "TRUE"),
                (_, Ok(number), _) if is_typed && number.is_finite() => sheet.write_number(row, column, number),
                (_, _, "0000-00-00 00:00:00") if is_typed => {
                    let moment = ExcelDateTime::parse_from_str(&cell.replace(' ', "T")).unwrap();
                    sheet.write_datetime_with_format(row, column, &moment, &date)
                }
                _ => sheet.write_string(row, column, cell),
            }
            .unwrap();
        }
    }
    sheet
}

/// One workbook of some sheets.
fn workbook(sheets: Vec<(String, Worksheet)>) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, mut sheet) in sheets {
        sheet.set_name(name).unwrap();
        book.push_worksheet(sheet);
    }
    book.save_to_buffer().unwrap()
}

const ENCODINGS: [&str; 9] = ["utf-8", "utf-8", "utf-8", "bom", "gb18030", "le-bom", "be-bom", "le", "be"];

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let wide = |bytes: fn(u16) -> [u8; 2], mark: bool| {
        let mark = mark.then_some(0xfeff);
        mark.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    match encoding {
        "bom" => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        "gb18030" => encoding_rs::GB18030.encode(text).0.into_owned(),
        "le-bom" => wide(u16::to_le_bytes, true),
        "be-bom" => wide(u16::to_be_bytes, true),
        "le" => wide(u16::to_le_bytes, false),
        "be" => wide(u16::to_be_bytes, false),
        _ => text.as_bytes().to_vec(),
    }
}

/// All tables in other forms, each as one file or two, named or not.
fn rewritten(world: &[Table], random: &mut Random, done: &mut Vec<String>) -> Sources {
    let mut sources = Sources::default();
    let named = random.chance(75);
    done.push(format!("named {named}"));
    if random.chance(10) {
        let mut sheets = Vec::new();
        for table in world {
            let table = reworded(table, random, done);
            let name = random.one(&["表", "Sheet", "导出"]).to_owned() + table.schema.table;
            sheets.push((name, sheet(&table, random, done)));
        }
        random.shuffle(&mut sheets);
        sources.files.push(Source::bytes("客户.xlsx", workbook(sheets)));
        return sources;
    }
    for table in world {
        let mut parts = vec![table.clone()];
        // What one file would say of a person and another would not is another test's.
        if random.chance(15) && table.schema.table != "users" && table.rows.len() > 8 {
            let rest = parts[0].rows.split_off(table.rows.len() / 2);
            parts.push(Table { rows: rest, ..parts[0].clone() });
        }
        for (i, part) in parts.iter().enumerate() {
            let table = reworded(part, random, done);
            let source = if random.chance(15) {
                let sheet = sheet(&table, random, done);
                let bytes = workbook(vec![("Sheet1".to_owned(), sheet)]);
                Source::bytes(format!("{}{i}.xlsx", table.schema.table), bytes)
            } else {
                let text = text(&table, random, done);
                let encoding = random.one(&ENCODINGS);
                done.push(format!("in {encoding}"));
                Source::bytes(format!("{}{i}.csv", table.schema.table), encoded(&text, encoding))
            };
            match named {
                true => sources.table_mut(table.schema.table).unwrap().push(source),
                false => sources.files.push(source),
            }
        }
    }
    sources
}

#[test]
fn no_form_gives_other_numbers_in_silence() {
    let world = world();
    let original = read_plainly(&world);
    let expected = content(&original);
    let known: BTreeSet<&str> = original.findings.iter().map(|finding| &*finding.code).collect();
    let (mut same, mut stopped, mut told) = (0, Vec::new(), 0);
    let mut silent = Vec::new();
    for seed in seeds(FORMS) {
        let mut done = Vec::new();
        let sources = rewritten(&world, &mut Random(seed), &mut done);
        match read(&sources, &Progress::silent()) {
            Err(error) => {
                let rows: Vec<_> = error.rows().iter().take(2).map(|row| (&row.at, &row.found)).collect();
                stopped.push(format!("seed {seed}: {error} {rows:?}"));
            }
            Ok(tables) if content(&tables) == expected => same += 1,
            Ok(tables) => {
                let codes: BTreeSet<&str> = tables.findings.iter().map(|finding| &*finding.code).collect();
                let new: Vec<&str> = codes.difference(&known).copied().filter(|code| is_doubt(code)).collect();
                if new.is_empty() {
                    let got = content(&tables);
                    let at = got.bytes().zip(expected.bytes()).take_while(|(a, b)| a == b).count();
                    let near = |text: &str| {
                        text.chars()
                            .skip(text[..text.floor_char_boundary(at)].chars().count().saturating_sub(60))
                            .take(160)
                            .collect::<String>()
                    };
                    silent.push(format!("seed {seed}: {}\n  {}\n  {}", done.join("; "), near(&got), near(&expected)));
                } else {
                    told += 1;
                }
            }
        }
    }
    eprintln!("same {same}, stopped {}, told {told}, silent {}", stopped.len(), silent.len());
    stopped
        .iter()
        .take(if std::env::var_os("FORMS_STOPPED").is_some() { 60 } else { 0 })
        .for_each(|s| eprintln!("{s}"));
    assert!(silent.is_empty(), "{} in silence\n{}", silent.len(), silent[..silent.len().min(5)].join("\n"));
    let read = same + told + stopped.len();
    assert!(2 * same >= read, "most forms are read: {same} of {read}; {:?}", stopped.first());
}

/// Whether a finding says that values may be others.
fn is_doubt(code: &str) -> bool {
    matches!(
        code,
        "column_judged" | "cells_emptied" | "encoding_guessed" | "ids_split" | "ids_with_marks" | "rejected_rows"
    )
}

/// All seeds, or those from the one that `FORMS_SEED` names on, as many as `FORMS_COUNT` says.
fn seeds(n: u64) -> std::ops::Range<u64> {
    let said = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let first = said("FORMS_SEED");
    let count = said("FORMS_COUNT").unwrap_or(if first.is_some() { 1 } else { n });
    first.unwrap_or(0)..first.unwrap_or(0) + count
}

/// The rows of a reading by what they say.
fn rows(t: &Tables) -> [BTreeSet<String>; 3] {
    let user = |n: u32| t.users.name(n).to_owned();
    let (m, i, p) = (&t.memberships, &t.interactions, &t.purchases);
    [
        (0..m.user.len())
            .map(|r| format!("{} {} {}", user(m.user[r]), t.groups.name(m.group[r]), m.joined_at[r]))
            .collect(),
        (0..i.from.len())
            .map(|r| format!("{} {} {} {}", user(i.from[r]), user(i.to[r]), i.at[r], i.count[r]))
            .collect(),
        (0..p.user.len()).map(|r| format!("{} {} {}", user(p.user[r]), p.at[r], p.amount[r])).collect(),
    ]
}

/// A file that ends too early loses what is behind, and no more than one row of what is left says anything else.
#[test]
fn what_is_cut_or_doubled_changes_nothing_else() {
    let world = world();
    let whole = rows(&read_plainly(&world));
    for seed in seeds(DAMAGES) {
        let mut random = Random(seed ^ 0x5eed);
        let mut done = Vec::new();
        let mut sources = Sources::default();
        let victim = random.below(world.len());
        let doubled = random.chance(25);
        for (t, table) in world.iter().enumerate() {
            let text = text(table, &mut random, &mut done);
            let mut bytes = encoded(&text, random.one(&ENCODINGS));
            let files = sources.table_mut(table.schema.table).unwrap();
            if t == victim && doubled {
                files.push(Source::bytes("again.csv", bytes.clone()));
            } else if t == victim {
                bytes.truncate(random.below(bytes.len()));
            }
            files.push(Source::bytes(format!("{}.csv", table.schema.table), bytes));
        }
        done.push(format!("{} doubled {doubled}", world[victim].schema.table));
        let Ok(tables) = read(&sources, &Progress::silent()) else { continue };
        if doubled {
            assert!(tables.findings.iter().any(|finding| finding.code == "repeated_files"), "seed {seed}: {done:?}");
            continue;
        }
        for (left, all) in rows(&tables).iter().zip(&whole) {
            let others: Vec<&String> = left.difference(all).collect();
            assert!(others.len() <= 1, "seed {seed}: {others:?} {done:?}");
        }
        assert!(tables.latest != NO_TIME);
    }
}
