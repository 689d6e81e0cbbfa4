//! Names of everything that has a stable code, for people.

use super::Text;

/// Shown for a code that has no name here.
static OTHER: Text = Text::new("其他", "other");

/// A value tier by its code.
pub fn tier(code: &str) -> &'static Text {
    match code {
        "S" => const { &Text::new("S 级", "tier S") },
        "A" => const { &Text::new("A 级", "tier A") },
        "B" => const { &Text::new("B 级", "tier B") },
        "C" => const { &Text::new("C 级", "tier C") },
        "D" => const { &Text::new("D 级", "tier D") },
        "unknown" => const { &Text::new("未分级", "no tier") },
        _ => &OTHER,
    }
}

/// A value segment by its code.
pub fn segment(code: &str) -> &'static Text {
    match code {
        "high" => const { &Text::new("高价值", "high value") },
        "steady" => const { &Text::new("稳定", "steady") },
        "growing" => const { &Text::new("成长型", "growing") },
        "win_back" => const { &Text::new("待挽回", "to win back") },
        "fading" => const { &Text::new("渐冷", "fading") },
        "dormant_buyer" => const { &Text::new("沉睡买家", "dormant buyer") },
        "churn_risk" => const { &Text::new("流失风险", "churn risk") },
        "unknown" => const { &Text::new("未知", "unknown") },
        _ => &OTHER,
    }
}

/// What decided on a lifecycle, by code.
pub fn trigger(code: &str) -> &'static Text {
    match code {
        "no_contact_long" => const { &Text::new("长期没有联系", "no contact for long") },
        "no_contact" => const { &Text::new("一段时间没有联系", "no contact for a while") },
        "just_registered" => const { &Text::new("刚注册不久", "just registered") },
        "recently_registered" => const { &Text::new("注册时间不长", "registered not long ago") },
        "few_contacts" => const { &Text::new("近期联系次数少", "few recent contacts") },
        "regular" => const { &Text::new("联系稳定", "in regular contact") },
        "no_dates" => const { &Text::new("没有日期", "no dates") },
        _ => &OTHER,
    }
}

/// A role by its code.
pub fn role(code: &str) -> &'static Text {
    match code {
        "friend" => const { &Text::new("好友", "friend") },
        "group_member" => const { &Text::new("群成员", "group member") },
        "follower" => const { &Text::new("关注者", "follower") },
        _ => &OTHER,
    }
}

/// A grade of reach by its code.
pub fn reach(code: &str) -> &'static Text {
    match code {
        "high" => const { &Text::new("高", "high") },
        "medium" => const { &Text::new("中", "medium") },
        "low" => const { &Text::new("低", "low") },
        _ => &OTHER,
    }
}

/// A channel by its code.
pub fn channel(code: &str) -> &'static Text {
    match code {
        "private_chat" => const { &Text::new("私聊", "private chat") },
        "group" => const { &Text::new("群内", "in the group") },
        "official_account" => const { &Text::new("公众号", "official account") },
        _ => &OTHER,
    }
}

/// A social position by its code.
pub fn position(code: &str) -> &'static Text {
    match code {
        "influence" => const { &Text::new("影响节点", "influence node") },
        "bridge" => const { &Text::new("桥梁", "bridge") },
        "core" => const { &Text::new("核心", "core") },
        "member" => const { &Text::new("普通", "member") },
        "silent" => const { &Text::new("沉默", "silent") },
        "isolated" => const { &Text::new("孤立", "isolated") },
        _ => &OTHER,
    }
}

/// A class of devices by its code.
pub fn device(code: &str) -> &'static Text {
    match code {
        "ios" => const { &Text::new("iOS", "iOS") },
        "android" => const { &Text::new("安卓", "Android") },
        "other" => const { &Text::new("其他设备", "another device") },
        _ => &OTHER,
    }
}

/// A lifecycle by its code.
pub fn lifecycle(code: &str) -> &'static Text {
    match code {
        "new" => const { &Text::new("新用户", "new") },
        "growing" => const { &Text::new("成长期", "growing") },
        "mature" => const { &Text::new("成熟期", "mature") },
        "decaying" => const { &Text::new("衰退期", "decaying") },
        "lost" => const { &Text::new("已流失", "lost") },
        "unknown" => const { &Text::new("未知", "unknown") },
        _ => &OTHER,
    }
}

/// An isolation class by its code.
pub fn isolation(code: &str) -> &'static Text {
    match code {
        "isolated" => const { &Text::new("没有任何联系", "no tie") },
        "small_component" => const { &Text::new("只在小圈子里", "small component") },
        "silent" => const { &Text::new("只在一个群且不互动", "silent in one group") },
        _ => &OTHER,
    }
}

/// Whether somebody may be on the KOC and referral lists, by code.
pub fn eligibility(code: &str) -> &'static Text {
    match code {
        "eligible" => const { &Text::new("可以入选", "eligible") },
        "opted_out" => const { &Text::new("已要求退出，不入选", "opted out") },
        "consent" => const { &Text::new("没有同意被联系，不入选", "has not consented") },
        "suppressed" => const { &Text::new("在屏蔽名单上，不入选", "on the suppression list") },
        "where" => const { &Text::new("不符合筛选条件", "does not meet the filter") },
        "tier" => const { &Text::new("价值等级不在入选范围", "tier not among those selected") },
        "contact" => const { &Text::new("近期没有联系", "no recent contact") },
        _ => &OTHER,
    }
}

/// Whether somebody may be written to, by code.
pub fn may_contact(code: &str) -> &'static Text {
    match code {
        "ok" => const { &Text::new("可以", "ok") },
        "no_consent" => const { &Text::new("没有同意", "no consent") },
        "suppressed" => const { &Text::new("已屏蔽", "suppressed") },
        _ => &OTHER,
    }
}

/// A reason for being on a list, by code.
pub fn why(code: &str) -> &'static Text {
    match code {
        "many_remarks" => const { &Text::new("备注的人多", "many remark names") },
        "many_groups" => const { &Text::new("加入的群多", "in many groups") },
        "top_influence" => const { &Text::new("影响力靠前", "top influence") },
        "bridge" => const { &Text::new("处在他人之间", "lies between others") },
        "links_circles" => const { &Text::new("连接多个圈子", "links circles") },
        "isolated" => const { &Text::new("没有任何联系", "no tie") },
        "small_component" => const { &Text::new("只在小圈子里", "small component") },
        "silent" => const { &Text::new("只在一个群且不互动", "silent in one group") },
        _ => &OTHER,
    }
}

/// A list by its code.
pub fn list(code: &str) -> &'static Text {
    match code {
        "koc" => const { &Text::new("KOC 候选", "KOC") },
        "referral" => const { &Text::new("转介绍桥梁", "referral") },
        "isolated" => const { &Text::new("孤立用户", "isolated") },
        _ => &OTHER,
    }
}

/// A criterion of a list by its code: what `skipped_criteria` names.
pub fn criterion(code: &str) -> &'static Text {
    match code {
        "remarks" => const { &Text::new("备注人数", "remarks") },
        "groups" => const { &Text::new("群数", "number of groups") },
        "influence" => const { &Text::new("影响力", "influence") },
        "betweenness" => const { &Text::new("介数", "betweenness") },
        "circles_linked" => const { &Text::new("连接的圈子", "circles linked") },
        "tier" => const { &Text::new("价值等级", "value tier") },
        "contact" => const { &Text::new("最近联系", "recent contact") },
        "isolation" => const { &Text::new("孤立", "isolation") },
        "silent" => const { &Text::new("沉默（只在一个群且不互动）", "silent (one group, no interaction)") },
        _ => &OTHER,
    }
}

/// Why a group is suggested, by code.
pub fn suggestion_why(code: &str) -> &'static Text {
    match code {
        "same_city" => const { &Text::new("同城", "same city") },
        "shared_interest" => const { &Text::new("兴趣相近", "shared interest") },
        "same_kind" => const { &Text::new("类型与现在的群相同", "of the same kind as their group") },
        "similar_people" => const { &Text::new("已有相似的人", "similar people are there") },
        "has_room" => const { &Text::new("有空位", "has room") },
        "active" => const { &Text::new("群内活跃", "active") },
        _ => &OTHER,
    }
}

/// What a person shares with who could invite them, by code.
pub fn inviter_why(code: &str) -> &'static Text {
    match code {
        "same_owner" => const { &Text::new("同一位员工跟进", "same account manager") },
        "same_city" => const { &Text::new("同城", "same city") },
        "shared_interest" => const { &Text::new("兴趣相近", "shared interest") },
        _ => &OTHER,
    }
}

/// A management action by its code. The actions are reference values of the trade.
pub fn action(code: &str) -> &'static Text {
    match code {
        "welcome" => const { &Text::new("发欢迎语", "send a welcome") },
        "recall" => const { &Text::new("用限时优惠召回", "recall with a limited-time offer") },
        "weekly_contact" => {
            const { &Text::new("每周联系一次并开放 VIP 入口", "contact every week and open the VIP entrance") }
        }
        "coupons" => const { &Text::new("发优惠券和内容", "send coupons and content") },
        "personal_service" => {
            const { &Text::new("提供专属服务和优先体验", "offer personal service and early access") }
        }
        "points" => const { &Text::new("给积分奖励", "reward with points") },
        "targeted_push" => const { &Text::new("做定向推送", "send targeted offers") },
        "invite" => const { &Text::new("邀请入群", "invite into the suggested group") },
        _ => &OTHER,
    }
}

/// Whose contacts a window is taken from, by code.
pub fn basis(code: &str) -> &'static Text {
    match code {
        "person" => const { &Text::new("按本人的互动", "from their own contacts") },
        "circle" => const { &Text::new("按所在圈子的互动", "from those of their circle") },
        "all" => const { &Text::new("按全体的互动", "from those of everybody") },
        _ => &OTHER,
    }
}

/// A quota by its name.
pub fn quota(name: &str) -> &'static Text {
    match name {
        "owner" => const { &Text::new("归属员工", "owner") },
        "circle" => const { &Text::new("圈子", "circle") },
        "city" => const { &Text::new("城市", "city") },
        "tier" => const { &Text::new("价值等级", "value tier") },
        _ => &OTHER,
    }
}

/// A measure by its column name.
pub fn measure(code: &str) -> &'static Text {
    match code {
        "groups" => const { &Text::new("群数", "groups") },
        "degree" => const { &Text::new("联系人数", "degree") },
        "strength" => const { &Text::new("联系强度", "strength") },
        "interactions_in" => const { &Text::new("收到的互动", "interactions received") },
        "interactions_out" => const { &Text::new("发出的互动", "interactions sent") },
        "remarks" => const { &Text::new("备注人数", "remarks") },
        "influence" => const { &Text::new("影响力", "influence") },
        "betweenness" => const { &Text::new("介数", "betweenness") },
        "circles_linked" => const { &Text::new("连接的圈子", "circles linked") },
        _ => &OTHER,
    }
}

/// A kind of interaction, where it is one of the known ones; other kinds are shown as written.
pub fn interaction_kind(kind: &str) -> Option<&'static Text> {
    Some(match kind {
        "private_chat" => const { &Text::new("私聊", "private chat") },
        "mention" => const { &Text::new("@提及", "mention") },
        "moment_comment" => const { &Text::new("朋友圈评论", "comment on a moment") },
        "moment_like" => const { &Text::new("朋友圈点赞", "like of a moment") },
        "group_message" => const { &Text::new("群消息", "group message") },
        "remark" => const { &Text::new("备注", "remark") },
        "other" => const { &Text::new("其他互动", "other interaction") },
        _ => return None,
    })
}
