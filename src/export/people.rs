//! `interests.csv`, `owners.csv`, `passed_over.csv`: interests and who has them, accounts against their cap, whom quotas kept
//! off the lists.

use std::io::{self, Write};

use super::cells::Sheet;
use crate::analysis::Analysis;
use crate::report::todo::TodoFigures;
use crate::selection::QuotaOf;
use crate::selection::quota::class_name;

/// One row an interest, in the order of their levels' names.
pub(super) fn write_interests(analysis: &Analysis, to: &mut impl Write) -> io::Result<()> {
    let mut sheet = Sheet::begin(to, true, &["interest", "level", "users", "user_share", "groups"])?;
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
pub(super) fn write_owners(analysis: &Analysis, todo: &TodoFigures, to: &mut impl Write) -> io::Result<()> {
    let header =
        ["owner_id", "customers", "friends", "friend_cap", "fill", "nearly_full", "owner_name", "todo", "todo_today"];
    let mut sheet = Sheet::begin(to, true, &header)?;
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
pub(super) fn write_passed_over(analysis: &Analysis, to: &mut impl Write) -> io::Result<()> {
    let header = ["list", "rank", "user_id", "nickname", "score", "quota", "class", "class_name"];
    let mut sheet = Sheet::begin(to, true, &header)?;
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
