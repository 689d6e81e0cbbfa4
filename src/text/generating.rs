//! Errors of the synthetic workload.

use super::Text;

/// Too few or too many users.
pub static USERS_RANGE: Text = Text::new(
    "用户数应为 1 到 {max} 之间的整数，实为 {found}",
    "users must be a whole number from 1 to {max}, not {found}",
);
/// A circle of nobody.
pub static CIRCLE_RANGE: Text = Text::new("每个圈子的人数至少为 1", "a circle needs at least 1 user");
/// A mean number of rows per user out of range.
pub static MEAN_RANGE: Text = Text::new(
    "{option} 应为 0 到 {max} 之间的数，实为 {found}",
    "{option} must be a number from 0 to {max}, not {found}",
);
/// A share outside 0 to 1.
pub static SHARE_RANGE: Text =
    Text::new("{option} 应为 0 到 1 之间的比例，实为 {found}", "{option} must be a share from 0 to 1, not {found}");
/// More rows than can be numbered.
pub static TOO_MANY_ROWS: Text = Text::new(
    "这样会生成 {rows} 行 {table}，最多 {max} 行",
    "this would make {rows} rows of {table}; the most is {max}",
);
/// An output cannot be written.
pub static CANNOT_WRITE: Text = Text::new("无法写入 {file}", "cannot write {file}");
