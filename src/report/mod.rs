//! The page that a manager opens: results → bytes. [`digest`] holds the figures that the summary, the terminal and the page
//! share.

mod bilingual;
pub mod capacity;
pub mod changes;
pub mod circles;
mod clean;
pub mod digest;
pub mod distribution;
pub mod figures;
mod headline;
pub mod hours;
pub mod method;
mod network;
mod page;
mod people_shown;
pub mod profile;
pub mod reading;
pub mod seeds;
pub mod spread;
pub mod todo;
mod workbook;

pub use digest::Digest;
pub use method::Method;
pub use network::circles_drawn;
pub use page::{contained, page, permit, permitted};
pub use workbook::workbook;
