//! A table that people filter: a header that stays in sight, filters, colours; columns of which nothing is known are left out.

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, DataValidation, Format, IgnoreError,
};

use super::cell::Cell;
use super::sheet::{Done, Sheet};
use super::style::{PALE, WARN, WARN_PALE, tier_color, tier_pale};
use crate::config::Tier;
use crate::text::workbook::STATUSES;

/// Height of headers, which may take two lines, in points.
pub(super) const HEADER: f64 = 33.0;

/// What a column is like beside its header.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Look {
    /// Nothing particular.
    Plain,
    /// Ids: text that looks like numbers is meant so.
    Ids,
    /// Tiers, each in its colour.
    Tiers,
    /// Numbers with bars.
    Bars,
    /// Shares that are marked from this one on.
    Full(f64),
    /// To be filled in with how far one got.
    Status,
    /// To be filled in.
    Blank,
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head<'a> {
    /// Header.
    pub label: &'a str,
    /// Most characters across; longer text wraps or is hidden by its neighbour.
    pub widest: f64,
    /// What it is like.
    pub look: Look,
}

impl<'a> Head<'a> {
    /// A plain column.
    pub(super) fn new(label: &'a str, widest: f64) -> Self {
        Self { label, widest, look: Look::Plain }
    }

    /// With a look.
    pub(super) fn looking(self, look: Look) -> Self {
        Self { look, ..self }
    }
}

fn to_fill(look: Look) -> bool {
    matches!(look, Look::Status | Look::Blank)
}

/// How a table is looked at and printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// So many of the first columns stay in sight.
    pub fixed: usize,
    /// So many of the first columns are printed; `None`: those up to what the reader fills in, else all.
    pub printed: Option<usize>,
}

impl Shape {
    /// The first columns stay in sight.
    pub(super) fn fixed(fixed: usize) -> Self {
        Self { fixed, printed: None }
    }
}

/// Writes the table from the sheet's next row on; without rows there is only a header.
pub(super) fn table(sheet: &mut Sheet<'_>, heads: &[Head<'_>], rows: &[Vec<Cell<'_>>], shape: Shape) -> Done {
    let known = |column: &usize| {
        to_fill(heads[*column].look) || rows.is_empty() || rows.iter().any(|row| !row[*column].is_empty())
    };
    let shown: Vec<usize> = (0..heads.len()).filter(known).collect();
    let labels: Vec<&str> = shown.iter().map(|&column| heads[column].label).collect();
    let top = sheet.row;
    sheet.header(&labels)?;
    for row in rows {
        for (place, &column) in (0u16..).zip(&shown) {
            if to_fill(heads[column].look) {
                sheet.page.write_blank(sheet.row, place, &sheet.style.blank)?;
            } else {
                sheet.put(sheet.row, place, &row[column])?;
            }
        }
        sheet.row += 1;
    }
    let last = sheet.row.max(top + 2) - 1;
    for (place, &column) in (0u16..).zip(&shown) {
        dress(sheet, heads[column].look, top + 1, last, place)?;
    }
    let widths = sheet.fit_columns(|place| shown.get(place).map_or(40.0, |&column| heads[column].widest))?;
    sheet.page.set_row_height(top, HEADER)?;
    for (number, row) in (top + 1..).zip(rows) {
        let texts = widths.iter().zip(&shown).filter_map(|(&width, &column)| Some((width, row[column].written()?)));
        sheet.heighten(number, texts)?;
    }
    let before = |columns: usize| shown.iter().filter(|&&column| column < columns).count() as u16;
    sheet.page.autofilter(top, 0, last, shown.len().max(1) as u16 - 1)?;
    sheet.page.set_freeze_panes(top + 1, before(shape.fixed))?;
    sheet.page.set_repeat_rows(top, top)?;
    let filled = heads.iter().rposition(|head| to_fill(head.look)).map(|column| column + 1);
    let printed = shape.printed.or(filled).unwrap_or(heads.len());
    sheet.page.set_print_area(0, 0, last, before(printed).max(1) - 1)?;
    Ok(())
}

/// Colours, bars, choices of one column.
pub(super) fn dress(sheet: &mut Sheet<'_>, look: Look, first: u32, last: u32, column: u16) -> Done {
    match look {
        Look::Plain => {}
        Look::Ids => {
            sheet.page.ignore_error_range(first, column, last, column, IgnoreError::NumberStoredAsText)?;
        }
        Look::Tiers => tiers(sheet, (first, column), (last, column))?,
        Look::Bars => {
            let bars = ConditionalFormatDataBar::new().set_fill_color(PALE).set_border_off(true).set_solid_fill(true);
            sheet.page.add_conditional_format(first, column, last, column, &bars)?;
        }
        Look::Full(from) => {
            let marked = Format::new().set_font_color(WARN).set_background_color(WARN_PALE).set_bold();
            let rule = ConditionalFormatCellRule::GreaterThanOrEqualTo(from);
            let marked = ConditionalFormatCell::new().set_rule(rule).set_format(marked);
            sheet.page.add_conditional_format(first, column, last, column, &marked)?;
        }
        Look::Status => {
            let words = STATUSES.each_ref().map(|status| status.get(sheet.lang));
            let choice = DataValidation::new().allow_list_strings(&words)?;
            sheet.page.add_data_validation(first, column, last, column, &choice)?;
        }
        Look::Blank => sheet.widen(column, 20.0),
    }
    Ok(())
}

/// Colours the names of tiers in a range.
pub(super) fn tiers(sheet: &mut Sheet<'_>, from: (u32, u16), to: (u32, u16)) -> Done {
    for tier in Tier::ALL {
        let format = Format::new().set_font_color(tier_color(tier)).set_background_color(tier_pale(tier)).set_bold();
        let rule = ConditionalFormatCellRule::EqualTo(sheet.tier(tier));
        let rule = ConditionalFormatCell::new().set_rule(rule).set_format(format);
        sheet.page.add_conditional_format(from.0, from.1, to.0, to.1, &rule)?;
    }
    Ok(())
}
