//! What is known of each user and each group: one slot per number, rows of the same id joined field by field.
//!
//! Joining depends on the rows alone, not on their order: of texts, categories and owners the smallest, of tags the union, of counts and spends
//! the largest, the earliest registration and the latest activity, the closest role; opted out if any row says so, consent only if no row denies it.

use std::cmp::Ordering;

use super::collect::{GroupRows, UserRows, WordLists, Words};
use super::intern::{Interner, Numbered, number};
use super::{Categories, ExtraColumn, GroupTable, NO_TIME, NONE, TagLists, Texts, UserTable};
use crate::parallel;

/// A piece whose ids lead to the common numbers.
pub(super) struct Mapped<R> {
    pub rows: R,
    /// Place in the piece's column of user ids → user number.
    pub users: Vec<u32>,
    /// Place in the piece's column of group ids → group number.
    pub groups: Vec<u32>,
}

/// Rows by user or group number.
struct RowsOf {
    starts: Vec<usize>,
    rows: Vec<At>,
}

/// A row: which piece, and where in it.
#[derive(Clone, Copy, Default)]
struct At {
    piece: u32,
    row: u32,
}

impl RowsOf {
    /// `numbers` holds the number of every row of every piece.
    fn new(numbers: &[Vec<u32>], n: usize) -> Self {
        let mut starts = vec![0usize; n + 1];
        numbers.iter().flatten().for_each(|&k| starts[k as usize + 1] += 1);
        (0..n).for_each(|k| starts[k + 1] += starts[k]);
        let mut next = starts.clone();
        let mut rows = vec![At::default(); starts[n]];
        for (piece, list) in numbers.iter().enumerate() {
            for (row, &k) in list.iter().enumerate() {
                rows[next[k as usize]] = At { piece: piece as u32, row: row as u32 };
                next[k as usize] += 1;
            }
        }
        Self { starts, rows }
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn of(&self, k: usize) -> &[At] {
        &self.rows[self.starts[k]..self.starts[k + 1]]
    }

    /// Numbers with more than one row.
    fn repeated(&self) -> u64 {
        (0..self.len()).filter(|&k| self.of(k).len() > 1).count() as u64
    }

    /// One value per number, folded over its rows.
    fn fold<T: Copy + Send + Sync>(&self, none: T, join: impl Fn(T, At) -> T + Sync + Send) -> Vec<T> {
        parallel::map_range(self.len(), |k| self.of(k).iter().fold(none, |value, &at| join(value, at)))
    }

    /// The smallest text of each number that is not empty.
    fn texts<'a>(&self, text: impl Fn(At) -> &'a str) -> Texts {
        let smallest =
            |k| self.of(k).iter().map(|&at| text(at)).filter(|t: &&str| !t.is_empty()).min().unwrap_or_default();
        (0..self.len()).map(smallest).collect()
    }

    /// The smallest word of each number.
    fn categories(&self, columns: &[&Words]) -> Categories {
        let words = common(columns.iter().map(|c| &c.words));
        let codes = self.fold(NONE, |smallest, at| {
            let piece = at.piece as usize;
            match columns[piece].codes[at.row as usize] {
                NONE => smallest,
                code => smallest.min(words.maps[piece][code as usize]),
            }
        });
        in_use(codes, &words)
    }

    /// All the words of each number.
    fn lists(&self, columns: &[&WordLists]) -> TagLists {
        let words = common(columns.iter().map(|c| &c.words));
        let mut lists = TagLists { offsets: vec![0], items: Vec::new(), names: names(&words) };
        let mut list = Vec::new();
        for k in 0..self.len() {
            list.clear();
            for at in self.of(k) {
                let piece = at.piece as usize;
                list.extend(columns[piece].row(at.row as usize).iter().map(|&w| words.maps[piece][w as usize]));
            }
            list.sort_unstable();
            list.dedup();
            lists.items.extend_from_slice(&list);
            lists.offsets.push(lists.items.len());
        }
        lists
    }
}

fn common<'a>(interners: impl Iterator<Item = &'a Interner>) -> Numbered {
    number(&interners.map(Interner::texts).collect::<Vec<_>>())
}

fn names(words: &Numbered) -> Vec<String> {
    (0..words.ids.len()).map(|w| words.ids.name(w as u32).to_owned()).collect()
}

/// Categories without the words that only rows joined into others had.
fn in_use(mut codes: Vec<u32>, words: &Numbered) -> Categories {
    let mut code_of = vec![NONE; words.ids.len()];
    codes.iter().filter(|&&c| c != NONE).for_each(|&c| code_of[c as usize] = 0);
    let mut kept = Vec::new();
    for (code, name) in code_of.iter_mut().zip(names(words)) {
        if *code != NONE {
            *code = kept.len() as u32;
            kept.push(name);
        }
    }
    codes.iter_mut().filter(|c| **c != NONE).for_each(|c| *c = code_of[*c as usize]);
    Categories { codes, names: kept }
}

/// The users table, and how many users had more than one row; `headers` names the unknown columns of each piece.
pub(super) fn user_table(pieces: &[Mapped<UserRows>], headers: &[&[String]], n: usize) -> (UserTable, u64) {
    let numbers: Vec<Vec<u32>> =
        pieces.iter().map(|p| p.rows.user.iter().map(|&u| p.users[u as usize]).collect()).collect();
    let rows = RowsOf::new(&numbers, n);
    let piece = |at: At| &pieces[at.piece as usize];
    let column = |part: fn(&UserRows) -> &Words| pieces.iter().map(|p| part(&p.rows)).collect::<Vec<_>>();
    let largest = |part: fn(&UserRows) -> &[f64]| {
        rows.fold(f64::NAN, |most, at| most.max(part(&piece(at).rows)[at.row as usize]))
    };
    let table = UserTable {
        nickname: rows.texts(|at| piece(at).rows.nickname.get(at.row as usize)),
        role: rows.fold(None, |closest, at| match (closest, piece(at).rows.role[at.row as usize]) {
            (Some(a), Some(b)) => Some(std::cmp::min(a, b)),
            (a, b) => a.or(b),
        }),
        remark_count: largest(|r| &r.remark_count),
        city: rows.categories(&column(|r| &r.city)),
        device: rows.categories(&column(|r| &r.device)),
        tags: rows.lists(&pieces.iter().map(|p| &p.rows.tags).collect::<Vec<_>>()),
        registered_at: rows.fold(NO_TIME, |first, at| match piece(at).rows.registered_at[at.row as usize] {
            NO_TIME => first,
            time if first == NO_TIME => time,
            time => time.min(first),
        }),
        last_active_at: rows.fold(NO_TIME, |last, at| last.max(piece(at).rows.last_active_at[at.row as usize])),
        monthly_spend: largest(|r| &r.monthly_spend),
        owner: rows.fold(NONE, |smallest, at| smallest.min(owner(piece(at).rows.owner[at.row as usize], piece(at)))),
        opted_out: rows.fold(false, |out, at| out || piece(at).rows.opted_out[at.row as usize]),
        consent: rows.fold(None, |given, at| match (given, piece(at).rows.consent[at.row as usize]) {
            (Some(a), Some(b)) => Some(a && b),
            (a, b) => a.or(b),
        }),
        extra: extra(pieces, headers, &rows),
    };
    (table, rows.repeated())
}

/// Parts into which a table is cut to be sorted, as a power of two: rows are written to so many places at a time, and a part of millions of
/// rows stays near the processor.
const SORTED_PARTS: u32 = 8;

/// Rows by their users, of whom there are `n`, and the rows of one user by `compare`: counting, because users have few rows each, first by
/// ranges of users, then in each. `pieces` makes the rows anew every time it is called, in any order.
pub(super) fn by_user<T: Copy + Default + Send, I: Iterator<Item = T>>(
    n: usize,
    pieces: impl Fn() -> I,
    user: impl Fn(&T) -> u32 + Sync,
    compare: impl Fn(&T, &T) -> Ordering + Sync,
) -> Vec<T> {
    let shift = n.next_power_of_two().ilog2().saturating_sub(SORTED_PARTS);
    let (ends, mut rows) = counted(1 << SORTED_PARTS, &pieces, |row| (user(row) >> shift) as usize);
    parallel::parts(&mut rows, &ends, |part| {
        let Some(first) = part.first().map(|row| user(row) >> shift << shift) else { return };
        let (_, by_user) = counted(1 << shift, || part.iter().copied(), |row| (user(row) - first) as usize);
        part.copy_from_slice(&by_user);
        part.chunk_by_mut(|a, b| user(a) == user(b)).for_each(|rows| rows.sort_unstable_by(&compare));
    });
    rows
}

/// Rows by a number below `n`, and where those of each number end.
fn counted<T: Copy + Default, I: Iterator<Item = T>>(
    n: usize,
    rows: impl Fn() -> I,
    number: impl Fn(&T) -> usize,
) -> (Vec<usize>, Vec<T>) {
    let mut next = vec![0usize; n + 1];
    rows().for_each(|row| next[number(&row) + 1] += 1);
    (0..n).for_each(|k| next[k + 1] += next[k]);
    let mut out = vec![T::default(); next[n]];
    for row in rows() {
        let slot = &mut next[number(&row)];
        out[*slot] = row;
        *slot += 1;
    }
    next.pop();
    (next, out)
}

/// The common number of an owner of a piece.
fn owner<R>(owner: u32, piece: &Mapped<R>) -> u32 {
    if owner == NONE { NONE } else { piece.users[owner as usize] }
}

/// The unknown columns, by name.
fn extra(pieces: &[Mapped<UserRows>], headers: &[&[String]], rows: &RowsOf) -> Vec<ExtraColumn> {
    let mut all: Vec<&String> = headers.iter().flat_map(|h| h.iter()).collect();
    all.sort_unstable();
    all.dedup();
    let column = |name: &String| {
        let place: Vec<Option<usize>> = headers.iter().map(|h| h.iter().position(|n| n == name)).collect();
        let text = |at: At| {
            let (piece, row) = (at.piece as usize, at.row as usize);
            place[piece].and_then(|c| pieces[piece].rows.extra.get(c)).map_or("", |texts| texts.get(row))
        };
        ExtraColumn { name: name.clone(), values: rows.texts(text) }
    };
    all.into_iter().map(column).collect()
}

/// The groups table, and how many groups had more than one row.
pub(super) fn group_table(pieces: &[Mapped<GroupRows>], n: usize) -> (GroupTable, u64) {
    let numbers: Vec<Vec<u32>> =
        pieces.iter().map(|p| p.rows.group.iter().map(|&g| p.groups[g as usize]).collect()).collect();
    let rows = RowsOf::new(&numbers, n);
    let piece = |at: At| &pieces[at.piece as usize];
    let column = |part: fn(&GroupRows) -> &Words| pieces.iter().map(|p| part(&p.rows)).collect::<Vec<_>>();
    let table = GroupTable {
        name: rows.texts(|at| piece(at).rows.name.get(at.row as usize)),
        kind: rows.categories(&column(|r| &r.kind)),
        city: rows.categories(&column(|r| &r.city)),
        tags: rows.lists(&pieces.iter().map(|p| &p.rows.tags).collect::<Vec<_>>()),
        owner: rows.fold(NONE, |smallest, at| smallest.min(owner(piece(at).rows.owner[at.row as usize], piece(at)))),
    };
    (table, rows.repeated())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_by_user_are_sorted(
            n in prop_oneof![1usize..4, 255usize..258, 511usize..514, 4000usize..5000],
            seeds in prop::collection::vec((any::<u32>(), 0u32..3), 0..600),
        ) {
            let rows: Vec<(u32, u32)> = seeds.iter().map(|&(user, rest)| (user % n as u32, rest)).collect();
            let (first, second) = rows.split_at(rows.len() / 3);
            let all = || first.iter().chain(second).copied();
            let sorted = by_user(n, all, |row| row.0, |a, b| a.1.cmp(&b.1));
            let mut expected = rows.clone();
            expected.sort_unstable();
            prop_assert_eq!(sorted, expected);
        }
    }
}
