//! Words of the program in one page, by the key that its template and its own program use.

mod tables;

use super::{Lang, Text, stages};

/// Every label of the page with its key; the names of stages are those of the terminal.
pub fn all() -> impl Iterator<Item = (&'static str, &'static Text)> {
    [LABELS, tables::LABELS].into_iter().flatten().map(|(key, text)| (*key, text))
}

/// Every label of the page by its key, the stages of a run among them: `stage_read`.
pub fn labels(lang: Lang) -> std::collections::BTreeMap<&'static str, &'static str> {
    let stages = STAGES.iter().map(|(key, code)| (*key, stages::stage(code, lang)));
    all().map(|(key, text)| (key, text.get(lang))).chain(stages).collect()
}

/// Stages that a run in a page may have.
static STAGES: &[(&str, &str)] = &[
    ("stage_read", "read"),
    ("stage_build", "build"),
    ("stage_degree", "degree"),
    ("stage_betweenness", "betweenness"),
    ("stage_circles", "circles"),
    ("stage_brokerage", "brokerage"),
    ("stage_measures", "measures"),
    ("stage_segments", "segments"),
    ("stage_heat", "heat"),
    ("stage_selection", "selection"),
    ("stage_seeds", "seeds"),
    ("stage_queue", "queue"),
    ("stage_holes", "holes"),
    ("stage_simulation", "simulation"),
    ("stage_estimate", "estimate"),
    ("stage_write", "write"),
];

#[rustfmt::skip]
static LABELS: &[(&str, Text)] = &[
    // The head.
    ("tag", Text::new("zh-CN", "en")),
    ("title", Text::new("从群数据到名单", "From group data to shortlists")),
    ("program", Text::new("renmai 人脉", "renmai")),
    ("skip", Text::new("跳到正文", "Skip to the content")),
    ("lead", Text::new(
        "放进从企业微信或后台导出的表，几步之后就有名单：找谁、为什么、下一步说什么。",
        "Drop in what you have exported from WeCom or your own systems; a few steps later you have shortlists: whom, why, and what to say next.")),
    ("private", Text::new(
        "文件只在这台电脑上处理，不会发往任何地方；关掉本页，什么都不留。",
        "Your files are worked on in this computer alone and sent nowhere. Close the page and nothing is kept.")),
    ("forget", Text::new("全部清除", "Clear everything")),
    ("forget_sure", Text::new("再按一次，清除所有文件、设置和结果", "Press again to clear all files, settings and results")),
    ("forgotten", Text::new("已全部清除。", "Everything has been cleared.")),
    ("theme", Text::new("外观", "Appearance")),
    ("theme_system", Text::new("跟随系统", "System")),
    ("theme_light", Text::new("浅色", "Light")),
    ("theme_dark", Text::new("深色", "Dark")),
    ("steps", Text::new("步骤", "Steps")),
    ("noscript", Text::new(
        "浏览器没有启用脚本（JavaScript），本页因此无法运行。请启用后重新打开。",
        "Scripts (JavaScript) are off in this browser, so this page cannot run. Turn them on and open it again.")),
    ("unsupported", Text::new(
        "这个浏览器太旧，本页无法运行。请用新版的 Edge、Chrome、Firefox 或 Safari 打开同一个文件。",
        "This browser is too old for this page. Open the same file in a current Edge, Chrome, Firefox or Safari.")),
    ("loading", Text::new("正在启动，请稍候……", "Starting …")),

    // Step 1.
    ("step_files", Text::new("放文件", "Files")),
    ("files_title", Text::new("放进您的文件", "Drop in your files")),
    ("files_about", Text::new(
        "群成员名单、聊天或互动记录、客户资料、订单，有什么放什么，导出来是什么样就放什么样。群成员和互动至少要有一种；其余的越全，名单越准。",
        "Members of groups, chats or other interactions, customers, orders: whatever there is, just as it was exported. Members or interactions must be there; the more of the rest, the better the lists.")),
    ("drop_here", Text::new("把文件或文件夹拖到这里", "Drag files or a folder here")),
    ("drop_kinds", Text::new("Excel、WPS、CSV、文本、企业微信的 JSON 都可以；拖到窗口里任何地方都行。", "Excel, WPS, CSV, text, WeCom's JSON; anywhere in the window will do.")),
    ("choose_files", Text::new("选择文件", "Choose files")),
    ("choose_folder", Text::new("选择文件夹", "Choose a folder")),
    ("drop_now", Text::new("松开就放进来", "Let go to drop them in")),
    ("skipped_files", Text::new("文件夹里有 {n} 个文件不是表，没有读：{names}", "{n} {n|file|files} of the folder {n|is no table and was|are no tables and were} not read: {names}")),
    ("not_deep", Text::new("文件夹 {name} 里还有文件夹，那里面的没有读。", "The folder {name} has folders in it, which were not read.")),
    ("drop_again", Text::new("{name} 还没读就取消了，请再放一次。", "{name} was cancelled before it was read: drop it again.")),
    ("nothing_dropped", Text::new("里面没有可以读的文件。", "There was no file to read in it.")),
    ("not_readable", Text::new("{name} 读不了，可能已被移走，或者没有权限。", "{name} cannot be read; it may have been moved, or you may not read it.")),
    ("toml_taken", Text::new("已读入设置文件 {name}，没有另外填写的各项都照它。", "The settings in {name} now hold wherever nothing else is filled in.")),
    ("survey_title", Text::new("读出了什么", "What was read")),
    ("surveying", Text::new("正在看这些文件……", "Looking at the files …")),
    ("surveyed", Text::new("看完了：{files} 张表，{rows} 行。", "Done: {files} {files|table|tables}, {rows} {rows|row|rows}.")),
    ("surveyed_doubts", Text::new("看完了：{files} 张表，{rows} 行，其中 {n} 张请您看一眼。", "Done: {files} {files|table|tables}, {rows} {rows|row|rows}; please look at {n} of them.")),
    ("taken_for", Text::new("这是", "This is")),
    ("table_of", Text::new("{name} 是哪张表", "Which table {name} is")),
    ("leave_out", Text::new("不用这张表", "Leave it out")),
    ("left_out_files", Text::new("没有用的表", "Tables left out")),
    ("take_back", Text::new("还是要用", "Use it after all")),
    ("undecided", Text::new("请选择", "Choose")),
    ("auto_table", Text::new("由程序判断", "Let the program judge")),
    ("rows_n", Text::new("{n} 行", "{n} {n|row|rows}")),
    ("refused_n", Text::new("读不了 {n} 行", "{n} {n|row|rows} cannot be read")),
    ("passed_n", Text::new("略过 {n} 行", "{n} {n|row|rows} skipped")),
    ("fine", Text::new("没有疑问", "Nothing to ask")),
    ("quiet_n", Text::new("另外 {n} 张没有疑问", "{n} more with nothing to ask")),
    ("doubts_n", Text::new("{n} 处请看一眼", "{n} {n|thing|things} to look at")),
    ("broken_help", Text::new(
        "知道它是哪张表，就在“这是”那里选；不是表，就不用它；也可以改好再放进来。",
        "If you know which table it is, choose that above; if it is none, leave it out; or mend the file and drop it again.")),
    ("broken", Text::new("读不了", "Cannot be read")),
    ("doubts", Text::new("请看一眼", "Please look at this")),
    ("look", Text::new("看前几行，核对各列的意思", "See the first rows and what each column means")),
    ("look_about", Text::new("每一列上方写着它被当作什么；不对就在那里改。", "Above each column stands what it is taken for. Where that is wrong, change it there.")),
    ("sample_of", Text::new("{name} 的前几行", "The first rows of {name}")),
    ("meaning_of", Text::new("“{header}”这一列的意思", "What the column {header} means")),
    ("not_used", Text::new("— 不用", "— not used")),
    ("by_itself", Text::new("自动判断", "by itself")),
    ("plan_date_order", Text::new("日期的写法", "Dates are written")),
    ("order_ymd", Text::new("年、月、日", "year, month, day")),
    ("order_dmy", Text::new("日、月、年", "day, month, year")),
    ("order_mdy", Text::new("月、日、年", "month, day, year")),
    ("plan_decimal", Text::new("小数点", "Decimal mark")),
    ("decimal_point", Text::new("点（1.5）", "point (1.5)")),
    ("decimal_comma", Text::new("逗号（1,5）", "comma (1,5)")),
    ("plan_header_line", Text::new("表头在第几行", "Line of the header")),
    ("needed", Text::new("{name}（必需）", "{name} (needed)")),
    ("read_as", Text::new("读作 {how}", "read as {how}")),
    ("header_in", Text::new("表头在第 {n} 行", "header in line {n}")),
    ("columns_taken", Text::new("用到的列", "Columns used")),
    ("columns_unused", Text::new("没有用到的列：{columns}", "Columns not used: {columns}")),
    ("at_place", Text::new("第 {line} 行，第 {column} 列", "line {line}, column {column}")),
    ("at_line", Text::new("第 {line} 行", "line {line}")),
    ("replaced", Text::new("{names} 已换成刚放进来的这一份。", "{names} {n|has|have} been replaced by what you have just dropped.")),
    ("remove", Text::new("移除", "Remove")),
    ("remove_name", Text::new("移除 {name}", "Remove {name}")),
    ("joins_title", Text::new("编号对不上", "Ids that do not match")),
    ("joins_about", Text::new(
        "同一个人在两张表里的编号写法不同，就会被当成两个人。打开下面的开关，编号统一写法后再比较；您的文件不会被改动。",
        "Where two tables write the same id in different ways, one person counts as two. With a switch below on, ids are compared after making them alike; your files stay as they are.")),
    ("join_apart", Text::new("这些表本来就是不同的人，照样算", "These tables are of different people; go on all the same")),
    ("samples", Text::new("比如", "Such as")),
    ("trim_zero_width", Text::new("去掉看不见的字符", "Take off characters that are not shown")),
    ("trim_decimal", Text::new("去掉末尾的 .0（1001.0 就是 1001）", "Take off a final .0 (1001.0 is 1001)")),
    ("trim_excel_text", Text::new("去掉 Excel 的 =\"…\"（=\"1001\" 就是 1001）", "Take off Excel's =\"…\" (=\"1001\" is 1001)")),
    ("trim_full_width", Text::new("全角当半角（１００１ 就是 1001）", "Full-width as plain (full-width 1001 is 1001)")),
    ("trim_case", Text::new("不分大小写（U1 就是 u1）", "Upper and lower case alike (U1 is u1)")),
    ("trim_leading_zeros", Text::new("去掉前面的 0（001001 就是 1001）", "Take off leading zeros (001001 is 1001)")),
    ("bad_title", Text::new("读不了的行", "Rows that cannot be read")),
    ("bad_about", Text::new(
        "有 {n} 行读不了。可以改好文件再放进来；也可以打开这个开关，把它们放到一边，用其余的行算，结果里会附上这些行。",
        "{n} {n|row|rows} cannot be read. Mend the file and drop it again; or set them aside with this switch and go on with the others. They come with the result in a file of their own.")),
    ("bad_switch", Text::new("把读不了的行放到一边，用其余的行算", "Set unreadable rows aside and go on with the others")),
    ("bad_more", Text::new("这里列出前 {shown} 行，共 {n} 行。", "The first {shown} of {n} are shown here.")),
    ("findings_title", Text::new("关于全部数据，还有几点", "About all of it")),
    ("verdicts_title", Text::new("这些数据够不够用", "What these data can answer")),
    ("survey_cancelled", Text::new("没有看完这些文件。", "The files have not been looked at to the end.")),
    ("survey_again", Text::new("再看一遍", "Look again")),
    ("undo", Text::new("撤回刚才的改动", "Take back the last change")),

    // Earlier runs.
    ("earlier_title", Text::new("以前的结果，用来比较", "Earlier results, to compare with")),
    ("earlier_about", Text::new("报告里会多一节“变化”：谁进了名单，谁离开了，谁升谁降。", "The report gets a section on changes: who came onto a list, who left it, who rose and who fell.")),
    ("earlier_taken", Text::new("{name} 是以前的结果，用来比较。", "{name} is an earlier result and serves to compare.")),

    // Step 2.
    ("step_for", Text::new("做什么用", "What for")),
    ("for_title", Text::new("您想做什么", "What is it for")),
    ("for_about", Text::new(
        "选一项，结果就先打开它。其余的也都会出，随时可以看。",
        "The result opens on what you choose. The others are made as well; turn to them at any time.")),
    ("for_koc", Text::new("找谁来带动大家", "Whom to ask to lead the way")),
    ("for_koc_about", Text::new("圈子里说话有人听的人（KOC）：试新品、带口碑、办活动，先找他们。", "People who are listened to (KOC): first choice for trials, word of mouth and campaigns.")),
    ("for_referral", Text::new("找谁带来新客", "Who can bring in others")),
    ("for_referral_about", Text::new("连接不同圈子的人：请他们转介绍，能传到您自己够不到的人。", "People between circles: what they pass on gets to people whom you do not reach.")),
    ("for_isolated", Text::new("把谁拉进群", "Whom to connect")),
    ("for_isolated_about", Text::new("落单的人，以及各自适合进哪些群。", "People left alone, and which groups would suit each of them.")),
    ("for_todo", Text::new("把谁找回来", "Whom to win back")),
    ("for_todo_about", Text::new("许久没有联系或快要流失的客户，和其他该联系的人一起，按轻重缓急排成待办，每人附一条消息。", "Customers who have gone quiet or are about to leave, in a queue with everybody else to be contacted, most urgent first, a message for each.")),
    ("options_title", Text::new("需要时再填", "Only if you need to")),
    ("options_about", Text::new("都可以空着：空着就按灰色的默认值。", "All of this may stay empty; then the grey defaults hold.")),
    ("default_none", Text::new("不限", "no limit")),
    ("default_unset", Text::new("无", "none")),
    ("opt_per_owner", Text::new("每位员工一天联系几人", "People a staff member contacts a day")),
    ("opt_per_owner_about", Text::new("待办据此排到第 1 天、第 2 天……", "The queue is spread over days accordingly.")),
    ("opt_top", Text::new("每份名单多少人", "People on each list")),
    ("opt_top_about", Text::new("只列排在最前面的这么多人；填 0 就全部列出。", "Only the first so many are listed; 0 lists everybody.")),
    ("opt_campaign", Text::new("活动叫什么", "What the campaign is called")),
    ("opt_campaign_about", Text::new("写进给客户的消息里，如“春季新品”。", "Goes into the messages, such as “spring collection”.")),
    ("opt_offer", Text::new("给客户什么好处", "What is offered")),
    ("opt_offer_about", Text::new("也写进消息里，如“新品试用装”“满 100 减 20 的券”。", "Goes into the messages too, such as “a free sample”.")),
    ("opt_contact_days", Text::new("最近多少天内联系过", "In contact within so many days")),
    ("opt_contact_days_about", Text::new("更久没有联系的人不进 KOC 和转介绍名单；不知道上次联系时间的不受限。", "Whoever has been silent for longer is on neither the KOC nor the referral list; where the last contact is unknown it does not matter.")),
    ("opt_quota", Text::new("每位员工名下最多几人", "At most so many for each staff member")),
    ("opt_quota_about", Text::new("KOC 和转介绍名单上，每位员工负责的客户最多这么多人，不至于都落在一个人头上。", "On the KOC and referral lists, so that the work does not all fall to one person.")),
    ("opt_as_of", Text::new("算到哪一天", "As of which day")),
    ("opt_as_of_about", Text::new("这天之后的记录不算。空着就取数据里最晚的时间{day}。", "Later records do not count. If empty, the latest time in the data{day}.")),
    ("opt_as_of_day", Text::new("（{day}）", " ({day})")),
    ("opt_seeds", Text::new("种子用户选几人", "Number of seeds")),
    ("opt_seeds_about", Text::new("一起能传到最多人的一组人，活动可以从他们开始；填 0 就不选。", "The people who together reach most: where a campaign can start. 0 chooses none.")),
    ("opt_never", Text::new("不能打扰的人", "People never to contact")),
    ("opt_never_about", Text::new("放进一份带用户编号的表，里面的人不进任何名单。", "Add a file with their ids: they will be on no list.")),
    ("opt_never_choose", Text::new("选择这份表", "Choose the file")),
    ("opt_never_taken", Text::new("已放进：{names}", "Added: {names}")),
    ("all_options", Text::new("全部设置", "All settings")),
    ("all_options_about", Text::new("上面有的不再重复。改动过的会标出来；空着就是默认值。", "What stands above is not repeated here. What you change is marked; empty means the default.")),
    ("options_changed", Text::new("改了 {n} 项", "{n} changed")),
    ("option_reset", Text::new("恢复默认", "Back to the default")),
    ("option_reset_of", Text::new("{name}：恢复默认", "{name}: back to the default")),
    ("option_by_default", Text::new("默认（{value}）", "Default ({value})")),
    ("option_toml_only", Text::new("这一项写在下面的文字框里，例如：", "This one goes into the text box below, for example:")),
    ("option_list_about", Text::new("几项之间用逗号隔开", "commas between several")),
    ("option_bounds", Text::new("{name}：应在 {least} 到 {most} 之间。", "{name}: from {least} to {most}.")),
    ("option_wrong", Text::new("{name}：请填数字。", "{name}: please give a number.")),
    ("option_whole", Text::new("{name}：请填整数。", "{name}: please give a whole number.")),
    ("option_least", Text::new("{name}：不能小于 {least}。", "{name}: at least {least}.")),
    ("section_general", Text::new("总体", "In general")),
    ("yes", Text::new("是", "yes")),
    ("no", Text::new("否", "no")),
    ("toml_title", Text::new("设置文件（renmai.toml）", "Settings file (renmai.toml)")),
    ("toml_about", Text::new("以前保存过的设置可以在这里读入，或者直接改。上面填了的各项优先于它。", "Load settings you have saved before, or write them here. What is filled in above wins.")),
    ("toml_label", Text::new("renmai.toml 的内容", "Text of renmai.toml")),
    ("toml_load", Text::new("读入设置文件", "Load a settings file")),
    ("toml_save", Text::new("保存设置文件", "Save the settings")),
    ("toml_save_about", Text::new("下次连同新数据一起放进来，就照同样的设置再做一遍。", "Drop it in with new data next time, and all is done in the same way.")),
    ("toml_saved", Text::new("已保存 renmai.toml。", "renmai.toml has been saved.")),

    // Step 3.
    ("step_run", Text::new("开始", "Run")),
    ("run_title", Text::new("开始计算", "Run")),
    ("run_first", Text::new("先在第 1 步放进文件。", "First drop in files in step 1.")),
    ("run_people", Text::new("{users} 人", "{users} {users|person|people}")),
    ("run_groups", Text::new("{groups} 个群", "{groups} {groups|group|groups}")),
    ("run_interactions", Text::new("{interactions} 次互动", "{interactions} {interactions|interaction|interactions}")),
    ("run_as_of", Text::new("截至 {day}", "as of {day}")),
    ("run_makes", Text::new("名单和待办、一份网页报告、一份 Excel 工作簿，一次都出。", "Lists and queue, a report page, and an Excel workbook, all in one go.")),
    ("run", Text::new("开始", "Run")),
    ("run_about_time", Text::new("开始（{time}）", "Run ({time})")),
    ("run_with", Text::new("会用 {n} 个处理器核心同时算。", "It uses {n} processor cores at once.")),
    ("time_moment", Text::new("马上就好", "a moment")),
    ("time_seconds", Text::new("约 {n} 秒", "about {n} {n|second|seconds}")),
    ("time_minutes", Text::new("约 {n} 分钟", "about {n} {n|minute|minutes}")),
    ("time_hours", Text::new("约 {n} 小时", "about {n} {n|hour|hours}")),
    ("took_seconds", Text::new("{n} 秒", "{n} {n|second|seconds}")),
    ("took_minutes", Text::new("{n} 分 {s} 秒", "{n} min {s} s")),
    ("running", Text::new("正在计算", "Running")),
    ("stage_now", Text::new("正在进行：{stage}", "Now: {stage}")),
    ("remaining", Text::new("这一步还要{time}", "{time} left in this step")),
    ("cancel", Text::new("取消", "Cancel")),
    ("cancelled", Text::new("已取消。文件和设置都还在，可以再开始。", "Cancelled. Files and settings are still there; you can run again.")),
    ("cannot_run", Text::new("还不能开始", "Cannot run yet")),
    ("cannot_because", Text::new("{title}：{why}。", "{title}: {why}.")),
    ("run_needs", Text::new("群成员名单和互动记录，至少要有一种。", "There must be members of groups or interactions.")),
    ("too_large_title", Text::new("数据太大，网页里算不了", "Too large for a page")),

    // Step 4.
    ("step_result", Text::new("结果", "Result")),
    ("result_title", Text::new("结果", "Result")),
    ("result_none", Text::new("算完后，名单和报告就在这里。", "Lists and report will be here after the run.")),
    ("result_done", Text::new("算好了，用了 {time}。", "Done in {time}.")),
    ("result_where", Text::new("算好了，用了 {time}。名单在下面的报告里；要带走的，请先保存，关掉本页就没有了。", "Done in {time}. The lists are in the report below. Save what you want to keep: it is gone when you close the page.")),
    ("result_stale", Text::new("文件或设置在这之后改过，下面还是上一次的结果。", "Files or settings have changed since; below is still the last result.")),
    ("result_lang", Text::new("名单和工作簿还是上一次的语言，再算一遍就换过来。", "Lists and workbook are still in the other language; run again to change them.")),
    ("save_koc", Text::new("保存 KOC 名单（CSV）", "Save the KOC list (CSV)")),
    ("save_referral", Text::new("保存转介绍名单（CSV）", "Save the referral list (CSV)")),
    ("save_isolated", Text::new("保存落单用户名单（CSV）", "Save the list of isolated users (CSV)")),
    ("save_todo", Text::new("保存待办（CSV）", "Save the queue (CSV)")),
    ("save_workbook", Text::new("保存 Excel 工作簿", "Save the Excel workbook")),
    ("save_page", Text::new("网页报告", "Report page")),
    ("save_zip", Text::new("全部文件（zip）", "All files (zip)")),
    ("save_about", Text::new(
        "CSV 双击就能用 Excel 打开。全部文件的 zip 留着：下次放进本页，就能比较变化。",
        "CSV files open in Excel. Keep the zip of all files: drop it in here next time to see what has changed.")),
    ("saved", Text::new("已保存 {name}，在浏览器的下载文件夹里。", "{name} has been saved to the browser's downloads.")),
    ("rerun_about", Text::new("想换个设置？改了再算，只重算受影响的部分。", "Other settings? Change them and run again: only what follows from them is computed anew.")),
    ("rerun", Text::new("按现在的设置再算一遍", "Run again with these settings")),
    ("to_options", Text::new("去改设置", "Go to the settings")),
    ("changed_title", Text::new("和刚才那次相比", "Compared with the run before")),
    ("changed_none", Text::new("各份名单都没有变。", "No list has changed.")),
    ("changed_list", Text::new("{name}：进来 {came} 人，离开 {left} 人，{stayed} 人没变", "{name}: {came} came, {left} left, {stayed} stayed")),
    ("list_koc", Text::new("KOC 名单", "KOC")),
    ("list_referral", Text::new("转介绍名单", "Referral")),
    ("list_isolated", Text::new("落单用户", "Isolated users")),
    ("list_seeds", Text::new("种子用户", "Seeds")),
    ("changed_came", Text::new("进来", "Came")),
    ("changed_left", Text::new("离开", "Left")),
    ("changed_more", Text::new("还有 {n} 人", "{n} more")),
    ("explain_title", Text::new("这个人为什么在（不在）名单上", "Why somebody is (not) on a list")),
    ("explain_label", Text::new("用户编号", "User id")),
    ("explain_go", Text::new("查一查", "Explain")),
    ("explain_again", Text::new("要查这个，请先再算一遍。", "To see this, run again first.")),
    ("summary_title", Text::new("文字摘要", "Summary in words")),
    ("report_frame", Text::new("人脉报告", "Social graph report")),

    // What goes wrong.
    ("failed_engine", Text::new(
        "计算中断了：{reason}。文件和设置都还在，可以再试一次；若还是这样，请少放一些数据，或改用电脑上安装的 renmai。",
        "The computation broke down: {reason}. Files and settings are still there, so try again; if it happens again, use less data or the renmai program.")),
    ("failed_memory", Text::new("多半是内存不够", "most likely out of memory")),
    ("failed_start", Text::new(
        "程序没能启动：{reason}。请重新打开本页；若还是这样，请换新版的 Edge 或 Chrome。",
        "The program did not start: {reason}. Open this page again; if that does not help, use a current Edge or Chrome.")),
    ("failed_save", Text::new("没能保存：{reason}", "It could not be saved: {reason}")),
    ("close", Text::new("知道了", "Close")),
    ("in_file", Text::new("{file}，{place}：{text}", "{file}, {place}: {text}")),
    ("at", Text::new("{place}：{text}", "{place}: {text}")),
    ("in_column", Text::new("（{header}）", " ({header})")),
    ("in_file_only", Text::new("{file}：{text}", "{file}: {text}")),
    ("separator", Text::new("、", ", ")),
    ("between", Text::new("，", ", ")),
];

/// More than a page may take.
pub static TOO_LARGE: Text = Text::new(
    "这些数据约需 {need} MiB 内存，网页里最多用 {limit} MiB。请少放几个文件或缩短时间范围，或用命令行程序分析",
    "these data need about {need} MiB of memory, and a page may take {limit} MiB: drop fewer files or a shorter time, or use the program on the command line",
);
/// Files that a page has no room for.
pub static TABLES_TOO_LARGE: Text = Text::new(
    "这些文件太大，网页里放不下（最多用 {limit} MiB 内存）。请少放几个文件或缩短时间范围，或用命令行程序分析",
    "these files are too large for a page, which may take {limit} MiB of memory: drop fewer files or a shorter time, or use the program on the command line",
);
/// Nobody is left.
pub static NOBODY: Text = Text::new("没有可以分析的人", "there is nobody to analyse");
/// Files that cannot be read.
pub static BROKEN: Text = Text::new(
    "有 {count} 个文件读不了：改好再放进来，或先不要它",
    "{count} {count|file|files} cannot be read: mend and drop again, or leave out",
);
/// Rows that cannot be read.
pub static BAD_ROWS: Text = Text::new(
    "有 {count} 行读不了：改好再放进来，或把这些行放到一边",
    "{count} {count|row|rows} cannot be read: mend the file, or set them aside",
);
/// Tables that share nobody.
pub static APART: Text = Text::new(
    "几张表里的人几乎对不上：看看编号是不是同一种",
    "the tables share almost nobody: see whether their ids are of one kind",
);
/// What is called an archive and is none.
pub static NO_ARCHIVE: Text = Text::new("{file}：不是能打开的 zip 压缩包", "{file}: no archive that can be opened");
/// What is asked of a result that is not there.
pub static NO_RUN: Text = Text::new("还没有结果：先开始分析", "there is no result yet: run the analysis first");
