//! Explanations as lines for the terminal.

use super::{
    Check, CircleFact, ContactFact, Explanation, FactValue, MeasureFact, PairExplanation, Person, ProfileFact,
    RuleFact, SharedGroup, Standing, Tie, Verdict,
};
use crate::segments::Recency;
use crate::selection::{Eligibility, LISTS, ListKind};
use crate::text::thousands;
use crate::text::{Lang, Sentence, escaped, explain as words, seeds, summary, terms};

/// Lines under headings, indented by their depth.
struct Page {
    lang: Lang,
    out: String,
}

impl Page {
    fn new(lang: Lang) -> Self {
        Self { lang, out: String::new() }
    }

    /// Names come from outside: what a terminal would obey is escaped.
    fn line(&mut self, depth: usize, line: impl AsRef<str>) {
        self.out.push_str(&"  ".repeat(depth));
        self.out.push_str(&escaped(line.as_ref(), ""));
        self.out.push('\n');
    }

    fn heading(&mut self, line: impl AsRef<str>) {
        self.out.push('\n');
        self.line(0, line);
    }

    /// Lines under a heading, or "none".
    fn list(&mut self, lines: Vec<String>) {
        if lines.is_empty() {
            self.line(1, words::NONE.get(self.lang));
        }
        for line in lines {
            self.line(1, line);
        }
    }

    fn checks(&mut self, depth: usize, checks: &[Check]) {
        for check in checks {
            let mark = match check.met {
                Some(true) => "✓",
                Some(false) => "✗",
                None => "–",
            };
            let words = match &check.sentence {
                Some(sentence) => sentence.render(self.lang),
                None => {
                    let criterion = check.criterion.words().get(self.lang);
                    words::CHECK_SKIPPED.with("criterion", criterion).render(self.lang)
                }
            };
            self.line(depth, format!("{mark} {words}"));
        }
    }

    fn verdict(&mut self, verdict: &Verdict, eligibility: Eligibility) {
        let list = verdict.list.words().get(self.lang);
        let head = match verdict.rank {
            Some(rank) if verdict.listed => words::ON_LIST.with("rank", thousands(rank.into())),
            Some(rank) => match &verdict.passed_over_by {
                Some(quota) => {
                    words::PASSED_OVER.with("rank", thousands(rank.into())).with_sentence("quota", quota.clone())
                }
                None => {
                    words::BEHIND.with("rank", thousands(rank.into())).with("shown", thousands(verdict.shown as u64))
                }
            },
            None if verdict.estimated.is_some() => {
                let (best, worst) = verdict.estimated.unwrap_or_default();
                words::ESTIMATED_ON_LIST.with("best", thousands(best.into())).with("worst", thousands(worst.into()))
            }
            None if verdict.list != ListKind::Isolated && eligibility != Eligibility::Eligible => {
                words::NOT_ELIGIBLE.with("eligibility", eligibility.words().get(self.lang))
            }
            None => words::NOT_ON_LIST.sentence(),
        };
        self.line(1, head.with("list", list).with("of", thousands(verdict.qualified as u64)).render(self.lang));
        if let Some(reason) = &verdict.reason {
            self.line(2, words::REASON.with("reason", reason.render(self.lang)).render(self.lang));
        }
        if let Some(change) = &verdict.change {
            self.line(2, words::CHANGE.with("change", change.render(self.lang)).render(self.lang));
        }
        match verdict.list {
            ListKind::Koc => self.line(2, words::ANY_OF.get(self.lang)),
            ListKind::Referral => self.line(2, words::ALL_OF.get(self.lang)),
            ListKind::Isolated => {}
        }
        self.checks(2, &verdict.checks);
    }
}

impl Page {
    /// Seeds are chosen together, by a simulation that is not made for one person.
    fn seeds(&mut self, eligibility: Eligibility) {
        let told = match eligibility.is_barred() {
            true => words::NOT_ELIGIBLE.with("eligibility", eligibility.words().get(self.lang)),
            false => words::CHOSEN_TOGETHER.sentence(),
        };
        self.line(1, told.with("list", seeds::LIST_SEEDS.get(self.lang)).render(self.lang));
    }

    fn rule(&mut self, rule: &RuleFact) {
        let text = if rule.name.is_empty() { &words::RULE_WHERE } else { &words::RULE };
        let told = text.with("name", &rule.name).with("rule", &rule.rule).render(self.lang);
        self.line(1, format!("{} {told}", if rule.holds { "✓" } else { "✗" }));
    }
}

impl Person {
    /// Nickname and id, or the id alone.
    pub fn render(&self, lang: Lang) -> String {
        if self.nickname.is_empty() {
            return self.user_id.clone();
        }
        words::PERSON.with("nickname", &self.nickname).with("id", &self.user_id).render(lang)
    }
}

impl Explanation {
    /// The words for the terminal, several lines.
    pub fn render(&self, lang: Lang) -> String {
        let mut page = Page::new(lang);
        page.line(0, self.person.render(lang));
        page.heading(words::VALUE.get(lang));
        page.list(standing(&self.standing, lang));
        page.heading(words::MEASURES.with("n", words::number(self.listed as f64)).render(lang));
        page.list(self.measures.iter().map(|m| measure(m, lang)).collect());
        page.heading(words::CIRCLES.get(lang));
        page.list(self.circle.iter().flat_map(|circle| circle_lines(circle, lang)).collect());
        let verdict = self.eligibility.words().get(lang);
        page.heading(words::ELIGIBILITY.with("verdict", verdict).render(lang));
        page.checks(1, &self.eligibility_checks);
        if let Some(change) = &self.eligibility_change {
            page.line(1, words::CHANGE.with("change", change.render(lang)).render(lang));
        }
        page.heading(words::LISTS.get(lang));
        for list in LISTS {
            match list.kind {
                Some(kind) => (self.lists.iter().filter(|verdict| verdict.list == kind))
                    .for_each(|verdict| page.verdict(verdict, self.eligibility)),
                None => page.seeds(self.eligibility),
            }
        }
        page.heading(words::NEXT.get(lang));
        page.list(Some(self.next.told().render(lang)).filter(|step| !step.is_empty()).into_iter().collect());
        page.heading(words::PROFILE.get(lang));
        page.list(self.profile.iter().filter_map(|fact| self.fact(fact, lang)).collect());
        if !self.rules.is_empty() {
            page.heading(words::RULES.get(lang));
            self.rules.iter().for_each(|rule| page.rule(rule));
        }
        page.heading(words::TIES.get(lang));
        let ties = self.ties.iter().map(|(person, t)| tie(person, t, lang));
        let unnamed = words::TIES_UNNAMED.counted(self.unnamed_ties as u64);
        page.list(ties.chain((self.unnamed_ties > 0).then(|| unnamed.render(lang))).collect());
        page.heading(words::GROUPS.get(lang));
        let group = |g: &super::GroupFact| {
            words::GROUP.with("name", &g.name).with("size", thousands(g.size as u64)).render(lang)
        };
        page.list(self.groups.iter().map(group).collect());
        page.out
    }
}

impl Explanation {
    /// One fact; that a region is inferred is said with it.
    fn fact(&self, fact: &ProfileFact, lang: Lang) -> Option<String> {
        let value = match &fact.value {
            FactValue::Words(words) => words.clone(),
            FactValue::Several(words) => words.join(summary::CLAUSE_SEPARATOR.get(lang)),
            FactValue::Text(text) => text.get(lang).to_owned(),
            FactValue::Number(x) => words::number(*x),
        };
        let value = match fact.name.as_str() {
            "region_inferred" => return None,
            "region" if self.region_inferred => words::INFERRED.with("value", value).render(lang),
            _ => value,
        };
        let label = fact.label.map_or(fact.name.as_str(), |label| label.get(lang));
        Some(words::FACT.with("label", label).with("value", value).render(lang))
    }
}

/// The circle, where else ties lead, and what hangs on the person.
fn circle_lines(fact: &CircleFact, lang: Lang) -> Vec<String> {
    let own =
        words::CIRCLE.sentence().with_sentence("n", fact.called.clone()).with("size", thousands(fact.size.into()));
    let mut lines = vec![own.render(lang)];
    let other = |(called, &(_, share)): (&Sentence, &(u32, f64))| {
        words::CIRCLE_SHARE
            .sentence()
            .with_sentence("n", called.clone())
            .with("share", format!("{:.0}%", share * 100.0))
            .render(lang)
    };
    if !fact.others.is_empty() {
        let others: Vec<String> = fact.others_called.iter().zip(&fact.others).map(other).collect();
        lines.push(words::CIRCLES_LINKED.with("list", others.join(summary::LIST_SEPARATOR.get(lang))).render(lang));
    }
    if fact.constraint.is_finite() {
        lines.push(words::CONSTRAINT.with("value", words::number(fact.constraint)).render(lang));
    }
    if fact.cut_off > 0 {
        lines.push(words::CUT_OFF.with("n", thousands(fact.cut_off.into())).render(lang));
    }
    lines
}

fn standing(standing: &Standing, lang: Lang) -> Vec<String> {
    let tier = standing.tier.words().get(lang);
    let tier = match &standing.cell {
        Some((row, column)) => words::TIER_CELL
            .with("tier", tier)
            .with("segment", standing.segment.words().get(lang))
            .with("row", row_of(standing, row).render(lang))
            .with("column", column_of(standing, column).render(lang)),
        None => words::TIER_UNKNOWN.with("tier", tier),
    };
    let recency = match standing.recency {
        Recency::Days(days) => words::LAST_CONTACT.sentence().with_sentence("ago", words::ago(days)),
        Recency::Never => words::LAST_CONTACT_NEVER.sentence(),
        Recency::Unknown => words::LAST_CONTACT_UNKNOWN.sentence(),
    };
    let spend = if standing.monthly_spend.is_nan() {
        words::SPEND_UNKNOWN.sentence()
    } else {
        words::SPEND.with("yuan", words::number(standing.monthly_spend))
    };
    let lifecycle = if standing.welcome_due { &words::LIFECYCLE_WELCOME } else { &words::LIFECYCLE };
    let lifecycle = lifecycle.with("lifecycle", standing.lifecycle.words().get(lang));
    [tier, recency, spend, lifecycle].into_iter().map(|s| s.render(lang)).collect()
}

/// The row of the cell, and how somebody came there whose days are not known.
fn row_of(standing: &Standing, label: &str) -> Sentence {
    let text = match standing.recency {
        _ if standing.by_registration => &words::ROW_NEW,
        Recency::Days(_) => &words::ROW,
        Recency::Never => &words::ROW_NEVER,
        Recency::Unknown => &words::ROW_UNKNOWN,
    };
    text.with("bound", bound(label))
}

/// The column likewise.
fn column_of(standing: &Standing, label: &str) -> Sentence {
    let text = if standing.monthly_spend.is_nan() { &words::COLUMN_UNKNOWN } else { &words::COLUMN };
    text.with("bound", bound(label))
}

fn bound(label: &str) -> String {
    label.replace("<=", "≤ ").replace(">=", "≥ ").replace('<', "< ").replace('>', "> ")
}

fn measure(fact: &MeasureFact, lang: Lang) -> String {
    let sentence = match fact.rank {
        Some((rank, last)) if last > rank => {
            words::MEASURE_TIED.with("rank", thousands(rank.into())).with("last", thousands(last.into()))
        }
        Some((rank, _)) => words::MEASURE_RANKED.with("rank", thousands(rank.into())),
        None => words::MEASURE.sentence(),
    };
    let value = match fact.limits {
        Some((low, high)) => words::ESTIMATE
            .with("value", words::number(fact.value))
            .with("low", words::number(low))
            .with("high", words::number(high))
            .render(lang),
        None => words::number(fact.value),
    };
    let sentence = sentence.with("name", fact.measure.words().get(lang)).with("value", value);
    sentence.with("percentile", format!("{:.1}", fact.percentile)).render(lang)
}

fn tie(person: &Person, tie: &Tie, lang: Lang) -> String {
    let mut parts = Vec::new();
    if tie.shared_groups > 0 {
        let groups = words::PART_GROUPS.with("n", tie.shared_groups);
        parts.push(groups.with("strength", words::number(tie.from_groups)).render(lang));
    }
    if tie.from_interactions > 0.0 {
        parts.push(words::PART_INTERACTIONS.with("strength", words::number(tie.from_interactions)).render(lang));
    }
    let comma = comma(lang);
    let sentence = words::TIE.with("person", person.render(lang)).with("strength", words::number(tie.strength()));
    sentence.with("parts", parts.join(comma)).render(lang)
}

fn comma(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "，",
        Lang::En => ", ",
    }
}

impl PairExplanation {
    /// The words for the terminal, several lines.
    pub fn render(&self, lang: Lang) -> String {
        let mut page = Page::new(lang);
        let (a, b) = (self.people.0.render(lang), self.people.1.render(lang));
        page.line(0, words::PAIR.with("a", &a).with("b", &b).render(lang));
        if self.shared_groups.is_empty() && self.from_interactions == 0.0 {
            let text = if self.contacts.is_empty() { &words::NOT_TIED } else { &words::NOT_TIED_WEIGHTLESS };
            page.line(1, text.get(lang));
        } else {
            let strength =
                words::PAIR_STRENGTH.with("strength", words::number(self.from_groups + self.from_interactions));
            let strength = strength.with("groups", words::number(self.from_groups));
            page.line(1, strength.with("interactions", words::number(self.from_interactions)).render(lang));
        }
        page.line(1, self.distance(lang));
        page.heading(words::SHARED_GROUPS.get(lang));
        let group = |g: &SharedGroup| {
            let sentence = words::SHARED_GROUP.with("name", &g.name).with("size", g.size);
            sentence.with("strength", words::number(g.strength)).render(lang)
        };
        page.list(self.shared_groups.iter().map(group).collect());
        page.heading(words::CONTACTS.get(lang));
        let contact = |c: &ContactFact| {
            let (from, to) = if c.forward { (&a, &b) } else { (&b, &a) };
            let sentence = match c.days {
                Some(days) => words::CONTACT_DATED.sentence().with_sentence("ago", words::ago(days)),
                None => words::CONTACT.sentence(),
            };
            let kind = terms::interaction_kind(&c.kind).map_or(c.kind.as_str(), |text| text.get(lang));
            let sentence = sentence.with("from", from).with("to", to).with("kind", kind);
            sentence.with("count", words::number(c.count)).render(lang)
        };
        page.list(self.contacts.iter().map(contact).collect());
        if !self.timeline.is_empty() {
            page.heading(words::TIMELINE.get(lang));
            page.list(self.timeline.iter().map(|(month, count)| self.month(month, *count, lang)).collect());
        }
        page.out
    }

    fn month(&self, month: &str, count: f64, lang: Lang) -> String {
        let text = if month.is_empty() { &words::UNDATED } else { &words::MONTH };
        text.with("month", month).with("count", words::number(count)).render(lang)
    }

    fn distance(&self, lang: Lang) -> String {
        match &self.connection {
            None => words::NOT_CONNECTED.get(lang).to_owned(),
            Some(path) if path.len() == 2 => words::DISTANCE_ONE.get(lang).to_owned(),
            Some(path) => {
                let name = |p: &Option<Person>| match p {
                    Some(person) => person.render(lang),
                    None => words::UNNAMED.get(lang).to_owned(),
                };
                let names: Vec<String> = path.iter().map(name).collect();
                words::DISTANCE.with("n", path.len() - 1).with("path", names.join(" → ")).render(lang)
            }
        }
    }
}
