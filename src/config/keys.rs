//! What an option of `renmai.toml` is and what it takes. Each is declared once, by [`options!`]: the struct that the rooms take, the defaults, the
//! file and its checks, the default file, the differences and the command line all follow the declaration.

use toml::{Table, Value};

use super::Config;
use crate::text::{Lang, Sentence, Text, settings as text};

/// One key of `renmai.toml`.
#[derive(Debug)]
pub struct Key {
    /// Its name in the table that it stands in.
    pub name: &'static str,
    /// What it takes.
    pub shape: Shape,
    /// Its comment in the default file.
    pub text: Text,
    /// TOML shown, commented out, where the default is absent or empty; of a table with a flag, what the flag takes.
    pub example: &'static str,
    /// The option of the command line that sets it.
    pub flag: Option<Flag>,
    /// A flag that another key declares and that sets this one too.
    pub follows: Option<&'static str>,
    /// Whether results depend on it.
    pub has_effect: bool,
}

/// The words that may be chosen from.
pub type Words = fn() -> Vec<&'static str>;

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Text.
    Text,
    /// Text that is not blank.
    Name,
    /// The name of a time zone.
    Zone,
    /// Text or a TOML date.
    Date,
    /// One file name or several.
    Files,
    /// Texts.
    Texts,
    /// `true` or `false`.
    Switch,
    /// A whole number.
    Whole {
        /// The least.
        least: u64,
        /// The most; a file holds no more than [`i64::MAX`].
        most: u64,
    },
    /// A whole number of MiB, at least 1; on the command line also with a unit, such as `512M` or `2G`.
    Mib,
    /// A number within a bound.
    Number(&'static Bound),
    /// One of these words.
    Choice(Words),
    /// Some of these words, none twice.
    Distinct(Words),
    /// Any of these words, or none.
    Subset(Words),
    /// Numbers, strictly ascending, at least one.
    Rising(&'static Shape),
    /// Names, free or of these words, a number of at least 0 each.
    Weights(Option<Words>),
    /// Table → our column → header.
    Columns,
    /// Our column → header.
    Headers,
    /// Free names, each with these keys.
    Entries(&'static [Key]),
    /// Rules of the value lattice.
    Cells,
    /// Free names, a text each.
    Rules,
    /// Keys of its own.
    Table(&'static [Key]),
}

/// Any count that fits 32 bits.
pub(super) const COUNT: Shape = at_least(0);
/// Any count that a file holds.
pub(super) const AMOUNT: Shape = Shape::Whole { least: 0, most: i64::MAX as u64 };
/// The same, but nothing.
pub(super) const SOME: Shape = Shape::Whole { least: 1, most: i64::MAX as u64 };

/// A count of at least so many that fits 32 bits.
pub(super) const fn at_least(least: u64) -> Shape {
    Shape::Whole { least, most: u32::MAX as u64 }
}

/// What numbers there may be.
#[derive(Debug)]
pub struct Bound {
    pub(super) fits: fn(f64) -> bool,
    expected: Text,
}

/// The most that a count, a weight, a factor or an amount may be.
///
/// A strength is a sum of κ · count · ω over at most 2³² rows: with each factor at most 10¹² ≈ 2⁴⁰, at most 2¹⁵². A tie that
/// weighs anything weighs at least 2⁻⁴⁰ · 2⁻⁴⁰ · 2⁻²⁵⁶ ([`LEAST`] and [`MOST_HALF_LIVES`](super::MOST_HALF_LIVES)). So the ratio of any two strengths and
/// even its square stay within 2^±1000: no sum, product or quotient of strengths overflows or vanishes, and every one keeps
/// the relative accuracy of its parts. Larger numbers are slips of whoever wrote them.
pub const MOST: f64 = 1e12;

/// The least that a count, a weight or a factor may be that is not 0; see [`MOST`].
pub const LEAST: f64 = 1e-12;

/// Whether a number is within [`LEAST`] and [`MOST`].
pub(crate) fn is_within(x: f64) -> bool {
    (LEAST..=MOST).contains(&x)
}

/// The bounds.
pub(super) mod bound {
    use super::{Bound, Text, is_within};

    const fn bound(fits: fn(f64) -> bool, expected: Text) -> Bound {
        Bound { fits, expected }
    }

    /// x > 0, within bounds.
    pub const ABOVE_ZERO: Bound = bound(
        is_within,
        Text::new("应为大于 0 的数（1e-12 到 1e12）", "expected a number above 0, from 1e-12 to 1e12"),
    );
    /// x = 0 or within bounds.
    pub const NOT_NEGATIVE: Bound = bound(
        |x| x == 0.0 || is_within(x),
        Text::new(
            "应为不小于 0 的数（0，或 1e-12 到 1e12）",
            "expected a number of at least 0: 0, or from 1e-12 to 1e12",
        ),
    );
    /// 0 < x ≤ 1.
    pub const SHARE: Bound =
        bound(|x| x > 0.0 && x <= 1.0, Text::new("应大于 0 且不超过 1", "expected a number above 0 and at most 1"));
    /// 0 < x < 1.
    pub const INSIDE: Bound =
        bound(|x| x > 0.0 && x < 1.0, Text::new("应大于 0 且小于 1", "expected a number above 0 and below 1"));
    /// 0 ≤ x ≤ 100.
    pub const PERCENTAGE: Bound =
        bound(|x| (0.0..=100.0).contains(&x), Text::new("应在 0 到 100 之间", "expected a number from 0 to 100"));
}

impl Shape {
    /// What is to be said where something else was found.
    pub(super) fn expected(&self, found: Option<i128>) -> Sentence {
        match self {
            Self::Text => text::EXPECT_TEXT.sentence(),
            Self::Name => text::EMPTY.sentence(),
            Self::Zone => text::ZONE.sentence(),
            Self::Date => text::EXPECT_DATE.sentence(),
            Self::Files => text::EXPECT_FILES.sentence(),
            Self::Texts => text::EXPECT_LIST.with("example", "[\"zhang\"]"),
            Self::Switch => text::EXPECT_SWITCH.sentence(),
            // What fits a word of the machine is worth saying only of what does not.
            Self::Whole { least, most } if *most >= u32::MAX.into() && found.is_none_or(|n| n <= (*most).into()) => {
                text::EXPECT_AT_LEAST.with("least", least)
            }
            Self::Mib => text::EXPECT_SIZE.sentence(),
            Self::Whole { least, most } => text::EXPECT_WHOLE.with("least", least).with("most", most),
            Self::Number(bound) => bound.expected.sentence(),
            Self::Choice(words) => text::EXPECT_CHOICE.with("choices", words().join(", ")),
            Self::Distinct(words) | Self::Subset(words) => {
                text::EXPECT_LIST.with("example", format!("{:?}", &words()[..2]))
            }
            Self::Rising(Self::Whole { .. }) => text::EXPECT_LIST.with("example", "[7, 30]"),
            Self::Rising(_) => text::EXPECT_LIST.with("example", "[200, 500]"),
            Self::Cells => text::EXPECT_LIST.with("example", "[[value.cells]]"),
            Self::Weights(_) | Self::Columns | Self::Headers | Self::Entries(_) | Self::Rules | Self::Table(_) => {
                text::EXPECT_TABLE.sentence()
            }
        }
    }

    pub(super) fn holds(&self, n: i128) -> bool {
        match self {
            Self::Whole { least, most } => u64::try_from(n).is_ok_and(|n| (*least..=*most).contains(&n)),
            Self::Mib => (1..=i64::MAX.into()).contains(&n),
            _ => false,
        }
    }

    /// Whether text of this shape may read so.
    pub(super) fn reads(&self, word: &str) -> bool {
        match self {
            Self::Name | Self::Files => !word.trim().is_empty(),
            Self::Zone => jiff::tz::TimeZone::get(word).is_ok(),
            Self::Choice(words) => words().contains(&word),
            Self::Text | Self::Date => true,
            _ => false,
        }
    }

    /// The value that a word of the command line means; `example` shows how an entry of a table is written.
    pub(super) fn read(&self, word: &str, example: &str) -> Result<Value, Sentence> {
        let value = match self {
            Self::Switch => word.parse().ok().map(Value::Boolean),
            Self::Whole { .. } => {
                let n: Option<i128> = word.parse().ok();
                let fits = n.filter(|n| self.holds(*n)).and_then(|n| n.try_into().ok()).map(Value::Integer);
                return fits.ok_or_else(|| self.expected(n));
            }
            Self::Mib => mib(word).map(Value::Integer),
            Self::Number(bound) => word.parse().ok().filter(|&x| (bound.fits)(x)).map(Value::Float),
            Self::Table(keys) => {
                let entry = word.split_once('=').map(|(name, value)| (name.trim(), value.trim()));
                let found = entry.and_then(|(name, value)| Some((keys.iter().find(|k| k.name == name)?, value)));
                let Some((key, value)) = found else {
                    let names: Vec<&str> = keys.iter().map(|k| k.name).collect();
                    return Err(text::EXPECT_ENTRY.with("choices", names.join(", ")).with("example", example));
                };
                let value = key.shape.read(value, "")?;
                Some(Value::Table(Table::from_iter([(key.name.to_owned(), value)])))
            }
            Self::Distinct(words) => {
                let (known, items): (_, Vec<&str>) = (words(), word.split([',', '，']).map(str::trim).collect());
                if items.iter().any(|item| !known.contains(item)) {
                    return Err(text::EXPECT_SOME.with("choices", known.join(", ")));
                }
                if (1..items.len()).any(|i| items[..i].contains(&items[i])) {
                    return Err(text::DISTINCT.sentence());
                }
                Some(Value::Array(items.into_iter().map(|item| Value::String(item.to_owned())).collect()))
            }
            _ => self.reads(word).then(|| Value::String(word.to_owned())),
        };
        value.ok_or_else(|| self.expected(None))
    }
}

/// MiB of a size: a number of them, or one with a unit (`M`, `G` or `T`, also as `MB` or `MiB`).
fn mib(word: &str) -> Option<i64> {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = word.split_at(digits);
    let each = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "m" | "mb" | "mib" => 1,
        "g" | "gb" | "gib" => 1 << 10,
        "t" | "tb" | "tib" => 1 << 20,
        _ => return None,
    };
    number.parse::<i64>().ok()?.checked_mul(each).filter(|&mib| mib > 0)
}

/// An option of the command line.
#[derive(Debug)]
pub struct Flag {
    /// `--name`.
    pub name: &'static str,
    /// What stands for its value in the help; empty for a switch.
    pub value: &'static str,
    /// Its help; `{default}` is the default.
    pub help: Text,
}

impl Key {
    pub(super) const fn new(name: &'static str, shape: Shape, text: Text) -> Self {
        Self { name, shape, text, example: "", flag: None, follows: None, has_effect: true }
    }

    pub(super) const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    pub(super) const fn example(self, example: &'static str) -> Self {
        Self { example, ..self }
    }

    pub(super) const fn flag(self, name: &'static str, value: &'static str, help: Text) -> Self {
        Self { flag: Some(Flag { name, value, help }), ..self }
    }

    pub(super) const fn follows(self, flag: &'static str) -> Self {
        Self { follows: Some(flag), ..self }
    }

    pub(super) const fn without_effect(self) -> Self {
        Self { has_effect: false, ..self }
    }

    /// Whether this flag sets it.
    pub(super) fn is_set_by(&self, flag: &str) -> bool {
        self.flag.as_ref().map(|f| f.name).or(self.follows) == Some(flag)
    }

    /// The help of its flag.
    pub fn help(&'static self, path: &str, lang: Lang) -> String {
        let Some(flag) = &self.flag else { return String::new() };
        let defaults = Value::try_from(Config::default()).ok();
        let default = defaults.as_ref().and_then(|all| lookup(all, path)).map(Value::to_string).unwrap_or_default();
        flag.help.with("default", default.trim_end_matches(".0")).render(lang)
    }

    /// What was expected of its flag, if the word is something else.
    ///
    /// # Errors
    /// The words.
    pub fn accepts(&'static self, word: &str) -> Result<(), Sentence> {
        self.shape.read(word, self.example).map(|_| ())
    }
}

/// Declares options: a struct with one field a key, its default, what it takes, its comment in both languages, and what else there
/// is to say of it by the methods of [`Key`]. Behind `@` stand fields that are no keys.
macro_rules! options {
    ($(#[$about:meta])* pub struct $name:ident {
        $($(#[$attr:meta])* $field:ident: $type:ty = $default:expr, $shape:expr,
            Text::new($zh:literal, $en:literal) $(, $more:ident($($arg:expr),*))*;)*
        $(@ $(#[$other_attr:meta])* $other:ident: $other_type:ty = $other_default:expr;)*
    }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $(#[doc = $en] $(#[$attr])* pub $field: $type,)*
            $($(#[$other_attr])* pub $other: $other_type,)*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)* $($other: $other_default,)* }
            }
        }

        impl $name {
            /// Its keys, in the order of the default file: those that open a table of their own come last.
            pub(crate) const KEYS: &'static [Key] =
                &[$(Key::new(stringify!($field), $shape, Text::new($zh, $en))$(.$more($($arg),*))*,)*];
        }
    };
}
pub(super) use options;

/// Every key with its dotted path, tables before what stands in them.
pub fn keys() -> Vec<(String, &'static Key)> {
    fn walk(section: &str, keys: &'static [Key], out: &mut Vec<(String, &'static Key)>) {
        for key in keys {
            let path = join(section, key.name);
            out.push((path.clone(), key));
            if let Shape::Table(inner) = key.shape {
                walk(&path, inner, out);
            }
        }
    }
    let mut out = Vec::new();
    walk("", Config::KEYS, &mut out);
    out
}

/// The value of a dotted path.
pub(super) fn lookup<'v>(all: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(all, |table, name| table.get(name))
}

/// A dotted name from its parts.
pub(super) fn join(section: &str, name: &str) -> String {
    if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") }
}

/// The word that `found` probably means: at most a third of its letters (and at least one) differ.
pub fn nearest<'a>(found: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (found.chars().count() / 3).max(1);
    words
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(found, word), word))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, word)| word)
}
