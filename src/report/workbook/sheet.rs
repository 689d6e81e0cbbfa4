//! One sheet being written from top to bottom, with widths that fit what stands in it.

use rust_xlsxwriter::{Color, Format, Worksheet, XlsxError};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::cell::{Cell, begun, clean, clean_id, tier_name};
use super::style::Style;
use crate::config::Tier;
use crate::text::Lang;

/// A failure is the library's, or the disk's.
pub(super) type Done = Result<(), XlsxError>;

/// Paper size A4.
const A4: u8 = 9;
/// A character of text takes so much more than one of a number.
const WIDER: f64 = 1.08;
/// Points of a line.
const LINE: f64 = 16.5;
/// Lines of a row at most; a cell holds all of its text all the same.
const MOST_LINES: u32 = 6;

/// Lines that a text takes in a column so wide.
fn lines(text: &str, width: f64) -> u32 {
    let of = |c: char| match c.width() {
        Some(2) => 2.0,
        _ => 0.9,
    };
    let across: f64 = text.chars().map(of).sum();
    (across / (width - 2.0).max(1.0)).ceil().max(1.0) as u32
}

/// A sheet and where the next row goes.
pub(super) struct Sheet<'a> {
    /// The sheet itself, for charts and colours.
    pub page: &'a mut Worksheet,
    /// Formats.
    pub style: &'a Style,
    /// Language.
    pub lang: Lang,
    /// The next row.
    pub row: u32,
    /// Widest content of each column so far, in characters.
    widths: Vec<f64>,
}

impl<'a> Sheet<'a> {
    /// Begins with a title.
    pub(super) fn begin(
        page: &'a mut Worksheet,
        style: &'a Style,
        lang: Lang,
        title: &str,
        tab: Color,
    ) -> Result<Self, XlsxError> {
        page.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_footer("&C&A  &P / &N");
        page.set_tab_color(tab).set_screen_gridlines(false).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        page.set_row_height(0, 26)?;
        page.write_string_with_format(0, 0, title, &style.title)?;
        Ok(Self { page, style, lang, row: 1, widths: Vec::new() })
    }

    /// A sentence across the sheet.
    pub(super) fn note(&mut self, words: &str) -> Done {
        self.line(words, &self.style.note.clone())
    }

    /// A sentence that needs attention.
    pub(super) fn warn(&mut self, words: &str) -> Done {
        self.line(words, &self.style.warning.clone())
    }

    /// The heading of a part, after a free row.
    pub(super) fn heading(&mut self, words: &str) -> Done {
        self.row += 1;
        self.line(words, &self.style.heading.clone())
    }

    fn line(&mut self, words: &str, format: &Format) -> Done {
        self.page.write_string_with_format(self.row, 0, clean(words), format)?;
        self.row += 1;
        Ok(())
    }

    /// Headers, from the first column on, in the next row.
    pub(super) fn header(&mut self, labels: &[&str]) -> Done {
        for (column, label) in (0u16..).zip(labels) {
            self.page.write_string_with_format(self.row, column, *label, &self.style.header)?;
            self.fit(column, label);
        }
        self.row += 1;
        Ok(())
    }

    /// Cells, from the first column on, in the next row.
    pub(super) fn cells(&mut self, cells: &[Cell<'_>]) -> Done {
        for (column, cell) in (0u16..).zip(cells) {
            self.put(self.row, column, cell)?;
        }
        self.row += 1;
        Ok(())
    }

    /// One cell.
    pub(super) fn put(&mut self, row: u32, column: u16, cell: &Cell<'_>) -> Done {
        let style = self.style;
        if cell.is_empty() {
            self.page.write_blank(row, column, &style.words)?;
            return Ok(());
        }
        let number = |sheet: &mut Self, x: f64, format: &Format| -> Done {
            sheet.page.write_number_with_format(row, column, x, format)?;
            sheet.widen(column, 9.0);
            Ok(())
        };
        match cell {
            Cell::Empty => Ok(()),
            Cell::Id(id) => self.string(row, column, &clean_id(id), &style.text),
            Cell::Text(text) => self.string(row, column, &clean(text), &style.text),
            Cell::Words(words) => self.string(row, column, &begun(&clean(words)), &style.words),
            Cell::Label(words) => self.string(row, column, &clean(words), &style.label),
            Cell::Count(n) => number(self, *n as f64, &style.count),
            Cell::Score(x) => number(self, *x, &style.score),
            Cell::Number(x) => number(self, *x, &style.number),
            Cell::Share(x) => number(self, *x, &style.percent),
            Cell::Tier(tier) => self.string(row, column, &self.tier(*tier), &style.words),
        }
    }

    /// What a tier is called in cells.
    pub(super) fn tier(&self, tier: Tier) -> String {
        tier_name(tier, self.lang)
    }

    /// Always a string, whatever it looks like.
    fn string(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Done {
        self.page.write_string_with_format(row, column, text, format)?;
        self.fit(column, text);
        Ok(())
    }

    pub(super) fn fit(&mut self, column: u16, text: &str) {
        self.widen(column, text.width() as f64);
    }

    /// At least so wide, in characters.
    pub(super) fn widen(&mut self, column: u16, width: f64) {
        let column = usize::from(column);
        if self.widths.len() <= column {
            self.widths.resize(column + 1, 0.0);
        }
        self.widths[column] = self.widths[column].max(width);
    }

    /// Sets the widths of all columns, none wider than its limit; gives them back.
    pub(super) fn fit_columns(&mut self, limits: impl Fn(usize) -> f64) -> Result<Vec<f64>, XlsxError> {
        let fitted = |(column, &width): (usize, &f64)| (width * WIDER + 4.0).clamp(6.0, limits(column).max(6.0));
        let widths: Vec<f64> = self.widths.iter().enumerate().map(fitted).collect();
        for (column, &width) in (0u16..).zip(&widths) {
            self.page.set_column_width(column, width)?;
        }
        Ok(widths)
    }

    /// Makes a row as high as its text needs: not every program does so by itself.
    pub(super) fn heighten<'t>(&mut self, row: u32, texts: impl Iterator<Item = (f64, &'t str)>) -> Done {
        self.high(row, texts.map(|(width, text)| lines(text, width)).max().unwrap_or(1))
    }

    fn high(&mut self, row: u32, lines: u32) -> Done {
        if lines > 1 {
            self.page.set_row_height(row, f64::from(lines.min(MOST_LINES)) * LINE)?;
        }
        Ok(())
    }

    /// A sentence across columns of these widths, in as many lines as it takes.
    pub(super) fn paragraph(&mut self, words: &str, widths: &[f64]) -> Done {
        let words = clean(words);
        let last = widths.len().max(2) as u16 - 1;
        self.page.merge_range(self.row, 0, self.row, last, &words, &self.style.paragraph)?;
        self.high(self.row, lines(&words, widths.iter().sum()))?;
        self.row += 1;
        Ok(())
    }
}
