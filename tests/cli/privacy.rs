//! Who may be named where: one person of each sort, followed through every output of every command.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use calamine::{Reader, Xlsx};
use tempfile::TempDir;

use crate::data::{files, renmai, stderr, stdout};

/// Each would lead every list but for what the tables say of them; `GOWNER` opted out and owns a group, `REFUSED` opted out
/// in a row that cannot be read.
const SORTS: [&str; 8] = ["PLAIN", "SUPP", "NOCON", "OUT", "GOWNER", "REFUSED", "STAFF", "ROBOT"];

fn tables(privacy: &str) -> TempDir {
    let dir = TempDir::new().unwrap();
    let write = |name: &str, text: String| fs::write(dir.path().join(name), text).unwrap();
    let mut members = "user_id,group_id,member_type\nidSTAFF,ga,staff\nidROBOT,ga,robot\n".to_owned();
    let mut users = "user_id,nickname,remark_count,city,tags,owner_id,opted_out,consent,last_active_at,monthly_spend\n\
                     idSTAFF,nickSTAFF,99,上海,母婴,,no,yes,2024-05-02,900\n\
                     idROBOT,nickROBOT,99,上海,母婴,,no,yes,2024-05-02,900\n"
        .to_owned();
    let mut events = "from_id,to_id,kind,at\nidROBOT,idPLAIN,mention,2024-05-02\n".to_owned();
    for (i, sort) in SORTS[..6].iter().enumerate() {
        members += &format!("id{sort},ga,customer\nid{sort},gb,customer\n");
        let remarks = 90 + i;
        // One field too many.
        let end = if *sort == "REFUSED" { ",x" } else { "" };
        let out = if matches!(*sort, "OUT" | "GOWNER" | "REFUSED") { "yes" } else { "no" };
        let consent = if *sort == "NOCON" { "no" } else { "yes" };
        users += &format!("id{sort},nick{sort},{remarks},上海,母婴,idSTAFF,{out},{consent},2024-05-02,900{end}\n");
        for other in &SORTS[i + 1..7] {
            events += &format!("id{sort},id{other},private_chat,2024-05-02\n");
        }
    }
    // Somebody's account, who opted out.
    members += "idOUTOWNER,ga,customer\n";
    users += "idOUTOWNER,nickOUTOWNER,99,上海,母婴,,yes,yes,2024-05-02,900\n";
    for i in 1..=12 {
        let group = if i <= 6 { "ga" } else { "gb" };
        members += &format!("p{i:02},{group},customer\n");
        users += &format!(
            "p{i:02},someone{i},55,上海,母婴,{},no,yes,2024-05-01,{}\n",
            if i == 12 { "idOUTOWNER" } else { "idSTAFF" },
            50 * i
        );
    }
    write("m.csv", members + "p01,gc,customer\np02,gc,customer\nidPLAIN,gc,customer\np12,gd,customer\n");
    write("u.csv", users);
    write("i.csv", events);
    write("g.csv", "group_id,name,owner_id\nga,A,idGOWNER\ngb,B,idSUPP\ngc,C,idPLAIN\ngd,D,idNOCON\n".to_owned());
    write("s.csv", "user_id,note\nidSUPP,asked\n".to_owned());
    write("renmai.toml", format!("[privacy]\nopted_out = \"{privacy}\"\n[selection.quota]\ncity = 3\n"));
    dir
}

/// Runs a command, and keeps what it says.
fn say(dir: &Path, outputs: &mut BTreeMap<String, String>, arguments: &[&str]) {
    let mut command = renmai(dir);
    command.args(arguments).args(["--memberships", "m.csv", "--users", "u.csv"]);
    if arguments[0] != "report" {
        command.args(["--config", "renmai.toml"]);
    }
    command.args(["--interactions", "i.csv", "--groups", "g.csv", "--suppress", "s.csv"]);
    let output = command.args(["--skip-bad-rows", "--lang", "en"]).output().unwrap();
    let name = arguments.join(" ");
    outputs.insert(format!("messages of {name}"), stderr(&output));
    outputs.insert(name, stdout(&output));
}

fn every_output(dir: &Path) -> BTreeMap<String, String> {
    let mut outputs = BTreeMap::new();
    let mut run = |arguments: &[&str]| say(dir, &mut outputs, arguments);
    run(&["report", "renmai.toml", "--out", "out", "--k", "3"]);
    run(&["check"]);
    run(&["shortlist", "koc"]);
    run(&["shortlist", "referral"]);
    run(&["shortlist", "isolated"]);
    run(&["seeds", "--k", "3"]);
    run(&["segment", "nickname contains nick or remarks > 50"]);
    for csv in [&[][..], &["--csv"]] {
        run(&[&["crosstab", "nickname", "user_id"], csv].concat());
        run(&[&["crosstab", "value_tier", "may_contact"], csv].concat());
    }
    for sort in SORTS {
        let id = format!("id{sort}");
        run(&["explain", &id]);
        run(&["explain", &id, "--with", "p01"]);
        run(&["explain", "p07", "--with", &id]);
    }
    run(&["explain", "p01"]);
    run(&["explain", "p01", "--with", "p07"]);
    for name in files(&dir.join("out")) {
        let bytes = fs::read(dir.join("out").join(&name)).unwrap();
        let text = match name.as_str() {
            "report.xlsx" => {
                let mut workbook: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
                let sheets = workbook.worksheets();
                sheets.iter().flat_map(|(_, sheet)| sheet.rows().flatten().map(|cell| format!("{cell}\n"))).collect()
            }
            _ => String::from_utf8(bytes).unwrap(),
        };
        outputs.insert(name, text);
    }
    outputs
}

/// The outputs in which a word occurs.
fn with<'a>(outputs: &'a BTreeMap<String, String>, word: &str) -> BTreeSet<&'a str> {
    outputs.iter().filter(|(_, text)| text.contains(word)).map(|(name, _)| name.as_str()).collect()
}

/// Whether an output tells of owners.
fn tells_owners(name: &str) -> bool {
    // The manifest lists the owners' files.
    let files = [
        "manifest.json",
        "users.csv",
        "owners.csv",
        "todo.csv",
        "summary.json",
        "report.html",
        "report.xlsx",
        "rejected.csv",
    ];
    let lists = ["koc.csv", "referral.csv", "isolated.csv", "seeds.csv", "seeds --k 3"];
    let parts = ["todo/", "shortlist "].iter().any(|part| name.starts_with(part));
    files.contains(&name) || lists.contains(&name) || parts
}

#[test]
fn everybody_is_named_where_the_rule_says_and_nowhere_else() {
    for privacy in ["drop", "graph_only"] {
        let dir = tables(privacy);
        let outputs = every_output(dir.path());
        let named = |sort: &str| {
            let (ids, names) = (with(&outputs, &format!("id{sort}")), with(&outputs, &format!("nick{sort}")));
            ids.union(&names).copied().collect::<BTreeSet<&str>>()
        };
        counted(&outputs, privacy);
        // Everywhere that a list, a picture or a tie may tell of somebody.
        let plain = named("PLAIN");
        for name in [
            "users.csv",
            "koc.csv",
            "referral.csv",
            "circles.csv",
            "report.html",
            "report.xlsx",
            "shortlist koc",
            "shortlist referral",
            "segment nickname contains nick or remarks > 50",
            "crosstab nickname user_id",
            "crosstab nickname user_id --csv",
            "explain idPLAIN",
            "explain p01",
        ] {
            assert!(plain.contains(name), "{privacy}: somebody plain is not in {name}: {plain:?}");
        }
        // The register, and the answer to whoever asks by id.
        for sort in ["SUPP", "NOCON"] {
            let of = |with: &str| with.replace("ID", &format!("id{sort}"));
            let answers = [of("explain ID"), of("explain ID --with p01"), of("explain p07 --with ID")];
            let allowed: BTreeSet<&str> = answers.iter().map(String::as_str).chain(["users.csv"]).collect();
            assert_eq!(named(sort), allowed, "{privacy}: {sort}");
        }
        for sort in ["OUT", "GOWNER", "OUTOWNER", "ROBOT"] {
            assert_eq!(named(sort), BTreeSet::new(), "{privacy}: {sort}");
        }
        // The rows that were set aside stand as they were read.
        assert_eq!(named("REFUSED"), ["rejected.csv"].into(), "{privacy}");
        // Accounts, and owners of those who may be told of; the name only where owners have one.
        let staff = with(&outputs, "idSTAFF");
        for name in &staff {
            assert!(tells_owners(name) || name.starts_with("explain "), "{privacy}: staff in {name}");
        }
        assert!(staff.contains("owners.csv") && staff.contains("users.csv"), "{staff:?}");
        let called = with(&outputs, "nickSTAFF");
        assert!(called.contains("report.xlsx") && called.contains("todo.csv"), "{privacy}: {called:?}");
        assert!(called.iter().all(|name| tells_owners(name)), "{privacy}: {called:?}");
        assert!(!outputs["users.csv"].contains("\nidSTAFF"));
        assert!(outputs["explain p01 --with p07"].contains(" → (not named) → "), "{privacy}");
        // No message names anybody.
        for (name, text) in outputs.iter().filter(|(name, _)| name.starts_with("messages of")) {
            for word in ["idPLAIN", "nick", "someone", "p07"] {
                assert!(!text.contains(word), "{privacy}: {name}: {text}");
            }
        }
    }
}

/// Who may not be named is counted all the same.
fn counted(outputs: &BTreeMap<String, String>, privacy: &str) {
    // Twelve others and three of the sorts.
    assert_eq!(outputs["users.csv"].lines().count(), 1 + 15);
    assert!(outputs["crosstab nickname user_id"].contains("(15 people)"), "{}", outputs["crosstab nickname user_id"]);
    let contact: Vec<Vec<&str>> = outputs["crosstab value_tier may_contact --csv"]
        .lines()
        .skip(1)
        .map(|line| line.split(',').skip(1).take(2).collect())
        .collect();
    let people = |code: &str| {
        let of = contact.iter().filter(|row| row[0] == code);
        of.map(|row| row[1].parse::<u32>().unwrap()).sum::<u32>()
    };
    assert_eq!([people("ok"), people("no_consent"), people("suppressed")], [13, 1, 1]);
    let told = &outputs["messages of segment nickname contains nick or remarks > 50"];
    assert!(told.contains("13 people match") && told.contains("2 more people match"), "{told}");
    let unnamed = if privacy == "drop" { 2 } else { 5 };
    let told = &outputs["explain idPLAIN"];
    assert!(told.contains(&format!("{unnamed} more people who may not be named")), "{told}");
    let told = &outputs["messages of explain p07 --with idOUT"];
    assert!(told.contains("--with: this person has opted out"), "{told}");
    let summary: serde_json::Value = serde_json::from_str(&outputs["summary.json"]).unwrap();
    assert_eq!(summary["counts"]["excluded"]["opted_out"], 4);
    assert_eq!(summary["counts"]["users"], 15);
}
