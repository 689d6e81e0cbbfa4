//! Options of circles and of who stands between them.

use super::keys::{AMOUNT, Key, SOME, Shape, bound, options};
use crate::text::Text;

options! {
    /// Circles: communities by modularity.
    #[derive(Copy)]
    pub struct CirclesOptions {
        resolution: f64 = 1.0, Shape::Number(&bound::ABOVE_ZERO),
            Text::new("分辨率：越大，圈子越多越小；1 是通常的模块度。",
                "Resolution: higher makes more and smaller circles; 1 is plain modularity."),
            flag("resolution", "G", Text::new("圈子的分辨率：越大，圈子越多越小（默认 {default}）",
                "Resolution of circles: higher makes more and smaller ones (default {default})"));
        seed: u64 = 42, AMOUNT,
            Text::new("随机种子；同一种子得到同样的圈子。", "Seed; the same seed gives the same circles."),
            follows("seed");
        link_share: f64 = 0.2, Shape::Number(&bound::SHARE),
            Text::new("链接一个圈子：通向它的关系强度至少占本人强度的这么大一份（强度高于人均的，按人均算）。",
                "A user links a circle when at least this share of their strength leads there (of the mean strength of those who have any, for those above it).");
        group_share: f64 = 0.1, Shape::Number(&bound::SHARE),
            Text::new("一个群链接一个圈子：至少有这么大一份成员在其中。",
                "A group links a circle that holds at least this share of its members.");
    }
}

options! {
    /// Brokerage.
    #[derive(Copy, Eq)]
    pub struct BrokerageOptions {
        budget: u64 = 500_000_000, SOME,
            Text::new("步数上限：不超过它就给所有人算 constraint，否则只给名单上的人算。",
                "Limit of steps up to which constraint is computed for everybody, else only for users on the lists.");
    }
}
