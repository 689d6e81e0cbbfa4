//! What reading skipped or flagged.

use super::Text;

/// Rows that cannot be read were set aside.
pub static REJECTED_ROWS: Text = Text::new(
    "{table}：{count} 行读不了，已放到 rejected.csv，不参与分析",
    "{table}: {count} rows that cannot be read were set aside and take no part",
);
/// Files without rows.
pub static NO_ROWS: Text = Text::new(
    "{table}：{count} 个文件只有表头，没有可用的数据行",
    "{table}: {count} files have a header but no usable row",
);
/// Rows with only empty cells.
pub static EMPTY_ROWS: Text = Text::new("{table}：跳过 {count} 个空行", "{table}: {count} empty rows were skipped");
/// Columns that are not used.
pub static IGNORED_COLUMNS: Text =
    Text::new("{table}：{count} 列没有用到：{columns}", "{table}: {count} columns are not used: {columns}");
/// Users with more than one row.
pub static DUPLICATE_USERS: Text = Text::new(
    "{count} 个用户在用户表里有多行，已逐项合并",
    "{count} users have more than one row in the users table; the rows were joined field by field",
);
/// Groups with more than one row.
pub static DUPLICATE_GROUPS: Text = Text::new(
    "{count} 个群在群表里有多行，已逐项合并",
    "{count} groups have more than one row in the groups table; the rows were joined field by field",
);
/// A negative monthly spend.
pub static NEGATIVE_SPEND: Text =
    Text::new("{count} 行的月消费是负数，按 0 计", "{count} rows have a negative monthly spend, taken as 0");
/// User ids cut by a spreadsheet.
pub static DAMAGED_USER_IDS: Text = Text::new(
    "{count} 个用户编号形如 1.23E+17，像是被 Excel 改成了科学计数，不同的人可能已混为一个；请从原系统重新导出",
    "{count} user ids look like 1.23E+17: Excel seems to have shortened them, so that different people may share one; export them again",
);
/// Group ids cut by a spreadsheet.
pub static DAMAGED_GROUP_IDS: Text = Text::new(
    "{count} 个群编号形如 1.23E+17，像是被 Excel 改成了科学计数，不同的群可能已混为一个；请从原系统重新导出",
    "{count} group ids look like 1.23E+17: Excel seems to have shortened them, so that different groups may share one; export them again",
);
