//! From the rows of all files to the tables: common numbers for ids and words, canonical order, what was given, findings.

use std::cmp::Ordering;

use super::collect::{
    GroupRows, InteractionRow, InteractionRows, MembershipRow, MembershipRows, PurchaseRow, PurchaseRows, SuppressRows,
    UserRows,
};
use super::columns;
use super::file::FileRows;
use super::intern::{Numbered, number, numbering};
use super::load::room;
use super::merge::{Mapped, group_table, user_table};
use super::piece::{Piece, PieceIds};
use super::refused::{Mark, heed};
use super::{Given, Ids, Interactions, Memberships, NO_TIME, NONE, Purchases, Tables, Texts};
use crate::diagnostic::{Finding, Severity};
use crate::parallel;
use crate::progress::Progress;
use crate::text::{Sentence, Text, findings};

/// The files of every table, in canonical order.
pub(super) struct Files {
    pub memberships: Vec<FileRows<MembershipRows>>,
    pub interactions: Vec<FileRows<InteractionRows>>,
    pub users: Vec<FileRows<UserRows>>,
    pub groups: Vec<FileRows<GroupRows>>,
    pub purchases: Vec<FileRows<PurchaseRows>>,
    pub suppress: Vec<FileRows<SuppressRows>>,
}

/// Puts the tables together.
///
/// # Errors
/// An interruption, and memory that cannot be had.
pub(super) fn assemble(mut files: Files, progress: &Progress) -> crate::Result<Tables> {
    let mut tables = Tables { given: given(&files), ..Tables::default() };
    let mut marks = Vec::new();
    about_files(&mut files.memberships, &mut tables, &mut marks, true);
    about_files(&mut files.interactions, &mut tables, &mut marks, true);
    about_files(&mut files.users, &mut tables, &mut marks, false);
    about_files(&mut files.groups, &mut tables, &mut marks, true);
    about_files(&mut files.purchases, &mut tables, &mut marks, true);
    about_files(&mut files.suppress, &mut tables, &mut marks, false);
    let negative_spend: u64 = files.users.iter().flat_map(|f| &f.pieces).map(|p| p.rows.negative_spend).sum();
    let extra: Vec<Vec<String>> = files.users.iter().map(|f| f.unknown.clone()).collect();
    let extra_of_piece: Vec<usize> =
        files.users.iter().enumerate().flat_map(|(i, f)| std::iter::repeat_n(i, f.pieces.len())).collect();

    let mut ids = Common::default();
    let memberships = ids.take(files.memberships);
    let interactions = ids.take(files.interactions);
    let users = ids.take(files.users);
    let (groups, group_owners) = ids.take_groups(files.groups);
    let purchases = ids.take(files.purchases);
    let suppress: Vec<Texts> =
        files.suppress.into_iter().flat_map(|f| f.pieces).map(|piece| piece.users.distinct).collect();
    room(ids.bytes())?;
    let (mut user_ids, mut group_ids) = ids.number();
    progress.check()?;
    let memberships = mapped(memberships, &mut user_ids, &mut group_ids);
    let interactions = mapped(interactions, &mut user_ids, &mut group_ids);
    let users = mapped(users, &mut user_ids, &mut group_ids);
    let mut groups = mapped(groups, &mut user_ids, &mut group_ids);
    for (piece, owners) in groups.iter_mut().zip(group_owners) {
        let number = |&n: &u32| user_ids.ids.find(owners.distinct.get(n as usize)).unwrap_or(NONE);
        piece.users = owners.numbers.iter().map(number).collect();
    }
    let purchases = mapped(purchases, &mut user_ids, &mut group_ids);
    tables.users = user_ids.ids;
    tables.groups = group_ids.ids;
    let suppressed_nobody = suppressed(&suppress, &mut tables);

    let (n, n_groups) = (tables.users.len(), tables.groups.len());
    let rows = memberships.iter().map(|p| size_of_val(&*p.rows.0));
    let rows = rows.chain(interactions.iter().map(|p| size_of_val(&*p.rows.rows)));
    let rows = rows.chain(purchases.iter().map(|p| size_of_val(&*p.rows.0)));
    let described = users.iter().map(|p| p.rows.user.len()).chain(groups.iter().map(|p| p.rows.group.len()));
    // All rows in order, and their columns, which take no more.
    room(2 * rows.sum::<usize>() + ROW_OF_USER * described.sum::<usize>() + OF_USER * n)?;
    let headers = extra_of_piece.iter().map(|&f| extra[f].as_slice()).collect::<Vec<_>>();
    // Interactions are most of the work of most data: all the rest beside them.
    let (interactions, ((memberships, purchases), (of_users, of_groups))) = parallel::join(
        || self::interactions(interactions, n),
        || {
            parallel::join(
                || (self::memberships(memberships, n), self::purchases(purchases, n)),
                || (user_table(&users, &headers, n), group_table(&groups, n_groups)),
            )
        },
    );
    (tables.interactions, tables.memberships, tables.purchases) = (interactions, memberships, purchases);
    let (user_table, repeated_users) = of_users;
    let (group_table, repeated_groups) = of_groups;
    (tables.user_table, tables.group_table) = (user_table, group_table);
    let unclear = users.iter().flat_map(|piece| piece.rows.unclear.iter().map(|&place| piece.users[place as usize]));
    let described = users.iter().flat_map(|piece| piece.rows.user.iter().map(|&place| piece.users[place as usize]));
    heed(&marks, unclear.collect(), described, &mut tables);
    tables.given.remark_events = tables.interactions.kinds.iter().any(|k| k == "remark");
    let latest = parallel::map(&tables.times(), |column| column.iter().copied().max());
    tables.latest = latest.into_iter().flatten().max().unwrap_or(NO_TIME);
    let warn = |place: &str, code: &'static str, text: &'static Text, count: u64| {
        finding(place, code, Severity::Warning, text.counted(count), count)
    };
    tables.findings.extend(
        [
            warn("suppress", "suppressed_unknown", &findings::SUPPRESSED_UNKNOWN, suppressed_nobody),
            warn("users", "duplicate_users", &findings::DUPLICATE_USERS, repeated_users),
            warn("users", "negative_spend", &findings::NEGATIVE_SPEND, negative_spend),
            warn("users", "excel_damaged_ids", &findings::DAMAGED_USER_IDS, user_ids.damaged),
            warn("groups", "duplicate_groups", &findings::DUPLICATE_GROUPS, repeated_groups),
            warn("groups", "excel_damaged_ids", &findings::DAMAGED_GROUP_IDS, group_ids.damaged),
        ]
        .into_iter()
        .flatten(),
    );
    progress.check()?;
    Ok(tables)
}

/// Bytes for a row of the users or groups table: where it stands, and its number. Texts are extra.
const ROW_OF_USER: usize = 12;
/// Bytes for a user: what is known, and where the rows of every table begin.
const OF_USER: usize = 128;

/// Marks the users whom a suppression file names, and counts the ids that no table knows: being named there makes nobody a
/// user.
fn suppressed(files: &[Texts], tables: &mut Tables) -> u64 {
    if !tables.given.suppress {
        return 0;
    }
    tables.suppressed = vec![false; tables.users.len()];
    let mut unknown = std::collections::BTreeSet::new();
    for ids in files {
        for id in (0..ids.len()).map(|i| ids.get(i)) {
            match tables.users.find(id) {
                Some(user) => tables.suppressed[user as usize] = true,
                None => drop(unknown.insert(id)),
            }
        }
    }
    unknown.len() as u64
}

/// A finding, if there is anything to tell.
fn finding(place: &str, code: &'static str, severity: Severity, sentence: Sentence, count: u64) -> Option<Finding> {
    (count > 0).then(|| Finding { code, place: place.to_owned(), count, severity, sentence })
}

/// What can be said of the files of a table before their rows are joined.
fn about_files<R>(
    files: &mut [FileRows<R>],
    tables: &mut Tables,
    marks: &mut Vec<(&'static str, Vec<Mark>)>,
    ignores_unknown: bool,
) {
    let Some(first) = files.first() else { return };
    let table = first.input.table;
    let sum = |part: fn(&FileRows<R>) -> u64| files.iter().map(part).sum::<u64>();
    let (refused, empty, headers) = (sum(|f| f.refused), sum(|f| f.empty), sum(|f| f.headers));
    let without_rows = sum(|f| u64::from(f.input.rows == 0));
    let mut contents: Vec<&str> = files.iter().filter(|f| f.input.rows > 0).map(|f| f.input.sha256.as_str()).collect();
    contents.sort_unstable();
    let repeated = contents.windows(2).filter(|pair| pair[0] == pair[1]).count() as u64;
    let mut unknown: Vec<&str> = files.iter().flat_map(|f| &f.unknown).map(String::as_str).collect();
    unknown.sort_unstable();
    unknown.dedup();
    let ignored = if ignores_unknown { unknown.len() as u64 } else { 0 };
    let with = |text: &'static Text, count: u64| text.counted(count).with("table", table);
    tables.findings.extend(
        [
            finding(table, "rejected_rows", Severity::Warning, with(&findings::REJECTED_ROWS, refused), refused),
            finding(table, "repeated_files", Severity::Warning, with(&findings::REPEATED_FILES, repeated), repeated),
            finding(table, "no_rows", Severity::Warning, with(&findings::NO_ROWS, without_rows), without_rows),
            finding(table, "repeated_headers", Severity::Warning, with(&findings::REPEATED_HEADERS, headers), headers),
            finding(table, "empty_rows", Severity::Info, with(&findings::EMPTY_ROWS, empty), empty),
            finding(
                table,
                "ignored_columns",
                Severity::Info,
                with(&findings::IGNORED_COLUMNS, ignored).with("columns", unknown.join(", ")),
                ignored,
            ),
        ]
        .into_iter()
        .flatten(),
    );
    let mut of_table = Vec::new();
    for file in files {
        tables.rejected.append(&mut file.bad);
        of_table.append(&mut file.marks);
        tables.inputs.push(file.input.clone());
    }
    marks.push((table, of_table));
}

fn given(files: &Files) -> Given {
    fn filled<R>(files: &[FileRows<R>], column: usize) -> bool {
        files.iter().any(|f| f.filled & 1 << column != 0)
    }
    Given {
        memberships: !files.memberships.is_empty(),
        interactions: !files.interactions.is_empty(),
        users: !files.users.is_empty(),
        groups: !files.groups.is_empty(),
        purchases: !files.purchases.is_empty(),
        interaction_times: filled(&files.interactions, columns::interactions::AT),
        remark_events: false,
        remark_count: filled(&files.users, columns::users::REMARK_COUNT),
        monthly_spend: filled(&files.users, columns::users::MONTHLY_SPEND),
        last_active_at: filled(&files.users, columns::users::LAST_ACTIVE_AT),
        registered_at: filled(&files.users, columns::users::REGISTERED_AT),
        city: filled(&files.users, columns::users::CITY),
        tags: filled(&files.users, columns::users::TAGS),
        opted_out: filled(&files.users, columns::users::OPTED_OUT),
        consent: filled(&files.users, columns::users::CONSENT),
        role: filled(&files.users, columns::users::ROLE),
        device: filled(&files.users, columns::users::DEVICE),
        owner: filled(&files.users, columns::users::OWNER_ID),
        suppress: !files.suppress.is_empty(),
    }
}

/// The ids of all pieces, in the order in which they were taken.
#[derive(Default)]
struct Common {
    users: Vec<PieceIds>,
    groups: Vec<PieceIds>,
}

impl Common {
    fn take<R>(&mut self, files: Vec<FileRows<R>>) -> Vec<R> {
        let mut rows = Vec::new();
        for Piece { rows: piece, users, groups, .. } in files.into_iter().flat_map(|f| f.pieces) {
            self.users.push(users);
            self.groups.push(groups);
            rows.push(piece);
        }
        rows
    }

    /// As [`Common::take`], but the users that the rows name, the groups' owners, are handed back instead of numbered: they
    /// are often employees' accounts that no other table knows, and being written into a group's row makes nobody a user.
    fn take_groups(&mut self, mut files: Vec<FileRows<GroupRows>>) -> (Vec<GroupRows>, Vec<PieceIds>) {
        let pieces = files.iter_mut().flat_map(|f| &mut f.pieces);
        let owners = pieces.map(|piece| std::mem::take(&mut piece.users)).collect();
        (self.take(files), owners)
    }

    /// Bytes that [numbering](Common::number) takes at most.
    fn bytes(&self) -> usize {
        self.users.iter().chain(&self.groups).map(|piece| numbering(&piece.distinct)).sum()
    }

    fn number(self) -> (Numbers, Numbers) {
        parallel::join(|| Numbers::new(self.users), || Numbers::new(self.groups))
    }
}

/// The common numbers of one sort of ids.
struct Numbers {
    ids: Ids,
    damaged: u64,
    /// Place in the column of a piece → common number, piece by piece in the order in which they were taken.
    columns: std::vec::IntoIter<Vec<u32>>,
}

impl Numbers {
    fn new(pieces: Vec<PieceIds>) -> Self {
        let Numbered { ids, maps, damaged } = number(&pieces.iter().map(|p| &p.distinct).collect::<Vec<_>>());
        let mut columns: Vec<Vec<u32>> = pieces.into_iter().map(|p| p.numbers).collect();
        for (column, map) in columns.iter_mut().zip(&maps) {
            parallel::update(column, |n| *n = map[*n as usize]);
        }
        Self { ids, damaged, columns: columns.into_iter() }
    }
}

fn mapped<R>(pieces: Vec<R>, users: &mut Numbers, groups: &mut Numbers) -> Vec<Mapped<R>> {
    let next = |numbers: &mut Numbers| numbers.columns.next().unwrap_or_default();
    pieces.into_iter().map(|rows| Mapped { rows, users: next(users), groups: next(groups) }).collect()
}

/// Parts of a table whose rows are sorted at the same time.
const SORTED_PARTS: usize = 64;

/// Rows by their users, of whom there are `n`, and the rows of one user by `compare`: counting, because users have few rows each.
/// `pieces` makes the rows anew every time it is called, in any order.
fn by_user<T: Copy + Default + Send, I: Iterator<Item = T>>(
    n: usize,
    pieces: impl Fn() -> I,
    user: impl Fn(&T) -> u32 + Sync,
    compare: impl Fn(&T, &T) -> Ordering + Sync,
) -> Vec<T> {
    let mut next = vec![0usize; n + 1];
    pieces().for_each(|row| next[user(&row) as usize + 1] += 1);
    (0..n).for_each(|k| next[k + 1] += next[k]);
    let ends: Vec<usize> = (1..SORTED_PARTS).map(|part| next[n * part / SORTED_PARTS]).collect();
    let mut rows = vec![T::default(); next[n]];
    for row in pieces() {
        let slot = &mut next[user(&row) as usize];
        rows[*slot] = row;
        *slot += 1;
    }
    parallel::parts(&mut rows, &ends, |part| {
        part.chunk_by_mut(|a, b| user(a) == user(b)).for_each(|rows| rows.sort_unstable_by(&compare));
    });
    rows
}

fn memberships(pieces: Vec<Mapped<MembershipRows>>, n: usize) -> Memberships {
    let all = || {
        pieces.iter().flat_map(|Mapped { rows: MembershipRows(rows), users, groups }| {
            rows.iter().map(|&row| MembershipRow {
                user: users[row.user as usize],
                group: groups[row.group as usize],
                ..row
            })
        })
    };
    let rows = by_user(n, all, |r| r.user, MembershipRow::cmp);
    drop(pieces);
    Memberships {
        user: parallel::map(&rows, |r| r.user),
        group: parallel::map(&rows, |r| r.group),
        joined_at: parallel::map(&rows, |r| r.joined_at),
        left_at: parallel::map(&rows, |r| r.left_at),
        member_type: parallel::map(&rows, |r| r.member_type),
    }
}

fn interactions(pieces: Vec<Mapped<InteractionRows>>, n: usize) -> Interactions {
    let kinds = number(&pieces.iter().map(|p| p.rows.kinds.texts()).collect::<Vec<_>>());
    let all = || {
        pieces.iter().zip(&kinds.maps).flat_map(|(Mapped { rows, users, .. }, kinds)| {
            rows.rows.iter().map(|&InteractionRow { from, to, kind, at, count }| InteractionRow {
                from: users[from as usize],
                to: users[to as usize],
                kind: kinds[kind as usize],
                at,
                count,
            })
        })
    };
    let compare = |a: &InteractionRow, b: &InteractionRow| {
        (a.to, a.kind, a.at).cmp(&(b.to, b.kind, b.at)).then(a.count.total_cmp(&b.count))
    };
    let rows = by_user(n, all, |r| r.from, compare);
    drop(pieces);
    Interactions {
        from: parallel::map(&rows, |r| r.from),
        to: parallel::map(&rows, |r| r.to),
        kind: parallel::map(&rows, |r| r.kind),
        at: parallel::map(&rows, |r| r.at),
        count: parallel::map(&rows, |r| r.count),
        kinds: (0..kinds.ids.len()).map(|k| kinds.ids.name(k as u32).to_owned()).collect(),
    }
}

fn purchases(pieces: Vec<Mapped<PurchaseRows>>, n: usize) -> Purchases {
    let all = || {
        pieces.iter().flat_map(|Mapped { rows: PurchaseRows(rows), users, .. }| {
            rows.iter().map(|&row| PurchaseRow { user: users[row.user as usize], ..row })
        })
    };
    let compare = |a: &PurchaseRow, b: &PurchaseRow| a.at.cmp(&b.at).then(a.amount.total_cmp(&b.amount));
    let rows = by_user(n, all, |r| r.user, compare);
    drop(pieces);
    Purchases {
        user: parallel::map(&rows, |r| r.user),
        at: parallel::map(&rows, |r| r.at),
        amount: parallel::map(&rows, |r| r.amount),
    }
}
