//! Members who have left a group, nobody knows when: they are users, and no members.

use std::collections::{BTreeMap, BTreeSet};

use super::collect::MembershipRows;
use super::file::FileRows;
use super::merge::Mapped;
use super::{NO_TIME, Seconds};
use crate::diagnostic::{Finding, Position, Severity};
use crate::text::{errors, findings};
use crate::{Error, ErrorKind};

/// User and group of those who have left; `files` names those of members.
///
/// # Errors
/// Whoever stands in a group both as there and as having left: a log of events, or lists of several days, whose order no column tells.
pub(super) fn gone(
    pieces: &[Mapped<MembershipRows>],
    files: impl FnOnce() -> String,
) -> crate::Result<BTreeSet<(u32, u32)>> {
    let gone: BTreeSet<(u32, u32)> = pieces
        .iter()
        .flat_map(|Mapped { rows, users, groups }| {
            rows.gone.iter().map(|&(u, g)| (users[u as usize], groups[g as usize]))
        })
        .collect();
    let mut both: BTreeSet<(u32, u32)> = BTreeSet::new();
    for Mapped { rows, users, groups } in pieces.iter().filter(|_| !gone.is_empty()) {
        let there = rows.rows.iter().filter(|row| row.left_at == NO_TIME);
        let there = there.map(|row| (users[row.user as usize], groups[row.group as usize]));
        both.extend(there.filter(|pair| gone.contains(pair)));
    }
    if both.is_empty() {
        Ok(gone)
    } else {
        let at = Position { file: files(), line: 0, column: 0, column_name: String::new() };
        Err(Error::new(ErrorKind::Data, errors::GONE_AND_THERE.counted(both.len() as u64)).at(at))
    }
}

/// When users left groups last, where that is known; [`NO_TIME`] is before every time.
pub(super) fn ended(pieces: &[Mapped<MembershipRows>]) -> BTreeMap<(u32, u32), Seconds> {
    let mut ended = BTreeMap::new();
    for Mapped { rows, users, groups } in pieces {
        for row in rows.rows.iter().filter(|row| row.left_at != NO_TIME) {
            let end = ended.entry((users[row.user as usize], groups[row.group as usize])).or_insert(row.left_at);
            *end = row.left_at.max(*end);
        }
    }
    ended
}

/// What is to be told of those who have left: how many, and by which columns that are not for it.
pub(super) fn told(files: &[FileRows<MembershipRows>]) -> Vec<Finding> {
    let place = || "memberships".to_owned();
    let mut out = Vec::new();
    let pieces = || files.iter().flat_map(|file| &file.pieces);
    let count = pieces().map(|piece| piece.rows.gone.len() as u64).sum();
    if count > 0 {
        let sentence = findings::GONE.counted(count);
        out.push(Finding { code: "members_gone".into(), place: place(), count, severity: Severity::Info, sentence });
    }
    let count = pieces().map(|piece| piece.rows.in_no_group).sum();
    if count > 0 {
        let sentence = findings::IN_NO_GROUP.counted(count);
        out.push(Finding { code: "in_no_group".into(), place: place(), count, severity: Severity::Info, sentence });
    }
    for file in files {
        for (i, column) in file.unknown.iter().enumerate() {
            let count = file.pieces.iter().filter_map(|piece| piece.rows.gone_by_word.get(i)).sum();
            let sentence = findings::GONE_BY_WORD.counted(count).with("file", &file.input.file).with("column", column);
            if count > 0 {
                out.push(Finding {
                    code: "gone_by_word".into(),
                    place: place(),
                    count,
                    severity: Severity::Warning,
                    sentence,
                });
            }
        }
    }
    out
}
