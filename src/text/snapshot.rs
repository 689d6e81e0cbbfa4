//! What is wrong with a snapshot.

use super::Text;

/// Cannot be opened or read.
pub static UNREADABLE: Text = Text::new("无法读取快照 {file}", "cannot read the snapshot {file}");
/// Another file.
pub static FOREIGN: Text = Text::new("这不是 renmai 的快照文件", "this is no snapshot of renmai");
/// Another version.
pub static OTHER_VERSION: Text = Text::new(
    "快照的格式是第 {found} 版，这个程序只读第 {known} 版：请用这个程序从原表重新 build",
    "the snapshot has format {found}, and this program reads format {known}: build it again from the tables with this program",
);
/// Comes through a pipe, or compressed.
pub static PACKED: Text = Text::new(
    "这是 renmai 的快照：只能作为磁盘上的文件打开，不能从管道或标准输入读，也不能压缩；请直接写它的文件名",
    "a snapshot of renmai is opened as a file on disk, neither through a pipe or standard input nor compressed: name the file itself",
);
/// Unpacked it is too large.
pub static TOO_LARGE: Text = Text::new(
    "快照展开后要占 {mib} MiB 内存，这台机器不够：请换内存更大的机器；来历不明的文件可能已损坏",
    "unpacked, the snapshot takes {mib} MiB of memory, which this machine does not have: use a larger one, or, if you do not know the file, take it for damaged",
);
/// Shorter than it was.
pub static CUT_OFF: Text = Text::new(
    "快照文件不完整（被截断，或还没有复制完）",
    "the snapshot is not complete (cut off, or not yet copied to its end)",
);
/// Its directory was changed.
pub static DAMAGED_DIRECTORY: Text = Text::new("快照文件已损坏（目录）", "the snapshot is damaged (its directory)");
/// A section was changed.
pub static DAMAGED: Text = Text::new("快照文件已损坏（{section} 一节）", "the snapshot is damaged (section {section})");
/// A section is not there.
pub static MISSING: Text = Text::new(
    "快照里没有 {section} 一节（它由 renmai {program} 写出）：请从原表重新 build",
    "the snapshot has no section {section} (renmai {program} wrote it): build it again from the tables",
);
/// A section holds what cannot be.
pub static INCONSISTENT: Text =
    Text::new("快照里 {section} 一节与其他部分不符", "section {section} of the snapshot does not fit the others");
/// Together with tables.
pub static WITH_TABLES: Text = Text::new(
    "{snapshot} 是快照，代替全部输入表，不能再加 {other}",
    "{snapshot} is a snapshot and takes the place of all tables: {other} cannot be added",
);
/// An option of reading, which is over.
pub static READ_ALREADY: Text = Text::new(
    "快照 {file} 是按另外的读取设置写出的（{key}：快照里是 {before}，现在是 {now}）：请按新的设置重新 build",
    "the snapshot {file} was built with other settings of reading ({key}: {before} there, {now} now): build it again with these",
);
/// How it was written.
pub static BUILT: Text = Text::new("已写入 {file}（{size}）", "wrote {file} ({size})");
