//! A text in both languages, as the page holds it: it is chosen in the browser.

use serde::ser::{Serialize, Serializer};

use crate::report::clean::clean;
use crate::report::figures::capitalised;
use crate::text::{Lang, Text};

/// Chinese and English; in JSON one string where they are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bilingual {
    zh: String,
    en: String,
}

impl Bilingual {
    /// What `told` says in each language; names in it may come from outside.
    pub fn of(told: impl Fn(Lang) -> String) -> Self {
        let clean = |lang| clean(&told(lang)).into_owned();
        Self { zh: clean(Lang::Zh), en: clean(Lang::En) }
    }

    /// A text without placeholders.
    pub fn plain(text: &Text) -> Self {
        Self::of(|lang| text.get(lang).to_owned())
    }

    /// The same with a capital first letter.
    pub fn capitalised(text: &Text) -> Self {
        Self::of(|lang| capitalised(text.get(lang)))
    }

    /// As [`Bilingual::of`], where there is anything to say.
    pub fn maybe(told: impl Fn(Lang) -> Option<String>) -> Option<Self> {
        let both = Self { zh: told(Lang::Zh)?, en: told(Lang::En)? };
        (!both.zh.is_empty()).then_some(both)
    }

    /// Sentences, as many in each language.
    pub fn all(told: impl Fn(Lang) -> Vec<String>) -> Vec<Self> {
        told(Lang::Zh).into_iter().zip(told(Lang::En)).map(|(zh, en)| Self { zh, en }).collect()
    }

    /// One of the two.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

impl Serialize for Bilingual {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.zh == self.en { self.zh.serialize(to) } else { [&self.zh, &self.en].serialize(to) }
    }
}
