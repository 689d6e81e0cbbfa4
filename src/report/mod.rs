//! The page that a manager opens: results → bytes.

use crate::analysis::Analysis;

/// The self-contained HTML page.
pub fn page(_analysis: &Analysis) -> String {
    todo!("report room")
}
