//! What is wrong with a rule. Every sentence ends in the rule's line with the place marked under it.

use super::Text;

/// The rule's line, and the place under it.
pub static SHOWN: Text = Text::new("  {line}\n  {marks}", "  {line}\n  {marks}");
/// Nothing is written.
pub static EMPTY: Text = Text::new(
    "条件是空的；应写成 influence >= 80 and city = 上海 这样\n{shown}",
    "the rule is empty; expected one such as influence >= 80 and city = Shanghai\n{shown}",
);
/// Longer than anybody writes.
pub static TOO_LONG: Text = Text::new(
    "条件太长：最多 {most} 个字符，实为 {count} 个\n{shown}",
    "the rule is too long: at most {most} characters, found {count}\n{shown}",
);
/// Deeper than anybody writes.
pub static TOO_DEEP: Text = Text::new(
    "括号和 not 套得太深：最多 {most} 层\n{shown}",
    "parentheses and nots are nested too deeply: at most {most} levels\n{shown}",
);

/// A sign that means nothing.
pub static CHARACTER: Text = Text::new(
    "不认识符号 {found}；含这类符号的值要加引号\n{shown}",
    "{found} means nothing here; put a value with such a character in quotes\n{shown}",
);
/// A sign of programmers.
pub static PROGRAMMER: Text =
    Text::new("{found} 请写成 {word}\n{shown}", "{found} is not understood here; write {word}\n{shown}");
/// A Chinese keyword within a word.
pub static GLUED: Text = Text::new(
    "“{word}”里有“{found}”：若是连接条件，前后要留空格；若是名称的一部分，整个词要加引号（列名用反引号）\n{shown}",
    "{word} has {found} in it: leave spaces around a keyword, or put the word in quotes (a column in backquotes)\n{shown}",
);
/// A quotation mark without its other half.
pub static QUOTE: Text =
    Text::new("引号 {found} 没有配对的另一半\n{shown}", "the quotation mark {found} is never closed\n{shown}");
/// A parenthesis without its other half.
pub static PARENTHESIS: Text = Text::new("左括号没有配对的右括号\n{shown}", "the parenthesis is never closed\n{shown}");
/// A bracket without its other half.
pub static BRACKET: Text = Text::new("列表没有用 ] 收尾\n{shown}", "the list is never closed by a ]\n{shown}");
/// Inside a list stands something else.
pub static IN_LIST: Text = Text::new(
    "列表里应为 , 或 ]，实为 {found}；由几个词组成的值要加引号\n{shown}",
    "expected , or ] in the list, found {found}; a value of several words belongs in quotes\n{shown}",
);
/// After a condition stands something else.
pub static STRAY: Text = Text::new(
    "条件到这里已经完整，后面应为 and、or 或结束，实为 {found}；由几个词组成的值要加引号\n{shown}",
    "the condition is complete here: expected and, or, or the end, found {found}; a value of several words belongs in quotes\n{shown}",
);
/// After a condition in parentheses stands something else.
pub static STRAY_INSIDE: Text = Text::new(
    "条件到这里已经完整，后面应为 and、or 或 )，实为 {found}；由几个词组成的值要加引号\n{shown}",
    "the condition is complete here: expected and, or, or ), found {found}; a value of several words belongs in quotes\n{shown}",
);

/// No condition where one belongs.
pub static EXPECT_CONDITION: Text = Text::new(
    "这里应为一个条件（以列名开头），实为 {found}\n{shown}",
    "expected a condition, beginning with a column, found {found}\n{shown}",
);
/// The rule stops where a condition belongs.
pub static EXPECT_CONDITION_END: Text = Text::new(
    "{after} 后面还缺一个条件（以列名开头）\n{shown}",
    "a condition, beginning with a column, is missing after {after}\n{shown}",
);
/// After a column stands something else.
pub static EXPECT_OPERATOR: Text = Text::new(
    "列 {after} 后面应为运算符（如 =、>=、in），实为 {found}；各个词之间要留空格\n{shown}",
    "expected an operator such as =, >= or in after the column {after}, found {found}; leave spaces between words\n{shown}",
);
/// `not` after a column goes with few operators.
pub static EXPECT_AFTER_NOT: Text = Text::new(
    "列名后的 not 只能接 in、under 或 contains\n{shown}",
    "after a column, not is followed by in, under or contains\n{shown}",
);
/// `is` goes with few words.
pub static EXPECT_KNOWN: Text = Text::new(
    "is 后面只能接 known、unknown 或 not；比较值请用 =\n{shown}",
    "after is comes known, unknown or not; compare with a value by =\n{shown}",
);
/// No list where one belongs.
pub static EXPECT_LIST: Text = Text::new(
    "{after} 后面应为方括号列表，如 [S, A]\n{shown}",
    "expected a list in brackets such as [S, A] after {after}\n{shown}",
);
/// No value where one belongs.
pub static EXPECT_VALUE: Text = Text::new(
    "{after} 后面应为一个值，实为 {found}；如果它就是值，请加引号\n{shown}",
    "expected a value after {after}, found {found}; put it in quotes if it is meant as one\n{shown}",
);
/// The rule stops where a value belongs.
pub static EXPECT_VALUE_END: Text =
    Text::new("{after} 后面还缺一个值\n{shown}", "a value is missing after {after}\n{shown}");

/// A column that does not exist.
pub static COLUMN: Text = Text::new(
    "没有 {found} 这一列；现有的列：{names}\n{shown}",
    "there is no column {found}; the columns are {names}\n{shown}",
);
/// A column that does not exist, and one that is spelled nearly so.
pub static COLUMN_NEAR: Text = Text::new(
    "没有 {found} 这一列，是不是想写 {near}？\n{shown}",
    "there is no column {found}; did you mean {near}?\n{shown}",
);
/// A name for several columns.
pub static COLUMN_AMBIGUOUS: Text = Text::new(
    "{found} 可以指好几列：{names}；请照其中一列的名字写\n{shown}",
    "{found} may be any of the columns {names}; write the name of one as it stands\n{shown}",
);
/// A word that the list of a column does not have.
pub static WORD: Text = Text::new(
    "{column} 没有 {found} 这个值；可用的值：{names}\n{shown}",
    "{column} has no value {found}; its values are {names}\n{shown}",
);
/// A word that the list of a column does not have, and one that is spelled nearly so.
pub static WORD_NEAR: Text = Text::new(
    "{column} 没有 {found} 这个值，是不是想写 {near}？可用的值：{names}\n{shown}",
    "{column} has no value {found}; did you mean {near}? Its values are {names}\n{shown}",
);

/// An operator that a number does not have.
pub static FOR_NUMBER: Text = Text::new(
    "{column} 是数字列，不能用 {found}；可用：{operators}\n{shown}",
    "{column} is a number, for which {found} has no meaning; use one of {operators}\n{shown}",
);
/// An operator that text does not have.
pub static FOR_TEXT: Text = Text::new(
    "{column} 是文字列，不能用 {found}；可用：{operators}\n{shown}",
    "{column} is text, for which {found} has no meaning; use one of {operators}\n{shown}",
);
/// An operator that tags do not have.
pub static FOR_TAGS: Text = Text::new(
    "{column} 是标签列，不能用 {found}；可用：{operators}\n{shown}",
    "{column} holds tags, for which {found} has no meaning; use one of {operators}\n{shown}",
);
/// An operator that a flag does not have.
pub static FOR_FLAG: Text = Text::new(
    "{column} 是是非列，不能用 {found}；可单独写列名，或用：{operators}\n{shown}",
    "{column} is yes or no, for which {found} has no meaning; write the column alone or use one of {operators}\n{shown}",
);
/// An operator that a time does not have.
pub static FOR_TIME: Text = Text::new(
    "{column} 是时间列，不能用 {found}；可用：{operators}\n{shown}",
    "{column} is a time, for which {found} has no meaning; use one of {operators}\n{shown}",
);
/// A column that is no flag stands alone.
pub static ALONE: Text = Text::new(
    "{column} 不是是非列，不能单独作条件；后面要接：{operators}\n{shown}",
    "{column} is not yes or no and is no condition by itself; it is followed by one of {operators}\n{shown}",
);

/// A number was expected.
pub static EXPECT_NUMBER: Text = Text::new(
    "{column} 要与数字比较，如 80 或 -1.5，实为 {found}\n{shown}",
    "{column} is compared with a number such as 80 or -1.5, found {found}\n{shown}",
);
/// A date was expected.
pub static EXPECT_DATE: Text = Text::new(
    "{column} 要与日期比较，如 2025-01-01 或 2025-01-01T10:00，实为 {found}\n{shown}",
    "{column} is compared with a date such as 2025-01-01 or 2025-01-01T10:00, found {found}\n{shown}",
);
/// Yes or no was expected.
pub static EXPECT_YES_NO: Text = Text::new(
    "{column} 要与 yes、no、true、false、是、否之一比较，实为 {found}\n{shown}",
    "{column} is compared with yes, no, true or false, found {found}\n{shown}",
);
/// A tag was expected.
pub static EXPECT_TAG: Text = Text::new(
    "{column} 要与标签比较，如 母婴>婴幼儿辅食，实为 {found}\n{shown}",
    "{column} is compared with a tag such as baby>food, found {found}\n{shown}",
);
