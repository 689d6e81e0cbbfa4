//! What the cells of a column mean, judged from all of them. (Stub until the real one comes.)
use super::time::{Believed, Zone};
use crate::config::{DateOrder, Decimal};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    pub order: Option<DateOrder>,
}
impl Meaning { pub fn told(self) -> crate::text::Sentence { crate::text::errors::EXPECTED_TIME.sentence() } }
pub(super) struct Judged { pub meaning: Meaning, pub is_plain: bool, pub evidence: String }
pub(super) struct Doubt { pub cell: String, pub readings: [String; 2], pub setting: &'static str }
pub(super) fn times<'a>(_: impl Iterator<Item = &'a str> + Clone, _: Believed, _: &Zone, _: Option<DateOrder>) -> Result<Judged, Doubt> {
    Ok(Judged { meaning: Meaning::default(), is_plain: true, evidence: String::new() })
}
pub(super) fn numbers<'a>(_: impl Iterator<Item = &'a str> + Clone, _: u8, _: Option<Decimal>) -> Result<Judged, Doubt> {
    Ok(Judged { meaning: Meaning::default(), is_plain: true, evidence: String::new() })
}
