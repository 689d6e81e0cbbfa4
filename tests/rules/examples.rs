//! What each operator means, the examples of `docs/rules.md`, spellings, precedence, and the bounds of days.

use super::catalogue::{self, IDS, PEOPLE, who};
use renmai::segments::columns::{Column, Values};
use renmai::segments::rules::{Bound, Rule};
use renmai::tables::{Zone, parse_time};

#[test]
fn the_examples_of_the_manual() {
    let tags = catalogue::tags();
    let columns = catalogue::columns(&tags);
    let manual = include_str!("../../docs/rules.md");
    let examples: Vec<&str> =
        manual.split("```rules\n").skip(1).flat_map(|rest| rest.split("```").next().unwrap().lines()).collect();
    assert!(examples.len() >= 8, "{examples:?}");
    for example in examples {
        let rule = Rule::parse("docs", example).unwrap_or_else(|e| panic!("{e}"));
        rule.bind(&columns, &Zone::default()).unwrap_or_else(|e| panic!("{e}"));
    }
    assert_eq!(
        who("value_tier in [S, A] and city = 上海 and interests under 母婴 and influence >= 80 and not opted_out"),
        [0]
    );
}

#[test]
fn numbers() {
    assert_eq!(who("influence >= 80"), [0, 6]);
    assert_eq!(who("influence > 80"), [6]);
    assert_eq!(who("influence <= -1"), [3]);
    assert_eq!(who("influence < 0"), [3]);
    assert_eq!(who("influence = 0"), [4, 5], "-0 is 0");
    assert_eq!(who("influence = -0"), [4, 5]);
    assert_eq!(who("influence in [0, 79.5, \"80\"]"), [0, 1, 4, 5]);
    assert_eq!(who("influence >= -0"), [0, 1, 4, 5, 6, 7]);
    assert_eq!(who("influence is unknown"), [2]);
}

#[test]
fn an_unknown_value_answers_no_and_the_opposite_is_exactly_not() {
    assert_eq!(who("influence != 80"), [1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(who("not influence = 80"), who("influence != 80"));
    assert_eq!(who("city != 上海"), [1, 2, 3, 5, 6, 7]);
    assert_eq!(who("city not in [上海, 北京]"), who("not city in [上海, 北京]"));
    assert_eq!(who("influence < 80 or influence >= 80"), [0, 1, 3, 4, 5, 6, 7]);
    assert_eq!(who("nickname = ''"), [] as [usize; 0]);
    assert_eq!(who("nickname contains ''"), [0, 2, 3, 4, 5, 6, 7]);
    assert_eq!(who("nickname is unknown"), [1]);
    assert_eq!(who("interests is known"), [0, 1, 2, 3, 5, 6]);
    assert_eq!(who("opted_out is unknown"), [2, 5]);
    assert_eq!(who("registered_at is not known"), [4]);
    assert_eq!(who("value_tier is unknown"), [6]);
    assert_eq!(who("value_tier = unknown"), [5]);
}

#[test]
fn text_ids_and_words() {
    assert_eq!(who("user_id = 0017"), [0]);
    assert_eq!(who("user_id = 17"), [1]);
    assert_eq!(who("user_id in [u5, 17, 0017]"), [0, 1, 6]);
    assert_eq!(who("user_id contains 17"), [0, 1]);
    assert_eq!(who("Grade = 3"), [0, 3]);
    assert_eq!(who("city = Atlantis"), [] as [usize; 0], "a word from outside that no one has is no error");
    assert_eq!(who("city = 'New York'"), [2, 7]);
    assert_eq!(who("city = 'new york'"), [] as [usize; 0]);
    assert_eq!(who("city contains York"), [2, 7]);
    assert_eq!(who("nickname = 'a>b'"), [4]);
    assert_eq!(who("city = '上海或北京'"), [] as [usize; 0]);
    for tier in ["S", "s", "\"S 级\"", "\"tier s\"", "'Tier S'"] {
        assert_eq!(who(&format!("value_tier = {tier}")), [0, 7], "{tier}");
    }
    assert_eq!(who("value_tier contains 级"), [0, 1, 2, 3, 4, 5, 7], "a label such as 未分级 counts too");
}

#[test]
fn tags_are_compared_by_whole_levels() {
    assert_eq!(who("interests under 母婴"), [0, 1, 2, 6]);
    assert_eq!(who("interests under 母婴>婴幼儿辅食"), [1, 2, 6]);
    assert_eq!(who("interests under 母婴 ＞ 婴幼儿辅食 and influence > 0"), [1, 6]);
    assert_eq!(who("interests under \" 母婴 > 婴幼儿辅食 \""), [1, 2, 6]);
    assert_eq!(who("interests under 婴幼儿辅食"), [] as [usize; 0]);
    assert_eq!(who("interests under 母"), [] as [usize; 0]);
    assert_eq!(who("interests = 母婴>婴幼儿辅食"), [1, 6]);
    assert_eq!(who("interests in [母婴, 数码 > 手机]"), [0, 5, 6]);
    assert_eq!(who("interests not under 母婴"), [3, 4, 5, 7]);
}

#[test]
fn flags() {
    assert_eq!(who("opted_out"), [1, 4, 7]);
    assert_eq!(who("not opted_out"), [0, 2, 3, 5, 6]);
    assert_eq!(who("opted_out = no"), [0, 3, 6]);
    for (yes, no) in [("yes", "no"), ("TRUE", "False"), ("是", "否")] {
        assert_eq!(who(&format!("opted_out = {yes}")), who("opted_out"));
        assert_eq!(who(&format!("opted_out = {no}")), who("opted_out = no"));
    }
    assert_eq!(who("opted_out != yes"), who("not opted_out"));
}

#[test]
fn a_bare_date_is_the_whole_day() {
    for day in ["2025-01-01", "2025/1/1", "2025年1月1日", "'2025-01-01'"] {
        assert_eq!(who(&format!("registered_at < {day}")), [0, 6], "{day}");
        assert_eq!(who(&format!("registered_at <= {day}")), [0, 1, 2, 5, 6], "{day}");
        assert_eq!(who(&format!("registered_at = {day}")), [1, 2, 5], "{day}");
        assert_eq!(who(&format!("registered_at >= {day}")), [1, 2, 3, 5, 7], "{day}");
        assert_eq!(who(&format!("registered_at > {day}")), [3, 7], "{day}");
        assert_eq!(who(&format!("registered_at != {day}")), [0, 3, 4, 6, 7], "{day}");
    }
    for moment in
        ["2025-01-01T10:00", "2025/1/1T10:00", "2025年1月1日10:00", "\"2025-01-01 10:00\"", "2025-01-01T02:00Z"]
    {
        assert_eq!(who(&format!("registered_at < {moment}")), [0, 1, 6], "{moment}");
        assert_eq!(who(&format!("registered_at <= {moment}")), [0, 1, 5, 6], "{moment}");
        assert_eq!(who(&format!("registered_at = {moment}")), [5], "{moment}");
        assert_eq!(who(&format!("registered_at > {moment}")), [2, 3, 7], "{moment}");
    }
}

#[test]
fn the_day_is_that_of_the_zone_even_when_it_has_23_hours() {
    let zone = Zone::named("Europe/Berlin").unwrap();
    let times = ["2025-03-29T22:59:59Z", "2025-03-29T23:00:00Z", "2025-03-30T21:59:59Z", "2025-03-30T22:00:00Z"]
        .map(|t| parse_time(t, &zone).unwrap());
    let columns = [Column { name: "at".to_owned(), label: None, values: Values::Time(Box::new(move |i| times[i])) }];
    let holds = |rule: &str| {
        let rule = Rule::parse("--where", rule).unwrap();
        let bound = rule.bind(&columns, &zone).unwrap();
        (0..4).filter(|&i| bound.holds(i)).collect::<Vec<_>>()
    };
    assert_eq!(holds("at = 2025-03-30"), [1, 2]);
    assert_eq!(holds("at < 2025-03-30"), [0]);
    assert_eq!(holds("at <= 2025-03-30"), [0, 1, 2]);
    assert_eq!(holds("at > 2025-03-30"), [3]);
    assert_eq!(holds("at >= 2025-03-30"), [1, 2, 3]);
}

#[test]
fn and_binds_more_tightly_than_or_and_not_more_than_both() {
    let same = |a: &str, b: &str| assert_eq!(who(a), who(b), "{a} | {b}");
    let differ = |a: &str, b: &str| assert_ne!(who(a), who(b), "{a} | {b}");
    same("opted_out or influence > 50 and city = 上海", "opted_out or (influence > 50 and city = 上海)");
    differ("opted_out or influence > 50 and city = 上海", "(opted_out or influence > 50) and city = 上海");
    same("influence > 50 and city = 上海 or opted_out", "(influence > 50 and city = 上海) or opted_out");
    same("not opted_out and influence > 50", "(not opted_out) and influence > 50");
    differ("not opted_out and influence > 50", "not (opted_out and influence > 50)");
    same("not opted_out or city = 北京", "(not opted_out) or city = 北京");
    differ("not opted_out or city = 北京", "not (opted_out or city = 北京)");
    same("not not opted_out", "opted_out");
}

#[test]
fn names_labels_and_letters() {
    assert_eq!(who("城市 = 上海"), who("city = 上海"));
    assert_eq!(who("影响力 >= 80"), who("influence >= 80"));
    assert_eq!(who("`value tier` = S"), who("value_tier = S"));
    assert_eq!(who("`Value Tier` = S"), who("value_tier = S"));
    assert_eq!(who("Influence >= 80"), who("influence >= 80"));
    assert_eq!(who("`门店 编号` = a"), [0, 3, 6]);
    assert_eq!(who("GRADE = x").len(), PEOPLE, "the exact name wins");
    let rule = Rule::parse("x", "城市 = a and (city = b or not `门店 编号` is known) and 城市 = c").unwrap();
    assert_eq!(rule.columns(), ["城市", "city", "门店 编号"]);
    assert_eq!(rule.text(), "城市 = a and (city = b or not `门店 编号` is known) and 城市 = c");
}

#[test]
fn spellings() {
    let same = |a: &str, b: &str| assert_eq!(who(a), who(b), "{a}");
    same("城市 属于 [上海， 北京] 且 非 已退订", "city in [上海, 北京] and not opted_out");
    same("城市 不属于 【上海、北京】 或者 已退订", "city not in [上海, 北京] or opted_out");
    same("interests 下属 母婴 并且 影响力 ≥ 0", "interests under 母婴 and influence >= 0");
    same("interests 归入 母婴 或 影响力 ≤ 0", "interests under 母婴 or influence <= 0");
    same("nickname 包含 小", "nickname contains 小");
    same("nickname 不包含 小", "not nickname contains 小");
    same("城市 未知 or 影响力 未知", "city is unknown or influence is unknown");
    same("城市 已知", "city is not unknown");
    same(
        "（influence＜80 OR influence＞＝100） AND city≠上海",
        "(influence < 80 or influence >= 100) and city != 上海",
    );
    same("influence==80", "influence = 80");
    same("city=“上海”", "city = 上海");
    same("city = ”上海“", "city = 上海");
    same("city=‘上海’and influence<=80", "city = 上海 and influence <= 80");
    same("city\n  in\t[\n上海\n]\n", "city in [上海]");
    assert_eq!(who(r#"nickname = "Li \"the\" Bridge""#), [2]);
    assert_eq!(who(r#"nickname = "Li ""the"" Bridge""#), [2]);
    assert_eq!(who(r"nickname = '小王\'' or nickname = '小王'''"), [6]);
    assert_eq!(who(r"nickname = '\\' or nickname = '\'\\'"), [7]);
    assert_eq!(who("nickname = \"and\""), [3]);
    assert_eq!(who("city in [in, is, known, 上海]"), [0, 4], "operators are plain words where a value belongs");
}

#[test]
fn a_bound_rule_may_be_shared_among_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    let tags = catalogue::tags();
    let columns = catalogue::columns(&tags);
    let bound: Bound<'_, '_> = Rule::parse("x", "opted_out").unwrap().bind(&columns, &Zone::default()).unwrap();
    shared(&bound);
    assert_eq!(IDS.len(), PEOPLE);
}
