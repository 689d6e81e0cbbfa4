//! Value: the lattice as a coloured grid, tiers and segments with what to do, lifecycles, tier × position; charts.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFormat, ChartSolidFill, ChartType, Color, ConditionalFormat2ColorScale, FormatAlign,
};

use super::book::Book;
use super::cell::Cell;
use super::sheet::{Done, Sheet};
use super::style::{ACCENT, PALE, tier_cell, tier_color};
use super::tally::by;
use crate::config::{Tier, ValueSegment};
use crate::report::distribution::{Distribution, Part};
use crate::report::figures::{capitalised, thousands};
use crate::segments::{Lifecycle, Position};
use crate::selection::next_step::{segment_action, tier_action};
use crate::text::workbook::{self as words, advice};
use crate::text::{Coded, Text, page as page_words};

/// Columns of this sheet, the labels' and the others'.
const WIDTHS: [f64; 2] = [18.0, 16.0];
/// Columns of the tables.
const ACROSS: u16 = 8;
/// Where the charts stand.
const CHARTS: u16 = 9;
/// The row of the second chart, below the first.
const SECOND_CHART: u32 = 21;
/// That of the third.
const THIRD_CHART: u32 = 41;
/// The first column of the advice, which runs to the last.
const ADVICE: u16 = 4;

pub(super) fn fill(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    sheet.page.set_column_width(0, WIDTHS[0])?.set_column_range_width(1, ACROSS - 1, WIDTHS[1])?;
    sheet.page.set_freeze_panes(1, 1)?;
    let spread = &book.digest.distributions;
    if spread.value_tier.is_unknown() {
        sheet.note(book.say(&words::NO_TIERS))?;
        lifecycles(book, sheet)?;
        return matrix(book, sheet);
    }
    lattice(book, sheet)?;
    tier_shares(book, sheet)?;
    segment_shares(book, sheet)?;
    sheet.note(book.say(&words::REFERENCE_NOTE))?;
    lifecycles(book, sheet)?;
    matrix(book, sheet)
}

/// Three rows a row of the lattice: what it is, how many, which share.
fn lattice(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    let Some(lattice) = &book.digest.lattice else { return Ok(()) };
    sheet.heading(book.say(&words::LATTICE))?;
    let spend: Vec<String> = lattice.spend.iter().map(|label| typeset(label)).collect();
    let labels: Vec<&str> = std::iter::once(book.say(&words::CORNER)).chain(spend.iter().map(String::as_str)).collect();
    sheet.header(&labels)?;
    let days = sheet.style.label.clone().set_align(FormatAlign::VerticalCenter);
    for (label, cells) in lattice.days.iter().zip(&lattice.cells) {
        let (row, page) = (sheet.row, &mut *sheet.page);
        page.merge_range(row, 0, row + 2, 0, &typeset(label), &days)?;
        for (column, cell) in (1u16..).zip(cells) {
            let tier = cell.tier;
            let format = tier_cell(tier);
            let what = format!("{} {}", tier.code(), book.say(cell.segment.words()));
            page.write_string_with_format(
                row,
                column,
                what,
                &format.clone().set_bold().set_font_color(tier_color(tier)),
            )?;
            page.write_number_with_format(row + 1, column, cell.count as f64, &format.clone().set_num_format("#,##0"))?;
            page.write_number_with_format(row + 2, column, cell.share, &format.set_num_format("0.0%"))?;
        }
        sheet.row += 3;
    }
    if lattice.unknown.count > 0 {
        sheet.note(&words::NO_CELL.with("count", thousands(lattice.unknown.count)).render(book.lang))?;
    }
    Ok(())
}

/// A label of the lattice as people write it: `<=30` as `≤ 30`.
fn typeset(label: &str) -> String {
    for (written, shown) in [("<=", "≤ "), (">=", "≥ "), ("<", "< "), (">", "> ")] {
        if let Some(rest) = label.strip_prefix(written) {
            return format!("{shown}{rest}");
        }
    }
    label.to_owned()
}

fn tier_shares(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    sheet.heading(book.say(&words::TIER_SHARES))?;
    header(book, sheet, "tier")?;
    let (first, known) = (sheet.row, known(&book.digest.distributions.value_tier, Tier::Unknown));
    for &(tier, part) in &known {
        let advice = tier_action(tier).map(|action| action.words());
        line(book, sheet, (Cell::Tier(tier), part, None), advice.map(|text| book.say(text)))?;
    }
    let last = sheet.row - 1;
    super::table::tiers(sheet, (first, 0), (last, 0))?;
    let colors: Vec<_> = known.iter().map(|&(tier, _)| tier_color(tier)).collect();
    sheet.page.insert_chart(2, CHARTS, &columns(book, (first, last), &words::TIER_SHARES, &colors))?;
    Ok(())
}

/// Parts that somebody is in, or that are known.
fn known<T: Coded>(distribution: &Distribution<T>, unknown: T) -> Vec<(T, Part)> {
    distribution.parts.iter().copied().filter(|(own, part)| *own != unknown || part.count > 0).collect()
}

fn segment_shares(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    sheet.heading(book.say(&words::SEGMENT_SHARES))?;
    header(book, sheet, "segment")?;
    for (segment, part) in known(&book.digest.distributions.value_segment, ValueSegment::Unknown) {
        let action = segment_action(segment).map(|action| action.words());
        let label = Cell::words(book.say(segment.words()));
        line(
            book,
            sheet,
            (label, part, page_words::reference_share(segment.code())),
            action.map(|text| book.say(text)),
        )?;
    }
    Ok(())
}

/// Lifecycles with what to do, and a chart; nothing where nobody's is known.
fn lifecycles(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    let known = known(&book.digest.distributions.lifecycle, Lifecycle::Unknown);
    if known.iter().all(|&(own, part)| own == Lifecycle::Unknown || part.count == 0) {
        return Ok(());
    }
    sheet.heading(book.say(&words::LIFECYCLES))?;
    let row = sheet.row;
    sheet.header(&[
        book.label("lifecycle").as_str(),
        book.head("people"),
        book.head("share"),
        book.head("reference"),
    ])?;
    sheet.page.merge_range(row, ADVICE, row, ACROSS - 1, book.head("advice"), &sheet.style.header)?;
    let first = sheet.row;
    for (own, part) in known {
        let told = advice::lifecycle(own).map(|text| book.say(text));
        line(book, sheet, (Cell::words(book.say(own.words())), part, None), told)?;
    }
    let last = sheet.row - 1;
    let colors = vec![ACCENT; (last - first + 1) as usize];
    sheet.page.insert_chart(THIRD_CHART, CHARTS, &columns(book, (first, last), &words::LIFECYCLES, &colors))?;
    Ok(())
}

/// Bars of the numbers of people in these rows, by the names before them.
fn columns(book: &Book<'_>, (first, last): (u32, u32), title: &'static Text, colors: &[Color]) -> Chart {
    let name = book.say(&words::TIERS.name);
    let mut chart = Chart::new(ChartType::Column);
    chart
        .add_series()
        .set_categories((name, first, 0, last, 0))
        .set_values((name, first, 1, last, 1))
        .set_name(book.head("people"))
        .set_gap(60)
        .set_point_colors(colors)
        .set_data_label(ChartDataLabel::new().show_value());
    chart.title().set_name(book.say(title));
    chart.legend().set_hidden();
    chart.y_axis().set_num_format("#,##0");
    chart.set_width(560).set_height(340).set_alt_text(book.say(title));
    chart
}

fn header(book: &Book<'_>, sheet: &mut Sheet<'_>, of: &str) -> Done {
    let row = sheet.row;
    sheet.header(&[of, "people", "share", "reference"].map(|key| book.head(key)))?;
    sheet.page.merge_range(row, ADVICE, row, ACROSS - 1, book.head("advice"), &sheet.style.header)?;
    Ok(())
}

type Line<'a> = (Cell<'a>, Part, Option<&'static str>);

fn line(book: &Book<'_>, sheet: &mut Sheet<'_>, (label, part, reference): Line<'_>, advice: Option<&str>) -> Done {
    let row = sheet.row;
    let reference = reference.map_or(Cell::Empty, Cell::words);
    sheet.cells(&[label, Cell::Count(part.count), Cell::Share(part.share), reference])?;
    sheet.page.merge_range(
        row,
        ADVICE,
        row,
        ACROSS - 1,
        &capitalised(advice.unwrap_or_default()),
        &book.style.words,
    )?;
    Ok(())
}

/// Tier × position with its sums, and a chart.
fn matrix(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    let segments = &book.analysis.people.segments;
    let counts = by(book, |v| segments.position.get(v).map(|&position| (segments.tier[v], position)));
    let tiered = !book.digest.distributions.value_tier.is_unknown();
    let is_there = |tier: Tier| counts.keys().any(|&(other, _)| other == tier);
    let known: Vec<Tier> =
        Tier::ALL.into_iter().filter(|&tier| (tiered && tier != Tier::Unknown) || is_there(tier)).collect();
    if known.is_empty() {
        return sheet.note(book.say(&words::NOBODY));
    }
    sheet.heading(book.say(&words::MATRIX))?;
    let top = sheet.row;
    let positions = Position::ALL.map(|position| capitalised(book.say(position.words())));
    let positions = positions.each_ref().map(String::as_str);
    let labels: Vec<&str> = [&[book.head("tier")], &positions[..], &[book.head("total")]].concat();
    sheet.header(&labels)?;
    let mut sums = [0u64; Position::ALL.len()];
    for &tier in &known {
        let row = Position::ALL.map(|position| counts.get(&(tier, position)).map_or(0, |count| count.people));
        sums.iter_mut().zip(row).for_each(|(sum, n)| *sum += n);
        let cells: Vec<Cell<'_>> = std::iter::once(Cell::Tier(tier)).chain(row.map(Cell::Count)).collect();
        sheet.cells(&[cells, vec![Cell::Count(row.iter().sum())]].concat())?;
    }
    let last = sheet.row - 1;
    let total = Cell::words(book.head("total"));
    let cells: Vec<Cell<'_>> = std::iter::once(total).chain(sums.map(Cell::Count)).collect();
    sheet.cells(&[cells, vec![Cell::Count(sums.iter().sum())]].concat())?;
    super::table::tiers(sheet, (top + 1, 0), (last, 0))?;
    let columns = Position::ALL.len() as u16;
    let scale = ConditionalFormat2ColorScale::new().set_minimum_color(Color::White).set_maximum_color(PALE);
    sheet.page.add_conditional_format(top + 1, 1, last, columns, &scale)?;
    chart(book, sheet, top, last, &known)
}

/// One bar a position, divided by tier.
fn chart(book: &Book<'_>, sheet: &mut Sheet<'_>, top: u32, last: u32, tiers: &[Tier]) -> Done {
    let name = book.say(&words::TIERS.name);
    let columns = Position::ALL.len() as u16;
    let divided = tiers.len() > 1;
    let mut chart = Chart::new(if divided { ChartType::BarPercentStacked } else { ChartType::BarStacked });
    for (row, &tier) in (top + 1..=last).zip(tiers) {
        let fill = ChartSolidFill::new().set_color(tier_color(tier)).clone();
        chart
            .add_series()
            .set_name((name, row, 0))
            .set_categories((name, top, 1, top, columns))
            .set_values((name, row, 1, row, columns))
            .set_gap(50)
            .set_format(ChartFormat::new().set_solid_fill(&fill));
    }
    chart.title().set_name(book.say(&words::MATRIX));
    chart.x_axis().set_num_format(if divided { "0%" } else { "#,##0" });
    chart.y_axis().set_reverse();
    chart.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom);
    chart.set_width(560).set_height(360).set_alt_text(book.say(&words::MATRIX));
    sheet.page.insert_chart(if divided { SECOND_CHART } else { 2 }, CHARTS, &chart)?;
    Ok(())
}
