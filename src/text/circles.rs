//! What is said of circles.

use super::{Sentence, Text, page, plain};

/// How many there are.
pub static COUNT: Text = Text::new(
    "圈子：{count} 个，共 {users} 人，最大的 {largest} 人；模块度 {modularity}（越高，圈子分得越清）",
    "Circles: {count}, with {users} {users|person|people} in all, {largest} in the largest; modularity {modularity} (the higher, the clearer)",
);
/// There is none.
pub static NONE: Text = Text::new("圈子：没有，用户之间没有联系", "Circles: none, nobody is tied to anybody");
/// Pairs of circles without any tie.
pub static APART: Text = Text::new(
    "圈子两两相比共 {pairs} 对，其中 {apart} 对之间没有任何联系；{alone} 个圈子与其他圈子完全不相连",
    "of the {pairs} {pairs|pair|pairs} that circles form, {apart} {apart|has|have} no tie at all; {alone} {alone|circle has|circles have} no tie to any other",
);
/// Every two circles have a tie.
pub static NONE_APART: Text = Text::new("每两个圈子之间都有联系", "every two circles have some tie");
/// The same, where each circle has a tie to some other.
pub static SOME_APART: Text = Text::new(
    "圈子两两相比共 {pairs} 对，其中 {apart} 对之间没有任何联系",
    "of the {pairs} {pairs|pair|pairs} that circles form, {apart} {apart|has|have} no tie at all",
);
/// Who is tied to several circles.
pub static LINKING: Text = Text::new(
    "与两个及以上圈子联系较多的有 {linking} 人（自己的圈子也算一个）",
    "{linking} {linking|person is|people are} well tied to two circles or more, their own counted",
);
/// Who holds others in.
pub static CUT: Text = Text::new(
    "有 {cut} 人，其中任何一位离开，都会有人与大家断开",
    "{cut} {cut|person holds|people hold} others in: if any one of them left, somebody would be cut off",
);
/// Nobody does.
pub static NOBODY_CUT: Text =
    Text::new("少了任何一个人，其余的人都不会断开", "whoever left, nobody else would be cut off");
/// A circle by its number.
pub static CIRCLE: Text = Text::new("圈子 {n}", "circle {n}");

/// A circle's number with its name, where it has one: `7“职场·南京”`.
pub fn called(number: u32, name: &str) -> Sentence {
    match name {
        "" => plain(number),
        name => page::label("circle_called").with("n", number).with("name", name),
    }
}

/// Size.
pub static PEOPLE: Text = Text::new("{n} 人", "{n} {n|person|people}");
/// The groups that hold it together.
pub static GROUPS: Text = Text::new("以{groups}为主", "held together by {groups}");
/// Somebody alone.
pub static ONE_PERSON: Text = Text::new("只有 1 人，没有与谁结成圈子", "a single person, in company with nobody");
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
pub static KEY_PEOPLE: Text = Text::new("影响力最高的人：{people}", "most influential: {people}");
/// The bridges, each with where it leads.
pub static BRIDGES: Text = Text::new("对外联系较多的人：{bridges}", "people who link to other circles: {bridges}");
/// A bridge and the circles that it links most.
pub static BRIDGE: Text = Text::new("{person}（到圈子 {list}）", "{person} (to {many|circle|circles} {list})");
/// The circle to which most strength leads.
pub static NEAREST: Text = Text::new("往来最多的是圈子 {n}", "most of its outside ties lead to circle {n}");
/// No tie leads out.
pub static ALONE: Text = Text::new("与其他圈子没有任何联系", "no tie to any other circle");

/// How circles were found.
pub static METHOD: Text = Text::new(
    "圈子由 Leiden 算法按关系强度划分（模块度，分辨率 {resolution}，种子 {seed}）；某人的关系强度至少有 {share} 通向某个圈子（强度高于人均的，按人均的 {share} 算），才算与它联系较多，自己的圈子也按这条算",
    "circles are communities by the Leiden algorithm on the strengths of ties (modularity, resolution {resolution}, seed {seed}); somebody is well tied to a circle when at least {share} of their strength leads there (of the mean strength, for those above it), and their own circle is judged by the same rule",
);
