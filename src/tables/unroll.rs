//! Matrices, and lines that each hold a group and its members, as one record a line.

use super::cell;
use super::formats::{Sheet, UNIT_SEPARATOR};
use super::scan::{Comments, Dialect, Scanner};
use crate::config::Grid;
use crate::config::columns::{Schema, memberships};

/// One record a line out of a matrix, or out of lines that each hold a group and its members.
pub(super) fn unrolled(sheet: &Sheet, dialect: Dialect, grid: Grid, schema: &'static Schema) -> Sheet {
    let dialect = Dialect { comments: Comments::leading(&sheet.text), ..dialect };
    let mut scanner = Scanner::new(&sheet.text, dialect);
    let unit = UNIT_SEPARATOR as char;
    let is_tie = schema.table != memberships::SCHEMA.table;
    let mut text = match (grid, is_tie) {
        (Grid::Matrix, true) => format!("from_id{unit}to_id{unit}count\n"),
        _ => format!("user_id{unit}group_id\n"),
    };
    let mut across: Option<Vec<String>> = None;
    while scanner.advance() {
        let record = scanner.record();
        if record.is_comment() || record.is_empty() {
            continue;
        }
        let fields = record.fields();
        let (Some(first), rest) = (fields.first(), fields.get(1..).unwrap_or_default()) else { continue };
        match (grid, &across) {
            (Grid::Lists, _) => {
                for member in rest.iter().filter(|member| !member.is_empty()) {
                    text.push_str(&format!("{member}{unit}{first}\n"));
                }
            }
            (_, None) => across = Some(rest.to_vec()),
            (_, Some(across)) => {
                let none = |cell: &str| {
                    matches!(cell, "" | "0" | "否" | "N" | "n" | "no" | "false") || cell::number(cell) == Some(0.0)
                };
                for (other, cell) in across.iter().zip(rest).filter(|(_, cell)| !none(cell)) {
                    match is_tie {
                        true => text.push_str(&format!("{first}{unit}{other}{unit}{cell}\n")),
                        false => text.push_str(&format!("{first}{unit}{other}\n")),
                    }
                }
            }
        }
    }
    Sheet { text, delimiter: Some(UNIT_SEPARATOR), malformed: Vec::new(), ..sheet.clone() }
}

/// A field of the first record that another sign would part, where that sign would do so in all of them.
pub(super) fn parted_twice(records: &[Vec<String>]) -> Option<String> {
    let parted = |record: &Vec<String>, sign| record.iter().find(|field| field.trim().contains(sign)).cloned();
    let every = |sign: &char| records.iter().all(|record| parted(record, *sign).is_some());
    let sign = [',', '\t', ';', '|', '，', '、', '；', ' ', '\u{3000}'].into_iter().find(every)?;
    parted(records.first()?, sign)
}
