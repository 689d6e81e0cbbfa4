//! When: contacts by weekday and hour of everybody, each tier, each list, the largest circles.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::measures::Circles;
use crate::report::bilingual::Bilingual;
use crate::report::hours::{Scope, scopes};
use crate::segments::Heat;
use crate::text::next_step;

/// One scope's heat map.
#[derive(Debug, Serialize)]
pub(super) struct HeatView {
    name: Bilingual,
    /// The filter of the page that means the same people, and its value; nothing for everybody.
    of: Option<String>,
    events: Vec<f64>,
    total: f64,
    window: Bilingual,
    lift: f64,
}

/// Everybody first.
pub(super) fn heat(analysis: &Analysis) -> Vec<HeatView> {
    let view = |(scope, heat): (Scope, &Heat)| {
        let window = heat.best_window(&analysis.people.config.heat)?;
        Some(HeatView {
            name: Bilingual::of(|lang| scope.name(analysis, lang)),
            of: match scope {
                Scope::Everybody => None,
                Scope::Tier(tier) => Some(format!("tier {}", tier.code())),
                Scope::List(kind) => Some(format!("on {}", kind.code())),
                Scope::Circle(circle) => Some(format!("circle {}", Circles::shown(circle))),
            },
            events: heat.events.iter().map(|x| (x * 100.0).round() / 100.0).collect(),
            total: heat.total(),
            window: Bilingual::of(|lang| next_step::window(window.weekday, window.from, window.to, lang)),
            lift: window.lift,
        })
    };
    scopes(analysis).into_iter().filter_map(view).collect()
}

/// The days of the week, Monday first.
pub(super) fn days() -> Vec<Bilingual> {
    (0..7).map(|day| Bilingual::plain(next_step::weekday(day))).collect()
}
