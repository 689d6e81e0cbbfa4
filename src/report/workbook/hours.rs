//! When people are in contact: the best windows, a heat map weekday × hour of everybody and of each tier, and a chart.

use rust_xlsxwriter::{
    Chart, ChartFormat, ChartSolidFill, ChartType, Color, ConditionalFormat3ColorScale, Format, FormatAlign,
    FormatBorder,
};

use super::book::Book;
use super::cell::Cell;
use super::sheet::{Done, Sheet};
use super::style::ACCENT;
use crate::report::hours::{Scope, scopes};
use crate::segments::Heat;
use crate::text::{next_step, workbook as words};

/// Column of the grids' weekdays: beside the table of windows.
const GRID: u16 = 6;
/// Width of an hour.
const HOUR: f64 = 5.5;
/// Rows of a grid with its heading and its sums, and a free one.
const GRID_ROWS: u32 = 11;
/// Where the chart stands: beside the grid of everybody.
const CHART: u16 = GRID + 27;

pub(super) fn fill(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    let maps = &book.analysis.heat;
    if maps.all.total() <= 0.0 {
        return sheet.note(book.say(&words::NO_HOURS));
    }
    let options = &book.analysis.people.config.heat;
    let hours = options.window_hours;
    sheet.note(book.say(&words::LIFT_NOTE))?;
    sheet.heading(&words::BEST.with("hours", hours).render(book.lang))?;
    let top = sheet.row;
    sheet.header(&["scope", "weekday", "time", "lift", "events"].map(|key| book.head(key)))?;
    for (scope, heat) in scopes(book.analysis) {
        let Some(window) = heat.best_window(options) else { continue };
        sheet.cells(&[
            Cell::words(scope.name(book.analysis, book.lang)),
            Cell::words(book.say(next_step::weekday(window.weekday))),
            Cell::words(format!("{}:00–{}:00", window.from, window.to)),
            Cell::Score(window.lift),
            Cell::Count(heat.total().round() as u64),
        ])?;
    }
    sheet.page.set_freeze_panes(top + 1, 1)?;
    sheet.page.autofilter(top, 0, sheet.row - 1, 4)?;
    sheet.fit_columns(|_| 30.0)?;
    sheet.page.set_column_width(GRID - 1, 3)?.set_column_width(GRID, 11)?;
    sheet.page.set_column_range_width(GRID + 1, GRID + 24, HOUR)?.set_column_width(GRID + 25, 9)?;
    let drawn =
        scopes(book.analysis).into_iter().filter(|(scope, _)| matches!(scope, Scope::Everybody | Scope::Tier(_)));
    for (place, (scope, heat)) in (0u32..).zip(drawn) {
        grid(book, sheet, top + place * GRID_ROWS, &scope.name(book.analysis, book.lang), heat)?;
    }
    chart(book, sheet, top)
}

/// One heat map: hours across, weekdays down, and the sums of days.
fn grid(book: &Book<'_>, sheet: &mut Sheet<'_>, top: u32, scope: &str, heat: &Heat) -> Done {
    let heading = words::GRID.with("scope", scope).render(book.lang);
    let style = sheet.style;
    let page = &mut *sheet.page;
    page.write_string_with_format(top - 1, GRID, heading, &style.heading)?;
    let header = style.header.clone().set_align(FormatAlign::Center).set_indent(0);
    page.write_blank(top, GRID, &header)?;
    for hour in 0..24u16 {
        page.write_string_with_format(top, GRID + 1 + hour, hour.to_string(), &header)?;
    }
    page.write_string_with_format(top, GRID + 25, book.head("total"), &header)?;
    let cell = Format::new()
        .set_num_format("#,##0")
        .set_align(FormatAlign::Center)
        .set_font_size(9)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::White);
    for (day, hours) in (0u32..).zip(heat.events.chunks(24)) {
        let row = top + 1 + day;
        page.write_string_with_format(row, GRID, book.say(next_step::weekday(day as u8)), &style.label)?;
        for (hour, &events) in (0u16..).zip(hours) {
            page.write_number_with_format(row, GRID + 1 + hour, events.round(), &cell)?;
        }
        page.write_number_with_format(row, GRID + 25, hours.iter().sum::<f64>().round(), &style.count)?;
    }
    page.write_string_with_format(top + 8, GRID, book.head("total"), &style.label)?;
    for hour in 0..24 {
        let sum: f64 = heat.events.iter().skip(hour).step_by(24).sum();
        page.write_number_with_format(top + 8, GRID + 1 + hour as u16, sum.round(), &cell)?;
    }
    page.write_number_with_format(top + 8, GRID + 25, heat.total().round(), &style.count)?;
    let scale = ConditionalFormat3ColorScale::new()
        .set_minimum_color(Color::RGB(0xF7_FAF9))
        .set_midpoint_color(Color::RGB(0x9F_D8D0))
        .set_maximum_color(Color::RGB(0xF0_9A4B));
    page.add_conditional_format(top + 1, GRID + 1, top + 7, GRID + 24, &scale)?;
    Ok(())
}

/// Events of everybody by hour: the sums below the first grid.
fn chart(book: &Book<'_>, sheet: &mut Sheet<'_>, top: u32) -> Done {
    let (name, title) = (book.say(&words::HOURS.name), book.say(&words::BY_HOUR));
    let fill = ChartSolidFill::new().set_color(ACCENT).clone();
    let mut chart = Chart::new(ChartType::Column);
    chart
        .add_series()
        .set_categories((name, top, GRID + 1, top, GRID + 24))
        .set_values((name, top + 8, GRID + 1, top + 8, GRID + 24))
        .set_name(book.head("events"))
        .set_gap(30)
        .set_format(ChartFormat::new().set_solid_fill(&fill));
    chart.title().set_name(title);
    chart.legend().set_hidden();
    chart.x_axis().set_name(book.head("hour"));
    chart.y_axis().set_num_format("#,##0");
    chart.set_width(620).set_height(340).set_alt_text(title);
    sheet.page.insert_chart(top - 1, CHART, &chart)?;
    Ok(())
}
