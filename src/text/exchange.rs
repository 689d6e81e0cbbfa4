//! The words of `export`.

use super::Text;

/// More edges than allowed.
pub static TOO_MANY_EDGES: Text = Text::new(
    "用户图超过 {limit} 条边（最多 {pairs} 条）。可用 --min-strength、--ego 用户ID、--circle、--where 缩小范围，用 --graph layers 导出两层（用户与群），或用 --max-edges 放宽上限",
    "the user graph has more than {limit} edges (at most {pairs}). Take less of it with --min-strength, --ego USER_ID, --circle or --where, the two layers (users and groups) with --graph layers, or allow more with --max-edges",
);
/// No such circle.
pub static NO_SUCH_CIRCLE: Text =
    Text::new("没有圈子 {circle}：共 {count} 个圈子", "there is no circle {circle}: there {count|is|are} {count}");
/// The user graph is written.
pub static WRITTEN_USERS: Text = Text::new(
    "已写入 {path}：{users} 个用户，{edges} 条边",
    "written to {path}: {users} {users|user|users}, {edges} {edges|edge|edges}",
);
/// The layers are written.
pub static WRITTEN_LAYERS: Text = Text::new(
    "已写入 {path}：{users} 个用户，{groups} 个群，{edges} 条边",
    "written to {path}: {users} {users|user|users}, {groups} {groups|group|groups}, {edges} {edges|edge|edges}",
);
/// Conditions that nobody meets.
pub static NOBODY: Text = Text::new("没有人符合条件，什么也没有写", "nobody meets the conditions; nothing is written");
