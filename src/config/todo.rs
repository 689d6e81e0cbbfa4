//! Options of the queue.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::keys::{Key, Shape, at_least, options};
use crate::text::terms::Due;
use crate::text::{Text, codes};

options! {
    /// The queue: whom to contact.
    pub struct TodoOptions {
        per_owner: Option<u32> = None, at_least(1),
            Text::new("每位归属员工每天至多联系几人：todo.csv 的 day 列按此排到第几天；没有归属的合算一份。",
                "People that each owner contacts a day at most: by it the column day of todo.csv is counted; those without owner count as of one."),
            example("per_owner = 20"),
            flag("per-owner", "N", Text::new("待办里每位归属员工每天至多几人，其余排到后面几天",
                "People a day of each owner in the queue; the others follow on later days"));
        #[serde(deserialize_with = "urgency_over_default")]
        urgency: BTreeMap<String, f64> = default_urgency(), Shape::Weights(Some(codes::<Due>)),
            Text::new("各种事由的紧急程度（参考值）：待办按“月消费 × 紧急程度”排列，一人有几个事由时取最急的；只写要改的即可。",
                "Urgency of each reason (reference values): the queue is ordered by spend a month × urgency, of several reasons the most urgent; name only what you change.");
    }
}

fn default_urgency() -> BTreeMap<String, f64> {
    let of = |due: Due| match due {
        Due::WindowClosing => 5.0,
        Due::WelcomeDue => 4.0,
        Due::WinBack => 3.0,
        Due::Recall => 2.0,
        Due::Koc | Due::Referral | Due::Seeds => 1.5,
        Due::Connect => 1.0,
    };
    Due::ALL.into_iter().map(|due| (due.code().to_owned(), of(due))).collect()
}

fn urgency_over_default<'de, D: Deserializer<'de>>(value: D) -> Result<BTreeMap<String, f64>, D::Error> {
    let mut urgency = default_urgency();
    urgency.extend(BTreeMap::<String, f64>::deserialize(value)?);
    Ok(urgency)
}
