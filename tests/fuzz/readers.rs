//! The readers of the program, each with what it begins with and what must hold whatever it is given.
//!
//! A fault is a panic: of the reader, or of what is asserted here. What comes back is how it ended, in few words that are the same for what is
//! alike: an input that ends as none before is kept, and changed further.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use renmai::analysis::{Input as Kept, People, analyse, audit, check_options, fill_shelf, people, prepare, zone};
use renmai::config::default_toml;
use renmai::export::parts::{PartFiles, read_part, write_part};
use renmai::export::{OutDir, audit_text, compare, earlier_runs, write_run, write_tables};
use renmai::measures::betweenness::parts::{Block, Cut, Part, Run, Shelf, Stock};
use renmai::parallel::with_threads;
use renmai::segments::rules::Rule;
use renmai::snapshot;
use renmai::text::Lang;
use renmai::{Analysis, Config, Error, Progress, Source, Sources, Tables, read};

use crate::input::{Input, corpus};
use crate::shape::Shape;

/// One reader.
pub struct Reader {
    /// By which it is called for.
    pub name: &'static str,
    pub shape: Shape,
    /// What means something to it.
    pub words: &'static [&'static str],
    /// What it begins with beside its corpus.
    begin: fn(&Home) -> Vec<Input>,
    /// Reads, and says how it ended.
    pub read: fn(&Home, &Input) -> String,
}

const NONE: fn(&Home) -> Vec<Input> = |_| Vec::new();

#[rustfmt::skip]
const TEXT: &[&str] = &[
    ",", ";", "\t", "|", "\"", "\n", "\r\n", "\r", "\n\n", "sep=;\n", "#", "user_id", "group_id", "from_id", "用户ID", "群ID", "时间", "金额",
    "发送人", "接收人", "手机号", "unionid", "昵称", "类型", "2025-01-01", "01/02/2025", "13:00", "45658.5", "1748800000", "1,299.50", "1.299,50",
    "合计", "总计", "客户", "员工", "退群", "是", "=\"0017\"", "1.23E+17", "\u{feff}", "\u{200b}", "１２", "NULL", "\\N", "交易关闭", "已退款",
];
#[rustfmt::skip]
const XML: &[&str] = &[
    "<", "</", "/>", ">", "&amp;", "&#0;", "&#x10FFFF;", "&", "<!--", "-->", "<![CDATA[", "]]>", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", "\"", "'", " r=\"1048577\"",
    " r=\"XFE1\"", " r=\"A0\"", " r=\"ZZZZZZZ99999999999\"", " s=\"9\"", " t=\"s\"", " t=\"e\"", " t=\"d\"", " t=\"b\"", "<row>", "<c>", "<v>-1</v>", "<v>1e308</v>", "<v>NaN</v>", "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<mergeCell ref=\"B2:A1\"/>", "<mergeCell ref=\":\"/>", "<dimension ref=\"A1:XFD1048576\"/>", " state=\"veryHidden\"", " date1904=\"1\"",
    " table:number-rows-repeated=\"1048576\"", " table:number-columns-repeated=\"16384\"", " table:number-columns-repeated=\"-1\"", "<table:covered-table-cell/>", "<text:s text:c=\"99999999\"/>",
    " office:value-type=\"date\" office:date-value=\"9999-99-99\"", " office:time-value=\"PT99999999999H\"", " table:number-rows-spanned=\"3\"", "<table:table>", "user_id", "group_id",
];
#[rustfmt::skip]
const HTML: &[&str] = &[
    "<", ">", "</", "<table>", "</table>", "<tr>", "<td>", "<th>", "<td rowspan=2>", "<td rowspan=1048577>", "<td rowspan=0>", "<td colspan=3>", "<td colspan=99999999999>", "<td colspan=16384>", "<br>", "<script>", "</script>",
    "<style>", "<!--", "-->", "<![CDATA[", "&nbsp;", "&#x0;", "&#xD800;", "&lt", "&bogus;", "<meta charset=gbk>", "<meta charset=utf-16>", "<meta charset=nothing>", "user_id", "group_id", "用户ID",
    "<Row ss:Index=\"1048577\">", "<Row ss:Index=\"1\">", "<Cell ss:Index=\"0\">", "<Cell ss:Index=\"16385\">", " ss:MergeDown=\"1048576\"", " ss:MergeAcross=\"-1\"", "<Worksheet ss:Name=\"x\">", "<Data ss:Type=\"DateTime\">", "<Data ss:Type=\"Error\">",
];
#[rustfmt::skip]
const JSON: &[&str] = &[
    "{", "}", "[", "]", ",", ":", "\"", "null", "true", "-0", "1e400", "9999999999999999999999", "0.1", "\"\\ud83d\"", "\"\\u0000\"", "[]", "{}", "[[[[[[[[[[", "\"user_id\":", "\"group_id\":", "\"errcode\":40001",
    "\"errcode\":0", "\"group_chat\":", "\"group_chat_list\":", "\"member_list\":", "\"userid\":", "\"type\":1", "\"type\":2", "\"join_time\":", "\"external_contact\":", "\"external_contact_list\":", "\"follow_user\":", "\"follow_info\":",
    "\"external_userid\":", "\"tag_group\":", "\"tag_id\":", "\"tags\":", "\"moment_list\":", "\"moment_id\":", "\"comment_list\":", "\"like_list\":", "\"msgid\":", "\"action\":\"recall\"", "\"revoke\":", "\"tolist\":", "\"roomid\":", "\"msgtime\":",
    "\"invitor_external_userid\":", "\"get_watch_stat\":", "\"remark_mobiles\":", "\"unionid\":", "\n",
];
#[rustfmt::skip]
const TOML: &[&str] = &[
    "=", "[", "]", "[[", "]]", "{", "}", ".", "\"", "'", "'''", "\"\"\"", "\\u0000", "\\U0010FFFF", "#", "\n", "true", "nan", "-inf", "9223372036854775807", "-9223372036854775808", "1979-05-27T07:32:00Z", "07:32:00", "2025-06-01",
    "[input]\n", "[input.plan.\"m.csv\"]\n", "[input.columns.users]\n", "[segments]\n", "[[value.cells]]\n", "[graph]\n", "[betweenness]\n", "[selection]\n", "[seeds]\n", "skip_bad_rows = true\n", "header = false\n", "grid = \"lists\"\n",
    "grid = \"matrix\"\n", "header_line = 0\n", "header_line = 18446744073709551615\n", "delimiter = \"pipe\"\n", "encoding = \"big5\"\n", "decimal = \",\"\n", "date_order = \"mdy\"\n", "table = \"users\"\n", "columns = { user_id = \"1\" }\n", "user_id = \"\"\n",
    "timezone = \"Asia/Kathmandu\"\n", "earliest = \"0001-01-01\"\n", "latest = \"9999-12-31\"\n", "trim_ids = [\"case\", \"decimal\"]\n", "max_memory_mib = 1\n",
];
#[rustfmt::skip]
const RULES: &[&str] = &[
    " and ", " or ", " not ", "且", "或", "非", "(", ")", "（", "）", "[", "]", ",", "、", "=", "!=", "≠", "<", "<=", "≥", " in ", " not in ", " under ", " contains ", " is known", " is unknown", "属于", "未知",
    "value_tier", "city", "城市", "influence", "interests", "opted_out", "registered_at", "user_id", "nickname", "门店", "circle", "position", "S", "上海", "0", "-1e308", "NaN", "1e999", "2025-01-01", "2025-02-30",
    "母婴>健身", "\"", "“", "”", "'", "`", "\\", "\\\"", "yes", "a a",
];
#[rustfmt::skip]
const MANIFEST: &[&str] = &[
    "\"", ",", ":", "{", "}", "[", "]", "null", "-1", "1e999", "\"files\":", "\"as_of\":", "\"options\":", "\"sha256\":", "\"../x\"", "\"/etc/passwd\"", "\"users.csv\"", "\n", "\r\n", "user_id", "rank", "value_tier", "NaN", "inf", "isolated", "S", "''=",
];

/// All of them.
pub const READERS: &[Reader] = &[
    Reader { name: "text", shape: Shape::Plain, words: TEXT, begin: NONE, read: tables },
    Reader { name: "encodings", shape: Shape::Encoded, words: TEXT, begin: NONE, read: tables },
    Reader { name: "packed", shape: Shape::Packed, words: TEXT, begin: packed, read: tables },
    Reader {
        name: "xlsx",
        shape: Shape::Archive,
        words: XML,
        begin: |_| fixture("exports/members.xlsx"),
        read: tables,
    },
    Reader {
        name: "xlsb",
        shape: Shape::Archive,
        words: &[],
        begin: |_| fixture("workbooks/members.xlsb"),
        read: tables,
    },
    Reader {
        name: "ods",
        shape: Shape::Archive,
        words: XML,
        begin: |_| fixture("workbooks/members.ods"),
        read: tables,
    },
    Reader { name: "xls", shape: Shape::Plain, words: &[], begin: |_| fixture("workbooks/members.xls"), read: tables },
    Reader { name: "html", shape: Shape::Encoded, words: HTML, begin: NONE, read: tables },
    Reader { name: "json", shape: Shape::Encoded, words: JSON, begin: NONE, read: tables },
    Reader { name: "plan", shape: Shape::Plain, words: TOML, begin: NONE, read: plan },
    Reader { name: "configuration", shape: Shape::Plain, words: TOML, begin: defaults, read: configuration },
    Reader { name: "rules", shape: Shape::Plain, words: RULES, begin: NONE, read: rule },
    Reader { name: "snapshot", shape: Shape::Snapshot, words: JSON, begin: snapshots, read: open_snapshot },
    Reader { name: "part", shape: Shape::Summed, words: &[], begin: parts, read: open_part },
    Reader { name: "earlier", shape: Shape::Plain, words: MANIFEST, begin: earlier, read: open_earlier },
];

impl Reader {
    /// Everything it begins with, by name.
    pub fn beginnings(&self, home: &Home) -> Vec<(String, Input)> {
        let made = (self.begin)(home).into_iter().enumerate();
        made.map(|(i, input)| (format!("beginning {i}"), input)).chain(corpus(self.name)).collect()
    }
}

/// What readers need beside their input.
pub struct Home {
    folder: PathBuf,
    people: People,
    analysis: Mutex<Analysis>,
}

const PEOPLE: &[(&str, &str)] = &[
    (
        "memberships",
        "user_id,group_id,joined_at\nu1,g1,2025-01-01\nu2,g1,\nu3,g1,\nu4,g2,2025-02-01\nu3,g2,\nu5,g2,\nu6,g3,\nu7,g3,2024-01-01\n",
    ),
    (
        "interactions",
        "from_id,to_id,kind,at,count\nu1,u2,mention,2025-05-01,1\nu2,u3,private_chat,2025-05-02 10:00,2\nu6,u5,remark,,1.5\n",
    ),
    (
        "users",
        "user_id,nickname,city,tags,registered_at,monthly_spend,owner_id,opted_out,门店\n\
         u1,小王,上海,母婴>辅食,2024-05-01,600,s1,no,a\nu2,李四,北京,健身;母婴,2025-05-20,20,s1,yes,b\nu3,,上海,,,,,,\nu4,👍,,,,0,,,a\n",
    ),
    ("groups", "group_id,name,kind\ng1,早餐,interest\ng2,辅食,marketing\n"),
    ("purchases", "user_id,at,amount\nu1,2025-04-01,99.5\nu4,2024-01-01,-3\n"),
];

fn silent() -> Progress {
    Progress::silent()
}

fn known() -> Tables {
    Tables::from_csv(PEOPLE).unwrap()
}

impl Home {
    /// With a folder for files that have to be on disk.
    pub fn new(folder: &Path) -> Self {
        fs::create_dir_all(folder).unwrap();
        let people = people(known(), Config::default(), &[], &silent()).unwrap();
        let analysis = Mutex::new(analyse(known(), Config::default(), &silent()).unwrap());
        Self { folder: folder.to_owned(), people, analysis }
    }

    /// The only file of an input, on disk.
    fn file(&self, input: &Input, name: &str) -> PathBuf {
        let path = self.folder.join(name);
        fs::write(&path, input.first()).unwrap();
        path
    }
}

/// How it failed: the words in both languages are sound; those of one, without what is quoted and counted, tell it from others.
fn failed(error: &Error) -> String {
    for lang in [Lang::Zh, Lang::En] {
        let words = error.render(lang);
        assert!(!words.trim().is_empty(), "an error without a word");
        assert!(!words.chars().any(|c| c.is_control() && c != '\n'), "control characters in {words:?}");
    }
    assert_ne!(error.kind(), renmai::ErrorKind::Interrupted, "nobody has interrupted it");
    let words = error.render(Lang::En);
    let mut quoted = false;
    let plain = words.lines().next().unwrap_or_default().chars().filter(|&c| {
        quoted ^= c == '"';
        !quoted && !c.is_ascii_digit()
    });
    format!("{:?} {}", error.kind(), plain.take(80).collect::<String>())
}

// Tables ------------------------------------------------------------------------------------------------------------------

fn fixture(path: &str) -> Vec<Input> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path);
    vec![Input::load(&path)]
}

fn packed(_: &Home) -> Vec<Input> {
    let mut dice = crate::mutate::Dice(renmai::random::Random::stream(1, 2));
    let all = (0..6).map(|_| {
        let (bytes, ending) = dice.compressed(PEOPLE[0].1.as_bytes());
        Input::new(&format!("m.csv{ending}"), bytes)
    });
    all.collect()
}

fn sources(input: &Input) -> Sources {
    let files = input.files.iter().map(|(name, bytes)| Source::bytes(name.clone(), bytes.clone())).collect();
    let mut sources = Sources { files, ..Sources::default() };
    // What unpacks to more is refused.
    sources.input.max_memory_mib = Some(256);
    sources
}

fn tables(home: &Home, input: &Input) -> String {
    let mut sources = sources(input);
    // By the content, so that the same input is always read the same way.
    let choice = input.bytes() % 32;
    sources.input.skip_bad_rows = choice.is_multiple_of(2);
    if choice == 3 {
        sources.memberships = std::mem::take(&mut sources.files);
    }
    understood(home, &sources, choice)
}

fn understood(home: &Home, sources: &Sources, choice: usize) -> String {
    let found = read(sources, &silent());
    if choice == 5 {
        let again = with_threads(3, || read(sources, &silent()));
        let shown = |found: &renmai::Result<Tables>| match found {
            Ok(tables) => format!("{tables:?}"),
            Err(error) => error.render(Lang::Zh),
        };
        assert_eq!(shown(&found), shown(&again), "one thread and three");
    }
    let tables = match found {
        Ok(tables) => tables,
        Err(error) => return failed(&error),
    };
    let users = tables.users.len();
    assert!((1..users).all(|i| tables.users.name(i as u32 - 1) < tables.users.name(i as u32)), "ids are in order");
    let memberships = tables.memberships.user.iter().zip(&tables.memberships.group);
    assert!(memberships.clone().zip(memberships.skip(1)).all(|(a, b)| a <= b), "rows are in order");
    assert!(tables.interactions.count.iter().all(|count| count.is_finite() && *count >= 0.0));
    assert!(tables.purchases.amount.iter().all(|amount| amount.is_finite()));
    let mut signature: Vec<String> = tables.findings.iter().map(|found| found.code.to_string()).collect();
    for found in &tables.findings {
        for lang in [Lang::Zh, Lang::En] {
            assert!(!found.sentence.render(lang).is_empty());
        }
    }
    for row in &tables.rejected {
        assert!(!row.line(Lang::En).is_empty());
    }
    for file in &tables.inputs {
        let reading = &file.reading;
        signature.push(format!(
            "{:?} {:?} {} {:?} {} {:?} {:?} {:?}",
            file.table,
            reading.kind,
            file.encoding,
            reading.delimiter,
            reading.header_line.min(9),
            reading.columns.keys(),
            reading.constants.keys(),
            reading.understood
        ));
    }
    if choice % 8 == 1 {
        let out = OutDir::prepare(&home.folder.join("tables"), true).unwrap();
        write_tables(&tables, &renmai::tables::Zone::default(), &out).unwrap();
    }
    if choice % 4 == 2 {
        match audit(tables, Config::default(), &silent()) {
            Ok(audit) => assert!(!audit_text(&audit).is_empty()),
            Err(error) => signature.push(failed(&error)),
        }
    }
    signature.sort();
    signature.dedup();
    signature.join(";")
}

/// A configuration and a file that is read by it.
fn plan(home: &Home, input: &Input) -> String {
    let Some((_, text)) = input.files.iter().find(|(name, _)| name == "renmai.toml") else { return String::new() };
    let config = match Config::parse("renmai.toml", &String::from_utf8_lossy(text)) {
        Ok(config) => config,
        Err(error) => return failed(&error),
    };
    let files = input.files.iter().filter(|(name, _)| name != "renmai.toml").cloned().collect();
    let mut sources = sources(&Input { files });
    let max_memory_mib = sources.input.max_memory_mib;
    match zone(&config) {
        Ok(zone) => sources.zone = zone,
        Err(error) => return failed(&error),
    }
    sources.input = config.input;
    sources.input.max_memory_mib = max_memory_mib;
    understood(home, &sources, input.bytes() % 32)
}

// Configuration and rules ---------------------------------------------------------------------------------------------------

fn defaults(_: &Home) -> Vec<Input> {
    // Every option with its default, none of them a comment.
    let lines = |text: String| -> String {
        let line = |line: &str| {
            let plain = line.strip_prefix("# ").filter(|plain| plain.contains(" = ") || plain.starts_with('['));
            plain.unwrap_or(line).to_owned() + "\n"
        };
        text.lines().map(line).collect()
    };
    [default_toml(Lang::En), lines(default_toml(Lang::Zh))]
        .into_iter()
        .map(|text| Input::new("renmai.toml", text.into_bytes()))
        .collect()
}

fn configuration(_: &Home, input: &Input) -> String {
    let text = String::from_utf8_lossy(input.first());
    let _ = Config::language(&text);
    let config = match Config::parse("renmai.toml", &text) {
        Ok(config) => config,
        Err(error) => return failed(&error),
    };
    let Some(differences) = config.differences() else { return "too large for TOML".to_owned() };
    let again = Config::parse("again.toml", &differences)
        .unwrap_or_else(|error| panic!("what it writes it does not read: {}\n{differences}", error.render(Lang::En)));
    assert_eq!(again.differences().as_deref(), Some(&*differences), "written and read it is another");
    let mut keys: Vec<&str> = differences.lines().filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
    keys.truncate(3);
    let sound = check_options(&config).map_or_else(|error| failed(&error), |()| "sound".to_owned());
    format!("{sound} {keys:?}")
}

fn rule(home: &Home, input: &Input) -> String {
    let text = String::from_utf8_lossy(input.first());
    let rule = match Rule::parse("--where", &text) {
        Ok(rule) => rule,
        Err(error) => return failed(&error),
    };
    assert_eq!(rule.text(), text);
    let columns = home.people.columns();
    let bound = match rule.bind(&columns, &home.people.zone) {
        Ok(bound) => bound,
        Err(error) => return failed(&error),
    };
    let nodes = 0..home.people.graph.nodes.len();
    // Logic is two-valued; only what is too long or too deep with it can be refused.
    if let Ok(negated) = Rule::parse("--where", &format!("not ({text})")) {
        let negated = negated.bind(&columns, &home.people.zone).unwrap();
        assert!(nodes.clone().all(|v| bound.holds(v) != negated.holds(v)), "not is not the opposite");
    }
    format!("{:?} {}", rule.columns(), nodes.filter(|&v| bound.holds(v)).count())
}

// Files of the program itself -------------------------------------------------------------------------------------------------

fn snapshots(_: &Home) -> Vec<Input> {
    let snapshot = |with_measures, sampled| {
        let mut config = Config::default();
        if sampled {
            config.betweenness.method = renmai::config::BetweennessMethod::Sampled;
            config.betweenness.samples = Some(50);
        }
        let built = prepare(Kept::from(known()), config, with_measures, &silent()).unwrap();
        let mut bytes = Vec::new();
        built.write(&mut bytes).unwrap();
        Input::new("a.renmai", bytes)
    };
    vec![snapshot(false, false), snapshot(true, false), snapshot(true, true)]
}

fn open_snapshot(home: &Home, input: &Input) -> String {
    let path = home.file(input, "a.renmai");
    let told = snapshot::configuration(&path);
    let opened = match snapshot::open(&path, false, renmai::memory::Budget::new(None), &silent()) {
        Ok(opened) => opened,
        Err(error) => return failed(&error),
    };
    assert_eq!(told.as_deref().ok(), Some(&*opened.configuration));
    let mut config = Config::parse("a.renmai", &opened.configuration).unwrap_or_default();
    // What a configuration may ask for has no bound.
    config.betweenness = renmai::config::BetweennessOptions { samples: Some(50), ..Config::default().betweenness };
    if input.bytes().is_multiple_of(4) {
        config = Config::default();
    }
    config.threads = 1;
    config.compare.clear();
    match analyse(Kept::from(opened), config, &silent()) {
        Ok(analysis) if input.bytes() % 16 == 1 => {
            let out = OutDir::prepare(&home.folder.join("from-snapshot"), true).unwrap();
            match write_run(&analysis, out, &silent()) {
                Ok(_) => "written".to_owned(),
                Err(error) => failed(&error),
            }
        }
        Ok(analysis) => format!("{} people", analysis.people.graph.nodes.len()),
        Err(error) => failed(&error),
    }
}

/// Takes parts as they come.
#[derive(Debug, Default)]
struct Basket(Mutex<Vec<Part>>);

impl Shelf for Basket {
    fn open(&self, _: &Run) -> renmai::Result<Stock> {
        Ok(Stock { parts: 3, wanted: 0..3, there: vec![false; 3] })
    }

    fn keep(&self, part: &Part) -> renmai::Result<()> {
        self.0.lock().unwrap().push(part.clone());
        Ok(())
    }

    fn load(&self, _: usize) -> renmai::Result<Part> {
        unreachable!("none is there")
    }
}

fn parts(_: &Home) -> Vec<Input> {
    let basket = Basket::default();
    let mut config = Config::default();
    config.betweenness.method = renmai::config::BetweennessMethod::Exact;
    fill_shelf(&mut Kept::from(known()), &config, &basket, &silent()).unwrap();
    // And one with more in it than so few people need.
    let sums = |x: f64| vec![vec![x, -0.0, 1e-300], vec![], vec![x / 3.0]];
    let block = |first, pieces| Block { first, pieces, sums: sums(first as f64) };
    let run = Run { fingerprint: [7; 32], pieces: 5, lengths: vec![3, 0, 1] };
    let larger = Part { run, cut: Cut { parts: 2, part: 1 }, blocks: vec![block(2, 2), block(4, 1)] };
    basket.0.lock().unwrap().push(larger);
    let input = |part: &Part| {
        let mut bytes = Vec::new();
        write_part(part, &mut bytes).unwrap();
        Input::new("1.part", bytes)
    };
    basket.0.into_inner().unwrap().iter().map(input).collect()
}

fn open_part(home: &Home, input: &Input) -> String {
    let folder = home.folder.join("parts");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("1.part");
    fs::write(&path, input.first()).unwrap();
    let part = match read_part(&path) {
        Ok(part) => part,
        Err(error) => return failed(&error),
    };
    let mut bytes = Vec::new();
    write_part(&part, &mut bytes).unwrap();
    assert!(bytes == input.first(), "a part that is read is written otherwise");
    let files = PartFiles::of(&folder).unwrap();
    assert_eq!(files.parts, part.cut.parts);
    let complete = files.complete(&folder).map_or_else(|error| failed(&error), |()| "complete".to_owned());
    format!("{} blocks, {complete}", part.blocks.len())
}

fn earlier(home: &Home) -> Vec<Input> {
    let folder = home.folder.join("run");
    let analysis = home.analysis.lock().unwrap();
    write_run(&analysis, OutDir::prepare(&folder, true).unwrap(), &silent()).unwrap();
    let wanted = ["manifest.json", "users.csv", "koc.csv", "isolated.csv", "referral.csv", "seeds.csv"];
    let mut input = Input::load(&folder);
    input.files.retain(|(name, _)| wanted.contains(&name.as_str()));
    vec![input]
}

fn open_earlier(home: &Home, input: &Input) -> String {
    let folder = home.folder.join("earlier");
    input.save(&folder);
    let prepared = OutDir::prepare(&folder, false).map(drop).map_or_else(|error| failed(&error), |()| String::new());
    let runs = match earlier_runs(&[folder.display().to_string()]) {
        Ok(runs) => runs,
        Err(error) => return failed(&error) + &prepared,
    };
    let mut analysis = home.analysis.lock().unwrap();
    match compare(&mut analysis, runs) {
        Ok(()) if input.bytes().is_multiple_of(16) => {
            let written = OutDir::prepare(&home.folder.join("compared"), true);
            match written.and_then(|out| write_run(&analysis, out, &silent())) {
                Ok(_) => "written".to_owned(),
                Err(error) => failed(&error),
            }
        }
        Ok(()) => format!("{} changes{prepared}", analysis.changes.len()),
        Err(error) => failed(&error) + &prepared,
    }
}
