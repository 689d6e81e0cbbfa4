//! Whether data can answer what is asked of them, before anything is computed.
//!
//! What a list needs is what its criteria look at; a criterion whose source is missing is not applied, and the verdict says what
//! is lost by that.

use crate::config::Tier;
use crate::graph::{Graph, Size};
use crate::segments::Segments;
use crate::tables::Tables;
pub use crate::text::verdicts::{Answer, Lack, Question};

/// People below whom a percentile or a rank says little.
const FEW_PEOPLE: usize = 30;
/// Connected pairs below which nothing spreads.
const FEW_PAIRS: u64 = 10;

/// Whether one question can be answered, and what speaks against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What is asked.
    pub question: Question,
    /// The answer.
    pub answer: Answer,
    /// What speaks against a better answer, gravest first.
    pub lacks: Vec<Lack>,
}

/// A verdict on every question.
pub(super) fn verdicts(tables: &Tables, graph: &Graph, segments: &Segments, size: &Size) -> Vec<Verdict> {
    let given = &tables.given;
    let people = graph.nodes.listed_count;
    let interacts = size.ties > 0;
    let in_two_groups =
        || (0..graph.nodes.len() as u32).any(|node| graph.incidence.groups_of.row(node as usize).len() > 1);
    let few = (people < FEW_PEOPLE, Lack::FewPeople);
    let no_times = (!segments.recency_known && !segments.spend_known, Lack::NoTimes);
    let unknown =
        segments.tier.iter().zip(&graph.nodes.listed).filter(|&(&tier, &listed)| listed && tier == Tier::Unknown);
    let buyers = tables.overlaps.iter().find(|overlap| overlap.table == "purchases");
    let told = |question, no: &[(bool, Lack)], weakly: &[(bool, Lack)]| {
        let held = |lacks: &[(bool, Lack)]| lacks.iter().filter(|(holds, _)| *holds).map(|&(_, lack)| lack).collect();
        let nobody = [(people == 0, Lack::Nobody)];
        let (no, weakly): (Vec<Lack>, Vec<Lack>) = (held(&[&nobody, no].concat()), held(weakly));
        let answer = match (no.is_empty(), weakly.is_empty()) {
            (false, _) => Answer::No,
            (true, false) => Answer::Weakly,
            (true, true) => Answer::Yes,
        };
        Verdict { question, answer, lacks: [no, weakly].concat() }
    };
    vec![
        told(Question::Koc, &[], &[(!interacts, Lack::ReachOnly), no_times, few]),
        told(
            Question::Referral,
            &[(!interacts && size.groups < 2, Lack::OneGroup), (!interacts && !in_two_groups(), Lack::NoBridges)],
            &[no_times, few],
        ),
        told(
            Question::Isolated,
            &[(!given.memberships.any && !given.users.any, Lack::EverybodyTied)],
            &[(!interacts, Lack::SilentUnknown), (!given.users.any, Lack::MembersOnly)],
        ),
        told(
            Question::Seeds,
            &[(size.distinct_pairs_at_most < FEW_PAIRS, Lack::FewTies)],
            &[(!interacts, Lack::AllAlike), few],
        ),
        told(
            Question::Value,
            &[(!segments.spend_known, Lack::NoSpend)],
            &[
                (2 * unknown.count() > people, Lack::MostlyUnknown),
                (buyers.is_some_and(|buyers| 2 * buyers.alone > buyers.people), Lack::Strangers),
                (!segments.recency_known, Lack::SpendOnly),
            ],
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::progress::Progress;
    use Answer::{No, Weakly, Yes};

    /// Two groups of twenty that share a person; what else is given.
    fn answers(more: &[(&str, &str)]) -> Vec<(Answer, Option<Lack>)> {
        let members: String = (0..40).map(|i| format!("u{i},g{}\n", i / 20)).collect();
        let members = format!("user_id,group_id\n{members}u0,g1\n");
        verdicts_of(&[&[("memberships", members.as_str())], more].concat())
    }

    fn verdicts_of(tables: &[(&str, &str)]) -> Vec<(Answer, Option<Lack>)> {
        let tables = Tables::from_csv(tables).unwrap();
        let audit = crate::analysis::audit(tables, Config::default(), &Progress::silent()).unwrap();
        let asked: Vec<Question> = audit.verdicts.iter().map(|verdict| verdict.question).collect();
        assert_eq!(asked, Question::ALL);
        audit.verdicts.iter().map(|verdict| (verdict.answer, verdict.lacks.first().copied())).collect()
    }

    #[test]
    fn memberships_alone_tell_reach_and_bridges() {
        let expected = [
            (Weakly, Some(Lack::ReachOnly)),
            (Weakly, Some(Lack::NoTimes)),
            (Weakly, Some(Lack::SilentUnknown)),
            (Weakly, Some(Lack::AllAlike)),
            (No, Some(Lack::NoSpend)),
        ];
        assert_eq!(answers(&[]), expected);
    }

    #[test]
    fn five_tables_tell_everything() {
        let users: String = (0..41).map(|i| format!("u{i}\n")).collect();
        let talk: String = (0..30).map(|i| format!("u{i},u{},2024-05-01\n", i + 1)).collect();
        let bought: String = (0..30).map(|i| format!("u{i},2024-05-01,10\n")).collect();
        let (users, talk) = (format!("user_id\n{users}"), format!("from_id,to_id,at\n{talk}"));
        let bought = format!("user_id,at,amount\n{bought}");
        let all = [("users", users.as_str()), ("interactions", &talk), ("purchases", &bought)];
        assert_eq!(answers(&all), [(Yes, None); 5]);
        // Without the times of contact, spend alone decides.
        let times = answers(&[("users", &users), ("interactions", "from_id,to_id\nu1,u2\n"), ("purchases", &bought)]);
        assert_eq!(times[4], (Weakly, Some(Lack::SpendOnly)));
    }

    #[test]
    fn what_cannot_be_is_said() {
        let one = verdicts_of(&[("memberships", "user_id,group_id\na,g\nb,g\nc,g\n")]);
        assert_eq!((one[1], one[3]), ((No, Some(Lack::OneGroup)), (No, Some(Lack::FewTies))));
        let apart = verdicts_of(&[("memberships", "user_id,group_id\na,g\nb,g\nc,h\nd,h\n")]);
        assert_eq!(apart[1], (No, Some(Lack::NoBridges)));
        let talk = verdicts_of(&[("interactions", "from_id,to_id,at\na,b,2024-05-01\n")]);
        assert_eq!((talk[0], talk[2]), ((Weakly, Some(Lack::FewPeople)), (No, Some(Lack::EverybodyTied))));
        let nobody = verdicts_of(&[("memberships", "user_id,group_id,member_type\na,g,staff\n")]);
        assert!(nobody.iter().all(|&told| told == (No, Some(Lack::Nobody))), "{nobody:?}");
    }
}
