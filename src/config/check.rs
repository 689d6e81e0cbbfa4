//! What no option alone can say: how they fit together.

use super::{BetweennessMethod, Config, PathCounting, TableFormat};
use crate::text::{Sentence, Text, settings as text};

/// More threads than this are a mistake rather than a wish.
pub const MOST_THREADS: u64 = 1024;

/// One value that cannot be.
pub(super) struct Problem {
    /// Its dotted key.
    pub key: &'static str,
    /// The words.
    pub sentence: Sentence,
}

/// The first options that do not fit together; the lattice apart.
pub(super) fn first_problem(c: &Config) -> Option<Problem> {
    let problem = |key, text: &'static Text| Some(Problem { key, sentence: text.with("key", key) });
    let (b, i, s) = (&c.betweenness, &c.influence, &c.seeds);
    if c.format.contains(&TableFormat::Parquet) && !cfg!(feature = "arrow") {
        return problem("format", &text::NO_PARQUET);
    }
    if !c.format.contains(&TableFormat::Csv) {
        return problem("format", &text::CSV_ALWAYS);
    }
    match (b.method, b.samples, b.epsilon) {
        (_, Some(_), Some(_)) => return problem("betweenness.epsilon", &text::SAMPLES_AND_EPSILON),
        (BetweennessMethod::Exact, Some(_), _) => return problem("betweenness.samples", &text::SAMPLING_WITH_EXACT),
        (BetweennessMethod::Exact, _, Some(_)) => return problem("betweenness.epsilon", &text::SAMPLING_WITH_EXACT),
        (BetweennessMethod::Weighted, ..) if b.path_counting == PathCounting::Channels => {
            return problem("betweenness.path_counting", &text::CHANNELS_WITH_WEIGHTED);
        }
        _ => {}
    }
    if [i.strength, i.degree, i.remarks, i.groups].iter().all(|weight| *weight == 0.0) {
        return problem("influence", &text::SOME_WEIGHT);
    }
    if c.lifecycle.decaying_days > c.lifecycle.lost_days {
        let sentence = text::AT_MOST.with("key", "lifecycle.decaying_days").with("most", c.lifecycle.lost_days);
        let sentence = sentence.with("found", c.lifecycle.decaying_days);
        return Some(Problem { key: "lifecycle.decaying_days", sentence });
    }
    if s.tier_weight.values().all(|weight| *weight == 0.0) {
        return problem("seeds.tier_weight", &text::SOME_TIER_WEIGHT);
    }
    // An interval of fewer would say little.
    if (1..30).contains(&s.simulations) {
        let sentence = text::AT_LEAST.with("key", "seeds.simulations").with("least", 30).with("found", s.simulations);
        return Some(Problem { key: "seeds.simulations", sentence });
    }
    None
}
