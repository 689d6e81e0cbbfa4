//! Records of delimited text, as slices of the text.
//!
//! The rules are RFC 4180's, read leniently: a field that begins with a quotation mark runs to the closing one, a doubled
//! mark inside stands for one, and text after the closing mark belongs to the field, which is told; a mark anywhere else is an ordinary
//! character. Records end with LF, CR LF or CR. Nothing is copied but fields with doubled marks, and every record
//! knows the line it begins on, also after quoted line breaks and blank lines: messages depend on it, and records found this way can be
//! split into pieces that are read at the same time.

/// How a text is cut into records and fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// What stands between fields.
    pub delimiter: u8,
    /// A run of spaces and tabs parts fields once, and those at the ends part nothing.
    pub spaces: bool,
    /// Lines that begin with one of these are comments.
    pub comments: Comments,
}

impl Dialect {
    /// Fields between `delimiter`; no comments.
    pub const fn of(delimiter: u8) -> Self {
        Self { delimiter, spaces: false, comments: Comments::NONE }
    }

    /// Fields between runs of spaces.
    pub const SPACES: Self = Self { delimiter: b' ', spaces: true, comments: Comments::NONE };

    fn parts(self, byte: u8) -> bool {
        byte == self.delimiter || self.spaces && byte == b'\t'
    }
}

/// The marks with which comment lines begin, one bit each of [`Comments::MARKS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Comments(pub u8);

impl Comments {
    /// No line is one.
    pub const NONE: Self = Self(0);
    /// All marks there are.
    pub const ALL: Self = Self(7);
    const MARKS: [&str; 3] = ["#", "%", "//"];

    /// What a spreadsheet shows where it could not compute: no comments, whatever else begins so.
    const ERRORS: [&str; 7] = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"];

    /// Those of the marks with which a line begins.
    pub fn of(line: &str) -> Self {
        if Self::ERRORS.iter().any(|error| line.starts_with(error)) {
            return Self::NONE;
        }
        Self((0..3).filter(|&i| line.starts_with(Self::MARKS[i])).map(|i| 1 << i).sum())
    }

    /// Those of the comment lines with which a text begins.
    pub fn leading(text: &str) -> Self {
        let lines = text.lines().map(Self::of).take_while(|&marks| marks != Self::NONE);
        lines.fold(Self::NONE, |all, marks| Self(all.0 | marks.0))
    }

    /// Whether a text goes on with a comment here.
    fn begin(self, rest: &[u8]) -> bool {
        // Most files have none, and most lines begin with no mark.
        self != Self::NONE
            && matches!(rest.first(), Some(b'#' | b'%' | b'/'))
            && (0..3).any(|i| self.0 & 1 << i != 0 && rest.starts_with(Self::MARKS[i].as_bytes()))
            && !Self::ERRORS.iter().any(|error| rest.starts_with(error.as_bytes()))
    }
}

/// Walks over the records of a text.
pub(super) struct Scanner<'t> {
    text: &'t str,
    dialect: Dialect,
    at: usize,
    line: u64,
    record: Record<'t>,
}

/// One record: its fields, where it stands, and its text.
pub(super) struct Record<'t> {
    text: &'t str,
    fields: Vec<Field>,
    /// Fields whose doubled quotation marks were undone.
    unescaped: String,
    start: usize,
    end: usize,
    line: u64,
    unterminated: bool,
    /// Where the mark stands that is never closed.
    open: usize,
    comment: bool,
    /// Whether a quoted field goes over several lines.
    folded: bool,
    trailing: Option<usize>,
}

#[derive(Clone, Copy)]
struct Field {
    start: usize,
    end: usize,
    unescaped: bool,
}

impl<'t> Scanner<'t> {
    /// Begins at the start of `text`, which is line 1.
    pub fn new(text: &'t str, dialect: Dialect) -> Self {
        let record = Record {
            text,
            fields: Vec::new(),
            unescaped: String::new(),
            start: 0,
            end: 0,
            line: 0,
            unterminated: false,
            open: 0,
            comment: false,
            folded: false,
            trailing: None,
        };
        Self { text, dialect, at: 0, line: 1, record }
    }

    /// The record that [`Scanner::advance`] found.
    pub fn record(&self) -> &Record<'t> {
        &self.record
    }

    /// Where the next record begins, in bytes.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Line breaks passed so far.
    pub fn lines(&self) -> u64 {
        self.line - 1
    }

    /// Moves to the next record; false at the end of the text. A blank line is a record with one empty field.
    pub fn advance(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        if self.at >= bytes.len() {
            return false;
        }
        let record = &mut self.record;
        record.fields.clear();
        record.unescaped.clear();
        (record.unterminated, record.comment, record.folded, record.trailing) = (false, false, false, None);
        (record.start, record.line) = (self.at, self.line);
        let mut at = self.at;
        if self.dialect.comments.begin(&bytes[at..]) {
            record.comment = true;
            record.end = plain_end(bytes, at, Dialect::of(b'\n'));
            at = record.end;
        }
        if self.dialect.spaces {
            at += spaces(&bytes[at..]);
        }
        loop {
            if record.comment {
                // The line is no fields.
            } else if bytes.get(at) == Some(&b'"') {
                match record.quoted(at + 1, self.dialect, &mut self.line) {
                    Some(end) => at = end,
                    None => {
                        // The mark never closes: only this line is lost, reading goes on with the next one.
                        self.line = record.line;
                        (record.unterminated, record.open) = (true, at);
                        at = plain_end(bytes, at, Dialect::of(b'\n'));
                    }
                }
            } else {
                let start = at;
                at = plain_end(bytes, at, self.dialect);
                record.fields.push(Field { start, end: at, unescaped: false });
            }
            if self.dialect.spaces {
                // Spaces at the end of the line part nothing.
                let after = at + spaces(&bytes[at..]);
                at = if matches!(bytes.get(after), None | Some(b'\n' | b'\r')) { after } else { at.max(after - 1) };
            }
            record.end = at;
            match bytes.get(at) {
                None => break,
                Some(b'\n') => {
                    at += 1;
                    self.line += 1;
                    break;
                }
                Some(b'\r') => {
                    at += if bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
                    self.line += 1;
                    break;
                }
                Some(_) => at += 1,
            }
        }
        self.at = at;
        true
    }

    /// Goes on with the line after the first of the record's, which alone is lost: a stray quotation mark has swallowed the others.
    pub fn only_first_line(&mut self) {
        let bytes = self.text.as_bytes();
        let end = plain_end(bytes, self.record.start, Dialect::of(b'\n'));
        let broken = if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 };
        self.at = bytes.len().min(end + broken);
        self.line = self.record.line + 1;
        (self.record.end, self.record.unterminated) = (end, true);
    }
}

/// The first delimiter or line break at or after `at`.
fn plain_end(bytes: &[u8], at: usize, dialect: Dialect) -> usize {
    if !dialect.spaces {
        return memchr::memchr3(dialect.delimiter, b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |i| at + i);
    }
    bytes[at..].iter().position(|&b| dialect.parts(b) || b == b'\n' || b == b'\r').map_or(bytes.len(), |i| at + i)
}

/// Spaces and tabs at the start.
fn spaces(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|&&b| b == b' ' || b == b'\t').count()
}

impl Record<'_> {
    /// Reads a field whose opening mark stands before `start`; returns its end, or nothing if no mark closes it.
    fn quoted(&mut self, start: usize, dialect: Dialect, line: &mut u64) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let close = |from: usize| bytes[from..].iter().position(|&b| b == b'"').map(|i| from + i);
        let copied = self.unescaped.len();
        let mut from = start;
        let mut end = close(from)?;
        while bytes.get(end + 1) == Some(&b'"') {
            self.unescaped.push_str(&self.text[from..=end]);
            from = end + 2;
            end = close(from)?;
        }
        let breaks = line_breaks(&bytes[start..end]);
        *line += breaks;
        self.folded |= breaks > 0;
        let after = plain_end(bytes, end + 1, dialect);
        if !self.text[end + 1..after].trim().is_empty() {
            self.trailing.get_or_insert(self.fields.len());
        }
        let field = if from == start && after == end + 1 {
            Field { start, end, unescaped: false }
        } else {
            self.unescaped.push_str(&self.text[from..end]);
            self.unescaped.push_str(&self.text[end + 1..after]);
            Field { start: copied, end: self.unescaped.len(), unescaped: true }
        };
        self.fields.push(field);
        Some(after)
    }

    /// Number of fields.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Field `i`, as it is meant (without its quotation marks); empty where there is none.
    pub fn field(&self, i: usize) -> &str {
        match self.fields.get(i) {
            Some(f) if f.unescaped => &self.unescaped[f.start..f.end],
            Some(f) => &self.text[f.start..f.end],
            None => "",
        }
    }

    /// All fields, without what is around them.
    pub fn fields(&self) -> Vec<String> {
        let plain = |field: &str| field.trim().trim_start_matches('\u{feff}').trim().to_owned();
        (0..self.len()).map(|i| plain(self.field(i))).collect()
    }

    /// The record as it stands in the file, without its line break.
    pub fn raw(&self) -> &str {
        &self.text[self.start..self.end]
    }

    /// Its bytes in the text.
    pub fn span(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// The line it begins on, counted from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Whether it is a comment line.
    pub fn is_comment(&self) -> bool {
        self.comment
    }

    /// Whether a quoted field goes over several lines.
    pub fn is_folded(&self) -> bool {
        self.folded
    }

    /// Whether every line of it would be a row of `fields` fields: then a stray quotation mark has swallowed rows.
    pub fn is_rows(&self, fields: usize, dialect: Dialect) -> bool {
        let parts = |text: &str| text.bytes().filter(|&b| dialect.parts(b)).count();
        let is_row = |line: &str| {
            let mut scanner = Scanner::new(line, dialect);
            scanner.advance();
            let record = &scanner.record;
            // What a mark leaves open is cut as if there were none.
            let open = if record.unterminated { parts(&line[record.open..]) + 1 } else { 0 };
            record.len() + open == fields
        };
        let lines = || self.raw().split(['\n', '\r']).filter(|line| !line.is_empty());
        self.folded && fields > 1 && lines().count() > 1 && lines().all(is_row)
    }

    /// Whether a quotation mark was opened and never closed.
    pub fn is_unterminated(&self) -> bool {
        self.unterminated
    }

    /// The first field whose closing quotation mark is followed by text.
    pub fn trailing(&self) -> Option<usize> {
        self.trailing
    }

    /// Whether every field is empty but for white space.
    pub fn is_empty(&self) -> bool {
        !self.unterminated && !self.comment && (0..self.len()).all(|i| self.field(i).trim().is_empty())
    }
}

fn line_breaks(bytes: &[u8]) -> u64 {
    let lone_cr = |i: usize| bytes[i] == b'\r' && bytes.get(i + 1) != Some(&b'\n');
    (0..bytes.len()).filter(|&i| bytes[i] == b'\n' || lone_cr(i)).count() as u64
}

/// Cuts a text into pieces of about `size` bytes that end at ends of records. A text with quotation marks stays whole: whether a
/// line break in it ends a record is only known from the start.
pub(super) fn pieces(text: &str, size: usize) -> Vec<&str> {
    if text.len() <= size || text.as_bytes().contains(&b'"') {
        return vec![text];
    }
    let mut pieces = Vec::with_capacity(text.len() / size + 1);
    let mut rest = text;
    while rest.len() > size {
        match rest.as_bytes()[size..].iter().position(|&b| b == b'\n') {
            Some(i) => {
                let (piece, after) = rest.split_at(size + i + 1);
                pieces.push(piece);
                rest = after;
            }
            None => break,
        }
    }
    if !rest.is_empty() {
        pieces.push(rest);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn records(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut scanner = Scanner::new(text, Dialect::of(b','));
        let mut out = Vec::new();
        while scanner.advance() {
            let r = scanner.record();
            out.push((r.line(), (0..r.len()).map(|i| r.field(i).to_owned()).collect()));
        }
        out
    }

    #[test]
    fn lines_are_physical_after_quoted_breaks_and_blank_lines() {
        let text = "a,b\r\n\r\n\"x\r\ny\",\"say \"\"hi\"\"\"\n\n1,\"2\"3\rlast,";
        let lines: Vec<u64> = records(text).iter().map(|r| r.0).collect();
        assert_eq!(lines, [1, 2, 3, 5, 6, 7]);
        assert_eq!(records(text)[2].1, ["x\r\ny", "say \"hi\""]);
        assert_eq!(records(text)[4].1, ["1", "23"]);
        assert_eq!(records(text)[5].1, ["last", ""]);
    }

    #[test]
    fn an_open_quotation_mark_costs_one_line_only() {
        let mut scanner = Scanner::new("a,\"b\nc,d\n", Dialect::of(b','));
        assert!(scanner.advance());
        assert!(scanner.record().is_unterminated());
        assert_eq!(scanner.record().raw(), "a,\"b");
        assert!(scanner.advance());
        assert_eq!((scanner.record().line(), scanner.record().field(0)), (2, "c"));
        assert!(!scanner.advance());
    }

    #[test]
    fn cells_that_could_not_be_computed_are_no_comments() {
        let text = "# made by\n#N/A,g\n#REF!,g\n#1,g\n";
        let mut scanner = Scanner::new(text, Dialect { comments: Comments::leading(text), ..Dialect::of(b',') });
        let comments: Vec<bool> =
            std::iter::from_fn(|| scanner.advance().then(|| scanner.record().is_comment())).collect();
        assert_eq!(comments, [true, false, false, true]);
    }

    proptest! {
        /// The csv crate as an oracle, on texts whose quotation marks close.
        #[test]
        fn the_csv_crate_sees_the_same_fields(text in "([a-c ,\n\r]|\"([a,\n\r]|\"\"){0,4}\"){0,40}") {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> =
                reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
            let mut scanner = Scanner::new(&text, Dialect::of(b','));
            let mut ours = Vec::new();
            let mut open = false;
            while scanner.advance() {
                let r = scanner.record();
                open |= r.is_unterminated();
                if !r.raw().is_empty() {
                    ours.push((0..r.len()).map(|i| r.field(i).to_owned()).collect::<Vec<_>>());
                }
            }
            prop_assume!(!open);
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn pieces_hold_the_same_records(text in "[ab,\n]{0,200}", size in 1usize..50) {
            let whole: Vec<_> = records(&text).into_iter().map(|r| r.1).collect();
            let cut = pieces(&text, size);
            prop_assert_eq!(cut.concat(), text.clone());
            let joined: Vec<_> = cut.iter().flat_map(|p| records(p)).map(|r| r.1).collect();
            prop_assert_eq!(joined, whole);
        }
    }
}
