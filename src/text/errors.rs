//! What went wrong, what was expected, what was found.

use std::io::ErrorKind;

use super::Text;

/// Members who are there and have left.
pub static GONE_AND_THERE: Text = Text::new(
    "有 {count} 人在同一个群里既写着在群（或入群），又写着已退群，不知道哪个在后：像是进退群的流水，或几天的名单合在一起。请每人每群只留最后一行，或写明 joined_at（入群时间）和 left_at（退群时间）",
    "{count} {count|person is|people are} listed in the same group both as a member (or joining) and as having left, and nothing tells which came last; this looks like a log of joining and leaving, or like lists of several days. Keep the last row for each person and group, or give joined_at and left_at",
);
/// The run was interrupted.
pub static INTERRUPTED: Text = Text::new("已中断，没有写出任何文件", "interrupted; nothing was written");
/// Follows what failed: the system's own words.
pub static CAUSE: Text = Text::new("（{cause}）", " ({cause})");
/// Follows what failed: what the system says in the reader's language, and its own words.
pub static CAUSE_KNOWN: Text = Text::new("：{words}（{cause}）", ": {words} ({cause})");

/// What the system says when a file cannot be read or written, where it often does.
pub fn system(kind: ErrorKind) -> Option<&'static Text> {
    Some(match kind {
        ErrorKind::NotFound => const { &Text::new("没有这个文件或文件夹", "there is no such file or folder") },
        ErrorKind::PermissionDenied => {
            const {
                &Text::new(
                    "没有权限，或正被别的程序（如 Excel）打开",
                    "not permitted, or another program such as Excel has it open",
                )
            }
        }
        ErrorKind::AlreadyExists => const { &Text::new("已经存在", "it exists already") },
        ErrorKind::IsADirectory => const { &Text::new("这是文件夹，不是文件", "this is a folder, not a file") },
        ErrorKind::NotADirectory => {
            const { &Text::new("路径中有一段不是文件夹", "part of the path is not a folder") }
        }
        ErrorKind::DirectoryNotEmpty => const { &Text::new("文件夹不是空的", "the folder is not empty") },
        ErrorKind::StorageFull => const { &Text::new("磁盘已满", "the disk is full") },
        ErrorKind::QuotaExceeded => const { &Text::new("超出磁盘配额", "the disk quota is used up") },
        ErrorKind::ReadOnlyFilesystem => {
            const { &Text::new("那里只能读，不能写", "this can only be read, not written") }
        }
        ErrorKind::FileTooLarge => const { &Text::new("文件太大", "the file is too large") },
        ErrorKind::InvalidFilename => const { &Text::new("文件名不合法", "this is not a valid file name") },
        ErrorKind::OutOfMemory => const { &Text::new("内存不够", "there is not enough memory") },
        ErrorKind::UnexpectedEof => {
            const { &Text::new("文件不完整，中途就断了", "the file is cut off in the middle") }
        }
        ErrorKind::TimedOut => const { &Text::new("等待超时", "it took too long") },
        ErrorKind::BrokenPipe => {
            const { &Text::new("接收输出的程序已经结束", "the program that took the output has ended") }
        }
        _ => return None,
    })
}
/// A table has rows that cannot be read.
pub static BAD_ROWS: Text = Text::new(
    "{file}：{count} 行读不了，没有写出任何文件（加 --skip-bad-rows 可把这些行放到一边，继续运行）",
    "{file}: {count} {count|row|rows} cannot be read; nothing was written (--skip-bad-rows sets {count|it|them} aside and goes on)",
);
/// One row that cannot be read: place, expected, found.
pub static ROW: Text = Text::new("{at}：应为{expected}，实为“{found}”", "{at}: expected {expected}, found \"{found}\"");
/// One row that cannot be read because of what is not there.
pub static ROW_EMPTY: Text = Text::new("{at}：应为{expected}，实为空", "{at}: expected {expected}, found nothing");
/// One row that cannot be read as a whole; what was found is a number of fields.
pub static ROW_FIELDS: Text =
    Text::new("{at}：应为{expected}，实为 {found} 个", "{at}: expected {expected}, found {found}");

/// Follows a row: others are like it.
pub static ALIKE: Text = Text::new("（这样的共 {count} 行）", " ({count} such rows)");

/// A table that the input format does not have.
pub static UNKNOWN_TABLE: Text = Text::new(
    "没有名为“{table}”的表；可用的表：memberships、interactions、users、groups、purchases",
    "there is no table \"{table}\"; the tables are memberships, interactions, users, groups, purchases",
);

/// No edge source.
pub static NO_EDGES: Text = Text::new(
    "没有关系数据：群成员表（memberships）和互动表（interactions）至少要给一个。如果每个文件（或工作表）是一个群的成员，请写 --memberships \"文件:group_id=@file\"（或 @sheet）",
    "nothing says who is connected with whom: give a memberships table, an interactions table or both. If each file or sheet holds the members of one group, say --memberships \"FILE:group_id=@file\" (or @sheet)",
);
/// What `-` is called.
pub static STDIN: Text = Text::new("标准输入", "standard input");
/// A file cannot be opened or read.
pub static UNREADABLE: Text = Text::new("文件打不开", "the file cannot be read");
/// A folder or a pattern without tables.
pub static NO_FILES: Text = Text::new(
    "{path}：里面没有能读的文件（csv、tsv、txt、xlsx、xls、ods、json …）",
    "{path}: there are no files that can be read (csv, tsv, txt, xlsx, xls, ods, json …)",
);
/// A sheet that a workbook does not have.
pub static NO_SUCH_SHEET: Text =
    Text::new("没有工作表“{sheet}”；有：{found}", "there is no sheet \"{sheet}\"; it has {found}");
/// A compressed file is damaged.
pub static NOT_DECOMPRESSED: Text =
    Text::new("解压失败，文件可能不完整", "the file cannot be decompressed, it may be incomplete");
/// More than a table may hold.
pub static TOO_LARGE: Text = Text::new(
    "内容超过 {mib} MiB，已停止读取（压缩包解开后、管道或设备送来的内容以 1 GiB 或文件大小的 100 倍为限）；确实有这么多时，先解压成普通文件再读",
    "holds more than {mib} MiB of text; reading stopped there (unpacked content, a pipe or a device may hold 1 GiB, or 100 times the file). If there really is that much, unpack it into a plain file first",
);
/// A run needs more memory than it may take.
pub static RUN_TOO_LARGE: Text = Text::new(
    "这样分析约需内存 {need} MiB，超过上限 {limit} MiB，到此为止。可以：在内存够用时调高 --max-memory（input.max_memory_mib；默认为本机或所在容器内存的 80%）；减少输入（少几张表、缩短时间范围）；加 --betweenness sampled；不选种子用户（seeds.k = 0）；或只要一份名单（renmai shortlist）",
    "this analysis needs about {need} MiB of memory, more than the limit of {limit} MiB, so it ends here. If there is memory for it, raise --max-memory (input.max_memory_mib; without it 80% of what the machine or its container has); or give less input (fewer tables, a shorter time), use --betweenness sampled, leave out the seeds (seeds.k = 0), or ask for a single list (renmai shortlist)",
);
/// Reading needs more memory than it may take.
pub static TABLES_TOO_LARGE: Text = Text::new(
    "{files}：共 {rows} 行，读入约需内存 {need} MiB，超过上限 {limit} MiB，已停止。可以：在内存够用时调高 --max-memory（input.max_memory_mib；默认为本机或所在容器内存的 80%），或减少输入（少几张表、缩短时间范围）",
    "{files}: {rows} rows, which need about {need} MiB of memory to be read, more than the limit of {limit} MiB; reading stopped there. If there is memory for it, raise --max-memory (input.max_memory_mib; without it 80% of what the machine or its container has), or give less input (fewer tables, a shorter time)",
);
/// A workbook or a page of more than all files together may hold.
pub static SHEETS_TOO_LARGE: Text = Text::new(
    "解开后超过 {mib} MiB，已停止读取；内存够用的话，调高 input.max_memory_mib（--max-memory），或把要用的工作表另存为 CSV",
    "holds more than {mib} MiB, unpacked; reading stopped there. If there is memory for it, raise input.max_memory_mib (--max-memory), or save the sheets that matter as CSV",
);
/// More text than all files together may hold.
pub static OVER_BUDGET: Text = Text::new(
    "{files}：合计超过 {mib} MiB（解压后），读入至少需内存 {need} MiB，超过上限 {limit} MiB，已停止读取；内存够用的话，调高 --max-memory（input.max_memory_mib；默认为本机或所在容器内存的 80%），或减少输入",
    "{files}: together more than {mib} MiB of text, unpacked, which need at least {need} MiB of memory, more than the limit of {limit} MiB; reading stopped there. If there is memory for it, raise --max-memory (input.max_memory_mib; without it 80% of what the machine or its container has), or give less input",
);
/// Memory cannot be had.
pub static OUT_OF_MEMORY: Text = Text::new(
    "内存不够，数据放不下；可减少输入、调小 --threads，或换内存更大的机器",
    "there is not enough memory for the data; smaller inputs and fewer threads need less",
);
/// The first line does not end.
pub static NOT_A_TABLE: Text =
    Text::new("开头 {mib} MiB 里没有换行，不是 CSV 表", "no line break in the first {mib} MiB: not a CSV table");
/// Hardly anything can be decoded.
pub static NOT_TEXT: Text = Text::new("不是文本，几乎无法解码", "not text: hardly any of it can be decoded");
/// A workbook that only opens with a password.
pub static WORKBOOK_PASSWORD: Text = Text::new(
    "这个工作簿设有打开密码；请在 Excel 里打开，另存一份不设密码的",
    "protected by a password: open it in Excel and save a copy without",
);
/// A workbook that cannot be read.
pub static WORKBOOK_DAMAGED: Text = Text::new(
    "工作簿读不了，可能不完整或已损坏；请在 Excel 里打开后另存一份",
    "this workbook cannot be read, it may be incomplete or damaged: open it in Excel and save a copy",
);
/// A Parquet or Arrow file that cannot be read.
pub static ARROW_DAMAGED: Text = Text::new(
    "Parquet 或 Arrow 文件读不了，可能不完整、已损坏或用了不支持的压缩；请重新导出",
    "this Parquet or Arrow file cannot be read, it may be incomplete, damaged or compressed in a way that is not supported: export it again",
);
/// A value that cannot stand in a cell.
pub static NO_CELL: Text = Text::new(
    "{column} 列的类型是 {type}，应为文字、数字、日期、时间、是否或它们的列表；请在导出时转换或去掉这一列",
    "the column {column} is of type {type}; expected text, numbers, dates, times, booleans or lists of them: convert or leave it out when exporting",
);
/// A Parquet or Arrow file, in a program built without them.
pub static NO_ARROW: Text = Text::new(
    "这是 Parquet 或 Arrow 文件，这个程序编译时没有带上；请用 --features arrow 重新编译，或导出为 CSV",
    "this is a Parquet or Arrow file, for which this program was not built: build it with --features arrow, or export CSV",
);
/// An archive of something else.
pub static NO_WORKBOOK: Text = Text::new(
    "这是压缩包，里面不是工作簿；请解压后再读",
    "this is an archive, not a workbook: unpack it and give the files inside",
);
/// A workbook without a sheet that is seen.
pub static NO_SHEET: Text = Text::new("工作簿里没有可见的工作表", "this workbook has no visible sheet");
/// A page without a table.
pub static NO_HTML_TABLE: Text = Text::new(
    "这是网页，里面没有表格；可能是登录页或出错页，请重新导出",
    "this is a web page without a table, maybe a login or an error page: export it again",
);
/// JSON that is no JSON.
pub static JSON_BROKEN: Text = Text::new("JSON 不完整或有错：{found}", "this JSON is incomplete or wrong: {found}");
/// JSON within JSON within JSON.
pub static JSON_DEEP: Text = Text::new(
    "JSON 嵌套超过 {most} 层，不像是数据",
    "this JSON is nested more than {most} levels deep, unlike any real data",
);
/// JSON that is nothing known.
pub static JSON_UNKNOWN: Text = Text::new(
    "认不出这份 JSON：这里是 {found}。能认的有：企业微信的群详情（group_chat）、群列表（group_chat_list）、客户详情（external_contact、external_contact_list）、标签库（tag_group）、朋友圈互动（comment_list、like_list）、直播邀请（invitor_external_userid）、会话存档（msgid、from、tolist），以及由简单对象组成的数组",
    "this JSON is not recognised: here is {found}. Recognised are WeCom's group_chat, group_chat_list, external_contact, external_contact_list, tag_group, comment_list and like_list, invitor_external_userid, the message archive (msgid, from, tolist), and arrays of plain objects",
);
/// WeCom's answer is an error.
pub static WECOM_REFUSED: Text = Text::new(
    "这不是数据：企业微信返回了错误 {code}（{found}）",
    "not data: WeCom answered with error {code} ({found})",
);
/// A file without a header.
pub static EMPTY_FILE: Text = Text::new("文件是空的，连表头也没有", "the file is empty, without even a header");
/// The header is not closed.
pub static HEADER_QUOTE: Text = Text::new("表头里有没配对的引号", "a quotation mark in the header is never closed");
/// The header has bytes that are no text.
pub static HEADER_BYTES: Text = Text::new("表头不是有效的 {encoding} 文本", "the header is not valid {encoding} text");
/// Required columns are missing.
pub static MISSING_COLUMN: Text = Text::new(
    "{table} 表缺少必需的列：{columns}；现有的列：{found}。列名不同时，可在 [input.columns.{table}] 里对应",
    "table {table} lacks required columns: {columns}; it has {found}. If they are called otherwise, map them in [input.columns.{table}]",
);
/// Required columns are missing, and others are called nearly so.
pub static MISSING_COLUMN_NEAR: Text = Text::new(
    "{table} 表缺少必需的列：{columns}；是不是 {near}？是的话请在 [input.columns.{table}] 里对应。现有的列：{found}",
    "table {table} lacks required columns: {columns}; is it {near}? Then map it in [input.columns.{table}]. It has {found}",
);
/// No header, and nobody says which table it is.
pub static NO_HEADER_NO_TABLE: Text = Text::new(
    "没有表头的文件认不出是哪张表；请用 --memberships、--interactions 等指明",
    "without a header nothing tells which table this is: name it with --memberships, --interactions and so on",
);
/// The first line looks like data.
pub static LOOKS_LIKE_DATA: Text = Text::new(
    "这一行像数据，不像表头：{found}。文件没有表头时，请设 input.header = false（各列按 user_id, group_id … 的顺序，或在 [input.columns] 里写第几列）",
    "this line looks like data rather than a header: {found}. If the file has none, set input.header = false; columns then go in the order user_id, group_id …, or by number in [input.columns]",
);
/// The lines look like a group and its members each.
pub static LOOKS_LIKE_LISTS: Text = Text::new(
    "各行的字段数不一样，像是每行一个群和它的成员；若是，请设 input.grid = \"lists\"",
    "lines have different numbers of fields, as if each held a group and its members; if so, set input.grid = \"lists\"",
);
/// Lists whose lines are parted by more than one sign.
pub static LISTS_PARTED_TWICE: Text = Text::new(
    "每行都有不止一种分隔符：分开后还有“{found}”。请全部换成同一种（如逗号），或设 input.delimiter",
    "every line has more than one separator: \"{found}\" would still hold another. Use only one, such as a comma, or set input.delimiter",
);
/// The cells look like those of a matrix.
pub static LOOKS_LIKE_MATRIX: Text = Text::new(
    "这像一张矩阵（行是用户，列是群或用户，格里是 0 和 1）；若是，请用 --memberships 或 --interactions 指明，并设 input.grid = \"matrix\"；若是用户表，请用 --users 指明",
    "this looks like a matrix: users down, groups or users across, 0 and 1 in the cells; if so, name it with --memberships or --interactions and set input.grid = \"matrix\"; if it is a table of users, name it with --users",
);
/// No table is known by such a header.
pub static UNRECOGNISED: Text = Text::new(
    "认不出是哪张表，表头是：{found}。请用 --memberships、--interactions、--users、--groups、--purchases 指明，或在 [input.columns] 里对应列名；不是表的文件请不要给",
    "no table was recognised by this header: {found}. Name it with --memberships, --interactions, --users, --groups or --purchases, or map columns in [input.columns]; leave the file out if it is not a table",
);
/// The same, where the text may be read in a wrong encoding.
pub static UNRECOGNISED_OR_GARBLED: Text = Text::new(
    "认不出是哪张表，表头是：{found}。文件按 {encoding} 读的；这里是乱码时，请设 input.encoding（big5、utf-8、gb18030），或在 Excel 里另存为“CSV UTF-8”。不是乱码时，请用 --memberships、--interactions、--users、--groups、--purchases 指明，或在 [input.columns] 里对应列名；不是表的文件请不要给",
    "no table was recognised by this header: {found}. It was read as {encoding}: if it looks garbled, set input.encoding (big5, utf-8, gb18030), or save it from Excel as CSV UTF-8. Otherwise name it with --memberships, --interactions, --users, --groups or --purchases, or map columns in [input.columns]; leave the file out if it is not a table",
);
/// Another table below the rows of one.
pub static SECOND_TABLE: Text = Text::new(
    "这里又开始了另一张表；请把它另存为一个文件，或放到另一张工作表里",
    "another table begins here: save it as a separate file, or move it to a separate sheet",
);
/// A chat saved as text. No word of it: it names people.
pub static CHAT_TEXT: Text = Text::new(
    "这是另存成文本的聊天记录（写着谁在什么时候说了什么），昵称不能当作 ID。要知道谁和谁说话，请用会话内容存档导出的 JSON，或一行一条、有 ID 的消息表；只要成员，请导出群成员表",
    "this is a chat saved as text (who said what when), and nicknames cannot serve as ids. To learn who talks to whom, use the JSON of the message archive, or a table of messages with ids, one a line; for the members alone, export the list of members",
);
/// A list of whom to leave alone, and nothing says which column is their id.
pub static BARRED_WITHOUT_ID: Text = Text::new(
    "按文件名这是屏蔽名单，可是看不出哪一列是 ID：{found}。请把那一列的表头改成 user_id；没有表头时，请在第一行上面加一行，在 ID 那一列写 user_id",
    "by its name this is a suppression list, but nothing tells which column is the id: {found}. Call that column user_id; if there is no header, add a first line with user_id above the column of ids",
);
/// Members of groups by name alone.
pub static PEOPLE_BY_NAME: Text = Text::new(
    "这里的人只有名字（“{name}”），没有 ID，而名字会重：{found}。请导出带 ID 的（客户 ID、external_userid 或手机号）；确定名字不重时，在 [input.columns.memberships] 里写 user_id = \"{name}\"",
    "people are listed by name alone ({name}), without ids, and names repeat: {found}. Export them with an id (customer id, external_userid or phone); if you are sure that no name repeats, write user_id = \"{name}\" under [input.columns.memberships]",
);
/// Members of groups, and nothing says which column is their id.
pub static MEMBERS_WITHOUT_ID: Text = Text::new(
    "这像是群成员，可是看不出哪一列是人的 ID：{found}。请在 [input.columns.memberships] 里写 user_id = \"那一列的表头\"，或把表头改成 user_id；如果是群的清单，请加上群 ID 一列",
    "these look like members of groups, but nothing tells which column is the person's id: {found}. Write user_id = \"that header\" under [input.columns.memberships], or call it user_id; if it is a list of groups, add a column of group ids",
);
/// Groups by name alone.
pub static GROUPS_WITHOUT_ID: Text = Text::new(
    "这像是群的清单，可是没有群 ID 一列，也没有成员：{found}。请加上群 ID（与成员表里的一样；成员表只有群名时，把“群名称”一列改名为 group_id）",
    "this looks like a list of groups, but it has neither group ids nor members: {found}. Add the group ids (as in the memberships table; if that has names only, rename the column of names here to group_id)",
);
/// A cell that can be read in two ways.
pub static TWO_READINGS: Text = Text::new(
    "“{found}”有两种读法：{one} 或 {other}，这一列的其他格也看不出是哪种；请设 {setting}",
    "\"{found}\" can be read as {one} or as {other}, and the rest of the column does not settle it; set {setting}",
);
/// Two cells of a column that go with different readings.
pub static TWO_CELLS: Text = Text::new(
    "同一列里“{found}”只能是 {one}，“{against}”却只能是 {other}；请改成一种写法，或设 {setting}",
    "in one column \"{found}\" can only be {one} and \"{against}\" only {other}; write them all the same way, or set {setting}",
);
/// The same, where no setting helps.
pub static TWO_CELLS_UNSETTLED: Text = Text::new(
    "同一列里“{found}”像是 {one}，“{against}”像是 {other}，两种写法混在一起；请改成一种",
    "in one column \"{found}\" looks like {one} and \"{against}\" like {other}; write them all the same way",
);
/// Expected: a closing quotation mark.
pub static EXPECTED_CLOSING_QUOTE_FIRST: Text = Text::new(
    "成对的引号（这里的引号一直到后面的行才配对，中间像是别的行）",
    "a closing quotation mark: the one opened here is not closed until lines below, and what lies between looks like rows",
);
/// Two headers for one column.
pub static DUPLICATE_HEADER: Text = Text::new(
    "与第 {first_column} 列“{first}”重复，是同一个字段；请删去或改名其中一列",
    "means the same as column {first_column} (\"{first}\"); remove or rename one of them",
);
/// A price beside a quantity, and no amount.
pub static UNIT_PRICE: Text = Text::new(
    "旁边有“{quantity}”，这一列可能是单价，也可能是整行的金额。是整行的金额，请在 [input.columns.purchases] 里写 amount = \"{price}\"；是单价，请在文件里加一列金额（单价×数量）",
    "stands beside \"{quantity}\": it may be the unit price or the amount of the row. If it is the amount, write amount = \"{price}\" under [input.columns.purchases]; if it is the unit price, add a column with the amount (price × quantity)",
);
/// A price of one and a quantity, and nothing that says what was paid.
pub static UNIT_PRICE_ALONE: Text = Text::new(
    "是单价，旁边有“{quantity}”，没有一列写实际付了多少；请在文件里加一列金额（单价×数量，减去优惠）",
    "is a unit price beside \"{quantity}\", and no column says what was actually paid; add a column with the amount (price × quantity, less discounts)",
);
/// A mapping names a column that the table does not have.
pub static MAPPED_COLUMN_UNKNOWN: Text = Text::new(
    "[input.columns.{table}] 里的“{column}”不是 {table} 表的列；可用的列：{columns}",
    "\"{column}\" in [input.columns.{table}] is not a column of {table}; the columns are {columns}",
);
/// A mapping names a header that the file does not have.
pub static MAPPED_HEADER_MISSING: Text = Text::new(
    "[input.columns.{table}] 把 {column} 对应到“{header}”，但文件里没有这一列；现有的列：{found}",
    "[input.columns.{table}] maps {column} to \"{header}\", but the file has no such column; it has {found}",
);
/// A constant for a column that the table does not have.
pub static CONSTANT_UNKNOWN: Text = Text::new(
    "“{column}”不是 {table} 表的列，不能设为固定值；可用的列：{columns}",
    "\"{column}\" is not a column of {table} and cannot be set for all rows; the columns are {columns}",
);
/// A constant for a column that the file has.
pub static CONSTANT_TWICE: Text = Text::new(
    "文件里已有这一列，不能再把 {column} 设为固定值",
    "the file has this column already, so {column} cannot be set for all rows",
);
/// A constant that is no value of its column.
pub static CONSTANT_VALUE: Text = Text::new(
    "{column} 不能设为“{found}”，不是它能取的值",
    "{column} cannot be set to \"{found}\", which is not one of its values",
);

/// Expected: an id.
pub static EXPECTED_ID: Text = Text::new("非空的编号", "an id that is not empty");
/// Expected: an id on one line.
pub static EXPECTED_ONE_LINE: Text = Text::new("不含换行的编号", "an id without a line break");
/// Expected: an id in full.
pub static EXPECTED_UNMASKED: Text = Text::new(
    "完整的编号：打了码的可能是几个人，请导出完整的，或在 [input.columns] 里指明另一列",
    "an id in full: partly hidden, it may stand for several people; export it in full, or name another column in [input.columns]",
);
/// Expected: a time.
pub static EXPECTED_TIME: Text = Text::new("时间，如 2024-05-01 13:00:00", "a time such as 2024-05-01 13:00:00");
/// A header with more columns than any table of people has.
pub static TOO_MANY_COLUMNS: Text = Text::new(
    "表头有 {found} 列，最多 {most} 列：这像是一张矩阵，请改成每行一条记录",
    "the header has {found} columns, and at most {most} are allowed: this looks like a matrix; write one record a row instead",
);
/// Expected: a time that is believed.
pub static EXPECTED_TIME_BELIEVED: Text = Text::new(
    "{earliest} 到 {latest} 之间的时间（可用 input.earliest、input.latest 放宽）",
    "a time from {earliest} to {latest} (input.earliest and input.latest widen this)",
);
/// Expected: a time that is believed, where a day number of Excel stands.
pub static EXPECTED_TIME_NOT_SERIAL: Text = Text::new(
    "{earliest} 到 {latest} 之间的时间（这像是 Excel 的日期序号，即 {date}：请把该列设为日期格式再导出）",
    "a time from {earliest} to {latest}; this looks like Excel's date number for {date}: format the column as dates and export it again",
);
/// Expected: a count.
pub static EXPECTED_COUNT: Text = Text::new("数字，如 3", "a number such as 3");
/// Expected: a count that is not below 0.
pub static EXPECTED_NOT_NEGATIVE: Text = Text::new("不小于 0 的数", "a number of at least 0");
/// Expected: a count within bounds.
pub static EXPECTED_WITHIN: Text =
    Text::new("0，或 {least} 到 {most} 之间的数", "0 or a number from {least} to {most}");
/// Expected: an amount within bounds.
pub static EXPECTED_AT_MOST: Text = Text::new("绝对值不超过 {most} 的金额", "an amount of at most {most}");
/// Expected: a number instead of NaN.
pub static EXPECTED_NOT_NAN: Text = Text::new("确定的数字（不能是 NaN）", "a number, not NaN");
/// Expected: a finite number.
pub static EXPECTED_FINITE: Text = Text::new("有限的数字（不能是无穷大）", "a finite number, not infinity");
/// Expected: an amount.
pub static EXPECTED_AMOUNT: Text = Text::new("金额，如 1,299.00", "an amount such as 1,299.00");
/// Expected: an amount in the unit of its header.
pub static EXPECTED_BARE_AMOUNT: Text = Text::new(
    "不带单位和货币符号的数字：表头已写明单位",
    "a number without unit or currency sign: the header already names the unit",
);
/// Amounts in several currencies.
pub static SEVERAL_CURRENCIES: Text = Text::new(
    "一列金额里有几种货币（{currencies}），不能相加；请都换算成元（或同一种货币）再给",
    "the amounts of one column are in several currencies ({currencies}) and cannot be added up; convert them all to yuan, or to one currency",
);
/// Expected: a member type.
pub static EXPECTED_MEMBER_TYPE: Text =
    Text::new("成员类型 customer（客户）、staff（员工）或 robot（机器人）", "customer, staff or robot");
/// Expected: a role.
pub static EXPECTED_ROLE: Text =
    Text::new("角色 friend（好友）、group_member（群成员）或 follower（粉丝）", "friend, group_member or follower");
/// Expected: yes or no.
pub static EXPECTED_FLAG: Text = Text::new("是或否（yes/no、true/false、1/0）", "yes or no (true/false, 1/0)");
/// Expected: text.
pub static EXPECTED_TEXT: Text = Text::new("文本", "text");
/// Expected: so many fields.
pub static EXPECTED_FIELDS: Text = Text::new("每行 {n} 个字段", "{n} fields");
/// Expected: valid bytes.
pub static EXPECTED_VALID_BYTES: Text = Text::new("有效的 {encoding} 文本", "valid {encoding} text");
/// Expected: a closing quotation mark.
pub static EXPECTED_CLOSING_QUOTE: Text = Text::new("成对的引号", "a closing quotation mark");
/// Expected: nothing more in a quoted field.
pub static EXPECTED_DELIMITER: Text =
    Text::new("分隔符或行尾（在后引号之后）", "a delimiter or the end of the line after the closing quotation mark");
/// Two tables that share almost nobody.
pub static DISJOINT: Text = Text::new(
    "{one} 与 {other} 几乎没有共同的人（{least} 人里只有 {both} 人）：前者如 {of_one}，后者如 {of_other}。多半是两边用了不同的编号：请在 users 表里给出对应（如 phone、unionid 一列），或换成同一种编号再导出；如果确实是两批人，请加 --allow-disjoint",
    "{one} and {other} have almost nobody in common: {both} of {least} people. The first has ids such as {of_one}, the second such as {of_other}. These seem to be two kinds of id: match them in the users table (a column such as phone or unionid), or export both with the same id; if the people really differ, add --allow-disjoint",
);

/// Parts of a method that does not search from everybody.
pub static PARTS_NOT_SAMPLED: Text = Text::new(
    "抽样的介数不能分片计算：请用 --betweenness exact，或 --betweenness weighted 而计算量不超过 betweenness.exact_budget（也不给 samples、epsilon）",
    "betweenness from samples has no parts: use --betweenness exact, or weighted within betweenness.exact_budget and without samples or epsilon",
);
/// A part, or a folder of parts, cannot be read.
pub static PART_UNREADABLE: Text = Text::new("{file}：读不了", "{file}: cannot be read");
/// A file that is something else.
pub static PART_NOT: Text = Text::new("{file}：不是介数的分片文件", "{file}: is no part of a betweenness run");
/// A file of another version of the format.
pub static PART_VERSION: Text = Text::new(
    "{file}：分片文件的格式版本是 {found}，本程序读写的是 {known}",
    "{file}: is a part in version {found} of the format; this program knows {known}",
);
/// A file that was cut off, or that something was added to.
pub static PART_LENGTH: Text = Text::new(
    "{file}：分片文件不完整，应有 {expected} 字节，实有 {found} 字节",
    "{file}: is a part of {expected} bytes but has {found}: cut off, or not all of it arrived",
);
/// A file whose content has changed.
pub static PART_DAMAGED: Text = Text::new(
    "{file}：分片文件的内容已损坏（与校验和不符）",
    "{file}: is a damaged part, its content does not agree with its checksum",
);
/// Two files are the same part.
pub static PART_TWICE: Text = Text::new(
    "{file} 和 {other} 都是第 {part} 片（共 {parts} 片）；请移走一个",
    "{file} and {other} are both part {part} of {parts}; move one away",
);
/// Parts that are not there.
pub static PARTS_MISSING: Text =
    Text::new("{dir}：共 {parts} 片，缺第 {missing} 片", "{dir}: of {parts} parts these are missing: {missing}");
/// No part is there.
pub static PARTS_NONE: Text =
    Text::new("{dir}：里面没有介数的分片文件", "{dir}: there is no part of a betweenness run");
/// A part of another run.
pub static PART_FOREIGN: Text = Text::new(
    "{file}：这一片属于另一次计算：数据、配置或程序版本不同",
    "{file}: is a part of another run: of other data, another configuration or another version of the program",
);
/// Parts of two runs.
pub static PARTS_MIXED: Text = Text::new(
    "{file} 和 {other} 不是同一次计算的分片：数据、配置或程序版本不同",
    "{file} and {other} are parts of different runs: of other data, another configuration or another version of the program",
);
/// Parts of a run that was cut in two ways.
pub static PARTS_CUT: Text = Text::new(
    "{file}：这是分成 {found} 片的一片，这里要的是分成 {expected} 片的",
    "{file}: is one of {found} parts; here it should be one of {expected}",
);
