//! What one cell means: ids, numbers and what stands for nothing; the words of cells are in `words`.

use std::borrow::Cow;

use super::money::{SIGNS, YUAN, YUANS};
use crate::config::columns::CellKind;
use crate::config::{DateOrder, Decimal, LEAST, MOST, Trim, is_within};
use crate::text::{Sentence, errors, findings};

/// How the cells of one column are understood. Without a say, only what has one reading whatever the column is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    /// Of `1/2/2024`.
    pub order: Option<DateOrder>,
    /// Whether numbers are the day numbers of a spreadsheet.
    pub serial: bool,
    /// Of `1,500` and `12,5`.
    pub decimal: Option<Decimal>,
    /// Whether `1.500` may be fifteen hundred: in files of those who write decimals with a comma.
    pub wary: bool,
    /// The power of ten by which amounts are multiplied, as the header says.
    pub shift: i32,
}

impl Meaning {
    /// What is assumed before a column is looked at, in a file whose fields stand between `separator`: those who write a decimal comma
    /// have their fields apart by semicolons.
    pub fn plain(separator: u8) -> Self {
        Self { wary: separator == b';', ..Self::default() }
    }

    /// How it is understood, in words.
    pub fn told(self) -> Sentence {
        match (self.order, self.serial, self.decimal) {
            (Some(DateOrder::DayFirst), ..) => findings::DAY_FIRST.sentence(),
            (Some(DateOrder::MonthFirst), ..) => findings::MONTH_FIRST.sentence(),
            (Some(DateOrder::YearFirst), ..) => findings::YEAR_FIRST.sentence(),
            (None, true, _) => findings::DAY_NUMBERS.sentence(),
            (None, false, Some(Decimal::Comma)) => findings::DECIMAL_COMMA.sentence(),
            (None, false, _) => findings::DECIMAL_POINT.sentence(),
        }
    }

    /// The same as a code.
    pub fn code(self) -> &'static str {
        match (self.order, self.serial, self.decimal) {
            (Some(order), ..) => order.code(),
            (None, true, _) => "day_number",
            (None, false, Some(Decimal::Comma)) => "decimal_comma",
            (None, false, _) => "decimal_point",
        }
    }
}

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
        CellKind::Id if is_masked(id(cell)) => &errors::EXPECTED_UNMASKED,
        CellKind::Id => &errors::EXPECTED_ID,
        CellKind::Time | CellKind::End => &errors::EXPECTED_TIME,
        CellKind::Count => &errors::EXPECTED_COUNT,
        CellKind::Amount => &errors::EXPECTED_AMOUNT,
        CellKind::MemberType => &errors::EXPECTED_MEMBER_TYPE,
        CellKind::Role => &errors::EXPECTED_ROLE,
        CellKind::Flag | CellKind::OptOut | CellKind::Wanted => &errors::EXPECTED_FLAG,
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
    if is_trimmed(text) {
        return text;
    }
    text.trim_matches(|c: char| c.is_whitespace() || is_mark(c))
}

/// Whether a text begins and ends with an ASCII character that is seen, as nearly all cells do.
pub(super) fn is_trimmed(text: &str) -> bool {
    matches!(text.as_bytes(), [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic())
}

/// Marks that are not shown and join or part nothing here.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
}

/// The id of a cell: [`trimmed`], and without the apostrophe that neutralises a formula or makes a number a text.
pub(super) fn id(cell: &str) -> &str {
    let cell = trimmed(cell);
    // As nearly all ids do; comparing with a character calls a function.
    if !cell.as_bytes().starts_with(b"'") {
        return cell;
    }
    let is_number = |rest: &str| rest.bytes().all(|b| b.is_ascii_digit() || b" -()".contains(&b));
    let is_escaped =
        |rest: &&str| is_formula(rest, true) || rest.starts_with(|c: char| c.is_ascii_digit()) && is_number(rest);
    cell.strip_prefix('\'').filter(is_escaped).map_or(cell, trimmed)
}

/// Whether part of an id is hidden, as of a telephone number or a nickname: `138****0010`, `t**3`. Several people may have it.
pub(super) fn is_masked(id: &str) -> bool {
    // Without a way out of the loop, which most ids do not take, it is a few instructions.
    if !id.bytes().fold(false, |may_be, b| may_be | matches!(b, b'*' | b'x' | b'X' | 0x80..)) {
        return false;
    }
    let is_star = |c: char| matches!(c, '*' | '＊' | '•' | '●');
    let is_digit = |c: char| c.is_ascii_digit();
    if let Some(first) = id.find(is_star) {
        let stars = id[first..].chars().take_while(|&c| is_star(c)).count();
        let kept = id.chars().filter(|&c| !is_star(c));
        return first > 0 && stars > 1 && (stars > 2 || kept.clone().all(is_digit) || kept.count() < 3);
    }
    let hidden = id.trim_matches(is_digit);
    hidden.len() > 2
        && hidden.len() + 3 < id.len()
        && id.starts_with(is_digit)
        && id.ends_with(is_digit)
        && hidden.bytes().all(|b| b"xX".contains(&b))
}

/// Undoes the neutralising of formulas in other text.
pub(super) fn text(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest, false)).unwrap_or(cell)
}

/// Whether an id looks like a long number that a spreadsheet turned into `1.23E+17`: its last digits are lost.
pub(super) fn is_excel_damaged(id: &str) -> bool {
    let Some((mantissa, exponent)) = id.split_once('+') else { return false };
    let Some(mantissa) = mantissa.strip_suffix(['E', 'e']) else { return false };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    whole.len() == 1 && digits(whole) && digits(fraction) && digits(exponent)
}

/// A finite number with a decimal point; `None` for anything else, NaN and infinity included.
pub(crate) fn number(cell: &str) -> Option<f64> {
    let meaning = Meaning { decimal: Some(Decimal::Point), ..Meaning::default() };
    value(half_width(cell).as_ref(), 0, meaning)
}

/// At most 15 digits with or without a point among them, as most figures are: exact, since such a whole number is, and so is the power of
/// ten by which it is divided.
fn short_figure(figure: &str) -> Option<f64> {
    let bytes = figure.as_bytes();
    let (Some(b'0'..=b'9'), Some(b'0'..=b'9'), ..=16) = (bytes.first(), bytes.last(), bytes.len()) else { return None };
    let (mut whole, mut point) = (0u64, None);
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => whole = 10 * whole + u64::from(byte - b'0'),
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    const POWERS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    match point {
        None if bytes.len() > 15 => None,
        None => Some(whole as f64),
        Some(at) => Some(whole as f64 / POWERS[bytes.len() - 1 - at]),
    }
}

/// `figure` · 10^`shift`.
fn value(figure: &str, shift: i32, meaning: Meaning) -> Option<f64> {
    if let Some(value) =
        short_figure(figure).filter(|_| shift == 0 && meaning.decimal != Some(Decimal::Comma) && !meaning.wary)
    {
        return Some(value);
    }
    let figure = ungrouped(figure, meaning)?;
    let spelled = figure.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    if figure.is_empty() || !spelled {
        return None;
    }
    // 1.1 · 10 000 is not 11 000 in floating point; 1.1e4 is.
    let value = match figure.split_once(['e', 'E']) {
        _ if shift == 0 => figure.parse::<f64>(),
        Some((figure, exponent)) => format!("{figure}e{}", exponent.parse::<i32>().ok()?.checked_add(shift)?).parse(),
        None => format!("{figure}e{shift}").parse(),
    };
    // Adding zero turns −0 into 0.
    value.ok().filter(|x| x.is_finite()).map(|x| x + 0.0)
}

/// Whether a cell that is no [`number`] spells "not a number".
pub(super) fn is_nan(cell: &str) -> bool {
    cell.parse::<f64>().is_ok_and(f64::is_nan)
}

/// Whether a cell that is no [`number`] spells an infinite one, or one too large to be told from it.
pub(super) fn is_infinite(cell: &str) -> bool {
    cell.parse::<f64>().is_ok_and(f64::is_infinite)
}

/// A finite amount of money: a number, possibly with signs of the currency, in Chinese units, negative by parentheses or a minus
/// sign on either side.
pub(super) fn amount(cell: &str, meaning: Meaning) -> Option<f64> {
    if cell.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return value(cell, meaning.shift, meaning);
    }
    let cell = half_width(cell);
    let (is_negative, rest, currencies) = bare(&cell)?;
    if rest.starts_with(['-', '+']) {
        return None;
    }
    let (figure, shift) = without_unit(rest);
    // Where the header has said the unit, one in the cell is this or that.
    if meaning.shift != 0 && (shift != 0 || currencies != 0) {
        return None;
    }
    value(figure, shift + meaning.shift, meaning).map(|x| if is_negative { -x + 0.0 } else { x })
}

/// The currencies of which an amount bears a sign, one bit each.
pub(super) fn currencies(cell: &str) -> u32 {
    if cell.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b',')) {
        return 0;
    }
    bare(&half_width(cell)).map_or(0, |(.., currencies)| currencies)
}

/// An amount within bounds.
pub(super) fn bounded_amount(cell: &str, meaning: Meaning) -> Option<f64> {
    amount(cell, meaning).filter(|x| x.abs() <= MOST)
}

/// A number that is 0 or within bounds.
pub(super) fn count(cell: &str, meaning: Meaning) -> Option<f64> {
    let cell = half_width(cell);
    let (figure, shift) = without_unit(cell.trim());
    value(figure, shift, meaning).filter(|&x| x == 0.0 || is_within(x))
}

const UNITS: [(&str, i32); 12] = [
    ("千万", 7),
    ("百万", 6),
    ("千亿", 11),
    ("百亿", 10),
    ("万", 4),
    ("萬", 4),
    ("亿", 8),
    ("億", 8),
    ("千", 3),
    ("百", 2),
    ("k", 3),
    ("w", 4),
];

fn without_prefix<'a>(text: &'a str, what: &str) -> Option<&'a str> {
    text.get(..what.len()).filter(|start| start.eq_ignore_ascii_case(what)).map(|start| &text[start.len()..])
}

fn without_suffix<'a>(text: &'a str, what: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(what.len())?;
    text.get(at..).filter(|end| end.eq_ignore_ascii_case(what)).map(|_| &text[..at])
}

/// An amount without currency and sign, whether it is negative, and the bits of its currencies; `None` where it has more than one sign.
fn bare(amount: &str) -> Option<(bool, &str, u32)> {
    let mut rest = amount.trim();
    let (mut sign, mut has_front, mut backs, mut currencies) = (None, false, 0, 0);
    loop {
        let in_brackets = rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
        let minus = rest.strip_prefix('-').or_else(|| rest.strip_suffix('-')).or(in_brackets);
        let front = || SIGNS.iter().find_map(|&(sign, of)| Some((without_prefix(rest, sign)?, of)));
        let words = || YUANS.iter().map(|&word| (word, YUAN));
        let back = || {
            let mut signs = SIGNS.iter().copied().chain(words());
            signs.find_map(|(sign, of)| Some((without_suffix(rest, sign)?, of)))
        };
        let (begins, ends) =
            (rest.starts_with(|c: char| c.is_ascii_digit()), rest.ends_with(|c: char| c.is_ascii_digit()));
        if let Some(inner) = minus.or_else(|| rest.strip_prefix('+')) {
            if sign.replace(minus.is_some()).is_some() {
                return None;
            }
            rest = inner;
        } else if let Some((after, of)) = if begins || has_front { None } else { front() } {
            (has_front, rest, currencies) = (true, after, currencies | of);
        } else if let Some((before, of)) = if ends || backs > 1 { None } else { back() } {
            (backs, rest, currencies) = (backs + 1, before, currencies | of);
        } else {
            return Some((sign == Some(true), rest, currencies));
        }
        rest = rest.trim();
    }
}

/// A figure and the power of ten that stands behind it in words: `1.2万`.
fn without_unit(text: &str) -> (&str, i32) {
    if text.ends_with(|c: char| c.is_ascii_digit()) {
        return (text, 0);
    }
    let unit = UNITS.iter().find_map(|&(unit, shift)| without_suffix(text, unit).map(|rest| (rest.trim_end(), shift)));
    unit.unwrap_or((text, 0))
}

fn half(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Full-width digits and signs as ASCII, every white space as a blank, `￥` as `¥`, typographic signs as those of a keyboard, without
/// marks that are not shown.
pub(super) fn half_width(cell: &str) -> Cow<'_, str> {
    if cell.is_ascii() {
        return Cow::Borrowed(cell);
    }
    let plain = |c: char| match c {
        '￥' => '¥',
        '−' | '–' | '﹣' => '-',
        '’' => '\'',
        _ if c.is_whitespace() => ' ',
        _ => half(c),
    };
    if cell.chars().all(|c| plain(c) == c && !is_mark(c)) {
        return Cow::Borrowed(cell);
    }
    Cow::Owned(cell.chars().filter(|&c| !is_mark(c)).map(plain).collect())
}

/// A number with a decimal point and without what stands between its thousands; `None` where that does not stand every three digits,
/// and where without a say on the decimal mark the number could be another.
fn ungrouped(figure: &str, meaning: Meaning) -> Option<Cow<'_, str>> {
    let (mark, between) = match meaning.decimal {
        Some(Decimal::Comma) => (',', '.'),
        _ => ('.', ','),
    };
    let unsigned = figure.strip_prefix(['-', '+']).unwrap_or(figure);
    if !figure.contains([',', ' ', '\'']) && (mark == '.' || !figure.contains('.')) {
        let may_be_thousands = meaning.wary && meaning.decimal.is_none() && thousands(unsigned, '.').is_some();
        return (!may_be_thousands).then_some(Cow::Borrowed(figure));
    }
    let sign = &figure[..figure.len() - unsigned.len()];
    let (whole, fraction) = unsigned.split_once(mark).map_or((unsigned, None), |(w, f)| (w, Some(f)));
    if fraction.is_some_and(|f| f.is_empty() || !f.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let whole = match [between, ' ', '\''].into_iter().find(|&c| whole.contains(c)) {
        // A lone comma before three digits: 1,500.
        Some(',') if fraction.is_none() && meaning.decimal.is_none() && whole.matches(',').count() == 1 => return None,
        Some(between) => thousands(whole, between)?,
        None => whole.to_owned(),
    };
    Some(Cow::Owned(format!("{sign}{whole}.{}", fraction.unwrap_or("0"))))
}

/// The digits of a whole number of at least 1,000 whose thousands stand apart.
fn thousands(whole: &str, between: char) -> Option<String> {
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(between);
    let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()) && digits(g) && !g.starts_with('0'));
    let rest: Vec<&str> = groups.collect();
    let good = first && !rest.is_empty() && rest.iter().all(|g| g.len() == 3 && digits(g));
    good.then(|| whole.replace(between, ""))
}

/// Words that stand where nothing is known, whatever the column: what programs write for it, and errors of spreadsheets.
const NOTHING: [&str; 22] = [
    "null",
    "\\n",
    "nan",
    "none",
    "n/a",
    "#n/a",
    "#n/a n/a",
    "#ref!",
    "#value!",
    "#div/0!",
    "#name?",
    "#num!",
    "#null!",
    "#spill!",
    "#calc!",
    "#getting_data",
    "#error!",
    "(null)",
    "<null>",
    "[null]",
    "<na>",
    "nat",
];

/// The same, which may be words or names as well.
const NOTHING_BUT_IN_TEXT: [&str; 35] = [
    "-",
    "--",
    "---",
    "—",
    "——",
    "/",
    "//",
    "\\",
    "\\\\",
    "na",
    "n.a.",
    "nil",
    "undefined",
    "(none)",
    "(blank)",
    "(empty)",
    "unknown",
    "无",
    "無",
    "空",
    "未知",
    "暂无",
    "暂无数据",
    "无数据",
    "未填",
    "未填写",
    "未设置",
    "不详",
    "(空)",
    "(无)",
    "(空白)",
    "空值",
    "#空值",
    "无记录",
    "...",
];

/// The longest of them, with some white space.
const LONGEST_NOTHING: usize = 24;

/// Whether an id, a time, a number or a category stands for nothing.
pub(super) fn is_nothing(cell: &str) -> bool {
    is_nothing_in_text(cell) || may_be_nothing(cell) && is_one_of(cell, &NOTHING_BUT_IN_TEXT)
}

/// Whether a text that people chose, such as a nickname, stands for nothing.
pub(super) fn is_nothing_in_text(cell: &str) -> bool {
    may_be_nothing(cell) && is_one_of(cell, &NOTHING)
}

/// Spares ordinary cells the comparisons: by how all those words begin, and those of letters end.
fn may_be_nothing(cell: &str) -> bool {
    if cell.len() > LONGEST_NOTHING {
        return false;
    }
    match cell.as_bytes() {
        [b'n' | b'N' | b'u' | b'U', .., last] => last.is_ascii_alphabetic() || *last == b'.',
        [first, ..] if first.is_ascii() => b"-/\\#(<[.".contains(first) || first.is_ascii_whitespace(),
        [] => false,
        _ => cell.starts_with(|c: char| {
            c.is_whitespace() || matches!(c, '无' | '無' | '空' | '未' | '暂' | '不' | '—' | '\u{ff01}'..='\u{ff5e}')
        }),
    }
}

fn is_one_of(cell: &str, words: &[&str]) -> bool {
    let cell = half_width(cell);
    let cell = cell.trim();
    words.iter().any(|word| word.eq_ignore_ascii_case(cell))
}

impl Trim {
    /// The id without it; never empty.
    pub fn apply(self, id: &str) -> Cow<'_, str> {
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let shorter = |rest: Option<&'_ str>| rest.filter(|rest| !rest.is_empty()).map(str::to_owned);
        let trimmed = match self {
            Self::ZeroWidth | Self::FullWidth if id.is_ascii() => None,
            Self::ZeroWidth => id.contains(is_mark).then(|| id.replace(is_mark, "")).filter(|rest| !rest.is_empty()),
            Self::FullWidth => id.contains(|c| half(c) != c).then(|| id.chars().map(half).collect()),
            Self::ExcelText => {
                let quoted = id.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
                shorter(quoted.or_else(|| id.strip_prefix('\'').filter(|rest| all_digits(rest))))
            }
            Self::Decimal => {
                let zeros = |&(whole, zeros): &(&str, &str)| {
                    all_digits(whole) && !zeros.is_empty() && zeros.bytes().all(|b| b == b'0')
                };
                shorter(id.split_once('.').filter(zeros).map(|(whole, _)| whole))
            }
            Self::Case if id.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) => None,
            Self::Case => Some(id.to_lowercase()).filter(|lower| lower != id),
            Self::LeadingZeros => {
                let rest = id.trim_start_matches('0');
                shorter(
                    Some(if rest.is_empty() { "0" } else { rest })
                        .filter(|rest| all_digits(id) && rest.len() < id.len()),
                )
            }
        };
        trimmed.map_or(Cow::Borrowed(id), Cow::Owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const POINT: Meaning = with(Decimal::Point);
    const COMMA: Meaning = with(Decimal::Comma);
    const PLAIN: Meaning = Meaning { decimal: None, ..POINT };

    const fn with(decimal: Decimal) -> Meaning {
        Meaning { order: None, serial: false, decimal: Some(decimal), wary: false, shift: 0 }
    }

    proptest! {
        #[test]
        fn short_figures_are_read_as_others_are(whole in "[0-9]{1,14}", fraction in "[.]?[0-9]{0,6}") {
            let figure = whole + &fraction;
            if let Some(value) = short_figure(&figure) {
                prop_assert_eq!(value.to_bits(), figure.parse::<f64>().unwrap().to_bits());
            }
            prop_assert_eq!(short_figure(&figure).is_some(), figure.ends_with(|c: char| c != '.') && figure.bytes().filter(u8::is_ascii_digit).count() <= 15 && figure.len() <= 16);
        }
    }

    #[test]
    fn numbers() {
        for (cell, expected) in [
            ("12", 12.0),
            ("-3.5", -3.5),
            ("1,234,567.25", 1_234_567.25),
            ("１２，３４５．５", 12_345.5),
            ("1,500", 1500.0),
            ("1e3", 1000.0),
            ("+5", 5.0),
            (".5", 0.5),
        ] {
            assert_eq!(number(cell), Some(expected), "{cell}");
        }
        for cell in [
            "",
            "NaN",
            "inf",
            "-Infinity",
            "1e999",
            "1,23",
            "12,34,567",
            ",123",
            "1.2,345",
            "1 2",
            "0x10",
            "12a",
            "-",
            "0,500",
            "1,500,",
            "1,,500",
            "1,234 567",
        ] {
            assert_eq!(number(cell), None, "{cell}");
        }
        assert_eq!(number("-0").map(f64::to_bits), Some(0));
        let count = |cell| count(cell, PLAIN);
        assert_eq!(
            (count("0"), count("-1"), count("2.5"), count("1.2万")),
            (Some(0.0), None, Some(2.5), Some(12_000.0))
        );
        assert_eq!(
            (count("12k"), count("1 200"), count("1,200"), count("¥3")),
            (Some(12_000.0), Some(1200.0), None, None)
        );
    }

    #[test]
    fn amounts() {
        for (cell, expected) in [
            ("12.50", 12.5),
            ("¥12", 12.0),
            ("￥ 1,299.00", 1299.0),
            ("￥1,200.00元", 1200.0),
            ("-¥5", -5.0),
            ("¥-5", -5.0),
            ("－5元", -5.0),
            ("99 元", 99.0),
            ("CNY 8", 8.0),
            ("8RMB", 8.0),
            ("usd 8", 8.0),
            ("12$", 12.0),
            ("HK$1,234.50", 1234.5),
            ("US$ 3", 3.0),
            ("€12.50", 12.5),
            ("人民币12", 12.0),
            ("人民币12元整", 12.0),
            ("12元整", 12.0),
            ("3块", 3.0),
            ("1.2万", 12_000.0),
            ("1.1万元", 11_000.0),
            ("3千", 3000.0),
            ("1.5亿", 150_000_000.0),
            ("3百万", 3_000_000.0),
            ("1.2w", 12_000.0),
            ("12K", 12_000.0),
            ("(12.50)", -12.5),
            ("（12.50）", -12.5),
            ("($30.00)", -30.0),
            ("$(30.00)", -30.0),
            ("12.50-", -12.5),
            ("−12.50", -12.5),
            ("+¥5", 5.0),
            ("1 234.50", 1234.5),
            ("1\u{a0}234\u{202f}567", 1_234_567.0),
            ("1'234.50", 1234.5),
            ("1’234", 1234.0),
            ("1,234,567", 1_234_567.0),
            ("1.500", 1.5),
            ("1E+05", 100_000.0),
        ] {
            assert_eq!(amount(cell, PLAIN), Some(expected), "{cell}");
            assert_eq!(amount(cell, POINT), Some(expected), "{cell}");
        }
        for cell in [
            "", "¥", "-¥-5", "NaN", "¥inf", "元", "--5", "(-5)", "-5-", "+-5", "()", "(5", "5)", "¥$5", "12%",
            "12.50 CR", "1 23", "万", "12.", "1.2.3",
        ] {
            assert!(amount(cell, PLAIN).is_none_or(|x| cell == "12." && x == 12.0), "{cell}");
        }
        assert_eq!(amount("-0.00", PLAIN).map(f64::to_bits), Some(0));
        assert_eq!(amount("(0)", PLAIN).map(f64::to_bits), Some(0));
    }

    #[test]
    fn decimal_marks() {
        for (cell, plain, point, comma) in [
            ("1,500", None, Some(1500.0), Some(1.5)),
            ("1.500", Some(1.5), Some(1.5), Some(1500.0)),
            ("12,5", None, None, Some(12.5)),
            ("12.5", Some(12.5), Some(12.5), None),
            ("0,500", None, None, Some(0.5)),
            ("1,2345", None, None, Some(1.2345)),
            ("1.234,5", None, None, Some(1234.5)),
            ("1,234.5", Some(1234.5), Some(1234.5), None),
            ("1.234.567", None, None, Some(1_234_567.0)),
            ("1,234,567", Some(1_234_567.0), Some(1_234_567.0), None),
            ("1 234,56", None, None, Some(1234.56)),
            ("1 234", Some(1234.0), Some(1234.0), Some(1234.0)),
            ("-1,500元", None, Some(-1500.0), Some(-1.5)),
            (",5", None, None, Some(0.5)),
            ("7", Some(7.0), Some(7.0), Some(7.0)),
        ] {
            assert_eq!(
                (amount(cell, PLAIN), amount(cell, POINT), amount(cell, COMMA)),
                (plain, point, comma),
                "{cell}"
            );
        }
        let wary = Meaning::plain(b';');
        assert_eq!(
            (amount("1.500", wary), amount("12.50", wary), amount("0.500", wary)),
            (None, Some(12.5), Some(0.5))
        );
        assert_eq!(amount("1.500", Meaning::plain(b',')), Some(1.5));
    }

    #[test]
    fn nothing() {
        for cell in [
            "NULL",
            "null",
            "\\N",
            "NaN",
            "nan",
            "None",
            "N/A",
            "n/a",
            "#N/A",
            "#REF!",
            "#VALUE!",
            "#DIV/0!",
            "#NAME?",
            "#NUM!",
            "#NULL!",
            "(null)",
            " NULL ",
            "\u{a0}NULL",
            "Ｎ／Ａ",
        ] {
            assert!(is_nothing(cell) && is_nothing_in_text(cell), "{cell}");
        }
        for cell in ["-", "--", "—", "——", "/", "无", "空", "未知", "暂无", "NA", "nil", "－", "／", " 无 "]
        {
            assert!(is_nothing(cell) && !is_nothing_in_text(cell), "{cell}");
        }
        for cell in [
            "",
            "0",
            "Nate",
            "Nora",
            "-5",
            "无名",
            "空空",
            "/a",
            "#1",
            "none of it",
            "(null",
            "nul",
            "NULLNULL",
            "u000025",
            "n1",
            "上海",
            "未来",
        ] {
            assert!(!is_nothing(cell), "{cell}");
        }
        for word in NOTHING.iter().chain(&NOTHING_BUT_IN_TEXT) {
            assert!(is_nothing(word) && is_nothing(&word.to_uppercase()), "{word}");
        }
    }

    #[test]
    fn two_spellings_of_an_id() {
        for (trim, id, expected) in [
            (Trim::ZeroWidth, "10\u{200b}01\u{feff}", "1001"),
            (Trim::ZeroWidth, "\u{200b}", "\u{200b}"),
            (Trim::FullWidth, "１００１ａ", "1001a"),
            (Trim::ExcelText, "=\"1001\"", "1001"),
            (Trim::ExcelText, "'1001", "1001"),
            (Trim::ExcelText, "'n' and so", "'n' and so"),
            (Trim::ExcelText, "=\"\"", "=\"\""),
            (Trim::Decimal, "1001.0", "1001"),
            (Trim::Decimal, "1001.00", "1001"),
            (Trim::Decimal, "1001.5", "1001.5"),
            (Trim::Decimal, "v1.0", "v1.0"),
            (Trim::Decimal, "1001.", "1001."),
            (Trim::Case, "wmAB", "wmab"),
            (Trim::LeadingZeros, "00123", "123"),
            (Trim::LeadingZeros, "000", "0"),
            (Trim::LeadingZeros, "0a", "0a"),
            (Trim::LeadingZeros, "10", "10"),
        ] {
            assert_eq!(trim.apply(id), expected, "{trim:?} {id}");
        }
        let all = |id: &str| Trim::ALL.iter().fold(id.to_owned(), |id, trim| trim.apply(&id).into_owned());
        assert_eq!(
            all("＝\"００１２３．０\"\u{200b}"),
            "＝\"００１２３．０\"\u{200b}".replace(['＝', '"', '\u{200b}'], "").replace("００１２３．０", "123")
        );
        assert_eq!(crate::text::by_code("zero_width"), Some(Trim::ZeroWidth));
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
}
