//! Which method a run takes, and whether it may: from counts and fixed budgets, never from a clock or the number of threads, so
//! that the same input and options always take the same way.

use super::weighted::{self, Need};
use super::{Choice, Cost, Method, sampled};
use crate::config::{BetweennessMethod, BetweennessOptions};
use crate::graph::{Classes, Graph};
use crate::text::{method as words, thousands};
use crate::{Error, ErrorKind};

/// How a run will go.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Plan {
    /// What will be done.
    pub method: Method,
    /// Why `auto` takes it; absent where a method was asked for.
    pub choice: Option<Choice>,
    /// Steps of the method, where they are known before: at the most for exact and weighted.
    pub operations: Option<u64>,
    /// Bytes that it plans for, at the most; absent for sampled, which takes little beyond the graph.
    pub bytes: Option<u64>,
    /// Bytes allowed.
    pub bytes_budget: u64,
}

impl Plan {
    /// Whether it may be carried out.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config): the method that was asked for needs more memory than allowed.
    pub fn check(&self) -> crate::Result<()> {
        let Some(bytes) = self.bytes.filter(|&bytes| bytes > self.bytes_budget) else { return Ok(()) };
        let text = match self.method {
            Method::Weighted => &words::WEIGHTED_TOO_LARGE,
            Method::Exact | Method::Sampled => &words::EXACT_TOO_LARGE,
        };
        let mib = |bytes: u64| thousands(bytes.div_ceil(1 << 20));
        let sentence = text.with("need", mib(bytes)).with("budget", mib(self.bytes_budget));
        Err(Error::new(ErrorKind::Config, sentence))
    }

    /// Units of progress that the run tells; 0 where it cannot be known.
    pub(super) fn units(&self, graph: &Graph, classes: &Classes, options: &BetweennessOptions) -> u64 {
        match self.method {
            Method::Exact => classes.len() as u64,
            Method::Weighted => graph.nodes.len() as u64,
            Method::Sampled => sampled::units(options),
        }
    }
}

/// The plan for a graph and the cost of exact betweenness on it. `auto` is exact where both its steps and its bytes are
/// within the budgets, else sampled; it never takes weighted distances. Whether the plan may be carried out tells
/// [`Plan::check`].
pub fn plan(graph: &Graph, cost: &Cost, options: &BetweennessOptions) -> Plan {
    decide(cost, options, || weighted::need(graph))
}

fn decide(cost: &Cost, options: &BetweennessOptions, need: impl Fn() -> Need) -> Plan {
    let bytes_budget = options.memory_budget_bytes();
    let exact = Plan {
        method: Method::Exact,
        choice: None,
        operations: Some(cost.operations),
        bytes: Some(cost.bytes),
        bytes_budget,
    };
    let sampled = Plan { method: Method::Sampled, operations: None, bytes: None, ..exact };
    match options.method {
        BetweennessMethod::Exact => exact,
        BetweennessMethod::Sampled => sampled,
        BetweennessMethod::Weighted => {
            let Need { operations, bytes } = need();
            Plan { method: Method::Weighted, operations: Some(operations), bytes: Some(bytes), ..exact }
        }
        BetweennessMethod::Auto => {
            let choice = Choice {
                operations: cost.operations,
                operations_budget: options.exact_budget,
                bytes: cost.bytes,
                bytes_budget,
            };
            let fits = choice.operations <= choice.operations_budget && choice.bytes <= choice.bytes_budget;
            Plan { choice: Some(choice), ..if fits { exact } else { sampled } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn options(method: BetweennessMethod) -> BetweennessOptions {
        BetweennessOptions { method, exact_budget: 1000, memory_budget_mib: 10, ..BetweennessOptions::default() }
    }

    fn plan(cost: &Cost, options: &BetweennessOptions) -> Plan {
        decide(cost, options, || Need { operations: 1, bytes: 1 })
    }

    fn cost(operations: u64, mib: u64) -> Cost {
        Cost { operations, bytes: mib << 20, ..Cost::default() }
    }

    #[test]
    fn auto_is_exact_up_to_both_budgets_and_sampled_beyond_either() {
        let auto = options(BetweennessMethod::Auto);
        for (operations, mib, method) in [
            (1000, 10, Method::Exact),
            (1001, 10, Method::Sampled),
            (1000, 11, Method::Sampled),
            (u64::MAX, 1 << 40, Method::Sampled),
            (0, 0, Method::Exact),
        ] {
            let plan = plan(&cost(operations, mib), &auto);
            plan.check().unwrap();
            assert_eq!(plan.method, method, "{operations} {mib}");
            let choice = plan.choice.unwrap();
            assert_eq!((choice.operations, choice.operations_budget), (operations, 1000));
            assert_eq!((choice.bytes, choice.bytes_budget), (mib << 20, 10 << 20));
        }
    }

    #[test]
    fn what_was_asked_for_is_done_or_refused_never_replaced() {
        let exact = options(BetweennessMethod::Exact);
        let slow = plan(&cost(u64::MAX, 10), &exact);
        slow.check().unwrap();
        assert_eq!((slow.method, slow.choice), (Method::Exact, None));
        let error = plan(&cost(1, 1011), &exact).check().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        for lang in [Lang::Zh, Lang::En] {
            let words = error.render(lang);
            for part in ["1,011", "10", "betweenness.memory_budget_mib", "--betweenness sampled"] {
                assert!(words.contains(part), "{part}: {words}");
            }
        }
        let sampled = plan(&cost(u64::MAX, 1 << 30), &options(BetweennessMethod::Sampled));
        sampled.check().unwrap();
        assert_eq!((sampled.method, sampled.choice), (Method::Sampled, None));
    }

    #[test]
    fn weighted_distances_need_room_for_the_pairs() {
        let weighted = options(BetweennessMethod::Weighted);
        let of = |mib: u64| decide(&cost(1, 1 << 30), &weighted, || Need { operations: 7, bytes: mib << 20 });
        of(10).check().unwrap();
        assert_eq!((of(10).method, of(10).operations), (Method::Weighted, Some(7)));
        let words = of(11).check().unwrap_err().render(Lang::En);
        assert!(words.contains("graph.group_cap") && words.contains("memory_budget_mib"), "{words}");
    }
}
