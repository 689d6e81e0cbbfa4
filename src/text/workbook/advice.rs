//! What to do about whom: the trade's advice, always shown as reference.

use crate::text::Text;
use crate::text::terms::{DeviceClass, Due, Lifecycle, Position, Reach};

/// What a figure of the trade is about, and the figure. Never measurements.
pub static REFERENCES: [(Text, Text); 12] = [
    (Text::new("高价值用户占比", "Share of high-value users"), Text::new("5–8%", "5–8%")),
    (Text::new("成长型用户占比", "Share of growing users"), Text::new("35%", "35%")),
    (Text::new("流失风险用户占比", "Share of users at risk"), Text::new("20–25%", "20–25%")),
    (Text::new("孤立用户占比", "Share of isolated users"), Text::new("约 12%", "about 12%")),
    (
        Text::new("桥梁用户的转介绍效果", "Referral effect of bridge users"),
        Text::new("普通用户的 3–5 倍", "3–5 × that of others"),
    ),
    (Text::new("一个账号的好友上限", "Friends that one account can have"), Text::new("约 10,000", "about 10,000")),
    (Text::new("群的容量", "How much a group holds"), Text::new("200 / 500 人", "200 / 500")),
    (Text::new("不到 200 人的群", "Groups under 200 people"), Text::new("68%", "68%")),
    (
        Text::new("同城群与跨地区群的转化", "Conversion of same-city and cross-region groups"),
        Text::new("25% / 6%", "25% / 6%"),
    ),
    (
        Text::new("三级标签的覆盖率 / 匹配率 / 提升", "Tag levels: coverage / match / lift"),
        Text::new("100·67·28% / 32·58·89% / 15·41·76%", "100·67·28% / 32·58·89% / 15·41·76%"),
    ),
    (Text::new("企业微信用户中 iOS 占比", "Share of iOS among WeCom users"), Text::new("62%", "62%")),
    (
        Text::new("公众号群发", "Broadcasts of official accounts"),
        Text::new(
            "服务号每月 4 次，订阅号每天 1 次，打开率不到 2%",
            "service account 4 a month, subscription 1 a day, opened by < 2%",
        ),
    ),
];

/// Coverage of a tag level, 1 to 3.
pub fn coverage(level: usize) -> Option<&'static str> {
    ["100%", "67%", "28%"].get(level.wrapping_sub(1)).copied()
}

/// Share of a class of devices.
pub fn device_share(device: DeviceClass) -> Option<&'static str> {
    (device == DeviceClass::Ios).then_some("62%")
}

/// What a lifecycle calls for.
pub fn lifecycle(lifecycle: Lifecycle) -> Option<&'static Text> {
    Some(match lifecycle {
        Lifecycle::New => {
            const {
                &Text::new(
                    "24 小时内欢迎，发新人礼，引导进群",
                    "welcome within 24 hours, newcomer gift, bring into a group",
                )
            }
        }
        Lifecycle::Growing => {
            const { &Text::new("优惠券和内容，培养联系习惯", "coupons and content, build the habit") }
        }
        Lifecycle::Mature => const { &Text::new("每月 2–3 次深度联系", "2–3 deep contacts a month") },
        Lifecycle::Decaying => const { &Text::new("限时优惠召回", "re-engage with a limited-time offer") },
        Lifecycle::Lost => {
            const {
                &Text::new("最后召回一次，之后降低频率", "one last attempt to re-engage, then write less often")
            }
        }
        Lifecycle::Unknown => return None,
    })
}

/// What a social position means.
pub fn position_meaning(position: Position) -> &'static Text {
    match position {
        Position::Influence => const { &Text::new("影响力最靠前的一批人", "among the first by influence") },
        Position::Bridge => {
            const {
                &Text::new(
                    "与至少两个圈子联系较多（自己的也算），又处在他人之间的最短路径上",
                    "well tied to two circles or more, their own counted, and on shortest paths between others",
                )
            }
        }
        Position::Core => const { &Text::new("在自己圈子里联系最紧", "most closely tied within their circle") },
        Position::Member => const { &Text::new("一般成员", "an ordinary member") },
        Position::Silent => const { &Text::new("只在一个群，从不互动", "in a single group, never interacts") },
        Position::Isolated => {
            const { &Text::new("没有联系，或只和极少数人相连", "no tie, or connected to very few") }
        }
    }
}

/// What a social position calls for.
pub fn position(position: Position) -> &'static Text {
    match position {
        Position::Influence => {
            const { &Text::new("邀请先试用、带口碑（见 KOC）", "let them try first and tell others (see KOC)") }
        }
        Position::Bridge => {
            const {
                &Text::new("转介绍活动优先邀请（见转介绍）", "invite first to referral campaigns (see Referral)")
            }
        }
        Position::Core => const { &Text::new("请做群里的热心人、管理员", "ask them to host and to moderate") },
        Position::Member => const { &Text::new("按价值等级日常维护", "look after them by tier") },
        Position::Silent => {
            const { &Text::new("私下问候，换个更合适的群", "greet in private, offer a fitting group") }
        }
        Position::Isolated => {
            const { &Text::new("拉进建议的群（见孤立用户）", "bring into a suggested group (see Isolated)") }
        }
    }
}

/// What a grade of reach calls for.
pub fn reach(reach: Reach) -> &'static Text {
    match reach {
        Reach::High => const { &Text::new("私聊一对一", "write in private") },
        Reach::Medium => const { &Text::new("在群里互动，争取加好友", "talk in the group, win as a friend") },
        Reach::Low => {
            const {
                &Text::new("靠公众号内容，引导加好友或进群", "content of the official account, lead to a group")
            }
        }
    }
}

/// What a role's reach depends on.
pub fn reach_meaning(reach: Reach) -> &'static Text {
    match reach {
        Reach::High => const { &Text::new("参考：好友触达高", "reference: friends are reached well") },
        Reach::Medium => const { &Text::new("参考：近期活跃的群成员", "reference: group members active of late") },
        Reach::Low => {
            const { &Text::new("参考：不活跃的群成员、关注者", "reference: quiet group members, followers") }
        }
    }
}

/// The service window is open.
pub static WINDOW_OPEN: Text =
    Text::new("{hours} 小时内发来过消息，现在可以回复", "wrote within {hours} {hours|hour|hours}: may be answered now");
/// It is not.
pub static WINDOW_CLOSED: Text =
    Text::new("{hours} 小时内没有来消息", "has not written within {hours} {hours|hour|hours}");
/// So many regions more.
pub static OTHER_REGIONS: Text = Text::new("其余 {n} 个地区", "{n} other {n|region|regions}");
/// Of whom so many are inferred.
pub static INFERRED: Text = Text::new("其中 {n} 人由所在群推断", "{n} of them inferred from their groups");
/// Coverage of a level.
pub static LEVEL: Text = Text::new("{n} 级标签覆盖", "covered by level {n}");
/// Groups with an interest.
pub static INTEREST_GROUPS: Text = Text::new("{n} 个群有此标签", "{n} {n|group has|groups have} it");
/// Interests of a level, the first so many.
pub static INTERESTS: Text = Text::new("兴趣 {n} 级", "interests, level {n}");
/// The way of sorting by a rule of the user's own.
pub static NAMED: Text = Text::new("自定义人群", "your own segments");
/// Answers of a further column.
pub static CUSTOM: Text = Text::new("自带列：{name}", "your column: {name}");
/// Not known.
pub static UNKNOWN: Text = Text::new("未知", "unknown");
/// The service window, as a way of sorting.
pub static WINDOW: Text = Text::new("{hours} 小时回复窗口", "{hours}-hour service window");
/// How coverage is told.
pub static COVERAGE: Text = Text::new("兴趣标签覆盖", "interests: coverage");

/// To do: newcomers.
pub static TODO_WELCOME: Text = Text::new("刚注册、还没欢迎的新用户", "newcomers to welcome");
/// To do: big spenders about to leave.
pub static TODO_WIN_BACK: Text =
    Text::new("消费高但联系变少的用户：优先挽回", "big spenders who are fading: win back first");
/// To do: answer.
pub static TODO_WINDOW: Text =
    Text::new("在回复窗口内的 S、A 级用户：现在就可以回复", "S and A users whose service window is open: answer now");
/// To do whether or not somebody is on a list.
pub fn todo(due: Due) -> Option<&'static Text> {
    match due {
        Due::WindowClosing => Some(&TODO_WINDOW),
        Due::WelcomeDue => Some(&TODO_WELCOME),
        Due::WinBack => Some(&TODO_WIN_BACK),
        Due::Recall => Some(&TODO_RECALL),
        Due::Koc | Due::Referral | Due::Seeds | Due::Connect => None,
    }
}
/// To do: groups for the isolated.
pub static TODO_INVITE: Text =
    Text::new("孤立用户名单上已有合适的群可加入的", "people on the isolated list with a group to join");
/// To do: full groups.
pub static TODO_GROUPS: Text = Text::new("快满的群：提前开新群", "groups nearly full: open new ones");
/// To do: full accounts.
pub static TODO_ACCOUNTS: Text = Text::new("好友快满的员工账号：提前分流", "accounts nearly full: relieve them");
/// To do: decaying.
pub static TODO_RECALL: Text = Text::new("进入衰退期的 S、A 级用户：召回", "S and A users who are decaying: re-engage");
