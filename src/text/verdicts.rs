//! Whether data can answer: for each list and the tiers a verdict, what speaks against a better one, and what would help.

use super::Text;
use super::coded::terms;

terms! {
    /// What is asked of the data.
    pub enum Question {
        /// Who is listened to.
        Koc = "koc", Text::new("KOC 候选", "KOC");
        /// Who connects circles.
        Referral = "referral", Text::new("转介绍桥梁", "referral");
        /// Who is left alone.
        Isolated = "isolated", Text::new("孤立用户", "isolated");
        /// Who together reach most.
        Seeds = "seeds", Text::new("种子用户", "seeds");
        /// Who is worth how much.
        Value = "value", Text::new("价值等级", "value tiers");
    }
}

terms! {
    /// Whether it can be answered.
    pub enum Answer {
        /// All that it needs is there.
        Yes = "yes", Text::new("行", "yes");
        /// Something that matters is missing.
        Weakly = "weakly", Text::new("勉强", "weakly");
        /// Whatever would come out says nothing.
        No = "no", Text::new("不行", "no");
    }
}

terms! {
    /// What speaks against an answer, gravest first.
    pub enum Lack {
        /// Nobody is left.
        Nobody = "nobody", Text::new("没有可以分析的人：都已退订、是员工，或没有读到行", "there is nobody to analyse: all opted out or are staff, or no row was read");
        /// Referral: fewer than two groups, no interactions.
        OneGroup = "one_group", Text::new("只有一个群，又没有互动，谈不上谁连接不同的圈子", "there is but one group and no interaction: no circles to connect");
        /// Referral: groups share nobody, no interactions.
        NoBridges = "no_bridges", Text::new("没有人同时在两个群里，又没有互动，群与群之间没有人连着", "nobody is in two groups and there are no interactions: nothing connects the groups");
        /// Seeds: hardly any ties.
        FewTies = "few_ties", Text::new("几乎没有两个人是相连的，消息传不开", "hardly any two people are connected, so nothing can spread");
        /// Isolated: whoever is in the data got there by a tie.
        EverybodyTied = "everybody_tied", Text::new("数据里只有互动过的人，落单的人不在里面", "the data hold only people who interacted; who is left alone is not among them");
        /// Value: spend is not known.
        NoSpend = "no_spend", Text::new("不知道谁花了多少钱", "nobody's spend is known");
        /// Value: most people are in no cell of the lattice.
        MostlyUnknown = "mostly_unknown", Text::new("一半以上的人既没有联系时间也没有消费", "of more than half of the people neither contact nor spend is known");
        /// Value: buyers whom no other table names.
        Strangers = "strangers", Text::new("一半以上的买家不在别的表里，多半是编号对不上", "more than half of the buyers stand in no other table; their ids seem to be others");
        /// KOC: no interactions.
        ReachOnly = "reach_only", Text::new("只知道每人在几个群、群里有多少人，不知道大家听谁的", "only reach in groups is known, not who is listened to");
        /// Isolated: no interactions.
        SilentUnknown = "silent_unknown", Text::new("没有互动，分不出谁在群里从不说话", "without interactions nobody can tell who is silent in their group");
        /// Seeds: no interactions.
        AllAlike = "all_alike", Text::new("没有互动，只能当同群的人彼此一样熟", "without interactions all members of a group count as equally close");
        /// Isolated: only members of groups are known.
        MembersOnly = "members_only", Text::new("数据里只有群成员，不在任何群的人看不到", "the data hold only members of groups; who is in none cannot be seen");
        /// No table has a time.
        NoTimes = "no_times", Text::new("所有记录都没有时间，不知道谁还活跃", "nothing has a time, so nobody can tell who is still active");
        /// Value: spend alone.
        SpendOnly = "spend_only", Text::new("不知道最近一次联系的时间，只按消费分", "contact times are not known, spend alone decides");
        /// Ranks of few people say little.
        FewPeople = "few_people", Text::new("人太少，名次说明不了什么", "there are too few people for ranks to mean much");
    }
}

/// What would help.
pub fn help(lack: Lack) -> &'static Text {
    match lack {
        Lack::Nobody => {
            const {
                &Text::new(
                    "看看上面“未计入”的数目，核对退订和员工两列",
                    "look at who was left out above, and check the columns of opt-outs and staff",
                )
            }
        }
        Lack::OneGroup | Lack::NoBridges => {
            const {
                &Text::new("导出更多群的成员，或加上互动表", "export the members of more groups, or add interactions")
            }
        }
        Lack::FewTies => {
            const {
                &Text::new("导出更多群的成员，或加上互动表", "export the members of more groups, or add interactions")
            }
        }
        Lack::EverybodyTied | Lack::MembersOnly => {
            const {
                &Text::new("加上用户表（所有好友或客户）", "add the users table: all friends or customers")
            }
        }
        Lack::NoSpend => {
            const {
                &Text::new(
                    "加上消费表（谁、何时、多少），或在用户表里给出月消费",
                    "add purchases (who, when, how much), or monthly spend in the users table",
                )
            }
        }
        Lack::MostlyUnknown => {
            const {
                &Text::new(
                    "加上更多人的互动、最近活跃时间或消费",
                    "add interactions, last activity or purchases of more people",
                )
            }
        }
        Lack::Strangers => {
            const {
                &Text::new(
                    "在用户表里给出两种编号的对应（手机号、unionid 等）",
                    "give both ids in the users table (phone, unionid and the like)",
                )
            }
        }
        Lack::ReachOnly | Lack::SilentUnknown | Lack::AllAlike => {
            const {
                &Text::new(
                    "加上互动表（谁评论、点赞、@ 或私聊了谁）",
                    "add interactions: who commented on, liked, mentioned or wrote to whom",
                )
            }
        }
        Lack::NoTimes | Lack::SpendOnly => {
            const {
                &Text::new(
                    "给互动表加上时间一列，或在用户表里给出最近活跃时间",
                    "give interactions a column of times, or the users table last activity",
                )
            }
        }
        Lack::FewPeople => const { &Text::new("把所有群和用户都导出来再看", "export all groups and users") },
    }
}

/// Nothing speaks against.
pub static ALL_THERE: Text = Text::new("需要的数据都有", "all that it needs is there");
/// Why not better, and what would help.
pub static LACKING: Text = Text::new("{why}；{help}", "{why}; {help}");
/// Heading.
pub static HEADING: Text = Text::new("这些数据能回答什么", "What these data can answer");
