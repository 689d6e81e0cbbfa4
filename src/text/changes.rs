//! What has changed since an earlier run.

use super::Text;
use super::terms::Turn;

/// Heading, sheet and section.
pub static HEADING: Text = Text::new("变化", "Changes");
/// From when to when.
pub static SINCE: Text = Text::new(
    "与 {since} 的结果相比：那时 {before} 人，现在 {after} 人",
    "compared with the run as of {since}: {before} {before|person|people} then, {after} now",
);
/// Between two earlier runs.
pub static BETWEEN: Text = Text::new(
    "{since} → {until}：{before} 人 → {after} 人",
    "{since} → {until}: {before} {before|person|people} → {after}",
);
/// A run without times.
pub static NO_TIME: Text = Text::new("没有时间的一次运行", "a run without times");
/// How many a change concerns.
pub static COUNT: Text = Text::new("{what}：{counts}", "{what}: {counts}");
/// Between two parts of a line.
pub static SEMICOLON: Text = Text::new("；", "; ");
/// Nothing has changed.
pub static NONE: Text = Text::new("没有人有变化", "nothing has changed for anybody");
/// Circles.
pub static CIRCLES: Text = Text::new("圈子：{parts}", "circles: {parts}");
/// Other options.
pub static OPTIONS: Text = Text::new(
    "两次运行的选项不同，差别里有一部分可能来自选项：{options}",
    "the two runs had different options, and some of the difference may come from them: {options}",
);
/// One of them.
pub static OPTION: Text = Text::new("{key}（{before} → {after}）", "{key} ({before} → {after})");
/// What an option is that is not set.
pub static NOT_SET: Text = Text::new("未设", "not set");
/// Files changed by hand.
pub static EDITED: Text = Text::new(
    "{files} 在那次运行之后被人改过，比较用的是改过的内容",
    "somebody has changed {files} since the earlier run; what it says now was compared",
);
/// People without a row.
pub static UNNAMED: Text = Text::new(
    "另有 {count} 处变化属于不能点名的人（退订、屏蔽、未同意），只计数",
    "{count} more {count|change is|changes are} of people who may not be named (opted out, suppressed, no consent) and only counted",
);
/// Not an output directory.
pub static NO_RUN: Text = Text::new(
    "{path} 不是 renmai 写出的结果目录（里面要有 manifest.json 和 users.csv），无法与它比较",
    "{path} is not a directory that renmai has written (with manifest.json and users.csv in it), so there is nothing to compare with",
);
/// A column is missing.
pub static NO_COLUMN: Text = Text::new(
    "{file} 没有 {column} 这一列：不是 renmai 写出的，或者被改过；请用那次运行的原文件",
    "{file} has no column {column}: renmai did not write it, or somebody has changed it; use the original file of that run",
);
/// A cell that no run writes.
pub static BAD_CELL: Text = Text::new(
    "{file} 第 {line} 行 {column} 列读不懂：“{found}”，应为 {expected}",
    "{file}, line {line}, column {column}: found \"{found}\", expected {expected}",
);
/// Not CSV in UTF-8.
pub static NOT_CSV: Text = Text::new(
    "{file} 第 {line} 行不是 UTF-8 的 CSV（或列数不对）；如果用 Excel 改过，请用那次运行的原文件",
    "{file}, line {line}: not CSV in UTF-8, or another number of fields; if Excel has changed it, use the original file of that run",
);
/// Twice the same id.
pub static TWICE: Text = Text::new(
    "{file} 第 {line} 行的 user_id 前面已经出现过；请用那次运行的原文件",
    "{file}, line {line}: this user_id already stands further up; use the original file of that run",
);
/// Wrong order.
pub static ORDER: Text = Text::new(
    "--compare 要按时间先后给出，本次最晚：{path} 截至 {since}，晚于后一次的 {until}",
    "--compare takes runs from the oldest on, all before this one: {path} is as of {since}, which is later than {until} of the next",
);
/// What a tier's place is called where there is none.
pub static NOT_THERE: Text = Text::new("不在数据里", "not in the data");
/// Days ago.
pub static DAYS_AGO: Text = Text::new("{n} 天前", "{n} {n|day|days} ago");
/// A rank.
pub static RANK: Text = Text::new("名单第 {n} 位", "number {n} on the list");
/// Flows.
pub static FLOWS: Text = Text::new("价值等级的流动", "Moves between tiers");
/// Under the circles' table.
pub static CIRCLE_RULE: Text = Text::new(
    "两次都在圈子里的人当中，至少一半去了同一个圈子（或来自同一个圈子），这两个圈子就算有关；有关的连在一起看：一对一是延续，多对一是合并，一对多是拆分，多对多是重组。",
    "Two circles are related where, of the people in a circle in both runs, at least half of either are in the other. Related ones are told together: one to one is the same circle, several to one merged, one to several split, several to several regrouped.",
);

/// By which rule a change is told.
pub fn rule(turn: Turn) -> &'static Text {
    match turn {
        Turn::Came => const { &Text::new("那时 users.csv 里没有，现在有", "not in users.csv then, in it now") },
        Turn::Left => const { &Text::new("那时 users.csv 里有，现在没有", "in users.csv then, not in it now") },
        Turn::Rose => {
            const {
                &Text::new(
                    "价值等级变好（S > A > B > C > D），两次都有等级",
                    "a better tier (S > A > B > C > D), known both times",
                )
            }
        }
        Turn::Fell => {
            const {
                &Text::new(
                    "价值等级变差（S > A > B > C > D），两次都有等级",
                    "a worse tier (S > A > B > C > D), known both times",
                )
            }
        }
        Turn::Isolated => const { &Text::new("isolation 那时为空，现在不为空", "isolation was empty, and is not") },
        Turn::Connected => {
            const { &Text::new("isolation 那时不为空，现在为空", "isolation was not empty, and is") }
        }
        Turn::Entered => {
            const {
                &Text::new(
                    "两次都在数据里；那时不在这份名单，现在在",
                    "in the data both times; not on this list then, on it now",
                )
            }
        }
        Turn::Dropped => {
            const {
                &Text::new(
                    "两次都在数据里；那时在这份名单，现在不在",
                    "in the data both times; on this list then, not on it now",
                )
            }
        }
        Turn::Contacted => {
            const {
                &Text::new(
                    "那时在这份名单；最近一次联系晚于那次运行的截至时间",
                    "on this list then; the last contact is after the moment of that run",
                )
            }
        }
    }
}
