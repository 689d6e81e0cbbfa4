//! renmai for Python: the engine behind the package `renmai`, which says what each of these is for.
//!
//! Nothing is computed here. Frames become Arrow files in memory, which are read as files are; options become a configuration; results become
//! Arrow tables. The lock of the interpreter is released while the engine works.

mod errors;
mod given;
mod network;
mod parts;
mod report;
mod table;
mod watch;

use pyo3::prelude::*;

#[pymodule(name = "_renmai")]
mod module {
    #[pymodule_export]
    use super::network::Network;
    #[pymodule_export]
    use super::parts::receipt;
    #[pymodule_export]
    use super::report::{Report, columns, report, seeds};
    #[pymodule_export]
    use super::table::Table;
    #[pymodule_export]
    use super::version;
}

/// The version of the engine.
#[pyfunction]
fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
