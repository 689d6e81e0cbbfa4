//! Money: which currency a sign or a word stands for, and what a header says of the unit of its cells.

/// Currencies by the bits in which they are collected, yuan first; what has a name that is none of them last.
const NAMES: [&str; 13] =
    ["CNY", "USD", "HKD", "TWD", "EUR", "GBP", "JPY", "KRW", "SGD", "MOP", "AUD", "CAD", "其他/other"];

/// The bit of yuan.
pub(super) const YUAN: u32 = 1;

/// Signs and words of currencies, those that end in another before it.
pub(super) const SIGNS: [(&str, u32); 42] = [
    ("cn¥", YUAN),
    ("jp¥", 1 << 6),
    ("¥", YUAN),
    ("人民币", YUAN),
    ("rmb", YUAN),
    ("cny", YUAN),
    ("us$", 1 << 1),
    ("hk$", 1 << 2),
    ("nt$", 1 << 3),
    ("au$", 1 << 10),
    ("ca$", 1 << 11),
    ("s$", 1 << 8),
    ("$", 1 << 1),
    ("usd", 1 << 1),
    ("美元", 1 << 1),
    ("美金", 1 << 1),
    ("hkd", 1 << 2),
    ("港币", 1 << 2),
    ("港幣", 1 << 2),
    ("港元", 1 << 2),
    ("twd", 1 << 3),
    ("新台币", 1 << 3),
    ("台币", 1 << 3),
    ("€", 1 << 4),
    ("eur", 1 << 4),
    ("欧元", 1 << 4),
    ("£", 1 << 5),
    ("gbp", 1 << 5),
    ("英镑", 1 << 5),
    ("jpy", 1 << 6),
    ("日元", 1 << 6),
    ("日圆", 1 << 6),
    ("円", 1 << 6),
    ("₩", 1 << 7),
    ("krw", 1 << 7),
    ("韩元", 1 << 7),
    ("sgd", 1 << 8),
    ("新元", 1 << 8),
    ("mop", 1 << 9),
    ("澳门元", 1 << 9),
    ("aud", 1 << 10),
    ("cad", 1 << 11),
];

/// Words behind an amount of yuan.
pub(super) const YUANS: [&str; 9] = ["块钱", "元", "圓", "圆", "块", "整", "正", "钱", "yuan"];

/// Multiples and parts of a currency, as powers of ten.
const MULTIPLES: [(&str, i32); 17] = [
    ("千万", 7),
    ("百万", 6),
    ("million", 6),
    ("万", 4),
    ("萬", 4),
    ("w", 4),
    ("千", 3),
    ("thousand", 3),
    ("k", 3),
    ("百", 2),
    ("亿", 8),
    ("億", 8),
    ("角", -1),
    ("分", -2),
    ("fen", -2),
    ("cents", -2),
    ("cent", -2),
];

/// What a header says of the unit of its amounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Unit {
    /// Power of ten.
    pub shift: i32,
    /// Currencies that it names, one bit each.
    pub currencies: u32,
}

/// The unit that a normalised header names, in brackets or behind a stroke, and what stands before.
pub(super) fn of_header(name: &str) -> (&str, Unit) {
    let mut unit = Unit::default();
    let mut add = |word: &str| {
        let Some(found) = of_word(&plain(word)) else { return false };
        unit = Unit { shift: unit.shift + found.shift, currencies: unit.currencies | found.currencies };
        true
    };
    let brackets = |c| matches!(c, '(' | '（' | '[' | '【');
    let mut stem = name.split(brackets).next().unwrap_or(name);
    let apart = |c: char| !(c.is_alphanumeric() || matches!(c, '$' | '¥' | '￥' | '€' | '£' | '₩'));
    name[stem.len()..].split(apart).for_each(|word| _ = add(word));
    stem = stem.trim_end_matches('_');
    while let Some((before, word)) = stem.rsplit_once(['/', '／', '_', ':', '：']) {
        if !add(word) {
            break;
        }
        stem = before.trim_end_matches("_in").trim_end_matches('_');
    }
    (stem, unit)
}

/// A word as it is compared.
fn plain(word: &str) -> String {
    word.trim().replace('￥', "¥").replace('＄', "$").to_lowercase()
}

fn of_word(word: &str) -> Option<Unit> {
    let plain = |currencies| Unit { shift: 0, currencies };
    if let Some(currencies) = currency(word) {
        return Some(plain(currencies));
    }
    let (rest, shift) = MULTIPLES.iter().find_map(|&(of, shift)| Some((word.strip_prefix(of)?, shift)))?;
    let currencies = if rest.is_empty() { 0 } else { currency(rest)? };
    Some(Unit { shift, currencies })
}

/// The currency of a word, if it is one.
fn currency(word: &str) -> Option<u32> {
    let yuan = || (YUANS.contains(&word) || word == "人民币元").then_some(YUAN);
    SIGNS.iter().find(|&&(sign, _)| sign == word).map(|&(_, currency)| currency).or_else(yuan)
}

/// The currency that a cell of a column of currencies names.
pub(super) fn named(word: &str) -> u32 {
    match plain(word).as_str() {
        "" => 0,
        word => currency(word).unwrap_or(1 << (NAMES.len() - 1)),
    }
}

/// The names of currencies.
pub(super) fn names(currencies: u32) -> String {
    let named = (0..).zip(NAMES).filter(|(bit, _)| currencies & 1 << bit != 0).map(|(_, name)| name);
    named.collect::<Vec<_>>().join(", ")
}

/// A sum or difference without what binary fractions add to it: amounts have at most six decimals.
pub(super) fn exact(amount: f64) -> f64 {
    if amount.abs() < 1e9 { (amount * 1e6).round() / 1e6 + 0.0 } else { amount }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_headers() {
        for (header, stem, shift, currencies) in [
            ("金额", "金额", 0, ""),
            ("金额(分)", "金额", -2, ""),
            ("金额（单位：万元）", "金额", 4, "CNY"),
            ("金额（含税，元）", "金额", 0, "CNY"),
            ("金额（含税）", "金额", 0, ""),
            ("金额/元", "金额", 0, "CNY"),
            ("金额_(千元)", "金额", 3, "CNY"),
            ("amount(usd)", "amount", 0, "USD"),
            ("amount_(us$)", "amount", 0, "USD"),
            ("amount_cents", "amount", -2, ""),
            ("amount_in_hkd_cents", "amount", -2, "HKD"),
            ("金额(万美元)", "金额", 4, "USD"),
            ("金额(￥)", "金额", 0, "CNY"),
            ("total_amount", "total_amount", 0, ""),
            ("amount_k", "amount", 3, ""),
        ] {
            let (found, unit) = of_header(header);
            assert_eq!((found, unit.shift, names(unit.currencies).as_str()), (stem, shift, currencies), "{header}");
        }
    }

    #[test]
    fn differences_are_exact() {
        assert_eq!((exact(0.3 - 0.1), exact(0.1 + 0.2), exact(-0.0).to_bits()), (0.2, 0.3, 0));
    }
}
