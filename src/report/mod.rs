//! The page that a manager opens: results → bytes. [`digest`] holds the figures that the summary, the terminal and the page
//! share.

pub mod circles;
pub mod digest;
pub mod distribution;
pub mod figures;
pub mod method;
mod page;
mod people;
pub mod seeds;
mod workbook;

pub use digest::Digest;
pub use method::Method;
pub use page::page;
pub use workbook::workbook;
