//! What of a configuration is not as by default.

use toml::{Table, Value};

use super::Config;
use super::keys::KEYS;

/// Keys on which no result depends.
const WITHOUT_EFFECT: [&str; 2] = ["threads", "force"];

/// See [`Config::differences`].
pub(super) fn differences(config: &Config) -> Option<String> {
    let (own, default) = (Value::try_from(config).ok()?, Value::try_from(Config::default()).ok()?);
    let mut out = Table::new();
    for key in KEYS.iter().filter(|key| !WITHOUT_EFFECT.contains(&key.path().as_str())) {
        let path = key.path();
        let [own, default] = [&own, &default].map(|all| path.split('.').try_fold(all, |table, name| table.get(name)));
        if let Some(value) = own.filter(|_| own != default) {
            let mut sections = key.section.split('.').filter(|name| !name.is_empty());
            let table = sections.try_fold(&mut out, |table, name| {
                table.entry(name).or_insert_with(|| Value::Table(Table::new())).as_table_mut()
            });
            table?.insert(key.name.to_owned(), value.clone());
        }
    }
    toml::to_string(&out).ok()
}
