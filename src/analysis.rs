//! The whole analysis, read from top to bottom; the only module that composes rooms.
//!
//! From CSV text to a list:
//!
//! ```
//! use renmai::{Config, Lang, Progress, Source, Sources, analyse, read};
//!
//! # fn main() -> renmai::Result<()> {
//! let memberships = "user_id,group_id\nann,g1\nbob,g1\nbob,g2\ncarl,g2\ndora,g3\n";
//! let sources = Sources { memberships: vec![Source::bytes("memberships.csv", memberships.as_bytes())], ..Sources::default() };
//! let progress = Progress::silent();
//! let run = analyse(read(&sources, &progress)?, Config::default(), &progress)?;
//! for entry in &run.selection.isolated.entries {
//!     println!("{}. {}: {}", entry.rank, run.people.id(entry.node), entry.reason.render(Lang::En));
//! }
//! assert_eq!(run.people.id(run.selection.isolated.entries[0].node), "dora");
//! # Ok(())
//! # }
//! ```

mod audit;
mod input;
mod need;
mod people;
mod sources;
mod verdicts;

pub use audit::{Audit, audit};
pub use input::{Built, Input, prepare};
pub use people::{contacts_of, profile_of};
pub use sources::{check as check_options, snapshot_of, sources, sources_beside, with_snapshot, zone};
pub use verdicts::{Answer, Lack, Question, Verdict};

use need::{Until, admit_after, admit_heat, need, room, within};
use people::{Wanted, wanted, who_is_who};

use crate::Result;
use crate::campaign::Changes;
use crate::config::Config;
use crate::graph::{BuildOptions, Graph, build};
use crate::measures::betweenness::{fill, parts::Shelf};
use crate::measures::{MeasureOptions, Measures, Pace, add_holes, measure};
use crate::memory::{Room, Stage};
use crate::parallel;
use crate::progress::Progress;
use crate::segments::columns::Column;
use crate::segments::named::{Ask, name_segments};
use crate::segments::{Clockwork, HeatMaps, Known, Scopes, Segments, catalogue, positions};
use crate::selection::{
    Context, Hours, Picked, Portrait, SeedList, Selection, Todo, plan_next, plan_seeds, portraits, queue, seed_list,
    select,
};
use crate::tables::{Seconds, Tables, Zone};
use crate::text::Lang;

/// Everything that the outputs are made of.
#[derive(Debug)]
pub struct Analysis {
    /// What is known of everybody.
    pub people: People,
    /// The hours of every interaction.
    pub clock: Clockwork,
    /// When people are in contact.
    pub heat: HeatMaps,
    /// Whom to pick.
    pub selection: Selection,
    /// What there is to say of each circle.
    pub portraits: Vec<Portrait>,
    /// The seed set; `None` when none is asked for.
    pub seeds: Option<SeedList>,
    /// Whom to contact, what is most at stake first.
    pub todo: Vec<Todo>,
    /// What has changed since earlier runs, from each to the next and from the last to this one; empty where none is compared with.
    pub changes: Vec<Changes>,
}

/// Tables → graph → measures → segments → selection.
///
/// # Errors
/// A lattice that is not total, an `as_of` that is no date, or an interruption.
pub fn analyse(input: impl Into<Input>, config: Config, progress: &Progress) -> Result<Analysis> {
    analyse_in_parts(input, config, None, progress)
}

/// [`analyse`] with parts of betweenness that are kept; those that are missing are computed and kept too. The same result.
///
/// # Errors
/// As [`analyse`], and those of the shelf.
pub fn analyse_in_parts(
    input: impl Into<Input>,
    config: Config,
    shelf: Option<&dyn Shelf>,
    progress: &Progress,
) -> Result<Analysis> {
    let mut input = input.into();
    let as_of = as_of(&input.tables, &config)?;
    let graph = input.graph(&config, as_of, progress)?;
    the_rest(input, graph, config, How { shelf, ..How::default() }, progress)
}

/// Puts on a shelf the parts of betweenness that are wanted and missing there, and does nothing else.
///
/// # Errors
/// As [`analyse_in_parts`].
pub fn fill_shelf(input: &mut Input, config: &Config, shelf: &dyn Shelf, progress: &Progress) -> Result<()> {
    let as_of = as_of(&input.tables, config)?;
    let graph = input.graph(config, as_of, progress)?;
    let room = room(&input.tables, &graph, config);
    progress.stage("betweenness", 0, || fill(&graph, &config.betweenness, shelf, room, progress))
}

/// How measures are computed, which changes no result.
#[derive(Clone, Copy, Default)]
struct How<'a> {
    pace: Pace,
    shelf: Option<&'a dyn Shelf>,
}

/// The rest of [`analyse`], from a graph that [`Input::graph`] or [`layers`] made of these tables with this configuration.
///
/// # Errors
/// As [`analyse`].
pub fn analyse_graph(
    input: impl Into<Input>,
    graph: Graph,
    config: Config,
    pace: Pace,
    progress: &Progress,
) -> Result<Analysis> {
    the_rest(input.into(), graph, config, How { pace, shelf: None }, progress)
}

fn the_rest(input: Input, graph: Graph, config: Config, how: How<'_>, progress: &Progress) -> Result<Analysis> {
    let need = need(&input.tables, &graph, &config, (Wanted::Everything, Until::End, how.pace), None);
    within(&need, &config.clone(), || to_the_end(input, graph, config, how, progress))
}

fn to_the_end(input: Input, graph: Graph, config: Config, how: How<'_>, progress: &Progress) -> Result<Analysis> {
    let mut people = people_of(input, graph, config, Wanted::Everything, how, progress)?;
    admit_heat(&people.tables, &people.graph, people.measures.circles.sizes.len(), &people.config)?;
    let (clock, mut heat) = progress.stage("heat", 0, || heat(&people));
    progress.check()?;
    let context = people.context();
    let (selection, portraits) = progress.stage("selection", 0, || {
        let mut selection = select(context);
        plan_next(&mut selection, context, Hours { clock: &clock, maps: &heat });
        let portraits = portraits(context);
        (selection, portraits)
    });
    progress.check()?;
    let nodes = &people.graph.nodes;
    heat.lists = HeatMaps::of_lists(&people.tables, &clock, &nodes.node, nodes.len(), &members(&selection));
    let mut seeds = seed_list(context, &selection.eligibility, &people.config.seeds, progress);
    progress.check()?;
    if let Some(seeds) = &mut seeds {
        plan_seeds(seeds, context, Hours { clock: &clock, maps: &heat });
    }
    let picked = Picked { selection: &selection, seeds: seeds.as_ref() };
    let todo = progress.stage("queue", 0, || queue(context, picked, Hours { clock: &clock, maps: &heat }));
    if !people.measures.holes_complete {
        let listed = on_lists(&selection, seeds.as_ref());
        let People { measures, graph, config, .. } = &mut people;
        progress.stage("holes", 0, || add_holes(measures, graph, &listed, &config.brokerage, progress));
    }
    progress.check()?;
    Ok(Analysis { people, clock, heat, selection, portraits, seeds, todo, changes: Vec::new() })
}

/// What is known of everybody, before anybody is picked.
#[derive(Debug)]
pub struct People {
    /// The options.
    pub config: Config,
    /// What was read.
    pub tables: Tables,
    /// The moment looked back from; [`crate::tables::NO_TIME`] when no row has a time.
    pub as_of: Seconds,
    /// The zone in which times are told.
    pub zone: Zone,
    /// The user graph.
    pub graph: Graph,
    /// What was computed on it.
    pub measures: Measures,
    /// Who people are.
    pub segments: Segments,
    /// Per node, whether `selection.where` holds; `None` where there is none.
    pub only: Option<Vec<bool>>,
}

impl People {
    /// What is known of each node, by name.
    pub fn columns(&self) -> Vec<Column<'_>> {
        catalogue(known(&self.tables, &self.graph, &self.measures), &self.segments)
    }

    /// What the selection looks at.
    pub fn context(&self) -> Context<'_> {
        Context {
            tables: &self.tables,
            graph: &self.graph,
            measures: &self.measures,
            segments: &self.segments,
            options: &self.config.selection,
            heat: &self.config.heat,
            todo: &self.config.todo,
            campaign: &self.config.campaign,
            link_share: self.config.circles.link_share,
            zone: &self.zone,
            only: self.only.as_deref(),
            top: self.config.top.limit(),
            as_of: self.as_of,
        }
    }

    /// What to write to somebody of the queue.
    pub fn message(&self, todo: &Todo, lang: Lang) -> String {
        let name = self.tables.user_table.nickname.get(self.graph.nodes.user[todo.node as usize] as usize);
        todo.message(name, todo.group.map_or("", |group| self.tables.group_label(group))).render(lang)
    }

    /// What the owner of a node's user is called; empty where there is none, or no name.
    pub fn owner_name(&self, node: u32) -> &str {
        self.tables.owner(self.graph.nodes.user[node as usize]).map_or("", |owner| self.staff_name(owner))
    }

    /// What an employee is called: by the configuration, by the files of staff, or by nickname.
    pub fn staff_name(&self, user: u32) -> &str {
        let configured = self.config.staff.names.get(self.tables.users.name(user));
        let listed = || self.tables.staff_names.get(&user).filter(|name| !name.is_empty());
        let nickname = || self.tables.user_table.nickname.get(user as usize);
        configured.or_else(listed).map_or_else(nickname, String::as_str)
    }

    /// Refuses what takes more memory, beside what is known of people, than the run may have.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) with the need, the limit and the ways out.
    pub fn admit(&self, stage: Stage) -> Result<()> {
        admit_after(&self.tables, &self.graph, stage, &self.config)
    }

    /// The id of a node's user.
    pub fn id(&self, node: u32) -> &str {
        self.tables.users.name(self.graph.nodes.user[node as usize])
    }
}

/// Tables → graph → measures → segments, as far as columns of these names need it: betweenness takes most of the time of a run.
///
/// # Errors
/// As [`analyse`].
pub fn people(input: impl Into<Input>, config: Config, columns: &[&str], progress: &Progress) -> Result<People> {
    let mut input = input.into();
    let as_of = as_of(&input.tables, &config)?;
    let graph = input.graph(&config, as_of, progress)?;
    let wanted = wanted(&config, columns)?;
    let need = need(&input.tables, &graph, &config, (wanted, Until::People, Pace::StageByStage), None);
    within(&need, &config.clone(), || people_of(input, graph, config, wanted, How::default(), progress))
}

fn people_of(
    mut input: Input,
    graph: Graph,
    config: Config,
    wanted: Wanted,
    how: How<'_>,
    progress: &Progress,
) -> Result<People> {
    let as_of = as_of(&input.tables, &config)?;
    // Whoever names parts means these.
    let kept = input.measures(&config, as_of).filter(|_| how.shelf.is_none());
    let Input { tables, .. } = input;
    let options = measure_options(&config, how, room(&tables, &graph, &config));
    let options =
        MeasureOptions { betweenness: options.betweenness.filter(|_| wanted == Wanted::Everything), ..options };
    let zone = sources::zone(&config)?;
    let (measures, mut segments) = how.pace.both(
        || kept.map_or_else(|| measure(&tables, &graph, options, progress), Ok),
        || who_is_who(&tables, &graph, &config, as_of, progress),
    )?;
    segments.position = positions(&measures, &graph.nodes.listed, &config.position);
    let known = known(&tables, &graph, &measures);
    name_segments(&mut segments, known, &config.segments, &zone, Ask::Everybody)?;
    let only = whom(&config, known, &segments, &zone)?;
    Ok(People { config, tables, as_of, zone, graph, measures, segments, only })
}

/// The options of all measures.
fn measure_options<'a>(config: &'a Config, how: How<'a>, room: Room) -> MeasureOptions<'a> {
    MeasureOptions {
        betweenness: Some(&config.betweenness),
        circles: &config.circles,
        brokerage: &config.brokerage,
        influence: &config.influence,
        isolation: &config.isolation,
        top: config.top.limit(),
        pace: how.pace,
        shelf: how.shelf,
        room,
    }
}

/// What columns are read from, but for the segments.
fn known<'a>(tables: &'a Tables, graph: &'a Graph, measures: &'a Measures) -> Known<'a> {
    let nodes = &graph.nodes;
    Known { tables, user: &nodes.user, presence: &nodes.presence, listed_count: nodes.listed_count, measures }
}

/// Per node, whether `selection.where` holds; `None` where there is none.
fn whom(config: &Config, known: Known<'_>, segments: &Segments, zone: &Zone) -> Result<Option<Vec<bool>>> {
    let Some(rule) = sources::only(config)? else { return Ok(None) };
    let columns = catalogue(known, segments);
    let bound = rule.bind(&columns, zone)?;
    Ok(Some(parallel::map_range(known.user.len(), |v| bound.holds(v))))
}

/// When people are in contact: the hours of every interaction; heat maps of everybody, tiers and circles.
fn heat(people: &People) -> (Clockwork, HeatMaps) {
    let People { tables, graph, measures, segments, .. } = people;
    let node = &graph.nodes.node;
    let clock = Clockwork::new(tables, node, people.as_of, &people.zone);
    let scopes = Scopes {
        node,
        listed: &graph.nodes.listed,
        tier: &segments.tier,
        circle: &measures.circles.of,
        circles: measures.circles.sizes.len(),
    };
    let maps = HeatMaps::new(tables, &clock, scopes, &people.config.heat);
    (clock, maps)
}

/// Who is on each list.
fn members(selection: &Selection) -> Vec<Vec<u32>> {
    let lists = selection.lists();
    lists.iter().map(|list| list.entries.iter().map(|entry| entry.node).collect()).collect()
}

/// Everybody on a list, the first ranks first.
fn on_lists(selection: &Selection, seeds: Option<&SeedList>) -> Vec<u32> {
    let lists = selection.lists();
    let listed = lists.iter().flat_map(|list| list.entries.iter().map(|entry| (entry.rank, entry.node)));
    let seeds = seeds.iter().flat_map(|seeds| (1u32..).zip(seeds.set.picks.iter().map(|pick| pick.node)));
    let mut ranked: Vec<(u32, u32)> = listed.chain(seeds).collect();
    ranked.sort_unstable();
    let mut seen = std::collections::BTreeSet::new();
    ranked.into_iter().map(|(_, node)| node).filter(|&node| seen.insert(node)).collect()
}

impl Analysis {
    /// When people are in contact, for contact windows.
    pub fn hours(&self) -> Hours<'_> {
        Hours { clock: &self.clock, maps: &self.heat }
    }
}

/// The user graph alone.
///
/// # Errors
/// A zone that cannot be read, an interruption, and more interaction rows than can be numbered.
pub fn layers(tables: &Tables, config: &Config, as_of: Seconds, progress: &Progress) -> Result<Graph> {
    let zone = sources::zone(config)?;
    need::admit_graph(tables, config)?;
    let options = BuildOptions {
        graph: &config.graph,
        attention: &config.attention,
        staff: &config.staff,
        opted_out: config.privacy.opted_out,
        as_of,
        zone: &zone,
        contact_window_days: config.lifecycle.growing_window_days,
    };
    progress.stage("build", 0, || build(tables, options, progress))
}

/// The moment to look back from: as configured (a bare date means the end of that day), else the latest time in the data.
///
/// # Errors
/// A zone or an `as_of` that cannot be read.
pub fn as_of(tables: &Tables, config: &Config) -> Result<Seconds> {
    let zone = sources::zone(config)?;
    Ok(sources::configured_as_of(config, &zone)?.unwrap_or(tables.latest))
}
