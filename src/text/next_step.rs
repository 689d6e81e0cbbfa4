//! What to do next about a person, in words.

use super::terms::{Action, Basis, Channel};
use super::{Lang, Text};
use crate::text::summary::LIST_SEPARATOR;

/// The facts of one sentence; what is not known is not said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// Channel.
    pub channel: Option<Channel>,
    /// The service window is open.
    pub window_open: bool,
    /// Weekday (0: Monday), first hour, hour at which the window ends, and whose contacts say so.
    pub window: Option<(u8, u8, u8, Basis)>,
    /// Actions.
    pub actions: Vec<Action>,
}

static PRIVATE_CHAT: Text = Text::new("私聊", "by private chat");
static GROUP: Text = Text::new("在群里联系", "by a message in the group");
static OFFICIAL_ACCOUNT: Text = Text::new("用公众号", "by the official account");
static OPEN: Text = Text::new("回复窗口正开着", "the service window is open now");
static BEST: Text = Text::new("{window}联系较好（{basis}）", "best on {window} ({basis})");
static WINDOW: Text = Text::new("{day} {from}–{to} 点", "{day} {from}–{to} h");

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
        let when = self.window.map(|(day, from, to, basis)| {
            BEST.with("window", window(day, from, to, lang)).with("basis", basis.words().get(lang)).render(lang)
        });
        let what: Vec<&str> = self.actions.iter().map(|action| action.words().get(lang)).collect();
        let parts = [how.join(comma), when.unwrap_or_default(), what.join(LIST_SEPARATOR.get(lang))];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(semicolon)
    }
}
