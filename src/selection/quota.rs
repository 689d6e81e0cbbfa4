//! Quotas: at most so many of one owner, circle, city or tier. Who has none of that sort is not limited by it.

use super::seeds::Quota;
use super::{Context, QuotaOf};
use crate::tables::NONE;
use crate::text::{self, Sentence, explain};

/// Owner, circle, city and tier of each node, as numbers; in the order of [`QuotaOf`].
pub(super) fn classes(context: Context<'_>) -> [Vec<u32>; 4] {
    let Context { tables, graph, measures, segments, .. } = context;
    let table = &tables.user_table;
    let of_user = |of: &dyn Fn(usize) -> u32| graph.nodes.user.iter().map(|&user| of(user as usize)).collect();
    [
        of_user(&|user| table.owner.get(user).copied().unwrap_or(NONE)),
        measures.circles.of.clone(),
        of_user(&|user| table.city.code(user)),
        segments.tier.iter().map(|&tier| tier as u32).collect(),
    ]
}

/// What people call it: an owner's name with the id, a circle's number with its name, a city, a tier.
pub fn class_called(context: Context<'_>, quota: QuotaOf, class: u32) -> Sentence {
    let name = class_name(context, quota, class);
    match quota {
        QuotaOf::Circle => context.measures.circles.called(class),
        QuotaOf::Owner => match context.tables.staff_names.get(&class) {
            Some(called) if !called.is_empty() => explain::PERSON.with("nickname", called).with("id", name),
            _ => text::plain(name),
        },
        QuotaOf::City | QuotaOf::Tier => text::plain(name),
    }
}

/// What it is in tables: an owner's id, a circle's number, a city, a tier's code.
pub fn class_name(context: Context<'_>, quota: QuotaOf, class: u32) -> String {
    match quota {
        QuotaOf::Owner => context.tables.users.name(class).to_owned(),
        QuotaOf::Circle => crate::measures::Circles::shown(class).to_string(),
        QuotaOf::City => context.tables.user_table.city.names[class as usize].clone(),
        QuotaOf::Tier => crate::config::Tier::ALL[class as usize].code().to_owned(),
    }
}

/// How many of each class were taken.
pub(super) struct Taken<'a> {
    quotas: &'a [Quota<'a>],
    taken: Vec<Vec<u32>>,
}

impl<'a> Taken<'a> {
    pub(super) fn new(quotas: &'a [Quota<'a>]) -> Self {
        let most = |quota: &Quota<'_>| quota.class.iter().filter(|&&c| c != NONE).max().map_or(0, |&c| c as usize + 1);
        Self { quotas, taken: quotas.iter().map(|quota| vec![0; most(quota)]).collect() }
    }

    /// Takes a node, or names the first quota that does not allow it.
    pub(super) fn take(&mut self, node: u32) -> Result<(), usize> {
        let class = |quota: &Quota<'_>| Some(quota.class[node as usize]).filter(|&c| c != NONE).map(|c| c as usize);
        for (i, (quota, taken)) in self.quotas.iter().zip(&self.taken).enumerate() {
            if class(quota).is_some_and(|c| taken[c] >= quota.limit) {
                return Err(i);
            }
        }
        for (quota, taken) in self.quotas.iter().zip(&mut self.taken) {
            if let Some(c) = class(quota) {
                taken[c] += 1;
            }
        }
        Ok(())
    }
}
