//! Errors of the engine → exceptions of `renmai.errors`, with the place of what is wrong.

use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use renmai::diagnostic::Position;
use renmai::{Error, ErrorKind, Lang};

/// The exception that says the same.
pub fn exception(py: Python<'_>, error: &Error, lang: Lang) -> PyErr {
    let class = match error.kind() {
        ErrorKind::Interrupted => return PyKeyboardInterrupt::new_err(error.render(lang)),
        ErrorKind::Data => "DataError",
        ErrorKind::Config => "ConfigError",
        ErrorKind::Read => "ReadError",
        ErrorKind::Write => "WriteError",
        ErrorKind::NotFound => "NotFoundError",
        _ => "Error",
    };
    made(py, class, error, lang).unwrap_or_else(|failure| failure)
}

fn made(py: Python<'_>, class: &str, error: &Error, lang: Lang) -> PyResult<PyErr> {
    let fields = PyDict::new(py);
    if let Some(at) = error.position() {
        place(&fields, at)?;
    }
    let mut rows = Vec::new();
    for row in error.rows() {
        let fields = PyDict::new(py);
        place(&fields, &row.at)?;
        fields.set_item("expected", row.expected.render(lang))?;
        fields.set_item("found", &row.found)?;
        rows.push(fields);
    }
    fields.set_item("rows", rows)?;
    let class = py.import("renmai.errors")?.getattr(class)?;
    Ok(PyErr::from_value(class.call((error.render(lang),), Some(&fields))?))
}

/// What is not known is left out.
fn place(fields: &Bound<'_, PyDict>, at: &Position) -> PyResult<()> {
    fields.set_item("file", &at.file)?;
    for (name, number) in [("line", at.line), ("column", at.column)] {
        if number > 0 {
            fields.set_item(name, number)?;
        }
    }
    if !at.column_name.is_empty() {
        fields.set_item("column_name", &at.column_name)?;
    }
    Ok(())
}
