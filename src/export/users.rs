//! `users.csv`: one row a listed user, in the order of the ids; the columns of the catalogue.

use std::io;

use super::cells::{Cells, Head, Kind, Target};
use crate::analysis::{Analysis, People};
use crate::progress::Progress;
use crate::segments::columns::{Column, Values};
use crate::segments::{RULES_ONLY, WHOLE};
use crate::tables::{NONE, Zone};

/// Stops early, with a short file, once `progress` is cancelled; the caller must not use it then.
pub(super) fn write(analysis: &Analysis, progress: &Progress, to: impl Target) -> io::Result<()> {
    write_columns(&analysis.people, &|name| !RULES_ONLY.contains(&name), progress, to)
}

/// As [`write`], the columns of which the name is wanted.
pub(super) fn write_columns(
    people: &People,
    wanted: &dyn Fn(&str) -> bool,
    progress: &Progress,
    to: impl Target,
) -> io::Result<()> {
    let mut columns = people.columns();
    columns.retain(|column| wanted(&column.name));
    let header: Vec<Head<'_>> = columns.iter().map(|column| (column.name.as_str(), kind(column))).collect();
    let mut sheet = to.begin(&header)?;
    let nodes = &people.graph.nodes;
    for node in (0..nodes.len()).filter(|&v| nodes.listed[v]) {
        if node % 4096 == 0 && progress.is_cancelled() {
            break;
        }
        columns.iter().try_for_each(|column| write_cell(column, node, &people.zone, &mut sheet))?;
        sheet.end_row()?;
    }
    sheet.finish()
}

/// What the cells of a column are.
pub(super) fn kind(column: &Column<'_>) -> Kind {
    match &column.values {
        Values::Id(_) => Kind::Id,
        Values::Word { label: Some(_), .. } => Kind::Code,
        Values::Text(_) | Values::Word { .. } | Values::Tags { .. } => Kind::Text,
        Values::Number(_) if is_whole(column) => Kind::Count,
        Values::Number(_) => Kind::Number,
        Values::Flag(_) => Kind::Flag,
        Values::Time(_) => Kind::Time,
    }
}

fn is_whole(column: &Column<'_>) -> bool {
    WHOLE.contains(&column.name.as_str())
}

/// One value.
pub(super) fn write_cell(column: &Column<'_>, node: usize, zone: &Zone, sheet: &mut impl Cells) -> io::Result<()> {
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
        Values::Number(of) if is_whole(column) => sheet.whole(of(node)),
        Values::Number(of) => sheet.number(of(node)),
        Values::Flag(of) => sheet.flag(of(node)),
        Values::Time(of) => sheet.time(of(node), zone),
    }
}
