//! Every sentence in both languages: none is missing, none is in the other language, and both take the same facts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The texts of one file: line, Chinese, English.
fn texts(source: &str) -> Vec<(usize, String, String)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = source[from..].find("Text::new(").map(|i| from + i) {
        let line = 1 + source[..at].matches('\n').count();
        from = at + "Text::new(".len();
        let Some((zh, rest)) = literal(&source[from..]) else { continue };
        let Some((en, _)) = literal(rest.trim_start().trim_start_matches(',')) else { continue };
        found.push((line, zh, en));
    }
    found
}

/// The string literal at the beginning, and what follows it.
fn literal(source: &str) -> Option<(String, &str)> {
    let inner = source.trim_start().strip_prefix('"')?;
    let mut out = String::new();
    let mut chars = inner.char_indices();
    while let Some((i, c)) = chars.next() {
        match c {
            '"' => return Some((out, &inner[i + 1..])),
            '\\' => match chars.next()?.1 {
                // A line that goes on below.
                '\n' => {
                    while chars.as_str().starts_with([' ', '\n']) {
                        chars.next();
                    }
                }
                'n' => out.push('\n'),
                other => out.push(other),
            },
            c => out.push(c),
        }
    }
    None
}

/// Names of the facts that are said; what only chooses between wordings is not.
fn placeholders(text: &str) -> BTreeSet<String> {
    let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
    parts.map(|(inside, _)| inside.to_owned()).filter(|inside| !inside.contains('|')).collect()
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// The tags of the languages themselves.
const LANGUAGE_TAGS: (&str, &str) = ("zh-CN", "en");

/// What is wrong with one text; English may quote Chinese words that only Chinese data has.
fn wrong(zh: &str, en: &str) -> Option<&'static str> {
    let quoted: String = en.split(['"', '\'', '`']).step_by(2).collect();
    let words = |text: &str| text.split(['{', '}']).step_by(2).any(|part| part.chars().any(char::is_alphabetic));
    if zh.trim().is_empty() || en.trim().is_empty() {
        Some("empty in one language")
    } else if placeholders(en) != placeholders(zh) {
        Some("the languages take different facts")
    } else if is_chinese(&quoted) && !en.contains("Excel") && !en.contains("年") {
        Some("Chinese in the English text")
    } else if words(en) && words(zh) && !is_chinese(zh) && zh != en && (zh, en) != LANGUAGE_TAGS {
        Some("no Chinese in the Chinese text")
    } else {
        None
    }
}

#[test]
fn every_text_is_there_in_both_languages() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    files.sort();
    let (mut count, mut faults) = (0, Vec::new());
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for (line, zh, en) in texts(source) {
            count += 1;
            if let Some(fault) = wrong(&zh, &en) {
                faults.push(format!("{}:{line}: {fault}\n  {zh}\n  {en}", file.display()));
            }
        }
    }
    assert!(count > 800, "{count} texts found");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_missing_text_is_noticed() {
    assert!(wrong("有 {n} 人", "").is_some());
    assert!(wrong("", "people").is_some());
    assert!(wrong("people", "the people").is_some());
    assert!(wrong("有人", "有人").is_some());
    assert!(wrong("有 {n} 人", "{m} people").is_some());
    assert!(wrong("有 {n} 人", "{n} {n|person|people}").is_none());
    assert!(wrong("KOC", "KOC").is_none());
    let source = "static A: Text = Text::new(\n    \"甲 \\\"{x}\\\"\",\n    \"a \\\"{x}\\\"\",\n);";
    assert_eq!(texts(source), [(1, "甲 \"{x}\"".to_owned(), "a \"{x}\"".to_owned())]);
}

/// Lying on a shortest path is not being needed: only an articulation user's absence cuts anybody off.
#[test]
fn a_share_of_shortest_paths_is_not_called_being_connected_through_somebody() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text"), &mut files);
    let mut faults = Vec::new();
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        for (line, zh, en) in texts(&source) {
            let claims = ["靠此人", "靠他相连", "靠他们相连", "通过此人相连", "离不开此人"]
                .iter()
                .any(|words| zh.contains(words))
                || ["connected through them", "depend on them", "depends on them", "rely on them"]
                    .iter()
                    .any(|words| en.contains(words));
            if claims {
                faults.push(format!("{}:{line}: {zh} / {en}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
