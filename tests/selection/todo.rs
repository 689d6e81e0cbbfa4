//! The queue: each reason once, merged, in the order of what is at stake.

use renmai::config::{Tier, TodoOptions, ValueSegment};
use renmai::measures::Isolation;
use renmai::segments::Lifecycle;
use renmai::selection::next_step::Action;
use renmai::selection::todo::Due::{Connect, Koc, Recall, Referral, WelcomeDue, WinBack};
use renmai::selection::{Context, Picked, Todo, queue, select};
use renmai::tables::NONE;
use renmai::text::{Lang, todo as words};

use crate::quiet;
use crate::world::World;

fn of(world: &World, options: TodoOptions) -> Vec<Todo> {
    let context = Context { todo: Box::leak(Box::new(options)), ..world.context() };
    let selection = select(context);
    queue(context, Picked { selection: &selection, seeds: None }, world.hours())
}

/// Person 0 is KOC and a bridge, 1 is to be won back and recalled, 2 is new, 3 is isolated, 4 is nothing, 5 opted out.
fn world() -> World {
    let mut world = quiet(6);
    let (m, s) = (&mut world.measures, &mut world.segments);
    m.remarks[0] = 51.0;
    (m.betweenness.users[0], m.links.circles_linked[0]) = (1.0, 2);
    (s.tier[1], s.segment[1], s.lifecycle[1]) = (Tier::A, ValueSegment::WinBack, Lifecycle::Decaying);
    (s.lifecycle[2], s.welcome_due[2]) = (Lifecycle::New, true);
    m.isolation[3] = Some(Isolation::Isolated);
    (s.lifecycle[5], s.welcome_due[5]) = (Lifecycle::New, true);
    s.monthly_spend = vec![300.0, 600.0, f64::NAN, 0.0, 100.0, 90_000.0];
    world.opt_out(5);
    world
}

#[test]
fn everybody_stands_once_with_all_reasons_by_what_is_at_stake() {
    let queue = of(&world(), TodoOptions::default());
    let shown: Vec<_> = queue.iter().map(|one| (one.node, one.why(), one.yuan, one.urgency, one.stake())).collect();
    // Of 100, 300 and 600 the median is 300: so much are those worth of whom no more is known.
    let expected = [
        (1, vec![WinBack, Recall], 600.0, 3.0, 1800.0),
        (2, vec![WelcomeDue], 300.0, 4.0, 1200.0),
        (0, vec![Koc, Referral], 300.0, 1.5, 450.0),
        (3, vec![Connect], 300.0, 1.0, 300.0),
    ];
    assert_eq!(shown, expected);
    assert!(queue.iter().all(|one| one.day == 1 && one.owner.is_none()));
    assert_eq!(queue[2].next.actions[..2], [Action::TryFirst, Action::InvitationLink]);
    assert_eq!(queue[3].next.actions.first(), Some(&Action::Coupons), "nobody is invited to no group");
    assert_eq!(words::reason(&queue[2].due, Lang::Zh), "KOC 名单第 1 位；转介绍名单第 1 位");
    assert_eq!(words::reason(&queue[0].due, Lang::En), "big spender to win back; no contact for a while: re-engage");
}

#[test]
fn what_is_urgent_is_a_setting_and_equal_stakes_go_by_spend_then_id() {
    let mut options = TodoOptions::default();
    for due in ["koc", "win_back", "welcome_due", "connect"] {
        options.urgency.insert(due.to_owned(), 2.0);
    }
    let mut world = world();
    world.segments.monthly_spend[1] = 200.0;
    // The median of 100, 200 and 300 is 200: three at 400, person 0 at 600.
    let queue = of(&world, options);
    assert_eq!(
        queue.iter().map(|one| (one.node, one.stake())).collect::<Vec<_>>(),
        [(0, 600.0), (1, 400.0), (2, 400.0), (3, 400.0)]
    );
}

#[test]
fn each_owner_is_given_so_many_a_day_and_those_without_one_share_one() {
    let mut world = quiet(8);
    world.measures.isolation = vec![Some(Isolation::Isolated); 8];
    world.tables.user_table.owner = vec![6, 6, 6, 7, NONE, NONE, NONE, NONE];
    let queue = of(&world, TodoOptions { per_owner: Some(2), ..TodoOptions::default() });
    let days: Vec<_> = queue.iter().map(|one| (one.node, one.owner, one.day)).collect();
    let (six, seven) = (Some(6), Some(7));
    assert_eq!(
        days,
        [(0, six, 1), (1, six, 1), (2, six, 2), (3, seven, 1), (4, None, 1), (5, None, 1), (6, None, 2), (7, None, 2)]
    );
}

#[test]
fn the_message_is_that_of_the_most_urgent_reason() {
    let queue = of(&world(), TodoOptions::default());
    let told = |one: &Todo, name, group| one.message(name, group).render(Lang::Zh);
    assert_eq!(told(&queue[1], "小王", ""), "小王你好，欢迎你来！以后有什么问题，直接找我就行。");
    assert_eq!(told(&queue[2], "", ""), "你好，有个新品想请你先试试，用完说说真实感受就好，你方便吗？");
    assert_eq!(
        told(&queue[3], "{group}", "读书会"),
        "{group}你好，我们有个群叫“读书会”，想请你来看看，要不要我拉你进群？"
    );
    assert_eq!(told(&queue[3], "小李", ""), "小李你好，最近怎么样？有什么想了解的，随时找我聊。");
}
