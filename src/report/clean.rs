//! Text from outside without what a file cannot hold or a reader cannot see: the page and the workbook share it.
//! Short: cut where it is longer than anybody reads; the files hold all of it.

use std::borrow::Cow;

use crate::text::is_harmful;

/// Characters of a name or an id that are shown at most.
const NAME: usize = 48;

/// Text in one line, without what a reader cannot see.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    replaced(text, |c| match c {
        '\n' | '\r' | '\t' => ' ',
        c if is_harmful(c) || !in_xml(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    })
}

/// An id without what a file cannot hold; nothing else of it is touched.
pub(super) fn clean_id(text: &str) -> Cow<'_, str> {
    replaced(text, |c| if in_xml(c) { c } else { char::REPLACEMENT_CHARACTER })
}

/// A name or an id.
pub(super) fn short(text: &str) -> String {
    short_to(text, NAME)
}

/// At most so many characters, and a sign where more were.
pub(super) fn short_to(text: &str, most: usize) -> String {
    let text = clean(text);
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}

fn replaced(text: &str, of: impl Fn(char) -> char) -> Cow<'_, str> {
    if text.chars().all(|c| of(c) == c) { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(of).collect()) }
}

/// Whether XML 1.0 can hold a character, and gives it back as it was.
fn in_xml(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_cannot_hold_is_replaced() {
        assert_eq!(clean("a\u{0}b\u{b}c\u{202e}d\ne"), "a\u{fffd}b\u{fffd}c\u{fffd}d e");
        assert_eq!(clean_id("a\u{1}b\u{202e} \u{ffff}"), "a\u{fffd}b\u{202e} \u{fffd}");
        assert!(matches!(clean("=1+1 王😀"), Cow::Borrowed("=1+1 王😀")));
    }
}
