//! Help and messages of the command line.

use super::Text;

pub use super::stages::stage;

/// What the program is.
pub static ABOUT: Text = Text::new(
    "人脉：从群成员、互动、消费等导出数据里找出谁有影响力、谁连接不同圈子、谁被冷落，以及他们的价值。",
    "renmai: who is listened to, who connects circles, who is left alone and what they are worth, from exports of groups, interactions and purchases.",
);
/// First thing to try, under the help.
pub static EXAMPLES: Text = Text::new(
    "第一次用：\n  renmai demo --out out          用内置的示例数据跑一遍\n  renmai config > renmai.toml    写出带注释的配置文件\n  renmai report --memberships m.csv --out out",
    "To begin with:\n  renmai demo --out out          the whole analysis on the example data inside\n  renmai config > renmai.toml    a commented configuration\n  renmai report --memberships m.csv --out out",
);

/// Heading.
pub static USAGE: Text = Text::new("用法：", "Usage: ");
/// Heading.
pub static COMMANDS: Text = Text::new("命令", "Commands");
/// Heading.
pub static ARGUMENTS: Text = Text::new("参数", "Arguments");
/// Heading.
pub static OPTIONS: Text = Text::new("选项", "Options");
/// Heading.
pub static INPUT_OPTIONS: Text = Text::new("输入（优先于配置文件）", "Input (wins over the configuration file)");
/// Heading.
pub static ANALYSIS_OPTIONS: Text = Text::new("分析（优先于配置文件）", "Analysis (wins over the configuration file)");
/// Stands for the options in a usage line.
pub static OPTIONS_PLACE: Text = Text::new("[选项]", "[OPTIONS]");
/// Stands for the command in a usage line.
pub static COMMAND_PLACE: Text = Text::new("<命令>", "<COMMAND>");

/// Command.
pub static DEMO: Text =
    Text::new("用内置的示例数据做完整分析", "The whole analysis on the example data compiled into the program");
/// Command.
pub static REPORT: Text = Text::new(
    "完整分析：建图、指标、分层、名单、报告",
    "The whole analysis: graph, measures, segments, shortlists, report",
);
/// Command.
pub static SHORTLIST: Text = Text::new("把一份名单以 CSV 写到标准输出", "One list as CSV on standard output");
/// Command.
pub static SEEDS: Text = Text::new(
    "选出一起能触达最多人的一组种子用户，以 CSV 写到标准输出",
    "The set of seeds that together reach the most people, as CSV on standard output",
);
/// Command.
pub static CHECK: Text = Text::new(
    "检查数据质量、价值分层、规模与耗时估计；不计算图指标",
    "Data quality, the value tiers, and an estimate of size and time; computes no graph measure",
);
/// Command.
pub static EXPLAIN: Text = Text::new(
    "某人为什么在或不在各份名单上；最强的关系、共同群",
    "Why a person is, or is not, on each list; strongest ties; shared groups",
);
/// Command.
pub static GENERATE: Text = Text::new("按输入格式生成一份模拟数据", "A synthetic workload in the input format");
/// Command.
pub static BENCH: Text = Text::new(
    "生成一份模拟数据并完整分析，列出每个阶段的用时与内存",
    "Generates a synthetic workload, analyses it, and shows seconds and memory per stage",
);
/// Command.
pub static BETWEENNESS: Text = Text::new(
    "把精确介数分成几片计算（可在几台机器上），写到文件，再由 report 合并",
    "Exact betweenness in parts, on several machines perhaps: a part into a file that report puts together",
);
/// Option.
pub static ARG_PART_OUT: Text = Text::new("把这一片写到哪个文件", "File to write the part into");
/// Option.
pub static ARG_PARTS: Text = Text::new("一共分成几片，1–512（默认 1）", "How many parts there are, 1–512 (default 1)");
/// Option.
pub static ARG_PART: Text = Text::new("算其中第几片，从 1 数起", "Which of them, counted from 1");
/// Option.
pub static ARG_RESUME: Text = Text::new(
    "精确介数一边算一边存到这个目录；中断后重新运行同样的命令就接着算",
    "Keep exact betweenness in this directory while it is computed; the same command goes on after an interruption",
);
/// Option.
pub static ARG_BETWEENNESS_PARTS: Text = Text::new(
    "不再计算介数，改为合并这个目录里的全部分片（由 renmai betweenness 写出）",
    "Put betweenness together from all parts in this directory, written by renmai betweenness",
);
/// What a value has to be.
pub static VALUE_PARTS: Text = Text::new("应为 1 到 512 的整数", "expected a whole number from 1 to 512");
/// Wrong command line.
pub static PARTS_AND_PART: Text = Text::new(
    "--parts 和 --part 要一起写：一共几片，算第几片",
    "--parts and --part go together: how many there are, and which it is",
);
/// Wrong command line.
pub static PART_BEYOND: Text = Text::new("没有第 {part} 片，一共只有 {parts} 片", "there is no part {part} of {parts}");
/// Wrong command line.
pub static PARTS_OR_RESUME: Text = Text::new(
    "--betweenness-parts 和 --resume 只能写一个：前者只合并，后者把缺的算完",
    "--betweenness-parts and --resume cannot go together: the one only puts parts together, the other computes what is missing",
);
/// Wrong command line.
pub static RESUME_IN_OUT: Text = Text::new(
    "--resume {folder} 在输出目录 {dir} 里，那里的文件由本程序整体替换；请换到别处",
    "--resume {folder} lies in the output directory {dir}, which is replaced as a whole; choose another place",
);
/// Wrong command line.
pub static OUT_IN_RESUME: Text = Text::new(
    "--out {file} 在 --resume 的目录 {folder} 里，那里只放计算中的分片；请换到别处",
    "--out {file} lies in {folder}, where --resume keeps its own parts; choose another place",
);
/// Wrong command line.
pub static OUT_IS_INPUT: Text = Text::new(
    "--out {file} 就是要读的文件，会被覆盖；请换一个文件名",
    "--out {file} is a file to be read and would be overwritten; choose another name",
);
/// A part is in place.
pub static WRITTEN_PART: Text = Text::new(
    "已写入 {file}：介数的第 {part} 片（共 {parts} 片）",
    "written to {file}: part {part} of {parts} of betweenness",
);
/// Parts of an earlier run are used.
pub static PARTS_THERE: Text = Text::new(
    "{dir} 里已有 {parts} 片中的 {there} 片，接着算其余的",
    "of {parts} parts {there} are in {dir} already; the others are computed now",
);
/// How far a run is.
pub static PARTS_DONE: Text = Text::new(
    "介数：{parts} 片中已完成 {there} 片，约还需 {minutes} 分钟",
    "betweenness: {there} of {parts} parts done, about {minutes} {minutes|minute|minutes} left",
);
/// An interrupted run that can go on.
pub static PARTS_LEFT: Text = Text::new(
    "已中断；{parts} 片介数中有 {kept} 片存在 {dir}，重新运行同样的命令就接着算",
    "interrupted; {kept} of {parts} parts of betweenness are kept in {dir}, the same command goes on",
);
/// Command.
pub static CONFIG: Text =
    Text::new("把带注释的默认配置写到标准输出", "A commented default configuration on standard output");

/// Argument.
pub static ARG_CONFIG: Text = Text::new(
    "配置文件；不写时若当前目录有 renmai.toml 就用它",
    "Configuration file; renmai.toml in the current directory if there is one",
);
/// Command.
pub static IMPORT: Text =
    Text::new("把读到的各种文件写成五张标准的表", "Write whatever was read as the five tables in our own format");
/// Command.
pub static BUILD: Text = Text::new(
    "把读到的表和关系图存成一个快照文件，以后的命令用它代替原表，不必再读",
    "Keep what was read, and the graph of it, in one snapshot file, which later commands take in place of the tables",
);
/// Option.
pub static ARG_BUILD_OUT: Text = Text::new("写到这个文件，如 people.renmai", "File to write, such as people.renmai");
/// Option.
pub static ARG_BUILD_MEASURES: Text = Text::new(
    "介数、圈子等指标也算好存进去：以后的报告、名单和 explain 直接用",
    "Compute betweenness, circles and the other measures too and keep them, so that reports, lists and explain have them at once",
);
/// Command.
pub static INIT: Text = Text::new(
    "看一遍文件，把每个文件怎么读写进 renmai.toml",
    "Look at files and write into renmai.toml how each is read",
);
/// Argument.
pub static ARG_IMPORT_OUT: Text =
    Text::new("写到这个目录，必须是空的或还不存在", "Directory to write into, empty or new");
/// A plan is there already.
pub static PLAN_EXISTS: Text =
    Text::new("{file} 已经存在；加 --force 可以覆盖它", "{file} is there already; --force overwrites it");
/// A plan was written.
pub static PLAN_WRITTEN: Text = Text::new(
    "已写出 {file}；核对无误后运行 renmai report --out 目录",
    "written: {file}. Look it over, then run renmai report --out DIR",
);
/// Argument.
pub static ARG_FILES: Text = Text::new(
    "数据文件、目录或 *.csv，凭表头认出是哪张表；.toml 是配置文件（不写时若当前目录有 renmai.toml 就用它）",
    "Files of data, folders or *.csv, each recognised by its header; a .toml is the configuration (renmai.toml in the current directory if there is one)",
);
/// Argument.
pub static ARG_LIST: Text = Text::new(
    "koc 关键意见消费者，referral 转介绍桥梁，isolated 孤立用户",
    "koc: people who are listened to, referral: people who connect circles, isolated: people who are left alone",
);
/// Argument.
pub static ARG_USER: Text = Text::new("用户 ID", "User id");
/// Option.
pub static ARG_WITH: Text =
    Text::new("另一个用户 ID：两人的关系由什么构成", "Another user id: what the tie of the two consists of");
/// Option.
pub static ARG_OUT: Text = Text::new(
    "输出目录；要么完整写成，要么完全不写。里面若只有上次运行的结果则替换",
    "Output directory, complete or absent. One that holds only an earlier run is replaced",
);
/// Argument.
pub static ARG_RULE: Text = Text::new(
    "规则，如 \"value_tier in [S, A] and interests under 母婴\"（写法见 docs/rules.md）",
    "A rule such as \"value_tier in [S, A] and interests under baby\" (see docs/rules.md)",
);
/// Argument.
pub static ARG_ROWS: Text = Text::new("哪一列作行，如 value_tier 或 价值等级", "The column down, such as value_tier");
/// Argument.
pub static ARG_COLS: Text = Text::new("哪一列作列，如 city", "The column across, such as city");
/// Option.
pub static ARG_CSV: Text = Text::new("以 CSV 输出，每格一行", "As CSV, a row a cell");
/// Command.
pub static SEGMENT: Text =
    Text::new("把符合一条规则的人以 CSV 写到标准输出", "The people for whom a rule holds, as CSV on standard output");
/// Command.
pub static CROSSTAB: Text = Text::new(
    "按两列交叉统计人数、消费和影响力",
    "People counted by two columns, with what they spend and how influential they are",
);
/// Command.
pub static EXPORT: Text = Text::new(
    "导出关系图给其他软件：Gephi、networkx、igraph、Pajek、pandas、DuckDB",
    "The graph for other programs: Gephi, networkx, igraph, Pajek, pandas, DuckDB",
);
/// Option.
pub static ARG_FORMAT: Text = Text::new(
    "格式：graphml、gexf、gephi-csv（目录，内有 nodes.csv 和 edges.csv）、pajek、edges-csv 或 parquet（边的表，程序要用 --features arrow 编译）",
    "graphml, gexf, gephi-csv (a directory with nodes.csv and edges.csv), pajek, edges-csv or parquet (edges as well; in a program built with --features arrow)",
);
/// Option.
pub static ARG_EXPORT_OUT: Text = Text::new(
    "写到这里：一个文件；gephi-csv 是一个目录，须不存在或为空",
    "File to write; with gephi-csv a directory that is not there yet, or empty",
);
/// Option.
pub static ARG_GRAPH: Text = Text::new(
    "哪个图：users（用户图，边是两人的关系强度，默认）或 layers（两层：用户与群，边是成员关系和互动）",
    "users (who is tied to whom, by strength; default) or layers (users and groups, by memberships and interactions)",
);
/// Option.
pub static ARG_COLUMNS: Text = Text::new(
    "用户的哪些列，用逗号隔开（名字同 users.csv），或 all（全部，介数也会计算）；默认是不需要介数的常用列",
    "Columns of users, separated by commas, by their names in users.csv, or all (betweenness is computed then); by default the usual ones that do without it",
);
/// Option.
pub static ARG_MIN_STRENGTH: Text =
    Text::new("用户图只要强度不低于这个数的边", "Only edges of the user graph with at least this strength");
/// Option.
pub static ARG_EGO: Text = Text::new(
    "只要这个用户（ID 或昵称）和 --radius 步以内的人",
    "Only this user (an id or a nickname) and whoever is at most --radius steps away",
);
/// Option.
pub static ARG_RADIUS: Text = Text::new("离 --ego 几步以内，默认 1", "Steps around --ego, 1 by default");
/// Option.
pub static ARG_CIRCLE: Text =
    Text::new("只要这个圈子的人（编号，1 最大）", "Only people of this circle, by its number (1 is the largest)");
/// Option.
pub static ARG_MAX_EDGES: Text = Text::new(
    "用户图的边超过这个数就不写，默认 10000000",
    "Refuse a user graph with more edges than this, 10000000 by default",
);
/// Wrong command line.
pub static USERS_GRAPH_ONLY: Text =
    Text::new("{option} 只用于用户图（--graph users）", "{option} is of the user graph only (--graph users)");
/// Wrong command line.
pub static RADIUS_NEEDS_EGO: Text = Text::new("--radius 要和 --ego 一起用", "--radius goes with --ego");
/// What a value has to be.
pub static VALUE_STRENGTH: Text = Text::new("应为不小于 0 的数", "expected a number of at least 0");
/// What a value has to be.
pub static VALUE_NUMBER: Text = Text::new("应为大于 0 的整数", "expected a whole number above 0");
/// Option.
pub static ARG_HELP: Text = Text::new("显示帮助", "Print help");
/// Option.
pub static ARG_VERSION: Text = Text::new("显示版本", "Print version");
/// Option.
pub static ARG_GEN_OUT: Text = Text::new("输出目录，须不存在或为空", "Output directory; it must be absent or empty");
/// Option.
pub static ARG_GEN_USERS: Text = Text::new("用户数（默认 10000）", "Users (default 10000)");
/// Option.
pub static ARG_GEN_MEMBERSHIPS: Text = Text::new("人均群数（默认 2）", "Mean memberships per user (default 2)");
/// Option.
pub static ARG_GEN_INTERACTIONS: Text = Text::new("人均互动数（默认 5）", "Mean interactions per user (default 5)");
/// Option.
pub static ARG_GEN_CROSS: Text =
    Text::new("发往任意人的互动占比，0–1（默认 0.15）", "Share of interactions that go to anyone, 0–1 (default 0.15)");
/// Option.
pub static ARG_GEN_SEED: Text =
    Text::new("随机种子（默认 1）；同一种子得到同样的文件", "Seed (default 1); the same seed gives the same files");
/// Option.
pub static ARG_GEN_DIRTY: Text =
    Text::new("掺入各种坏行，用来试错误处理", "Plant faults of every kind, to try error handling");
/// Option.
pub static ARG_BENCH_AGAINST: Text = Text::new(
    "与以前 --json 写出的一次对比：每个阶段列出上次的用时、两次之比、上次的内存",
    "Compare with an earlier run's --json: seconds then, the ratio and the memory of every stage",
);
/// Option.
pub static ARG_BENCH_JSON: Text = Text::new("把各项数字写成 JSON 文件", "Write the figures to this file as JSON");

/// What a value has to be.
pub static VALUE_COUNT: Text = Text::new("应为不小于 0 的整数", "expected a whole number of at least 0");
/// What a value has to be.
pub static VALUE_USERS: Text = Text::new("应为 1 到 1 亿的整数", "expected a whole number from 1 to 100000000");
/// What a value has to be.
pub static VALUE_MEAN: Text = Text::new("应为 0 到 1000 的数", "expected a number from 0 to 1000");
/// What a value has to be.
pub static VALUE_SHARE: Text = Text::new("应为 0 到 1 的数", "expected a number from 0 to 1");
/// What a value has to be.
pub static VALUE_CHOICE: Text = Text::new("应为 {choices} 之一", "expected one of {choices}");
/// What a value has to be.
pub static VALUE_DATE: Text = Text::new(
    "应为日期或时间，如 2025-06-30、2025年6月30日、2025-06-30 18:00",
    "expected a date or time such as 2025-06-30, 2025/6/30 or 2025-06-30 18:00",
);

/// Wrong command line.
pub static UNKNOWN_ARGUMENT: Text =
    Text::new("这个命令没有 {argument} 这个选项或参数", "{argument} is not an option or argument of this command");
/// Wrong command line; something close exists.
pub static UNKNOWN_ARGUMENT_NEAR: Text = Text::new(
    "这个命令没有 {argument} 这个选项，是不是想写 {near}？",
    "{argument} is not an option of this command; did you mean {near}?",
);
/// Wrong command line.
pub static UNKNOWN_COMMAND: Text = Text::new("没有 {command} 这个命令", "there is no command {command}");
/// Wrong command line; something close exists.
pub static UNKNOWN_COMMAND_NEAR: Text =
    Text::new("没有 {command} 这个命令，是不是想写 {near}？", "there is no command {command}; did you mean {near}?");
/// Wrong command line.
pub static BAD_VALUE: Text =
    Text::new("{argument} 的值“{value}”不对：{reason}", "{argument} cannot be \"{value}\": {reason}");
/// Wrong command line.
pub static NO_VALUE: Text = Text::new("{argument} 后面缺一个值", "{argument} needs a value");
/// Wrong command line.
pub static NEEDLESS_VALUE: Text = Text::new("{argument} 不带值", "{argument} takes no value");
/// Wrong command line.
pub static TWICE: Text = Text::new("{argument} 只能写一次", "{argument} can be given only once");
/// Wrong command line.
pub static MISSING: Text = Text::new("缺少 {arguments}", "missing: {arguments}");
/// Wrong command line.
pub static NOT_UTF8: Text = Text::new("命令行里有不是 UTF-8 的文字", "the command line holds text that is not UTF-8");
/// Wrong command line.
pub static NO_INPUT: Text = Text::new(
    "没有数据：把文件写在命令后面，或用 --memberships、--interactions 给出，或给一个配置文件",
    "no data: name files, or give them with --memberships or --interactions, or a configuration file",
);
/// Wrong command line.
pub static STDIN_TWICE: Text = Text::new(
    "标准输入（-）只能给一张表读，这里写了 {count} 次",
    "standard input (-) can be read for one table only, but is given {count} times",
);
/// Wrong command line.
pub static REJECTED_NEEDS_SKIP: Text = Text::new(
    "--rejected 要与 --skip-bad-rows 同用，否则没有可写的行",
    "--rejected needs --skip-bad-rows; without it there are no rows to write",
);
/// Wrong command line.
pub static REJECTED_IS_INPUT: Text = Text::new(
    "--rejected {file} 就是要读的文件，会被覆盖；请换一个文件名",
    "--rejected {file} is a file to be read and would be overwritten; choose another name",
);
/// Wrong command line.
pub static REJECTED_NOT_STDOUT: Text = Text::new(
    "--rejected 要写文件名：标准输出（-）留给命令自己的结果",
    "--rejected needs the name of a file: standard output (-) holds what the command itself prints",
);
/// Wrong command line.
pub static REJECTED_IN_OUT: Text = Text::new(
    "--rejected {file} 在输出目录 {dir} 里，那里的文件由本程序整体替换；请换到别处，或不写 --rejected（放到一边的行会在 {dir}/rejected.csv）",
    "--rejected {file} lies in the output directory {dir}, which is replaced as a whole; choose another place, or leave --rejected out (the rows set aside will be in {dir}/rejected.csv)",
);
/// Where to read on.
pub static SEE_HELP: Text = Text::new("用法见 {command} --help", "See {command} --help");

/// A file that cannot be read.
pub static CANNOT_READ: Text = Text::new("{file}：读不了", "{file}: cannot be read");
/// Not text.
pub static CONFIG_NOT_TEXT: Text = Text::new("{file}：不是文本，无法解码", "{file}: not text that can be decoded");
/// Standard output is closed to us.
pub static CANNOT_PRINT: Text = Text::new("写不了标准输出", "standard output cannot be written");
/// A file that cannot be written.
pub static CANNOT_WRITE: Text = Text::new("{file}：写不了", "{file}: cannot be written");
/// A directory that holds something.
pub static NOT_EMPTY: Text = Text::new(
    "{dir} 不是空目录；模拟数据只写进新的或空的目录",
    "{dir} is not empty; generated data go only into a new or empty directory",
);
/// No handler for signals.
pub static SIGNALS: Text = Text::new(
    "无法接管 Ctrl-C，中断时可能不能善后",
    "Ctrl-C cannot be handled; an interruption may leave files behind",
);

/// More threads were asked for than can be of use.
pub static FEWER_THREADS: Text = Text::new(
    "{asked} 个线程对 {processors} 个处理器太多：用 {used} 个，结果一样",
    "{asked} threads are too many for {processors} {processors|processor|processors}: using {used}, with the same results",
);
/// After reading.
pub static READ: Text =
    Text::new("已读 {files} 个文件，{rows} 行", "read {files} {files|file|files}, {rows} {rows|row|rows}");
/// After reading: rows set aside.
pub static ASIDE: Text = Text::new("；{count} 行放到一边", "; {count} {count|row|rows} set aside");
/// After reading: where the rows set aside went.
pub static ASIDE_NOWHERE: Text = Text::new("（加 --rejected F 可写到文件）", " (--rejected F writes them to a file)");
/// After reading: what to look at.
pub static NOTICE: Text = Text::new("；请留意：{first}", "; note: {first}");
/// After reading: more to look at.
pub static NOTICE_MORE: Text =
    Text::new("（另有 {count} 项，见 renmai check）", " (and {count} more, see renmai check)");
/// Files are in place.
pub static WRITTEN: Text = Text::new("已写入 {dir}：{count} 个文件", "{count} {count|file|files} written to {dir}");
/// Somebody has worked in an output.
pub static KEPT_ASIDE: Text = Text::new(
    "{file} 自上次写出后被人改过（或由看不出这一点的早期版本写出），原来那份保留为 {aside}",
    "{file} was changed after it was written (or comes from an earlier version, which cannot tell); the old file is kept as {aside}",
);
/// The figures of a benchmark are in place.
pub static WRITTEN_JSON: Text = Text::new("已写入 {file}", "written to {file}");
/// Rows set aside are in place.
pub static WRITTEN_REJECTED: Text =
    Text::new("放到一边的 {count} 行已写入 {file}", "{count} {count|row|rows} set aside, written to {file}");
/// What to open first.
pub static OPEN_PAGE: Text = Text::new("请打开 {page}", "open {page}");
