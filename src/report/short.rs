//! Text from outside, clean, and cut where it is longer than anybody reads; the files hold all of it.

use super::clean::clean;

/// Characters of a name or an id that are shown at most.
const NAME: usize = 48;

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
