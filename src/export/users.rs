//! `users.csv`: one row a listed user, in the order of the ids; the columns of the catalogue.

use std::io::{self, Write};

use super::cells::Sheet;
use crate::analysis::Analysis;
use crate::progress::Progress;
use crate::segments::RULES_ONLY;
use crate::segments::columns::{Column, Values};
use crate::tables::{NONE, Zone, format_time};

/// Stops early, with a short file, once `progress` is cancelled; the caller must not use it then.
pub(super) fn write(analysis: &Analysis, progress: &Progress, to: &mut impl Write) -> io::Result<()> {
    let mut columns = analysis.people.columns();
    columns.retain(|column| !RULES_ONLY.contains(&column.name.as_str()));
    let header: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let mut sheet = Sheet::begin(to, true, &header)?;
    let nodes = &analysis.people.graph.nodes;
    for node in (0..nodes.len()).filter(|&v| nodes.listed[v]) {
        if node % 4096 == 0 && progress.is_cancelled() {
            break;
        }
        columns.iter().try_for_each(|column| write_cell(column, node, &analysis.people.zone, &mut sheet))?;
        sheet.end_row()?;
    }
    sheet.finish()
}

/// One value.
pub(super) fn write_cell(
    column: &Column<'_>,
    node: usize,
    zone: &Zone,
    sheet: &mut Sheet<impl Write>,
) -> io::Result<()> {
    match &column.values {
        Values::Id(of) => sheet.id(of(node)),
        Values::Text(of) => sheet.text(of(node)),
        Values::Word { code, names, label } => match code(node) {
            NONE => sheet.empty(),
            code if label.is_some() => sheet.code(names[code as usize]),
            code => sheet.text(names[code as usize]),
        },
        Values::Tags { row, names } => {
            let tags: Vec<&str> = row(node).iter().map(|&tag| names[tag as usize].as_str()).collect();
            sheet.text(&tags.join(";"))
        }
        Values::Number(of) => sheet.number(of(node)),
        Values::Flag(of) => sheet.flag(of(node)),
        Values::Time(of) => sheet.code(&format_time(of(node), zone)),
    }
}
