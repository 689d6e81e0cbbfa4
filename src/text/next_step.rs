//! What to do next about a person, in words.

use super::terms::{Action, Basis, Channel};
use super::{Lang, Text};
use std::borrow::Cow;

/// The facts of one sentence; what is not known is not said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// Channel.
    pub channel: Option<Channel>,
    /// The service window is open.
    pub window_open: bool,
    /// When to write.
    pub window: Option<When>,
    /// Actions.
    pub actions: Vec<Action>,
    /// What is offered.
    pub campaign: Campaign,
}

/// The campaign that actions speak of, Chinese first; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Campaign {
    /// What it is called.
    pub name: [String; 2],
    /// What is offered.
    pub offer: [String; 2],
}

static TRY_OFFER: Text = Text::new("请对方先试用{offer}、写写感受", "let them try {offer} first and ask for a review");
static RECALL_OFFER: Text = Text::new("用{offer}召回", "re-engage with {offer}");
static COUPON_OFFER: Text = Text::new("发{offer}和内容", "send {offer} and content");
static PUSH_OFFER: Text = Text::new("定向推送{offer}", "send {offer}");
static LINK_NAMED: Text = Text::new("发一条“{name}”的专属邀请链接", "send them a personal invitation link to {name}");
static WAVE_NAMED: Text = Text::new("“{name}”第一批就通知", "tell them about {name} in the first wave");

impl Campaign {
    /// An action, in the words of the campaign where it has any for it.
    fn action(&self, action: Action, lang: Lang) -> Cow<'static, str> {
        let (text, key, words) = match action {
            Action::TryFirst => (&TRY_OFFER, "offer", &self.offer),
            Action::Recall => (&RECALL_OFFER, "offer", &self.offer),
            Action::Coupons => (&COUPON_OFFER, "offer", &self.offer),
            Action::TargetedPush => (&PUSH_OFFER, "offer", &self.offer),
            Action::InvitationLink => (&LINK_NAMED, "name", &self.name),
            Action::FirstWave => (&WAVE_NAMED, "name", &self.name),
            _ => return action.words().get(lang).into(),
        };
        match words[lang as usize].as_str() {
            "" => action.words().get(lang).into(),
            words => text.with(key, words).render(lang).into(),
        }
    }
}

/// Hours of a weekday, and what says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct When {
    /// 0: Monday.
    pub weekday: u8,
    /// First hour.
    pub from: u8,
    /// Hour at which it ends.
    pub to: u8,
    /// Whose contacts say so.
    pub basis: Basis,
    /// How many they are.
    pub events: u64,
}

static PRIVATE_CHAT: Text = Text::new("私聊", "write in a private chat");
static GROUP: Text = Text::new("在群里联系", "write in the group");
static OFFICIAL_ACCOUNT: Text = Text::new("用公众号推送", "write through the official account");
static OPEN: Text = Text::new("回复窗口还开着", "the service window is still open");
static BEST: Text = Text::new("{window}联系较好（{basis}）", "a good time is {window} ({basis})");
static WINDOW: Text = Text::new("{day} {from}–{to} 点", "{day} {from}:00–{to}:00");

static DAYS: [Text; 7] = [
    Text::new("周一", "Monday"),
    Text::new("周二", "Tuesday"),
    Text::new("周三", "Wednesday"),
    Text::new("周四", "Thursday"),
    Text::new("周五", "Friday"),
    Text::new("周六", "Saturday"),
    Text::new("周日", "Sunday"),
];

/// A weekday, 0 for Monday.
pub fn weekday(day: u8) -> &'static Text {
    &DAYS[usize::from(day) % DAYS.len()]
}

/// How to write.
fn by(channel: Channel) -> &'static Text {
    match channel {
        Channel::PrivateChat => &PRIVATE_CHAT,
        Channel::Group => &GROUP,
        Channel::OfficialAccount => &OFFICIAL_ACCOUNT,
    }
}

/// A contact window.
pub fn window(day: u8, from: u8, to: u8, lang: Lang) -> String {
    WINDOW.with("day", weekday(day).get(lang)).with("from", from).with("to", to).render(lang)
}

impl Step {
    /// How, when, what; empty where nothing is known.
    pub fn render(&self, lang: Lang) -> String {
        let (comma, semicolon) = match lang {
            Lang::Zh => ("，", "；"),
            Lang::En => (", ", "; "),
        };
        let channel = self.channel.map(|channel| by(channel).get(lang).to_owned());
        let open = self.window_open.then(|| OPEN.get(lang).to_owned());
        let how: Vec<String> = channel.into_iter().chain(open).collect();
        let when = self.window.map(|when| {
            let basis = when.basis.words().with("n", super::thousands(when.events)).render(lang);
            BEST.with("window", window(when.weekday, when.from, when.to, lang)).with("basis", basis).render(lang)
        });
        let what: Vec<_> = self.actions.iter().map(|&action| self.campaign.action(action, lang)).collect();
        let parts = [how.join(comma), when.unwrap_or_default(), what.join(comma)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(semicolon)
    }
}
