//! The hours in which to write to somebody: worlds in which a window of one's own does, or does not, foretell what comes later.

use renmai::config::{HeatOptions, Tier};
use renmai::segments::{Basis, BestWindow, Clockwork, HeatMaps, Scopes};
use renmai::tables::{NONE, Tables, Zone};

/// Monday, 2024-01-01, midnight in Shanghai.
const MONDAY: i64 = 1_704_038_400;

/// One event a week and person with somebody who is no node, for 40 weeks; `hour` gives the hour of the week.
struct World {
    tables: Tables,
    clock: Clockwork,
    maps: HeatMaps,
    node: Vec<u32>,
    circle: Vec<u32>,
    options: HeatOptions,
}

impl World {
    fn new(circle: &[u32], hour: impl Fn(u32, u32) -> u32) -> Self {
        let mut csv = "from_id,to_id,at,count\n".to_owned();
        for (v, week) in (0..circle.len() as u32).flat_map(|v| (0..40).map(move |week| (v, week))) {
            let at = MONDAY + 3600 * i64::from(168 * week + hour(v, week));
            csv += &format!("u{v:03},z,{at},2\n");
        }
        let tables = Tables::from_csv(&[("interactions", &csv)]).unwrap();
        let mut node: Vec<u32> = (0..circle.len() as u32).collect();
        node.push(NONE);
        let clock = Clockwork::new(&tables, &node, i64::MAX, &Zone::default());
        let options = HeatOptions::default();
        let n = circle.len();
        let circles = circle.iter().max().map_or(0, |&last| last as usize + 1);
        let (listed, tier) = (vec![true; n], vec![Tier::B; n]);
        let scopes = Scopes { node: &node, listed: &listed, tier: &tier, circle, circles };
        let maps = HeatMaps::new(&tables, &clock, scopes, &options);
        Self { tables, clock, maps, node, circle: circle.to_vec(), options }
    }

    fn of(&self, v: u32) -> BestWindow {
        let mut scope = vec![NONE; self.circle.len()];
        scope[v as usize] = 0;
        let own = self.clock.by_scope(&self.tables, &self.node, &scope, 1).swap_remove(0);
        self.maps.windows.of(self.circle[v as usize], Some(&own), &self.maps, &self.options).unwrap()
    }

    fn told(&self, v: u32) -> (u8, u8, Basis, f64) {
        let best = self.of(v);
        (best.window.weekday, best.window.from, best.basis, best.events)
    }
}

/// Hours of the week, two apart and awake, one for each of up to 49.
fn habit(v: u32) -> u32 {
    24 * (v % 7) + 8 + 2 * (v / 7 % 7)
}

#[test]
fn habits_that_last_are_told() {
    let world = World::new(&[0; 30], |v, _| habit(v));
    assert!(world.maps.windows.personal());
    for v in 0..30 {
        let hour = habit(v);
        let told = world.told(v);
        // Whoever has everybody's hours is told of those.
        if told.2 == Basis::Person {
            assert_eq!(told.3, 80.0);
            assert!(
                told.0 == (hour / 24) as u8 && (told.1..told.1 + 2).contains(&((hour % 24) as u8)),
                "{v}: {told:?}"
            );
        }
    }
    assert!((0..30).filter(|&v| world.told(v).2 == Basis::Person).count() >= 25);
}

#[test]
fn habits_that_change_are_not() {
    let world = World::new(&[0; 30], |v, week| habit(if week < 20 { v } else { v + 11 }));
    assert!(!world.maps.windows.personal());
    assert!((0..30).all(|v| world.told(v) == world.told(0)));
    assert_eq!(world.told(0).2, Basis::All);
}

#[test]
fn what_is_common_to_all_is_not_said_of_one() {
    // Everybody on Friday evening in three weeks of four, and anywhere in the fourth.
    let hour = |v: u32, week: u32| if week % 4 < 3 { 4 * 24 + 20 } else { habit(v * 13 + week * 7) };
    let world = World::new(&[0; 30], hour);
    assert!(!world.maps.windows.personal());
    assert_eq!(world.told(3), (4, 19, Basis::All, 2400.0));
}

#[test]
fn a_circle_has_its_own_where_twenty_members_say_so() {
    // A circle meets on Sunday morning and the larger rest on Wednesday evening; each in three weeks of four.
    let of = |members: u32| {
        let circle: Vec<u32> = (0..80).map(|v| u32::from(v >= 80 - members)).collect();
        let usual = |v: u32| if v >= 80 - members { 6 * 24 + 10 } else { 2 * 24 + 18 };
        World::new(&circle, |v, week| if week % 4 < 3 { usual(v) } else { habit(v * 13 + week * 7) }).told(79)
    };
    assert_eq!(of(20), (6, 9, Basis::Circle, 1600.0));
    assert_eq!(of(19), (2, 17, Basis::All, 6400.0));
}

#[test]
fn quiet_hours_are_nobodys() {
    let world = World::new(&[0; 30], |_, week| if week % 4 < 3 { 2 } else { 33 });
    assert_eq!(world.told(0), (1, 8, Basis::All, 2400.0));
}
