//! Columns of people: what rules ask about, crosstabs divide by, and `users.csv` lists.
//!
//! A column has a name (the header in `users.csv`, the word in a rule), a label for people, and a value for each node that
//! is looked up when it is asked for; nothing is copied. What is not known of somebody is `NaN`, `None`, an empty text, an
//! empty list, [`NONE`](crate::tables::NONE) or [`NO_TIME`](crate::tables::NO_TIME), by the kind of the column.

use crate::tables::Seconds;
use crate::text::Text;

/// A value for each node, looked up.
pub type Of<'a, T> = Box<dyn Fn(usize) -> T + Send + Sync + 'a>;

/// One column.
pub struct Column<'a> {
    /// Header in `users.csv` and word in a rule; distinct among the columns of a run.
    pub name: String,
    /// What people call it; `None` for a column of the user's own, which goes by its name.
    pub label: Option<&'static Text>,
    /// Its values.
    pub values: Values<'a>,
}

/// The values of a column by their kind.
pub enum Values<'a> {
    /// An id.
    Id(Of<'a, &'a str>),
    /// Text from outside; empty: not known.
    Text(Of<'a, &'a str>),
    /// A word from a list.
    Word {
        /// Index into `names`; [`crate::tables::NONE`]: not known.
        code: Of<'a, u32>,
        /// The words.
        names: Vec<&'a str>,
        /// What people call each of our own codes; `None` for words from outside.
        label: Option<Vec<&'static Text>>,
    },
    /// Tags `a>b>c`, any number of them.
    Tags {
        /// Indices into `names`, ascending.
        row: Of<'a, &'a [u32]>,
        /// The tags.
        names: &'a [String],
    },
    /// A number; `NaN`: not known.
    Number(Of<'a, f64>),
    /// Yes or no; `None`: not known.
    Flag(Of<'a, Option<bool>>),
    /// A moment; [`crate::tables::NO_TIME`]: not known.
    Time(Of<'a, Seconds>),
}

impl std::fmt::Debug for Column<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.name, self.values.kind())
    }
}

impl Values<'_> {
    /// The kind in one word: `id`, `text`, `word`, `tags`, `number`, `flag`, `time`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Id(_) => "id",
            Self::Text(_) => "text",
            Self::Word { .. } => "word",
            Self::Tags { .. } => "tags",
            Self::Number(_) => "number",
            Self::Flag(_) => "flag",
            Self::Time(_) => "time",
        }
    }
}
