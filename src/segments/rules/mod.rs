//! Rules: conditions over the columns of people, as users write them.
//!
//! `value_tier in [S, A] and city = 上海 and not opted_out`: `docs/rules.md` is the whole language. A [`Rule`] is read
//! without knowing any column; [`Rule::bind`] finds its columns, checks that each is asked what it can answer, and turns
//! words into sets of codes; what comes out, [`Bound`], answers for one node at a time without allocating. Time: linear in the
//! length of a rule and the lists of words it asks about, then constant per test and node.
//!
//! Logic is two-valued: a question about something unknown is answered by no, and `not` turns that into yes.

mod bind;
mod fault;
mod lex;
mod lookup;
mod parse;
mod tree;

pub use bind::Bound;

use super::columns::Column;
use crate::tables::Zone;

/// The column that a user means by `name`, found as a rule finds it. `place` is where the name stands.
///
/// # Errors
/// [`Config`](crate::ErrorKind::Config) for a name that is no column, or several.
pub fn column<'c, 'a>(place: &str, name: &str, columns: &'c [Column<'a>]) -> crate::Result<&'c Column<'a>> {
    let value = tree::Value::new(name, 0..name.len());
    lookup::column(&value, columns).map_err(|fault| fault.into_error(place, name))
}

/// A condition that was read; its columns are not looked up yet.
#[derive(Clone, Debug)]
pub struct Rule {
    place: String,
    text: String,
    expr: tree::Expr,
}

impl Rule {
    /// Reads a rule. `place` is where the user wrote it, such as `--where`; errors begin with it.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) with the position in `text` for anything that is not in the grammar.
    pub fn parse(place: &str, text: &str) -> crate::Result<Self> {
        let expr = parse::parse(text).map_err(|fault| fault.into_error(place, text))?;
        Ok(Self { place: place.to_owned(), text: text.to_owned(), expr })
    }

    /// The columns it asks, as written (without backquotes), each once, in order of appearance.
    pub fn columns(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        self.expr.each_test(&mut |test| {
            if !names.contains(&test.column.text.as_str()) {
                names.push(&test.column.text);
            }
        });
        names
    }

    /// The text it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Looks up the columns and prepares the answers. Dates are read in `zone`.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) with the position in the text for a column that does not exist, a question that
    /// its kind cannot answer, a value of another kind, or a word that is not in the column's own list.
    pub fn bind<'c, 'a>(&self, columns: &'c [Column<'a>], zone: &Zone) -> crate::Result<Bound<'c, 'a>> {
        bind::bind(&self.expr, &self.text, columns, zone).map_err(|fault| fault.into_error(&self.place, &self.text))
    }
}
