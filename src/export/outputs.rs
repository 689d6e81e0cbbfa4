//! The tables of a run: which it has, what each is called, and its rows.

use std::io;

use super::cells::Target;
use super::{changes, circles, groups, heat, lists, people, seeds, todo, users};
use crate::analysis::Analysis;
use crate::progress::Progress;
use crate::report::todo::TodoFigures;
use crate::selection::{LISTS, ListSpec};

/// A table of a run, whatever it is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Output {
    Users,
    Groups,
    List(&'static ListSpec),
    Circles,
    CircleTies,
    Todo,
    PassedOver,
    Heat,
    Interests,
    Owners,
    SeedLists,
    Changes,
    CircleChanges,
}

impl Output {
    /// Those that a run has.
    pub(super) fn all(analysis: &Analysis) -> Vec<Self> {
        let profile = &analysis.people.segments.profile;
        let quotas = analysis.people.config.selection.quota.limits();
        let lists = LISTS.into_iter().filter(|list| list.kind.is_some() || analysis.seeds.is_some());
        let always = [Self::Circles, Self::CircleTies, Self::Todo];
        let others = [
            (Self::PassedOver, quotas.iter().any(Option::is_some)),
            (Self::Heat, analysis.heat.all.total() > 0.0),
            (Self::Interests, !profile.interests.all.is_empty()),
            (Self::Owners, !profile.capacity.owners.is_empty()),
            (Self::SeedLists, analysis.seeds.is_some()),
            (Self::Changes, !analysis.changes.is_empty()),
            (Self::CircleChanges, !analysis.changes.is_empty()),
        ];
        let others = others.into_iter().filter_map(|(table, has)| has.then_some(table));
        [Self::Users, Self::Groups].into_iter().chain(lists.map(Self::List)).chain(always).chain(others).collect()
    }

    /// Its file without the ending.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Groups => "groups",
            Self::List(list) => list.code,
            Self::Circles => "circles",
            Self::CircleTies => "circle_ties",
            Self::Todo => "todo",
            Self::PassedOver => "passed_over",
            Self::Heat => "heat",
            Self::Interests => "interests",
            Self::Owners => "owners",
            Self::SeedLists => "seed_lists",
            Self::Changes => "changes",
            Self::CircleChanges => "circle_changes",
        }
    }

    /// Its rows. Of users it stops early once `progress` is cancelled; the caller must not use them then.
    pub(super) fn write(self, analysis: &Analysis, progress: &Progress, to: impl Target) -> io::Result<()> {
        match self {
            Self::Users => users::write(analysis, progress, to),
            Self::Groups => groups::write(analysis, to),
            Self::List(list) => lists::write(analysis, list, to),
            Self::Circles => circles::write(analysis, to),
            Self::CircleTies => circles::write_ties(analysis, to),
            Self::Todo => todo::write(analysis, None, to),
            Self::PassedOver => people::write_passed_over(analysis, to),
            Self::Heat => heat::write(analysis, to),
            Self::Interests => people::write_interests(analysis, to),
            Self::Owners => people::write_owners(analysis, &TodoFigures::of(analysis), to),
            Self::SeedLists => seeds::write_lists(analysis, to),
            Self::Changes => changes::write(analysis, to),
            Self::CircleChanges => changes::write_circles(analysis, to),
        }
    }
}

/// The tables of a run, by the names of their files without the endings.
pub fn output_tables(analysis: &Analysis) -> Vec<&'static str> {
    Output::all(analysis).into_iter().map(Output::name).collect()
}
