//! What is wrong with a network that was handed over as slices.

use super::Text;

/// A weight that is none.
pub static WEIGHT: Text = Text::new(
    "{what}[{row}] 的权重是 {found}，应为 {least} 到 {most} 之间的数",
    "{what}[{row}] has the weight {found}, which should be a number from {least} to {most}",
);
/// What reaching somebody counts, and cannot.
pub static VALUE: Text = Text::new(
    "第 {node} 个用户（按 ID 的顺序，从 0 数起）的价值是 {found}，应为 0 到 {most} 之间的数",
    "the value of user number {node} (in the order of ids, from 0) is {found}, which should be a number from 0 to {most}",
);
/// More ids than numbers.
pub static TOO_MANY_IDS: Text =
    Text::new("{what} 有 {found} 个不同的 ID，至多 {most} 个", "{found} distinct ids of {what}; at most {most} fit");
/// A seed that is nobody.
pub static NO_SUCH_SEED: Text = Text::new("seeds[{row}] 不在网络里", "seeds[{row}] is not in the network");
/// Arrays of a CSR that do not belong together.
pub static CSR_LENGTHS: Text = Text::new(
    "CSR 的 {what} 有 {found} 项，应有 {expected} 项",
    "{what} of the CSR has {found} entries, where {expected} are expected",
);
/// Offsets that do not begin at 0.
pub static CSR_START: Text = Text::new(
    "CSR 的 offsets 要从 0 开始，比行数多一项；这里的第一项是 {found}",
    "offsets of a CSR begin with 0 and are one more than its rows; here the first is {found}",
);
/// Offsets that go down.
pub static CSR_OFFSETS: Text = Text::new(
    "CSR 的 offsets[{row}] 是 {found}，比前一项 {before} 还小",
    "offsets[{row}] of the CSR is {found}, below the {before} before it",
);
/// A target that is no row.
pub static CSR_TARGET: Text = Text::new(
    "CSR 的 targets[{row}] 是 {found}，而节点只有 {nodes} 个",
    "targets[{row}] of the CSR is {found}, and there are {nodes} nodes",
);
/// An edge that stands in one row only, or with two weights.
pub static CSR_ONE_WAY: Text = Text::new(
    "CSR 中 {a} 与 {b} 之间的边没有在两行里以同样的权重各出现一次；每条边若只写一次，请用 Stored::Once",
    "the edge between {a} and {b} does not stand in both rows of the CSR with the same weight; where each edge is stored once, say Stored::Once",
);
