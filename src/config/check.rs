//! What a type cannot say: ranges, orders, names that must exist.

use std::collections::BTreeMap;
use std::fmt::Debug;

use super::keys::{TIERS, columns_of, join, nearest};
use super::{BetweennessMethod, Config, PathCounting, Quotas};
use crate::text::{Sentence, Text, settings as text};
use crate::{Error, ErrorKind, Result};

/// More threads than this are a mistake rather than a wish.
pub const MOST_THREADS: usize = 1024;

/// One value that cannot be.
pub(super) struct Problem {
    /// Its dotted key.
    pub key: String,
    /// The words.
    pub sentence: Sentence,
}

/// See [`Config::check`].
pub(super) fn check(config: &Config) -> Result<()> {
    if let Some(problem) = first_problem(config) {
        return Err(Error::new(ErrorKind::Config, problem.sentence));
    }
    config.value.lattice().map(|_| ())
}

/// The first value that cannot be, in the order of the default file; the lattice apart.
pub(super) fn first_problem(config: &Config) -> Option<Problem> {
    rules(config).err()
}

type Checked = std::result::Result<(), Problem>;

fn rules(c: &Config) -> Checked {
    at_most("threads", c.threads, MOST_THREADS)?;
    input(c)?;
    graph(c)?;
    betweenness(c)?;
    circles(c)?;
    let i = &c.influence;
    let weights = [("strength", i.strength), ("degree", i.degree), ("remarks", i.remarks), ("groups", i.groups)];
    for (name, weight) in weights {
        not_negative(&join("influence", name), weight)?;
    }
    ensure(weights.iter().any(|(_, w)| *w > 0.0), "influence", &text::SOME_WEIGHT, &"0")?;
    at_least("isolation.small_component", c.isolation.small_component, 1)?;
    value(c)?;
    let l = &c.lifecycle;
    at_most("lifecycle.decaying_days", l.decaying_days as usize, l.lost_days as usize)?;
    at_least("lifecycle.growing_window_days", l.growing_window_days as usize, 1)?;
    ways_of_sorting(c)?;
    selection(c)?;
    seeds(c)
}

fn ways_of_sorting(c: &Config) -> Checked {
    for (name, rule) in &c.segments {
        let key = join("segments", name);
        ensure(!name.trim().is_empty() && !rule.trim().is_empty(), &key, &text::EMPTY, &"\"\"")?;
    }
    let capacity = &c.capacity;
    at_least("capacity.friend_cap", capacity.friend_cap as usize, 1)?;
    let sizes = &capacity.group_sizes;
    let ascending = sizes.first().is_some_and(|&least| least > 0) && sizes.is_sorted_by(|a, b| a < b);
    ensure(ascending, "capacity.group_sizes", &text::ASCENDING_ABOVE_ZERO, &shown(sizes))?;
    percentage("capacity.nearly_full_percent", capacity.nearly_full_percent)?;
    share("region.min_share", c.region.min_share)?;
    let position = &c.position;
    percentage("position.influence_top_percent", position.influence_top_percent)?;
    percentage("position.bridge_top_percent", position.bridge_top_percent)?;
    percentage("position.core_top_percent", position.core_top_percent)?;
    at_least("heat.person_events", c.heat.person_events as usize, 1)?;
    at_least("heat.circle_events", c.heat.circle_events as usize, 1)?;
    at_least("heat.window_hours", c.heat.window_hours as usize, 1)?;
    at_most("heat.window_hours", c.heat.window_hours as usize, 24)
}

fn input(c: &Config) -> Checked {
    for (table, files) in c.input.tables() {
        ensure(files.iter().all(|f| !f.trim().is_empty()), &join("input", table), &text::EMPTY, &"\"\"")?;
    }
    let rejected = c.input.rejected.as_deref();
    ensure(rejected.is_none_or(|f| !f.trim().is_empty()), "input.rejected", &text::EMPTY, &"\"\"")?;
    let zone = c.input.timezone.as_str();
    ensure(jiff::tz::TimeZone::get(zone).is_ok(), "input.timezone", &text::ZONE, &zone)?;
    for (table, columns) in &c.input.columns {
        let path = join("input.columns", table);
        let Some(known) = columns_of(table) else {
            let near = nearest(table, c.input.tables().map(|(name, _)| name));
            return Err(unknown(&path, near.map(|n| join("input.columns", n))));
        };
        let mut used = BTreeMap::new();
        for (column, header) in columns {
            let key = join(&path, column);
            if !known.contains(&column.as_str()) {
                return Err(unknown(&key, nearest(column, known.iter().copied()).map(|n| join(&path, n))));
            }
            ensure(!header.trim().is_empty(), &key, &text::EMPTY, &header)?;
            if let Some(other) = used.insert(header.trim(), column) {
                let sentence = text::SAME_HEADER.with("key", &key).with("found", header).with("other", other);
                return Err(Problem { key, sentence });
            }
        }
    }
    Ok(())
}

fn graph(c: &Config) -> Checked {
    if let Some(cap) = c.graph.group_cap {
        at_least("graph.group_cap", cap, 2)?;
    }
    above_zero("graph.half_life_days", c.graph.half_life_days)?;
    for (section, weights) in [("graph.group_kind_weight", &c.graph.group_kind_weight), ("graph.kappa", &c.graph.kappa)]
    {
        for (name, weight) in weights {
            not_negative(&join(section, name), *weight)?;
        }
    }
    Ok(())
}

fn betweenness(c: &Config) -> Checked {
    let b = &c.betweenness;
    let key = |name: &str| join("betweenness", name);
    let contradiction = |name, text: &'static Text| Problem { key: key(name), sentence: text.with("key", key(name)) };
    at_least(&key("memory_budget_mib"), usize::try_from(b.memory_budget_mib).unwrap_or(usize::MAX), 1)?;
    at_least(&key("sampled_budget"), usize::try_from(b.sampled_budget).unwrap_or(usize::MAX), 1)?;
    if let Some(samples) = b.samples {
        at_least(&key("samples"), usize::try_from(samples).unwrap_or(usize::MAX), 1)?;
    }
    for (name, share) in [("epsilon", b.epsilon), ("delta", Some(b.delta))] {
        let inside = share.is_none_or(|x| x > 0.0 && x < 1.0);
        ensure(inside, &key(name), &text::BETWEEN_0_AND_1, &share.unwrap_or_default())?;
    }
    not_negative(&key("min_strength"), b.min_strength)?;
    match (b.method, b.samples, b.epsilon) {
        (_, Some(_), Some(_)) => Err(contradiction("epsilon", &text::SAMPLES_AND_EPSILON)),
        (BetweennessMethod::Exact, Some(_), _) => Err(contradiction("samples", &text::SAMPLING_WITH_EXACT)),
        (BetweennessMethod::Exact, _, Some(_)) => Err(contradiction("epsilon", &text::SAMPLING_WITH_EXACT)),
        (BetweennessMethod::Weighted, ..) if b.path_counting == PathCounting::Channels => {
            Err(contradiction("path_counting", &text::CHANNELS_WITH_WEIGHTED))
        }
        _ => Ok(()),
    }
}

fn circles(c: &Config) -> Checked {
    above_zero("circles.resolution", c.circles.resolution)?;
    share("circles.link_share", c.circles.link_share)?;
    share("circles.group_share", c.circles.group_share)?;
    at_least("brokerage.budget", usize::try_from(c.brokerage.budget).unwrap_or(usize::MAX), 1)
}

fn seeds(c: &Config) -> Checked {
    let s = &c.seeds;
    let key = |name: &str| join("seeds", name);
    share(&key("rate"), s.rate)?;
    for (tier, weight) in &s.tier_weight {
        let key = join(&key("tier_weight"), tier);
        if !TIERS.contains(&tier.as_str()) {
            let near = nearest(tier, TIERS.iter().copied()).map(|near| join("seeds.tier_weight", near));
            return Err(unknown(&key, near));
        }
        not_negative(&key, *weight)?;
    }
    ensure(s.tier_weight.values().any(|w| *w > 0.0), &key("tier_weight"), &text::SOME_WEIGHT, &"0")?;
    for (name, share) in [("ratio", s.ratio), ("delta", s.delta)] {
        ensure(share > 0.0 && share < 1.0, &key(name), &text::BETWEEN_0_AND_1, &share)?;
    }
    for (name, budget) in [("budget", s.budget), ("simulation_budget", s.simulation_budget)] {
        at_least(&key(name), usize::try_from(budget).unwrap_or(usize::MAX), 1)?;
    }
    // An interval of fewer would say little.
    if s.simulations > 0 {
        at_least(&key("simulations"), s.simulations as usize, 30)?;
    }
    quotas("seeds.quota", &s.quota)
}

fn quotas(section: &str, quotas: &Quotas) -> Checked {
    let mut limits = Quotas::NAMES.into_iter().zip(quotas.limits());
    limits.try_for_each(|(name, limit)| at_least(&join(section, name), limit.unwrap_or(1) as usize, 1))
}

fn value(c: &Config) -> Checked {
    let v = &c.value;
    let days = !v.days.is_empty() && v.days.is_sorted_by(|a, b| a < b);
    ensure(days, "value.days", &text::ASCENDING, &format_args!("{:?}", v.days))?;
    let spend =
        !v.spend.is_empty() && v.spend.is_sorted_by(|a, b| a < b) && v.spend.iter().all(|s| s.is_finite() && *s > 0.0);
    ensure(spend, "value.spend", &text::ASCENDING_ABOVE_ZERO, &format_args!("{:?}", v.spend))?;
    at_least("value.spend_window_days", v.spend_window_days as usize, 1)?;
    above_zero("value.spend_window_months", v.spend_window_months)
}

fn selection(c: &Config) -> Checked {
    let tiers = &c.selection.tiers;
    let distinct = !tiers.is_empty() && tiers.iter().enumerate().all(|(i, t)| !tiers[..i].contains(t));
    ensure(distinct, "selection.tiers", &text::DISTINCT, &shown(tiers))?;
    let koc = &c.selection.koc;
    not_negative("selection.koc.remarks_over", koc.remarks_over)?;
    for (name, percent) in
        [("groups_percentile", koc.groups_percentile), ("influence_top_percent", koc.influence_top_percent)]
    {
        percentage(&join("selection.koc", name), percent)?;
    }
    quotas("selection.quota", &c.selection.quota)
}

fn percentage(key: &str, found: f64) -> Checked {
    ensure((0.0..=100.0).contains(&found), key, &text::PERCENTAGE, &found)
}

fn shown(list: &[impl Debug]) -> String {
    format!("{list:?}")
}

fn ensure(holds: bool, key: &str, expected: &'static Text, found: &dyn std::fmt::Display) -> Checked {
    if holds {
        return Ok(());
    }
    Err(Problem { key: key.to_owned(), sentence: expected.with("key", key).with("found", found) })
}

fn above_zero(key: &str, found: f64) -> Checked {
    ensure(found.is_finite() && found > 0.0, key, &text::ABOVE_ZERO, &found)
}

/// Above 0 and at most 1.
fn share(key: &str, found: f64) -> Checked {
    ensure(found > 0.0 && found <= 1.0, key, &text::SHARE, &found)
}

fn not_negative(key: &str, found: f64) -> Checked {
    ensure(found.is_finite() && found >= 0.0, key, &text::NOT_NEGATIVE, &found)
}

fn at_least(key: &str, found: usize, least: usize) -> Checked {
    if found >= least {
        return Ok(());
    }
    let sentence = text::AT_LEAST.with("key", key).with("least", least).with("found", found);
    Err(Problem { key: key.to_owned(), sentence })
}

fn at_most(key: &str, found: usize, most: usize) -> Checked {
    if found <= most {
        return Ok(());
    }
    let sentence = text::AT_MOST.with("key", key).with("most", most).with("found", found);
    Err(Problem { key: key.to_owned(), sentence })
}

fn unknown(key: &str, near: Option<String>) -> Problem {
    let sentence = match near {
        Some(near) => text::UNKNOWN_KEY_NEAR.with("key", key).with("near", near),
        None => text::UNKNOWN_KEY.with("key", key),
    };
    Problem { key: key.to_owned(), sentence }
}
