//! The engine as a native library: whatever was asked before, a run gives the files of one that begins with nothing; and what is in doubt is told.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use renmai_web::Engine;
use serde_json::{Value, json};

const FILES: [&str; 4] = ["interactions.csv.zst", "memberships.csv.zst", "purchases.csv.zst", "users.csv.zst"];

fn ask(engine: &mut Engine, request: &Value) -> Value {
    serde_json::from_str(&engine.answer(request.to_string().as_bytes())).expect("JSON")
}

fn ok(engine: &mut Engine, request: &Value) -> Value {
    let mut answer = ask(engine, request);
    assert!(answer.get("error").is_none(), "{request}: {answer}");
    answer["ok"].take()
}

/// All files of the last run by name, but for the one that tells seconds.
fn written(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().into_string().expect("a name");
        if entry.path().is_dir() {
            all.extend(written(&entry.path()).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else if name != "manifest.json" {
            all.insert(name, fs::read(entry.path()).expect("readable"));
        }
    }
    all
}

fn run(engine: &mut Engine, set: &Value, parts: Option<&str>) -> (Value, BTreeMap<String, Vec<u8>>) {
    if Path::new("../out").exists() {
        fs::remove_dir_all("../out").expect("gone");
    }
    let options = json!({"lang": "zh", "set": set});
    let told = ok(engine, &json!({"call": "run", "files": FILES, "options": options, "parts": parts}));
    (told, written(Path::new("../out")))
}

/// The engine works in the current folder, which a process has one of: so this is one test.
#[test]
fn one_engine_after_another() {
    let home = tempfile::tempdir().expect("a folder");
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/demo");
    // What is written goes beside it.
    let here = home.path().join("dropped");
    fs::create_dir(&here).expect("a folder");
    for file in FILES {
        fs::copy(demo.join(file), here.join(file)).expect("a copy");
    }
    std::env::set_current_dir(here).expect("a folder");

    whatever_was_asked_before_a_run_gives_the_same_files();
    parts_fold_to_the_same_files();
    what_is_in_doubt_is_told();
    somebody_is_explained();
    an_archive_comes_back();
    the_configuration_does_the_same_again();
}

fn whatever_was_asked_before_a_run_gives_the_same_files() {
    let few = json!({"brokerage": {"budget": 3_000_000}});
    let fewer = json!({"brokerage": {"budget": 3_000_000}, "top": 5, "selection": {"quota": {"owner": 2}}});
    let asked = [
        json!({}),
        json!({"top": 20, "seeds": {"k": 5}, "todo": {"per_owner": 3}}),
        few.clone(),
        fewer,
        few,
        json!({"graph": {"group_cap": 100}}),
        json!({"value": {"spend": [100, 300]}, "as_of": "2026-05-31"}),
        json!({}),
    ];
    let mut engine = Engine::default();
    let mut before: Option<BTreeMap<String, Vec<u8>>> = None;
    for set in &asked {
        ok(&mut engine, &json!({"call": "survey", "files": FILES, "options": {"lang": "zh", "set": set}}));
        let (told, now) = run(&mut engine, set, None);
        let (_, fresh) = run(&mut Engine::default(), set, None);
        assert!(now.len() > 20 && now.keys().eq(fresh.keys()), "{set}");
        let others: Vec<&String> = now.keys().filter(|name| now[*name] != fresh[*name]).collect();
        assert_eq!(others, Vec::<&String>::new(), "{set}");
        // What has changed is what the files of both runs say.
        if let Some(before) = &before {
            for list in told["changed"].as_array().expect("lists") {
                let name = format!("{}.csv", list["list"].as_str().expect("a code"));
                let count = |key: &str| list[key].as_array().expect("people").len() as i64;
                let rows = |files: &BTreeMap<String, Vec<u8>>| {
                    files[&name].iter().filter(|byte| **byte == b'\n').count() as i64 - 1
                };
                assert_eq!(rows(&now) - rows(before), count("came") - count("left"), "{set} {name}");
                assert_eq!(rows(&now), count("came") + list["stayed"].as_i64().expect("a count"), "{set} {name}");
            }
        }
        before = Some(now);
    }
}

fn parts_fold_to_the_same_files() {
    let (_, whole) = run(&mut Engine::default(), &json!({}), None);
    for parts in [1, 3] {
        for part in 0..parts {
            // Each in a worker of its own.
            let asked =
                json!({"call": "part", "files": FILES, "options": {"lang": "zh"}, "part": part, "parts": parts});
            ok(&mut Engine::default(), &asked);
        }
        let (_, folded) = run(&mut Engine::default(), &json!({}), Some("../parts"));
        assert!(folded == whole, "{parts} parts");
        let lost = fs::read_dir("../parts").expect("../parts").flatten().next().expect("a part").path();
        fs::remove_file(lost).expect("gone");
        let asked = json!({"call": "run", "files": FILES, "options": {"lang": "en"}, "parts": "../parts"});
        assert!(ask(&mut Engine::default(), &asked).get("error").is_some(), "a part is missing");
        fs::remove_dir_all("../parts").expect("gone");
    }
}

fn what_is_in_doubt_is_told() {
    let mut engine = Engine::default();
    let mut survey = |files: &[&str], set: Value| {
        ok(
            &mut engine,
            &json!({"call": "survey", "files": files, "options": {"lang": "en", "set": set}, "fresh": true}),
        )
    };
    let put = |name: &str, text: &str| fs::write(name, text).expect("writable");
    put("m.csv", "客户编号,群编号,备注\nu1,g1,x\nu2,g1,y\nu3,g2,z\n");
    put("broken.csv", "what,ever\n1,2\n");
    put("rows.csv", "user_id,amount,paid_at\nu1,12,2025-01-01\nu2,abc,2025-01-02\n");
    put("apart.csv", "user_id,city\nx1,A\nx2,B\nx3,C\n");

    let told = survey(&["m.csv"], json!({}));
    assert_eq!((&told["can_run"], &told["why_not"]), (&json!(true), &Value::Null), "{told}");
    let file = &told["files"][0];
    assert_eq!((&file["table"], &file["rows"], &file["path"]), (&json!("memberships"), &json!(3), &json!("m.csv")));
    assert_eq!(
        file["sample"],
        json!({"headers": ["客户编号", "群编号", "备注"], "rows": [["u1", "g1", "x"], ["u2", "g1", "y"], ["u3", "g2", "z"]]})
    );
    assert_eq!(file["unused"], json!(["备注"]));

    // A meaning that was changed by hand.
    let plan = json!({"input": {"plan": {"m.csv": {"columns": {"user_id": "备注", "group_id": "群编号"}}}}});
    let columns = survey(&["m.csv"], plan)["files"][0]["columns"].clone();
    assert!(columns.as_array().expect("columns").iter().any(|column| column["header"] == "备注"), "{columns}");

    // What is called so but is not that.
    let plan = json!({"input": {"plan": {"who.csv": {"columns": {"city": ""}}}}});
    put("who.csv", "user_id,city,备注\nu1,north,x\n");
    let of_city = |told: &Value| told["files"].to_string().contains("\"ours\":\"city\"");
    assert!(of_city(&survey(&["m.csv", "who.csv"], json!({}))) && !of_city(&survey(&["m.csv", "who.csv"], plan)));

    // What the page sets lies over what a file of options says, entry by entry.
    let toml = "[input.plan.\"who.csv\"]\ntable = \"users\"\n[input.plan.\"m.csv\".columns]\nuser_id = \"备注\"\n";
    let given = json!({"lang": "en", "toml": toml, "set": {"input": {"plan": {"who.csv": {"columns": {"city": ""}}}}}});
    let told = ok(&mut Engine::default(), &json!({"call": "survey", "files": ["m.csv", "who.csv"], "options": given}));
    assert!(!of_city(&told) && told["files"].to_string().contains(r#"{"header":"备注","ours":"user_id""#), "{told}");

    // No file is to blame for what is missing.
    put("orders.csv", "user_id,amount,paid_at\nu1,12,2025-01-01\n");
    let told = survey(&["orders.csv"], json!({}));
    assert_eq!((&told["broken"], &told["can_run"]), (&json!([]), &json!(false)), "{told}");
    assert!(told["why_not"].as_str().is_some_and(|why| why.contains("memberships")), "{told}");

    let told = survey(&["m.csv", "broken.csv"], json!({}));
    assert_eq!((&told["broken"][0]["path"], &told["can_run"]), (&json!("broken.csv"), &json!(false)), "{told}");
    assert_eq!(told["files"].as_array().map(Vec::len), Some(1), "{told}");
    let told = survey(&["broken.csv"], json!({}));
    assert_eq!((told["broken"].as_array().map(Vec::len), &told["can_run"]), (Some(1), &json!(false)), "{told}");

    let told = survey(&["m.csv", "rows.csv"], json!({}));
    assert_eq!((&told["bad_rows"]["count"], &told["can_run"]), (&json!(1), &json!(false)), "{told}");
    assert_eq!(told["bad_rows"]["rows"][0]["line"], json!(3));
    let told = survey(&["m.csv", "rows.csv"], json!({"input": {"skip_bad_rows": true}}));
    assert_eq!(told["can_run"], json!(true), "{told}");

    put("others.csv", "user_id,city\nU1,A\nU2,B\nu3,C\n");
    let told = survey(&["m.csv", "others.csv"], json!({}));
    assert_eq!(
        (&told["joins"][0]["trim"], &told["joins"][0]["samples"]),
        (&json!(["case"]), &json!(["U1", "U2"])),
        "{told}"
    );
    let told = survey(&["m.csv", "others.csv"], json!({"input": {"trim_ids": ["case"]}}));
    assert_eq!((&told["joins"], &told["size"]["users"]), (&json!([]), &json!(3)), "{told}");

    let told = survey(&["m.csv", "apart.csv"], json!({}));
    assert_eq!((&told["joins"][0]["apart"], &told["can_run"]), (&json!(true), &json!(false)), "{told}");
    assert!(told["joins"][0]["text"].as_str().is_some_and(|text| text.contains("x1")), "{told}");
    let told = survey(&["m.csv", "apart.csv"], json!({"input": {"allow_disjoint": true}}));
    assert_eq!(told["can_run"], json!(true), "{told}");

    // What the program refuses the page refuses, with the program's words.
    for (files, line) in [(["m.csv", "broken.csv"], 1), (["m.csv", "rows.csv"], 3)] {
        let asked = json!({"call": "run", "files": files, "options": {"lang": "en"}});
        let error = ask(&mut engine, &asked)["error"].clone();
        assert_eq!((&error["kind"], &error["line"]), (&json!("data"), &json!(line)), "{error}");
    }
    let asked = json!({"call": "survey", "files": ["m.csv"], "options": {"lang": "en", "set": {"top": -1}}});
    assert_eq!(ask(&mut engine, &asked)["error"]["kind"], json!("config"));
    assert_eq!(ask(&mut engine, &json!({"call": "explain", "id": "u1"}))["error"]["kind"], json!("not_found"));
    assert_eq!(ask(&mut engine, &json!({"call": "nothing"}))["error"]["kind"], json!("config"));
}

/// Somebody is explained from the result, also after files were looked at again, with other words.
fn somebody_is_explained() {
    let mut engine = Engine::default();
    let (_, files) = run(&mut engine, &json!({}), None);
    let koc = String::from_utf8(files["koc.csv"].clone()).expect("text");
    let id = koc.lines().nth(1).and_then(|row| row.split(',').nth(1)).expect("an id").trim_matches('"').to_owned();
    let ask_why = json!({"call": "explain", "id": format!(" {id} ")});
    let first = ok(&mut engine, &ask_why)["text"].clone();
    assert!(first.as_str().is_some_and(|text| text.contains(&id)), "{first}");
    ok(&mut engine, &json!({"call": "survey", "files": FILES, "options": {"lang": "en"}}));
    assert_eq!(ok(&mut engine, &ask_why)["text"], first);
    assert_eq!(ask(&mut engine, &json!({"call": "explain", "id": "nobody"}))["error"]["kind"], json!("not_found"));
}

fn an_archive_comes_back() {
    let mut engine = Engine::default();
    let (told, files) = run(&mut engine, &json!({}), None);
    let paths: Vec<String> = told["files"]
        .as_array()
        .expect("names")
        .iter()
        .map(|name| format!("../out/{}", name.as_str().unwrap()))
        .collect();
    ok(&mut engine, &json!({"call": "zip", "paths": paths, "to": "run.zip"}));
    let first = fs::read("run.zip").expect("an archive");
    ok(&mut engine, &json!({"call": "zip", "paths": paths, "to": "run.zip"}));
    assert!(fs::read("run.zip").expect("an archive") == first);
    ok(&mut engine, &json!({"call": "unzip", "path": "run.zip"}));
    assert!(written(Path::new("../unpacked/run/renmai")) == files);
    // It is an earlier run.
    let asked =
        json!({"call": "run", "files": FILES, "options": {"lang": "zh"}, "compare": ["../unpacked/run/renmai"]});
    let told = ok(&mut engine, &asked);
    assert!(told["files"].as_array().expect("names").contains(&json!("changes.csv")), "{told}");
    fs::write("no.zip", "PK").expect("writable");
    assert!(ask(&mut engine, &json!({"call": "unzip", "path": "no.zip"})).get("error").is_some());
}

fn the_configuration_does_the_same_again() {
    let set = json!({"top": 7, "selection": {"quota": {"circle": 2}}, "campaign": {"name": "春季"}});
    let mut engine = Engine::default();
    let options = json!({"lang": "zh", "set": set});
    let toml = ok(&mut engine, &json!({"call": "toml", "files": FILES, "options": options}))["text"].clone();
    // The page of a report shows the options, and these name tables where the others name files.
    let lists = |mut files: BTreeMap<String, Vec<u8>>| {
        files.retain(|name, _| name.ends_with(".csv"));
        files
    };
    let by_hand = lists(run(&mut engine, &set, None).1);
    let asked = json!({"call": "run", "files": FILES, "options": {"lang": "zh", "toml": toml}});
    ok(&mut Engine::default(), &asked);
    assert!(by_hand.len() > 15 && lists(written(Path::new("../out"))) == by_hand, "{toml}");
}
