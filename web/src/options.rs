//! Every option, as the page shows it.

use renmai::Lang;
use renmai::config::{Config, Key, Shape, keys};
use serde_json::{Value, json};

/// Options that mean nothing here: the machine's, files, and what the page has a place of its own for.
const ELSEWHERE: [&str; 19] = [
    "lang",
    "threads",
    "force",
    "format",
    "compare",
    "input.memberships",
    "input.interactions",
    "input.users",
    "input.groups",
    "input.purchases",
    "input.suppress",
    "input.staff",
    "input.files",
    "input.max_memory_mib",
    "input.trusted",
    "input.rejected",
    "input.plan",
    "input.columns",
    "betweenness.memory_budget_mib",
];

/// Keys and sections in their order, with what holds where nothing else is set.
pub fn options(config: &Config, lang: Lang) -> Value {
    let defaults = toml::Value::try_from(config).unwrap_or(toml::Value::Boolean(false));
    let (mut all, mut sections) = (Vec::new(), Vec::new());
    for (path, key) in keys().into_iter().filter(|(path, _)| !ELSEWHERE.contains(&path.as_str())) {
        let text = key.text.get(lang);
        if let Shape::Table(_) = key.shape {
            sections.push(json!({"path": path, "text": text}));
            continue;
        }
        let default = path.split('.').try_fold(&defaults, |table, name| table.get(name));
        let section = path.rsplit_once('.').map_or("", |(section, _)| section);
        let mut told = json!({
            "path": path, "section": section, "text": text, "example": key.example,
            "default": default.and_then(|value| serde_json::to_value(value).ok()),
        });
        if let (Some(told), Value::Object(shape)) = (told.as_object_mut(), shape(key)) {
            told.extend(shape);
        }
        all.push(told);
    }
    json!({"keys": all, "sections": sections})
}

/// What kind of field it is.
fn shape(key: &Key) -> Value {
    match key.shape {
        Shape::Text | Shape::Name | Shape::Zone | Shape::Date => json!({"kind": "text"}),
        Shape::Texts => json!({"kind": "list"}),
        Shape::Switch => json!({"kind": "switch"}),
        Shape::Whole { least, most } => json!({"kind": "whole", "least": least, "most": most}),
        Shape::Mib => json!({"kind": "whole", "least": 1}),
        Shape::Number(_) => json!({"kind": "number"}),
        Shape::Choice(words) => json!({"kind": "choice", "choices": words()}),
        Shape::Distinct(words) | Shape::Subset(words) => json!({"kind": "several", "choices": words()}),
        _ => json!({"kind": "other"}),
    }
}
