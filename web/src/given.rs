//! What the page has set, as the configuration of a run.

use renmai::config::Config;
use renmai::{Lang, Result};
use serde::Deserialize;
use serde_json::{Map, Value};

/// MiB that a page may have: memory that WebAssembly can address, less what the page itself takes.
const MOST_MIB: u64 = 3_500;

/// What is called a configuration in messages.
const NAME: &str = "renmai.toml";

/// The options of a request.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Given {
    /// `zh` or `en`.
    pub lang: String,
    /// The text of a `renmai.toml`.
    pub toml: String,
    /// Keys as they stand there; they win over it.
    pub set: Map<String, Value>,
}

impl Given {
    /// The language of everything that people read.
    pub fn lang(&self) -> Lang {
        renmai::text::by_code(&self.lang).unwrap_or(Lang::Zh)
    }

    /// The configuration of a run on these files. Those that the text names for a table are read as that table.
    pub fn config(&self, files: &[String]) -> Result<Config> {
        // What is wrong with the text is told with its own lines.
        Config::parse(NAME, &self.toml)?;
        let mut all: toml::Table = self.toml.parse().unwrap_or_default();
        lay_over(&mut all, &self.set);
        let mut config = Config::parse(NAME, &all.to_string())?;
        config.lang = self.lang();
        let input = &mut config.input;
        // What was not dropped is not there.
        input.retain_files(|entry| files.iter().any(|file| is_entry_of(entry, file)));
        let is_named = |file: &str| input.tables().iter().any(|(_, list)| list.iter().any(|e| is_entry_of(e, file)));
        let further: Vec<String> = files.iter().filter(|file| !is_named(file)).cloned().collect();
        input.files.extend(further);
        input.rejected = None;
        input.max_memory_mib = Some(input.max_memory_mib.map_or(MOST_MIB, |mib| mib.min(MOST_MIB)));
        config.check()?;
        Ok(config)
    }
}

/// Whether an entry of a configuration names a file, a sheet of it or constants of it.
fn is_entry_of(entry: &str, file: &str) -> bool {
    entry.strip_prefix(file).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '#']))
}

/// Sets keys of a table, and of tables in it; what is null is not set any more.
fn lay_over(table: &mut toml::Table, set: &Map<String, Value>) {
    for (name, value) in set {
        match (value, table.get_mut(name)) {
            (Value::Object(inner), Some(toml::Value::Table(below))) => lay_over(below, inner),
            _ => match toml_of(value) {
                Some(value) => _ = table.insert(name.clone(), value),
                None => _ = table.remove(name),
            },
        }
    }
}

/// The same in TOML, which has no null: what is not set is not there.
fn toml_of(value: &Value) -> Option<toml::Value> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(yes) => (*yes).into(),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.into(),
            None => number.as_f64()?.into(),
        },
        Value::String(text) => text.clone().into(),
        Value::Array(all) => toml::Value::Array(all.iter().filter_map(toml_of).collect()),
        Value::Object(all) => {
            toml::Value::Table(all.iter().filter_map(|(name, value)| Some((name.clone(), toml_of(value)?))).collect())
        }
    })
}

/// Whether a file, or a sheet of it, is meant by a name in a message.
pub fn is_of(name: &str, file: &str) -> bool {
    name.strip_prefix(file).is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
}
