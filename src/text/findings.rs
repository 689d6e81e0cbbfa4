//! What reading skipped or flagged.

use super::Text;

/// Rows that cannot be read were set aside.
pub static REJECTED_ROWS: Text = Text::new(
    "{table}：{count} 行读不了，已放到一边，不计入分析；其中说不该列入的人仍不列入",
    "{table}: rows that cannot be read, set aside: {count}; they count for nothing, but whom they keep out is kept out",
);
/// What rows that were set aside still say.
pub static REJECTED_ROWS_HEEDED: Text = Text::new(
    "{table}：放到一边的行里仍能认出 {count} 人，照样不列入（退订、未同意、屏蔽或员工）",
    "{table}: people whom rows that were set aside still keep out (opted out, no consent, suppressed, or staff): {count}",
);
/// Whether somebody opted out cannot be read.
pub static OPT_OUT_UNREADABLE: Text = Text::new(
    "{table}：{count} 人是否退订读不出来，一律按已退订处理",
    "{table}: people of whom it cannot be read whether they opted out: {count}; they count as opted out",
);
/// Files without rows.
pub static NO_ROWS: Text = Text::new(
    "{table}：{count} 个文件只有表头，没有可用的数据行",
    "{table}: files with a header but no usable row: {count}",
);
/// Rows with only empty cells.
pub static EMPTY_ROWS: Text = Text::new("{table}：跳过 {count} 个空行", "{table}: empty rows, skipped: {count}");
/// The header once more among the rows.
pub static REPEATED_HEADERS: Text = Text::new(
    "{table}：数据中又出现 {count} 次表头（像是几个文件首尾相接），已跳过",
    "{table}: rows that are the header once more, as where files were joined end to end: {count}; skipped",
);
/// Columns that are not used.
pub static IGNORED_COLUMNS: Text =
    Text::new("{table}：没有用到的列：{columns}", "{table}: columns that are not used: {columns}");
/// Users with more than one row.
pub static DUPLICATE_USERS: Text = Text::new(
    "{count} 个用户在用户表里有多行，已逐项合并",
    "users with more than one row in the users table: {count}; their rows were joined field by field",
);
/// Groups with more than one row.
pub static DUPLICATE_GROUPS: Text = Text::new(
    "{count} 个群在群表里有多行，已逐项合并",
    "groups with more than one row in the groups table: {count}; their rows were joined field by field",
);
/// Suppressed ids that no table names.
pub static SUPPRESSED_UNKNOWN: Text =
    Text::new("屏蔽名单里有 {count} 个 ID 在数据中找不到", "ids of the suppression list that no table names: {count}");
/// A negative monthly spend.
pub static NEGATIVE_SPEND: Text =
    Text::new("{count} 行的月消费是负数，按 0 计", "rows with a negative monthly spend, taken as 0: {count}");
/// User ids cut by a spreadsheet.
pub static DAMAGED_USER_IDS: Text = Text::new(
    "{count} 个用户编号形如 1.23E+17，像是被 Excel 改成了科学计数，不同的人可能已混为一个；请从原系统重新导出",
    "user ids like 1.23E+17: {count}; Excel seems to have shortened them, so that different people may share one; export them again",
);
/// Group ids cut by a spreadsheet.
pub static DAMAGED_GROUP_IDS: Text = Text::new(
    "{count} 个群编号形如 1.23E+17，像是被 Excel 改成了科学计数，不同的群可能已混为一个；请从原系统重新导出",
    "group ids like 1.23E+17: {count}; Excel seems to have shortened them, so that different groups may share one; export them again",
);
/// The same file more than once.
pub static REPEATED_FILES: Text = Text::new(
    "{table}：{count} 个文件与另一个内容完全相同，其中的行被重复读入，请确认没有给重",
    "{table}: files with the same content as another: {count}; their rows are read again, make sure that none is given twice",
);
