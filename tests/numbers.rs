//! The same number everywhere: what the page, the workbook, `summary.json`, the CSV files and the terminal say of one run.

#[allow(dead_code)] // This file uses a part.
mod common_browser;

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, DataType, Range, Reader, Xlsx};
use common_browser::Browser;
use serde_json::Value;
use tempfile::TempDir;

/// Where a number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Page,
    Workbook,
    Summary,
    Csv,
    Terminal,
}
use Place::{Csv, Page, Summary, Terminal, Workbook};

/// Numbers by name, and what each is where.
#[derive(Clone, Debug, Default)]
struct Numbers(BTreeMap<String, Vec<(Place, f64)>>);

impl Numbers {
    fn add(&mut self, name: impl Into<String>, found: &[(Place, f64)]) {
        let name = name.into();
        assert!(found.len() > 1, "{name} stands in one place");
        assert!(self.0.insert(name.clone(), found.to_vec()).is_none(), "{name} twice");
    }

    /// The numbers that differ, a line each.
    fn differing(&self) -> Vec<String> {
        let agree = |found: &[(Place, f64)]| {
            let first = found[0].1;
            found.iter().all(|&(_, n)| (n - first).abs() <= 1e-9 * first.abs().max(1.0))
        };
        self.0.iter().filter(|(_, found)| !agree(found)).map(|(name, found)| format!("{name}: {found:?}")).collect()
    }
}

/// Rows of a CSV file by header.
type Rows = Vec<BTreeMap<String, String>>;

/// What a run has written and said.
struct Run {
    out: PathBuf,
    page: Value,
    summary: Value,
    sheets: BTreeMap<String, Range<Data>>,
    terminal: String,
    users: Rows,
}

fn renmai(dir: &Path, arguments: &str) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_renmai"));
    let run = program.current_dir(dir).args(arguments.split_whitespace()).output().expect("the program runs");
    assert!(run.status.success(), "renmai {arguments}\n{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

impl Run {
    /// The outputs of a command, to which `--out` and the language are added.
    fn of(dir: &Path, arguments: &str) -> Self {
        let terminal = renmai(dir, &format!("{arguments} --lang en --out out"));
        let out = dir.join("out");
        let read = |name: &str| fs::read_to_string(out.join(name)).expect("an output");
        let html = read("report.html");
        let (_, rest) = html.split_once("id=\"data\">").expect("data");
        let (data, _) = rest.split_once("</script>").expect("an end");
        let book = fs::read(out.join("report.xlsx")).expect("a workbook");
        let mut book = Xlsx::new(Cursor::new(book)).expect("a workbook that opens");
        let names = book.sheet_names();
        Self {
            page: serde_json::from_str(data).expect("JSON"),
            summary: serde_json::from_str(&read("summary.json")).expect("JSON"),
            sheets: names
                .into_iter()
                .map(|name| (name.clone(), book.worksheet_range(&name).expect("a sheet")))
                .collect(),
            terminal,
            users: csv(&out.join("users.csv")),
            out,
        }
    }

    fn csv(&self, name: &str) -> Rows {
        csv(&self.out.join(name))
    }

    /// Users of whom it holds.
    fn count(&self, holds: impl Fn(&BTreeMap<String, String>) -> bool) -> f64 {
        self.users.iter().filter(|row| holds(row)).count() as f64
    }

    /// Users with this in a column.
    fn with(&self, column: &str, value: &str) -> f64 {
        self.count(|row| row[column] == value)
    }

    fn sheet(&self, name: &str) -> &Range<Data> {
        &self.sheets[name]
    }

    /// The number beside a label, on a sheet.
    fn beside(&self, sheet: &str, label: &str) -> f64 {
        let row = self.sheet(sheet).rows().find(|row| row[0].get_string() == Some(label));
        row.and_then(|row| row[1].get_float()).unwrap_or_else(|| panic!("no {label} on {sheet}"))
    }

    /// The cells below a header.
    fn column(&self, sheet: &str, header: &str) -> Vec<&Data> {
        let range = self.sheet(sheet);
        let top = range.cells().find(|(_, _, cell)| cell.get_string() == Some(header));
        let (top, place, _) = top.unwrap_or_else(|| panic!("no header {header} on {sheet}"));
        range.rows().skip(top + 1).map(|row| &row[place]).collect()
    }

    /// The people of a way of sorting on the sheet of segments.
    fn segment(&self, way: &str, name: &str) -> f64 {
        let mut rows = self.sheet("Segments").rows();
        let row = rows.find(|row| row[0].get_string() == Some(way) && row[1].get_string() == Some(name));
        row.and_then(|row| row[2].get_float()).unwrap_or_else(|| panic!("no {way} {name}"))
    }

    /// All words on a sheet.
    fn told(&self, sheet: &str) -> String {
        let words = self.sheet(sheet).cells().filter_map(|(_, _, cell)| cell.get_string());
        words.collect::<Vec<_>>().join("\n")
    }

    fn distribution(&self, path: &str) -> [(Place, f64); 2] {
        [(Page, number(&self.page, path)), (Summary, number(&self.summary, path))]
    }

    /// A column of the page's people.
    fn people(&self, column: &str) -> Vec<Option<u64>> {
        let (width, digits) = (&self.page["crowd"][column][0], &self.page["crowd"][column][1]);
        let digit = |c: u8| match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'-' => 62,
            _ => 63,
        };
        let of = |own: &[u8]| own.iter().fold(0u64, |n, &c| n << 6 | u64::from(digit(c))).checked_sub(1);
        digits.as_str().expect("digits").as_bytes().chunks(width.as_u64().expect("a width") as usize).map(of).collect()
    }
}

fn csv(path: &Path) -> Rows {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// A number of a JSON value, by a path of keys and places.
fn number(value: &Value, path: &str) -> f64 {
    let found = path.split('.').fold(value, |value, key| match key.parse::<usize>() {
        Ok(place) => &value[place],
        Err(_) => &value[key],
    });
    found.as_f64().unwrap_or_else(|| panic!("no number at {path}: {found}"))
}

/// The number that stands right before some words.
fn before(text: &str, words: &str) -> f64 {
    let at = text.find(words).unwrap_or_else(|| panic!("nobody says {words:?} in\n{text}"));
    let digit = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let found = &text[..at];
    let start = found.rfind(|c| !digit(c)).map_or(0, |at| at + found[at..].chars().next().map_or(1, char::len_utf8));
    found[start..].replace(',', "").parse().unwrap_or_else(|_| panic!("no number before {words:?}"))
}

/// The number that stands right behind some words.
fn after(text: &str, words: &str) -> f64 {
    let at = text.find(words).unwrap_or_else(|| panic!("nobody says {words:?} in\n{text}"));
    let rest = text[at + words.len()..].trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(rest.len());
    let found = rest[..end].trim_end_matches(['.', ',']).replace(',', "");
    found.parse().unwrap_or_else(|_| panic!("no number behind {words:?}"))
}

fn sum(rows: &Rows, column: &str) -> f64 {
    rows.iter().filter_map(|row| row[column].parse::<f64>().ok()).sum()
}

fn floats(cells: &[&Data]) -> f64 {
    cells.iter().filter_map(|cell| cell.get_float()).sum()
}

fn english(value: &Value) -> &str {
    value[1].as_str().expect("two languages")
}

fn numbers(run: &Run) -> Numbers {
    let mut all = Numbers::default();
    sizes(run, &mut all);
    kinds_of_people(run, &mut all);
    lists(run, &mut all);
    circles(run, &mut all);
    queue(run, &mut all);
    everybody(run, &mut all);
    hours_and_data(run, &mut all);
    all
}

/// How many of everything.
fn sizes(run: &Run, all: &mut Numbers) {
    let (terminal, cards) = (&run.terminal, &run.page["cards"]);
    let summary = |path: &str| (Summary, number(&run.summary, path));
    let card = |place: usize| (Page, number(cards, &format!("{place}.value")));
    let note = |place: usize| english(&cards[place]["note"]);
    let size = |label| (Workbook, run.beside("Summary", label));
    let words = run.told("Summary");
    let counted =
        |column: &str, holds: fn(f64) -> bool| (Csv, run.count(|row| row[column].parse::<f64>().is_ok_and(holds)));
    all.add(
        "people",
        &[
            card(0),
            size("People"),
            summary("counts.users"),
            (Csv, run.users.len() as f64),
            (Terminal, before(terminal, " people, ")),
        ],
    );
    let groups = run.csv("groups.csv");
    all.add(
        "groups",
        &[
            card(1),
            size("Groups"),
            summary("counts.graph.groups"),
            (Csv, groups.len() as f64),
            (Terminal, before(terminal, " groups, ")),
        ],
    );
    all.add(
        "memberships",
        &[
            (Page, before(note(1), " memberships")),
            (Workbook, before(&words, " memberships")),
            summary("counts.graph.memberships"),
            (Csv, sum(&run.users, "groups")),
            (Terminal, before(terminal, " memberships, ")),
        ],
    );
    all.add(
        "connected pairs",
        &[
            card(2),
            size("Connected pairs"),
            summary("counts.pairs"),
            (Csv, sum(&run.users, "degree") / 2.0),
            (Terminal, before(terminal, " connected pairs")),
        ],
    );
    let interacted = " of them interacted";
    all.add(
        "pairs that interacted",
        &[
            (Page, before(note(2), interacted)),
            (Workbook, before(&words, interacted)),
            summary("counts.graph.ties"),
            (Terminal, before(terminal, interacted)),
        ],
    );
    let separate = " separate components";
    let components: f64 = run.users.iter().map(|row| 1.0 / row["component_size"].parse::<f64>().expect("a size")).sum();
    all.add(
        "components",
        &[
            (Page, before(note(0), separate)),
            (Workbook, before(&words, separate)),
            summary("counts.components"),
            (Csv, components.round()),
            (Terminal, before(terminal, separate)),
        ],
    );
    let largest = run.users.iter().map(|row| row["component_size"].parse::<f64>().expect("a size")).fold(0.0, f64::max);
    all.add(
        "people of the largest component",
        &[
            (Page, after(note(0), "the largest with ")),
            summary("counts.largest_component"),
            (Csv, largest),
            (Terminal, after(terminal, "components, the largest with ")),
        ],
    );
    for (place, (key, label, said)) in
        [("staff", "Staff", " staff,"), ("robots", "Robots", " robots,"), ("opted_out", "Opted out", " opted out")]
            .into_iter()
            .enumerate()
    {
        all.add(
            key.replace('_', " "),
            &[
                (Page, number(&run.page, &format!("trust.excluded.{place}.1"))),
                (Workbook, run.beside("Method", label)),
                summary(&format!("counts.excluded.{key}")),
                (Terminal, before(terminal, said)),
            ],
        );
    }
    for (name, label, position) in [("influence nodes", "Influence node", "influence"), ("bridges", "Bridge", "bridge")]
    {
        let path = format!("profile.position.{position}.count");
        let [page, json] = run.distribution(&path);
        all.add(name, &[page, json, (Workbook, run.segment("Position", label)), (Csv, run.with("position", position))]);
    }
    let isolated = run.count(|row| !row["isolation"].is_empty());
    all.add(
        "isolated people",
        &[card(5), size("Isolated users"), (Csv, isolated), (Terminal, after(terminal, "Isolated: "))],
    );
    for (code, said) in
        [("isolated", "no ties "), ("small_component", "connected to very few "), ("silent", "silent in one group ")]
    {
        let [page, json] = run.distribution(&format!("distributions.isolation.{code}.count"));
        let found = [page, json, (Csv, run.with("isolation", code)), (Terminal, after(terminal, said))];
        all.add(format!("isolation {code}"), &found);
    }
    let full = groups.iter().filter(|row| row["nearly_full"] == "true").count() as f64;
    let [page, json] = run.distribution("room.groups_nearly_full");
    all.add("groups nearly full", &[page, json, (Csv, full)]);
    let [page, json] = run.distribution("room.accounts");
    let owners = run.csv("owners.csv");
    all.add("accounts", &[page, json, (Csv, owners.len() as f64), (Workbook, run.beside("Summary", "Accounts"))]);
    all.add(
        "people with a service window",
        &[
            (Page, number(&run.page, "profile.window_open.count")),
            summary("profile.window_open.count"),
            (Csv, run.with("window_open", "true")),
        ],
    );
    all.add("people who link circles", &[summary("circles.users_linking"), counted("circles_linked", |n| n >= 2.0)]);
    all.add("people who hold others", &[summary("circles.articulation_users"), counted("articulation", |n| n > 0.0)]);
}

/// Tiers, segments, lifecycles, positions, the lattice.
fn kinds_of_people(run: &Run, all: &mut Numbers) {
    for tier in ["S", "A", "B", "C", "D"] {
        let [page, json] = run.distribution(&format!("distributions.value_tier.{tier}.count"));
        let (sheet, said) = (format!("Tier {tier}"), format!("tier {tier} "));
        let cells = number_of_cells(&run.page["lattice"], tier);
        all.add(
            format!("tier {tier}"),
            &[
                page,
                json,
                (Workbook, run.beside("Tiers", &sheet)),
                (Csv, run.with("value_tier", tier)),
                (Terminal, after(&run.terminal, &said)),
            ],
        );
        all.add(format!("cells of tier {tier}"), &[(Page, cells), (Csv, run.with("value_tier", tier))]);
        let of_circles = run
            .csv("circles.csv")
            .iter()
            .map(|row| row[&format!("tier_{}", tier.to_lowercase())].parse::<f64>().expect("a number"))
            .sum();
        let in_circles = run.count(|row| row["value_tier"] == tier && !row["circle"].is_empty());
        let drawn = floats(&run.column("Circles", &format!("tier {tier}")));
        all.add(format!("tier {tier} in circles"), &[(Workbook, drawn), (Csv, of_circles), (Csv, in_circles)]);
    }
    for (code, name) in [
        ("high", "High value"),
        ("steady", "Steady"),
        ("growing", "Growing"),
        ("win_back", "To win back"),
        ("fading", "Fading"),
        ("dormant_buyer", "Dormant buyer"),
        ("churn_risk", "Churn risk"),
    ] {
        let [page, json] = run.distribution(&format!("distributions.value_segment.{code}.count"));
        let found = [page, json, (Workbook, run.beside("Tiers", name)), (Csv, run.with("value_segment", code))];
        all.add(format!("segment {code}"), &found);
    }
    for (code, name) in
        [("new", "New"), ("growing", "Growing"), ("mature", "Mature"), ("decaying", "Decaying"), ("lost", "Lost")]
    {
        let [page, json] = run.distribution(&format!("distributions.lifecycle.{code}.count"));
        let of_tiers = run.sheet("Tiers").rows().rfind(|row| row[0].get_string() == Some(name));
        let of_tiers = of_tiers.and_then(|row| row[1].get_float()).expect("a lifecycle");
        all.add(
            format!("lifecycle {code}"),
            &[
                page,
                json,
                (Workbook, of_tiers),
                (Workbook, run.segment("Lifecycle", name)),
                (Csv, run.with("lifecycle", code)),
            ],
        );
    }
    let positions = ["influence", "bridge", "core", "member", "silent", "isolated"];
    for (place, position) in positions.into_iter().enumerate() {
        let total = run.sheet("Tiers").rows().rfind(|row| row[0].get_string() == Some("Total"));
        let total = total.and_then(|row| row[place + 1].get_float()).expect("a sum");
        let [page, json] = run.distribution(&format!("profile.position.{position}.count"));
        let found = [page, json, (Workbook, total), (Csv, run.with("position", position))];
        all.add(format!("position {position}"), &found);
    }
    for (way, column, path, codes) in [
        ("Role", "role", "role", [("friend", "Friend"), ("group_member", "Group member"), ("follower", "Follower")]),
        ("Reach", "reach", "reach", [("high", "High"), ("medium", "Medium"), ("low", "Low")]),
        (
            "Device class",
            "device_class",
            "device",
            [("ios", "iOS"), ("android", "Android"), ("other", "Another device")],
        ),
    ] {
        for (code, name) in codes {
            let [page, json] = run.distribution(&format!("profile.{path}.{code}.count"));
            let found = [page, json, (Workbook, run.segment(way, name)), (Csv, run.with(column, code))];
            all.add(format!("{path} {code}"), &found);
        }
    }
    for place in 0..3 {
        let path = format!("profile.cities.top.{place}");
        let name = run.page["profile"]["cities"]["top"][place]["name"].as_str().expect("a city");
        let [page, json] = run.distribution(&format!("{path}.count"));
        let found = [page, json, (Workbook, run.segment("Region", name)), (Csv, run.with("region", name))];
        all.add(format!("people of {name}"), &found);
    }
    // Rows of three lines a cell: the second is the number.
    let tiers: Vec<&[Data]> = run.sheet("Tiers").rows().collect();
    let top = tiers
        .iter()
        .position(|row| row[0].get_string().is_some_and(|text| text.starts_with("days ")))
        .expect("a corner");
    for row in 0..5 {
        for column in 0..4 {
            let [page, json] = run.distribution(&format!("lattice.cells.{row}.{column}.count"));
            let cell = tiers[top + 2 + 3 * row][column + 1].get_float().expect("a number");
            all.add(format!("cell {row}, {column} of the lattice"), &[page, json, (Workbook, cell)]);
        }
    }
}

/// People in the cells of a tier.
fn number_of_cells(lattice: &Value, tier: &str) -> f64 {
    let cells = lattice["cells"].as_array().expect("rows").iter().flat_map(|row| row.as_array().expect("cells"));
    cells.filter(|cell| cell["tier"] == tier).map(|cell| cell["count"].as_f64().expect("a number")).sum()
}

/// The lists: who qualifies, who is on them, what the seeds reach.
fn lists(run: &Run, all: &mut Numbers) {
    let on_page = |id: &str| {
        let mut lists = run.page["lists"].as_array().expect("lists").iter();
        lists.find(|list| list["id"] == id).unwrap_or_else(|| panic!("no {id}"))
    };
    for (id, sheet, label, card) in [
        ("koc", "KOC", "KOC candidates", 3),
        ("referral", "Referral", "Bridge candidates", 4),
        ("isolated", "Isolated", "Isolated users", 5),
    ] {
        let heading =
            run.terminal.lines().find(|line| line.starts_with(&format!("{sheet}: ")) && line.contains(" qualify"));
        let heading = heading.expect("a heading");
        let list = on_page(id);
        let mut qualify = vec![
            (Page, before(english(&list["note"]), " meet the rules")),
            (Workbook, before(&run.told(sheet), " qualify")),
            (Summary, number(&run.summary, &format!("lists.{id}.qualified"))),
            (Terminal, before(heading, " qualify")),
        ];
        if id != "isolated" {
            qualify.extend([
                (Page, number(&run.page["cards"], &format!("{card}.value"))),
                (Workbook, run.beside("Summary", label)),
            ]);
        }
        all.add(format!("{id}: who qualify"), &qualify);
        let rows = run.csv(&format!("{id}.csv"));
        all.add(
            format!("{id}: on the list"),
            &[
                (Page, list["rows"].as_array().expect("rows").len() as f64),
                (Workbook, run.column(sheet, "No.").len() as f64),
                (Workbook, run.beside("Summary", sheet)),
                (Summary, number(&run.summary, &format!("lists.{id}.shown"))),
                (Csv, rows.len() as f64),
                (Terminal, before(heading, " listed")),
            ],
        );
    }
    // The list leaves out whom it may not name, and says how many.
    let isolated = run.count(|row| !row["isolation"].is_empty() && row["may_contact"] != "ok");
    let barred = " more isolated people are not on the list";
    all.add(
        "isolated: whom the list leaves out",
        &[
            (Page, before(english(&on_page("isolated")["skipped"]), barred)),
            (Workbook, before(&run.told("Isolated"), barred)),
            (Csv, isolated),
            (Terminal, before(&run.terminal, barred)),
        ],
    );
    let seeds = run.csv("seeds.csv");
    all.add(
        "seeds",
        &[
            (Page, on_page("seeds")["rows"].as_array().expect("rows").len() as f64),
            (Workbook, run.column("Seeds", "No.").len() as f64),
            (Summary, number(&run.summary, "seeds.chosen")),
            (Csv, seeds.len() as f64),
            (Terminal, after(&run.terminal, "Seeds: ")),
        ],
    );
    let reach: f64 = seeds.last().expect("seeds")["reach"].parse().expect("a number");
    let column = run.column("Seeds", "Reach so far (model)");
    let said = "together they reach about ";
    all.add(
        "what the seeds reach",
        &[
            (Summary, number(&run.summary, "seeds.reach")),
            (Csv, reach),
            (Workbook, column.last().and_then(|cell| cell.get_float()).expect("a number")),
        ],
    );
    let words = run.told("Seeds").replace("Together", "together");
    let todo = run.page["todo"].as_array().expect("what to do").iter().find(|one| one[0] == "seeds").expect("seeds");
    all.add(
        "what the seeds reach, in words",
        &[
            (Page, after(english(&todo[2]), "reach most: about ")),
            (Workbook, after(&words, said)),
            (Terminal, after(&run.terminal, said)),
        ],
    );
    let candidates = run.summary["seeds"]["candidates"].as_f64().expect("a number");
    let eligible = [(Page, "trust.eligibility.0.1")].map(|(place, path)| (place, number(&run.page, path)));
    all.add(
        "eligible people",
        &[
            eligible[0],
            (Summary, number(&run.summary, "eligibility.eligible.count")),
            (Summary, candidates),
            (Terminal, before(&run.terminal, " candidates")),
        ],
    );
}

/// Circles and their sizes.
fn circles(run: &Run, all: &mut Numbers) {
    let (sentences, rows) = (&run.page["circle_sentences"], run.csv("circles.csv"));
    let (first, third) = (english(&sentences[0]), english(&sentences[2]));
    let words = run.told("Circles");
    let terminal = &run.terminal;
    let summary = |path: &str| (Summary, number(&run.summary, path));
    let in_circles = run.count(|row| !row["circle"].is_empty());
    all.add(
        "circles",
        &[
            (Page, after(first, "Circles: ")),
            (Workbook, run.beside("Summary", "Circles")),
            (Workbook, run.column("Circles", "Circle").len() as f64),
            summary("circles.count"),
            (Csv, rows.len() as f64),
            (Terminal, after(terminal, "\nCircles: ")),
        ],
    );
    all.add(
        "people in circles",
        &[
            (Page, before(first, " people in all, ")),
            (Workbook, before(&words, " people in all, ")),
            (Workbook, floats(&run.column("Circles", "People"))),
            summary("circles.users"),
            (Csv, sum(&rows, "size")),
            (Csv, in_circles),
        ],
    );
    all.add(
        "people of the largest circle",
        &[
            (Page, before(first, " in the largest")),
            (Workbook, after(&run.told("Summary"), "The largest with ")),
            summary("circles.largest"),
            (Csv, rows[0]["size"].parse().expect("a size")),
        ],
    );
    let link = " people are well tied to two circles or more";
    all.add(
        "people who link circles, in words",
        &[
            (Page, before(third, link)),
            (Workbook, before(&words, link)),
            summary("circles.users_linking"),
            (Terminal, before(terminal, link)),
        ],
    );
    for (place, row) in rows.iter().take(3).enumerate() {
        let (circle, size) = (&row["circle"], row["size"].parse().expect("a size"));
        let drawn = run.column("Circles", "People")[place].get_float().expect("a size");
        let line =
            terminal.lines().find(|line| line.starts_with(&format!("  {circle}  ")) && line.contains(" people; held"));
        all.add(
            format!("people of circle {circle}"),
            &[
                (Page, number(&run.page, &format!("network.overview.circles.{place}.size"))),
                (Workbook, drawn),
                (Csv, size),
                (Csv, run.with("circle", circle)),
                (Terminal, before(line.expect("a line"), " people; held")),
            ],
        );
    }
}

/// The queue: how many, why, for whom.
fn queue(run: &Run, all: &mut Numbers) {
    let rows = run.csv("todo.csv");
    let (page, told) = (&run.page["queue"], english(&run.page["queue"]["told"]));
    let shown = page["rows"].as_array().expect("rows");
    assert_eq!(shown.len(), rows.len(), "the page holds the whole queue of this run");
    all.add(
        "to do",
        &[
            (Page, number(page, "total")),
            (Page, after(told, "To do: ")),
            (Workbook, run.column("To do", "No.").len() as f64),
            (Workbook, run.beside("Summary", "To do")),
            (Workbook, floats(&run.column("Accounts", "To do"))),
            (
                Workbook,
                run.column("All users", "Place in to do").iter().filter(|cell| cell.get_float().is_some()).count()
                    as f64,
            ),
            (Summary, number(&run.summary, "todo.people")),
            (Csv, rows.len() as f64),
            (Terminal, after(&run.terminal, "To do: ")),
        ],
    );
    let unowned = rows.iter().filter(|row| row["owner_id"].is_empty()).count() as f64;
    let accounts = run.column("Accounts", "Account id");
    let to_do = run.column("Accounts", "To do");
    let of_account = |id: &str| {
        let place = accounts.iter().position(|cell| cell.get_string() == Some(id)).unwrap_or_else(|| panic!("no {id}"));
        to_do[place].get_float().expect("a number")
    };
    let said = " of them have no owner";
    all.add(
        "to do without an owner",
        &[
            (Page, before(told, said)),
            (Page, shown.iter().filter(|row| row["owner"] == -1).count() as f64),
            (Workbook, of_account("No owner")),
            (Summary, number(&run.summary, "todo.unowned")),
            (Csv, unowned),
            (Csv, run.csv("todo/no_owner.csv").len() as f64),
            (Terminal, before(&run.terminal, said)),
        ],
    );
    let owners = run.csv("owners.csv");
    for (place, owner) in run.summary["todo"]["owners"].as_array().expect("owners").iter().enumerate() {
        let id = owner["owner_id"].as_str().expect("an id");
        let on_page = page["owners"].as_array().expect("owners").iter().position(|one| one[0] == id).expect("an owner");
        let row = owners.iter().find(|row| row["owner_id"] == id).expect("an owner");
        all.add(
            format!("to do of {id}"),
            &[
                (Page, shown.iter().filter(|row| row["owner"] == on_page).count() as f64),
                (Workbook, of_account(id)),
                (Summary, number(&run.summary, &format!("todo.owners.{place}.people"))),
                (Csv, rows.iter().filter(|row| row["owner_id"] == id).count() as f64),
                (Csv, row["todo"].parse().expect("a number")),
                (Csv, run.csv(&format!("todo/{id}.csv")).len() as f64),
            ],
        );
        let customers = run.column("Accounts", "Customers");
        let at = accounts.iter().position(|cell| cell.get_string() == Some(id)).expect("an account");
        all.add(
            format!("customers of {id}"),
            &[
                (Workbook, customers[at].get_float().expect("a number")),
                (Csv, row["customers"].parse().expect("a number")),
            ],
        );
    }
    for (code, words) in [
        ("window_closing", "The service window is still open"),
        ("welcome_due", "Newcomer to welcome"),
        ("win_back", "Big spender to win back"),
        ("recall", "No contact for a while: re-engage"),
        ("koc", "KOC list"),
        ("referral", "Referral list"),
        ("seeds", "Seed list"),
        ("connect", "Isolated list"),
    ] {
        let reasons = run.summary["todo"]["reasons"].as_array().expect("reasons");
        let Some(reason) = reasons.iter().find(|reason| reason[0] == code) else { continue };
        let told = |row: &&Value| english(&row["why"]).to_lowercase().contains(&words.to_lowercase());
        all.add(
            format!("to do for {code}"),
            &[
                (Page, shown.iter().filter(told).count() as f64),
                (Workbook, floats(&run.column("Accounts", words))),
                (Summary, reason[1].as_f64().expect("a number")),
                (Csv, rows.iter().filter(|row| row["why"].split(';').any(|why| why == code)).count() as f64),
            ],
        );
    }
}

/// Everybody who may be named: what the page finds and the sheet filters.
fn everybody(run: &Run, all: &mut Numbers) {
    let named: Rows = run.users.iter().filter(|row| row["may_contact"] == "ok").cloned().collect();
    let barred = |code| number(&run.summary, &format!("eligibility.{code}.count"));
    all.add(
        "people who may be named",
        &[
            (Page, number(&run.page, "crowd.total")),
            (Workbook, run.column("All users", "User id").len() as f64),
            (Workbook, run.beside("Summary", "All users")),
            (Summary, number(&run.summary, "counts.users") - barred("consent") - barred("suppressed")),
            (Csv, named.len() as f64),
        ],
    );
    all.add(
        "people who may not",
        &[
            (Workbook, before(&run.told("All users"), " more people have not consented")),
            (Csv, (run.users.len() - named.len()) as f64),
        ],
    );
    let tiers = run.people("tier");
    let sheet = run.column("All users", "Value tier");
    for (code, tier) in ["S", "A", "B", "C", "D"].into_iter().enumerate() {
        all.add(
            format!("tier {tier} to be found"),
            &[
                (Page, tiers.iter().filter(|&&own| own == Some(code as u64)).count() as f64),
                (
                    Workbook,
                    sheet.iter().filter(|cell| cell.get_string() == Some(&format!("Tier {tier}"))).count() as f64,
                ),
                (Csv, named.iter().filter(|row| row["value_tier"] == tier).count() as f64),
            ],
        );
    }
    // The page rounds what each spends to yuan.
    let yuan = |spend: &str| spend.parse::<f64>().ok();
    let rounded = named.iter().filter_map(|row| yuan(&row["monthly_spend"])).map(f64::round).sum();
    all.add(
        "what they spend, in whole yuan",
        &[
            (Page, run.people("spend").into_iter().flatten().sum::<u64>() as f64),
            (Csv, rounded),
            (
                Workbook,
                run.column("All users", "Monthly spend")
                    .iter()
                    .filter_map(|cell| cell.get_float())
                    .map(f64::round)
                    .sum(),
            ),
        ],
    );
    all.add(
        "what they spend",
        &[(Workbook, floats(&run.column("All users", "Monthly spend"))), (Csv, sum(&named, "monthly_spend"))],
    );
    for (place, (id, name)) in
        [("koc", "KOC"), ("referral", "Referral"), ("seeds", "Seeds"), ("isolated", "Isolated")].into_iter().enumerate()
    {
        let bit =
            run.page["crowd"]["lists"].as_array().expect("lists").iter().position(|list| list == id).unwrap_or(place);
        let on = |cell: &&&Data| cell.get_string().is_some_and(|lists| lists.split(", ").any(|list| list == name));
        all.add(
            format!("{id}: to be found"),
            &[
                (Page, run.people("on").into_iter().flatten().filter(|on| on >> bit & 1 == 1).count() as f64),
                (Workbook, run.column("All users", "On lists").iter().filter(on).count() as f64),
                (Csv, run.csv(&format!("{id}.csv")).len() as f64),
            ],
        );
    }
    let with_owner = named.iter().filter(|row| !row["owner_id"].is_empty()).count() as f64;
    all.add(
        "people with an owner",
        &[
            (Page, run.people("owner").into_iter().flatten().count() as f64),
            (
                Workbook,
                run.column("All users", "Owner").iter().filter(|cell| cell.get_string().is_some()).count() as f64,
            ),
            (Csv, with_owner),
        ],
    );
}

/// Events by day, rows read, findings.
fn hours_and_data(run: &Run, all: &mut Numbers) {
    let heat: Rows = run.csv("heat.csv").into_iter().filter(|row| row["scope"] == "all").collect();
    let events: Vec<f64> =
        run.page["heat"][0]["events"].as_array().expect("events").iter().filter_map(Value::as_f64).collect();
    let days = run.column("Hours", "Total");
    all.add(
        "events",
        &[
            (Page, events.iter().sum()),
            (Workbook, run.column("Hours", "Events")[0].get_float().expect("a number")),
            (Workbook, days[7].get_float().expect("a sum")),
            (Summary, number(&run.summary, "hours.total")),
            (Csv, sum(&heat, "events")),
        ],
    );
    for day in 0..7 {
        let of_summary =
            run.summary["hours"]["events"][day].as_array().expect("a day").iter().filter_map(Value::as_f64);
        all.add(
            format!("events of weekday {}", day + 1),
            &[
                (Page, events[24 * day..][..24].iter().sum()),
                (Workbook, days[day].get_float().expect("a sum")),
                (Summary, of_summary.sum()),
                (
                    Csv,
                    heat.iter()
                        .filter(|row| row["weekday"] == (day + 1).to_string())
                        .map(|row| row["events"].parse::<f64>().expect("a number"))
                        .sum(),
                ),
            ],
        );
    }
    let manifest: Value =
        serde_json::from_str(&fs::read_to_string(run.out.join("manifest.json")).expect("a manifest")).expect("JSON");
    let rows_of = |table: &str| -> f64 {
        let inputs = manifest["inputs"].as_array().expect("inputs").iter().filter(|input| input["table"] == table);
        inputs.filter_map(|input| input["rows"].as_f64()).sum()
    };
    for (place, (table, label)) in [
        ("memberships", "Memberships"),
        ("interactions", "Interactions"),
        ("users", "Users"),
        ("groups", "Groups"),
        ("purchases", "Purchases"),
    ]
    .into_iter()
    .enumerate()
    {
        all.add(
            format!("rows of {table}"),
            &[
                (Page, number(&run.page, &format!("trust.rows.{place}.1"))),
                (Workbook, run.beside("Method", label)),
                (Summary, number(&run.summary, &format!("counts.rows.{table}"))),
                (Csv, rows_of(table)),
            ],
        );
    }
    let findings = run.summary["findings"].as_array().expect("findings");
    let told = run.told("Method");
    let counts = run.column("Method", "Count");
    let (shown, rest) =
        run.terminal.split_once("\nFindings\n").map_or(("", ""), |(_, rest)| rest.split_once("\n\n").expect("an end"));
    assert!(!rest.is_empty());
    let in_terminal =
        shown.lines().filter(|line| line.starts_with("  note  ") || line.starts_with("  warning  ")).count();
    let more = if shown.contains(" more in summary.json") { before(shown, " more in summary.json") } else { 0.0 };
    all.add(
        "findings",
        &[
            (Page, run.page["trust"]["findings"].as_array().expect("findings").len() as f64),
            (Summary, findings.len() as f64),
            (Terminal, in_terminal as f64 + more),
        ],
    );
    for (place, finding) in findings.iter().enumerate() {
        let sentence = finding["sentence"].as_str().expect("a sentence");
        assert_eq!(english(&run.page["trust"]["findings"][place][1]), sentence, "on the page");
        let rest: String = sentence.chars().skip(1).collect();
        assert!(told.contains(&rest), "in the workbook: {sentence}");
        all.add(
            format!("finding {place}: {}", finding["code"]),
            &[
                (Workbook, counts[place].get_float().expect("a count")),
                (Summary, finding["count"].as_f64().expect("a count")),
            ],
        );
    }
}

/// Numbers that are compared at least.
const LEAST: usize = 60;

fn agree(numbers: &Numbers) {
    let differing = numbers.differing();
    assert!(differing.is_empty(), "{} numbers differ:\n{}", differing.len(), differing.join("\n"));
    let everywhere = numbers.0.values().filter(|found| {
        let mut places: Vec<Place> = found.iter().map(|&(place, _)| place).collect();
        places.sort_unstable();
        places.dedup();
        places.len() > 2
    });
    assert!(everywhere.count() >= LEAST, "{:?}", numbers.0.keys());
}

#[test]
fn the_example_says_the_same_everywhere() {
    let dir = TempDir::new().expect("a directory");
    let run = Run::of(dir.path(), "demo");
    let found = numbers(&run);
    eprintln!("{} numbers", found.0.len());
    agree(&found);
    // A number that is wrong in one place is named.
    for place in 0..found.0.len() {
        let mut wrong = found.clone();
        let (name, places) = wrong.0.iter_mut().nth(place).expect("a number");
        places.last_mut().expect("a place").1 += 1.0;
        let name = name.clone();
        let differing = wrong.differing();
        assert!(differing.len() == 1 && differing[0].starts_with(&format!("{name}: ")), "{name}: {differing:?}");
    }
}

#[test]
fn an_output_that_is_changed_is_found_out() {
    let dir = TempDir::new().expect("a directory");
    renmai(dir.path(), "generate --users 500 --seed 5 --out g");
    let mut run = Run::of(dir.path(), "report g --k 10");
    agree(&numbers(&run));
    let of_s = run.users.iter().position(|row| row["value_tier"] == "B").expect("somebody");
    run.users[of_s].insert("value_tier".to_owned(), "S".to_owned());
    let differing = numbers(&run).differing().join("\n");
    for name in ["tier S: ", "tier B: ", "cells of tier S: "] {
        assert!(differing.contains(name), "{name}\n{differing}");
    }
    run.page["counts"]["users"] = Value::Null;
    run.page["cards"][0]["value"] = 1.into();
    assert!(numbers(&run).differing().iter().any(|told| told.starts_with("people: [(Page, 1.0)")));
}

#[test]
fn data_without_purchases_say_the_same_everywhere() {
    let dir = TempDir::new().expect("a directory");
    renmai(dir.path(), "generate --users 500 --seed 6 --out g");
    let tables =
        "--memberships g/memberships.csv --interactions g/interactions.csv --users g/users.csv --groups g/groups.csv";
    agree(&numbers(&Run::of(dir.path(), &format!("report {tables} --k 10"))));
}

/// The page's data are what the other tests compare; a browser draws them.
#[test]
fn a_browser_draws_the_numbers_of_the_page() {
    let Some(mut browser) = Browser::start(1440, 900) else { return };
    let dir = TempDir::new().expect("a directory");
    renmai(dir.path(), "generate --users 500 --seed 5 --out g");
    let run = Run::of(dir.path(), "report g --k 10");
    let page = run.out.join("report.html");
    browser.open(&page, "#lang=en");
    let drawn = browser.run("[...document.querySelectorAll('#cards .value')].map(value => value.textContent)");
    let cards = run.page["cards"].as_array().expect("cards");
    assert_eq!(drawn.as_array().map(Vec::len), Some(cards.len()));
    for (card, text) in cards.iter().zip(drawn.as_array().expect("cards")) {
        assert_eq!(after(text.as_str().expect("text"), ""), number(card, "value"), "{}", card["label"]);
    }
    for tier in ["S", "A", "B", "C", "D"] {
        browser.open(&page, &format!("#ask&lang=en&f.tier={tier}"));
        let told =
            browser.run("(document.getElementById('asked') || document.getElementById('ask-result')).textContent");
        let named = run.count(|row| row["value_tier"] == tier && row["may_contact"] == "ok");
        let told = told.as_str().expect("text");
        let found = if named == 0.0 { 0.0 } else { after(told, "") };
        assert_eq!(found, named, "tier {tier}: {told}");
    }
}
