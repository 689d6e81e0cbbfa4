//! The tables as they were read, in our own format; and the configuration that reads the same files so again.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::cells::{Cells, Sheet};
use super::outdir::{OutDir, failed_file};
use crate::Result;
use crate::analysis::sources;
use crate::config::Config;
use crate::config::columns::{groups, interactions, memberships, purchases, suppress, users};
use crate::tables::{InputFile, MemberType, NO_TIME, NONE, Seconds, Source, Tables, Zone, format_time, parse_time};
use crate::text::{reading as words, settings as text};

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
    if given.memberships.any || !tables.marked.is_empty() && !tables.groups.is_empty() {
        file("memberships.csv", &|to| out.memberships(to))?;
    }
    if tables.interactions.to.iter().any(|&to| to != NONE) {
        file("interactions.csv", &|to| out.interactions(to))?;
    }
    if !tables.interactions.group.is_empty() {
        file("messages.csv", &|to| out.messages(to))?;
    }
    let described = out.described();
    if !described.is_empty() {
        file("users.csv", &|to| out.users(&described, to))?;
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
    if given.staff.any {
        file("staff.csv", &|to| out.staff(to))?;
    }
    Ok(written)
}

fn code(kind: MemberType) -> &'static str {
    match kind {
        MemberType::Customer => "customer",
        MemberType::Staff => "staff",
        MemberType::Robot => "robot",
    }
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
            sheet.code(code(rows.member_type[i]))?;
            sheet.end_row()?;
        }
        // Who is staff though no row that was taken says so; an employee changes no group.
        let marked: BTreeSet<(u32, &str)> = self.tables.marked.iter().map(|&(user, kind)| (user, code(kind))).collect();
        for (user, kind) in marked.into_iter().filter(|_| !self.tables.groups.is_empty()) {
            sheet.id(self.id(user))?;
            sheet.id(self.tables.groups.name(0))?;
            sheet.code("")?;
            sheet.code("")?;
            sheet.code(kind)?;
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

    /// Users of whom something is said, and those whom no other table names.
    fn described(&self) -> Vec<usize> {
        let t = self.tables;
        let mut is_named = vec![false; t.users.len()];
        let named = [&t.memberships.user, &t.interactions.from, &t.interactions.to, &t.purchases.user];
        let named = named.into_iter().chain([&t.user_table.owner]).flatten().filter(|&&user| user != NONE);
        named.for_each(|&user| is_named[user as usize] = true);
        (0..t.users.len()).filter(|&user| !is_named[user] || self.describes(user)).collect()
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

    fn users(&self, described: &[usize], to: &mut dyn Write) -> io::Result<()> {
        let t = &self.tables.user_table;
        let mut names = users::SCHEMA.names();
        names.truncate(users::CONSENT + 1);
        names.extend(t.extra.iter().map(|column| column.name.as_str()));
        let mut sheet = Sheet::begin(to, true, &names)?;
        for &user in described {
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

    fn staff(&self, to: &mut dyn Write) -> io::Result<()> {
        // An id of employees: by `user_id` and a name it would be a table of users.
        let mut sheet = Sheet::begin(to, true, &["employee_id", "name"])?;
        for (&user, name) in &self.tables.staff_names {
            sheet.id(self.id(user))?;
            sheet.text(name)?;
            sheet.end_row()?;
        }
        sheet.finish()
    }
}

/// A `renmai.toml` that reads the same files as they were read, every decision spelled out: what is wrong is put right there once.
///
/// # Errors
/// As [`sources`].
pub fn plan_text(tables: &Tables, config: &Config) -> Result<String> {
    let lang = config.lang;
    let sources = sources(config)?;
    let mut files: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut enter = |table, name: &str, constants: &mut dyn Iterator<Item = (&str, &str)>| {
        let entry = constants.fold(name.to_owned(), |entry, (column, value)| format!("{entry}:{column}={value}"));
        let list = files.entry(table).or_default();
        if !list.contains(&entry) {
            list.push(entry);
        }
    };
    // What holds several tables, or was read together with other files, says itself what it is.
    let is_single = |input: &&InputFile| tables.inputs.iter().filter(|other| other.file == input.file).count() == 1;
    let is_of = |input: &InputFile, source: &Source| {
        input.file.strip_prefix(&source.name).is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
    };
    let is_planned = |input: &&InputFile| is_single(input) && sources.all().any(|source| is_of(input, source));
    let planned: Vec<&InputFile> = tables.inputs.iter().filter(is_planned).collect();
    for input in &planned {
        enter(input.table, &input.file, &mut input.reading.constants.iter().map(|(column, value)| (*column, &**value)));
    }
    for source in sources.all().filter(|source| !planned.iter().any(|input| is_of(input, source))) {
        enter("files", &source.name, &mut source.constants.iter().map(|(column, value)| (&**column, &**value)));
    }
    let (mut scalars, mut sections) = others(config);
    let mut input = sections.remove("input").and_then(|input| input.try_into().ok()).unwrap_or_default();
    let of_input = take_scalars(&mut input);
    scalars.insert("lang".to_owned(), lang.code().into());
    let mut out = String::new();
    comment(&mut out, text::PLAN_HEAD.get(lang));
    out.push_str(&format!("{scalars}\n[input]\n"));
    for (table, list) in files {
        let list: Vec<String> = list.iter().map(|entry| quoted(entry)).collect();
        out.push_str(&format!("{table} = [{}]\n", list.join(", ")));
    }
    out.push_str(&of_input.to_string());
    for input in planned {
        out.push('\n');
        plan(input, tables, config, &mut out);
    }
    if !input.is_empty() {
        sections.insert("input".to_owned(), input.into());
    }
    if !sections.is_empty() {
        out.push_str(&format!("\n{sections}"));
    }
    Ok(out)
}

/// What is configured besides the files and how each is read: single values, and sections.
fn others(config: &Config) -> (toml::Table, toml::Table) {
    let mut others = Config { lang: Config::default().lang, ..config.clone() };
    others.input.without_files();
    others.input.plan.clear();
    let mut sections = others.differences().and_then(|words| words.parse().ok()).unwrap_or_default();
    (take_scalars(&mut sections), sections)
}

fn take_scalars(table: &mut toml::Table) -> toml::Table {
    let (sections, scalars) = std::mem::take(table).into_iter().partition(|(_, value)| value.is_table());
    *table = sections;
    scalars
}

fn comment(out: &mut String, words: &str) {
    words.lines().for_each(|line| out.push_str(&format!("# {line}\n")));
}

fn quoted(words: &str) -> String {
    toml::Value::String(words.to_owned()).to_string()
}

fn plan(input: &InputFile, tables: &Tables, config: &Config, out: &mut String) {
    let lang = config.lang;
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
    // Where columns differ, no setting of the file fits them all, and each is judged again by its cells.
    let common = |codes: &[&'static str]| {
        let mut said = reading.understood.values().filter_map(|code| codes.iter().copied().find(|one| one == code));
        said.next().filter(|first| said.all(|other| other == *first))
    };
    if let Some(order) = common(&["dmy", "mdy", "ymd"]) {
        out.push_str(&format!("date_order = {}\n", quoted(order)));
    }
    if let Some(mark) = common(&["decimal_comma", "decimal_point"]) {
        out.push_str(&format!("decimal = {}\n", quoted(if mark == "decimal_comma" { "," } else { "." })));
    }
    if let Some(grid) = config.input.plan.get(&input.file).and_then(|plan| plan.grid) {
        out.push_str(&format!("grid = {}\n", quoted(grid.code())));
    }
    let columns: Vec<String> =
        reading.columns.iter().map(|(ours, header)| format!("{ours} = {}", quoted(header))).collect();
    out.push_str(&format!("columns = {{ {} }}\n", columns.join(", ")));
    if !reading.heeded.is_empty() {
        comment(out, &words::HEEDED.with("columns", reading.heeded.join(", ")).render(lang));
    }
    if !reading.unused.is_empty() {
        let text = if input.table == "users" { &words::FURTHER } else { &words::UNUSED };
        comment(out, &text.with("columns", reading.unused.join(", ")).render(lang));
    }
    for finding in tables.findings.iter().filter(|finding| finding.sentence.render(lang).starts_with(&input.file)) {
        comment(out, &finding.sentence.render(lang));
    }
}
