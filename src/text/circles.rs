//! What is said of circles.

use super::Text;

/// How many there are.
pub static COUNT: Text = Text::new(
    "圈子：{count} 个，共 {users} 人，最大的 {largest} 人；模块度 {modularity}",
    "Circles: {count}, with {users} people, the largest with {largest}; modularity {modularity}",
);
/// There is none.
pub static NONE: Text = Text::new("圈子：没有，用户之间没有联系", "Circles: none, nobody is tied to anybody");
/// Pairs of circles without any tie.
pub static APART: Text = Text::new(
    "{pairs} 对圈子里，{apart} 对之间没有任何联系；{alone} 个圈子与外面完全不相连",
    "of {pairs} pairs of circles, {apart} have no tie at all; {alone} {alone|circle has|circles have} no tie to any other",
);
/// Brokers.
pub static BROKERS: Text = Text::new(
    "链接两个及以上圈子的有 {linking} 人；{cut} 人一旦离开，就会有人与大家断开",
    "{linking} {linking|person links|people link} two circles or more; the absence of {cut} {cut|person|people} would cut others off",
);
/// A circle by its number.
pub static CIRCLE: Text = Text::new("圈子 {n}", "circle {n}");

/// Size.
pub static PEOPLE: Text = Text::new("{n} 人", "{n} {n|person|people}");
/// The groups that hold it together.
pub static GROUPS: Text = Text::new("以{groups}为主", "held together by {groups}");
/// Somebody alone.
pub static ONE_PERSON: Text = Text::new("没有与谁结成圈子", "not in company with anybody in particular");
/// No group does.
pub static NO_GROUPS: Text = Text::new("靠私下互动相连", "held together by interactions, not by a group");
/// A group's name in a sentence.
pub static QUOTED: Text = Text::new("“{name}”", "\"{name}\"");
/// The most common city.
pub static CITY: Text = Text::new("{city}最多（{share}）", "most often in {city} ({share})");
/// Interests.
pub static INTERESTS: Text = Text::new("兴趣多为{interests}", "interests: {interests}");
/// People of a tier.
pub static TIER: Text = Text::new("{tier} 级 {n} 人", "{n} in tier {tier}");
/// Key people.
pub static KEY_PEOPLE: Text = Text::new("影响力最高的是{people}", "most influential: {people}");
/// The bridges, each with where it leads.
pub static BRIDGES: Text = Text::new("对外联系主要通过{bridges}", "people who link to other circles: {bridges}");
/// A bridge and the circles that it links most.
pub static BRIDGE: Text = Text::new("{person}（到圈子 {list}）", "{person} (to {many|circle|circles} {list})");
/// The circle to which most strength leads.
pub static NEAREST: Text = Text::new("与圈子 {n} 往来最多", "closest to circle {n}");
/// No tie leads out.
pub static ALONE: Text = Text::new("与其他圈子没有任何联系", "no tie to any other circle");

/// How circles were found.
pub static METHOD: Text = Text::new(
    "圈子由 Leiden 算法按关系强度划分（模块度，分辨率 {resolution}，种子 {seed}）；通向某个圈子的关系强度至少占本人的 {share}（高于人均的按人均算），才算链接它",
    "circles are communities by the Leiden algorithm on the strengths of ties (modularity, resolution {resolution}, seed {seed}); somebody links a circle when at least {share} of their strength leads there (of the mean strength, for those above it)",
);
