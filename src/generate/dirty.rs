//! Faults that `dirty` plants: every kind that reading must report, each at a known line.
//!
//! The first fault of a file stands on line 11, the next on line 21, and so on; in a file that ends before, the rest
//! follow at its end. They are further rows: what remains without them is the clean file. `faults.csv` lists file,
//! line, code and effect of each.
//!
//! | effect | meaning |
//! |---|---|
//! | `rejected` | the row cannot be read: an error, or set aside when bad rows are skipped |
//! | `emptied` | a cell that need not be there cannot be read: an error, or empty and counted when bad rows are skipped |
//! | `dropped` | the row is read, counted and left out (or counted once) |
//! | `kept` | the row is used, and flagged or counted |
//!
//! `{u}`, `{v}` stand for the first and the second user, `{g}` for the first group, `{next}` for the day after the
//! last one (a row in the future of an analysis as of 2026-06-30; without `--as-of` it is the latest time itself).

use super::Workload;
use super::calendar::DAY_AFTER;
use super::ids::write_group;

/// One fault.
#[derive(Debug)]
pub(super) struct Fault {
    file: &'static str,
    pub(super) code: &'static str,
    pub(super) effect: &'static str,
    /// The row with placeholders; `None`: the row above once more.
    pub(super) row: Option<&'static [u8]>,
}

/// A fault and where it ended up.
#[derive(Debug)]
pub(super) struct Planted {
    pub(super) file: &'static str,
    pub(super) line: u64,
    pub(super) fault: &'static Fault,
}

const fn fault(file: &'static str, code: &'static str, effect: &'static str, row: &'static [u8]) -> Fault {
    Fault { file, code, effect, row: Some(row) }
}

const fn again(file: &'static str, code: &'static str) -> Fault {
    Fault { file, code, effect: DROPPED, row: None }
}

const REJECTED: &str = "rejected";
const EMPTIED: &str = "emptied";
const DROPPED: &str = "dropped";
const KEPT: &str = "kept";
const M: &str = "memberships.csv";
const I: &str = "interactions.csv";
const U: &str = "users.csv";
const G: &str = "groups.csv";
const P: &str = "purchases.csv";

#[rustfmt::skip]
static FAULTS: &[Fault] = &[
    again(M, "duplicate_row"),
    fault(M, "empty_id", REJECTED, b",{g},2026-06-01 12:00:00,,customer"),
    fault(M, "empty_id", REJECTED, b"{u},,2026-06-01 12:00:00,,customer"),
    fault(M, "too_few_fields", REJECTED, b"{u},{g},2026-06-01 12:00:00"),
    fault(M, "too_many_fields", REJECTED, b"{u},{g},2026-06-01 12:00:00,,customer,x"),
    fault(M, "bad_time", EMPTIED, b"{u},{g},2026-02-30 12:00:00,,customer"),
    fault(M, "bad_time", EMPTIED, b"{u},{g},2026-06-01 12:00:00,yesterday,customer"),
    fault(M, "bad_member_type", EMPTIED, b"{u},{g},2026-06-01 12:00:00,,manager"),
    fault(M, "invalid_bytes", REJECTED, b"{u}\xff,{g},2026-06-01 12:00:00,,customer"),
    fault(M, "excel_damaged_id", KEPT, b"1.23457E+17,{g},2026-06-01 12:00:00,,customer"),
    fault(M, "empty_row", DROPPED, b",,,,"),
    fault(M, "blank_line", DROPPED, b""),
    fault(M, "future_row", DROPPED, b"{u},{g},{next} 09:00:00,,customer"),

    fault(I, "self_interaction", DROPPED, b"{u},{u},private_chat,2026-06-01 12:00:00,1"),
    fault(I, "empty_id", REJECTED, b",{v},private_chat,2026-06-01 12:00:00,1"),
    fault(I, "empty_id", REJECTED, b"{u},,private_chat,2026-06-01 12:00:00,1"),
    fault(I, "too_few_fields", REJECTED, b"{u},{v}"),
    fault(I, "too_many_fields", REJECTED, b"{u},{v},private_chat,2026-06-01 12:00:00,1,x"),
    fault(I, "bad_time", EMPTIED, b"{u},{v},private_chat,2026-13-01 12:00:00,1"),
    fault(I, "nan_count", KEPT, b"{u},{v},private_chat,2026-06-01 12:00:00,NaN"),
    fault(I, "infinite_count", EMPTIED, b"{u},{v},private_chat,2026-06-01 12:00:00,inf"),
    fault(I, "negative_count", EMPTIED, b"{u},{v},private_chat,2026-06-01 12:00:00,-1"),
    fault(I, "bad_count", EMPTIED, b"{u},{v},private_chat,2026-06-01 12:00:00,many"),
    fault(I, "invalid_bytes", REJECTED, b"{u},{v}\xff,private_chat,2026-06-01 12:00:00,1"),
    fault(I, "excel_damaged_id", KEPT, b"{u},1.23457E+17,private_chat,2026-06-01 12:00:00,1"),
    fault(I, "empty_row", DROPPED, b",,,,"),
    fault(I, "blank_line", DROPPED, b""),
    fault(I, "future_row", DROPPED, b"{u},{v},private_chat,{next} 09:00:00,1"),

    again(U, "duplicate_user"),
    fault(U, "empty_id", REJECTED, b",x,friend,1,,,,2026-01-01 12:00:00,,,,false,"),
    fault(U, "too_few_fields", REJECTED, b"x000001,x,friend"),
    fault(U, "too_many_fields", REJECTED, b"x000002,x,friend,1,,,,2026-01-01 12:00:00,,,,false,,x"),
    fault(U, "bad_role", EMPTIED, b"x000003,x,boss,1,,,,2026-01-01 12:00:00,,,,false,"),
    fault(U, "nan_count", KEPT, b"x000004,x,friend,NaN,,,,2026-01-01 12:00:00,,,,false,"),
    fault(U, "negative_count", EMPTIED, b"x000005,x,friend,-1,,,,2026-01-01 12:00:00,,,,false,"),
    fault(U, "bad_time", EMPTIED, b"x000006,x,friend,1,,,,2026-04-31,,,,false,"),
    fault(U, "bad_time", EMPTIED, b"x000007,x,friend,1,,,,2026-01-01 12:00:00,2026-06-01 25:00,,,false,"),
    fault(U, "infinite_amount", EMPTIED, b"x000008,x,friend,1,,,,2026-01-01 12:00:00,,inf,,false,"),
    fault(U, "bad_flag", EMPTIED, b"x000009,x,friend,1,,,,2026-01-01 12:00:00,,,,,perhaps"),
    fault(U, "invalid_bytes", REJECTED, b"x000010,\xff\xfe,friend,1,,,,2026-01-01 12:00:00,,,,false,"),
    fault(U, "excel_damaged_id", KEPT, b"1.23457E+17,x,friend,1,,,,2026-01-01 12:00:00,,,,false,"),
    fault(U, "empty_row", DROPPED, b",,,,,,,,,,,,"),

    again(G, "duplicate_group"),
    fault(G, "empty_id", REJECTED, b",x,interest,,,"),
    fault(G, "too_few_fields", REJECTED, b"x00001,x"),
    fault(G, "too_many_fields", REJECTED, b"x00002,x,interest,,,,x"),
    fault(G, "invalid_bytes", REJECTED, b"x00003,\xff\xfe,interest,,,"),
    fault(G, "excel_damaged_id", KEPT, b"1.5E+10,x,interest,,,"),
    fault(G, "empty_row", DROPPED, b",,,,,"),

    fault(P, "refund", KEPT, b"{u},2026-06-01 11:00:00,-12.50"),
    fault(P, "decorated_amount", KEPT, b"{u},2026-06-01 12:00:00,\"\xef\xbf\xa51,299.00\xe5\x85\x83\""),
    fault(P, "empty_id", REJECTED, b",2026-06-01 12:00:00,12.50"),
    fault(P, "missing_time", REJECTED, b"{u},,12.50"),
    fault(P, "bad_time", REJECTED, b"{u},2026-06-31 12:00:00,12.50"),
    fault(P, "missing_amount", REJECTED, b"{u},2026-06-01 12:00:00,"),
    fault(P, "nan_amount", REJECTED, b"{u},2026-06-01 12:00:00,NaN"),
    fault(P, "infinite_amount", REJECTED, b"{u},2026-06-01 12:00:00,-inf"),
    fault(P, "bad_amount", REJECTED, b"{u},2026-06-01 12:00:00,cheap"),
    fault(P, "too_few_fields", REJECTED, b"{u},2026-06-01 12:00:00"),
    fault(P, "too_many_fields", REJECTED, b"{u},2026-06-01 12:00:00,12.50,x"),
    fault(P, "invalid_bytes", REJECTED, b"{u}\xff,2026-06-01 12:00:00,12.50"),
    fault(P, "excel_damaged_id", KEPT, b"1.23457E+17,2026-06-01 12:00:00,12.50"),
    fault(P, "empty_row", DROPPED, b",,"),
    fault(P, "future_row", DROPPED, b"{u},{next} 09:00:00,12.50"),
];

/// The faults of a file with the line each is meant for, the first one last.
pub(super) fn faults_of(file: &str) -> Vec<(u64, &'static Fault)> {
    let mut faults: Vec<_> = (11..).step_by(10).zip(FAULTS.iter().filter(|f| f.file == file)).collect();
    faults.reverse();
    faults
}

/// Appends a row with its placeholders filled.
pub(super) fn fill(row: &[u8], workload: &Workload, line: &mut Vec<u8>) {
    let people = &workload.people;
    let mut rest = row;
    while let Some(open) = rest.iter().position(|&b| b == b'{') {
        line.extend_from_slice(&rest[..open]);
        let close = rest.iter().position(|&b| b == b'}').unwrap_or(rest.len() - 1);
        match &rest[open + 1..close] {
            b"u" => people.write_id(people.slot[0], line),
            b"v" => people.write_id(people.slot[people.users().min(2) - 1], line),
            b"g" => write_group(0, line),
            _ => line.extend_from_slice(DAY_AFTER.as_bytes()),
        }
        rest = &rest[close + 1..];
    }
    line.extend_from_slice(rest);
}
