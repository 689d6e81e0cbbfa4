//! What of a configuration is not as by default.

use toml::{Table, Value};

use super::Config;
use super::keys::{Key, Shape, keys, lookup};

/// See [`Config::differences`].
pub(super) fn differences(config: &Config) -> Option<String> {
    let (own, default) = (Value::try_from(config).ok()?, Value::try_from(Config::default()).ok()?);
    let mut out = Value::Table(Table::new());
    let told = |key: &Key| key.has_effect && !matches!(key.shape, Shape::Table(_));
    for (path, _) in keys().into_iter().filter(|(_, key)| told(key)) {
        if let Some(value) = lookup(&own, &path).filter(|own| Some(*own) != lookup(&default, &path)) {
            set(&mut out, &path, value.clone())?;
        }
    }
    toml::to_string(&out).ok()
}

/// See [`Config::differences_from`].
pub(super) fn differences_from(config: &Config, earlier: &Value) -> Vec<[String; 3]> {
    let (Ok(own), Ok(default)) = (Value::try_from(config), Value::try_from(Config::default())) else {
        return Vec::new();
    };
    let told = |key: &Key| {
        key.has_effect && key.name != "lang" && !matches!(key.shape, Shape::Table(_) | Shape::Files | Shape::Date)
    };
    let differing = |(path, _): (String, &Key)| {
        // An option that the earlier version did not know was as it is by default now.
        let before = lookup(earlier, &path).or_else(|| lookup(&default, &path));
        let now = lookup(&own, &path);
        let text = |value: Option<&Value>| value.map(Value::to_string).unwrap_or_default();
        (before != now).then(|| [path.clone(), text(before), text(now)])
    };
    keys().into_iter().filter(|(_, key)| told(key)).filter_map(differing).collect()
}

/// Puts a value at a dotted path; `None` where the path leads through something that is no table.
pub(super) fn set(all: &mut Value, path: &str, value: Value) -> Option<()> {
    let (section, name) = path.rsplit_once('.').unwrap_or(("", path));
    let mut tables = section.split('.').filter(|name| !name.is_empty());
    let table = tables.try_fold(all.as_table_mut()?, |table, name| {
        table.entry(name).or_insert_with(|| Value::Table(Table::new())).as_table_mut()
    });
    table?.insert(name.to_owned(), value);
    Some(())
}
