//! The queue in words: why somebody is in it, and what to write to them.

use super::next_step::Campaign;
use super::summary::CLAUSE_SEPARATOR;
use super::terms::Due;
use super::{Lang, Text};

static RANKED: Text = Text::new("{why}第 {rank} 位", "number {rank} on the {why}");
static GREETING: Text = Text::new("{name}你好，", "Hello {name}, ");
static GREETING_NOBODY: Text = Text::new("你好，", "Hello, ");

static ANSWER: Text = Text::new(
    "消息看到了，我在的。还有什么想了解的，随时跟我说。",
    "I saw your message and I am here. Is there anything else you would like to know?",
);
static WELCOME: Text =
    Text::new("欢迎你来！以后有什么问题，直接找我就行。", "welcome! Whenever you have a question, just ask me.");
static MISSED: Text = Text::new(
    "有一阵没联系了，最近还好吗？有什么需要随时跟我说。",
    "it has been a while. How are you? Let me know if you need anything.",
);
static TRY_FIRST: Text = Text::new(
    "有个新品想请你先试试，用完说说真实感受就好，你方便吗？",
    "we have something new and would like you to try it first and tell us honestly what you think. Would you like to?",
);
static LINK: Text = Text::new(
    "给你准备了一条专属邀请链接，身边有朋友感兴趣的话，转给他们就行。",
    "I have a personal invitation link for you; if friends of yours are interested, just pass it on.",
);
static FIRST_WAVE: Text = Text::new(
    "新活动马上开始，先告诉你一声，想听听你的看法。",
    "something new is about to start, and you are among the first to hear of it. What do you think?",
);
static TRY_OFFER: Text = Text::new(
    "有{offer}想请你先试试，用完说说真实感受就好，你方便吗？",
    "we would like you to be among the first to try {offer} and to tell us honestly what you think. Would you like to?",
);
static MISSED_OFFER: Text = Text::new(
    "有一阵没联系了，最近还好吗？给你留了{offer}，需要的话跟我说一声。",
    "it has been a while. How are you? We have kept {offer} for you; just let me know.",
);
static LINK_NAMED: Text = Text::new(
    "给你准备了一条“{campaign}”的专属邀请链接，身边有朋友感兴趣的话，转给他们就行。",
    "I have a personal invitation link to {campaign} for you; if friends of yours are interested, just pass it on.",
);
static WAVE_NAMED: Text = Text::new(
    "“{campaign}”马上开始，先告诉你一声，想听听你的看法。",
    "{campaign} is about to start, and you are among the first to hear of it. What do you think?",
);
static JOIN: Text = Text::new(
    "我们有个群叫“{group}”，想请你来看看，要不要我拉你进群？",
    "would you like to join our group “{group}”? I can add you.",
);
static CONNECT: Text = Text::new(
    "最近怎么样？有什么想了解的，随时找我聊。",
    "how are you? If there is anything you would like to know, just ask me.",
);

/// Why somebody is in the queue, in a sentence.
pub fn reason(due: &[(Due, Option<u32>)], lang: Lang) -> String {
    let told = due.iter().map(|(due, rank)| match rank {
        Some(rank) => RANKED.with("why", due.words().get(lang)).with("rank", rank).render(lang),
        None => due.words().get(lang).to_owned(),
    });
    told.collect::<Vec<_>>().join(CLAUSE_SEPARATOR.get(lang))
}

/// What to write to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// Why.
    pub due: Due,
    /// Nickname; may be empty.
    pub name: &'a str,
    /// The group to join; empty where there is none.
    pub group: &'a str,
    /// What is offered.
    pub campaign: &'a Campaign,
}

impl Message<'_> {
    /// The text to copy.
    pub fn render(&self, lang: Lang) -> String {
        let [campaign, offer] = [&self.campaign.name, &self.campaign.offer].map(|both| both[lang as usize].as_str());
        let text = match self.due {
            Due::WinBack | Due::Recall if !offer.is_empty() => &MISSED_OFFER,
            Due::Koc if !offer.is_empty() => &TRY_OFFER,
            Due::Referral if !campaign.is_empty() => &LINK_NAMED,
            Due::Seeds if !campaign.is_empty() => &WAVE_NAMED,
            Due::WindowClosing => &ANSWER,
            Due::WelcomeDue => &WELCOME,
            Due::WinBack | Due::Recall => &MISSED,
            Due::Koc => &TRY_FIRST,
            Due::Referral => &LINK,
            Due::Seeds => &FIRST_WAVE,
            Due::Connect if self.group.is_empty() => &CONNECT,
            Due::Connect => &JOIN,
        };
        let greeting = if self.name.is_empty() { &GREETING_NOBODY } else { &GREETING };
        greeting.with("name", self.name).render(lang)
            + &text.with("group", self.group).with("offer", offer).with("campaign", campaign).render(lang)
    }
}

/// How many there are in the queue.
pub static QUEUE: Text =
    Text::new("待办 {n} 人，每人一行（todo.csv）", "To do: {n} {n|person|people}, one row each (todo.csv)");
/// How many of them nobody looks after.
pub static UNOWNED: Text =
    Text::new("其中 {n} 人没有归属员工，需要有人认领", "{n} of them {n|has|have} no owner: somebody must take them on");
/// Nobody looks after any of them.
pub static UNOWNED_ALL: Text =
    Text::new("都没有归属员工，需要有人认领", "none of them has an owner: somebody must take them on");
/// An owner's share of a day.
pub static A_DAY: Text =
    Text::new("每位员工每天 {n} 人，第 1 天共 {today} 人", "{n} a day for each owner, {today} on day 1");
