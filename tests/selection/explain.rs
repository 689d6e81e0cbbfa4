//! Explanations of one person and of two.

use renmai::ErrorKind;
use renmai::graph::Nodes;
use renmai::selection::explain::{explain, explain_pair};
use renmai::selection::{Criterion, Eligibility, ListKind, Selection};
use renmai::tables::{Given, Presence};
use renmai::text::Lang;

use crate::world::NOW;
use crate::{neighbourhood, quiet, sentence};

const DAY: i64 = 86_400;

#[test]
fn an_explanation_shows_every_criterion_with_its_bound() {
    let mut world = neighbourhood();
    world.options.koc = renmai::config::KocOptions::default();
    world.measures.remarks[4] = 51.0;
    world.segments.recency_days[4] = Some(91);
    world.tables.user_table.nickname = ["", "", "", "", "小雨"].into_iter().collect();
    world.tie(4, 6, 2.5);
    world.tie(4, 9, 0.5);
    let selection = world.select();
    let person = explain(world.context(), &selection, world.hours(), "u004").unwrap();
    assert_eq!(person.eligibility, Eligibility::Contact);
    assert!(person.lists.iter().all(|v| v.rank.is_none()));
    let ties: Vec<(u32, f64, f64)> =
        person.ties.iter().map(|(_, t)| (t.node, t.from_groups, t.from_interactions)).collect();
    assert_eq!(ties, [(6, 0.5, 2.5), (5, 1.5, 0.0), (9, 0.0, 0.5)]);
    let zh = person.render(Lang::Zh);
    for line in [
        "小雨（u004）\n",
        "入选资格（KOC 与转介绍）：近期没有联系\n  ✓ B 级，入选范围：S 级、A 级、B 级、未分级\n  ✗ 距最近联系 91 天，要求不超过 90 天\n",
        "  KOC 候选：不在名单上，近期没有联系\n    满足其中一项即可\n    ✗ 有 0 人主动找过此人，要求至少 3 人（不少于 3 人，且达到全体的第 95 百分位）\n    ✓ 被 51 人备注，要求多于 50 人\n",
        "  u006：强度 3（1 个共同群 0.50，互动 2.50）\n",
        "  u005：强度 1.50（2 个共同群 1.50）\n",
        "  种子用户：要整组一起选",
        "  小群：2 人\n",
    ] {
        assert!(zh.contains(line), "{line}\n---\n{zh}");
    }
    // On a list: the rank, and the same sentence as there.
    let person = explain(world.context(), &selection, world.hours(), "u001").unwrap();
    let isolated = &person.lists[2];
    assert_eq!((isolated.list, isolated.rank), (ListKind::Isolated, Some(2)));
    let en = person.render(Lang::En);
    let told = sentence(&selection.isolated, 1, Lang::En);
    assert!(
        en.contains(&format!("  isolated: number 2 on the list, of 4 who qualify\n    reason: {told}\n    ✓ no ties")),
        "{en}"
    );
    // Qualifies behind the entries that the list shows.
    world.top = 1;
    let selection = world.select();
    let person = explain(world.context(), &selection, world.hours(), "u001").unwrap();
    assert!(person.render(Lang::En).contains("comes as number 2 of 4, and the list holds the first 1"));
}

#[test]
fn missing_sources_are_told_in_an_explanation() {
    let mut world = quiet(3);
    world.tables.given = Given::default();
    world.measures.influence.dropped = vec![Criterion::Attention];
    world.tables.given.interactions.any = true;
    (world.segments.recency_known, world.segments.spend_known) = (false, false);
    let selection = world.select();
    let zh = explain(world.context(), &selection, world.hours(), "u000").unwrap().render(Lang::Zh);
    for criterion in [Criterion::Tier, Criterion::Contact, Criterion::Attention, Criterion::Remarks, Criterion::Groups]
    {
        let line = format!("– {}：没有这项数据，未采用", criterion.words().zh);
        assert!(zh.contains(&line), "{line}\n{zh}");
    }
}

#[test]
fn a_pair_is_explained_by_groups_interactions_and_distance() {
    let mut world = neighbourhood();
    world.tie(4, 6, 2.5);
    let rows = &mut world.tables.interactions;
    rows.kinds = vec!["mention".into(), "wave".into()];
    rows.from = vec![4, 4, 6, 4, 4];
    rows.to = vec![6, 6, 4, 5, 6];
    rows.kind = vec![0, 0, 1, 0, 1];
    rows.at = vec![NOW - 3 * DAY, NOW - 9 * DAY, renmai::tables::NO_TIME, NOW, NOW + 1];
    rows.count = vec![2.0, 1.0, 4.0, 1.0, 8.0];
    let pair = explain_pair(world.layers(), "u004", "u006").unwrap();
    assert_eq!((pair.from_groups, pair.from_interactions), (0.5, 2.5));
    let zh = pair.render(Lang::Zh);
    for line in [
        "u004 与 u006\n  联系强度 3：共同群 0.50，互动 2.50\n  直接相连\n",
        "  g01：3 人，强度 0.50\n",
        "  u004 → u006：@提及 3 次，最近一次在 3 天前\n  u006 → u004：wave 4 次\n",
    ] {
        assert!(zh.contains(line), "{line}\n---\n{zh}");
    }
    let far = explain_pair(world.layers(), "u004", "u007").unwrap();
    assert!(
        far.render(Lang::En)
            .contains("no shared group and no interaction\n  shortest connection, 2 steps: u004 → u006 → u007")
    );
    let none = explain_pair(world.layers(), "u004", "u000").unwrap();
    assert!(none.connection.is_none());
    assert!(none.render(Lang::Zh).contains("两人之间没有任何联系路径"));
    assert_eq!(explain_pair(world.layers(), "u004", "u004").unwrap_err().kind(), ErrorKind::NotFound);
    // Somebody who may not be named lies on the way, and is in no list of ties.
    world.opt_out(6);
    let far = explain_pair(world.layers(), "u004", "u007").unwrap();
    assert!(far.render(Lang::En).contains("u004 → (not named) → u007"));
    let person = explain(world.context(), &world.select(), world.hours(), "u004").unwrap();
    assert!(person.ties.iter().all(|(_, t)| t.node != 6));
}

#[test]
fn unknown_parts_of_a_cell_are_not_told_as_facts() {
    let mut world = quiet(3);
    world.segments.monthly_spend[0] = f64::NAN;
    world.segments.recency_days[1] = None;
    world.segments.cell[1] = 4 * 4 + 3;
    (world.segments.recency_days[2], world.segments.undated[2], world.segments.cell[2]) = (None, true, 4 * 4 + 3);
    let selection = world.select();
    let told = |id: &str, lang| explain(world.context(), &selection, world.hours(), id).unwrap().render(lang);
    let zh = ["u000", "u001", "u002"].map(|id| told(id, Lang::Zh));
    assert!(zh[0].contains("B 级，成长型（最近联系 ≤ 7 天；月消费未知，归入 0 元）\n"), "{}", zh[0]);
    assert!(zh[1].contains("（从未联系，归入 > 180 天；月消费 ≥ 500 元）\n"), "{}", zh[1]);
    assert!(zh[2].contains("（最近联系未知，归入 > 180 天；月消费 ≥ 500 元）\n"), "{}", zh[2]);
    assert!(told("u002", Lang::En).contains("(last contact unknown, placed in > 180 days; spend ≥ 500 yuan a month)"));
}

#[test]
fn interactions_without_weight_are_no_tie_but_are_told() {
    let mut world = quiet(2);
    let rows = &mut world.tables.interactions;
    rows.kinds = vec!["wave".into()];
    (rows.from, rows.to, rows.kind, rows.at, rows.count) = (vec![0], vec![1], vec![0], vec![NOW], vec![2.0]);
    let en = explain_pair(world.layers(), "u000", "u001").unwrap().render(Lang::En);
    assert!(en.contains("no shared group; their interactions have weight 0 and make no tie\n"), "{en}");
    assert!(en.contains("u000 → u001: wave × 2, the last one less than a day ago\n"), "{en}");
}

#[test]
fn names_cannot_drive_the_terminal() {
    let mut world = quiet(2);
    world.tables.user_table.nickname = ["a\x1b[31mb\u{202e}c\nd", ""].into_iter().collect();
    let en = explain(world.context(), &world.select(), world.hours(), "u000").unwrap().render(Lang::En);
    assert!(en.starts_with("a\\u{1b}[31mb\\u{202e}c\\nd (u000)\n"), "{en:?}");
}

#[test]
fn somebody_behind_the_isolated_list_hears_of_groups_too() {
    let mut world = neighbourhood();
    let shown = world.select().isolated;
    world.top = 1;
    let person = explain(world.context(), &world.select(), world.hours(), "u001").unwrap();
    assert_eq!(person.lists[2].reason.as_ref(), Some(&shown.entries[1].reason));
    assert!(person.render(Lang::En).contains("to invite them to"));
}

#[test]
fn people_who_are_no_nodes_are_told_apart() {
    let mut world = quiet(5);
    let selection: Selection = world.select();
    use Presence::{Customer, OptedOut, Robot, Staff, Unnamed};
    world.graph.nodes = Nodes::new(vec![Customer, Staff, Robot, OptedOut, Unnamed]);
    let message = |id: &str| {
        let error = explain(world.context(), &selection, world.hours(), id).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
        error.render(Lang::En)
    };
    assert!(message("nobody").contains("not in the data"));
    assert!(message("u001").contains("staff"));
    assert!(message("u002").contains("robot"));
    assert!(message("u003").contains("opted out") && message("u004").contains("opted out"));
}
