//! Files of parts of betweenness, for whoever computes them elsewhere.

use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use renmai::Lang;
use renmai::export::parts::read_part;

use crate::errors::exception;

/// What a part is, if it is whole: `part` from 1, `parts`, how many of the run's `pieces` are `done` in it, and the fingerprint of the `run`:
/// of the graph, the options and the version that its numbers depend on.
#[pyfunction]
pub fn receipt(py: Python<'_>, path: PathBuf) -> PyResult<Bound<'_, PyDict>> {
    let part = py.detach(|| read_part(&path)).map_err(|error| exception(py, &error, Lang::En))?;
    let told = PyDict::new(py);
    told.set_item("part", part.cut.part + 1)?;
    told.set_item("parts", part.cut.parts)?;
    told.set_item("done", part.blocks.iter().map(|block| block.pieces).sum::<usize>())?;
    told.set_item("pieces", part.run.pieces)?;
    let run: String = part.run.fingerprint.iter().map(|byte| format!("{byte:02x}")).collect();
    told.set_item("run", run)?;
    Ok(told)
}
