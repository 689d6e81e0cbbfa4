//! Everything that has a stable code and a name for people. The rooms that these things belong to hand them on as their own.

use super::Text;
use super::coded::terms;

terms! {
    /// Value tier.
    pub enum Tier {
        /// Weekly contact and high spend.
        S = "S", Text::new("S 级", "tier S");
        /// Monthly contact with medium spend and the like.
        A = "A", Text::new("A 级", "tier A");
        /// Quarterly contact, low spend.
        B = "B", Text::new("B 级", "tier B");
        /// Fading or gone.
        C = "C", Text::new("C 级", "tier C");
        /// Gone without spend.
        D = "D", Text::new("D 级", "tier D");
        /// Neither recency nor spend is known.
        Unknown = "unknown", Text::new("未分级", "no tier");
    }
}

terms! {
    /// Value segment.
    pub enum ValueSegment {
        /// 高价值.
        High = "high", Text::new("高价值", "high value");
        /// 稳定.
        Steady = "steady", Text::new("稳定", "steady");
        /// 成长型.
        Growing = "growing", Text::new("成长型", "growing");
        /// A buyer who has to be won back.
        WinBack = "win_back", Text::new("待挽回", "to win back");
        /// Contact is fading.
        Fading = "fading", Text::new("渐冷", "fading");
        /// A small buyer who is gone.
        DormantBuyer = "dormant_buyer", Text::new("沉睡买家", "dormant buyer");
        /// 流失风险.
        ChurnRisk = "churn_risk", Text::new("流失风险", "churn risk");
        /// Neither recency nor spend is known.
        Unknown = "unknown", Text::new("未知", "unknown");
    }
}

terms! {
    /// Where somebody is in the life of a customer; the first that holds.
    pub enum Lifecycle {
        /// Registered recently.
        New = "new", Text::new("新用户", "new");
        /// Registered not long ago, or with few contacts.
        Growing = "growing", Text::new("成长期", "growing");
        /// The rest.
        Mature = "mature", Text::new("成熟期", "mature");
        /// No contact for a while: recall.
        Decaying = "decaying", Text::new("衰退期", "decaying");
        /// No contact for long.
        Lost = "lost", Text::new("已流失", "lost");
        /// No dates.
        Unknown = "unknown", Text::new("未知", "unknown");
    }
}

terms! {
    /// What decided on a lifecycle.
    pub enum Trigger {
        /// More than `lost_days` without contact.
        NoContactLong = "no_contact_long", Text::new("长期没有联系", "no contact for long");
        /// At least `decaying_days` without contact.
        NoContact = "no_contact", Text::new("一段时间没有联系", "no contact for a while");
        /// Registered within `new_days`.
        JustRegistered = "just_registered", Text::new("刚注册不久", "just registered");
        /// Registered within `growing_days`.
        RecentlyRegistered = "recently_registered", Text::new("注册时间不长", "registered not long ago");
        /// Fewer than `growing_contacts` contacts within the window.
        FewContacts = "few_contacts", Text::new("近期联系次数少", "few recent contacts");
        /// None of these.
        Regular = "regular", Text::new("联系稳定", "in regular contact");
        /// No dates.
        NoDates = "no_dates", Text::new("没有日期", "no dates");
    }
}

terms! {
    /// How a user is related to us.
    pub enum Role {
        /// A friend of one of our accounts.
        Friend = "friend", Text::new("好友", "friend");
        /// Only reachable in a group.
        GroupMember = "group_member", Text::new("群成员", "group member");
        /// Follows an official account.
        Follower = "follower", Text::new("关注者", "follower");
    }
}

terms! {
    /// How well somebody can be reached.
    pub enum Reach {
        /// High.
        High = "high", Text::new("高", "high");
        /// Medium.
        Medium = "medium", Text::new("中", "medium");
        /// Low.
        Low = "low", Text::new("低", "low");
    }
}

terms! {
    /// How somebody is written to.
    pub enum Channel {
        /// A private chat.
        PrivateChat = "private_chat", Text::new("私聊", "private chat");
        /// In the group.
        Group = "group", Text::new("群内", "in the group");
        /// By an official account.
        OfficialAccount = "official_account", Text::new("公众号", "official account");
    }
}

terms! {
    /// Social position; the first that holds.
    pub enum Position {
        /// Others listen.
        Influence = "influence", Text::new("影响节点", "influence node");
        /// Between circles.
        Bridge = "bridge", Text::new("桥梁", "bridge");
        /// Closely tied within the circle.
        Core = "core", Text::new("核心", "core");
        /// None of these.
        Member = "member", Text::new("普通", "member");
        /// In one group, without interaction.
        Silent = "silent", Text::new("沉默", "silent");
        /// No tie, or only a few people, cut off from everybody else.
        Isolated = "isolated", Text::new("孤立", "isolated");
    }
}

terms! {
    /// What a user's device is, as far as it matters here.
    pub enum DeviceClass {
        /// iPhone, iPad.
        Ios = "ios", Text::new("iOS", "iOS");
        /// Android, HarmonyOS.
        Android = "android", Text::new("安卓", "Android");
        /// Anything else.
        Other = "other", Text::new("其他设备", "another device");
    }
}

terms! {
    /// How somebody is left alone; the first that holds.
    pub enum Isolation {
        /// No tie.
        Isolated = "isolated", Text::new("没有任何联系", "no ties");
        /// In a component of at most `small_component` users.
        SmallComponent = "small_component", Text::new("只和极少数人相连", "connected to very few");
        /// One group and no interaction; not applied when no interactions were given.
        Silent = "silent", Text::new("只在一个群且不互动", "silent in one group");
    }
}

terms! {
    /// Eligible, or the first rule that keeps a user off the lists.
    pub enum Eligibility {
        /// May be on a list.
        Eligible = "eligible", Text::new("可以入选", "eligible");
        /// Opted out, kept only as an unnamed node. On no list at all, as the next three.
        OptedOut = "opted_out", Text::new("已要求退出，不入选", "opted out");
        /// Has not consented, in data that asks for it.
        Consent = "consent", Text::new("没有同意被联系，不入选", "has not consented");
        /// Named by a suppression file.
        Suppressed = "suppressed", Text::new("在屏蔽名单上，不入选", "on the suppression list");
        /// `selection.where` does not hold.
        Where = "where", Text::new("不符合筛选条件", "does not meet the filter");
        /// The tier is not among `selection.tiers`.
        Tier = "tier", Text::new("价值等级不在入选范围", "tier not among those selected");
        /// No contact within `selection.contact_days`.
        Contact = "contact", Text::new("近期没有联系", "no recent contact");
    }
}

terms! {
    /// A reason for being on a list. The codes are stable and documented.
    pub enum Why {
        /// KOC: addressed by as many people as the top percentile.
        ManyListeners = "many_listeners", Text::new("主动找此人的人多", "many people address them");
        /// KOC: more remarks than the bound.
        ManyRemarks = "many_remarks", Text::new("备注的人多", "many remark names");
        /// KOC: in as many groups as the top percentile.
        ManyGroups = "many_groups", Text::new("加入的群多", "in many groups");
        /// KOC: influence rank within the top percent.
        TopInfluence = "top_influence", Text::new("影响力靠前", "top influence");
        /// Referral: lies on shortest paths between others.
        Bridge = "bridge", Text::new("最短的联系路径常经过此人", "shortest paths of contacts pass through them");
        /// Referral: links at least so many circles.
        LinksCircles = "links_circles", Text::new("与多个圈子联系较多", "well tied to several circles");
        /// Isolated: no tie.
        Isolated = "isolated", Text::new("没有任何联系", "no ties");
        /// Isolated: in a tiny component.
        SmallComponent = "small_component", Text::new("只和极少数人相连", "connected to very few");
        /// Isolated: one group and no interaction.
        Silent = "silent", Text::new("只在一个群且不互动", "silent in one group");
    }
}

terms! {
    /// Which list.
    pub enum ListKind {
        /// 关键意见消费者.
        Koc = "koc", Text::new("KOC 候选", "KOC");
        /// Bridge users for a referral campaign.
        Referral = "referral", Text::new("转介绍桥梁", "referral");
        /// Who is left alone.
        Isolated = "isolated", Text::new("孤立用户", "isolated");
    }
}

terms! {
    /// What has become of somebody from one run to a later one.
    pub enum Turn {
        /// Has a row now, and had none.
        Came = "came", Text::new("新出现", "new in the data");
        /// Had a row, and has none.
        Left = "left", Text::new("不再出现", "no longer in the data");
        /// In a better tier.
        Rose = "rose", Text::new("等级上升", "rose in tier");
        /// In a worse tier.
        Fell = "fell", Text::new("等级下降", "fell in tier");
        /// Became isolated.
        Isolated = "became_isolated", Text::new("变成孤立用户", "became isolated");
        /// Is isolated no more.
        Connected = "connected", Text::new("不再孤立", "no longer isolated");
        /// On a list now.
        Entered = "entered_list", Text::new("进入名单", "entered a list");
        /// Was on a list.
        Dropped = "left_list", Text::new("离开名单", "left a list");
        /// Was on a list, and has been in contact since.
        Contacted = "contacted", Text::new("上次在名单上，之后有联系", "was listed, in contact since");
    }
}

terms! {
    /// What has become of circles from one run to a later one.
    pub enum CircleTurn {
        /// Several have become one.
        Merged = "merged", Text::new("合并", "merged");
        /// One has become several.
        Split = "split", Text::new("拆分", "split");
        /// Several have become several others.
        Regrouped = "regrouped", Text::new("重组", "regrouped");
        /// None has become one.
        Born = "born", Text::new("新出现", "new");
        /// One has become none.
        Gone = "gone", Text::new("散开", "gone");
        /// One has stayed one.
        Same = "same", Text::new("延续", "the same");
    }
}

terms! {
    /// Why somebody is to be contacted, most urgent first.
    pub enum Due {
        /// An S or A user who may still be answered within the service window.
        WindowClosing = "window_closing", Text::new("回复窗口还开着", "the service window is still open");
        /// A newcomer.
        WelcomeDue = "welcome_due", Text::new("新用户待欢迎", "newcomer to welcome");
        /// An S or A user whose contact has nearly ceased.
        WinBack = "win_back", Text::new("高消费用户待挽回", "big spender to win back");
        /// An S or A user whose contact is fading.
        Recall = "recall", Text::new("久未联系，待召回", "no contact for a while: re-engage");
        /// On the KOC list.
        Koc = "koc", Text::new("KOC 名单", "KOC list");
        /// On the referral list.
        Referral = "referral", Text::new("转介绍名单", "referral list");
        /// In the seed set.
        Seeds = "seeds", Text::new("种子用户名单", "seed list");
        /// On the isolated list.
        Connect = "connect", Text::new("孤立用户名单", "isolated list");
    }
}

terms! {
    /// What to do about somebody.
    pub enum Action {
        /// KOC: let them try what the campaign is about, and ask them to write of it.
        TryFirst = "try_first", Text::new("请对方先试用、写写感受", "let them try it first and ask for a review");
        /// Referral: a link of their own.
        InvitationLink = "invitation_link", Text::new("发一条专属邀请链接", "send them a personal invitation link");
        /// Seeds: before all others.
        FirstWave = "first_wave", Text::new("第一批就通知", "tell them in the first wave");
        /// Welcome a newcomer.
        Welcome = "welcome", Text::new("发欢迎语", "send a welcome message");
        /// Recall with an offer of limited time.
        Recall = "recall", Text::new("用限时优惠召回", "re-engage with a limited-time offer");
        /// Contact every week, VIP entrance.
        WeeklyContact = "weekly_contact", Text::new("每周联系一次并开放 VIP 入口", "contact every week and give VIP access");
        /// Coupons and content.
        Coupons = "coupons", Text::new("发优惠券和内容", "send coupons and content");
        /// Personal service, early access.
        PersonalService = "personal_service", Text::new("提供专属服务和优先体验", "offer personal service and early access");
        /// Points.
        Points = "points", Text::new("给积分奖励", "reward with points");
        /// Targeted pushes.
        TargetedPush = "targeted_push", Text::new("定向推送优惠", "send targeted offers");
        /// Invite into a group.
        Invite = "invite", Text::new("邀请入群", "invite them into the suggested group");
    }
}

terms! {
    /// Whose contacts, and how many, a window is taken from.
    pub enum Basis {
        /// The person's own.
        Person = "person", Text::new("按本人的 {n} 次互动", "judging by {n} {n|interaction|interactions} of their own");
        /// The circle's.
        Circle = "circle", Text::new("按所在圈子的 {n} 次互动", "judging by {n} {n|interaction|interactions} of their circle");
        /// Everybody's.
        All = "all", Text::new("按全体的 {n} 次互动", "judging by {n} {n|interaction|interactions} of everybody");
    }
}

terms! {
    /// A criterion of a list: what `skipped_criteria` names.
    pub enum Criterion {
        /// KOC and influence: attention.
        Attention = "attention", Text::new("关注度", "attention");
        /// KOC: remark names.
        Remarks = "remarks", Text::new("备注人数", "remark names");
        /// KOC: groups.
        Groups = "groups", Text::new("群数", "number of groups");
        /// KOC: influence.
        Influence = "influence", Text::new("影响力", "influence");
        /// Referral: betweenness.
        Betweenness = "betweenness", Text::new("介数", "betweenness");
        /// Referral: circles linked.
        CirclesLinked = "circles_linked", Text::new("联系较多的圈子（自己的也算）", "circles well tied to (one's own counts too)");
        /// `selection.tiers`.
        Tier = "tier", Text::new("价值等级", "value tier");
        /// `selection.contact_days`.
        Contact = "contact", Text::new("最近联系", "recent contact");
        /// Isolated: any of the classes.
        Isolation = "isolation", Text::new("孤立", "isolation");
        /// Isolated: the class that needs interactions.
        Silent = "silent", Text::new("沉默（只在一个群且不互动）", "silent (one group, no interaction)");
        /// Consent to be contacted.
        Consent = "consent", Text::new("同意被联系", "consent");
        /// The suppression list.
        Suppressed = "suppressed", Text::new("屏蔽名单", "suppression list");
        /// `selection.where`.
        Where = "where", Text::new("筛选条件", "filter");
    }
}

terms! {
    /// Why a group is suggested.
    pub enum WhyGroup {
        /// It is of the person's city.
        SameCity = "same_city", Text::new("同城", "same city");
        /// It has an interest of the person's.
        SharedInterest = "shared_interest", Text::new("兴趣相近", "shared interest");
        /// Its kind is that of most of the person's groups.
        SameKind = "same_kind", Text::new("类型与现在的群相同", "same kind as their group");
        /// Members resemble the person.
        SimilarPeople = "similar_people", Text::new("已有相似的人", "similar members");
        /// It is not full.
        HasRoom = "has_room", Text::new("有空位", "has room");
        /// Its members interact.
        Active = "active", Text::new("群内活跃", "active");
    }
}

terms! {
    /// What a person shares with who could invite them; what weighs most first.
    pub enum Shared {
        /// The same owner.
        Owner = "same_owner", Text::new("归属员工相同", "same owner");
        /// The same city.
        City = "same_city", Text::new("同城", "same city");
        /// An interest.
        Interest = "shared_interest", Text::new("兴趣相近", "shared interest");
    }
}

terms! {
    /// Of what a quota lets in so many.
    pub enum QuotaOf {
        /// An owner.
        Owner = "owner", Text::new("归属员工", "owner");
        /// A circle.
        Circle = "circle", Text::new("圈子", "circle");
        /// A city.
        City = "city", Text::new("城市", "city");
        /// A tier.
        Tier = "tier", Text::new("价值等级", "value tier");
    }
}

terms! {
    /// A measure, by its column of `users.csv`.
    pub enum Measure {
        /// Groups.
        Groups = "groups", Text::new("群数", "groups");
        /// Who addresses the user, and how much.
        Attention = "attention", Text::new("关注度", "attention");
        /// Distinct neighbours.
        Degree = "degree", Text::new("联系人数", "degree");
        /// Weighted degree.
        Strength = "strength", Text::new("联系强度", "strength");
        /// Events received.
        InteractionsIn = "interactions_in", Text::new("收到的互动", "interactions received");
        /// Events sent.
        InteractionsOut = "interactions_out", Text::new("发出的互动", "interactions sent");
        /// Remark names.
        Remarks = "remarks", Text::new("备注人数", "remark names");
        /// Influence.
        Influence = "influence", Text::new("影响力", "influence");
        /// Betweenness.
        Betweenness = "betweenness", Text::new("介数", "betweenness");
    }
}

terms! {
    /// Whether somebody may be written to.
    pub enum MayContact {
        /// Nothing is against it.
        Yes = "ok", Text::new("可以", "ok");
        /// Has not consented.
        NoConsent = "no_consent", Text::new("没有同意", "no consent");
        /// On the suppression list.
        Suppressed = "suppressed", Text::new("已屏蔽", "suppressed");
    }
}

terms! {
    /// A table of the input.
    pub enum InputTable {
        /// Who is in which group.
        Memberships = "memberships", Text::new("群成员", "memberships");
        /// Who was in contact with whom.
        Interactions = "interactions", Text::new("互动", "interactions");
        /// What is known of users.
        Users = "users", Text::new("用户", "users");
        /// What is known of groups.
        Groups = "groups", Text::new("群", "groups");
        /// Who bought what.
        Purchases = "purchases", Text::new("消费", "purchases");
        /// Whom to leave alone.
        Suppress = "suppress", Text::new("屏蔽名单", "suppression list");
        /// Who works here.
        Staff = "staff", Text::new("员工", "staff");
    }
}

terms! {
    /// What parts the fields of a file.
    pub enum Separator {
        /// Commas.
        Comma = ",", Text::new("逗号", "commas");
        /// Tabs.
        Tab = "\t", Text::new("制表符", "tabs");
        /// Semicolons.
        Semicolon = ";", Text::new("分号", "semicolons");
        /// Bars.
        Pipe = "|", Text::new("竖线", "bars");
        /// Runs of spaces.
        Spaces = " ", Text::new("空格", "spaces");
    }
}

terms! {
    /// How the cells of a column are understood, where that is not plain.
    pub enum Understood {
        /// Day, month, year.
        DayFirst = "dmy", Text::new("日在前", "day first");
        /// Month, day, year.
        MonthFirst = "mdy", Text::new("月在前", "month first");
        /// Year (of two digits), month, day.
        YearFirst = "ymd", Text::new("年在前", "year first");
        /// Days since 1900.
        DayNumber = "day_number", Text::new("Excel 日期序号", "Excel's numbers of days");
        /// `1.234,5`.
        DecimalComma = "decimal_comma", Text::new("逗号是小数点", "decimal comma");
        /// `1,234.5`.
        DecimalPoint = "decimal_point", Text::new("逗号是千位分隔", "commas between thousands");
        /// Lists of ids.
        IdsSplit = "ids_split", Text::new("一格里的几个编号已分开", "several ids in a cell, split");
        /// Ids with marks.
        IdsWithMarks = "ids_with_marks", Text::new("带逗号或分号的编号当作一个", "an id with commas or semicolons is one");
    }
}

terms! {
    /// What is taken off ids before they are compared.
    pub enum Trim {
        /// Characters that are not shown.
        ZeroWidth = "zero_width", Text::new("看不见的字符", "characters that are not shown");
        /// Full-width letters and digits become plain ones.
        FullWidth = "full_width", Text::new("全角写法", "full-width characters");
        /// `="…"` around it.
        ExcelText = "excel_text", Text::new("Excel 的 =（文本写法）", "Excel's = before text");
        /// `.0` at the end.
        Decimal = "decimal", Text::new("末尾的 .0", ".0 at the end");
        /// Upper case becomes lower case.
        Case = "case", Text::new("大小写之别", "upper case");
        /// Zeros in front.
        LeadingZeros = "leading_zeros", Text::new("开头的 0", "zeros in front");
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
