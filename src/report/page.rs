//! The self-contained page: one HTML file that loads nothing from anywhere.
//!
//! The page holds its data as JSON, in both languages, and a program that draws it; a policy allows exactly its own scripts, by
//! their hashes, and no connection. Text from outside reaches the document only as text. Without scripts the first rows of each
//! list are still there.

mod assets;
mod changes;
mod groups;
mod histories;
mod lists;
mod model;
mod queue;
mod trust;
mod when;

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use super::Digest;
use super::figures::{measure, score};
use super::method::reach_only;
use super::people_shown::PeopleShown;
use crate::analysis::Analysis;
use crate::selection::ListKind;
use crate::text::{Text, page as words};
pub use assets::{contained, permit};
use lists::{ListView, Row};
use model::Model;

/// The template's ending switches escaping on.
const NAME: &str = "page.html";
const TEMPLATE: &str = include_str!("page/page.html");
/// Rows of a list that are there without scripts.
const STATIC: usize = 10;

/// The self-contained HTML page; `digest` is that of `analysis`.
///
/// # Panics
/// Never for any data: the template is part of the program, and what it names is always there.
pub fn page(analysis: &Analysis, digest: &Digest) -> String {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // Lines that hold only a block leave no trace.
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    let view = minijinja::value::Serde(View::of(analysis, digest));
    let rendered = environment.render_named_str(NAME, TEMPLATE, view);
    rendered.unwrap_or_else(|e| panic!("the page's template and its view do not fit: {e:#}"))
}

/// How a policy names the scripts of a page. One that opens a page inside itself has to permit them too, as its policy goes for both.
pub fn permitted() -> String {
    format!("{} {}", permit(assets::LIBRARY), permit(&assets::app()))
}

/// What the template sees.
#[derive(Serialize)]
struct View {
    lang: &'static str,
    t: BTreeMap<&'static str, &'static str>,
    /// The keys of the measures that are explained.
    glossary: &'static [&'static str],
    version: &'static str,
    as_of: String,
    sections: Vec<Section>,
    /// With earlier runs.
    compared: bool,
    lists: Vec<StaticList>,
    css: &'static str,
    library: &'static str,
    app: String,
    scripts: String,
    data: String,
}

/// A section, and the key of its name in the contents.
#[derive(Serialize)]
struct Section {
    id: &'static str,
    nav: &'static str,
}

/// The beginning of a list, for a browser without scripts.
#[derive(Serialize)]
struct StaticList {
    id: &'static str,
    file: &'static str,
    note: String,
    score: &'static str,
    rows: Vec<StaticRow>,
}

#[derive(Serialize)]
struct StaticRow {
    rank: u32,
    name: String,
    id: String,
    score: String,
    why: String,
}

/// The section that is there only where runs are compared.
const CHANGES: &str = "changes";

const SECTIONS: [Section; 9] = [
    Section { id: "overview", nav: "first_nav" },
    Section { id: "todo", nav: "todo_nav" },
    Section { id: "ask", nav: "ask_nav" },
    Section { id: CHANGES, nav: "changes_nav" },
    Section { id: "network", nav: "network_nav" },
    Section { id: "who", nav: "who_nav" },
    Section { id: "when", nav: "when_nav" },
    Section { id: "groups", nav: "bridging_groups_nav" },
    Section { id: "trust", nav: "trust_nav" },
];

impl View {
    fn of(analysis: &Analysis, digest: &Digest) -> Self {
        let lang = analysis.people.config.lang;
        let mut crowd = PeopleShown::new(analysis);
        let lists = lists::lists(analysis, digest, &mut crowd);
        let beginnings = lists.iter().map(|list| beginning(list, &crowd, lang)).collect();
        let compared = !analysis.changes.is_empty();
        let app = assets::app();
        let model = Model::of(analysis, digest, lists, crowd);
        // Numbers that are not finite become null; nothing else can fail.
        let json = serde_json::to_string(&model).unwrap_or_default();
        Self {
            lang: words::LANGUAGE.get(lang),
            t: words::all().map(|(key, text)| (key, titled(analysis, key, text).get(lang))).collect(),
            glossary: words::GLOSSARY,
            version: env!("CARGO_PKG_VERSION"),
            as_of: model.as_of.get(lang).to_owned(),
            sections: SECTIONS.into_iter().filter(|section| section.id != CHANGES || compared).collect(),
            compared,
            lists: beginnings,
            css: assets::CSS,
            library: assets::LIBRARY,
            scripts: permitted(),
            app,
            data: assets::contained(&json),
        }
    }
}

/// A label; what the KOC list is called depends on whether anybody is known to have addressed anybody.
fn titled(analysis: &Analysis, key: &str, text: &'static Text) -> &'static Text {
    let by_reach = key == "koc" && reach_only(analysis.selection.list(ListKind::Koc)).is_some();
    if by_reach { words::label("koc_reach") } else { text }
}

fn beginning(list: &ListView, crowd: &PeopleShown<'_>, lang: crate::text::Lang) -> StaticList {
    let row = |row: &Row| {
        let (name, id) = (crowd.shown(row.p), crowd.shown_id(row.p));
        StaticRow {
            rank: row.rank,
            id: if name == id { String::new() } else { id },
            name,
            score: if list.score == "score" { score(row.score) } else { measure(row.score) },
            why: row.why.get(lang).to_owned(),
        }
    };
    StaticList {
        id: list.id,
        file: list.file,
        note: list.note.get(lang).to_owned(),
        score: list.score,
        rows: list.rows.iter().take(STATIC).map(row).collect(),
    }
}
