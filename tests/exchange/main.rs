//! `renmai export`: the graph in the formats of other programs, and what these read of it.

#[path = "../cli/data.rs"]
#[allow(dead_code)]
mod data;
mod readers;
mod subgraphs;
mod world;

use std::fs;
use std::path::Path;

use data::{INPUT, expect, names, stderr, tables};
use renmai::export::GraphFormat;
use world::{hostile, read};

/// Exports one graph in every format, as `DIR/NAME.…`.
fn export_all(dir: &Path, name: &str, arguments: &str) {
    for (format, end) in FORMATS {
        expect(0, dir, &format!("export {arguments} --format {} --out {name}.{end}", format.code()));
    }
}

const FORMATS: [(GraphFormat, &str); 5] = [
    (GraphFormat::GraphMl, "graphml"),
    (GraphFormat::Gexf, "gexf"),
    (GraphFormat::GephiCsv, "gephi"),
    (GraphFormat::Pajek, "net"),
    (GraphFormat::EdgesCsv, "csv"),
];

/// All bytes of an export.
fn bytes(dir: &Path, name: &str, end: &str) -> Vec<u8> {
    let path = dir.join(format!("{name}.{end}"));
    if !path.is_dir() {
        return fs::read(path).unwrap();
    }
    assert_eq!(names(&path), ["edges.csv", "nodes.csv"]);
    ["nodes.csv", "edges.csv"].map(|file| fs::read(path.join(file)).unwrap()).concat()
}

#[test]
fn every_format_has_the_same_bytes_on_any_number_of_threads_from_rows_in_any_order_and_from_a_snapshot() {
    let dir = hostile();
    expect(0, dir.path(), &format!("build {INPUT} --out all.renmai"));
    for graph in ["users", "layers"] {
        export_all(dir.path(), "one", &format!("{INPUT} --graph {graph} --threads 1"));
        export_all(dir.path(), "three", &format!("{INPUT} --graph {graph} --threads 3"));
        export_all(dir.path(), "kept", &format!("all.renmai --graph {graph}"));
        for file in ["memberships.csv", "interactions.csv"] {
            world::shuffle(&dir.path().join(file));
        }
        export_all(dir.path(), "shuffled", &format!("{INPUT} --graph {graph}"));
        for (_, end) in FORMATS {
            let one = bytes(dir.path(), "one", end);
            assert!(one.len() > 1000);
            for other in ["three", "kept", "shuffled"] {
                assert!(bytes(dir.path(), other, end) == one, "{other}.{end} of {graph} differs");
            }
        }
        FORMATS.iter().filter(|(format, _)| *format == GraphFormat::GephiCsv).for_each(|(_, end)| {
            ["one", "three", "kept", "shuffled"]
                .iter()
                .for_each(|name| fs::remove_dir_all(dir.path().join(format!("{name}.{end}"))).unwrap());
        });
    }
}

#[test]
fn strengths_of_users_are_sums_over_the_layers_to_the_last_bit() {
    let dir = hostile();
    for graph in ["users", "layers"] {
        expect(0, dir.path(), &format!("export {INPUT} --graph {graph} --format edges-csv --out of-{graph}.csv"));
    }
    let sums = world::sums_over_layers(&read(&dir.path().join("of-layers.csv")));
    let users = read(&dir.path().join("of-users.csv"));
    assert!(users.len() > 50);
    for row in &users {
        let key = (row["source"].clone(), row["target"].clone());
        let (strength, shared) = sums[&key];
        assert_eq!(row["strength"].parse::<f64>().unwrap().to_bits(), strength.to_bits(), "{key:?}");
        assert_eq!(row["shared_groups"], shared.to_string(), "{key:?}");
    }
    assert_eq!(users.len(), sums.len());
}

#[test]
fn more_edges_than_allowed_are_refused_and_nothing_is_left() {
    let dir = tables();
    let export = |more: &str| format!("export {INPUT} --format edges-csv --out out.csv --lang en {more}");
    expect(0, dir.path(), &export(""));
    let edges = read(&dir.path().join("out.csv")).len();
    fs::remove_file(dir.path().join("out.csv")).unwrap();
    let before = names(dir.path());
    let refused = stderr(&expect(1, dir.path(), &export(&format!("--max-edges {}", edges - 1))));
    for way_out in ["--min-strength", "--ego", "--circle", "--where", "--graph layers", "--max-edges"] {
        assert!(refused.contains(way_out), "{refused}");
    }
    assert_eq!(names(dir.path()), before);
    let kept = stderr(&expect(0, dir.path(), &export(&format!("--max-edges {edges}"))));
    assert!(kept.contains(&format!("22 users, {edges} edges")), "{kept}");
    // Fewer are counted where fewer are asked for.
    expect(0, dir.path(), &export("--max-edges 20 --ego u01 --min-strength 1"));
}

#[test]
fn what_cannot_be_meant_is_told() {
    let dir = tables();
    let export = |more: &str| format!("export {INPUT} --out out.csv --lang en {more}");
    let cases = [
        (2, "--format dot", "graphml, gexf, gephi-csv, pajek, edges-csv, parquet"),
        (2, "", "--format"),
        (2, "--format pajek --graph layers --min-strength 1", "--min-strength is of the user graph only"),
        (2, "--format pajek --graph layers --max-edges 1", "--max-edges is of the user graph only"),
        (2, "--format pajek --radius 2", "--radius goes with --ego"),
        (2, "--format pajek --min-strength NaN", "at least 0"),
        (2, "--format pajek --circle 0", "above 0"),
        (1, "--format pajek --circle 99", "there is no circle 99"),
        (1, "--format pajek --ego nobody", "nobody"),
        (1, "--format pajek --columns degree,nothing", "nothing"),
        (1, "--format pajek --where degree>1000", "nobody meets the conditions"),
    ];
    for (code, more, told) in cases {
        let words = stderr(&expect(code, dir.path(), &export(more)));
        assert!(words.contains(told), "{more}: {words}");
        assert!(!dir.path().join("out.csv").exists(), "{more}");
    }
    let words = stderr(&expect(2, dir.path(), "export memberships.csv --format pajek --out memberships.csv --lang en"));
    assert!(words.contains("would be overwritten"), "{words}");
    expect(0, dir.path(), &format!("export {INPUT} --format gephi-csv --out folder"));
    let words = stderr(&expect(1, dir.path(), &format!("export {INPUT} --format gephi-csv --out folder --lang en")));
    assert!(words.contains("not empty"), "{words}");
}

#[test]
fn whoever_opted_out_or_is_staff_is_in_no_export_and_the_suppressed_are_marked() {
    let dir = hostile();
    data::write(dir.path(), "suppressed.csv", &["user_id", "plain1"]);
    data::write(dir.path(), "renmai.toml", &["[privacy]", "opted_out = \"graph_only\""]);
    for (mode, config) in [("removed", ""), ("unnamed", "--config renmai.toml")] {
        for graph in ["users", "layers"] {
            let name = format!("{mode}-{graph}");
            let suppressed = "--suppress suppressed.csv --columns all";
            export_all(dir.path(), &name, &format!("{INPUT} {config} --graph {graph} {suppressed}"));
            for (_, end) in FORMATS {
                let text = String::from_utf8(bytes(dir.path(), &name, end)).unwrap();
                for absent in ["gone", "离开的人", "clerk"] {
                    assert!(!text.contains(absent), "{absent} is in {name}.{end}");
                }
                assert!(text.contains("plain1"), "{name}.{end}");
            }
            let nodes = read(&dir.path().join(format!("{name}.gephi/nodes.csv")));
            let marked: Vec<&str> =
                nodes.iter().filter(|n| n["may_contact"] == "suppressed").map(|n| n["user_id"].as_str()).collect();
            assert_eq!(marked, ["plain1"]);
        }
    }
}

#[test]
fn betweenness_is_computed_only_where_it_is_asked_for() {
    let dir = tables();
    let nodes = |columns: &str, name: &str| {
        expect(0, dir.path(), &format!("export {INPUT} --format gephi-csv --out {name} {columns}"));
        read(&dir.path().join(name).join("nodes.csv"))
    };
    let usual = nodes("", "usual");
    assert!(!usual[0].contains_key("betweenness") && usual[0].contains_key("circle"));
    let some = nodes("--columns degree,介数", "some");
    let hub = some.iter().find(|node| node["user_id"] == "u09").unwrap();
    assert!(hub["betweenness"].parse::<f64>().unwrap() > 10.0, "{hub:?}");
    let all = nodes("--columns all", "all");
    assert!(all[0].len() > 40 && all.iter().zip(&some).all(|(a, b)| a["betweenness"] == b["betweenness"]));
    assert!(!all[0].contains_key("tags") && !all[0].contains_key("opted_out"));
}
