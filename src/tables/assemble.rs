//! From the rows of all files to the tables: common numbers for ids and words, canonical order, what was given, findings.

use std::collections::{BTreeMap, BTreeSet};

use super::collect::{GroupRows, InteractionRows, MembershipRow, MembershipRows, StaffRows, UserRows, Words};
use super::file::{FileRows, Files};
use super::gone;
use super::header::normalise;
use super::identity::{Identity, out_by_word, unread_opt_outs};
use super::intern::{Numbers, PieceIds, number};
use super::load::room;
use super::merge::{Mapped, by_user, group_table, user_table};
use super::order_lines;
use super::orders::PurchaseRows;
use super::persons::{self, are_of_the_same_people, overlaps};
use super::piece::Piece;
use super::refused::{FileMarks, heed};
use super::written::DAY;
use super::{Given, Interactions, MemberType, Memberships, NO_TIME, NONE, Seconds, Sources, Tables, Texts};
use crate::config::columns::{groups, interactions, memberships, purchases, staff, suppress, users};
use crate::diagnostic::{Severity, finding};
use crate::parallel;
use crate::progress::Progress;
use crate::text::{Text, findings};

/// Puts the tables together.
///
/// # Errors
/// Tables that share almost nobody, memory that cannot be had, and an interruption.
pub(super) fn assemble(
    mut files: Files,
    identity: &Identity,
    sources: &Sources,
    progress: &Progress,
) -> crate::Result<Tables> {
    let mut tables = Tables { given: given(&files), ..Tables::default() };
    let (mut marks, mut staff) = (Vec::new(), Vec::new());
    about_files(&mut files.memberships, &mut tables, &mut marks, &mut staff, true);
    about_files(&mut files.interactions, &mut tables, &mut marks, &mut staff, true);
    about_files(&mut files.users, &mut tables, &mut marks, &mut staff, false);
    about_files(&mut files.groups, &mut tables, &mut marks, &mut staff, true);
    about_files(&mut files.purchases, &mut tables, &mut marks, &mut staff, true);
    about_files(&mut files.suppress, &mut tables, &mut marks, &mut staff, false);
    about_files(&mut files.staff, &mut tables, &mut marks, &mut staff, true);
    let orders_of: Vec<u32> =
        (0..).zip(&files.purchases).flat_map(|(i, f)| std::iter::repeat_n(i, f.pieces.len())).collect();
    let orders_in: Vec<String> = files.purchases.iter().map(|file| file.input.file.clone()).collect();
    let negative_spend: u64 = files.users.iter().flat_map(|f| &f.pieces).map(|p| p.rows.negative_spend).sum();
    tables.findings.extend(out_by_word(&files.users));
    tables.findings.extend(gone::told(&files.memberships));
    let extra: Vec<Vec<String>> = files.users.iter().map(|f| f.unknown.clone()).collect();
    let extra_of_piece: Vec<usize> =
        files.users.iter().enumerate().flat_map(|(i, f)| std::iter::repeat_n(i, f.pieces.len())).collect();

    let mut ids = Common::default();
    let memberships = ids.take(files.memberships);
    let interactions = ids.take(files.interactions);
    let users = ids.take(files.users);
    let (groups, group_owners) = ids.take_groups(files.groups, &files.user_texts);
    let purchases = ids.take(files.purchases);
    let pieces = files.suppress.iter_mut().flat_map(|f| &mut f.pieces);
    let suppress: Vec<Texts> = pieces.map(|piece| std::mem::take(piece.users.own(&files.user_texts))).collect();
    let employees = employees(&files.staff, &files.user_texts);
    let texts = (files.user_texts, files.group_texts);
    room(Numbers::bytes(&ids.users, &texts.0) + Numbers::bytes(&ids.groups, &texts.1))?;
    let (mut user_ids, mut group_ids) =
        parallel::join(|| Numbers::new(ids.users, texts.0), || Numbers::new(ids.groups, texts.1));
    progress.check()?;
    let mut memberships = mapped(memberships, &mut user_ids, &mut group_ids);
    let interactions = mapped(interactions, &mut user_ids, &mut group_ids);
    let users = mapped(users, &mut user_ids, &mut group_ids);
    let of_members = tables.inputs.iter().filter(|input| input.table == memberships::SCHEMA.table);
    let gone = gone::gone(&memberships, || of_members.map(|input| input.file.as_str()).collect::<Vec<_>>().join(", "))?;
    let ended = if interactions.iter().any(is_log) { gone::ended(&memberships) } else { BTreeMap::new() };
    let listed = memberships.len();
    memberships.extend(interactions.iter().filter(|log| is_log(log)).map(|log| writers(log, &gone, &ended)));
    let mut groups = mapped(groups, &mut user_ids, &mut group_ids);
    for (piece, owners) in groups.iter_mut().zip(group_owners) {
        piece.users = owners.iter().map(|owner| user_ids.ids.find(owner).unwrap_or(NONE)).collect();
    }
    let purchases = mapped(purchases, &mut user_ids, &mut group_ids);
    tables.users = user_ids.ids;
    tables.groups = group_ids.ids;
    // Whoever wrote in a log is no member by a list of members.
    let named = named(&memberships[..listed], &interactions, &users, &purchases, tables.users.len());
    tables.overlaps = overlaps(&tables.users, &named);
    are_of_the_same_people(&tables.users, &named, &tables.overlaps, &sources.input)?;
    tables.findings.extend(persons::findings(&tables.overlaps));
    let suppressed_nobody = suppressed(&suppress, &mut tables);

    let (n, n_groups) = (tables.users.len(), tables.groups.len());
    let asides = asides(&mut memberships);
    let rows = memberships.iter().map(|p| size_of_val(&*p.rows.rows));
    let rows = rows.chain(interactions.iter().map(|p| p.rows.bytes() + size_of_val(&*p.users)));
    let rows = rows.chain(purchases.iter().map(|p| size_of_val(&*p.rows.rows)));
    let described = users.iter().map(|p| p.rows.user.len()).chain(groups.iter().map(|p| p.rows.group.len()));
    // All rows in order, and their columns, which take no more.
    room(2 * rows.sum::<usize>() + ROW_OF_USER * described.sum::<usize>() + OF_USER * n)?;
    let headers = extra_of_piece.iter().map(|&f| extra[f].as_slice()).collect::<Vec<_>>();
    // Interactions are most of the work of most data: all the rest beside them.
    let (interactions, ((memberships, purchases), (of_users, of_groups))) = parallel::join(
        || self::interactions(interactions, n),
        || {
            parallel::join(
                || (self::memberships(memberships, n), order_lines::purchases(purchases, &orders_of, &orders_in, n)),
                || (user_table(&users, &headers, n), group_table(&groups, n_groups)),
            )
        },
    );
    (tables.interactions, tables.memberships) = (interactions, memberships);
    let (user_table, repeated_users) = of_users;
    let (group_table, repeated_groups) = of_groups;
    (tables.user_table, tables.group_table) = (user_table, group_table);
    asides.fill(&mut tables);
    let mut about_orders;
    (tables.purchases, about_orders) = purchases;
    let described = users.iter().flat_map(|piece| piece.rows.user.iter().map(|&place| piece.users[place as usize]));
    let known = |(id, name): (&String, &String)| Some((tables.users.find(id)?, name.clone()));
    tables.staff_names = employees.iter().filter_map(known).collect();
    let staff_unknown = (employees.len() - tables.staff_names.len()) as u64;
    staff.extend(employees.into_keys());
    let by_place = staff.iter().filter_map(|id| tables.users.find(id)).map(|user| (user, MemberType::Staff));
    tables.marked.extend(by_place.collect::<BTreeSet<_>>());
    heed(&marks, described, &mut tables);
    let suppressed_nobody = identity.keep_out(&mut tables, &named, &marks, &suppressed_nobody);
    let latest = parallel::map(&tables.times(), |column| column.iter().copied().max());
    tables.latest = latest.into_iter().flatten().max().unwrap_or(NO_TIME);
    let warn = |place: &str, code: &'static str, text: &'static Text, count: u64| {
        finding(place, code, Severity::Warning, text.counted(count), count)
    };
    tables.findings.append(&mut about_orders);
    tables.findings.extend(
        [
            warn("suppress", "suppressed_unknown", &findings::SUPPRESSED_UNKNOWN, suppressed_nobody),
            finding(
                "staff",
                "staff_unknown",
                Severity::Info,
                findings::STAFF_UNKNOWN.counted(staff_unknown),
                staff_unknown,
            ),
            warn("users", "duplicate_users", &findings::DUPLICATE_USERS, repeated_users),
            warn("users", "negative_spend", &findings::NEGATIVE_SPEND, negative_spend),
            warn("users", "excel_damaged_ids", &findings::DAMAGED_USER_IDS, user_ids.damaged),
            warn("groups", "duplicate_groups", &findings::DUPLICATE_GROUPS, repeated_groups),
            warn("groups", "excel_damaged_ids", &findings::DAMAGED_GROUP_IDS, group_ids.damaged),
            warn("users", "ids_end_in_zeros", &findings::IDS_END_IN_ZEROS, tables.users.cut_off()),
            warn("tables", "times_before_2005", &findings::TIMES_BEFORE_2005, early(&tables)),
        ]
        .into_iter()
        .flatten(),
    );
    progress.check()?;
    Ok(tables)
}

/// Per user, one bit for each of [`persons::PERSONS`] that names the user.
fn named(
    memberships: &[Mapped<MembershipRows>],
    interactions: &[Mapped<InteractionRows>],
    users: &[Mapped<UserRows>],
    purchases: &[Mapped<PurchaseRows>],
    n: usize,
) -> Vec<u8> {
    let mut named = vec![0u8; n];
    let mut mark = |numbers: &[u32], table: u8| numbers.iter().for_each(|&user| named[user as usize] |= 1 << table);
    memberships.iter().for_each(|piece| mark(&piece.users, 0));
    interactions.iter().for_each(|piece| mark(&piece.users, 1));
    purchases.iter().for_each(|piece| mark(&piece.users, 3));
    // Their owners stand in the same column.
    for piece in users {
        piece.rows.user.iter().for_each(|&place| mark(&piece.users[place as usize..][..1], 2));
    }
    named
}

/// Bytes for a row of the users or groups table: where it stands, and its number. Texts are extra.
const ROW_OF_USER: usize = 12;
/// Bytes for a user: what is known, and where the rows of every table begin.
const OF_USER: usize = 128;

/// Marks the users whom a suppression file names; the ids that no table knows: being named there makes nobody a user.
fn suppressed<'f>(files: &'f [Texts], tables: &mut Tables) -> BTreeSet<&'f str> {
    let mut unknown = BTreeSet::new();
    if !tables.given.suppress.any {
        return unknown;
    }
    tables.suppressed = vec![false; tables.users.len()];
    for ids in files {
        for id in (0..ids.len()).map(|i| ids.get(i)) {
            match tables.users.find(id) {
                Some(user) => tables.suppressed[user as usize] = true,
                None => drop(unknown.insert(id)),
            }
        }
    }
    unknown
}

/// What each employee is called by the files of staff; of several names the first in order.
fn employees(files: &[FileRows<StaffRows>], texts: &[Texts]) -> BTreeMap<String, String> {
    let mut employees = BTreeMap::<String, String>::new();
    for piece in files.iter().flat_map(|file| &file.pieces) {
        for (row, id) in piece.users.ids(texts).enumerate() {
            let (name, known) = (piece.rows.name.get(row), employees.entry(id.to_owned()).or_default());
            if !name.is_empty() && (known.is_empty() || name < known.as_str()) {
                name.clone_into(known);
            }
        }
    }
    employees
}

/// Times before WeChat, and most shops, were there.
fn early(tables: &Tables) -> u64 {
    const YEAR_2005: Seconds = 1_104_508_800;
    let early = |column: &&Vec<Seconds>| column.iter().filter(|&&at| at != NO_TIME && at < YEAR_2005).count() as u64;
    parallel::map(&tables.times(), early).into_iter().sum()
}

/// What can be said of the files of a table before their rows are joined.
fn about_files<R>(
    files: &mut [FileRows<R>],
    tables: &mut Tables,
    marks: &mut Vec<FileMarks>,
    staff: &mut Vec<String>,
    ignores_unknown: bool,
) {
    let Some(first) = files.first() else { return };
    let table = first.input.table;
    let sum = |part: fn(&FileRows<R>) -> u64| files.iter().map(part).sum::<u64>();
    let (refused, empty, headers) = (sum(|f| f.refused), sum(|f| f.empty), sum(|f| f.headers));
    let (comments, logs) = (sum(|f| f.comments), sum(|f| if f.is_message_log { f.input.rows } else { 0 }));
    let without_rows = sum(|f| u64::from(f.input.rows == 0));
    // Several parts of one file are no repetition.
    let content = |f: &'_ FileRows<R>| {
        let sheet = f.input.file.split_once('#').map(|(_, sheet)| sheet.to_owned());
        (f.input.sha256.clone(), sheet, f.input.reading.columns.clone())
    };
    let mut contents: Vec<_> = files.iter().filter(|f| f.input.rows > 0).map(content).collect();
    contents.sort_unstable();
    let repeated = contents.windows(2).filter(|pair| pair[0] == pair[1]).count() as u64;
    let mut unknown: Vec<&str> = files.iter().flat_map(|f| &f.input.reading.unused).map(String::as_str).collect();
    unknown.sort_unstable();
    unknown.dedup();
    let unread: Vec<&str> = files.iter().flat_map(unread_opt_outs).collect();
    let of_months = |header: &&str| is_other_spend(header);
    let spends: Vec<&str> =
        unknown.iter().copied().filter(|_| table == users::SCHEMA.table).filter(of_months).collect();
    let ignored = if ignores_unknown { unknown.len() as u64 } else { 0 };
    let with = |text: &'static Text, count: u64| text.counted(count).with_table(table);
    tables.findings.extend(
        [
            finding(table, "rejected_rows", Severity::Warning, with(&findings::REJECTED_ROWS, refused), refused),
            finding(table, "repeated_files", Severity::Warning, with(&findings::REPEATED_FILES, repeated), repeated),
            finding(table, "no_rows", Severity::Warning, with(&findings::NO_ROWS, without_rows), without_rows),
            finding(table, "repeated_headers", Severity::Warning, with(&findings::REPEATED_HEADERS, headers), headers),
            finding(table, "comment_lines", Severity::Warning, with(&findings::COMMENT_LINES, comments), comments),
            finding(table, "message_log", Severity::Info, with(&findings::MESSAGE_LOG, logs), logs),
            finding(table, "empty_rows", Severity::Info, with(&findings::EMPTY_ROWS, empty), empty),
            finding(
                table,
                "opt_out_unread",
                Severity::Warning,
                with(&findings::OPT_OUT_UNREAD, unread.len() as u64).with("columns", unread.join(", ")),
                unread.len() as u64,
            ),
            finding(
                table,
                "spend_not_monthly",
                Severity::Info,
                with(&findings::SPEND_NOT_MONTHLY, spends.len() as u64).with("columns", spends.join(", ")),
                spends.len() as u64,
            ),
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
    for file in files {
        staff.append(&mut file.staff);
        tables.rejected.append(&mut file.bad);
        marks.push(FileMarks { table, file: file.input.file.clone(), marks: std::mem::take(&mut file.marks) });
        tables.inputs.push(file.input.clone());
        tables.findings.append(&mut file.findings);
    }
}

/// Whether a header of the users table speaks of spend, but not of a month's.
fn is_other_spend(header: &str) -> bool {
    let header = normalise(header);
    let has = |words: &[&str]| words.iter().any(|word| header.contains(word));
    has(&["消费", "spend", "gmv", "成交金额", "订单金额", "支付金额", "付款金额"])
        && !has(&["时间", "日期", "次数", "等级", "_at", "date", "time", "count", "level"])
}

/// A table without a usable row is as good as none.
fn given(files: &Files) -> Given {
    fn of<R>(files: &[FileRows<R>]) -> (bool, u32) {
        (files.iter().any(|f| f.input.rows > 0), files.iter().fold(0, |bits, f| bits | f.filled))
    }
    macro_rules! given {
        ($($table:ident),*) => {
            Given { $($table: { let (any, filled) = of(&files.$table); $table::Given::of(any, filled) }),* }
        };
    }
    let mut given = given!(memberships, interactions, users, groups, purchases, suppress, staff);
    // Whoever writes in a group is in it; and what rows of members say of their nicknames and names counts as if the others did.
    given.memberships.any |= files.interactions.iter().any(|f| f.is_message_log && f.input.rows > 0);
    given.users.last_active_at |= given.memberships.last_active_at;
    // Refused rows of it count too.
    given.suppress.any = !files.suppress.is_empty();
    given
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
    fn take_groups(
        &mut self,
        mut files: Vec<FileRows<GroupRows>>,
        texts: &[Texts],
    ) -> (Vec<GroupRows>, Vec<Vec<String>>) {
        let pieces = files.iter_mut().flat_map(|f| &mut f.pieces);
        let owners = pieces.map(|piece| std::mem::take(&mut piece.users).ids(texts).map(str::to_owned).collect());
        let owners = owners.collect();
        (self.take(files), owners)
    }
}

fn mapped<R>(pieces: Vec<R>, users: &mut Numbers, groups: &mut Numbers) -> Vec<Mapped<R>> {
    let next = |numbers: &mut Numbers| numbers.columns.next().unwrap_or_default();
    pieces.into_iter().map(|rows| Mapped { rows, users: next(users), groups: next(groups) }).collect()
}

fn memberships(pieces: Vec<Mapped<MembershipRows>>, n: usize) -> Memberships {
    let all = || {
        pieces.iter().flat_map(|Mapped { rows, users, groups }| {
            rows.rows.iter().map(|&row| MembershipRow {
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

/// One row of interactions.
#[derive(Clone, Copy, Debug, Default)]
struct InteractionRow {
    from: u32,
    to: u32,
    kind: u32,
    at: Seconds,
    count: f64,
}

/// Marks the number of a group where that of a receiver would stand.
const OF_GROUP: u32 = 1 << 31;

fn interactions(pieces: Vec<Mapped<InteractionRows>>, n: usize) -> Interactions {
    let kinds = number(&pieces.iter().map(|p| p.rows.kinds.texts()).collect::<Vec<_>>());
    // The group of a message stands where others have their receiver.
    let logs = pieces.iter().any(|piece| !piece.groups.is_empty());
    let all = || {
        pieces.iter().zip(&kinds.maps).flat_map(|(piece, kinds)| {
            let (rows, of_groups) = (&piece.rows, is_log(piece));
            (0..rows.at.len()).map(move |i| InteractionRow {
                from: if of_groups { piece.users[i] } else { piece.users[2 * i] },
                to: if of_groups { OF_GROUP | piece.groups[i] } else { piece.users[2 * i + 1] },
                kind: kinds[rows.kind[i] as usize],
                at: rows.at[i],
                count: rows.count[i],
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
        to: parallel::map(&rows, |r| if logs && r.to & OF_GROUP != 0 { NONE } else { r.to }),
        group: if logs {
            parallel::map(&rows, |r| if r.to & OF_GROUP == 0 { NONE } else { r.to & !OF_GROUP })
        } else {
            Vec::new()
        },
        kind: parallel::map(&rows, |r| r.kind),
        at: parallel::map(&rows, |r| r.at),
        count: parallel::map(&rows, |r| r.count),
        kinds: (0..kinds.ids.len()).map(|k| kinds.ids.name(k as u32).to_owned()).collect(),
    }
}

/// Whether the rows are messages to groups.
fn is_log(piece: &Mapped<InteractionRows>) -> bool {
    !piece.groups.is_empty()
}

/// The memberships of those who wrote messages to groups. Who has left, by the table of members, is a member again only by
/// writing a day later: many exports give the day alone.
fn writers(
    Mapped { rows, users, groups }: &Mapped<InteractionRows>,
    gone: &BTreeSet<(u32, u32)>,
    ended: &BTreeMap<(u32, u32), Seconds>,
) -> Mapped<MembershipRows> {
    let wrote = users.iter().zip(groups).zip(&rows.at).map(|((&user, &group), &at)| ((user, group), at));
    let is_there =
        |pair: &_, at| ended.get(pair).is_none_or(|&end| at >= end.saturating_add(DAY)) && !gone.contains(pair);
    let mut pairs: Vec<(u32, u32)> = wrote.filter(|(pair, at)| is_there(pair, *at)).map(|(pair, _)| pair).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let row = |place: usize| MembershipRow {
        user: place as u32,
        group: place as u32,
        joined_at: NO_TIME,
        left_at: NO_TIME,
        ..MembershipRow::default()
    };
    Mapped {
        rows: MembershipRows { rows: (0..pairs.len()).map(row).collect(), ..MembershipRows::default() },
        users: pairs.iter().map(|&(user, _)| user).collect(),
        groups: pairs.iter().map(|&(_, group)| group).collect(),
    }
}

/// What rows of memberships say besides, one slot a user or group; empty where nothing is said.
#[derive(Default)]
struct Besides {
    nickname: BTreeMap<u32, String>,
    group_name: BTreeMap<u32, String>,
    last_active_at: BTreeMap<u32, Seconds>,
}

fn asides(pieces: &mut [Mapped<MembershipRows>]) -> Besides {
    let mut out = Besides::default();
    for Mapped { rows: MembershipRows { rows, asides, .. }, users, groups } in pieces {
        let asides = std::mem::take(asides);
        if asides.nickname.codes.is_empty() && asides.group_name.codes.is_empty() && asides.last_active_at.is_empty() {
            continue;
        }
        let least = |map: &mut BTreeMap<u32, String>, key: u32, words: &Words, row: usize| {
            let Some(&code) = words.codes.get(row).filter(|&&code| code != NONE) else { return };
            let word = words.words.texts().get(code as usize);
            let slot = map.entry(key).or_insert_with(|| word.to_owned());
            if word < slot.as_str() {
                word.clone_into(slot);
            }
        };
        for (i, row) in rows.iter().enumerate() {
            let (user, group) = (users[row.user as usize], groups[row.group as usize]);
            least(&mut out.nickname, user, &asides.nickname, i);
            least(&mut out.group_name, group, &asides.group_name, i);
            if let Some(&at) = asides.last_active_at.get(i).filter(|&&at| at != NO_TIME) {
                let slot = out.last_active_at.entry(user).or_insert(at);
                *slot = at.max(*slot);
            }
        }
    }
    out
}

impl Besides {
    /// Fills in what the tables of users and groups do not say.
    fn fill(self, tables: &mut Tables) {
        let named = |texts: &Texts, names: &BTreeMap<u32, String>, n: usize| -> Texts {
            let name = |i: usize| match texts.get(i) {
                "" => names.get(&(i as u32)).map_or("", String::as_str),
                name => name,
            };
            (0..n).map(name).collect()
        };
        let (n, n_groups) = (tables.users.len(), tables.groups.len());
        let (users, groups) = (&mut tables.user_table, &mut tables.group_table);
        if !self.nickname.is_empty() {
            users.nickname = named(&users.nickname, &self.nickname, n);
        }
        if !self.group_name.is_empty() {
            groups.name = named(&groups.name, &self.group_name, n_groups);
        }
        for (user, at) in self.last_active_at {
            let last = &mut users.last_active_at[user as usize];
            *last = at.max(*last);
        }
    }
}
