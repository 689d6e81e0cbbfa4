//! Whatever is written, it is read or refused at a place in the text; nothing panics, and depth costs no stack.

use super::catalogue::{PEOPLE, columns, tags};
use proptest::prelude::*;
use renmai::ErrorKind;
use renmai::segments::rules::Rule;
use renmai::tables::Zone;
use renmai::text::Lang;

const FRAGMENTS: [&str; 58] = [
    "city",
    "influence",
    "interests",
    "opted_out",
    "registered_at",
    "user_id",
    "value_tier",
    "城市",
    "`门店 编号`",
    "and",
    "OR",
    "not",
    "且",
    "或",
    "非",
    "in",
    "属于",
    "under",
    "下属",
    "contains",
    "is",
    "known",
    "unknown",
    "未知",
    "(",
    ")",
    "[",
    "]",
    "（",
    "】",
    ",",
    "、",
    "=",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    "＞",
    "≥",
    "≠",
    "!",
    "&",
    "\"",
    "'",
    "“",
    "‘",
    "`",
    "\\",
    "80",
    "-1.5",
    "上海",
    "S",
    "母婴>辅食",
    "2025-01-01",
    "yes",
    "\n",
    "😀",
];

fn never_stumbles(text: &str) -> Result<(), TestCaseError> {
    let tags = tags();
    let columns = columns(&tags);
    let outcome = Rule::parse("--where", text).and_then(|rule| {
        assert_eq!(rule.text(), text);
        let bound = rule.bind(&columns, &Zone::default())?;
        Ok((0..PEOPLE).filter(|&i| bound.holds(i)).count())
    });
    let Err(error) = outcome else { return Ok(()) };
    prop_assert_eq!(error.kind(), ErrorKind::Config);
    let at = error.position().expect("a position");
    let line = text.split('\n').nth(at.line as usize - 1).expect("a line of the text");
    prop_assert!((1..=line.chars().count() as u64 + 1).contains(&at.column), "{}: {:?}", error, at);
    for lang in [Lang::Zh, Lang::En] {
        let carets = error.render(lang);
        prop_assert!(carets.lines().last().unwrap().trim().chars().all(|c| c == '^'), "{}", carets);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        never_stumbles(&text)?;
    }

    #[test]
    fn any_fragments(parts in prop::collection::vec((prop::sample::select(&FRAGMENTS[..]), any::<bool>()), 0..16)) {
        let text: String = parts.iter().map(|(part, space)| format!("{part}{}", if *space { " " } else { "" })).collect();
        never_stumbles(&text)?;
    }

    #[test]
    fn one_fragment_too_many(at in 0usize..40, part in prop::sample::select(&FRAGMENTS[..]), instead in any::<bool>()) {
        let rule = "value_tier in [ S , A ] and ( city = 上海 or not opted_out ) and interests under 母婴 > 辅食 or influence >= 80";
        let mut words: Vec<&str> = rule.split(' ').collect();
        let at = at % words.len();
        if instead { words[at] = part } else { words.insert(at, part) }
        never_stumbles(&words.join(" "))?;
    }
}

#[test]
fn depth_and_length() {
    for unit in ["(", "not ", "not(", "[", "((((", "\"", "`", "'", "(a or ", "a>", "in [", "a and ", "a = b > "] {
        never_stumbles(&unit.repeat(4096 / unit.chars().count())).unwrap();
        never_stumbles(&unit.repeat(100_000)).unwrap();
    }
}
