//! `koc.csv`, `referral.csv`, `isolated.csv`: rank, person, score, the measures that decided, and why.

use std::io::{self, Write};

use super::cells::Sheet;
use super::outdir::failed_file;
use crate::analysis::{Analysis, People};
use crate::segments::catalogue::share_of_pairs;
use crate::selection::connect::SUGGESTIONS;
use crate::selection::{Entry, ListKind};
use crate::text::{coded_list, next_step as words};

const PERSON: [&str; 4] = ["rank", "user_id", "nickname", "score"];
const KOC: [&str; 8] =
    ["influence", "influence_rank", "listeners", "attention", "remarks", "groups", "degree", "strength"];
const REFERRAL: [&str; 6] =
    ["betweenness", "betweenness_share", "betweenness_low", "betweenness_high", "bridge_rank", "circles_linked"];
const ISOLATED: [&str; 4] = ["isolation", "degree", "groups", "component_size"];
const SITUATION: [&str; 6] = ["value_tier", "lifecycle", "recency_days", "city", "why", "reason"];
/// What to do next, and who cannot be told apart.
const NEXT: [&str; 8] =
    ["band", "band_size", "channel", "window_open", "best_window", "window_basis", "actions", "next_step"];
/// How many others share the bridge rank; which ranks are possible.
const TIED: [&str; 3] = ["tied_with", "rank_best", "rank_worst"];
const SUGGESTED: [&str; 21] = [
    "suggested_group_1",
    "suggested_group_1_name",
    "suggested_group_1_why",
    "suggested_group_2",
    "suggested_group_2_name",
    "suggested_group_2_why",
    "suggested_group_3",
    "suggested_group_3_name",
    "suggested_group_3_why",
    "suggested_group_1_members",
    "suggested_group_1_similar",
    "suggested_group_1_expected_contacts",
    "suggested_group_2_members",
    "suggested_group_2_similar",
    "suggested_group_2_expected_contacts",
    "suggested_group_3_members",
    "suggested_group_3_similar",
    "suggested_group_3_expected_contacts",
    "inviter_id",
    "inviter_nickname",
    "inviter_why",
];

/// One list as CSV (CRLF), with or without the byte-order mark that Excel needs.
///
/// # Errors
/// [`Write`](crate::ErrorKind::Write).
pub fn write_shortlist(analysis: &Analysis, list: ListKind, bom: bool, to: &mut dyn Write) -> crate::Result<()> {
    write(analysis, list, bom, to).map_err(|e| failed_file(list.file(), e))
}

pub(super) fn write(analysis: &Analysis, kind: ListKind, bom: bool, to: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut sheet = Sheet::begin(to, bom, &header(kind))?;
    for entry in &analysis.selection.list(kind).entries {
        write_row(analysis, kind, entry, &mut sheet)?;
    }
    sheet.finish()
}

fn header(kind: ListKind) -> Vec<&'static str> {
    let (measures, last): (&[&str], &[&str]) = match kind {
        ListKind::Koc => (&KOC, &[]),
        ListKind::Referral => (&REFERRAL, &TIED),
        ListKind::Isolated => (&ISOLATED, &SUGGESTED),
    };
    [&PERSON, measures, &SITUATION, last, &NEXT].concat()
}

fn write_row(analysis: &Analysis, kind: ListKind, entry: &Entry, sheet: &mut Sheet<impl Write>) -> io::Result<()> {
    let People { tables, graph, segments, .. } = &analysis.people;
    let node = entry.node as usize;
    let number = graph.nodes.user[node];
    let user = number as usize;
    sheet.count(entry.rank)?;
    sheet.id(tables.users.name(number))?;
    sheet.text(tables.user_table.nickname.get(user))?;
    sheet.number(entry.score)?;
    write_measures(analysis, kind, node, sheet)?;
    sheet.code(segments.tier[node].code())?;
    sheet.code(segments.lifecycle[node].code())?;
    sheet.count(segments.recency_days[node])?;
    sheet.text(tables.user_table.city.get(user).unwrap_or(""))?;
    sheet.code(&coded_list(&entry.why))?;
    sheet.text(&entry.reason.render(analysis.people.config.lang))?;
    match kind {
        ListKind::Koc => {}
        ListKind::Referral => {
            let (best, worst) = analysis.people.measures.bridge_range[node];
            sheet.count(analysis.people.measures.bridge_ties[node])?;
            sheet.count(best)?;
            sheet.count(worst)?;
        }
        ListKind::Isolated => write_suggestions(analysis, entry, sheet)?,
    }
    write_next(analysis, entry, sheet)?;
    sheet.end_row()
}

fn write_measures(analysis: &Analysis, kind: ListKind, v: usize, sheet: &mut Sheet<impl Write>) -> io::Result<()> {
    let m = &analysis.people.measures;
    match kind {
        ListKind::Koc => {
            sheet.number(m.influence.score[v])?;
            sheet.count(m.influence.rank[v])?;
            sheet.count(m.listeners[v])?;
            sheet.number(m.attention[v])?;
            sheet.number(m.remarks[v])?;
            sheet.count(m.groups[v])?;
            sheet.count(m.degree[v])?;
            sheet.number(m.strength[v])
        }
        ListKind::Referral => {
            sheet.number(m.betweenness.users[v])?;
            sheet.number(share_of_pairs(m.betweenness.users[v], analysis.people.graph.nodes.listed_count))?;
            sheet.number(m.betweenness.low[v])?;
            sheet.number(m.betweenness.high[v])?;
            sheet.count(m.bridge_rank[v])?;
            sheet.count(m.links.circles_linked[v])
        }
        ListKind::Isolated => {
            sheet.code(m.isolation[v].map_or("", |i| i.code()))?;
            sheet.count(m.degree[v])?;
            sheet.count(m.groups[v])?;
            sheet.count(m.component_sizes[m.component[v] as usize])
        }
    }
}

fn write_suggestions(analysis: &Analysis, entry: &Entry, sheet: &mut Sheet<impl Write>) -> io::Result<()> {
    let places = || (0..SUGGESTIONS).map(|slot| entry.suggestions.get(slot));
    for suggestion in places() {
        let Some(suggestion) = suggestion else {
            sheet.empty()?;
            sheet.empty()?;
            sheet.empty()?;
            continue;
        };
        sheet.id(analysis.people.tables.groups.name(suggestion.group))?;
        sheet.text(analysis.people.tables.group_table.name.get(suggestion.group as usize))?;
        sheet.code(&coded_list(&suggestion.why))?;
    }
    for suggestion in places() {
        sheet.count(suggestion.map(|s| s.members))?;
        sheet.count(suggestion.map(|s| s.similar))?;
        sheet.number(suggestion.and_then(|s| s.expected_contacts).unwrap_or(f64::NAN))?;
    }
    let inviter = entry.inviter.as_ref();
    let user = inviter.map(|inviter| analysis.people.graph.nodes.user[inviter.node as usize]);
    sheet.id(user.map_or("", |user| analysis.people.tables.users.name(user)))?;
    sheet.text(user.map_or("", |user| analysis.people.tables.user_table.nickname.get(user as usize)))?;
    sheet.code(&inviter.map_or(String::new(), |inviter| coded_list(&inviter.why)))
}

fn write_next(analysis: &Analysis, entry: &Entry, sheet: &mut Sheet<impl Write>) -> io::Result<()> {
    let (next, lang) = (&entry.next, analysis.people.config.lang);
    sheet.count(entry.band)?;
    sheet.count(entry.band_size)?;
    sheet.code(next.channel.map_or("", |channel| channel.code()))?;
    sheet.flag(next.window_open)?;
    let window = next.window.map(|(w, _)| words::window(w.weekday, w.from, w.to, lang));
    sheet.code(&window.unwrap_or_default())?;
    sheet.code(next.window.map_or("", |(_, basis)| basis.code()))?;
    sheet.code(&next.actions.iter().map(|action| action.code()).collect::<Vec<_>>().join(";"))?;
    sheet.text(&next.told().render(lang))
}
