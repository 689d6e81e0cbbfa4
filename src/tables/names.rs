//! The names of headers: how they are compared, and what they mean.

use super::{cell, money, words};
use crate::config::columns::{CellKind, Column, SCHEMAS, memberships, users};

/// Whether a normalised header means a column of some table.
pub(super) fn is_known(name: &str) -> bool {
    let mut columns = SCHEMAS.iter().flat_map(|schema| schema.columns);
    !name.is_empty() && columns.any(|column| column.name == name || column.aliases.contains(&name))
}

/// Whether any header means a column of some table.
pub(super) fn any_is_known(headers: &[String]) -> bool {
    headers.iter().map(|header| normalise(header)).any(|name| is_known(&name) || is_known(plain(&name)))
}

/// Whether a header is one of a column's names.
pub(super) fn is_alias(column: &Column, header: &str) -> bool {
    let header = normalise(header);
    // Between classes of names stands one without text.
    !header.is_empty() && (column.name == header || column.aliases.contains(&header.as_str()))
}

/// Whether a header is of several ids that people have, and of nothing else.
pub(super) fn are_ids(headers: &[String], further: &[String]) -> bool {
    let is_own = |header: &String| is_alias(&users::SCHEMA.columns[users::USER_ID], header);
    let is_further = |header: &String| further.iter().any(|of| normalise(of) == plain_header(header));
    headers.len() > 1 && headers.iter().all(|header| is_own(header) || is_further(header))
}

/// Whether a column seems to be about groups, whatever it is called: then its name is to be settled first. A name that somebody has in a
/// group is not.
pub(super) fn names_a_group(headers: &[String]) -> bool {
    let about = |header: &String| {
        let header = normalise(header);
        let of_a_person = [
            "昵称", "名片", "时间", "日期", "发言", "身份", "类型", "退群", "在群", "状态", "nickname", "time", "type",
        ]
        .iter()
        .any(|word| header.contains(word));
        // 所在群 has 在群 in it, which elsewhere is a state.
        let is_one = [memberships::GROUP_ID, memberships::GROUP_NAME]
            .into_iter()
            .any(|column| is_alias(&memberships::SCHEMA.columns[column], plain(&header)));
        is_one || !of_a_person && ["群", "group", "room", "chat"].iter().any(|word| header.contains(word))
    };
    headers.iter().any(about)
}

/// A normalised header without what stands in brackets behind it; of amounts, without the unit.
pub(super) fn plain(name: &str) -> &str {
    let plain = name.split(['(', '（', '[', '【']).next().unwrap_or(name).trim_end_matches('_');
    let (stem, _) = money::of_header(name);
    let mut amounts = SCHEMAS.iter().flat_map(|schema| schema.columns).filter(|column| column.kind == CellKind::Amount);
    let is_amount = amounts.any(|column| column.name == stem || column.aliases.contains(&stem));
    if is_amount && !is_known(plain) { stem } else { plain }
}

/// A header as it is compared, without a remark in brackets.
pub(super) fn plain_header(header: &str) -> String {
    plain(&normalise(header)).to_owned()
}

/// A header as it is compared: [trimmed](cell::trimmed), lower case, in simplified characters, with `_` for spaces and hyphens.
pub(super) fn normalise(header: &str) -> String {
    words::simplified(cell::trimmed(header).to_lowercase().replace([' ', '-'], "_"))
}

/// At most 80 characters of a text, for messages.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some(_) => text.chars().take(79).chain(['…']).collect(),
        None => text.to_owned(),
    }
}
