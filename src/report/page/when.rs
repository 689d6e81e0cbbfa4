//! When: contacts by weekday and hour of everybody, each tier, each list, the largest circles.

use serde::Serialize;

use super::Both;
use crate::analysis::Analysis;
use crate::config::Tier;
use crate::measures::Circles;
use crate::segments::Heat;
use crate::selection::ListKind;
use crate::text::{next_step, page as words, terms};

/// Circles told at most.
const CIRCLES: usize = 20;

/// One scope's heat map.
#[derive(Debug, Serialize)]
pub(super) struct HeatView {
    name: Both,
    events: Vec<f64>,
    total: f64,
    window: Both,
    lift: f64,
}

/// Everybody first; of the others only those with as many events as a circle needs for a window of its own.
pub(super) fn heat(analysis: &Analysis) -> Vec<HeatView> {
    let (maps, options) = (&analysis.heat, &analysis.config.heat);
    let view = |name: Both, heat: &Heat| {
        let window = heat.best_window(options.window_hours)?;
        Some(HeatView {
            name,
            events: heat.events.iter().map(|x| (x * 100.0).round() / 100.0).collect(),
            total: heat.total(),
            window: Both::of(|lang| next_step::window(window.weekday, window.from, window.to, lang)),
            lift: window.lift,
        })
    };
    let all = view(Both::plain(words::label("everybody")), &maps.all);
    let tiers = Tier::ALL.into_iter().zip(&maps.tiers).filter_map(|(tier, heat)| {
        let worth = heat.total() >= f64::from(options.circle_events);
        worth.then(|| view(Both::capitalised(terms::tier(tier)), heat)).flatten()
    });
    let lists = ListKind::ALL.into_iter().zip(&maps.lists).filter_map(|(kind, heat)| {
        let worth = heat.total() >= f64::from(options.circle_events);
        worth.then(|| view(Both::capitalised(terms::list(kind.code())), heat)).flatten()
    });
    let circles = (0u32..).zip(&maps.circles).take(CIRCLES).filter_map(|(circle, heat)| {
        let worth = heat.total() >= f64::from(options.circle_events);
        let name = words::label("circle_n").with("n", Circles::shown(circle));
        worth.then(|| view(Both::of(|lang| name.render(lang)), heat)).flatten()
    });
    all.into_iter().chain(tiers).chain(lists).chain(circles).collect()
}

/// The days of the week, Monday first.
pub(super) fn days() -> Vec<Both> {
    (0..7).map(|day| Both::plain(next_step::weekday(day))).collect()
}
