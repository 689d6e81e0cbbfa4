//! The three lists, suggested groups and explanations, on worlds made by hand.

mod barred;
mod connect;
mod explain;
mod lists;
mod portraits;
mod seed_list;
mod todo;
mod windows;
mod world;

use renmai::measures::Isolation;
use renmai::selection::Shortlist;
use renmai::tables::{Categories, NONE};
use renmai::text::Lang;
use world::World;

fn nodes(list: &Shortlist) -> Vec<u32> {
    list.entries.iter().map(|e| e.node).collect()
}

fn sentence(list: &Shortlist, i: usize, lang: Lang) -> String {
    list.entries[i].reason.render(lang)
}

/// A world of `n` people who meet no criterion of any list.
fn quiet(n: usize) -> World {
    let mut world = World::new(n);
    world.options.koc.influence_top_percent = 0.0;
    world.options.koc.groups_min = 1000;
    world
}

/// Cities 0 = 上海, 1 = 北京; five isolated people, and groups of other people.
fn neighbourhood() -> World {
    let mut world = quiet(12);
    for person in 0..4 {
        world.measures.isolation[person] = Some(Isolation::Isolated);
    }
    let cities = vec!["上海".to_owned(), "北京".to_owned()];
    world.tables.user_table.city =
        Categories { codes: vec![0, 0, NONE, NONE, 0, 0, 1, 1, 1, 0, 0, NONE], names: cities };
    world.user_tags(&[(1, "母婴>婴幼儿辅食>价格敏感"), (2, "母婴>玩具"), (4, "宠物"), (5, "宠物")]);
    // Group 0: named Shanghai. 1: Shanghai by its members. 2: Beijing, mother and child. 3: two members only.
    world.memberships(&[(0, &[6, 7, 8]), (1, &[4, 5, 6]), (2, &[6, 7, 8]), (3, &[4, 5])]);
    world.tables.group_table.city = Categories { codes: vec![0, NONE, NONE, 0], names: vec!["上海".to_owned()] };
    world.group_tags(&[(2, "母婴>婴幼儿辅食>有机")]);
    world.tables.group_table.name = ["上海群", "", "宝妈群", "小群"].into_iter().collect();
    world.graph.tallies.group_events = vec![0.0, 9.0, 0.0, 50.0];
    world
}
