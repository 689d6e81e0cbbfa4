//! What reading skipped or flagged.

use super::Text;

/// Rows that cannot be read were set aside.
pub static REJECTED_ROWS: Text = Text::new(
    "“{table}”表：{count} 行读不了，已放到一边，不计入分析；其中说不该列入的人仍不列入",
    "{table}: {count} {count|row|rows} could not be read and {count|was|were} set aside, out of the analysis; whoever such a row says is to be left out is left out all the same",
);
/// What rows that were set aside still say.
pub static REJECTED_ROWS_HEEDED: Text = Text::new(
    "“{table}”表：放到一边的行里仍能认出 {count} 人，照样不列入（退订、未同意、屏蔽或员工）",
    "{table}: rows that were set aside still keep {count} {count|person|people} out (opted out, no consent, suppressed, or staff)",
);
/// Whether somebody opted out cannot be read.
pub static OPT_OUT_UNREADABLE: Text = Text::new(
    "“{table}”表：{count} 人是否退订读不出来（最先在 {file} 第 {line} 行），一律按已退订处理",
    "{table}: for {count} {count|person|people} it cannot be read whether they opted out (the first in {file}, line {line}); they count as opted out",
);
/// Files without rows.
pub static NO_ROWS: Text = Text::new(
    "“{table}”表：{count} 个文件只有表头，没有可用的数据行",
    "{table}: {count} {count|file has|files have} a header but no usable row",
);
/// Rows with only empty cells.
pub static EMPTY_ROWS: Text =
    Text::new("“{table}”表：跳过 {count} 个空行", "{table}: skipped {count} empty {count|row|rows}");
/// The header once more among the rows.
pub static REPEATED_HEADERS: Text = Text::new(
    "“{table}”表：数据中又出现 {count} 次表头（像是几个文件首尾相接），已跳过",
    "{table}: skipped {count} {count|row that repeats|rows that repeat} the header, as where files are joined end to end",
);
/// Columns that are not used.
pub static IGNORED_COLUMNS: Text =
    Text::new("“{table}”表：没有用到的列：{columns}", "{table}: unused columns: {columns}");
/// Users with more than one row.
pub static DUPLICATE_USERS: Text = Text::new(
    "{count} 个用户在用户表里有多行，已合成一行",
    "{count} {count|user has|users have} several rows in the users table; the rows of each were joined, column by column",
);
/// Groups with more than one row.
pub static DUPLICATE_GROUPS: Text = Text::new(
    "{count} 个群在群表里有多行，已合成一行",
    "{count} {count|group has|groups have} several rows in the groups table; the rows of each were joined, column by column",
);
/// Suppressed ids that no table names.
pub static SUPPRESSED_UNKNOWN: Text = Text::new(
    "屏蔽名单里有 {count} 个编号在数据中找不到",
    "{count} {count|id|ids} of the suppression list {count|is|are} in no table",
);
/// Employees whom no table names.
pub static STAFF_UNKNOWN: Text = Text::new(
    "员工表里有 {count} 个编号在数据中找不到",
    "{count} {count|id|ids} of the staff table {count|is|are} in no other table",
);
/// A negative monthly spend.
pub static NEGATIVE_SPEND: Text = Text::new(
    "{count} 行的月消费是负数，按 0 计",
    "{count} {count|row has|rows have} a negative monthly spend, taken as 0",
);
/// User ids cut by a spreadsheet.
pub static DAMAGED_USER_IDS: Text = Text::new(
    "{count} 个用户编号形如 1.23E+17，像是被 Excel 改成了科学计数，不同的人可能已混为一个；请从原系统重新导出",
    "{count} user {count|id looks|ids look} like 1.23E+17: Excel seems to have shortened {count|it|them}, so different people may share one; export from the source again",
);
/// Numbers of orders cut by a spreadsheet.
pub static DAMAGED_ORDER_IDS: Text = Text::new(
    "{count} 个订单号形如 1.23E+17，像是被 Excel 改成了科学计数，不同的订单可能已合成一单；请从原系统重新导出",
    "{count} order {count|number looks|numbers look} like 1.23E+17: Excel seems to have shortened {count|it|them}, so different orders may have become one; export from the source again",
);
/// Numbers of orders cut to 15 digits.
pub static ORDER_IDS_END_IN_ZEROS: Text = Text::new(
    "{count} 个 16–19 位的订单号几乎都以 000 结尾，像是 Excel 把长数字截成了 15 位，不同的订单可能已合成一单；请把该列存为文本再导出",
    "nearly all of {count} order numbers of 16 to 19 digits end in zeros: Excel keeps only 15 digits, so different orders may have become one; export that column as text",
);
/// Orders of which it is not said whether they were paid.
pub static PAID_UNSAID: Text = Text::new(
    "{count} 行订单的“是否支付”是空的，按已支付计；若空着表示没付，请删去这些行",
    "{count} {count|row|rows} of orders {count|leaves|leave} it open whether they were paid and {count|counts|count} as paid; if empty means unpaid, remove {count|it|them}",
);
/// Group ids cut by a spreadsheet.
pub static DAMAGED_GROUP_IDS: Text = Text::new(
    "{count} 个群编号形如 1.23E+17，像是被 Excel 改成了科学计数，不同的群可能已混为一个；请从原系统重新导出",
    "{count} group {count|id looks|ids look} like 1.23E+17: Excel seems to have shortened {count|it|them}, so different groups may share one; export from the source again",
);
/// The same file more than once.
pub static REPEATED_FILES: Text = Text::new(
    "“{table}”表：{count} 个文件与另一个内容完全相同，这些行读入了两次，请确认没有重复提供",
    "{table}: {count} {count|file has|files have} the same content as another, so those rows are read twice; make sure that no file is given twice",
);

/// A header that is not the first line.
pub static HEADER_BELOW: Text = Text::new(
    "{file}：表头在第 {line} 行，上面的 {count} 行标题没有当作数据",
    "{file}: the header is in line {line}; the {count} {count|line|lines} above it {count|was|were} not taken for data",
);
/// A header in a comment line.
pub static HEADER_IN_COMMENT: Text = Text::new(
    "{file}：表头写在第 {line} 行的注释里，按它来读",
    "{file}: the header is in a comment, line {line}, and was taken from there",
);
/// Comment lines.
pub static COMMENT_LINES: Text = Text::new(
    "“{table}”表：跳过 {count} 行注释（以 #、% 或 // 开头）",
    "{table}: skipped {count} comment {count|line|lines} (#, % or //)",
);
/// A log of messages.
pub static MESSAGE_LOG: Text = Text::new(
    "“{table}”表：{count} 条是群消息记录：发言的人算群成员，计入活跃与时段，不单凭发言连成关系",
    "{table}: {count} {count|row is a message|rows are messages} to a group: the sender counts as a member and as active then, but writing to a group ties nobody",
);
/// An encoding that only the look of the text speaks for.
pub static ENCODING_GUESSED: Text = Text::new(
    "{file}：编码没有标明，按 {encoding} 读；如有乱码，请用 input.encoding 指明",
    "{file}: its encoding is not marked, so it was read as {encoding}; if it looks garbled, set input.encoding",
);
/// Sheets that are no table.
pub static SHEETS_PASSED_OVER: Text = Text::new(
    "{file}：有 {count} 张工作表认不出是哪张表，没有读：{sheets}",
    "{file}: {count} {count|sheet was|sheets were} not recognised as a table and left out: {sheets}",
);
/// A sheet that is a table in which something is wrong.
pub static SHEET_LEFT_OUT: Text =
    Text::new("{file}：像是一张表，可是没有读：{why}", "{file}: looks like a table, but was not read: {why}");
/// Members of whom more is said than that they are members.
pub static MEMBERS_DESCRIBED: Text = Text::new(
    "{file}：成员的行里还有 {columns}，当作这些人自己的，也按用户表读了；如果说的是群，请改掉这些表头",
    "{file}: the rows of members also have {columns}; this was taken to describe the people and read as a table of users too. If it describes the group, rename those columns",
);
/// A table of users that says in which groups they are.
pub static USERS_IN_GROUPS: Text = Text::new(
    "{file}：用户表里有一列写着在哪些群，也当作群成员读了；不对时请改掉这一列的表头",
    "{file}: a column of this table of users says which groups they are in, so it was read as memberships too. If that is wrong, rename the column",
);
/// People who are listed and in no group.
pub static IN_NO_GROUP: Text = Text::new(
    "{count} 行没有写明在哪个群：这些人算用户，但不在任何群里",
    "{count} {count|row names|rows name} no group: these people count as users, but are in no group",
);
/// Cells that could not be read.
pub static CELLS_EMPTIED: Text = Text::new(
    "{file}：“{column}”一列有 {count} 格读不了，按空着处理",
    "{file}: {count} {count|cell|cells} of {column} could not be read and {count|counts|count} as empty",
);
/// Cells that hold several ids.
pub static IDS_SPLIT: Text = Text::new(
    "{file}：“{column}”一列有 {count} 种一格里写了几个编号的写法（如“{found}”），已分开",
    "{file}: {count} different {count|cell|cells} of {column} {count|holds|hold} several ids, such as \"{found}\"; they were split",
);
/// Ids that look like several.
pub static IDS_WITH_MARKS: Text = Text::new(
    "{file}：“{column}”一列有 {count} 个编号带逗号或分号（如“{found}”），当作一个编号；若是几个，请分行写",
    "{file}: {count} {count|id|ids} of {column} {count|has|have} commas or semicolons, such as \"{found}\", and {count|was|were} taken as one id each; if they are several, put each in a row of its own",
);
/// Lines of orders.
pub static ORDER_LINES: Text = Text::new(
    "{count} 行与同一订单（没有订单号时：同一人同一时刻）的其他行合成一次购买",
    "{count} {count|row was|rows were} joined with others of the same order (without an order number: of the same user and time) into one purchase",
);
/// Orders that do not count.
pub static NOT_COUNTED: Text = Text::new(
    "{count} 行订单的状态表示没有成交（关闭、取消、退款、未付款），不算消费",
    "{count} {count|row|rows} of orders that were not completed (closed, cancelled, refunded, unpaid) {count|does|do} not count as spend",
);
/// A column of dates with the day first.
pub static DAY_FIRST: Text = Text::new(
    "{file}：“{column}”一列按“日/月/年”读（如“{found}”）；不对时请设 input.date_order",
    "{file}: {column} was read as day/month/year (such as \"{found}\"); if that is wrong, set input.date_order",
);
/// A column of dates with the month first.
pub static MONTH_FIRST: Text = Text::new(
    "{file}：“{column}”一列按“月/日/年”读（如“{found}”）；不对时请设 input.date_order",
    "{file}: {column} was read as month/day/year (such as \"{found}\"); if that is wrong, set input.date_order",
);
/// A column of dates with a year of two digits first.
pub static YEAR_FIRST: Text = Text::new(
    "{file}：“{column}”一列按“年/月/日”读（如“{found}”）；不对时请设 input.date_order",
    "{file}: {column} was read as year/month/day (such as \"{found}\"); if that is wrong, set input.date_order",
);
/// A column of Excel's numbers of days.
pub static DAY_NUMBERS: Text = Text::new(
    "{file}：“{column}”一列是 Excel 的日期序号（如“{found}”），已换成日期",
    "{file}: {column} holds Excel's date numbers (such as \"{found}\"), which were turned into dates",
);
/// A column with decimal commas.
pub static DECIMAL_COMMA: Text = Text::new(
    "{file}：“{column}”一列里的逗号当作小数点（如“{found}”）；不对时请设 input.decimal",
    "{file}: commas in {column} were read as decimal commas (such as \"{found}\"); if that is wrong, set input.decimal",
);
/// A column with commas between thousands.
pub static DECIMAL_POINT: Text = Text::new(
    "{file}：“{column}”一列里的逗号当作千位分隔符（如“{found}”）；不对时请设 input.decimal",
    "{file}: commas in {column} were read as thousands separators (such as \"{found}\"); if that is wrong, set input.decimal",
);
/// Further ids that lead to a person.
pub static IDS_RESOLVED: Text = Text::new(
    "{count} 个编号是用户表里某人的另一个编号（手机号、unionid …），已算作那个人",
    "{count} {count|id is|ids are} another id of somebody in the users table (phone, unionid, …) and {count|was|were} taken as that person",
);
/// Further ids that two people have.
pub static IDS_SHARED: Text = Text::new(
    "{count} 个编号（手机号、unionid …）在用户表里属于几个人，不能用来认人",
    "{count} {count|id|ids} (phone, unionid, …) {count|belongs|belong} to several people of the users table, cannot tell who is meant and {count|was|were} not used",
);
/// People who may be those who are kept out.
pub static KEPT_OUT_ALIKE: Text = Text::new(
    "{count} 人的编号与退订、未同意或屏蔽的人只差写法（1002.0、大小写、开头的 0 …），或与其共用一个手机号、unionid，稳妥起见一并排除；只差写法的可设 input.trim_ids 认作同一个",
    "{count} {count|person was|people were} left out to be safe: somebody who opted out, has not consented or is suppressed has the same id but for its spelling (1002.0, upper case, leading zeros, …), or the same phone or unionid; input.trim_ids makes ids one that differ in spelling only",
);
/// Cells of other columns that say that somebody opted out.
pub static OUT_BY_WORD: Text = Text::new(
    "{file}：“{column}”一列有 {count} 格写着退订、拉黑之类，这些人按已退订排除；不对时请在 [input.columns.users] 里用 opted_out 写明哪一列写着退订",
    "{file}: {count} {count|cell|cells} of {column} {count|says|say} unsubscribed, blacklisted or the like, and these people count as opted out. If that is wrong, name the column that tells who opted out: opted_out in [input.columns.users]",
);
/// Remarks that may say that somebody wants no messages.
pub static REMARKS_OF_OPTING_OUT: Text = Text::new(
    "{file}：{count} 行的备注里提到打扰、拉黑、退订之类，没有因此排除任何人；确实不愿被打扰的，请在“是否退订”一列写“是”，或另给屏蔽名单（--suppress）",
    "{file}: the remark in {count} {count|row|rows} mentions disturbing, blacklisting, unsubscribing or the like; nobody was left out for it. For those who want no messages, write yes in a column opted_out, or give a list of them (--suppress)",
);
/// Words of those who opted out in a table that does not describe people.
pub static OUT_BY_WORD_IN: Text = Text::new(
    "“{table}”表：{count} 人的行里有一格写着退订、拉黑之类，按已退订排除",
    "{table}: a cell in the rows of {count} {count|person|people} says unsubscribed, blacklisted or the like; they count as opted out",
);
/// Headers that look like a column of those who opted out.
pub static OPT_OUT_UNREAD: Text = Text::new(
    "“{table}”表：“{columns}”像是写着谁退订或拉黑，但没有按它排除任何人；如果是，请把表头改成“是否退订”（写“是”的排除）或“是否订阅”（写“否”的排除），用户表也可在 [input.columns.users] 里写明 opted_out 或 subscribed",
    "{table}: {columns} may tell who opted out, but nobody is left out by it; if it does, call it opted_out (yes: left out) or subscribed (no: left out), or name it so in [input.columns.users] where it is a table of users",
);
/// Members who have left.
pub static GONE: Text = Text::new(
    "{count} 行成员已退群，但没有写退群时间：不算群成员",
    "{count} {count|row says|rows say} that a member has left, but not when: not counted as {count|a member|members}",
);
/// The same by a column that is not for it.
pub static GONE_BY_WORD: Text = Text::new(
    "{file}：“{column}”一列有 {count} 格写着已退群，按已退群算；不是这个意思时请删去这一列",
    "{file}: {count} {count|cell|cells} of {column} {count|says|say} that somebody has left the group, and that was believed; if it means something else, remove the column",
);
/// Further ids with hidden parts.
pub static IDS_MASKED: Text = Text::new(
    "用户表里有 {count} 格手机号之类打了码（如 138****0010），不能用来认人；请导出完整的",
    "{count} {count|phone number or other further id|phone numbers or other further ids} in the users table {count|is|are} partly hidden, as in 138****0010, and cannot tell who is meant: export them in full",
);
/// Ids that would join with others.
pub static IDS_WOULD_JOIN: Text = Text::new(
    "“{table}”表：有 {count} 个编号只差写法就能与别的表对上；设 input.trim_ids = [\"{trim}\"] 即可",
    "{table}: {count} {count|id|ids} would match those of other tables but for the spelling; input.trim_ids = [\"{trim}\"] makes them match",
);
/// People whom no other table names.
pub static IDS_ALONE: Text = Text::new(
    "“{table}”表：{people} 人里有 {count} 人不在别的表里",
    "{table}: {count} of {people} {people|person|people} {count|is|are} in no other table",
);
/// Cells that show an error.
pub static ERROR_CELLS: Text = Text::new(
    "{file}：{count} 格是 #N/A、#REF! 之类的错误值，当作空着",
    "{file}: {count} {count|cell shows|cells show} an error such as #N/A and {count|counts|count} as empty",
);
/// Numbers that a spreadsheet has cut.
pub static LONG_NUMBERS: Text = Text::new(
    "{file}：{count} 格是超过 15 位的数字，Excel 存不下，末几位已变成 0，不同的人可能混为一个；请把该列存为文本再导出",
    "{file}: {count} {count|cell holds a number|cells hold numbers} of more than 15 digits; Excel keeps only 15, so different people may share one: export that column as text",
);
/// Bytes that are no text.
pub static MALFORMED: Text = Text::new(
    "{file}：有 {count} 处字节无法解码",
    "{file}: {count} {count|place|places} with bytes that cannot be decoded",
);
/// Merged cells.
pub static MERGED_CELLS: Text = Text::new(
    "{file}：{count} 个空格属于上方的合并单元格，取合并单元格的值",
    "{file}: {count} empty {count|cell belongs|cells belong} to a merged cell above and {count|takes|take} its value",
);
/// A hidden sheet.
pub static HIDDEN_SHEET: Text =
    Text::new("{file}：隐藏的工作表“{sheet}”没有读", "{file}: the sheet \"{sheet}\" is hidden and was not read");
/// Recalled messages.
pub static RECALLED: Text =
    Text::new("{file}：{count} 条消息已撤回，不计", "{file}: {count} recalled {count|message|messages} left out");
/// Repeated messages.
pub static REPEATED_MESSAGES: Text = Text::new(
    "{file}：{count} 条消息重复出现，只计一次",
    "{file}: {count} {count|message is a repeat|messages are repeats} and {count|was|were} not counted again",
);
/// Comments without an author.
pub static AUTHOR_UNKNOWN: Text = Text::new(
    "{file}：{count} 条朋友圈互动不知道是谁发的朋友圈，没有计入",
    "{file}: left out {count} {count|comment or like|comments and likes} on moments whose author is in no file",
);
/// Tags without a name.
pub static TAG_UNKNOWN: Text = Text::new(
    "{file}：{count} 个标签只有编号，没有标签库，名称不知道",
    "{file}: for {count} {count|tag|tags} only the id is known, as no list of tags was given",
);
/// A list of members without a group.
pub static ONE_GROUP: Text = Text::new(
    "{file}：没有一列写明是哪个群，当作一个群的成员名单，群名取工作表或文件的名字；不对时请写明，如 文件:group_id=群名",
    "{file}: no column names the group, so these were taken as the members of one group, named after the sheet or the file. If that is wrong, name it, as in FILE:group_id=NAME",
);
/// A list of whom to leave alone, by the name of its file.
pub static LIST_WITHOUT_HEADER: Text = Text::new(
    "{file}：没有表头，按文件名当作屏蔽名单，一行一个编号，第一行也算；里面的人不进任何名单。第一行其实是表头时请改成 user_id",
    "{file}: no header; by its name this was taken as the suppression list, one id a line, the first line too; nobody in it is on any list. If the first line is a header, change it to user_id",
);
/// A table of people in columns of its own.
pub static USERS_BY_ID: Text = Text::new(
    "{file}：除了编号没有一列认得，当作用户表，其他列留作规则和交叉表用；不对时请用 --purchases、--memberships 等指明",
    "{file}: no column but the id was recognised, so it was taken as a table of users; the other columns are there for rules and crosstabs. If that is wrong, say what it is with --purchases, --memberships and so on",
);
/// Spend of other times than a month.
pub static SPEND_NOT_MONTHLY: Text = Text::new(
    "用户表里 {count} 列写的消费不是“月消费”，没有用来分层：{columns}；可以给出订单表，或把它除以月数，列名写成 月消费",
    "{count} {count|column|columns} of the users table {count|gives|give} a spend that is not monthly and {count|was|were} not used for tiers: {columns}; give the orders, or divide by the number of months and call the column monthly_spend",
);
/// Long ids that end in zeros.
pub static IDS_END_IN_ZEROS: Text = Text::new(
    "{count} 个 16–19 位的用户编号几乎都以 000 结尾，像是 Excel 把长数字截成了 15 位，不同的人可能已混为一个；请把该列存为文本再导出",
    "nearly all of {count} user ids of 16 to 19 digits end in zeros: Excel keeps only 15 digits, so different people may share one; export that column as text",
);
/// Times that are very long ago.
pub static TIMES_BEFORE_2005: Text = Text::new(
    "{count} 个时间早于 2005 年；如果不属实，多半是日期写错或读错了",
    "{count} {count|time is|times are} before 2005; unless that is right, the dates were probably written or read wrongly",
);
/// Groups that go by their names.
pub static GROUP_BY_NAME: Text = Text::new(
    "{file}：没有群的编号，按群名认群；同名的群会合在一起",
    "{file}: groups have no ids and are told apart by name; groups with the same name become one",
);
/// Amounts in another unit than yuan.
pub static AMOUNTS_SCALED: Text = Text::new(
    "{file}：“{column}”的表头写明了单位，金额已乘以 {factor} 换算成元",
    "{file}: the header {column} names a unit, so its amounts were multiplied by {factor} to give yuan",
);
/// Amounts in another currency.
pub static FOREIGN_CURRENCY: Text = Text::new(
    "{file}：“{column}”一列的金额是 {currency}，没有换算，数字照原样当作元；各档消费的门槛以元计，请先换算成元再给",
    "{file}: the amounts of {column} are in {currency}, but were not converted and count as yuan; spend thresholds are in yuan, so convert the amounts first",
);
/// Rows without a time of payment.
pub static UNPAID: Text = Text::new(
    "{count} 行订单的付款时间空着，当作没有付款，不算消费；如果其实付了款，请把 input.columns 里的 at 指到另一列时间",
    "{count} {count|row|rows} of orders {count|has|have} no time of payment and {count|counts|count} as unpaid, not as spend; if {count|it was|they were} paid, map at to another column of times in input.columns",
);
/// Sums among the rows of orders.
pub static SUM_ROWS: Text = Text::new(
    "订单里有 {count} 行是小计、合计一类的汇总，不是订单，没有算",
    "{count} {count|row|rows} of orders {count|is a subtotal or total|are subtotals or totals}, not {count|an order|orders}, and {count|was|were} left out",
);
/// Refunds in a column of their own.
pub static REFUNDS_TAKEN_OFF: Text = Text::new(
    "{count} 行订单有部分退款，已从金额里减去",
    "{count} {count|row|rows} of orders {count|was|were} refunded in part; the refund was taken off the amount",
);
/// The same, where nothing is left.
pub static REFUNDED_WHOLLY: Text = Text::new(
    "{count} 行订单已全额退款，不算消费",
    "{count} {count|row|rows} of orders {count|was|were} refunded in full and {count|does|do} not count as spend",
);
/// Rows whose kind is a refund.
pub static REFUND_ROWS: Text = Text::new(
    "{count} 行的类型是退款或退货，金额按负数计",
    "{count} {count|row is|rows are} of type refund or return; the {count|amount counts|amounts count} as negative",
);
/// Rows whose kind is no purchase.
pub static NO_PURCHASES: Text = Text::new(
    "{count} 行的类型是充值、储值、提现之类，不是购买，不算消费",
    "{count} {count|row is|rows are} of type top-up, withdrawal or the like: not {count|a purchase|purchases}, not counted as spend",
);
/// Sums of orders that another file has one by one.
pub static SUMS_OF_OTHERS: Text = Text::new(
    "{file}：有 {count} 人的消费合计与 {other} 里的一样，行数却更少，像是它的汇总，两边都计入了；若是汇总，请只留 {other}",
    "{file}: {count} {count|person has|people have} the same total here as in {other}, in fewer rows; this file looks like a summary of that one, and both were counted. If so, give {other} only",
);
/// Purchases without an order's number that stand in several files.
pub static PURCHASES_ALIKE: Text = Text::new(
    "{count} 行没有订单号的消费在另一份文件或工作表里也有一模一样的一行，都计入了；若是总表与分表，或导出有重叠，请只留一份",
    "{count} {count|purchase|purchases} without an order number {count|has|have} an identical row in another file or sheet, and all were counted. If the files overlap, or one is a summary of the others, keep each row once",
);
/// Words of those who opt out, in orders.
pub static OPT_OUT_IN_ORDERS: Text = Text::new(
    "{count} 行订单里有一格写着退订、勿扰、黑名单、拒收之类，说的可能是订单，没有因此排除任何人；若是不愿被打扰的人，请另给屏蔽名单（--suppress），或在用户表里写明“是否退订”",
    "{count} {count|row|rows} of orders {count|has|have} a cell that says unsubscribed, do not disturb, blacklisted, refused or the like; it may be about the order, so nobody was left out for it. If these people do not want to be contacted, give a list of them (--suppress) or a column opted_out in the users table",
);
/// Remarks that may say that orders came to nothing.
pub static ORDERS_DOUBTFUL: Text = Text::new(
    "{count} 行订单的备注或留言里提到退款、退货、未付、作废、取消之类，仍按成交计入；若有不该算的，请先删去这些行，或加一列“订单状态”写明",
    "the remark in {count} {count|row|rows} of orders mentions a refund, a return, no payment, cancelling or the like; {count|it|they} still {count|counts|count} as bought. If some should not, remove them or add a column status",
);
/// Lines that name a further article of an order.
pub static ORDER_ARTICLES: Text = Text::new(
    "{count} 行订单只写了商品（有的还有订单号），状态、时间和金额都空着：当作同一订单的另一件商品，金额以写明的那一行为准",
    "{count} {count|row|rows} of orders {count|names|name} a product only, without status, time or amount: taken as {count|a further product|further products} of the order whose row has them",
);
/// Expenses in a bill that has income too.
pub static EXPENSES_REFUNDED: Text = Text::new(
    "{count} 行写的是支出，同一文件里也有收入：看作店铺的账单，支出当作退款，金额按负数计；若是买家的账单，请只留下支出的行",
    "{count} {count|row is an expense|rows are expenses} in a file that has income too: it was taken for the shop's statement, and expenses for refunds, counted as negative. If it is a buyer's statement, keep the expenses only",
);
/// Expenses in a bill that has nothing else.
pub static EXPENSES_BOUGHT: Text = Text::new(
    "{count} 行写的是支出，文件里没有收入：看作买家的账单，支出就是消费；若是店铺的退款，请把金额写成负数，并去掉这一列",
    "{count} {count|row is an expense|rows are expenses} in a file without income: it was taken for a buyer's statement, and expenses for purchases. If they are the shop's refunds, make the amounts negative and remove that column",
);
/// States of orders that are not known.
pub static STATES_UNKNOWN: Text = Text::new(
    "{count} 行订单的状态不认识，按成交计入：{words}；若有不该算的，请把所有不算的状态写进 input.not_counted",
    "{count} {count|row|rows} of orders {count|has a status|have statuses} that {count|is|are} not known and {count|counts|count} as bought: {words}; if some should not, list every status that does not count in input.not_counted",
);
/// Kinds of rows that are not known.
pub static KINDS_UNKNOWN: Text = Text::new(
    "{count} 行的类型不认识，按购买计入：{words}",
    "{count} {count|row has a type|rows have types} that {count|is|are} not known and {count|counts|count} as {count|a purchase|purchases}: {words}",
);
/// Lines of orders in several files.
pub static ORDER_LINES_AGAIN: Text = Text::new(
    "{count} 行订单与另一个文件里同一订单的一行完全相同（像是导出的时间有重叠），只计一次",
    "{count} {count|row|rows} of orders {count|is|are} identical to one of the same order in another file, as where exports overlap; counted once",
);
/// Orders whose lines may all give the amount of the order.
pub static ORDER_AMOUNT_REPEATED: Text = Text::new(
    "{count} 个订单有几行，每行金额都一样，按各行相加计（共 {sum} 元）；若每行写的是整单金额，应是 {once} 元，请每单只留一行",
    "{count} {count|order has|orders have} several rows with the same amount; the rows were added up, {sum} yuan in all. If each row gives the amount of the whole order, the sum is {once} yuan: keep one row an order",
);
/// Several headers for one column.
pub static COLUMN_CHOSEN: Text = Text::new(
    "{file}：{column} 取自“{chosen}”；“{others}”也可能是，没有用。要换一列，请设 input.columns",
    "{file}: {column} was taken from \"{chosen}\"; \"{others}\" would fit too, but was not used. To take another, set input.columns",
);
/// A day and a time of day in two columns.
pub static DAY_AND_TIME: Text = Text::new(
    "{file}：{column} 由“{day}”和“{time}”两列合成",
    "{file}: {column} was put together from {day} and {time}",
);
/// Sums and notes below the rows.
pub static FOOTER_ROWS: Text = Text::new(
    "{file}：末尾 {count} 行是合计或说明，不是数据，没有读（从第 {line} 行起）",
    "{file}: the last {count} {count|line is a total or note|lines are totals or notes}, not data, and {count|was|were} not read (from line {line} on)",
);
/// Days that may be months.
pub static DATES_SWAPPED: Text = Text::new(
    "{file}：“{column}”一列里没有一天在 12 号以后，像是 Excel 把日和月弄反了（例如把 3 月 4 日存成 4 月 3 日）；请核对几行，必要时从原系统重新导出，打开时把该列设为文本",
    "{file}: no day of {column} is after the 12th, as when Excel takes days for months (3 April for 4 March); compare some rows with the source, and if need be export again and open that column as text",
);
