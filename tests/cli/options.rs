//! Every option changes a result: read off the declarations, so that a new option needs a case here.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use renmai::config::{Shape, keys};
use tempfile::TempDir;

use crate::data::{expect, files, renmai, stderr, write};

/// What every run is configured with.
const BASE: [(&str, &str); 9] = [
    ("input.memberships", r#"["g/memberships.csv"]"#),
    ("input.interactions", r#"["g/interactions.csv"]"#),
    ("input.users", r#"["g/users.csv"]"#),
    ("input.groups", r#"["g/groups.csv"]"#),
    ("input.purchases", r#"["g/purchases.csv"]"#),
    ("seeds.k", "5"),
    ("seeds.budget", "200000"),
    ("seeds.simulations", "0"),
    ("top", "20"),
];

/// Keys that change no result, but for those that are declared so (`threads`, `force`), and why.
const WITHOUT_EFFECT: [(&str, &str); 1] =
    [("privacy.page_people", "changes the page alone, which is not compared here; tests/page.rs sees it")];

/// Keys without which the files of their case are refused: they settle how those are read.
const SETTLES: [&str; 8] = [
    "input.skip_bad_rows",
    "input.header",
    "input.grid",
    "input.decimal",
    "input.date_order",
    "input.allow_disjoint",
    "input.disjoint_below",
    "input.identity.columns",
];

/// A key, a value other than its default, and what both runs need for it to matter.
type Case = (&'static str, &'static str, &'static [&'static str]);

#[rustfmt::skip]
const CASES: [Case; 133] = [
    ("lang", r#""en""#, &[]),
    ("as_of", r#""2026-01-01""#, &[]),
    ("top", "3", &[]),
    ("compare", r#"["earlier"]"#, &[]),
    ("segments", r#"{ vip = "degree > 3" }"#, &[]),
    ("input.memberships", "[]", &[]),
    ("input.interactions", "[]", &[]),
    ("input.users", "[]", &[]),
    ("input.groups", "[]", &[]),
    ("input.purchases", "[]", &[]),
    ("input.staff", r#"["staff.csv"]"#, &[]),
    ("input.suppress", r#"["suppressed.csv"]"#, &[]),
    ("input.timezone", r#""America/New_York""#, &[]),
    ("input.earliest", r#""2025-06-01""#, &["input.skip_bad_rows = true"]),
    ("input.latest", r#""2026-01-01""#, &["input.skip_bad_rows = true"]),
    ("input.skip_bad_rows", "true", &[r#"input.interactions = ["g/interactions.csv","bad.csv"]"#]),
    ("input.rejected", r#""aside.csv""#, &[r#"input.interactions = ["g/interactions.csv","bad.csv"]"#, "input.skip_bad_rows = true"]),
    ("input.columns", r#"{ interactions = { count = "note" } }"#, &[r#"input.interactions = ["small.csv"]"#]),
    ("input.files", r#"["apart.csv"]"#, &[]),
    ("input.header", "false", &[r#"input.interactions = ["headless.csv"]"#, "input.memberships = []", "input.users = []", "input.groups = []", "input.purchases = []"]),
    ("input.encoding", r#""gb18030""#, &[r#"input.users = ["named.csv"]"#, "input.groups = []"]),
    ("input.delimiter", r#""comma""#, &[r#"input.users = ["both.csv"]"#]),
    ("input.grid", r#""lists""#, &[r#"input.memberships = ["lists.csv"]"#]),
    ("input.decimal", r#"",""#, &[r#"input.purchases = ["euro.csv"]"#, "input.users = []"]),
    ("input.date_order", r#""dmy""#, &[r#"input.purchases = ["dates.csv"]"#]),
    ("input.trim_ids", r#"["case"]"#, &[r#"input.users = ["upper.csv"]"#]),
    ("input.allow_disjoint", "true", &[r#"input.purchases = ["others.csv"]"#]),
    ("input.disjoint_below", "0.05", &[r#"input.purchases = ["few.csv"]"#]),
    ("input.not_counted", r#"["done"]"#, &[r#"input.purchases = ["orders.csv"]"#]),
    ("input.identity.columns", r#"["code"]"#, &[r#"input.users = ["codes.csv"]"#, r#"input.purchases = ["by_code.csv"]"#]),
    ("input.plan", r#"{ "small.csv" = { columns = { count = "note" } } }"#, &[r#"input.interactions = ["small.csv"]"#]),
    ("graph.group_weight", r#""count""#, &[]),
    ("graph.group_cap", "10", &[]),
    ("graph.half_life_days", "5.0", &[]),
    ("graph.group_kind_weight", "{ marketing = 0.1 }", &[]),
    ("graph.kappa", "{ private_chat = 9.0 }", &[]),
    ("staff.ids", r#"["u000001"]"#, &[]),
    ("staff.names", r#"{ s0001 = "王经理" }"#, &[]),
    ("privacy.opted_out", r#""graph_only""#, &[r#"input.users = ["g/users.csv","gone.csv"]"#]),
    ("betweenness.method", r#""weighted""#, &[]),
    ("betweenness.path_counting", r#""channels""#, &[]),
    ("betweenness.groups", "false", &[]),
    ("betweenness.exact_budget", "1", &["betweenness.sampled_budget = 20000"]),
    ("betweenness.memory_budget_mib", "1", &["betweenness.sampled_budget = 20000"]),
    ("betweenness.sampled_budget", "20000", &[r#"betweenness.method = "sampled""#]),
    ("betweenness.intervals", r#""all""#, &[r#"betweenness.method = "sampled""#, "betweenness.samples = 2000"]),
    ("betweenness.samples", "1000", &[r#"betweenness.method = "sampled""#, "betweenness.sampled_budget = 20000"]),
    ("betweenness.epsilon", "0.2", &[r#"betweenness.method = "sampled""#, "betweenness.sampled_budget = 20000"]),
    ("betweenness.delta", "0.3", &[r#"betweenness.method = "sampled""#, "betweenness.samples = 2000"]),
    ("betweenness.seed", "7", &[r#"betweenness.method = "sampled""#, "betweenness.samples = 2000"]),
    ("betweenness.min_strength", "0.5", &[r#"betweenness.method = "weighted""#]),
    ("circles.resolution", "3.0", &[]),
    ("circles.seed", "7", &["circles.resolution = 3.0"]),
    ("circles.link_share", "0.9", &[]),
    ("circles.group_share", "0.9", &[]),
    ("brokerage.budget", "1", &[]),
    ("attention.ignored_kinds", r#"["private_chat"]"#, &[]),
    ("attention.window_days", "30", &[]),
    ("attention.half_weight", "0.5", &[]),
    ("influence.attention", "0.9", &[]),
    ("influence.strength", "0.9", &[]),
    ("influence.degree", "0.9", &[]),
    ("influence.remarks", "0.9", &[]),
    ("influence.groups", "0.9", &[]),
    ("isolation.small_component", "5", &["input.memberships = []", r#"input.interactions = ["g/interactions.csv", "apart.csv"]"#]),
    ("value.purchase_is_contact", "true", &[]),
    ("value.days", "[7, 30, 90, 100]", &[]),
    ("value.spend", "[100.0, 900.0]", &[]),
    ("value.spend_window_days", "20", &[]),
    ("value.spend_window_months", "1.0", &[]),
    ("value.cells", r#"[{ days = ["<=7", "<=30", "<=90", "<=180", ">180"], spend = ["0", "<200", "<500", ">=500"], tier = "B", segment = "steady" }]"#, &[]),
    ("lifecycle.lost_days", "70", &[]),
    ("lifecycle.decaying_days", "20", &[]),
    ("lifecycle.new_days", "200", &[]),
    ("lifecycle.welcome_hours", "4800", &[]),
    ("lifecycle.growing_days", "400", &[]),
    ("lifecycle.growing_contacts", "30", &[]),
    ("lifecycle.growing_window_days", "5", &[]),
    ("reach.friend", r#""low""#, &[]),
    ("reach.group_member", r#""high""#, &[]),
    ("reach.follower", r#""medium""#, &[]),
    ("reach.active_days", "1", &[]),
    ("reach.window_hours", "4800", &[]),
    ("capacity.friend_cap", "10", &[]),
    ("capacity.group_sizes", "[20, 100]", &[]),
    ("capacity.nearly_full_percent", "5.0", &[]),
    ("region.infer", "false", &[]),
    ("region.min_share", "0.9", &[]),
    ("position.influence_top_percent", "30.0", &[]),
    ("position.bridge_top_percent", "30.0", &[]),
    ("position.core_top_percent", "80.0", &[]),
    ("heat.person_events", "100000", &[r#"input.interactions = ["habits.csv"]"#]),
    ("heat.prior_events", "1000000", &[r#"input.interactions = ["habits.csv"]"#]),
    ("heat.quiet_from", "12", &[]),
    ("heat.quiet_to", "21", &["heat.quiet_from = 24"]),
    ("heat.circle_events", "100000", &[]),
    ("heat.window_hours", "5", &[]),
    ("campaign.name", r#""春季新品""#, &[]),
    ("campaign.name_en", r#""spring collection""#, &[r#"lang = "en""#]),
    ("campaign.offer", r#""新品试用装""#, &[]),
    ("campaign.offer_en", r#""a sample""#, &[r#"lang = "en""#]),
    ("selection.tiers", r#"["C"]"#, &[]),
    ("selection.contact_days", "5", &[]),
    ("selection.where", r#""degree > 5""#, &[]),
    ("selection.koc.listeners_min", "9", &[]),
    ("selection.koc.listeners_percentile", "10.0", &[]),
    ("selection.koc.remarks_over", "1.0", &[]),
    ("selection.koc.groups_min", "9", &[]),
    ("selection.koc.groups_percentile", "10.0", &[]),
    ("selection.koc.influence_top_percent", "50.0", &[]),
    ("selection.referral.circles_min", "4", &[]),
    ("selection.quota.owner", "1", &[]),
    ("selection.quota.circle", "1", &[]),
    ("selection.quota.city", "1", &[]),
    ("selection.quota.tier", "1", &[]),
    ("todo.per_owner", "1", &[]),
    ("todo.urgency", "{ koc = 9.0 }", &[]),
    ("seeds.k", "3", &[]),
    ("seeds.model", r#""lt""#, &[]),
    ("seeds.rate", "0.1", &[]),
    ("seeds.value", r#""spend""#, &[]),
    ("seeds.candidates", r#""all""#, &[]),
    ("seeds.ratio", "0.2", &[]),
    ("seeds.delta", "0.3", &[]),
    ("seeds.budget", "1000", &[]),
    ("seeds.simulations", "40", &[]),
    ("seeds.simulation_budget", "1", &["seeds.simulations = 100"]),
    ("seeds.seed", "7", &[]),
    ("seeds.tier_weight", "{ S = 90.0, A = 0.0 }", &[r#"seeds.value = "tier""#]),
    ("seeds.quota.owner", "1", &[]),
    ("seeds.quota.circle", "1", &[]),
    ("seeds.quota.city", "1", &[]),
    ("seeds.quota.tier", "1", &[]),
];

/// The files of a run but the manifest, which holds timings, and the page, which repeats the options that were given.
fn run(dir: &Path, options: &BTreeMap<&str, &str>) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let lines: String = options.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
    fs::write(dir.join("renmai.toml"), lines).unwrap();
    let _ = fs::remove_file(dir.join("aside.csv"));
    let output = renmai(dir).args(["report", "--out", "out"]).output().unwrap();
    if !output.status.success() {
        return Err(stderr(&output));
    }
    let told = files(&dir.join("out")).into_iter().filter(|name| name != "manifest.json" && name != "report.html");
    Ok(told.map(|name| (name.clone(), fs::read(dir.join("out").join(name)).unwrap())).collect())
}

#[test]
fn every_option_changes_a_result() {
    let leaves = keys().into_iter().filter(|(_, key)| key.has_effect && !matches!(key.shape, Shape::Table(_)));
    let declared: Vec<String> = leaves.map(|(path, _)| path).collect();
    let mut covered: Vec<&str> = CASES.iter().map(|case| case.0).chain(WITHOUT_EFFECT.map(|(key, _)| key)).collect();
    covered.sort_unstable();
    let mut sorted = declared.clone();
    sorted.sort_unstable();
    assert_eq!(covered, sorted, "a case, or a reason, for every key");

    let dir = TempDir::new().unwrap();
    expect(0, dir.path(), "generate --users 120 --seed 3 --out g");
    let ids: Vec<String> = (1..60).map(|i| format!("u{i:06}")).collect();
    write(dir.path(), "suppressed.csv", &[&["user_id".to_owned()], ids.as_slice()].concat());
    write(dir.path(), "staff.csv", &["员工编号,姓名", "s0001,王经理"]);
    write(dir.path(), "bad.csv", &["from_id,to_id,at", ",u000002,2026-01-01"]);
    write(dir.path(), "small.csv", &["from_id,to_id,at,note", "u000001,u000002,2026-01-01,3"]);
    write(dir.path(), "gone.csv", &["user_id,opted_out", "u000001,true", "u000002,true"]);
    write(dir.path(), "apart.csv", &["from_id,to_id", "v1,v2", "v2,v3", "v3,v4", "v4,v5"]);
    write(dir.path(), "headless.csv", &["u000001,u000002,sms,2026-01-01"]);
    write(dir.path(), "named.csv", &["user_id,nickname", "u000001,王小"]);
    // A header either way: by semicolons the second user, by commas the first.
    write(dir.path(), "both.csv", &["x,user_id,y;user_id;city", "1,u000001,1;u000002;上海"]);
    write(dir.path(), "lists.csv", &["g1;u000001;u000002;u000003", "g2;u000003;u000004", "g3;u000005"]);
    write(dir.path(), "euro.csv", &["user_id;at;amount", "u000001;2026-01-01;1,500", "u000002;2026-01-01;2,500"]);
    write(dir.path(), "dates.csv", &["user_id,at,amount", "u000001,1/2/2026,900", "u000002,3/4/2026,900"]);
    write(dir.path(), "upper.csv", &["user_id,city", "U000001,上海"]);
    write(dir.path(), "others.csv", &["user_id,at,amount", "x1,2026-01-01,9", "x2,2026-01-01,9"]);
    let few = (1..10).map(|i| format!("x{i},2026-01-01,9"));
    let few: Vec<String> =
        ["user_id,at,amount", "u000001,2026-01-01,9"].map(str::to_owned).into_iter().chain(few).collect();
    write(dir.path(), "few.csv", &few);
    write(
        dir.path(),
        "orders.csv",
        &["user_id,at,amount,status", "u000001,2026-06-01,900,done", "u000002,2026-06-01,900,已取消"],
    );
    // Everybody has a day and an hour of their own.
    let habits = (0..24u32).flat_map(|week| {
        (1..=30u32).map(move |i| {
            let (day, hour) = (7 * week + i % 7, 8 + i % 12);
            format!("u{i:06},staff,{},2", 1_766_534_400 + i64::from(86_400 * day + 3_600 * hour))
        })
    });
    let habits: Vec<String> = std::iter::once("from_id,to_id,at,count".to_owned()).chain(habits).collect();
    write(dir.path(), "habits.csv", &habits);
    write(dir.path(), "codes.csv", &["user_id,code", "u000001,c1", "u000002,c2"]);
    write(dir.path(), "by_code.csv", &["user_id,at,amount", "c1,2026-06-01,900", "c2,2026-06-01,900"]);
    run(dir.path(), &BTreeMap::from(BASE)).unwrap();
    fs::rename(dir.path().join("out"), dir.path().join("earlier")).unwrap();
    let mut known = BTreeMap::new();
    for (key, other, needed) in CASES {
        let mut options = BTreeMap::from(BASE);
        options.extend(needed.iter().map(|line| line.split_once(" = ").unwrap()));
        let plain = known.entry(options.clone()).or_insert_with(|| run(dir.path(), &options)).clone();
        assert!(plain.is_ok() || SETTLES.contains(&key), "{key}: {plain:?}");
        options.insert(key, other);
        let changed = run(dir.path(), &options).unwrap_or_else(|told| panic!("{key} = {other}\n{told}"));
        assert!(plain.as_ref() != Ok(&changed), "{key} = {other} changes nothing");
    }
}
