//! When people are in contact, in figures.

use serde::Serialize;

use super::circles::called;
use super::figures::capitalised;
use crate::analysis::Analysis;
use crate::config::Tier;
use crate::segments::{Heat, Window};
use crate::selection::ListKind;
use crate::text::{Lang, page as words};

/// Circles whose hours are told, the largest first.
const CIRCLES: usize = 20;

/// When everybody is in contact.
#[derive(Debug, Serialize)]
pub struct HourFigures {
    /// Events with a time.
    pub total: f64,
    /// Events by hour, one row a weekday, Monday first; in the configured zone.
    pub events: Vec<Vec<f64>>,
    /// Hours of a window.
    pub window_hours: u32,
    /// The best window.
    pub best: WindowFigures,
}

/// Hours of a weekday in which to write.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct WindowFigures {
    /// 0: Monday.
    pub weekday: u8,
    /// First hour.
    pub from: u8,
    /// Hour at whose beginning it ends, up to 24.
    pub to: u8,
    /// Share of events by share of the week.
    pub lift: f64,
}

impl From<Window> for WindowFigures {
    fn from(window: Window) -> Self {
        Self { weekday: window.weekday, from: window.from, to: window.to, lift: window.lift }
    }
}

impl HourFigures {
    /// Those of a run; `None` where no interaction has a time.
    pub fn of(analysis: &Analysis) -> Option<Self> {
        let (heat, window_hours) = (&analysis.heat.all, analysis.people.config.heat.window_hours);
        Some(Self {
            total: heat.total(),
            events: rows(heat),
            window_hours,
            best: analysis.heat.windows.all()?.window.into(),
        })
    }
}

/// Whose hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    Everybody,
    Tier(Tier),
    List(ListKind),
    Circle(u32),
}

impl Scope {
    /// What it is called.
    pub fn name(self, analysis: &Analysis, lang: Lang) -> String {
        match self {
            Self::Everybody => words::label("everybody").get(lang).to_owned(),
            Self::Tier(tier) => capitalised(tier.words().get(lang)),
            Self::List(kind) => words::label("list_of").with("list", kind.words().get(lang)).render(lang),
            Self::Circle(circle) => words::label("circle_n").with("n", called(analysis, circle, lang)).render(lang),
        }
    }
}

/// Everybody, tiers, lists, the largest circles; but for everybody, only those with as many events as a circle needs for a
/// window of its own.
pub(super) fn scopes(analysis: &Analysis) -> Vec<(Scope, &Heat)> {
    let maps = &analysis.heat;
    let tiers = Tier::ALL.into_iter().map(Scope::Tier).zip(&maps.tiers);
    let lists = ListKind::ALL.into_iter().map(Scope::List).zip(&maps.lists);
    let circles = (0u32..).map(Scope::Circle).zip(&maps.circles).take(CIRCLES);
    let enough = f64::from(analysis.people.config.heat.circle_events);
    let others = tiers.chain(lists).chain(circles).filter(|(_, heat)| heat.total() >= enough);
    std::iter::once((Scope::Everybody, &maps.all)).chain(others).collect()
}

/// One row a weekday.
pub(super) fn rows(heat: &Heat) -> Vec<Vec<f64>> {
    heat.events.chunks(24).map(<[f64]>::to_vec).collect()
}
