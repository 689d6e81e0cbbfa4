//! What the crate shows to others stands in `public_api.txt`, as its documentation has it: items, signatures, fields,
//! variants, implemented traits. A change of it is to be seen in review.
//!
//! After a change that is meant: `RENMAI_UPDATE_API=1 cargo test --test public_api`. The documentation is made by the ordinary
//! `cargo doc`, and read from its pages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the crate's pages, made anew.
fn documentation() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["doc", "--lib", "--no-deps", "--offline", "--locked", "--quiet"]);
    cargo.current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("RUSTDOCFLAGS").env("CARGO_TARGET_DIR", target);
    assert!(cargo.status().unwrap().success(), "cargo doc failed");
    target.join("doc/renmai")
}

fn page(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// What stands between `from` and `to`, each time.
fn between<'a>(html: &'a str, from: &'a str, to: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(from).skip(1).filter_map(move |rest| rest.split_once(to)).map(|(inside, _)| inside)
}

/// The text of HTML on one line.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.replace("<br>", " ").replace("<div", " <div").chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    for (code, sign) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")]
    {
        out = out.replace(code, sign);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The part of a page from one of its headings to the next of them.
fn part<'a>(html: &'a str, heading: &str) -> &'a str {
    let headings = ["implementations", "trait-implementations", "synthetic-implementations", "blanket-implementations"];
    let at = |heading: &str| html.find(&format!("<h2 id=\"{heading}\""));
    let Some(start) = at(heading) else { return "" };
    let end = headings.iter().filter_map(|other| at(other)).filter(|&end| end > start).min();
    &html[start..end.unwrap_or(html.len())]
}

/// Headers of what implements something, and what is in them.
fn headers(html: &str) -> impl Iterator<Item = String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for (level, indent) in [("h3", "    "), ("h4", "        ")] {
        let from = format!("<{level} class=\"code-header\">");
        let mut at = 0;
        while let Some(start) = html[at..].find(&from).map(|i| at + i + from.len()) {
            let end = start + html[start..].find(&format!("</{level}>")).unwrap();
            found.push((start, format!("{indent}{}", text(&html[start..end]))));
            at = end;
        }
    }
    found.sort();
    found.into_iter().map(|(_, line)| line)
}

/// All that the pages show, a line each.
fn api(folder: &Path) -> String {
    let all = page(folder, "all.html");
    let items = all.split_once("id=\"main-content\"").unwrap().1;
    let mut out = String::new();
    for name in between(items, "<a href=\"", "\"") {
        let html = page(folder, name);
        let declaration = between(&html, "<pre class=\"rust item-decl\">", "</pre>").next().unwrap();
        out += &format!("{name}\n    {}\n", text(declaration));
        headers(part(&html, "implementations")).for_each(|line| out += &format!("{line}\n"));
        let traits = headers(part(&html, "trait-implementations"))
            .filter(|line| !line.starts_with("        ") && !line.contains("StructuralPartialEq"));
        let threads = headers(part(&html, "synthetic-implementations"))
            .filter(|line| ["Send for", "Sync for"].iter().any(|name| line.contains(name)));
        let mut traits: Vec<String> = traits.chain(threads).collect();
        traits.sort();
        traits.iter().for_each(|line| out += &format!("{line}\n"));
        out.push('\n');
    }
    out += "prelude\n";
    for name in between(&page(folder, "prelude/index.html"), "<code>pub use ", "</code>") {
        out += &format!("    {}\n", text(name));
    }
    out
}

#[test]
fn what_others_see_changes_only_on_purpose() {
    let found = api(&documentation());
    // A page that says nothing would always be the same.
    for sure in
        ["pub fn from_memberships(memberships: &[(I, I)]) -> Result<Self>", "#[non_exhaustive]", "crate::betweenness;"]
    {
        assert!(found.contains(sure), "{sure} is not found in the pages:\n{found}");
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/public_api.txt");
    if std::env::var_os("RENMAI_UPDATE_API").is_some() {
        fs::write(&file, &found).unwrap();
    }
    let known = fs::read_to_string(&file).unwrap_or_default();
    let (found, known): (Vec<&str>, Vec<&str>) = (found.lines().collect(), known.lines().collect());
    if found != known {
        let missing = known.iter().filter(|line| !found.contains(line)).map(|line| format!("- {line}"));
        let new = found.iter().filter(|line| !known.contains(line)).map(|line| format!("+ {line}"));
        let changes: Vec<String> = missing.chain(new).collect();
        panic!(
            "the public interface is not that of tests/public_api.txt; if this is meant, \
             RENMAI_UPDATE_API=1 cargo test --test public_api\n{}",
            changes.join("\n")
        );
    }
}

#[test]
fn the_readmes_example_is_that_of_the_front_page() {
    let read = |file: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let front = read("src/lib.rs");
    let lines =
        front.lines().map_while(|line| line.strip_prefix("//!")).map(|line| line.strip_prefix(' ').unwrap_or(line));
    let run: Vec<&str> = lines.skip_while(|line| *line != "```").skip(1).take_while(|line| *line != "```").collect();
    assert!(run.len() > 9, "{run:?}");
    for file in ["README.md", "README.zh-CN.md"] {
        let text = read(file);
        let shown: Vec<&str> = between(&text, "```rust\n", "```").next().unwrap().lines().collect();
        assert!(run.iter().filter(|line| !line.starts_with("# ")).eq(&shown), "{file}: {shown:?}");
    }
}
