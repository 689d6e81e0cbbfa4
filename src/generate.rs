//! A synthetic workload in the input format: planted circles, heavy-tailed activity, all five tables.
//!
//! **Model.** Users live in circles of about [`circle_size`](GenerateOptions::circle_size) (within a quarter of it);
//! 12 % of each circle never join a group. Activity is Pareto of shape 1.6. Groups belong to circles in proportion to
//! their size; 68 % of groups have 8–199 member rows (staff and robots included), 22 % 200–499, 10 % 500, at most half
//! a circle; 93 % of a group's customers come from its circle, the others from anywhere else, both in proportion to
//! √activity without replacement. An interaction starts at a random member row and goes to another member of that
//! group or, with chance [`cross`](GenerateOptions::cross), to any customer. Purchases are log-normal. Every user has a
//! day of registration and a day since which nothing was heard of them; all their rows lie between the two.
//!
//! **Files.** `memberships.csv`, `interactions.csv`, `users.csv`, `groups.csv`, `purchases.csv`; `truth.csv` names the
//! planted circle of each user; with [`dirty`](GenerateOptions::dirty) also `faults.csv`. Times are local, without a
//! zone, and end on 2026-06-30.
//!
//! **Determinism.** The files depend on the options alone: one random stream per table, no clock, no threads.
//!
//! **Cost.** Time is linear in rows; memory is about 40 bytes per user and 8 per membership.

mod calendar;
mod circles;
mod dirty;
mod groups;
mod ids;
mod interactions;
mod lines;
mod names;
mod purchases;
mod random;
mod users;

use calendar::Calendar;
use circles::Population;
use dirty::Planted;
use groups::Groups;
use lines::{Lines, Outlet};

use crate::progress::Progress;
use crate::text::{Sentence, generating};
use crate::{Error, ErrorKind, Result};

/// Most users.
const MAX_USERS: usize = 100_000_000;
/// Most rows per user, on average.
const MAX_MEAN: f64 = 1_000.0;
/// Most rows of one table.
const MAX_ROWS: f64 = 4e9;

/// What to generate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GenerateOptions {
    /// Users (customers; staff and robots come on top), 1 to 100 million.
    pub users: usize,
    /// Mean memberships per user, over all users; 0 to 1,000. Reached up to one group.
    pub memberships_per_user: f64,
    /// Mean interactions per user; 0 to 1,000.
    pub interactions_per_user: f64,
    /// Share of interactions that go to anyone rather than to a co-member, 0 to 1.
    pub cross: f64,
    /// Users in a circle, about; at least 1.
    pub circle_size: usize,
    /// Seed; the same seed and options give the same bytes.
    pub seed: u64,
    /// Plant faults of every kind that reading knows.
    pub dirty: bool,
}

impl Default for GenerateOptions {
    fn default() -> Self {
        Self {
            users: 10_000,
            memberships_per_user: 2.0,
            interactions_per_user: 5.0,
            cross: 0.15,
            circle_size: 1_500,
            seed: 1,
            dirty: false,
        }
    }
}

impl GenerateOptions {
    /// What the demo's data is made with: 3,000 users in ten circles.
    pub fn demo() -> Self {
        Self { users: 3_000, circle_size: 300, seed: 5, ..Self::default() }
    }

    fn check(&self) -> Result<()> {
        let wrong = |sentence: Sentence| Err(Error::new(ErrorKind::Config, sentence));
        if !(1..=MAX_USERS).contains(&self.users) {
            return wrong(generating::USERS_RANGE.with("max", MAX_USERS).with("found", self.users));
        }
        if self.circle_size == 0 {
            return wrong(generating::CIRCLE_RANGE.sentence());
        }
        let means = [
            ("memberships_per_user", "memberships", self.memberships_per_user),
            ("interactions_per_user", "interactions", self.interactions_per_user),
        ];
        for (option, table, mean) in means {
            if !(0.0..=MAX_MEAN).contains(&mean) {
                return wrong(generating::MEAN_RANGE.with("option", option).with("max", MAX_MEAN).with("found", mean));
            }
            let rows = mean * self.users as f64;
            if rows > MAX_ROWS {
                let sentence = generating::TOO_MANY_ROWS.with("table", table);
                return wrong(sentence.with("rows", rows).with("max", MAX_ROWS));
            }
        }
        if !(0.0..=1.0).contains(&self.cross) {
            return wrong(generating::SHARE_RANGE.with("option", "cross").with("found", self.cross));
        }
        Ok(())
    }
}

/// Everything that is drawn before the first line is written.
#[derive(Debug)]
struct Workload {
    options: GenerateOptions,
    people: Population,
    groups: Groups,
    calendar: Calendar,
}

/// Writes every table as CSV (UTF-8, LF): `sink` opens the file of a given name, such as `memberships.csv`.
///
/// # Errors
/// [`Config`](ErrorKind::Config) for options out of range, whatever `sink` reports, [`Write`](ErrorKind::Write), and
/// [`Interrupted`](ErrorKind::Interrupted).
pub fn generate(
    options: &GenerateOptions,
    sink: &mut dyn FnMut(&'static str) -> Result<Box<dyn std::io::Write>>,
    progress: &Progress,
) -> Result<()> {
    options.check()?;
    let workload = progress.stage("circles", 0, || {
        let people = Population::new(options);
        let groups = Groups::new(options, &people, progress)?;
        Ok::<_, Error>(Workload { options: *options, people, groups, calendar: Calendar::new() })
    })?;
    let mut outlet = Outlet { sink, progress, planted: Vec::new() };
    let users = options.users as u64;
    let members = workload.groups.members.len() as u64;
    progress.stage("memberships", members, || groups::write_memberships(&workload, &mut outlet))?;
    progress.stage("groups", workload.groups.len() as u64, || groups::write_groups(&workload, &mut outlet))?;
    let events = interactions::rows(options);
    progress.stage("interactions", events, || interactions::write(&workload, &mut outlet))?;
    let monthly = progress.stage("purchases", 0, || purchases::write(&workload, &mut outlet))?;
    progress.stage("users", users, || users::write(&workload, &monthly, &mut outlet))?;
    progress.stage("truth", users, || users::write_truth(&workload, &mut outlet))?;
    if options.dirty {
        progress.stage("faults", 0, || write_faults(&workload, &mut outlet))?;
    }
    Ok(())
}

/// Writes `faults.csv`: what was planted where.
fn write_faults(workload: &Workload, outlet: &mut Outlet<'_>) -> Result<()> {
    let planted = std::mem::take(&mut outlet.planted);
    let mut lines = Lines::open(outlet, workload, "faults.csv", "file,line,code,effect")?;
    for Planted { file, line, fault } in planted {
        lines.plain(file);
        lines.comma();
        lines.number(line);
        lines.comma();
        lines.plain(fault.code);
        lines.comma();
        lines.plain(fault.effect);
        lines.end()?;
    }
    lines.finish(outlet)
}
