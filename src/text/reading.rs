//! How each file was read, and what the tables share.

use super::Text;

/// Heading.
pub static HEADING: Text = Text::new("每个文件怎么读的", "How each file was read");
/// A file of text.
pub static TEXT: Text = Text::new(
    "{file}：{table}表，{encoding} 文本，{separator}分隔，{header}",
    "{file}: {table}; {encoding} text, fields separated by {separator}, {header}",
);
/// A sheet of a workbook, or a table of a web page.
pub static SHEET: Text = Text::new("{file}：{table}表，工作表，{header}", "{file}: {table}; a sheet, {header}");
/// A table of a file of records.
pub static RECORDS: Text = Text::new("{file}：{table}表，来自 JSON", "{file}: {table}; from JSON");
/// Where the header is.
pub static HEADER: Text = Text::new("表头在第 {line} 行", "header in line {line}");
/// There is none.
pub static NO_HEADER: Text = Text::new("没有表头", "no header");
/// How many rows.
pub static ROWS: Text = Text::new("读入 {count} 行", "{count} {count|row|rows} read");
/// Rows that are no data.
pub static SKIPPED: Text = Text::new(
    "跳过 {count} 行（空行、注释、重复的表头）",
    "{count} {count|row|rows} skipped (empty rows, comments, repeated headers)",
);
/// Rows that cannot be read.
pub static REFUSED: Text = Text::new("读不了 {count} 行", "{count} {count|row|rows} not readable");
/// A column and its header in the file.
pub static COLUMN: Text = Text::new("{ours} ← {header}", "{ours} ← {header}");
/// The same, where its cells have another meaning than the plain one.
pub static COLUMN_UNDERSTOOD: Text = Text::new("{ours} ← {header}（{understood}）", "{ours} ← {header} ({understood})");
/// Columns that are none of the table and count for something.
pub static HEEDED: Text = Text::new("另外看的列：{columns}", "other columns that count: {columns}");
/// Columns that nothing uses.
pub static UNUSED: Text = Text::new("没有用到的列：{columns}", "unused columns: {columns}");
/// Further columns of the users table.
pub static FURTHER: Text = Text::new(
    "其他列（可写进规则，或作为另一种编号）：{columns}",
    "further columns, for rules or as further ids: {columns}",
);

/// Heading of what the tables share.
pub static OVERLAPS: Text = Text::new("各表里的人对得上吗", "Do the tables name the same people?");
/// People of a table.
pub static ALONE: Text = Text::new(
    "{table}：{people} 人，其中 {alone} 人不在别的表里",
    "{table}: {people} {people|person|people}, {alone} of them in no other table",
);
/// People whom trimming would let stand in others.
pub static WOULD_JOIN: Text = Text::new(
    "去掉{what}能多对上 {count} 人（input.trim_ids = [\"{code}\"]）",
    "without {what}, {count} more would match (input.trim_ids = [\"{code}\"])",
);
