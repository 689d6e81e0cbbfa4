//! How betweenness was computed: in `summary.json` and `manifest.json`, and in sentences for the terminal and the page.

use serde::Serialize;

use super::figures::{bytes, thousands};
use crate::analysis::{Analysis, Audit, People};
use crate::config::{Intervals, PathCounting};
use crate::measures::Measures;
use crate::measures::betweenness::{self, Choice, Sampling, Stop};
use crate::selection::{Eligibility, ListKind, Shortlist};
use crate::text::terms::Criterion;
use crate::text::{Lang, Sentence, Text, method as words, named, summary};

/// How it was computed.
#[derive(Debug, Serialize)]
pub struct Method {
    /// Betweenness: exact, sampled, weighted.
    pub betweenness: betweenness::Method,
    /// What that promises.
    pub guarantee: Guarantee,
    /// What distances are: `hops` or `strength`.
    pub distances: &'static str,
    /// How a pair that shares several groups is counted.
    pub path_counting: PathCounting,
    /// Classes of indistinguishable users that were searched from, or that pairs were drawn from.
    pub sources: u64,
    /// Counted steps and bytes against their limits, where the method was chosen by them.
    pub choice: Option<Choice>,
    /// Whether groups have a betweenness.
    pub groups: bool,
    /// Parts of influence whose source is missing.
    pub influence_dropped: Vec<Criterion>,
}

/// What the values of betweenness promise.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Guarantee {
    /// Exact up to rounding.
    Exact {
        /// Bound of the error, relative to the larger of 1 and the value.
        relative_error: f64,
    },
    /// Estimates with an interval each.
    Sampled {
        /// The intervals hold but with this probability.
        delta: f64,
        /// For whom the intervals hold.
        holds_for: &'static str,
        /// Whether that is approximate, else it is certain.
        approximate: bool,
        /// Pairs drawn; by strength: sources.
        samples: u64,
        /// Shortest paths drawn for each pair; by strength: none.
        paths_per_pair: u32,
        /// Why no more were drawn.
        stop: Stop,
        /// Half-width of the widest interval, as a share of all pairs.
        widest_half_width: f64,
        /// Seed.
        seed: u64,
    },
}

impl Guarantee {
    fn of(sampling: Option<Sampling>) -> Self {
        match sampling {
            None => Self::Exact { relative_error: 1e-9 },
            Some(s) => Self::Sampled {
                delta: s.delta,
                holds_for: match s.intervals {
                    Intervals::All => "all users at once",
                    Intervals::Each => "each user alone",
                },
                approximate: s.intervals == Intervals::Each,
                samples: s.samples,
                paths_per_pair: s.paths_per_pair,
                stop: s.stop,
                widest_half_width: s.widest,
                seed: s.seed,
            },
        }
    }
}

impl Method {
    /// The method of a run.
    pub fn of(measures: &Measures) -> Self {
        let b = &measures.betweenness;
        Self {
            betweenness: b.method,
            guarantee: Guarantee::of(b.sampling),
            distances: match b.method {
                betweenness::Method::Exact | betweenness::Method::Sampled => "hops",
                betweenness::Method::Weighted => "strength",
            },
            path_counting: b.path_counting,
            sources: b.sources as u64,
            choice: b.choice,
            groups: b.groups.len() == measures.group.size.len(),
            influence_dropped: measures.influence.dropped.clone(),
        }
    }

    /// What was done, why, what it promises, what is missing: a sentence a line.
    pub fn sentences(&self, lang: Lang) -> Vec<String> {
        let mut out = vec![self.done(lang)];
        out.extend(self.choice.as_ref().and_then(|choice| self.why(choice)));
        if let Guarantee::Sampled { delta, approximate, stop, widest_half_width, .. } = &self.guarantee {
            let text = if *approximate { &words::INTERVALS_EACH } else { &words::INTERVALS };
            let intervals = text.with("confidence", fine_percent(1.0 - delta));
            out.push(intervals.with("widest", fine_percent(*widest_half_width)));
            out.push(stopped(*stop).sentence());
        }
        if !self.groups {
            let by_strength = self.betweenness == betweenness::Method::Weighted;
            let text = if by_strength { &words::NO_GROUPS_WEIGHTED } else { &words::NO_GROUPS_OFF };
            out.push(text.sentence());
        }
        if !self.influence_dropped.is_empty() {
            let parts = named(&self.influence_dropped, summary::LIST_SEPARATOR.get(lang), lang);
            out.push(summary::DROPPED.with("parts", parts));
        }
        out.into_iter().map(|sentence| sentence.render(lang)).collect()
    }

    fn done(&self, lang: Lang) -> Sentence {
        let counting = match self.path_counting {
            PathCounting::Neighbours => &words::BY_NEIGHBOURS,
            PathCounting::Channels => &words::BY_CHANNELS,
        };
        let drawn = match self.guarantee {
            Guarantee::Exact { .. } => None,
            Guarantee::Sampled { samples, paths_per_pair, seed, .. } => Some((samples, paths_per_pair, seed)),
        };
        let text = match (self.betweenness, drawn) {
            (betweenness::Method::Weighted, None) => &words::WEIGHTED,
            (betweenness::Method::Weighted, Some(_)) => &words::WEIGHTED_SAMPLED,
            (_, None) => &words::EXACT,
            (_, Some((_, 1, _))) => &words::SAMPLED,
            (_, Some(_)) => &words::SAMPLED_PAIRS,
        };
        let (samples, paths, seed) = drawn.unwrap_or_default();
        let sentence = text.with("sources", thousands(self.sources)).with("samples", thousands(samples));
        sentence.with("paths", paths).with("seed", seed).with("counting", counting.get(lang))
    }

    fn why(&self, choice: &Choice) -> Option<Sentence> {
        let stopped_by_itself =
            matches!(self.guarantee, Guarantee::Sampled { stop: Stop::Budget | Stop::Separated, .. });
        match self.betweenness {
            betweenness::Method::Weighted => stopped_by_itself.then(|| weighed(&words::WEIGHTED_STEPS, choice)),
            _ => Some(chosen(choice)),
        }
    }
}

/// Why `auto` goes the way it goes.
fn chosen(choice: &Choice) -> Sentence {
    let text = match (choice.operations > choice.operations_budget, choice.bytes > choice.bytes_budget) {
        (false, false) => &words::AUTO_EXACT,
        (true, false) => &words::AUTO_STEPS,
        (false, true) => &words::AUTO_BYTES,
        (true, true) => &words::AUTO_BOTH,
    };
    weighed(text, choice)
}

fn weighed(text: &'static Text, choice: &Choice) -> Sentence {
    text.with("operations", thousands(choice.operations))
        .with("operations_budget", thousands(choice.operations_budget))
        .with("bytes", bytes(choice.bytes))
        .with("bytes_budget", bytes(choice.bytes_budget))
}

fn stopped(stop: Stop) -> &'static Text {
    match stop {
        Stop::Separated => &words::STOP_SEPARATED,
        Stop::Budget => &words::STOP_BUDGET,
        Stop::Samples => &words::STOP_SAMPLES,
        Stop::Epsilon => &words::STOP_EPSILON,
    }
}

/// What a run would do, why, and whether it would be refused.
pub fn prospects(audit: &Audit) -> Vec<String> {
    let (plan, lang) = (&audit.plan, audit.people.config.lang);
    let mut out = vec![match plan.method {
        betweenness::Method::Exact => words::WILL_EXACT.sentence(),
        betweenness::Method::Sampled => words::WILL_SAMPLED.sentence(),
        betweenness::Method::Weighted => words::WILL_WEIGHTED
            .with("operations", thousands(plan.operations.unwrap_or_default()))
            .with("operations_budget", thousands(audit.people.config.betweenness.exact_budget))
            .with("bytes", bytes(plan.bytes.unwrap_or_default())),
    }];
    out.extend(plan.choice.as_ref().map(chosen));
    out.extend(plan.check().err().map(|error| words::WILL_REFUSE.with("reason", error.render(lang))));
    out.into_iter().map(|sentence| sentence.render(lang)).collect()
}

/// What a list of KOC says where nobody is known to have addressed anybody.
pub fn reach_only(list: &Shortlist) -> Option<&'static Text> {
    (list.kind == ListKind::Koc && list.skipped_criteria.contains(&Criterion::Attention))
        .then_some(&summary::REACH_ONLY)
}

/// How many on a list by betweenness have a certain rank, and how many only a range; nothing where all are certain, nor of other lists.
pub fn ties(list: &Shortlist, ranges: &[(u32, u32)], lang: Lang) -> Option<String> {
    let shares = |node: u32| ranges[node as usize].0 < ranges[node as usize].1;
    let tied = list.entries.iter().filter(|e| shares(e.node)).count() as u64;
    let separated = list.entries.len() as u64 - tied;
    (tied > 0 && list.kind.spec().shares_ranks)
        .then(|| words::TIES.with("separated", thousands(separated)).with("tied", thousands(tied)).render(lang))
}

/// Why nobody is on a list: how many people each criterion keeps off it.
pub fn kept_off(analysis: &Analysis, kind: ListKind, lang: Lang) -> String {
    let (selection, nodes) = (&analysis.selection, &analysis.people.graph.nodes);
    let measures = &analysis.people.measures;
    let asks =
        |one: Eligibility| if kind == ListKind::Isolated { one.is_barred() } else { one != Eligibility::Eligible };
    let reason = |node: usize| match (selection.eligibility[node], kind) {
        (one, _) if asks(one) => one.words(),
        (_, ListKind::Koc) => &words::BELOW_KOC,
        (_, ListKind::Referral) if measures.betweenness.users[node] > 0.0 => &words::LINKS_TOO_FEW,
        (_, ListKind::Referral) => &words::BETWEEN_NOBODY,
        (_, ListKind::Isolated) => &words::NOT_ALONE,
    };
    let mut counts: Vec<(&'static Text, u64)> = Vec::new();
    for node in (0..nodes.len()).filter(|&node| nodes.listed[node]) {
        let reason = reason(node);
        match counts.iter_mut().find(|(other, _)| *other == reason) {
            Some((_, count)) => *count += 1,
            None => counts.push((reason, 1)),
        }
    }
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let told = |(reason, count): &(&'static Text, u64)| {
        words::SO_MANY.counted(*count).with("reason", reason.get(lang)).render(lang)
    };
    let told: Vec<String> = counts.iter().map(told).collect();
    words::NOBODY.with("reasons", told.join(summary::CLAUSE_SEPARATOR.get(lang))).render(lang)
}

/// How many isolated people the list of them leaves out, where it does.
pub fn isolated_barred(analysis: &Analysis, list: &Shortlist, lang: Lang) -> Option<String> {
    let People { graph, measures, .. } = &analysis.people;
    let isolated = (0..graph.nodes.len()).filter(|&v| graph.nodes.listed[v] && measures.isolation[v].is_some()).count();
    let barred = isolated.checked_sub(list.qualified).filter(|&n| n > 0 && list.kind == ListKind::Isolated)? as u64;
    Some(summary::ISOLATED_BARRED.counted(barred).with("n", thousands(barred)).render(lang))
}

/// A share in percent with three digits that count.
fn fine_percent(share: f64) -> String {
    let percent = share * 100.0;
    let magnitude = if percent > 0.0 { libm::floor(libm::log10(percent)) as i32 } else { 0 };
    let digits = usize::try_from(2 - magnitude).unwrap_or(0).min(12);
    let shown = format!("{percent:.digits$}");
    let short = if shown.contains('.') { shown.trim_end_matches('0').trim_end_matches('.') } else { &shown };
    format!("{short}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_shares_keep_their_digits() {
        let shown = [0.9, 0.999, 0.0123, 0.000_012_34, 0.0, 1.0].map(fine_percent);
        assert_eq!(shown, ["90%", "99.9%", "1.23%", "0.00123%", "0%", "100%"]);
    }
}
