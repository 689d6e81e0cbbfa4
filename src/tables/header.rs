//! Which field of a file is which column of its table.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::asides::{self, Aside};
use super::cell;
use super::cell::Meaning;
pub(super) use super::names::{any_is_known, are_ids, is_alias, names_a_group, normalise, plain_header, shortened};
use super::names::{is_known, plain};
use super::scan::Record;
use super::time::{Believed, Zone, parse_time};
use super::words;
use crate::config::columns::{CellKind, Column, Schema, interactions, memberships, purchases, users};
use crate::config::nearest;
use crate::diagnostic::Position;
use crate::text::{Sentence, errors};
use crate::{Error, ErrorKind};

/// Headers of what people wrote.
const CONTENTS: [&str; 15] = [
    "content",
    "message",
    "text",
    "msg",
    "body",
    "消息",
    "内容",
    "消息内容",
    "发言内容",
    "聊天内容",
    "发言",
    "文本",
    "文本内容",
    "聊天记录",
    "信息内容",
];

/// How headers of the articles of an order begin.
const LINE_ITEM: &str = "lineitem_";

/// More columns than this are no table of people; Excel has as many.
const MOST_COLUMNS: usize = 16_384;

/// How to understand the header of one file.
#[derive(Clone, Copy)]
pub(super) struct HeaderOptions<'a> {
    /// The file, for messages.
    pub file: &'a str,
    /// The line of the header; 0 where there is none, and columns go by number.
    pub line: u64,
    /// Our column → the file's header, as configured for all files of the table, and for this one.
    pub mapping: [Option<&'a BTreeMap<String, String>>; 2],
    /// Columns with one value for every row.
    pub constants: &'a [(String, String)],
    /// Zone of constant times.
    pub zone: &'a Zone,
    /// What they may be.
    pub believed: Believed,
}

/// Where the columns of a table stand in one file, and what their cells mean.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub schema: &'static Schema,
    /// Whether the file has a header; else numbers stand for it.
    pub has_header: bool,
    /// The headers, trimmed.
    pub headers: Vec<String>,
    /// Field of each column of the schema.
    pub fields: Vec<Option<usize>>,
    /// Value of each constant column of the schema.
    pub constants: Vec<Option<String>>,
    /// Fields that are no column of the schema and have a header.
    pub unknown: Vec<usize>,
    /// How the cells of each column of the schema are understood.
    pub meanings: Vec<Meaning>,
    /// Columns whose cells may hold several ids.
    pub lists: Vec<bool>,
    /// Whether it was configured which column says who opted out: then no other does.
    pub is_told_who_opted_out: bool,
    /// Of columns of times: the field of the day, where that of the column holds the time of day.
    pub days: Vec<Option<usize>>,
    /// Fields that mean a column too, for which another was taken.
    pub rivals: Vec<(usize, usize)>,
    /// Whether the rows say what people are like too, and are read as a table of users besides.
    pub describes: bool,
    /// Fields that tell more of orders and people.
    pub asides: Vec<(usize, Aside)>,
}

impl Layout {
    /// Understands a header. Explicit mappings come first, then the contract's own names, then aliases.
    ///
    /// # Errors
    /// A required column that is missing, two headers for one column, and mappings and constants that do not fit.
    pub fn new(schema: &'static Schema, headers: Vec<String>, options: HeaderOptions<'_>) -> crate::Result<Self> {
        let resolve = Resolve::new(schema, &headers, options);
        if headers.len() > MOST_COLUMNS {
            let sentence = errors::TOO_MANY_COLUMNS.with("found", headers.len()).with("most", MOST_COLUMNS);
            return Err(resolve.error(0, "", sentence));
        }
        let constants = resolve.constants()?;
        let mut fields = resolve.mapped(&headers)?;
        let mapped = fields.clone();
        if options.line == 0 {
            resolve.by_number(&mut fields, &constants);
        } else {
            resolve.duplicates(&headers)?;
            resolve.by_name(&headers, &mut fields)?;
            resolve.by_group_name(&mut fields, &constants);
            resolve.by_content(&mut fields, &constants);
            resolve.by_line_items(&mut fields, &mapped, &constants);
        }
        for (i, column) in schema.columns.iter().enumerate() {
            if let (Some(field), Some(_)) = (fields[i], &constants[i]) {
                return Err(resolve.error(
                    field + 1,
                    &headers[field],
                    errors::CONSTANT_TWICE.with("column", column.name),
                ));
            }
        }
        let mut unknown: Vec<usize> =
            (0..headers.len()).filter(|&f| !headers[f].is_empty() && !fields.contains(&Some(f))).collect();
        let aside = |&field: &usize| match schema.table {
            "purchases" => Some((field, asides::of(plain(&resolve.names[field]))?)),
            "users" => Some((field, asides::of_person(plain(&resolve.names[field]))?)),
            _ => None,
        };
        let asides: Vec<(usize, Aside)> = unknown.iter().filter(|_| options.line != 0).filter_map(aside).collect();
        unknown.retain(|&f| asides.iter().all(|&(field, aside)| field != f || aside.is_further()));
        let is_said = || mapped[purchases::AMOUNT].is_some() || constants[purchases::AMOUNT].is_some();
        if schema.table == purchases::SCHEMA.table && !is_said() {
            resolve.is_no_unit_price(&headers, fields[purchases::AMOUNT], &unknown)?;
        }
        // Where the best of several is taken; elsewhere two are an error.
        let means = |&(column, field): &(usize, usize)| {
            let names = &schema.columns[column].aliases;
            let is_ranked = options.line != 0 && mapped[column].is_none() && names.first() == Some(&"");
            is_ranked && is_alias(&schema.columns[column], plain(&resolve.names[field]))
        };
        let pairs = unknown.iter().flat_map(|&field| (0..fields.len()).map(move |column| (column, field)));
        let mut layout = Self {
            schema,
            describes: false,
            has_header: options.line != 0,
            rivals: pairs.filter(|&(column, _)| fields[column].is_some()).filter(means).collect(),
            unknown,
            asides,
            days: vec![None; fields.len()],
            headers,
            meanings: vec![Meaning::default(); fields.len()],
            lists: vec![false; fields.len()],
            is_told_who_opted_out: options.mapping.iter().flatten().any(|columns| columns.contains_key("opted_out")),
            fields,
            constants,
        };
        layout.describes = layout.describes_people().is_some();
        let missing = layout.missing();
        if !missing.is_empty() {
            return Err(resolve.missing(&missing, &layout));
        }
        Ok(layout)
    }

    /// Whether a column is there.
    pub fn has(&self, column: usize) -> bool {
        self.fields[column].is_some() || self.constants[column].is_some()
    }

    /// The text of a time: the day of another field before a time of day.
    pub fn dated<'a>(&self, column: usize, record: &Record<'_>, text: &'a str) -> Cow<'a, str> {
        let Some(field) = self.days[column] else { return Cow::Borrowed(text) };
        let day = record.field(field).trim();
        let day =
            [" 00:00:00", " 00:00", " 0:00:00", " 0:00"].iter().find_map(|end| day.strip_suffix(end)).unwrap_or(day);
        Cow::Owned(format!("{day} {text}").trim().to_owned())
    }

    /// Whether the time of an order is when it was paid: empty, it was not.
    pub fn tells_of_payment(&self) -> bool {
        let words = ["付款", "支付", "paid", "pay_", "payment"];
        let tells = |field: usize| words.iter().any(|word| normalise(&self.headers[field]).contains(word));
        self.has_header && self.fields[purchases::AT].is_some_and(tells)
    }

    /// Whether orders go on in lines that name an article and leave the rest empty.
    pub fn has_line_items(&self) -> bool {
        self.headers.iter().any(|header| normalise(header).starts_with(LINE_ITEM))
    }

    /// Whether it is a log of messages to groups: it says who wrote where, and to nobody.
    pub fn is_message_log(&self) -> bool {
        self.schema.table == interactions::SCHEMA.table
            && !self.has(interactions::TO_ID)
            && self.has(interactions::GROUP_ID)
    }

    /// Whether groups have no ids and go by their names.
    pub fn goes_by_group_name(&self) -> bool {
        let group = match self.schema.table {
            "memberships" => memberships::GROUP_ID,
            "interactions" => interactions::GROUP_ID,
            _ => return false,
        };
        let name = &memberships::SCHEMA.columns[memberships::GROUP_NAME];
        self.has_header
            && self.fields[group].is_some_and(|field| is_alias(name, plain(&normalise(&self.headers[field]))))
    }

    /// Headers of fields that are no column and tell something all the same.
    pub fn heeded(&self) -> Vec<String> {
        self.headers_of(|field| self.is_heeded(field))
    }

    /// Headers of fields that tell nothing; of users, whose further columns are kept, of all that are no column.
    pub fn unused(&self) -> Vec<String> {
        let keeps_all = self.schema.table == users::SCHEMA.table;
        self.headers_of(|field| self.unknown.contains(&field) && (keeps_all || !self.is_heeded(field)))
    }

    fn is_heeded(&self, field: usize) -> bool {
        let is_aside = self.asides.iter().any(|&(of, _)| of == field);
        is_aside || self.describes && self.says_of_people(field)
    }

    fn headers_of(&self, is: impl Fn(usize) -> bool) -> Vec<String> {
        (0..self.headers.len()).filter(|&field| is(field)).map(|field| self.headers[field].clone()).collect()
    }

    /// Required columns that are not there.
    fn missing(&self) -> Vec<&'static str> {
        let spared = if self.is_message_log() { Some(interactions::TO_ID) } else { None };
        let missing = |&i: &usize| self.schema.columns[i].required && !self.has(i) && spared != Some(i);
        (0..self.fields.len()).filter(missing).map(|i| self.schema.columns[i].name).collect()
    }
}

/// How well a header fits a table.
pub(super) struct Fit {
    /// Whether all required columns are there.
    pub complete: bool,
    /// How many of any.
    pub columns: usize,
    /// [`Layout::is_message_log`].
    pub is_message_log: bool,
}

/// See [`Fit`].
pub(super) fn fit(schema: &'static Schema, headers: &[String], options: HeaderOptions<'_>) -> Fit {
    let none = Fit { complete: false, columns: 0, is_message_log: false };
    let resolve = Resolve::new(schema, headers, options);
    let (Ok(constants), Ok(mut fields)) = (resolve.constants(), resolve.mapped(headers)) else { return none };
    if resolve.by_name(headers, &mut fields).is_err() {
        // Two headers for one column: a header, whatever else is wrong with it.
        let is_named = |column: &&Column| headers.iter().any(|header| is_alias(column, &plain_header(header)));
        let named = schema.columns.iter().filter(is_named).count();
        let complete = schema.columns.iter().filter(|column| column.required).all(|column| is_named(&column));
        return Fit { complete, columns: named.max(1), is_message_log: false };
    }
    resolve.by_group_name(&mut fields, &constants);
    resolve.by_content(&mut fields, &constants);
    let found = fields.iter().flatten().count();
    let layout = Layout {
        schema,
        describes: false,
        has_header: true,
        headers: Vec::new(),
        fields,
        constants,
        unknown: Vec::new(),
        meanings: Vec::new(),
        lists: Vec::new(),
        is_told_who_opted_out: false,
        days: Vec::new(),
        rivals: Vec::new(),
        asides: Vec::new(),
    };
    let is_message_log = layout.is_message_log();
    // What was written shows that a log is no list of members.
    let found = found + if is_message_log && resolve.has_content(&layout.fields) { 2 } else { 0 };
    Fit { complete: layout.missing().is_empty(), columns: found, is_message_log }
}

struct Resolve<'a> {
    schema: &'static Schema,
    /// Normalised headers.
    names: Vec<String>,
    /// Those that some table knows, and the bytes of each before what stands in brackets behind it.
    known: Vec<(usize, usize)>,
    options: HeaderOptions<'a>,
}

impl<'a> Resolve<'a> {
    fn new(schema: &'static Schema, headers: &[String], options: HeaderOptions<'a>) -> Self {
        let names: Vec<String> = headers.iter().map(|header| normalise(header)).collect();
        let known = names.iter().map(|name| plain(name)).enumerate();
        let known = known.filter(|&(field, plain)| is_known(&names[field]) || is_known(plain));
        let known = known.map(|(field, plain)| (field, plain.len())).collect();
        Self { schema, known, names, options }
    }

    /// The first field that is not taken and whose header is this word, as it is or without what stands in brackets behind it.
    fn free(&self, word: &str, fields: &[Option<usize>]) -> Option<usize> {
        self.all(word, fields).next()
    }

    /// All such fields.
    fn all(&self, word: &str, fields: &[Option<usize>]) -> impl Iterator<Item = usize> {
        let means =
            |&&(field, plain): &&(usize, usize)| self.names[field] == word || self.names[field][..plain] == *word;
        let fields = self.known.iter().filter(means).map(|&(field, _)| field).filter(|&f| !fields.contains(&Some(f)));
        fields.collect::<Vec<_>>().into_iter()
    }

    fn error(&self, column: usize, name: &str, sentence: Sentence) -> Error {
        let at = Position {
            file: self.options.file.to_owned(),
            line: self.options.line,
            column: column as u64,
            column_name: name.to_owned(),
        };
        Error::new(ErrorKind::Data, sentence).at(at)
    }

    fn config_error(&self, column: &str, sentence: Sentence) -> Error {
        let at = Position { file: self.options.file.to_owned(), line: 0, column: 0, column_name: column.to_owned() };
        Error::new(ErrorKind::Config, sentence).at(at)
    }

    fn names_of_columns(&self) -> String {
        self.schema.names().join(", ")
    }

    /// What is missing, and which headers may have been meant.
    fn missing(&self, missing: &[&'static str], layout: &Layout) -> Error {
        let words = |column: &&'static str| {
            let aliases = self.schema.place(column).map_or(&[][..], |i| self.schema.columns[i].aliases);
            std::iter::once(*column).chain(aliases.iter().copied().filter(|alias| !alias.is_empty()))
        };
        let near = |column: &&'static str| {
            let unknown = layout.unknown.iter().map(|&field| &layout.headers[field]);
            let near = unknown.filter(|header| nearest(&normalise(header), words(column)).is_some());
            near.map(|header| format!("{header} = {column}")).next()
        };
        let near: Vec<String> = missing.iter().filter_map(near).collect();
        let text = if near.is_empty() { &errors::MISSING_COLUMN } else { &errors::MISSING_COLUMN_NEAR };
        let sentence = text
            .with("table", self.schema.table)
            .with("columns", missing.join(", "))
            .with("near", near.join(", "))
            .with("found", shortened(&layout.headers.join(", ")));
        self.error(0, "", sentence)
    }

    /// A group whose name is all that is given goes by its name.
    fn by_group_name(&self, fields: &mut [Option<usize>], constants: &[Option<String>]) {
        let (id, name) = (memberships::GROUP_ID, memberships::GROUP_NAME);
        if self.schema.table == memberships::SCHEMA.table && fields[id].is_none() && constants[id].is_none() {
            fields[id] = fields[name];
        }
    }

    /// Who wrote, and in which group, in a log of messages that calls them as a list of members does: what was written shows that it is one.
    fn by_content(&self, fields: &mut [Option<usize>], constants: &[Option<String>]) {
        let (from, to, group) = (interactions::FROM_ID, interactions::TO_ID, interactions::GROUP_ID);
        let is_log = self.schema.table == interactions::SCHEMA.table && fields[to].is_none() && constants[to].is_none();
        if !is_log || !self.has_content(fields) {
            return;
        }
        let of_members = |column: usize, fields: &[Option<usize>]| {
            let column = &memberships::SCHEMA.columns[column];
            let names = std::iter::once(column.name).chain(column.aliases.iter().copied());
            names.filter(|name| !name.is_empty()).find_map(|name| self.free(name, fields))
        };
        if fields[from].is_none() && constants[from].is_none() {
            fields[from] = of_members(memberships::USER_ID, fields);
        }
        if fields[group].is_none() && constants[group].is_none() {
            fields[group] = of_members(memberships::GROUP_NAME, fields);
        }
    }

    /// Shopify calls the number of an order its name, and knows people by their address; it seldom has their telephone number.
    fn by_line_items(&self, fields: &mut [Option<usize>], mapped: &[Option<usize>], constants: &[Option<String>]) {
        let is_of_orders = self.schema.table == purchases::SCHEMA.table;
        if !is_of_orders || !self.names.iter().any(|name| name.starts_with(LINE_ITEM)) {
            return;
        }
        let (user, order) = (purchases::USER_ID, purchases::ORDER_ID);
        if fields[order].is_none() && constants[order].is_none() {
            fields[order] = self.free("name", fields);
        }
        let is_phone = fields[user].is_some_and(|field| self.names[field] == "phone") && mapped[user].is_none();
        if let Some(email) = self.free("email", fields).filter(|_| is_phone) {
            fields[user] = Some(email);
        }
    }

    /// Whether a column holds what people wrote, which is never read, another when, and none tells of members.
    fn has_content(&self, fields: &[Option<usize>]) -> bool {
        let of_members = [memberships::JOINED_AT, memberships::LEFT_AT, memberships::MEMBER_TYPE];
        let of_members = of_members.map(|place| &memberships::SCHEMA.columns[place]);
        let mut names = self.names.iter().map(|name| plain(name));
        names.clone().any(|name| CONTENTS.contains(&name))
            && fields[interactions::AT].is_some()
            && !names.any(|name| of_members.iter().any(|column| is_alias(column, name)))
    }

    /// Columns that no mapping names, in our order: as many as the file has.
    fn by_number(&self, fields: &mut [Option<usize>], constants: &[Option<String>]) {
        let taken: Vec<usize> = fields.iter().flatten().copied().collect();
        if !taken.is_empty() {
            return;
        }
        let open = (0..fields.len()).filter(|&i| constants[i].is_none());
        for (field, column) in open.enumerate().take(self.names.len()) {
            fields[column] = Some(field);
        }
    }

    /// The same header twice; headers without text may repeat (spreadsheets leave such columns behind).
    fn duplicates(&self, headers: &[String]) -> crate::Result<()> {
        let mut first = BTreeMap::new();
        for (i, name) in self.names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            if let Some(first) = first.insert(name, i) {
                return Err(self.duplicate(first, i, headers));
            }
        }
        Ok(())
    }

    fn duplicate(&self, first: usize, second: usize, headers: &[String]) -> Error {
        let sentence = errors::DUPLICATE_HEADER.with("first", &headers[first]).with("first_column", first + 1);
        self.error(second + 1, &headers[second], sentence)
    }

    fn constants(&self) -> crate::Result<Vec<Option<String>>> {
        let mut values = vec![None; self.schema.columns.len()];
        for (name, value) in self.options.constants {
            let Some(i) = self.schema.place(name) else {
                let sentence = errors::CONSTANT_UNKNOWN
                    .with("column", name)
                    .with("table", self.schema.table)
                    .with("columns", self.names_of_columns());
                return Err(self.config_error(name, sentence));
            };
            let value = value.trim();
            let column = &self.schema.columns[i];
            if !fits(column, value, self.options) {
                let sentence = errors::CONSTANT_VALUE.with("column", name).with("found", shortened(value));
                return Err(self.config_error(name, sentence));
            }
            values[i] = Some(value.to_owned());
        }
        Ok(values)
    }

    fn mapped(&self, headers: &[String]) -> crate::Result<Vec<Option<usize>>> {
        let mut fields = vec![None; self.schema.columns.len()];
        // What is said of this file alone comes last and wins.
        for (column, header) in self.options.mapping.into_iter().flatten().flatten() {
            let Some(i) = self.schema.place(column) else {
                let sentence = errors::MAPPED_COLUMN_UNKNOWN
                    .with("column", column)
                    .with("table", self.schema.table)
                    .with("columns", self.names_of_columns());
                return Err(self.config_error(column, sentence));
            };
            if header.is_empty() {
                // None of this file.
                fields[i] = None;
                continue;
            }
            let wanted = normalise(header);
            fields[i] = match self.options.line {
                0 => wanted.parse().ok().filter(|n| (1..=self.names.len()).contains(n)).map(|n: usize| n - 1),
                _ => self.names.iter().position(|n| *n == wanted),
            };
            if fields[i].is_none() {
                let sentence = errors::MAPPED_HEADER_MISSING
                    .with("table", self.schema.table)
                    .with("column", column)
                    .with("header", header)
                    .with("found", shortened(&headers.join(", ")));
                return Err(self.config_error(column, sentence));
            }
        }
        Ok(fields)
    }

    /// Whether it was said that no header means this column.
    fn is_closed(&self, column: &str) -> bool {
        let said = self.options.mapping.iter().rev().flatten().find_map(|columns| columns.get(column));
        said.is_some_and(String::is_empty)
    }

    /// Columns that no mapping names, by the contract's name or else by an alias.
    fn by_name(&self, headers: &[String], fields: &mut [Option<usize>]) -> crate::Result<()> {
        let is_open = |&i: &usize| fields[i].is_none() && !self.is_closed(self.schema.columns[i].name);
        let mut open: Vec<usize> = (0..fields.len()).filter(is_open).collect();
        for &i in &open {
            fields[i] = self.free(self.schema.columns[i].name, fields);
        }
        for &i in &open {
            self.one_unit(i, headers, fields)?;
        }
        open.retain(|&i| fields[i].is_none());
        for i in open {
            let mut classes = self.schema.columns[i].aliases.splitn(2, |alias| alias.is_empty());
            let free = |alias: &&str| self.free(alias, fields);
            let mut means: Vec<usize> = classes.next().unwrap_or_default().iter().filter_map(&free).collect();
            means.sort_unstable();
            means.dedup();
            if let Some(time) = self.day_and_time(i, &means) {
                means = vec![time];
            }
            if let &[first, second, ..] = means.as_slice() {
                return Err(self.duplicate(first, second, headers));
            }
            let fallback = || classes.next().unwrap_or_default().iter().find_map(&free);
            fields[i] = means.first().copied().or_else(fallback);
            self.one_unit(i, headers, fields)?;
        }
        Ok(())
    }

    /// Of a day and a time that are called alike, such as 入群日期 and 入群时间, the time: it may be a time of day, which [`rivals`](super::rivals)
    /// joins with its day, or the whole of it.
    fn day_and_time(&self, column: usize, means: &[usize]) -> Option<usize> {
        let &[first, second] = means else { return None };
        let stem = |field: usize, ends: [&str; 2]| {
            let name = plain(&self.names[field]);
            ends.iter().find_map(|end| name.strip_suffix(end)).map(str::to_owned)
        };
        let is_day_of = |day: usize, time: usize| {
            let (day, time) = (stem(day, ["日期", "date"]), stem(time, ["时间", "time"]));
            day.is_some() && day == time
        };
        let is_time = self.schema.columns[column].kind == CellKind::Time;
        [(first, second), (second, first)]
            .into_iter()
            .find(|&(day, time)| is_time && is_day_of(day, time))
            .map(|(_, time)| time)
    }

    /// A price beside a quantity may be of one or of all: that must be said.
    fn is_no_unit_price(&self, headers: &[String], amount: Option<usize>, unknown: &[usize]) -> crate::Result<()> {
        let is = |field: usize, words: &[&str]| words.contains(&plain(&self.names[field]));
        let quantities = ["quantity", "qty", "数量", "件数", "购买数量", "商品数量"];
        let Some(&quantity) = unknown.iter().find(|&&field| is(field, &quantities)) else { return Ok(()) };
        let of_one = ["单价", "商品单价", "成交单价", "销售单价", "unit_price", "price_per_unit"];
        let (price, text) = match amount {
            Some(field) if is(field, &["price"]) => (field, &errors::UNIT_PRICE),
            Some(_) => return Ok(()),
            None => match unknown.iter().find(|&&field| is(field, &of_one)) {
                Some(&field) => (field, &errors::UNIT_PRICE_ALONE),
                None => return Ok(()),
            },
        };
        let sentence = text.with("price", &headers[price]).with("quantity", &headers[quantity]);
        Err(self.error(price + 1, &headers[price], sentence))
    }

    /// An amount that stands in two units, such as in yuan and in dollars, must be said which to take.
    fn one_unit(&self, column: usize, headers: &[String], fields: &[Option<usize>]) -> crate::Result<()> {
        let Some(field) = fields[column].filter(|_| self.schema.columns[column].kind == CellKind::Amount) else {
            return Ok(());
        };
        let name = plain(&self.names[field]);
        let other = self.all(name, &[Some(field)]).next().filter(|_| self.names[field] != name);
        other.map_or(Ok(()), |other| Err(self.duplicate(field.min(other), field.max(other), headers)))
    }
}

/// Whether a constant can be a value of a column.
fn fits(column: &Column, value: &str, options: HeaderOptions<'_>) -> bool {
    let meaning = Meaning::default();
    match column.kind {
        CellKind::Id => !value.is_empty(),
        CellKind::Time | CellKind::End => {
            parse_time(value, options.zone).is_some_and(|at| options.believed.contains(at))
        }
        CellKind::Count => cell::count(value, meaning).is_some(),
        CellKind::Amount => cell::bounded_amount(value, meaning).is_some(),
        CellKind::MemberType => words::member_type(value).is_some(),
        CellKind::Role => words::role(value).is_some(),
        CellKind::Flag => words::consent(value).is_some(),
        CellKind::OptOut => words::opted_out(value).is_some(),
        CellKind::Wanted => words::unwanted(value).is_some(),
        CellKind::Text | CellKind::Name => true,
    }
}
