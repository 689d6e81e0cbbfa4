//! The tables as they were read, in our own format; and the configuration that reads the same files so again.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::cells::Sheet;
use super::outdir::{OutDir, failed_file};
use crate::Result;
use crate::config::columns::{groups, interactions, memberships, purchases, suppress, users};
use crate::tables::{InputFile, MemberType, NO_TIME, NONE, Seconds, Tables, Zone, format_time, parse_time};
use crate::text::{Lang, settings as text};

/// Writes every table that was given, under its own name; messages to groups as `messages.csv`. Returns the names of the files.
///
/// # Errors
/// [`Write`](crate::ErrorKind::Write).
pub fn write_tables(tables: &Tables, zone: &Zone, out: &OutDir) -> Result<Vec<&'static str>> {
    let mut written = Vec::new();
    let mut file = |name: &'static str, write: &dyn Fn(&mut dyn Write) -> io::Result<()>| -> Result<()> {
        write(&mut out.create(name)?).map_err(|e| failed_file(name, e))?;
        written.push(name);
        Ok(())
    };
    let out = Out { tables, zone };
    let given = &tables.given;
    if given.memberships.any {
        file("memberships.csv", &|to| out.memberships(to))?;
    }
    if tables.interactions.to.iter().any(|&to| to != NONE) {
        file("interactions.csv", &|to| out.interactions(to))?;
    }
    if !tables.interactions.group.is_empty() {
        file("messages.csv", &|to| out.messages(to))?;
    }
    if out.describes_users() {
        file("users.csv", &|to| out.users(to))?;
    }
    if given.groups.any || given.memberships.group_name {
        file("groups.csv", &|to| out.groups(to))?;
    }
    if given.purchases.any {
        file("purchases.csv", &|to| out.purchases(to))?;
    }
    if given.suppress.any {
        file("suppress.csv", &|to| out.suppress(to))?;
    }
    Ok(written)
}

struct Out<'a> {
    tables: &'a Tables,
    zone: &'a Zone,
}

impl Out<'_> {
    /// A time as people write it, with its offset only where the clock shows it twice.
    fn time(&self, at: Seconds) -> String {
        let plain = format_time(at, self.zone);
        if at == NO_TIME || parse_time(&plain, self.zone) == Some(at) {
            return plain;
        }
        let utc = format_time(at, &Zone::named("UTC").unwrap_or_default());
        if utc.is_empty() { utc } else { format!("{}Z", utc.replace(' ', "T")) }
    }

    fn id(&self, user: u32) -> &str {
        if user == NONE { "" } else { self.tables.users.name(user) }
    }

    fn memberships(&self, to: &mut dyn Write) -> io::Result<()> {
        let names = memberships::SCHEMA.names();
        let mut sheet = Sheet::begin(to, true, &names[..=memberships::MEMBER_TYPE])?;
        let rows = &self.tables.memberships;
        for i in 0..rows.user.len() {
            sheet.id(self.id(rows.user[i]))?;
            sheet.id(self.tables.groups.name(rows.group[i]))?;
            sheet.code(&self.time(rows.joined_at[i]))?;
            sheet.code(&self.time(rows.left_at[i]))?;
            sheet.code(match rows.member_type[i] {
                MemberType::Customer => "customer",
                MemberType::Staff => "staff",
                MemberType::Robot => "robot",
            })?;
            sheet.end_row()?;
        }
        sheet.finish()
    }

    fn interactions(&self, to: &mut dyn Write) -> io::Result<()> {
        let names = interactions::SCHEMA.names();
        let mut sheet = Sheet::begin(to, true, &names[..=interactions::COUNT])?;
        let rows = &self.tables.interactions;
        for i in (0..rows.from.len()).filter(|&i| rows.to[i] != NONE) {
            sheet.id(self.id(rows.from[i]))?;
            sheet.id(self.id(rows.to[i]))?;
            sheet.text(&rows.kinds[rows.kind[i] as usize])?;
            sheet.code(&self.time(rows.at[i]))?;
            sheet.number(rows.count[i])?;
            sheet.end_row()?;
        }
        sheet.finish()
    }

    fn messages(&self, to: &mut dyn Write) -> io::Result<()> {
        let mut sheet = Sheet::begin(to, true, &["from_id", "group_id", "at", "count"])?;
        let rows = &self.tables.interactions;
        for i in (0..rows.from.len()).filter(|&i| rows.to[i] == NONE) {
            sheet.id(self.id(rows.from[i]))?;
            sheet.id(self.tables.groups.name(rows.group[i]))?;
            sheet.code(&self.time(rows.at[i]))?;
            sheet.number(rows.count[i])?;
            sheet.end_row()?;
        }
        sheet.finish()
    }

    fn describes_users(&self) -> bool {
        (0..self.tables.users.len()).any(|user| self.describes(user))
    }

    /// Whether anything is said of a user.
    fn describes(&self, user: usize) -> bool {
        let t = &self.tables.user_table;
        let said = [
            !t.nickname.get(user).is_empty(),
            t.role.get(user).copied().flatten().is_some(),
            t.remark_count.get(user).is_some_and(|count| !count.is_nan()),
            t.city.get(user).is_some(),
            t.device.get(user).is_some(),
            !t.tags.row(user).is_empty(),
            t.registered_at.get(user).is_some_and(|&at| at != NO_TIME),
            t.last_active_at.get(user).is_some_and(|&at| at != NO_TIME),
            t.monthly_spend.get(user).is_some_and(|spend| !spend.is_nan()),
            t.owner.get(user).is_some_and(|&owner| owner != NONE),
            t.opted_out.get(user) == Some(&true),
            t.consent.get(user).copied().flatten().is_some(),
            t.extra.iter().any(|column| !column.values.get(user).is_empty()),
        ];
        said.contains(&true)
    }

    fn users(&self, to: &mut dyn Write) -> io::Result<()> {
        let t = &self.tables.user_table;
        let mut names = users::SCHEMA.names();
        names.extend(t.extra.iter().map(|column| column.name.as_str()));
        let mut sheet = Sheet::begin(to, true, &names)?;
        for user in (0..self.tables.users.len()).filter(|&user| self.describes(user)) {
            sheet.id(self.id(user as u32))?;
            sheet.text(t.nickname.get(user))?;
            sheet.code(t.role[user].map_or("", |role| role.code()))?;
            sheet.number(t.remark_count[user])?;
            sheet.text(t.city.get(user).unwrap_or_default())?;
            sheet.text(t.device.get(user).unwrap_or_default())?;
            let tags: Vec<&str> = t.tags.row(user).iter().map(|&tag| t.tags.names[tag as usize].as_str()).collect();
            sheet.text(&tags.join(";"))?;
            sheet.code(&self.time(t.registered_at[user]))?;
            sheet.code(&self.time(t.last_active_at[user]))?;
            sheet.number(t.monthly_spend[user])?;
            sheet.id(self.id(t.owner[user]))?;
            sheet.flag(t.opted_out[user].then_some(true))?;
            sheet.flag(t.consent[user])?;
            for column in &t.extra {
                sheet.text(column.values.get(user))?;
            }
            sheet.end_row()?;
        }
        sheet.finish()
    }

    fn groups(&self, to: &mut dyn Write) -> io::Result<()> {
        let t = &self.tables.group_table;
        let mut sheet = Sheet::begin(to, true, &groups::SCHEMA.names())?;
        for group in 0..self.tables.groups.len() {
            sheet.id(self.tables.groups.name(group as u32))?;
            sheet.text(t.name.get(group))?;
            sheet.text(t.kind.get(group).unwrap_or_default())?;
            sheet.text(t.city.get(group).unwrap_or_default())?;
            let tags: Vec<&str> = t.tags.row(group).iter().map(|&tag| t.tags.names[tag as usize].as_str()).collect();
            sheet.text(&tags.join(";"))?;
            sheet.id(self.id(t.owner.get(group).copied().unwrap_or(NONE)))?;
            sheet.end_row()?;
        }
        sheet.finish()
    }

    /// One row an order; a number of our own stands for the order's, so that two at one time stay two.
    fn purchases(&self, to: &mut dyn Write) -> io::Result<()> {
        let numbered = self.tables.given.purchases.order_id;
        let names = purchases::SCHEMA.names();
        let mut sheet =
            Sheet::begin(to, true, &names[..=if numbered { purchases::ORDER_ID } else { purchases::AMOUNT }])?;
        let rows = &self.tables.purchases;
        for i in 0..rows.user.len() {
            sheet.id(self.id(rows.user[i]))?;
            sheet.code(&self.time(rows.at[i]))?;
            sheet.number(rows.amount[i])?;
            if numbered {
                sheet.code(&(i + 1).to_string())?;
            }
            sheet.end_row()?;
        }
        sheet.finish()
    }

    fn suppress(&self, to: &mut dyn Write) -> io::Result<()> {
        let mut sheet = Sheet::begin(to, true, &suppress::SCHEMA.names())?;
        for user in (0..self.tables.users.len()).filter(|&user| self.tables.suppressed.get(user) == Some(&true)) {
            sheet.id(self.id(user as u32))?;
            sheet.end_row()?;
        }
        sheet.finish()
    }
}

/// A `renmai.toml` that reads the same files as they were read, every decision spelled out: what is wrong is put right there once.
pub fn plan_text(tables: &Tables, lang: Lang) -> String {
    let mut out = String::new();
    let comment = |out: &mut String, words: &str| words.lines().for_each(|line| out.push_str(&format!("# {line}\n")));
    let quoted = |words: &str| toml::Value::String(words.to_owned()).to_string();
    comment(&mut out, text::PLAN_HEAD.get(lang));
    out.push_str(&format!("lang = {}\n\n[input]\n", quoted(lang.code())));
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for input in &tables.inputs {
        let list = files.entry(input.table).or_default();
        // Sheets of a workbook are told apart by their plans.
        if !list.contains(&input.file.as_str()) {
            list.push(&input.file);
        }
    }
    for (table, list) in files {
        let list: Vec<String> = list.into_iter().map(quoted).collect();
        out.push_str(&format!("{table} = [{}]\n", list.join(", ")));
    }
    for input in &tables.inputs {
        out.push('\n');
        plan(input, tables, lang, &mut out);
    }
    out
}

fn plan(input: &InputFile, tables: &Tables, lang: Lang, out: &mut String) {
    let quoted = |words: &str| toml::Value::String(words.to_owned()).to_string();
    let comment = |out: &mut String, words: &str| words.lines().for_each(|line| out.push_str(&format!("# {line}\n")));
    let reading = &input.reading;
    comment(out, &text::PLAN_FILE.with("rows", crate::text::thousands(input.rows)).render(lang));
    out.push_str(&format!("[input.plan.{}]\n", quoted(&input.file)));
    out.push_str(&format!("table = {}\n", quoted(input.table)));
    out.push_str(&format!("header_line = {}\n", reading.header_line));
    let delimiter = match reading.delimiter.as_str() {
        "," => "comma",
        "\t" => "tab",
        ";" => "semicolon",
        "|" => "pipe",
        " " => "spaces",
        _ => "",
    };
    if !delimiter.is_empty() {
        out.push_str(&format!("delimiter = {}\nencoding = {}\n", quoted(delimiter), quoted(input.encoding)));
    }
    let orders: Vec<&str> =
        reading.understood.values().map(String::as_str).filter(|code| ["dmy", "mdy", "ymd"].contains(code)).collect();
    if let Some(order) = orders.first() {
        out.push_str(&format!("date_order = {}\n", quoted(order)));
    }
    if let Some(mark) = reading.understood.values().find_map(|code| match code.as_str() {
        "decimal_comma" => Some(","),
        "decimal_point" => Some("."),
        _ => None,
    }) {
        out.push_str(&format!("decimal = {}\n", quoted(mark)));
    }
    let columns: Vec<String> =
        reading.columns.iter().map(|(ours, header)| format!("{ours} = {}", quoted(header))).collect();
    out.push_str(&format!("columns = {{ {} }}\n", columns.join(", ")));
    if !reading.unused.is_empty() {
        comment(out, &text::PLAN_UNUSED.with("columns", reading.unused.join(", ")).render(lang));
    }
    for finding in tables.findings.iter().filter(|finding| finding.sentence.render(lang).starts_with(&input.file)) {
        comment(out, &finding.sentence.render(lang));
    }
}
