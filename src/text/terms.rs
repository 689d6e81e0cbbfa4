//! Names of tiers, segments, lifecycles, lists and reasons.

use super::Text;

static UNKNOWN: Text = Text::new("未知", "unknown");

/// A name per stable code; "unknown" for a code that is not in the table.
fn name(table: &'static [(&'static str, Text)], code: &str) -> &'static Text {
    table.iter().find(|(c, _)| *c == code).map_or(&UNKNOWN, |(_, text)| text)
}

/// Name of a value tier.
pub fn tier(code: &str) -> &'static Text {
    static NAMES: [(&str, Text); 5] = [
        ("S", Text::new("S 级", "Tier S")),
        ("A", Text::new("A 级", "Tier A")),
        ("B", Text::new("B 级", "Tier B")),
        ("C", Text::new("C 级", "Tier C")),
        ("D", Text::new("D 级", "Tier D")),
    ];
    name(&NAMES, code)
}

/// Name of a value segment.
pub fn segment(code: &str) -> &'static Text {
    static NAMES: [(&str, Text); 7] = [
        ("high", Text::new("高价值", "high value")),
        ("steady", Text::new("稳定", "steady")),
        ("growing", Text::new("成长型", "growing")),
        ("win_back", Text::new("待挽回", "win back")),
        ("fading", Text::new("渐冷", "fading")),
        ("dormant_buyer", Text::new("沉睡买家", "dormant buyer")),
        ("churn_risk", Text::new("流失风险", "churn risk")),
    ];
    name(&NAMES, code)
}

/// Name of a lifecycle.
pub fn lifecycle(code: &str) -> &'static Text {
    static NAMES: [(&str, Text); 5] = [
        ("new", Text::new("新客期", "new")),
        ("growing", Text::new("成长期", "growing")),
        ("mature", Text::new("成熟期", "mature")),
        ("decaying", Text::new("衰退期", "decaying")),
        ("lost", Text::new("流失期", "lost")),
    ];
    name(&NAMES, code)
}

/// Name of an isolation class.
pub fn isolation(code: &str) -> &'static Text {
    static NAMES: [(&str, Text); 3] = [
        ("isolated", Text::new("没有任何联系", "no tie")),
        ("small_component", Text::new("小圈子", "tiny component")),
        ("silent", Text::new("只在一个群且从不互动", "one group, no interaction")),
    ];
    name(&NAMES, code)
}

/// Name of a reason for being on a list, or for a suggested group.
pub fn why(code: &str) -> &'static Text {
    static NAMES: [(&str, Text); 12] = [
        ("many_remarks", Text::new("备注多", "many remarks")),
        ("many_groups", Text::new("入群多", "many groups")),
        ("top_influence", Text::new("影响力靠前", "top influence")),
        ("bridge", Text::new("桥接", "bridge")),
        ("links_circles", Text::new("连接多个圈子", "links circles")),
        ("isolated", Text::new("没有联系", "no tie")),
        ("small_component", Text::new("小圈子", "tiny component")),
        ("silent", Text::new("沉默", "silent")),
        ("same_city", Text::new("同城", "same city")),
        ("shared_interest", Text::new("兴趣相同", "shared interest")),
        ("has_room", Text::new("有空位", "has room")),
        ("active", Text::new("活跃", "active")),
    ];
    name(&NAMES, code)
}

/// Name of a criterion that was left out.
pub fn criterion(code: &str) -> &'static Text {
    static NAMES: [(&str, Text); 4] = [
        ("remarks", Text::new("备注数", "remarks")),
        ("groups", Text::new("入群数", "groups")),
        ("contact", Text::new("最近联系", "last contact")),
        ("tier", Text::new("价值等级", "value tier")),
    ];
    name(&NAMES, code)
}
