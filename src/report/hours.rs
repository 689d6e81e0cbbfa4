//! When people are in contact, in figures.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::segments::{Heat, Window};

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
        let (heat, window_hours) = (&analysis.heat.all, analysis.config.heat.window_hours);
        Some(Self {
            total: heat.total(),
            events: rows(heat),
            window_hours,
            best: heat.best_window(window_hours)?.into(),
        })
    }
}

/// One row a weekday.
pub(super) fn rows(heat: &Heat) -> Vec<Vec<f64>> {
    heat.events.chunks(24).map(<[f64]>::to_vec).collect()
}
