//! What went wrong, what was expected, what was found.

use super::Text;

/// The run was interrupted.
pub static INTERRUPTED: Text = Text::new("已中断，没有写出任何文件", "interrupted; nothing was written");
/// A table has rows that cannot be read.
pub static BAD_ROWS: Text = Text::new(
    "{file}：{count} 行读不了，什么都没有写出（加 --skip-bad-rows 可先把它们放到 rejected.csv 再继续）",
    "{file}: {count} rows cannot be read, nothing was written (--skip-bad-rows sets them aside into rejected.csv and goes on)",
);
/// One row that cannot be read: place, expected, found.
pub static ROW: Text = Text::new("{at}：应为{expected}，实为“{found}”", "{at}: expected {expected}, found \"{found}\"");

/// A table that the input format does not have.
pub static UNKNOWN_TABLE: Text = Text::new(
    "没有名为“{table}”的表；可用的表：memberships、interactions、users、groups、purchases",
    "there is no table \"{table}\"; the tables are memberships, interactions, users, groups, purchases",
);

/// The line that an error prints for one bad row.
pub fn row_line(row: &crate::diagnostic::BadRow, lang: super::Lang) -> String {
    ROW.with("at", &row.at).with("expected", row.expected.render(lang)).with("found", &row.found).render(lang)
}
