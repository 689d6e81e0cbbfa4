//! Things with a stable code.

use super::{Lang, Sentence, Text};

/// One of a few things, each with the code by which files, outputs and the command line know it.
pub trait Coded: Copy + PartialEq + 'static {
    /// All of them, in their usual order.
    const VALUES: &'static [Self];

    /// The code.
    fn code(self) -> &'static str;
}

/// One that people have a name for.
pub trait Term: Coded {
    /// The name.
    fn words(self) -> &'static Text;
}

/// The codes of all of them.
pub fn codes<T: Coded>() -> Vec<&'static str> {
    T::VALUES.iter().map(|value| value.code()).collect()
}

/// The codes of some, as one cell of an output holds them.
pub fn coded_list(some: &[impl Coded]) -> String {
    some.iter().map(|one| one.code()).collect::<Vec<_>>().join(";")
}

/// The names of some, with `between` between them.
pub fn named(some: &[impl Term], between: &str, lang: Lang) -> String {
    some.iter().map(|one| one.words().get(lang)).collect::<Vec<_>>().join(between)
}

static NEXT: Text = Text::new("{told}、{next}", "{told}, {next}");

/// The names of some, to stand in a sentence.
pub fn enumerated(some: &[impl Term]) -> Sentence {
    let names = some.iter().map(|one| one.words().sentence());
    let joined = names.reduce(|told, next| NEXT.sentence().with_sentence("told", told).with_sentence("next", next));
    joined.unwrap_or_else(|| super::plain("–"))
}

/// The one with this code.
pub fn by_code<T: Coded>(code: &str) -> Option<T> {
    T::VALUES.iter().find(|value| value.code() == code).copied()
}

/// Declares such a thing: an enum with a code a variant.
macro_rules! coded {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$attr:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
        pub enum $name {
            $($(#[$attr])* #[serde(rename = $code)] $variant,)*
        }

        impl $name {
            /// All of them, in their usual order.
            #[cfg_attr(not(renmai_internals), doc(hidden))]
            pub const ALL: [Self; [$(Self::$variant),*].len()] = [$(Self::$variant),*];

            /// The stable name in configuration and outputs.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }
        }

        impl $crate::text::Coded for $name {
            const VALUES: &'static [Self] = &Self::ALL;

            fn code(self) -> &'static str {
                $name::code(self)
            }
        }
    };
}
pub(crate) use coded;

/// Declares such a thing with the name that people have for it.
macro_rules! terms {
    ($(#[$about:meta])* pub enum $name:ident {
        $($(#[$attr:meta])* $variant:ident = $code:literal, Text::new($zh:literal, $en:literal);)*
    }) => {
        $crate::text::coded! {
            $(#[$about])*
            pub enum $name { $($(#[$attr])* $variant = $code,)* }
        }

        impl $name {
            /// What people call it.
            pub const fn words(self) -> &'static Text {
                match self {
                    $(Self::$variant => const { &Text::new($zh, $en) },)*
                }
            }
        }

        impl $crate::text::Term for $name {
            fn words(self) -> &'static Text {
                $name::words(self)
            }
        }
    };
}
pub(super) use terms;
