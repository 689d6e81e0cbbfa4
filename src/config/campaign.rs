//! What is offered at present; it goes into next steps.

use super::keys::{Key, Shape, options};
use crate::text::Text;
use crate::text::next_step::Campaign;

options! {
    /// The campaign that next steps speak of.
    #[derive(Eq)]
    pub struct CampaignOptions {
        name: String = String::new(), Shape::Text,
            Text::new("活动叫什么，如“春季新品”。", "What it is called, such as \"spring collection\".");
        name_en: String = String::new(), Shape::Text,
            Text::new("英文名；不写就用 name。", "What it is called in English; else name.");
        offer: String = String::new(), Shape::Text,
            Text::new("给什么，如“新品试用装”“满 100 减 20 的券”。", "What is offered, such as \"a sample of the new cream\".");
        offer_en: String = String::new(), Shape::Text,
            Text::new("英文说法；不写就用 offer。", "What is offered, in English; else offer.");
    }
}

impl CampaignOptions {
    /// The words for sentences.
    pub fn told(&self) -> Campaign {
        let both =
            |zh: &str, en: &str| [zh, if en.trim().is_empty() { zh } else { en }].map(|text| text.trim().to_owned());
        Campaign { name: both(&self.name, &self.name_en), offer: both(&self.offer, &self.offer_en) }
    }
}
