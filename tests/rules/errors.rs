//! Every way to be wrong has its own message, at the place that is wrong.

use super::catalogue::fault;
use renmai::ErrorKind;
use renmai::segments::columns::{Column, Values};
use renmai::segments::rules::Rule;
use renmai::tables::Zone;
use renmai::text::{Lang, Text};

/// The message in English, and that it points at the `marked` part (from its `nth` appearance; empty: the end).
fn wrong(rule: &str, marked: &str, nth: usize) -> String {
    let error = fault(rule);
    assert_eq!(error.kind(), ErrorKind::Config, "{rule}");
    let at = error.position().unwrap();
    let byte = if marked.is_empty() { rule.trim_end().len() } else { rule.match_indices(marked).nth(nth).unwrap().0 };
    let line = rule[..byte].matches('\n').count() as u64 + 1;
    let column = rule[..byte].rsplit('\n').next().unwrap().chars().count() as u64 + 1;
    assert_eq!((at.file.as_str(), at.line, at.column), ("--where", line, column), "{error}");
    for lang in [Lang::Zh, Lang::En] {
        let text = error.render(lang);
        assert!(!text.contains('{'), "{text}");
        let carets = text.lines().last().unwrap().trim();
        assert!(!carets.is_empty() && carets.chars().all(|c| c == '^'), "{text}");
    }
    error.render(Lang::En)
}

fn says(rule: &str, marked: &str, words: &str) {
    let message = wrong(rule, marked, 0);
    assert!(message.contains(words), "{message}");
}

#[test]
fn the_whole_message_in_both_languages() {
    let error = fault("城市 = 上海 and influense >= 80");
    assert_eq!(
        error.render(Lang::En),
        "--where:1:13: there is no column influense; did you mean influence?\n  \
           城市 = 上海 and influense >= 80\n                  ^^^^^^^^^"
    );
    assert_eq!(
        error.render(Lang::Zh),
        "--where:1:13: 没有 influense 这一列，是不是想写 influence？\n  \
           城市 = 上海 and influense >= 80\n                  ^^^^^^^^^"
    );
    let wide = fault("not 诚市 = 上海");
    assert!(wide.render(Lang::En).ends_with("\n  not 诚市 = 上海\n      ^^^^"), "{wide}");
}

#[test]
fn nothing_written() {
    assert!(fault("").to_string().starts_with("--where:1:1: the rule is empty"));
    assert!(fault(" \n　").to_string().starts_with("--where:1:1: the rule is empty"));
}

#[test]
fn columns() {
    says("influense >= 80", "influense", "did you mean influence?");
    says("诚市 = 上海", "诚市", "did you mean 城市?");
    says("not_at_all_known", "not_at_all_known", "the columns are user_id, nickname, value_tier, city");
    says("grade = 3", "grade", "may be any of the columns Grade, GRADE");
}

#[test]
fn words_of_a_closed_list() {
    says("value_tier = X", "X", "value_tier has no value X; its values are S, A, B, C, D, unknown");
    says("value_tier in [S, unknwon]", "unknwon", "did you mean unknown? Its values are S, A");
    says("value_tier != \"T 级\"", "\"T 级\"", "did you mean");
}

#[test]
fn operators_that_do_not_fit() {
    says(
        "influence contains 8",
        "contains",
        "influence is a number, for which contains has no meaning; use one of =, !=, <",
    );
    says("influence not under 8", "not under", "for which not under has no meaning");
    says("city >= 上海", ">=", "city is text, for which >= has no meaning; use one of =, !=, in, contains, is known");
    says("user_id under 1", "under", "user_id is text");
    says(
        "interests contains 母婴",
        "contains",
        "interests holds tags, for which contains has no meaning; use one of =, !=, in, under",
    );
    says("opted_out > yes", ">", "opted_out is yes or no");
    says("opted_out in [yes]", "in", "write the column alone");
    says("registered_at in [2025-01-01]", "in", "registered_at is a time");
    for column in ["influence", "city", "user_id", "interests", "registered_at"] {
        says(&format!("not {column}"), column, "is not yes or no and is no condition by itself");
    }
}

#[test]
fn values_of_another_kind() {
    for value in ["abc", "1e5", "inf", "NaN", "1,5", "80%", "5.", ".5", "--5", "2025-01-01", "''"] {
        let rule = format!("影响力 >= {value}");
        match value {
            "1,5" => says(&rule, ",", "the condition is complete here"),
            _ => says(&rule, value, "influence is compared with a number such as 80"),
        }
    }
    let huge = format!("influence < {}", "9".repeat(400));
    says(&huge, &"9".repeat(400), "is compared with a number");
    says("influence in [80, abc]", "abc", "is compared with a number");
    for value in ["12x", "12", "2025", "20250101", "1735689600", "2025-13-01", "2025-02-30", "yesterday"] {
        says(&format!("registered_at > {value}"), value, "registered_at is compared with a date such as 2025-01-01");
    }
    says("opted_out = maybe", "maybe", "opted_out is compared with yes, no");
    says("interests under ' > '", "' > '", "interests is compared with a tag");
    says("interests = ''", "''", "found \"\"");
}

#[test]
fn something_is_missing() {
    says("influence >=", "", "a value is missing after >=");
    says("influence >= and opted_out", "and", "expected a value after >=, found and; put it in quotes");
    says("city in [上海, ]", "]", "expected a value after ,");
    says("city in []", "]", "expected a value after [");
    says("interests under 母婴>", "", "a value is missing after >");
    says("opted_out and", "", "a condition, beginning with a column, is missing after and");
    says("opted_out or and city = 上海", "and", "expected a condition, beginning with a column, found and");
    says(">= 80", ">=", "expected a condition");
    says("not", "", "is missing after not");
    says("()", ")", "expected a condition");
    says("\"city\" = 上海", "\"city\"", "expected a condition");
    says("city in 上海", "上海", "expected a list in brackets such as [S, A] after in");
    says("city in", "", "expected a list in brackets");
    says("influence 80", "80", "expected an operator such as =, >= or in after the column influence, found 80");
    says("城市属于 [上海]", "[", "leave spaces between words");
    says("city not = 上海", "not", "after a column, not is followed by in, under or contains");
    says("city is 上海", "上海", "after is comes known, unknown or not");
    says("city is", "is", "after is comes known");
}

#[test]
fn something_is_never_closed() {
    says("(opted_out or (city = 上海)", "(", "the parenthesis is never closed");
    says("not (opted_out", "(", "the parenthesis is never closed");
    says("opted_out or (", "", "a condition, beginning with a column, is missing after (");
    says("city in [上海, 北京", "[", "the list is never closed by a ]");
    says("city in [", "[", "the list is never closed by a ]");
    says("city in [上海,", "[", "the list is never closed by a ]");
    says("city = \"上海", "\"", "the quotation mark \" is never closed");
    says("city = '上海\" and opted_out", "'", "the quotation mark ' is never closed");
    says("city = “上海", "“", "the quotation mark “ is never closed");
    says("`门店 = a", "`", "the quotation mark ` is never closed");
}

#[test]
fn something_stands_behind_the_end() {
    says("opted_out)", ")", "expected and, or, or the end, found )");
    says("city = New York", "York", "a value of several words belongs in quotes");
    says("(city = New York)", "York", "expected and, or, or ), found York");
    says("city in [New York]", "York", "expected , or ] in the list, found York");
    says("city in [上海)", ")", "expected , or ] in the list");
    says("registered_at > 2025-01-01 10:00", "10:00", "belongs in quotes");
}

#[test]
fn only_tags_have_levels() {
    says("influence = 3 > 2", ">", "expected and, or, or the end, found >");
    says("nickname = a＞b", "＞", "found ＞");
    says("city in [上海, a>b>c]", ">", "found >");
    says("influence > 3 > 2", "> 2", "found >");
    says("interests in [母婴>]", "]", "expected a value after >");
}

#[test]
fn chinese_without_spaces() {
    says("城市 = 上海或北京", "或", "上海或北京 has 或 in it: leave spaces around a keyword");
    says("城市=上海并且影响力>80", "且", "leave spaces");
    says("城市包含上", "城市包含上", "there is no column");
}

#[test]
fn signs_that_mean_nothing() {
    says("city = 上海; opted_out", ";", "; means nothing here");
    says("city = 😀", "😀", "put a value with such a character in quotes");
    says("opted_out && city = 上海", "&&", "&& is not understood here; write and");
    says("opted_out || city = 上海", "||", "write or");
    says("!opted_out", "!", "write not");
}

#[test]
fn too_deep_and_too_long() {
    let nested = |n: usize| format!("{}opted_out{}", "(".repeat(n), ")".repeat(n));
    assert!(Rule::parse("x", &nested(64)).is_ok());
    assert!(wrong(&nested(65), "(", 64).contains("nested too deeply: at most 64 levels"));
    let nots = |n: usize| format!("{}opted_out", "not ".repeat(n));
    assert!(Rule::parse("x", &nots(64)).is_ok());
    assert!(wrong(&nots(65), "not", 64).contains("nested too deeply"));
    assert!(wrong(&"not (".repeat(33), "not", 32).contains("nested too deeply"));
    let side_by_side = vec!["(not opted_out)"; 200].join(" or ");
    assert!(Rule::parse("x", &side_by_side).is_ok(), "depth counts what is open, not what was");

    let long = |n: usize| format!("city = {}", "海".repeat(n - 7));
    assert!(Rule::parse("x", &long(4096)).is_ok());
    let error = Rule::parse("x", &long(4097)).unwrap_err();
    assert!(error.to_string().contains("too long: at most 4096 characters, found 4097"), "{error}");
    assert_eq!(error.position().unwrap().column, 4097);
}

#[test]
fn several_lines_and_long_ones() {
    let message = wrong("opted_out\n  and influence >= 八十\n  or city = 上海", "八十", 0);
    assert!(message.ends_with("\n    and influence >= 八十\n                     ^^^^"), "{message}");
    let message = wrong("opted_out\r\n\tand city => 1\r\n", ">", 0);
    assert!(message.ends_with("\n   and city => 1\n             ^"), "{message}");
    let filler = "city = 上海 or ".repeat(20);
    let message = wrong(&format!("{filler}influense > 1 or {filler}opted_out"), "influense", 0);
    let lines: Vec<&str> = message.lines().collect();
    assert!(lines[1].starts_with("  …") && lines[1].ends_with('…'), "{message}");
    assert!(lines[1].chars().count() < 110, "{message}");
    let cells = |text: &str| text.chars().map(|c| if c.is_ascii() || c == '…' { 1 } else { 2 }).sum::<usize>();
    let before = lines[1].split("influense").next().unwrap();
    assert_eq!(lines[2].find('^'), Some(cells(before)), "{message}");
}

#[test]
fn what_a_terminal_would_obey_is_not_repeated() {
    let message = fault("city = 上海 and `inf\u{1b}[31m` = 1").to_string();
    assert!(!message.contains('\u{1b}'), "{message}");
    let long = fault(&format!("{} = 1", "x".repeat(200))).to_string();
    assert!(long.contains("xxx…;"), "{long}");
}

#[test]
fn a_label_that_two_columns_share_is_ambiguous() {
    static SHARED: Text = Text::new("名称", "name");
    let column =
        |name: &str| Column { name: name.to_owned(), label: Some(&SHARED), values: Values::Flag(Box::new(|_| None)) };
    let columns = [column("a"), column("b")];
    let bind = |rule: &str| Rule::parse("x", rule).unwrap().bind(&columns, &Zone::default()).map(|_| ());
    assert!(bind("a").is_ok());
    let error = bind("名称").unwrap_err();
    assert!(error.to_string().contains("may be any of the columns a, b"), "{error}");
}
