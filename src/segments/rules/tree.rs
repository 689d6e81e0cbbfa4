//! What a rule says before anybody knows the columns. Spans are bytes of the rule's text.

/// Where something stands.
pub(super) type Span = std::ops::Range<usize>;

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    /// At least one of them holds.
    Any(Vec<Expr>),
    /// All of them hold.
    All(Vec<Expr>),
    /// It does not hold.
    Not(Box<Expr>),
    /// One question to one column.
    Test(Test),
}

/// One question to one column. `!=`, `not in` and their like are the opposites of these.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Test {
    /// The column as written.
    pub column: Value,
    /// What is asked.
    pub ask: Ask,
    /// The operator; of a column that stands alone, the column.
    pub operator: Span,
}

/// What is asked of a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ask {
    /// The column stands alone.
    Alone,
    /// Its value is this.
    Equal(Value),
    /// Its value is less than, … this.
    Order(Order, Value),
    /// Its value is one of these.
    In(Vec<Value>),
    /// One of its tags is this or below it.
    Under(Value),
    /// Its text has this in it.
    Contains(Value),
    /// Nothing is known.
    Unknown,
}

/// `<`, `<=`, `>`, `>=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Less,
    LessEqual,
    More,
    MoreEqual,
}

/// A value or a column's name, quotes taken off.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub text: String,
    pub span: Span,
    /// The first `>` of a bare value of several levels, which only a tag may be.
    pub levels: Option<Span>,
}

impl Value {
    /// A value of one word, or in quotes.
    pub fn new(text: &str, span: Span) -> Self {
        Self { text: text.to_owned(), span, levels: None }
    }
}

impl Ask {
    /// The values that the column is compared with.
    pub fn values(&self) -> &[Value] {
        match self {
            Self::Alone | Self::Unknown => &[],
            Self::Equal(value) | Self::Order(_, value) | Self::Under(value) | Self::Contains(value) => {
                std::slice::from_ref(value)
            }
            Self::In(values) => values,
        }
    }
}

impl Expr {
    /// Calls `f` with every test, from left to right.
    pub fn each_test<'e>(&'e self, f: &mut impl FnMut(&'e Test)) {
        match self {
            Self::Any(parts) | Self::All(parts) => parts.iter().for_each(|part| part.each_test(f)),
            Self::Not(part) => part.each_test(f),
            Self::Test(test) => f(test),
        }
    }
}
