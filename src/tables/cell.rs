//! What one cell means: ids, numbers, flags and the words of the enumerations.

use std::borrow::Cow;

use super::{MemberType, Role};
use super::judge::Meaning;
use crate::config::columns::CellKind;
use crate::config::{LEAST, MOST, is_within};
use crate::text::{Sentence, errors};

/// Whether a spreadsheet would run a text as a formula: full-width signs do too, and what is not shown may stand before them. Ids are spared
/// where they begin with a minus sign or white space.
pub(crate) fn is_formula(text: &str, is_id: bool) -> bool {
    let not_shown = |c| {
        let marks = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        marks || char::is_control(c) && !matches!(c, '\t' | '\r')
    };
    text.trim_start_matches(not_shown).starts_with(|c| match c {
        '=' | '+' | '@' | '＝' | '＋' | '＠' => true,
        '-' | '－' | '\t' | '\r' => !is_id,
        _ => false,
    })
}

/// What to write in a message about a cell that is none of its kind.
pub(super) fn expected(kind: CellKind, cell: &str) -> Sentence {
    let text = match kind {
        CellKind::Id if cell.contains(['\n', '\r']) => &errors::EXPECTED_ONE_LINE,
        CellKind::Count | CellKind::Amount if is_nan(cell) => &errors::EXPECTED_NOT_NAN,
        CellKind::Count | CellKind::Amount if is_infinite(cell) => &errors::EXPECTED_FINITE,
        CellKind::Count if number(cell).is_some_and(|x| x < 0.0) => &errors::EXPECTED_NOT_NEGATIVE,
        CellKind::Count if number(cell).is_some() => &errors::EXPECTED_WITHIN,
        CellKind::Amount if amount(cell, Meaning::default()).is_some() => &errors::EXPECTED_AT_MOST,
        CellKind::Id => &errors::EXPECTED_ID,
        CellKind::Time | CellKind::End => &errors::EXPECTED_TIME,
        CellKind::Count => &errors::EXPECTED_COUNT,
        CellKind::Amount => &errors::EXPECTED_AMOUNT,
        CellKind::MemberType => &errors::EXPECTED_MEMBER_TYPE,
        CellKind::Role => &errors::EXPECTED_ROLE,
        CellKind::Flag | CellKind::OptOut => &errors::EXPECTED_FLAG,
        CellKind::Text | CellKind::Name => &errors::EXPECTED_TEXT,
    };
    text.with("least", format_args!("{LEAST:e}")).with("most", format_args!("{MOST:e}"))
}

/// The ids of a cell that holds several: a list in brackets, or what stands between marks.
pub(super) fn listed(cell: &str) -> impl Iterator<Item = &str> {
    let inside = cell.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(cell);
    let marks = [',', ';', '|', '，', '；', '、', '｜'];
    inside.split(marks).map(|part| trimmed(trimmed(part).trim_matches(['"', '\'']))).filter(|part| !part.is_empty())
}

/// Whether a cell may hold several ids.
pub(super) fn may_be_list(cell: &str) -> bool {
    listed(cell).nth(1).is_some() || cell.starts_with("[\"")
}

/// A text without white space, and marks that are not shown, at its ends: what was pasted from a page or a chat often has some.
pub(super) fn trimmed(text: &str) -> &str {
    let marks = |c| matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}');
    text.trim_matches(|c: char| c.is_whitespace() || marks(c))
}

/// The id of a cell: [`trimmed`], and without the apostrophe that neutralises a formula.
pub(super) fn id(cell: &str) -> &str {
    let cell = trimmed(cell);
    cell.strip_prefix('\'').filter(|rest| is_formula(rest, true)).map_or(cell, trimmed)
}

/// Undoes the neutralising of formulas in other text.
pub(super) fn text(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest, false)).unwrap_or(cell)
}

/// Whether an id looks like a long number that a spreadsheet turned into `1.23E+17`: its last digits are lost.
pub(super) fn is_excel_damaged(id: &str) -> bool {
    let Some((mantissa, exponent)) = id.split_once("E+").or_else(|| id.split_once("e+")) else { return false };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    whole.len() == 1 && digits(whole) && digits(fraction) && digits(exponent)
}

/// A finite number; `None` for anything else, NaN and infinity included.
pub(crate) fn number(cell: &str) -> Option<f64> {
    let plain = |s: &str| {
        let spelled = s.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
        // Adding zero turns −0 into 0.
        (spelled && !s.is_empty()).then(|| s.parse::<f64>().ok()).flatten().filter(|x| x.is_finite()).map(|x| x + 0.0)
    };
    if cell.is_ascii() && !cell.contains(',') {
        return plain(cell);
    }
    plain(&ungrouped(&half_width(cell))?)
}

/// Whether a cell that is no [`number`] spells "not a number".
pub(super) fn is_nan(cell: &str) -> bool {
    cell.parse::<f64>().is_ok_and(f64::is_nan)
}

/// Whether a cell that is no [`number`] spells an infinite one, or one too large to be told from it.
pub(super) fn is_infinite(cell: &str) -> bool {
    cell.parse::<f64>().is_ok_and(f64::is_infinite)
}

/// A finite amount of money: a number, possibly with a sign of the currency on either side.
pub(super) fn amount(cell: &str, _meaning: Meaning) -> Option<f64> {
    if cell.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return number(cell);
    }
    let cell = half_width(cell);
    let (sign, rest) = match cell.strip_prefix('-') {
        Some(rest) => (-1.0, rest.trim_start()),
        None => (1.0, cell.as_ref()),
    };
    let rest = ["¥", "CNY", "RMB", "cny", "rmb"].iter().find_map(|s| rest.strip_prefix(s)).unwrap_or(rest).trim();
    let rest = ["元", "CNY", "RMB", "cny", "rmb"].iter().find_map(|s| rest.strip_suffix(s)).unwrap_or(rest).trim();
    if sign < 0.0 && rest.starts_with(['-', '+']) {
        return None;
    }
    number(rest).map(|x| sign * x + 0.0)
}

/// An amount within bounds.
pub(super) fn bounded_amount(cell: &str, meaning: Meaning) -> Option<f64> {
    amount(cell, meaning).filter(|x| x.abs() <= MOST)
}

/// Full-width digits and signs as ASCII; `￥` as `¥`.
fn half_width(cell: &str) -> Cow<'_, str> {
    if cell.is_ascii() {
        return Cow::Borrowed(cell);
    }
    let half = |c: char| match c {
        '￥' => '¥',
        '−' => '-',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    Cow::Owned(cell.chars().map(half).collect())
}

/// A number without its thousands separators; `None` where they do not stand every three digits.
fn ungrouped(cell: &str) -> Option<Cow<'_, str>> {
    if !cell.contains(',') {
        return Some(Cow::Borrowed(cell));
    }
    let (whole, fraction) = cell.split_at(cell.find('.').unwrap_or(cell.len()));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()) && digits(g));
    let good = first && groups.all(|g| g.len() == 3 && digits(g)) && !fraction.contains(',');
    good.then(|| Cow::Owned(cell.replace(',', "")))
}

/// A number that is 0 or within bounds.
pub(super) fn count(cell: &str, _meaning: Meaning) -> Option<f64> {
    number(cell).filter(|&x| x == 0.0 || is_within(x))
}

/// Yes or no; 1.0 and 0.0 are what a column with empty cells becomes in pandas.
pub(crate) fn flag(cell: &str) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "yes" | "y" | "true" | "t" | "1" | "1.0" | "是" => Some(true),
        "no" | "n" | "false" | "f" | "0" | "0.0" | "否" => Some(false),
        _ => None,
    }
}

/// Customer, staff or robot; the numbers are WeCom's (1 a member of the company, 2 an outside contact).
pub(super) fn member_type(cell: &str) -> Option<MemberType> {
    match cell.to_lowercase().as_str() {
        "customer" | "external" | "2" | "客户" | "顾客" | "外部联系人" => Some(MemberType::Customer),
        "staff" | "employee" | "internal" | "1" | "员工" | "企业成员" => Some(MemberType::Staff),
        "robot" | "bot" | "机器人" => Some(MemberType::Robot),
        _ => None,
    }
}

/// Friend, group member or follower.
pub(super) fn role(cell: &str) -> Option<Role> {
    match cell.to_lowercase().as_str() {
        "friend" | "好友" => Some(Role::Friend),
        "group_member" | "group member" | "群成员" => Some(Role::GroupMember),
        "follower" | "粉丝" | "关注者" => Some(Role::Follower),
        _ => None,
    }
}

/// The tags of a cell: `;`, `|`, `,` and `、` stand between tags, `>` and `/` between levels (half or full width). Tags come
/// as `a>b>c`, levels trimmed, empty ones left out.
pub(super) fn tags(cell: &str) -> impl Iterator<Item = String> + '_ {
    cell.split([';', '；', '|', '｜', ',', '，', '、']).filter_map(|tag| {
        let levels: Vec<&str> = tag.split(['>', '＞', '/']).map(str::trim).filter(|l| !l.is_empty()).collect();
        (!levels.is_empty()).then(|| levels.join(">"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (cell, expected) in [
            ("12", 12.0),
            ("-3.5", -3.5),
            ("1,234,567.25", 1_234_567.25),
            ("１２，３４５．５", 12_345.5),
            ("1e3", 1000.0),
            ("+5", 5.0),
            (".5", 0.5),
        ] {
            assert_eq!(number(cell), Some(expected), "{cell}");
        }
        for cell in
            ["", "NaN", "inf", "-Infinity", "1e999", "1,23", "12,34,567", ",123", "1.2,345", "1 2", "0x10", "12a", "-"]
        {
            assert_eq!(number(cell), None, "{cell}");
        }
        assert_eq!(number("-0").map(f64::to_bits), Some(0));
        assert_eq!((count("0"), count("-1"), count("2.5")), (Some(0.0), None, Some(2.5)));
    }

    #[test]
    fn amounts() {
        for (cell, expected) in [
            ("12.50", 12.5),
            ("¥12", 12.0),
            ("￥ 1,299.00", 1299.0),
            ("￥１，２９９", 1299.0),
            ("-¥5", -5.0),
            ("¥-5", -5.0),
            ("－5元", -5.0),
            ("99 元", 99.0),
            ("CNY 8", 8.0),
            ("8RMB", 8.0),
        ] {
            assert_eq!(amount(cell), Some(expected), "{cell}");
        }
        for cell in ["", "¥", "-¥-5", "12$", "NaN", "¥inf", "元", "--5"] {
            assert_eq!(amount(cell), None, "{cell}");
        }
        assert_eq!(amount("-0.00").map(f64::to_bits), Some(0));
    }

    #[test]
    fn escapes_and_damage() {
        assert_eq!((id("'=1+1"), id("'-1"), id("'a"), id("=1")), ("=1+1", "'-1", "'a", "=1"));
        assert_eq!((text("'-1"), text("'\tx"), text("''=")), ("-1", "\tx", "''="));
        for (id, damaged) in [
            ("1.23E+17", true),
            ("6E+18", true),
            ("1.2e+9", true),
            ("12.3E+4", false),
            ("E+1", false),
            ("1.E+4", false),
            ("a1E+4", false),
        ] {
            assert_eq!(is_excel_damaged(id), damaged, "{id}");
        }
    }

    #[test]
    fn words() {
        assert_eq!((flag("是"), flag("FALSE"), flag("maybe")), (Some(true), Some(false), None));
        assert_eq!((member_type("1"), member_type("机器人")), (Some(MemberType::Staff), Some(MemberType::Robot)));
        assert_eq!((role("粉丝"), role("x")), (Some(Role::Follower), None));
        let list: Vec<String> = tags("母婴 > 辅食＞价格敏感；数码/手机| ;, 户外、").collect();
        assert_eq!(list, ["母婴>辅食>价格敏感", "数码>手机", "户外"]);
    }
}

// stubs
pub(super) fn is_nothing(text: &str) -> bool { matches!(text, "NULL"|"\\N"|"N/A"|"None"|"nan") }
pub(super) fn is_nothing_in_text(text: &str) -> bool { is_nothing(text) }
pub(super) fn counts(_status: &str) -> bool { true }
