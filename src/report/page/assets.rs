//! What the page is built from beside its data: style sheet, program, charts. Plain files, no build step.

use sha2::{Digest, Sha256};

/// The style sheet.
pub(super) const CSS: &str = include_str!("page.css");

/// Apache ECharts, unchanged as published on the npm registry: `echarts/dist/echarts.min.js` of the version that
/// `echarts/README.md` names. Licence and notice stand beside it, and the licence's header at its top.
pub(super) const LIBRARY: &str = include_str!("echarts/echarts.min.js");

/// The page's own program, in the order in which it is read.
const APP: [&str; 15] = [
    include_str!("app/01-base.js"),
    include_str!("app/02-charts.js"),
    include_str!("app/03-tables.js"),
    include_str!("app/03-rules.js"),
    include_str!("app/04-lists.js"),
    include_str!("app/04-people.js"),
    include_str!("app/04-queue.js"),
    include_str!("app/05-pictures.js"),
    include_str!("app/05-network.js"),
    include_str!("app/06-who.js"),
    include_str!("app/07-when.js"),
    include_str!("app/08-groups.js"),
    include_str!("app/09-changes.js"),
    include_str!("app/09-trust.js"),
    include_str!("app/10-main.js"),
];

/// The page's own program in one piece, which leaves no names behind.
pub(super) fn app() -> String {
    format!("(function () {{\n'use strict';\n{}}})();\n", APP.concat())
}

/// How a policy names a script that may run: by its bytes.
pub fn permit(script: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(script.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, &byte| word << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[(word >> (18 - 6 * place)) as usize & 63];
            out.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

/// JSON that cannot end the element that holds it, nor begin a comment.
pub fn contained(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 64);
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        let told = ["", "f", "fo", "foo", "foob"].map(|text| base64(text.as_bytes()));
        assert_eq!(told, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]);
    }

    #[test]
    fn nothing_built_in_ends_its_element() {
        for script in [LIBRARY, &app()] {
            assert!(!script.contains("</script") && !script.contains("<!--"));
        }
        assert!(!CSS.contains("</style") && !CSS.contains("url("));
        assert!(LIBRARY.trim_start().starts_with("/*") && LIBRARY[..900].contains("Apache License, Version 2.0"));
    }

    /// The labels that a program or a template asks for: what stands in quotes behind one of `marks`.
    fn asked<'a>(source: &'a str, marks: &[&str], end: char) -> Vec<&'a str> {
        let of = |mark: &&str| {
            let parts: Vec<&str> = source.split(mark).skip(1).collect();
            parts.into_iter().filter_map(|rest| rest.split_once(end)).map(|(key, _)| key).collect::<Vec<_>>()
        };
        marks.iter().flat_map(of).collect()
    }

    #[test]
    fn every_label_that_is_asked_for_exists() {
        let app = app();
        let template = include_str!("page.html");
        let known: Vec<&str> = crate::text::page::all().map(|(key, _)| key).collect();
        let mut keys = asked(&app, &[" t('", "(t('", "[t('", "!t('", "\nt('"], '\'');
        keys.extend(asked(template, &["data-t=\"", "data-t-label=\""], '"'));
        assert!(keys.len() > 150, "{}", keys.len());
        for key in keys.iter().filter(|key| !key.contains(['{', '_']) || !key.ends_with(['_', ' '])) {
            assert!(key.contains('{') || known.contains(key), "{key}");
        }
        let mut sorted = known.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), known.len(), "a key stands twice");
    }

    #[test]
    fn contained_json_reads_back_the_same() {
        let text = "</script><!-- & \u{2028}\u{2029} 王";
        let json = serde_json::to_string(text).expect("JSON");
        let held = contained(&json);
        assert!(!held.contains(['<', '>', '&', '\u{2028}', '\u{2029}']));
        assert_eq!(serde_json::from_str::<String>(&held).expect("JSON"), text);
    }
}
