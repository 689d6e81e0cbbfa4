//! Cells of the CSV outputs: what Excel and scripts both read without harm.
//!
//! - UTF-8 with a byte-order mark (else Excel takes the system's code page), rows end in CRLF (RFC 4180).
//! - Numbers are the shortest decimals that read back to the same bits, in positional notation: no exponent, no thousands
//!   separators, no `.0` on integers. So nothing is rounded, and no locale or spreadsheet reads them in another way.
//! - What is not known is an empty cell, never `NaN` or `null`. Yes and no are `true` and `false`.
//! - Text that a spreadsheet would run as a formula gets a leading apostrophe; reading such a file takes it off again.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::tables::{Seconds, Zone, format_time, is_formula};

/// The mark by which Excel knows UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// What the cells of a column are. CSV does without; a format with types learns it before the first row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Ids.
    Id,
    /// Codes and names of the contract.
    Code,
    /// Text from outside, and sentences.
    Text,
    /// Numbers.
    Number,
    /// Whole numbers: counts, ranks, days.
    Count,
    /// Yes or no.
    Flag,
    /// Moments.
    Time,
}

/// A column's name and what its cells are.
pub(super) type Head<'a> = (&'a str, Kind);

/// Where a table can be written.
pub(super) trait Target {
    /// The table while it is written.
    type Cells: Cells;

    /// Begins the table.
    fn begin(self, columns: &[Head<'_>]) -> io::Result<Self::Cells>;
}

/// A table being written, cell by cell, in the order of its columns.
pub(super) trait Cells {
    /// Text that is ours: codes and names of the contract.
    fn code(&mut self, text: &str) -> io::Result<()>;

    /// An id.
    fn id(&mut self, id: &str) -> io::Result<()>;

    /// Text from outside.
    fn text(&mut self, text: &str) -> io::Result<()>;

    /// A number; nothing where it is not finite.
    fn number(&mut self, x: f64) -> io::Result<()>;

    /// A whole number; nothing where it is not finite.
    fn whole(&mut self, x: f64) -> io::Result<()>;

    /// A count, a rank, days; nothing where there is none.
    fn count(&mut self, n: impl Into<Option<u32>>) -> io::Result<()>;

    /// Yes or no; nothing where nobody knows.
    fn flag(&mut self, yes: Option<bool>) -> io::Result<()>;

    /// A moment; nothing for [`NO_TIME`](crate::tables::NO_TIME).
    fn time(&mut self, at: Seconds, zone: &Zone) -> io::Result<()>;

    /// Nothing is known.
    fn empty(&mut self) -> io::Result<()>;

    /// Ends the row.
    fn end_row(&mut self) -> io::Result<()>;

    /// Ends the table.
    fn finish(self) -> io::Result<()>;
}

/// A CSV file, with or without the byte-order mark that Excel needs.
pub(super) struct Csv<W> {
    pub to: W,
    pub bom: bool,
}

impl<W: Write> Target for Csv<W> {
    type Cells = Sheet<W>;

    fn begin(self, columns: &[Head<'_>]) -> io::Result<Sheet<W>> {
        let names: Vec<&str> = columns.iter().map(|&(name, _)| name).collect();
        Sheet::begin(self.to, self.bom, &names)
    }
}

/// A CSV file being written, cell by cell.
pub(super) struct Sheet<W: Write> {
    csv: csv::Writer<W>,
    /// Digits of the cell being written.
    digits: String,
}

impl<W: Write> Sheet<W> {
    /// Begins a file with its header.
    pub(super) fn begin(mut to: W, bom: bool, header: &[&str]) -> io::Result<Self> {
        if bom {
            to.write_all(BOM)?;
        }
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
        // Names of further columns and of segments come from outside.
        csv.write_record(header.iter().map(|name| escaped(name, false).into_owned()))?;
        Ok(Self { csv, digits: String::new() })
    }

    /// Goes on with a file whose header is written elsewhere.
    pub(super) fn go_on(to: W) -> Self {
        Self { csv: csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to), digits: String::new() }
    }

    fn shown(&mut self, number: impl std::fmt::Display) -> io::Result<()> {
        use std::fmt::Write;
        self.digits.clear();
        // A string takes everything.
        let _ = write!(self.digits, "{number}");
        Ok(self.csv.write_field(&self.digits)?)
    }
}

impl<W: Write> Cells for Sheet<W> {
    fn code(&mut self, text: &str) -> io::Result<()> {
        Ok(self.csv.write_field(text)?)
    }

    /// Escaped only where a formula must be meant.
    fn id(&mut self, id: &str) -> io::Result<()> {
        Ok(self.csv.write_field(escaped(id, true).as_ref())?)
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        Ok(self.csv.write_field(escaped(text, false).as_ref())?)
    }

    fn number(&mut self, x: f64) -> io::Result<()> {
        // `+ 0.0` makes −0 a plain 0.
        if x.is_finite() { self.shown(x + 0.0) } else { self.empty() }
    }

    fn whole(&mut self, x: f64) -> io::Result<()> {
        self.number(x)
    }

    fn count(&mut self, n: impl Into<Option<u32>>) -> io::Result<()> {
        match n.into() {
            Some(n) => self.shown(n),
            None => self.empty(),
        }
    }

    fn flag(&mut self, yes: Option<bool>) -> io::Result<()> {
        self.code(yes.map_or("", |y| if y { "true" } else { "false" }))
    }

    fn time(&mut self, at: Seconds, zone: &Zone) -> io::Result<()> {
        self.code(&format_time(at, zone))
    }

    fn empty(&mut self) -> io::Result<()> {
        self.code("")
    }

    fn end_row(&mut self) -> io::Result<()> {
        Ok(self.csv.write_record(None::<&[u8]>)?)
    }

    fn finish(mut self) -> io::Result<()> {
        self.csv.flush()
    }
}

/// `text` with a leading apostrophe where it would be a formula.
fn escaped(text: &str, is_id: bool) -> Cow<'_, str> {
    if is_formula(text, is_id) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: impl FnOnce(&mut Sheet<&mut Vec<u8>>) -> io::Result<()>) -> String {
        let mut bytes = Vec::new();
        let mut sheet = Sheet::begin(&mut bytes, false, &["a", "b"]).expect("a vector takes everything");
        cells(&mut sheet).expect("a vector takes everything");
        sheet.end_row().expect("as many cells as the header");
        sheet.finish().expect("a vector takes everything");
        let text = String::from_utf8(bytes).expect("UTF-8");
        text.strip_prefix("a,b\r\n").expect("header").to_owned()
    }

    fn number(x: f64) -> String {
        written(|s| s.number(x).and_then(|()| s.empty())).trim_end_matches(",\r\n").to_owned()
    }

    #[test]
    fn numbers_read_back_to_the_same_bits_without_exponents() {
        for x in [0.1, 1.0 / 3.0, 1e-9, 123_456_789.0, 1.5e21, 2.2e-16] {
            let shown = number(x);
            assert_eq!(shown.parse::<f64>().map(f64::to_bits), Ok(x.to_bits()));
            assert!(!shown.contains(['e', 'E']), "{shown}");
        }
        assert_eq!([number(3.0), number(-0.0), number(-1.5)], ["3", "0", "-1.5"]);
        assert_eq!([number(f64::NAN), number(f64::INFINITY)], ["\"\"", "\"\""].map(|_| String::new()));
    }

    #[test]
    fn formulas_are_neutralised_in_text_and_only_real_ones_in_ids() {
        for trigger in ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠", "\u{feff}=", "\u{200b}\u{2060}+"] {
            assert_eq!(
                written(|s| s.text(&format!("{trigger}1")).and_then(|()| s.empty())),
                format!("'{trigger}1,\r\n")
            );
        }
        assert_eq!(written(|s| s.text("\r1").and_then(|()| s.text("a=b"))), "\"'\r1\",a=b\r\n");
        assert_eq!(written(|s| s.id("-7").and_then(|()| s.id("=7"))), "-7,'=7\r\n");
        assert_eq!(written(|s| s.id("+7").and_then(|()| s.id("@7"))), "'+7,'@7\r\n");
        assert_eq!(written(|s| s.id("－7").and_then(|()| s.id("\u{feff}＝7"))), "－7,'\u{feff}＝7\r\n");
    }

    #[test]
    fn quotes_commas_and_line_breaks_stay_inside_their_cell() {
        assert_eq!(written(|s| s.text("a,\"b\"").and_then(|()| s.text("x\ny"))), "\"a,\"\"b\"\"\",\"x\ny\"\r\n");
    }
}
