//! `interests.csv`, `owners.csv`, `passed_over.csv`: interests and who has them, accounts against their cap, whom quotas kept
//! off the lists.

use std::io;

use super::cells::{Cells, Head, Kind, Target};
use crate::analysis::Analysis;
use crate::report::todo::TodoFigures;
use crate::selection::QuotaOf;
use crate::selection::quota::class_name;

const INTERESTS: [Head<'_>; 5] = [
    ("interest", Kind::Text),
    ("level", Kind::Count),
    ("users", Kind::Count),
    ("user_share", Kind::Number),
    ("groups", Kind::Count),
];
const OWNERS: [Head<'_>; 9] = [
    ("owner_id", Kind::Id),
    ("customers", Kind::Count),
    ("friends", Kind::Count),
    ("friend_cap", Kind::Count),
    ("fill", Kind::Number),
    ("nearly_full", Kind::Flag),
    ("owner_name", Kind::Text),
    ("todo", Kind::Count),
    ("todo_today", Kind::Count),
];
const PASSED_OVER: [Head<'_>; 8] = [
    ("list", Kind::Code),
    ("rank", Kind::Count),
    ("user_id", Kind::Id),
    ("nickname", Kind::Text),
    ("score", Kind::Number),
    ("quota", Kind::Code),
    ("class", Kind::Text),
    ("class_name", Kind::Text),
];

/// One row an interest, in the order of their levels' names.
pub(super) fn write_interests(analysis: &Analysis, to: impl Target) -> io::Result<()> {
    let mut sheet = to.begin(&INTERESTS)?;
    let n = analysis.people.graph.nodes.listed_count as f64;
    // A tag that only people who are in no output carry stays out as well.
    for interest in analysis.people.segments.profile.interests.all.iter().filter(|i| i.users > 0 || i.groups > 0) {
        sheet.text(&interest.name)?;
        sheet.count(u32::from(interest.level))?;
        sheet.count(interest.users)?;
        sheet.number(f64::from(interest.users) / n)?;
        sheet.count(interest.groups)?;
        sheet.end_row()?;
    }
    sheet.finish()
}

/// One row an account, in the order of the ids.
pub(super) fn write_owners(analysis: &Analysis, todo: &TodoFigures, to: impl Target) -> io::Result<()> {
    let mut sheet = to.begin(&OWNERS)?;
    for owner in &analysis.people.segments.profile.capacity.owners {
        sheet.id(analysis.people.tables.users.name(owner.user))?;
        sheet.count(owner.customers)?;
        sheet.count(owner.friends.heads)?;
        sheet.count(owner.friends.bound)?;
        sheet.number(owner.friends.share())?;
        sheet.flag(Some(owner.friends.nearly_full))?;
        sheet.text(analysis.people.staff_name(owner.user))?;
        let todo = todo.owners.iter().find(|one| one.user == owner.user);
        sheet.count(todo.map_or(0, |one| one.people as u32))?;
        sheet.count(todo.map_or(0, |one| one.today as u32))?;
        sheet.end_row()?;
    }
    sheet.finish()
}

/// One row for each person whom a quota kept off a list, in the order of the lists.
pub(super) fn write_passed_over(analysis: &Analysis, to: impl Target) -> io::Result<()> {
    let mut sheet = to.begin(&PASSED_OVER)?;
    for list in analysis.selection.lists() {
        for passed in &list.passed_over {
            let user = analysis.people.graph.nodes.user[passed.node as usize];
            sheet.code(list.kind.code())?;
            sheet.count(passed.rank)?;
            sheet.id(analysis.people.tables.users.name(user))?;
            sheet.text(analysis.people.tables.user_table.nickname.get(user as usize))?;
            sheet.number(passed.score)?;
            sheet.code(passed.quota.code())?;
            let class = class_name(analysis.people.context(), passed.quota, passed.class);
            sheet.text(&class)?;
            sheet.text(match passed.quota {
                QuotaOf::Owner => analysis.people.staff_name(passed.class),
                QuotaOf::Circle => analysis.people.measures.circles.name(passed.class),
                QuotaOf::City | QuotaOf::Tier => &class,
            })?;
            sheet.end_row()?;
        }
    }
    sheet.finish()
}
