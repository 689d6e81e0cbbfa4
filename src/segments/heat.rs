//! When people are in contact: events by weekday and hour in the configured zone, and the best window for a message.
//!
//! **Definition.** An event between two users counts once overall and once for each *scope* (a tier, a circle, a list, a person)
//! that at least one of its ends belongs to; one between a customer and staff counts for the customer. Events without a time,
//! after the analysed moment, to oneself, among staff, or with somebody who opted out and is no node count nowhere. A row
//! counts as often as its `count` says.
//!
//! The best window is the run of `heat.window_hours` hours within one day (it does not cross midnight) and outside the quiet
//! hours with most events, the earliest of the week among equals. Its *lift* is its share of the events divided by its share of the week.
//!
//! **Complexity.** O(interactions); the zone is asked once a quarter of an hour that occurs. **Determinism.** Sums run in the
//! canonical order of the rows.

use std::collections::HashMap;

use crate::config::{HeatOptions, Tier};
use crate::memory::Stage;
use crate::tables::{NO_TIME, NONE, Seconds, Tables, Zone};

/// Days of the week, Monday first, times hours.
pub const CELLS: usize = 7 * 24;
/// Offsets of zones are multiples of this.
const QUARTER: i64 = 900;

/// Events by weekday and hour: `events[weekday * 24 + hour]`, Monday first.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// Events.
    pub events: Vec<f64>,
}

impl Default for Heat {
    fn default() -> Self {
        Self { events: vec![0.0; CELLS] }
    }
}

/// Hours of a weekday in which to write.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// 0: Monday.
    pub weekday: u8,
    /// First hour.
    pub from: u8,
    /// Hour at whose beginning it ends, up to 24.
    pub to: u8,
    /// Share of events by share of the week.
    pub lift: f64,
}

impl Heat {
    /// All events.
    pub fn total(&self) -> f64 {
        self.events.iter().sum()
    }

    /// The best window outside the quiet hours; `None` without events there.
    pub fn best_window(&self, options: &HeatOptions) -> Option<Window> {
        let hours = options.window_hours.min(options.longest_awake()) as usize;
        let total = self.total();
        if hours == 0 {
            return None;
        }
        let mut best: Option<(f64, usize, usize)> = None;
        for weekday in 0..7 {
            for from in (0..=24 - hours).filter(|&from| (from..from + hours).all(|hour| !options.is_quiet(hour as u32)))
            {
                let start = weekday * 24 + from;
                let sum: f64 = self.events[start..start + hours].iter().sum();
                if sum > best.map_or(0.0, |(most, ..)| most) {
                    best = Some((sum, weekday, from));
                }
            }
        }
        best.map(|(sum, weekday, from)| Window {
            weekday: weekday as u8,
            from: from as u8,
            to: (from + hours) as u8,
            lift: sum / total * CELLS as f64 / hours as f64,
        })
    }

    /// These events after `heat.prior_events` more, spread as those of a coarser scope.
    pub(super) fn after(&self, coarser: &Heat, options: &HeatOptions) -> Heat {
        let weight = f64::from(options.prior_events) / coarser.total().max(f64::MIN_POSITIVE);
        Heat { events: self.events.iter().zip(&coarser.events).map(|(own, coarse)| own + weight * coarse).collect() }
    }
}

impl Window {
    /// Whether it holds an hour of the week.
    pub(super) fn holds(self, cell: u8) -> bool {
        cell / 24 == self.weekday && (self.from..self.to).contains(&(cell % 24))
    }

    /// Whether both are the same hours.
    pub(super) fn is_same(self, other: Window) -> bool {
        (self.weekday, self.from, self.to) == (other.weekday, other.from, other.to)
    }
}

/// The weekday and hour of every interaction row that counts; `NO_CELL` for the others.
#[derive(Debug, Default)]
pub struct Clockwork {
    cells: Vec<u8>,
}

/// An event that counts nowhere.
const NO_CELL: u8 = u8::MAX;

/// Bytes of the hours of so many interactions and of the maps of so many scopes.
pub fn need(interactions: usize, scopes: usize) -> Stage {
    let map = (size_of::<Heat>() + CELLS * size_of::<f64>()) as u64;
    Stage { shared: 8 << 20, each: 0, stays: interactions as u64 + scopes as u64 * map }
}

impl Clockwork {
    /// Looks up every row once. `node` is the node of each user, [`NONE`] for those who are none.
    pub fn new(tables: &Tables, node: &[u32], as_of: Seconds, zone: &Zone) -> Self {
        let rows = &tables.interactions;
        let opted_out = &tables.user_table.opted_out;
        // A message to a group is to nobody.
        let node_of = |user: u32| node.get(user as usize).copied().unwrap_or(NONE);
        let gone = |user: u32| node_of(user) == NONE && opted_out.get(user as usize) == Some(&true);
        let mut known: HashMap<i64, u8> = HashMap::new();
        let cell = |i: usize| {
            let (at, from, to) = (rows.at[i], rows.from[i], rows.to[i]);
            let nobody = node_of(from) == NONE && node_of(to) == NONE;
            if at == NO_TIME || at > as_of || from == to || nobody || gone(from) || gone(to) {
                return NO_CELL;
            }
            *known.entry(at.div_euclid(QUARTER)).or_insert_with(|| cell_of(at, zone))
        };
        Self { cells: (0..rows.from.len()).map(cell).collect() }
    }

    /// Events of everybody.
    pub fn all(&self, tables: &Tables) -> Heat {
        let mut heat = Heat::default();
        for (&cell, &count) in self.cells.iter().zip(&tables.interactions.count) {
            if cell != NO_CELL {
                heat.events[usize::from(cell)] += count;
            }
        }
        heat
    }

    /// Events of each of `scopes` scopes; `scope` is that of each node, [`NONE`] for none.
    pub fn by_scope(&self, tables: &Tables, node: &[u32], scope: &[u32], scopes: usize) -> Vec<Heat> {
        self.by_scope_in(tables, (node, scope), scopes, |_| true)
    }

    /// The same of the events at some times.
    pub(super) fn by_scope_in(
        &self,
        tables: &Tables,
        of: (&[u32], &[u32]),
        scopes: usize,
        when: impl Fn(Seconds) -> bool,
    ) -> Vec<Heat> {
        let mut heats = vec![Heat::default(); scopes];
        self.each_end(tables, of, when, |scope, cell, count| {
            heats[scope as usize].events[usize::from(cell)] += count;
        });
        heats
    }

    /// Calls back with the scope, the hour and the count of every event at some times, once for each scope that an end belongs to.
    pub(super) fn each_end(
        &self,
        tables: &Tables,
        (node, scope): (&[u32], &[u32]),
        when: impl Fn(Seconds) -> bool,
        mut tell: impl FnMut(u32, u8, f64),
    ) {
        let rows = &tables.interactions;
        let of = |user: u32| match node.get(user as usize) {
            None | Some(&NONE) => NONE,
            Some(&node) => scope[node as usize],
        };
        for (i, &cell) in self.cells.iter().enumerate().filter(|&(i, &cell)| cell != NO_CELL && when(rows.at[i])) {
            let (from, to) = (of(rows.from[i]), of(rows.to[i]));
            if from != NONE {
                tell(from, cell, rows.count[i]);
            }
            if to != NONE && to != from {
                tell(to, cell, rows.count[i]);
            }
        }
    }

    /// The median moment of the rows that count.
    pub(super) fn median(&self, tables: &Tables) -> Option<Seconds> {
        let counted = self.cells.iter().zip(&tables.interactions.at).filter(|(cell, _)| **cell != NO_CELL);
        let mut times: Vec<Seconds> = counted.map(|(_, &at)| at).collect();
        let middle = times.len() / 2;
        (!times.is_empty()).then(|| *times.select_nth_unstable(middle).1)
    }
}

fn cell_of(at: Seconds, zone: &Zone) -> u8 {
    let Ok(moment) = jiff::Timestamp::from_second(at) else { return NO_CELL };
    let local = moment.to_zoned(zone.zone.clone());
    (local.weekday().to_monday_zero_offset() as u8) * 24 + local.hour() as u8
}

/// Nodes, and what they belong to.
#[derive(Clone, Copy, Debug)]
pub struct Scopes<'a> {
    /// Node of each user; [`NONE`] for those who are none.
    pub node: &'a [u32],
    /// Whether each node may be named.
    pub listed: &'a [bool],
    /// Tier of each node.
    pub tier: &'a [Tier],
    /// Circle of each node; [`NONE`] for none.
    pub circle: &'a [u32],
    /// How many circles there are.
    pub circles: usize,
}

impl Scopes<'_> {
    /// The scope of each node, [`NONE`] for whoever may not be named.
    pub(super) fn named(self, scope: &[u32]) -> Vec<u32> {
        self.listed.iter().zip(scope).map(|(&listed, &scope)| if listed { scope } else { NONE }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heat(cells: &[(usize, f64)]) -> Heat {
        let mut heat = Heat::default();
        cells.iter().for_each(|&(cell, events)| heat.events[cell] += events);
        heat
    }

    #[test]
    fn the_best_window_stays_within_a_day_and_the_earliest_wins() {
        // Monday 23 h and Tuesday 0 h are next to each other, but no window holds both.
        let awake = |window_hours| HeatOptions { window_hours, quiet_from: 0, quiet_to: 0, ..HeatOptions::default() };
        let window = heat(&[(23, 5.0), (24, 5.0), (50, 6.0), (51, 1.0)]).best_window(&awake(2)).unwrap();
        assert_eq!((window.weekday, window.from, window.to), (2, 2, 4));
        let tie = heat(&[(100, 3.0), (10, 3.0)]).best_window(&awake(1)).unwrap();
        assert_eq!((tie.weekday, tie.from, tie.to), (0, 10, 11));
        assert_eq!(Heat::default().best_window(&awake(2)), None);
        let all_day = heat(&[(30, 1.0)]).best_window(&awake(24)).unwrap();
        assert_eq!((all_day.weekday, all_day.from, all_day.to, all_day.lift), (1, 0, 24, 7.0));
    }

    #[test]
    fn nobody_is_written_to_in_the_quiet_hours() {
        // Monday 22 h and 7 h are quiet; 20–22 h and 8–10 h are not.
        let events = heat(&[(22, 9.0), (7, 9.0), (21, 2.0), (8, 1.0)]);
        let within = |quiet_from, quiet_to| {
            let options = HeatOptions { quiet_from, quiet_to, ..HeatOptions::default() };
            events.best_window(&options).map(|window| (window.from, window.to))
        };
        assert_eq!(within(22, 8), Some((20, 22)));
        assert_eq!(within(21, 8), Some((8, 10)));
        assert_eq!(within(8, 22), Some((6, 8)), "bounds within a day");
        assert_eq!(within(5, 5), Some((21, 23)), "none is quiet");
        let long = HeatOptions { window_hours: 24, ..HeatOptions::default() };
        assert_eq!(
            events.best_window(&long).map(|window| (window.from, window.to)),
            Some((8, 22)),
            "as long as one is awake"
        );
        let never = HeatOptions { quiet_from: 0, quiet_to: 24, ..HeatOptions::default() };
        assert_eq!(events.best_window(&never), None);
        assert_eq!(heat(&[(3, 1.0)]).best_window(&HeatOptions::default()), None);
    }

    #[test]
    fn contacts_with_people_who_opted_out_count_nowhere() {
        let tables = Tables::from_csv(&[
            (
                "interactions",
                "from_id,to_id,at\na,b,2024-01-01T16:30:00Z\na,out,2024-01-01T01:00:00Z\nout,a,2024-01-01T02:00:00Z\n",
            ),
            ("users", "user_id,opted_out\na,no\nout,yes\n"),
        ])
        .unwrap();
        let as_of = crate::tables::parse_time("2024-06-01", &Zone::default()).unwrap();
        let total = |node: &[u32; 3]| Clockwork::new(&tables, node, as_of, &Zone::default()).all(&tables).total();
        assert_eq!([0, 1, 2].map(|user| tables.users.name(user)), ["a", "b", "out"]);
        assert_eq!(total(&[0, 1, NONE]), 1.0);
        assert_eq!(total(&[0, 1, 2]), 3.0, "kept as an unnamed node, their contacts are kept as well");
    }

    #[test]
    fn events_fall_into_the_hours_of_the_zone_and_count_for_both_ends() {
        // 2024-01-01 is a Monday; 16:30 UTC is Tuesday 00:30 in Shanghai.
        let tables = Tables::from_csv(&[
            (
                "interactions",
                "from_id,to_id,at,count\na,b,2024-01-01T16:30:00Z,2\na,s,2024-01-01T01:59:59Z,1\nb,b,2024-01-01T01:00:00Z,1\n\
                 a,b,2025-01-01T01:00:00Z,1\na,b,,1\n",
            ),
            ("users", "user_id,owner_id\na,s\n"),
        ])
        .unwrap();
        let node = [0, 1, NONE];
        let as_of = crate::tables::parse_time("2024-06-01", &Zone::default()).unwrap();
        let clock = Clockwork::new(&tables, &node, as_of, &Zone::default());
        assert_eq!(clock.all(&tables), heat(&[(24, 2.0), (9, 1.0)]));
        let each = clock.by_scope(&tables, &node, &[0, 1], 2);
        assert_eq!(each, [heat(&[(24, 2.0), (9, 1.0)]), heat(&[(24, 2.0)])]);
        let together = clock.by_scope(&tables, &node, &[0, 0], 1);
        assert_eq!(together, [heat(&[(24, 2.0), (9, 1.0)])]);
    }
}
