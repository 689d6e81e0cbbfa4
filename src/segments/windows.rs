//! The hours in which to write to somebody: the person's own, else the circle's, else everybody's.
//!
//! **Definition.** A finer window is told only where it did better than the coarser one on later events. The dated events are
//! split at their median moment. From the earlier ones every circle's and every busy person's best window is estimated after
//! `heat.prior_events` events, spread over the week as those of the coarser scope, are added to their own (the mean of a
//! Dirichlet prior: few events move the window little). The later ones judge: the *gain* of a person is the share of their
//! later events within the finer window, less that within the coarser one. The finer window holds where the mean gain is at least
//! `LEAST_Z` standard errors above 0 over `LEAST_PEOPLE` people or more: of a circle over its members, of personal windows over
//! all who are busy (one person's later events are too few to judge by). What holds is then estimated from all events.
//!
//! **Assumptions.** People are independent given their scopes. **Complexity.** Five passes over the interactions.
//! **Determinism.** Sums run in the canonical order of the rows; of more than `MOST_JUDGED` busy people every k-th is judged.

use super::heat::{Clockwork, Heat, Scopes, Window};
use crate::config::{HeatOptions, Tier};
use crate::parallel;
use crate::tables::{NONE, Seconds, Tables};
pub use crate::text::terms::Basis;

/// Standard errors above 0; one-sided about 1 % with as few people as `LEAST_PEOPLE`.
const LEAST_Z: f64 = 2.6;
/// People that a judgement needs.
const LEAST_PEOPLE: u32 = 20;
/// Busy people judged at most.
const MOST_JUDGED: usize = 10_000;

/// Heat maps; all empty where no interaction has a time.
#[derive(Clone, Debug, Default)]
pub struct HeatMaps {
    /// Of everybody.
    pub all: Heat,
    /// Per tier, in the order of [`Tier::ALL`].
    pub tiers: Vec<Heat>,
    /// Per circle.
    pub circles: Vec<Heat>,
    /// Per list, in the order of the lists.
    pub lists: Vec<Heat>,
    /// When to write to whom.
    pub windows: Windows,
}

impl HeatMaps {
    /// Of everybody, of tiers and circles, and the windows that hold; passes over the interactions.
    pub fn new(tables: &Tables, clock: &Clockwork, scopes: Scopes<'_>, options: &HeatOptions) -> Self {
        let tiers: Vec<u32> = scopes.tier.iter().map(|&tier| tier as u32).collect();
        let (tiers, circles) = parallel::join(
            || clock.by_scope(tables, scopes.node, &scopes.named(&tiers), Tier::ALL.len()),
            || clock.by_scope(tables, scopes.node, &scopes.named(scopes.circle), scopes.circles),
        );
        let mut maps = Self { all: clock.all(tables), tiers, circles, ..Self::default() };
        maps.windows = Windows::new(Contacted { tables, clock, scopes }, &maps, options);
        maps
    }

    /// Of people who may be on several lists: each list by itself.
    pub fn of_lists(tables: &Tables, clock: &Clockwork, node: &[u32], nodes: usize, lists: &[Vec<u32>]) -> Vec<Heat> {
        let of = |list: &Vec<u32>| {
            let mut scope = vec![NONE; nodes];
            list.iter().for_each(|&v| scope[v as usize] = 0);
            clock.by_scope(tables, node, &scope, 1).swap_remove(0)
        };
        parallel::map(lists, of)
    }
}

/// A window, whose contacts say so, and how many of them there are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BestWindow {
    /// When to write.
    pub window: Window,
    /// Whose contacts say so.
    pub basis: Basis,
    /// How many they are.
    pub events: f64,
}

/// Which windows hold.
#[derive(Clone, Debug, Default)]
pub struct Windows {
    all: Option<BestWindow>,
    /// Per circle, where its own holds and differs from everybody's.
    circles: Vec<Option<BestWindow>>,
    /// Whether people's own windows hold.
    personal: bool,
}

/// What windows are found in.
#[derive(Clone, Copy, Debug)]
pub struct Contacted<'a> {
    /// Tables.
    pub tables: &'a Tables,
    /// The hours of all interactions.
    pub clock: &'a Clockwork,
    /// Whose events they are.
    pub scopes: Scopes<'a>,
}

impl Windows {
    /// Those of a run; `maps` has the events of everybody and of circles.
    pub fn new(contacted: Contacted<'_>, maps: &HeatMaps, options: &HeatOptions) -> Self {
        let Contacted { tables, clock, scopes } = contacted;
        let mut found = Self { all: told(&maps.all, &maps.all, Basis::All, options), ..Self::default() };
        found.circles = vec![None; maps.circles.len()];
        let Some(split) = clock.median(tables) else { return found };
        let circle_of = scopes.named(scopes.circle);
        let everybody = scopes.named(&vec![0; scopes.circle.len()]);
        let earlier = |scope: &[u32], n| clock.by_scope_in(tables, (scopes.node, scope), n, |at| at < split);
        let all = earlier(&everybody, 1).swap_remove(0);
        let Some(coarse) = all.best_window(options) else { return found };
        let early = earlier(&circle_of, maps.circles.len());
        let enough = |heat: &Heat| heat.total() >= f64::from(options.circle_events);
        let own: Vec<Option<Window>> = (maps.circles.iter().zip(&early))
            .map(|(heat, early)| enough(heat).then(|| early.after(&all, options).best_window(options)).flatten())
            .collect();
        let window_of = |v: usize| own.get(circle_of[v] as usize).copied().flatten();
        let mut judged = vec![Judgement::default(); own.len()];
        for (v, gain) in contacted.gains(split, &window_of, &|_| coarse) {
            judged[circle_of[v] as usize].add(gain);
        }
        for (c, judged) in judged.iter().enumerate().filter(|(_, judged)| judged.holds()) {
            debug_assert!(judged.people >= LEAST_PEOPLE);
            let window = told(&maps.circles[c], &maps.all, Basis::Circle, options);
            found.circles[c] = window.filter(|own| found.all.is_some_and(|all| !own.window.is_same(all.window)));
        }
        found.personal = contacted.personal(split, options, &|v| match circle_of[v] {
            c if c != NONE && judged[c as usize].holds() => (&early[c as usize], own[c as usize].unwrap_or(coarse)),
            _ => (&all, coarse),
        });
        found
    }

    /// Everybody's; `None` where no contact has a time.
    pub fn all(&self) -> Option<BestWindow> {
        self.all
    }

    /// A circle's own, where it holds.
    pub fn circle(&self, circle: u32) -> Option<BestWindow> {
        self.circles.get(circle as usize).copied().flatten()
    }

    /// Whether people's own windows hold.
    pub fn personal(&self) -> bool {
        self.personal
    }

    /// The window of somebody in `circle`, of whose own events `own` are counted.
    pub fn of(&self, circle: u32, own: Option<&Heat>, maps: &HeatMaps, options: &HeatOptions) -> Option<BestWindow> {
        let coarse = self.circle(circle).or(self.all)?;
        let own = own.filter(|own| self.personal && own.total() >= f64::from(options.person_events));
        let Some(own) = own else { return Some(coarse) };
        let prior = if coarse.basis == Basis::Circle { &maps.circles[circle as usize] } else { &maps.all };
        told(own, prior, Basis::Person, options).filter(|own| !own.window.is_same(coarse.window)).or(Some(coarse))
    }
}

/// The best window of these events after those of a coarser scope.
fn told(own: &Heat, coarser: &Heat, basis: Basis, options: &HeatOptions) -> Option<BestWindow> {
    let window = own.after(coarser, options).best_window(options)?;
    Some(BestWindow { window, basis, events: own.total() })
}

impl Contacted<'_> {
    /// Whether the own windows of busy people hold against the coarser ones, given as events and window.
    fn personal<'h>(
        self,
        split: Seconds,
        options: &HeatOptions,
        coarser: &dyn Fn(usize) -> (&'h Heat, Window),
    ) -> bool {
        let Self { tables, clock, scopes } = self;
        let everyone: Vec<u32> = (0..scopes.circle.len() as u32).collect();
        let everyone = scopes.named(&everyone);
        let mut events = vec![0.0; everyone.len()];
        clock.each_end(tables, (scopes.node, &everyone), |at| at < split, |v, _, count| events[v as usize] += count);
        let busy: Vec<usize> = (0..events.len()).filter(|&v| events[v] >= f64::from(options.person_events)).collect();
        let step = busy.len().div_ceil(MOST_JUDGED).max(1);
        let busy: Vec<usize> = busy.into_iter().step_by(step).collect();
        let mut scope = vec![NONE; everyone.len()];
        busy.iter().zip(0u32..).for_each(|(&v, i)| scope[v] = i);
        let early = clock.by_scope_in(tables, (scopes.node, &scope), busy.len(), |at| at < split);
        let own: Vec<Option<Window>> = (busy.iter().zip(&early))
            .map(|(&v, heat)| heat.after(coarser(v).0, options).best_window(options))
            .collect();
        let window_of = |v: usize| own.get(scope[v] as usize).copied().flatten();
        let mut judged = Judgement::default();
        self.gains(split, &window_of, &|v| coarser(v).1).for_each(|(_, gain)| judged.add(gain));
        judged.holds()
    }

    /// The gain of everybody who has a finer window and later events.
    fn gains(
        self,
        split: Seconds,
        finer: &dyn Fn(usize) -> Option<Window>,
        coarser: &dyn Fn(usize) -> Window,
    ) -> impl Iterator<Item = (usize, f64)> {
        let Self { tables, clock, scopes } = self;
        let pairs: Vec<Option<(Window, Window)>> =
            (0..scopes.circle.len()).map(|v| finer(v).map(|own| (own, coarser(v)))).collect();
        let judged: Vec<u32> = (0u32..).zip(&pairs).map(|(v, pair)| if pair.is_some() { v } else { NONE }).collect();
        let judged = scopes.named(&judged);
        let mut sums = vec![(0.0, 0.0); pairs.len()];
        let later = |at| at >= split;
        clock.each_end(tables, (scopes.node, &judged), later, |v, cell, count| {
            if let Some((own, coarse)) = pairs[v as usize] {
                let sum = &mut sums[v as usize];
                sum.0 += count;
                sum.1 += count * (f64::from(u8::from(own.holds(cell))) - f64::from(u8::from(coarse.holds(cell))));
            }
        });
        sums.into_iter()
            .enumerate()
            .filter(|(_, (events, _))| *events > 0.0)
            .map(|(v, (events, won))| (v, won / events))
    }
}

/// Gains of some people.
#[derive(Clone, Copy, Debug, Default)]
struct Judgement {
    people: u32,
    sum: f64,
    squares: f64,
}

impl Judgement {
    fn add(&mut self, gain: f64) {
        self.people += 1;
        self.sum += gain;
        self.squares += gain * gain;
    }

    fn holds(&self) -> bool {
        if self.people < LEAST_PEOPLE || self.sum <= 0.0 {
            return false;
        }
        let n = f64::from(self.people);
        let mean = self.sum / n;
        let variance = ((self.squares - n * mean * mean) / (n - 1.0)).max(0.0);
        mean >= LEAST_Z * (variance / n).sqrt()
    }
}
