//! What may go wrong while an output is written.

use super::Text;

/// No directory is named.
pub static NO_NAME: Text = Text::new(
    "输出目录“{path}”没有可用的名字，请指定一个目录，例如 --out out",
    "the output directory \"{path}\" has no name of its own; give a directory, for example --out out",
);
/// The target is not a directory.
pub static NOT_A_DIRECTORY: Text =
    Text::new("{path} 不是目录，无法写入", "{path} is not a directory, so nothing can be written there");
/// The target is a symbolic link that leads nowhere.
pub static DANGLING: Text = Text::new("{path} 是一个失效的符号链接", "{path} is a symbolic link that leads nowhere");
/// The working directory is inside the target and would vanish.
pub static INSIDE: Text = Text::new(
    "当前目录就在输出目录 {path} 里，而它会被整体替换；请换到别处运行，或换一个输出目录",
    "the current directory is inside the output directory {path}, which is replaced as a whole; run from elsewhere or give another one",
);
/// The target is a mount point.
pub static MOUNT: Text = Text::new(
    "{path} 是挂载点，无法整体替换；请指定它下面的一个目录，例如 {path}/out",
    "{path} is a mount point and cannot be replaced as a whole; give a directory inside it, for example {path}/out",
);
/// Files that are not ours.
pub static FOREIGN: Text = Text::new(
    "{path} 里有 {count} 个文件（或目录）不是本程序写的，例如“{name}”；请换一个目录，或加 --force（它们会保留）",
    "{path} holds {count} {count|file or folder|files or folders} that no earlier run wrote, for example \"{name}\"; give another directory, or --force, which keeps {count|it|them}",
);
/// Something foreign stands where one of our files has to go.
pub static IN_THE_WAY: Text = Text::new(
    "{path} 里的“{name}”不是本程序写的，却与要写的文件同名；请先移走，或换一个目录",
    "\"{name}\" in {path} was not written by an earlier run but has the name of a file to be written; move it away, or give another directory",
);
/// Cannot write at the target.
pub static NOT_WRITABLE: Text = Text::new("无法写入 {path}", "cannot write to {path}");
/// The directory belongs to somebody else, in a directory where only the owner may move it.
pub static NOT_OURS: Text = Text::new(
    "{path} 属于另一个用户，在它所在的目录里只有所有者才能替换它；请指定它下面的一个目录，例如 {path}/out",
    "{path} belongs to another user, and in its parent directory only the owner may replace it; give a directory inside it, for example {path}/out",
);
/// A foreign file could not be carried over.
pub static NOT_KEPT: Text = Text::new(
    "无法保留 {path} 里原有的文件“{name}”，因此没有替换该目录",
    "the file \"{name}\" in {path} could not be kept, so the directory was not replaced",
);
/// A file could not be written.
pub static FILE: Text = Text::new("写 {name} 失败", "writing {name} failed");
/// The finished directory could not be put in place.
pub static NOT_PLACED: Text = Text::new(
    "结果已算好，但无法放到 {path}；原有内容未变",
    "the results are ready but could not be put in place at {path}; what was there is unchanged",
);
