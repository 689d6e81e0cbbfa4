//! What a file looks like in which no line is a header that names a table, and what to say of it.

use std::collections::BTreeSet;

use super::cell;
use super::dialects::{dialects, even, sample};
use super::formats::Sheet;
use super::header::Layout;
use super::names::{is_alias, is_known, names_a_group, normalise, plain_header, shortened};
use super::scan::{Comments, Dialect};
use super::time::{Zone, parse_time};
use crate::config::columns::{Column, groups, memberships, users};
use crate::config::{Delimiter, Grid};
use crate::text::{Sentence, errors};

/// Lines of a text that show whether it is a chat.
const LOOK: usize = 60;

/// What a sheet looks like; `header` is the line that names most, with how many columns it names, how it is cut and where its rows begin.
pub(super) fn another_shape(
    sheet: &Sheet,
    header: Option<(&[String], usize, Dialect, usize)>,
    assigned: bool,
    delimiter: Delimiter,
    grid: Grid,
) -> Option<Sentence> {
    let Some((headers, columns, dialect, start)) = header else {
        let (dialects, _) = dialects(sheet, delimiter);
        let dialect = even(sheet, delimiter);
        let records =
            sample(&sheet.text, Dialect { comments: Comments::leading(&sheet.text), ..dialect.unwrap_or(dialects[0]) });
        let is_data = |field: &String| cell::number(field).is_some() || parse_time(field, &Zone::default()).is_some();
        if records.first()?.iter().any(is_data) {
            return Some(errors::LOOKS_LIKE_DATA.with("found", shortened(&records[0].join(", "))));
        }
        let uneven = |dialect: &Dialect| {
            let records = sample(&sheet.text, *dialect);
            let least = records.iter().map(Vec::len).min().unwrap_or(0);
            least > 1 && records.iter().any(|record| record.len() != least)
        };
        let is_uneven = dialect.is_none() && dialects.iter().any(uneven);
        return is_uneven.then(|| errors::LOOKS_LIKE_LISTS.sentence());
    };
    // A single column that is known may be those down the side.
    if assigned || columns == 1 && grid == Grid::Auto {
        let records = sample(&sheet.text[start..], dialect);
        let unknown = headers.len().saturating_sub(columns);
        let marks =
            |field: &String| matches!(field.as_str(), "" | "0" | "1" | "√" | "✓" | "x" | "X" | "是" | "否" | "Y" | "N");
        if unknown > 1 && !records.is_empty() && records.iter().all(|record| record.iter().skip(1).all(marks)) {
            return Some(errors::LOOKS_LIKE_MATRIX.sentence());
        }
    }
    None
}

/// Whether a table describes people in columns that no table has: an id that stands once a row, and nothing that tells of another table.
pub(super) fn describes_people(headers: &[String], rows: &[Vec<String>]) -> bool {
    let id = &users::SCHEMA.columns[users::USER_ID];
    let known = |header: &String| is_known(&normalise(header)) || is_known(&plain_header(header));
    let mut named = headers.iter().enumerate().filter(|(_, header)| known(header));
    let (Some((field, header)), None) = (named.next(), named.next()) else { return false };
    let others = headers.iter().filter(|header| !header.is_empty()).count() - 1;
    let is_id = is_alias(id, &plain_header(header)) && normalise(header) != "id";
    let ids: Vec<&str> = rows.iter().filter_map(|row| row.get(field)).map(|cell| cell.trim()).collect();
    let events = [
        "消息", "聊天", "发送", "金额", "订单", "付款", "支付", "商品", "单价", "数量", "message", "amount", "order",
        "price", "product",
    ];
    let tells_of_events = headers.iter().any(|header| events.iter().any(|word| normalise(header).contains(word)));
    let once = ids.iter().filter(|id| !id.is_empty()).collect::<BTreeSet<_>>().len() == ids.len();
    is_id && others > 0 && !tells_of_events && !ids.is_empty() && once && !names_a_group(headers)
}

/// What to say of a header by which no table is known; `bars` where the file is called as lists are of whom to leave alone.
pub(super) fn unrecognised(headers: &[String], bars: bool, encoding: &str) -> Sentence {
    let is = |column: &'static Column| move |header: &&String| is_alias(column, &plain_header(header));
    let has = |column: &'static Column| headers.iter().any(|header| is(column)(&header));
    let of_members = |at: usize| &memberships::SCHEMA.columns[at];
    let found = shortened(&headers.join(", "));
    if bars {
        return errors::BARRED_WITHOUT_ID.with("found", found);
    }
    let has_group = has(of_members(memberships::GROUP_NAME)) || has(of_members(memberships::GROUP_ID));
    if !has_group || has(&users::SCHEMA.columns[users::USER_ID]) {
        // Text that was taken for another looks like this.
        let is_other =
            ["gb18030", "big5"].contains(&encoding) && !headers.iter().any(|header| is_known(&plain_header(header)));
        let text = if is_other { &errors::UNRECOGNISED_OR_GARBLED } else { &errors::UNRECOGNISED };
        return text.with("found", found).with("encoding", encoding.to_uppercase());
    }
    let is_name = |header: &&String| {
        is(of_members(memberships::NICKNAME))(header)
            || ["昵称", "姓名", "nickname"].iter().any(|word| normalise(header).contains(word))
    };
    let tell = [memberships::JOINED_AT, memberships::LEFT_AT, memberships::MEMBER_TYPE, memberships::LAST_ACTIVE_AT];
    let of_one = [groups::KIND, groups::OWNER_ID].map(|at| &groups::SCHEMA.columns[at]);
    if let Some(name) = headers.iter().find(is_name) {
        errors::PEOPLE_BY_NAME.with("name", name).with("found", found)
    } else if tell.into_iter().any(|at| has(of_members(at))) || !of_one.into_iter().any(has) && headers.len() > 1 {
        errors::MEMBERS_WITHOUT_ID.with("found", found)
    } else {
        errors::GROUPS_WITHOUT_ID.with("found", found)
    }
}

/// Bytes of the largest text in which a second table is looked for. People put tables below each other by hand; what is larger comes from a
/// program, and looking through all of it would take a tenth of the time of reading it.
const BY_HAND: usize = 16 << 20;

/// The line of the header of another table that stands below the rows of one, after an empty line.
pub(super) fn second_table(text: &str, start: usize, layout: &Layout, dialect: Dialect) -> Option<u64> {
    if text.len() > BY_HAND {
        return None;
    }
    let is_blank = |line: &str| line.bytes().all(|b| b == dialect.delimiter || b.is_ascii_whitespace());
    let (mut after, mut begin) = (0, start);
    for line in text[start..].split_inclusive('\n') {
        if is_blank(line) {
            // A title may stand above it.
            after = 3;
        } else if after > 0 {
            after -= 1;
            let record = sample(line, dialect).into_iter().next().unwrap_or_default();
            let said: Vec<String> =
                record.iter().filter(|cell| !cell.is_empty()).map(|cell| plain_header(cell)).collect();
            let known = said.iter().filter(|cell| is_known(cell)).count();
            if known > 1 && 2 * known > said.len() && record != layout.headers {
                return Some(text[..begin].matches('\n').count() as u64 + 1);
            }
        }
        begin += line.len();
    }
    None
}

/// Whether a text is a chat: lines of who wrote and when, in either order, and what was written below or behind.
pub(super) fn is_chat(text: &str) -> bool {
    let (mut stamped, mut first, mut behind, mut others, mut has_day) = (0, 0, 0, 0, false);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LOOK) {
        let words: Vec<&str> = line
            .split(|c: char| c.is_whitespace() || "[]【】".contains(c))
            .filter(|word| !word.is_empty() && !word.chars().all(|c| "-—–=".contains(c)))
            .collect();
        let when = |words: &[&str]| match words {
            [day, rest @ ..] if is_day(day) => match rest {
                [time, ..] if is_time(time) => 2,
                [half, time, ..] if HALVES.contains(half) && is_time(time) => 3,
                [time, half, ..] if HALVES.contains(half) && is_time(time) => 3,
                _ => 0,
            },
            _ => 0,
        };
        let begins = when(&words);
        let ends = (1..words.len()).any(|at| {
            when(&words[at..]) == words.len() - at && words.len() > at + 1 && !words[at - 1].ends_with([',', ';', '|'])
        });
        let is_alone = has_day && words.len() > 1 && words.len() < 5 && words.last().is_some_and(|word| is_time(word));
        // Tabs part the fields of a table.
        if !line.contains('\t') && (begins > 0 && words.len() > begins || ends || is_alone) {
            stamped += 1;
            first += u32::from(begins > 0);
            behind += u32::from(words.iter().skip(begins).any(|word| word.contains([':', '：']) && !is_time(word)));
        } else if stamped > 0 {
            others += 1;
        }
        has_day |= words.len() == 1 && is_day(words[0]);
    }
    // One line alone that ends with a time may be the title of a table.
    (stamped > 1 || first > 0) && (others > 0 || behind > 1)
}

/// Halves of a day, and parts of it.
const HALVES: [&str; 9] = ["上午", "下午", "凌晨", "早上", "中午", "晚上", "AM", "PM", "傍晚"];

fn is_day(word: &str) -> bool {
    let word = word.trim_end_matches([',', '，']);
    let is_part = |c: char| c.is_ascii_digit() || "-/.年月日".contains(c);
    let numbers = word.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).count();
    word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().all(is_part) && (2..=3).contains(&numbers)
}

fn is_time(word: &str) -> bool {
    let word = HALVES.iter().find_map(|half| word.strip_prefix(half)).unwrap_or(word).trim_end_matches([',', '，']);
    let is_part = |c: char| c.is_ascii_digit() || ":：".contains(c);
    word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().all(is_part) && word.contains([':', '：'])
}
