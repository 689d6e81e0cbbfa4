//! What connects two people, as lines for the terminal.

use super::render::Page;
use super::{PairExplanation, Person};
use crate::text::{Lang, explain as words, terms};

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
        let group = |g: &super::SharedGroup| {
            let sentence = words::SHARED_GROUP.with("name", &g.name).with("size", g.size);
            sentence.with("strength", words::number(g.strength)).render(lang)
        };
        page.list(self.shared_groups.iter().map(group).collect());
        page.heading(words::CONTACTS.get(lang));
        let contact = |c: &super::ContactFact| {
            let (from, to) = if c.forward { (&a, &b) } else { (&b, &a) };
            let sentence = match c.days {
                Some(days) => words::CONTACT_DATED.with("days", days),
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
