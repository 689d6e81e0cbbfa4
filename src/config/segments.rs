//! Options of the ways of sorting people beside value and lifecycle. The figures are reference values, not measurements.

use super::keys::{COUNT, Key, Shape, at_least, bound, options};
pub use crate::text::terms::Reach;
use crate::text::{Text, codes};

options! {
    /// Reach by role, and the window in which a message may be answered.
    #[derive(Copy, Eq)]
    pub struct ReachOptions {
        friend: Reach = Reach::High, Shape::Choice(codes::<Reach>),
            Text::new("好友。", "Friends.");
        group_member: Reach = Reach::Medium, Shape::Choice(codes::<Reach>),
            Text::new("活跃的群成员；不活跃的低一级。", "Group members who are active; others are one grade lower.");
        follower: Reach = Reach::Low, Shape::Choice(codes::<Reach>),
            Text::new("关注者。", "Followers.");
        active_days: u32 = 30, COUNT,
            Text::new("这么多天内有过联系的群成员算活跃；联系时间未知的也算。",
                "A group member with a contact within so many days is active; so is one whose contacts are unknown.");
        window_hours: u32 = 48, COUNT,
            Text::new("用户发来消息后，这么多小时内可以回复（参考值；企业微信现行规则可能不同）。",
                "Hours after a message from the user within which one may be sent (reference value; today's rules of WeCom may differ).");
    }
}

options! {
    /// How much accounts and groups hold.
    pub struct CapacityOptions {
        friend_cap: u32 = 10_000, at_least(1),
            Text::new("一个账号的好友上限。", "Friends that one account can have.");
        group_sizes: Vec<u32> = vec![200, 500], Shape::Rising(&at_least(1)),
            Text::new("群的人数上限，由小到大：第一个以内可扫码进群，超过后须邀请。",
                "Sizes at which a group is full, ascending: up to the first anybody can join by code, beyond it only by invitation.");
        nearly_full_percent: f64 = 95.0, Shape::Number(&bound::PERCENTAGE),
            Text::new("达到上限的百分之几算快满了。", "Nearly full from this percentage on.");
    }
}

options! {
    /// Where people live.
    #[derive(Copy)]
    pub struct RegionOptions {
        infer: bool = true, Shape::Switch,
            Text::new("是否推断（推断的会标明）。", "Whether to infer (what is inferred is marked).");
        min_share: f64 = 0.5, Shape::Number(&bound::SHARE),
            Text::new("所在的群里，至少有这么大一份指向同一城市才推断。",
                "At least this share of the user's groups with a city must agree.");
    }
}

options! {
    /// Social position.
    #[derive(Copy)]
    pub struct PositionOptions {
        influence_top_percent: f64 = 5.0, Shape::Number(&bound::PERCENTAGE),
            Text::new("影响节点：影响力在前百分之几。", "Influence node: influence within the top so many percent.");
        bridge_top_percent: f64 = 5.0, Shape::Number(&bound::PERCENTAGE),
            Text::new("桥梁：链接至少两个圈子，且介数在前百分之几。",
                "Bridge: links two circles or more, and betweenness within the top so many percent.");
        core_top_percent: f64 = 25.0, Shape::Number(&bound::PERCENTAGE),
            Text::new("核心：关系强度在本圈子的前百分之几。",
                "Core: strength within the top so many percent of the own circle.");
    }
}

options! {
    /// When people are in contact.
    #[derive(Copy, Eq)]
    pub struct HeatOptions {
        person_events: u32 = 20, at_least(1),
            Text::new("一个人的互动达到这么多次，才可能用他自己的时段；否则用圈子的，再否则用全体的。",
                "Events from which somebody may have a window of their own; else the circle's, else that of all.");
        circle_events: u32 = 100, at_least(1),
            Text::new("一个圈子的互动达到这么多次，才可能有自己的时段。", "Events from which a circle may have one.");
        prior_events: u32 = 100, COUNT,
            Text::new("估计一个人（圈子）的时段时，先按圈子（全体）的分布补上这么多次互动：互动越少，越接近圈子（全体）。",
                "Events added to those of a person (circle), spread as the circle's (everybody's): the fewer the own ones, the closer to these.");
        quiet_from: u32 = 22, Shape::Whole { least: 0, most: 24 },
            Text::new("从几点起不打扰……", "Nobody is written to from this hour …");
        quiet_to: u32 = 8, Shape::Whole { least: 0, most: 24 },
            Text::new("……到几点为止；两个相同就是没有。", "… to this one; none where both are the same.");
        window_hours: u32 = 2, Shape::Whole { least: 1, most: 24 },
            Text::new("时段有几个小时，至多是不打扰时段以外的。", "Hours of the window, at most those outside the quiet ones.");
    }
}

impl HeatOptions {
    /// Whether nobody is written to in an hour of the day.
    pub fn is_quiet(&self, hour: u32) -> bool {
        if self.quiet_from <= self.quiet_to {
            (self.quiet_from..self.quiet_to).contains(&hour)
        } else {
            hour >= self.quiet_from || hour < self.quiet_to
        }
    }

    /// The longest run of hours of a day that are not quiet.
    pub fn longest_awake(&self) -> u32 {
        let mut run = 0;
        let runs = (0..24).map(|hour| {
            run = if self.is_quiet(hour) { 0 } else { run + 1 };
            run
        });
        runs.max().unwrap_or(0)
    }
}
