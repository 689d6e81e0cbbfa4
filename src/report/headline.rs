//! The figures that the page and the workbook begin with.

use super::Digest;
use super::figures::{percent, thousands};
use crate::text::{Lang, page as words, summary};

/// One of them.
#[derive(Debug)]
pub(super) struct Figure {
    /// A label of the page.
    pub label: &'static str,
    /// How many.
    pub value: u64,
    /// What is to be said of it; may be empty.
    pub told: String,
    /// What the trade says of it; never measured here.
    pub reference: Option<&'static str>,
}

/// People, groups, pairs, the lists, the isolated.
pub(super) fn headline(digest: &Digest, lang: Lang) -> Vec<Figure> {
    let (counts, lists) = (&digest.counts, &digest.lists);
    let isolated = digest.distributions.isolation.total();
    let components = summary::COMPONENTS
        .with("components", thousands(counts.components))
        .with("largest", thousands(counts.largest_component));
    let memberships = words::MEMBERSHIPS.with("memberships", thousands(counts.graph.memberships));
    let ties = words::WITH_TIES.with("ties", thousands(counts.graph.ties));
    let ties = if counts.rows.interactions == 0 { String::new() } else { ties.render(lang) };
    let listed = |n: u64| words::ON_LIST.with("listed", thousands(n)).render(lang);
    let share = words::OF_PEOPLE.with("share", percent(isolated.share));
    let figure = |label, value, told| Figure { label, value, told, reference: None };
    vec![
        figure("people", counts.users, components.render(lang)),
        figure("groups", counts.graph.groups, memberships.render(lang)),
        figure("pairs", counts.pairs, ties),
        figure("koc_short", lists.koc.qualified, listed(lists.koc.shown)),
        figure("referral_short", lists.referral.qualified, listed(lists.referral.shown)),
        Figure {
            reference: words::reference_share("isolated_users"),
            ..figure("isolated_short", isolated.count, share.render(lang))
        },
    ]
}
