//! The lists of people as CSV (`koc.csv`, `referral.csv`, `seeds.csv`, `isolated.csv`): the columns that each declares, a row a person.

use std::io::{self, Write};

use super::cells::{Cells, Csv, Head, Kind, Target};
use super::outdir::failed_file;
use super::users::{kind, write_cell};
use crate::analysis::{Analysis, People};
use crate::measures::Circles;
use crate::report::seeds::reason;
use crate::segments::columns::Column;
use crate::selection::{Entry, ListSpec, Member, Todo};
use crate::text::{coded_list, next_step as words, todo};

/// One list as CSV (CRLF), with or without the byte-order mark that Excel needs.
///
/// # Errors
/// [`Write`](crate::ErrorKind::Write).
pub fn write_list(analysis: &Analysis, list: &ListSpec, bom: bool, to: &mut dyn Write) -> crate::Result<()> {
    write(analysis, list, Csv { to, bom }).map_err(|e| failed_file(list.file, e))
}

pub(super) fn write(analysis: &Analysis, list: &ListSpec, to: impl Target) -> io::Result<()> {
    write_members(analysis, &list.columns.concat(), list.members(&analysis.selection, analysis.seeds.as_ref()), to)
}

/// People as rows of these columns.
pub(super) fn write_members<'a>(
    analysis: &Analysis,
    header: &[&'static str],
    members: impl IntoIterator<Item = Member<'a>>,
    to: impl Target,
) -> io::Result<()> {
    let catalogue = analysis.people.columns();
    let of = |name: &&str| catalogue.iter().find(|column| column.name == *name);
    let columns: Vec<(&'static str, Option<&Column<'_>>)> = header.iter().map(|name| (*name, of(name))).collect();
    let of = |&(name, column): &(&'static str, Option<&Column<'_>>)| {
        (name, own_kind(name).or(column.map(kind)).unwrap_or(Kind::Text))
    };
    let mut sheet = to.begin(&columns.iter().map(of).collect::<Vec<Head<'_>>>())?;
    for member in members {
        for &(name, column) in &columns {
            let own = Cell { analysis, member: &member, name };
            match column {
                _ if own.write(&mut sheet)? => {}
                Some(column) => write_cell(column, member.node as usize, &analysis.people.zone, &mut sheet)?,
                None => sheet.empty()?,
            }
        }
        sheet.end_row()?;
    }
    sheet.finish()
}

/// What the cells of a list's own column are; `None` for one of `users.csv`.
fn own_kind(name: &str) -> Option<Kind> {
    Some(match name {
        "suggested_group" | "inviter_id" => Kind::Id,
        "channel" | "best_window" | "window_basis" | "actions" | "why" | "inviter_why" | "status"
        | "opened_circles" => Kind::Code,
        "reason"
        | "owner_name"
        | "next_step"
        | "suggested_group_name"
        | "message"
        | "inviter_nickname"
        | "opened_names" => Kind::Text,
        "score" | "marginal_reach" | "reach" | "reach_low" | "reach_high" | "window_events" | "stake" | "yuan"
        | "urgency" => Kind::Number,
        "rank" | "day" | "band" | "band_size" | "tied_with" | "rank_best" | "rank_worst" | "opens" => Kind::Count,
        "window_open" => Kind::Flag,
        _ => match suggested(name)?.1 {
            "" => Kind::Id,
            "name" => Kind::Text,
            "why" => Kind::Code,
            "members" | "similar" => Kind::Count,
            _ => Kind::Number,
        },
    })
}

/// Of `suggested_group_N` and what follows it, which suggestion, and what of it.
fn suggested(name: &str) -> Option<(usize, &str)> {
    let rest = name.strip_prefix("suggested_group_")?;
    let (place, of) = rest.split_once('_').unwrap_or((rest, ""));
    Some((place.parse().ok()?, of))
}

/// A cell of a list's own.
struct Cell<'a> {
    analysis: &'a Analysis,
    member: &'a Member<'a>,
    name: &'static str,
}

impl Cell<'_> {
    /// Whether the column is the list's own; then it is written.
    fn write(&self, sheet: &mut impl Cells) -> io::Result<bool> {
        if self.every_list(sheet)? {
            return Ok(true);
        }
        match (self.member.entry, self.member.todo) {
            (Some(entry), _) => self.shortlist(entry, sheet),
            (_, Some(todo)) => self.todo(todo, sheet),
            _ => self.pick(sheet),
        }
    }

    fn every_list(&self, sheet: &mut impl Cells) -> io::Result<bool> {
        let (member, lang) = (self.member, self.analysis.people.config.lang);
        let next = member.next;
        match self.name {
            "rank" => sheet.count(member.rank)?,
            "score" | "marginal_reach" => sheet.number(member.score)?,
            "reason" => sheet.text(&match (member.entry, member.todo) {
                (Some(entry), _) => entry.reason.render(lang),
                (_, Some(todo)) => todo::reason(&todo.due, lang),
                _ => reason(self.analysis, member.rank as usize - 1, lang),
            })?,
            "owner_name" => sheet.text(self.analysis.people.owner_name(member.node))?,
            "channel" => sheet.code(next.channel.map_or("", |channel| channel.code()))?,
            "window_open" => sheet.flag(next.window_open)?,
            "best_window" => {
                let window =
                    next.window.map(|best| words::window(best.window.weekday, best.window.from, best.window.to, lang));
                sheet.code(&window.unwrap_or_default())?;
            }
            "window_basis" => sheet.code(next.window.map_or("", |best| best.basis.code()))?,
            "window_events" => match next.window {
                Some(best) => sheet.number(best.events)?,
                None => sheet.empty()?,
            },
            "actions" => sheet.code(&coded_list(&next.actions))?,
            "next_step" => sheet.text(&next.told().render(lang))?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn todo(&self, todo: &Todo, sheet: &mut impl Cells) -> io::Result<bool> {
        let People { tables, config, .. } = &self.analysis.people;
        match self.name {
            "stake" => sheet.number(self.member.score)?,
            "yuan" => sheet.number(todo.yuan)?,
            "urgency" => sheet.number(todo.urgency)?,
            "day" => sheet.count(todo.day)?,
            "why" => sheet.code(&coded_list(&todo.why()))?,
            "suggested_group" => sheet.id(todo.group.map_or("", |group| tables.groups.name(group)))?,
            "suggested_group_name" => {
                sheet.text(todo.group.map_or("", |group| tables.group_table.name.get(group as usize)))?;
            }
            "message" => sheet.text(&self.analysis.people.message(todo, config.lang))?,
            "status" => sheet.code("open")?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn shortlist(&self, entry: &Entry, sheet: &mut impl Cells) -> io::Result<bool> {
        let People { tables, measures, .. } = &self.analysis.people;
        let node = entry.node as usize;
        match self.name {
            "why" => sheet.code(&coded_list(&entry.why))?,
            "band" => sheet.count(entry.band)?,
            "band_size" => sheet.count(entry.band_size)?,
            "tied_with" => sheet.count(measures.bridge_ties[node])?,
            "rank_best" => sheet.count(measures.bridge_range[node].0)?,
            "rank_worst" => sheet.count(measures.bridge_range[node].1)?,
            _ => {
                let inviter = entry.inviter.as_ref();
                let user = inviter.map(|inviter| self.analysis.people.graph.nodes.user[inviter.node as usize]);
                match self.name {
                    "inviter_id" => sheet.id(user.map_or("", |user| tables.users.name(user)))?,
                    "inviter_nickname" => {
                        sheet.text(user.map_or("", |user| tables.user_table.nickname.get(user as usize)))?;
                    }
                    "inviter_why" => sheet.code(&inviter.map_or(String::new(), |inviter| coded_list(&inviter.why)))?,
                    _ => return self.suggestion(sheet),
                }
            }
        }
        Ok(true)
    }

    /// `suggested_group_N` and what follows it.
    fn suggestion(&self, sheet: &mut impl Cells) -> io::Result<bool> {
        let Some((place, of)) = suggested(self.name) else { return Ok(false) };
        let suggestions = self.member.entry.map(|entry| &entry.suggestions);
        let Some(suggestion) = suggestions.and_then(|suggestions| suggestions.get(place - 1)) else {
            sheet.empty()?;
            return Ok(true);
        };
        let tables = &self.analysis.people.tables;
        match of {
            "" => sheet.id(tables.groups.name(suggestion.group))?,
            "name" => sheet.text(tables.group_table.name.get(suggestion.group as usize))?,
            "why" => sheet.code(&coded_list(&suggestion.why))?,
            "members" => sheet.count(suggestion.members)?,
            "similar" => sheet.count(suggestion.similar)?,
            _ => sheet.number(suggestion.expected_contacts.unwrap_or(f64::NAN))?,
        }
        Ok(true)
    }

    fn pick(&self, sheet: &mut impl Cells) -> io::Result<bool> {
        let (Some(seeds), number) = (&self.analysis.seeds, self.member.rank as usize - 1) else { return Ok(false) };
        let (pick, opened) = (seeds.set.picks[number], seeds.opened.row(number));
        match self.name {
            "reach" => sheet.number(pick.reach)?,
            "reach_low" => sheet.number(pick.low)?,
            "reach_high" => sheet.number(pick.high)?,
            "opens" => sheet.count(opened.len() as u32)?,
            "opened_circles" => {
                sheet.code(&opened.iter().map(|&c| Circles::shown(c).to_string()).collect::<Vec<_>>().join(";"))?;
            }
            "opened_names" => {
                let circles = &self.analysis.people.measures.circles;
                sheet.text(&opened.iter().map(|&c| circles.name(c)).collect::<Vec<_>>().join(";"))?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}
