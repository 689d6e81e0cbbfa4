//! A table of results, in Arrow's memory.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_schema::{DataType, Field, SchemaRef};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};
use renmai::export::ArrowTable;

/// Rows that are shown of a table.
const SHOWN: usize = 10;

/// Rows and typed columns; whatever reads Arrow's C stream reads it without a copy (pandas, polars, DuckDB, pyarrow).
#[pyclass(module = "renmai", frozen)]
pub struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl From<ArrowTable> for Table {
    fn from(ArrowTable { schema, batches, .. }: ArrowTable) -> Self {
        Self { schema, batches }
    }
}

#[pymethods]
impl Table {
    /// Arrow's PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        to_schema_pycapsule(py, self.schema.as_ref())
    }

    /// Arrow's PyCapsule interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let field = Field::new_struct("", self.schema.fields().clone(), false);
        let batches = self.batches.clone().into_iter().map(|batch| Ok(Arc::new(StructArray::from(batch)) as ArrayRef));
        to_stream_pycapsule(py, Box::new(ArrayIterator::new(batches, field.into())), requested_schema)
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Names of the columns.
    #[getter]
    fn columns(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }

    /// One column as a list; `None` where nothing is known.
    fn __getitem__<'py>(&self, py: Python<'py>, column: &str) -> PyResult<Bound<'py, PyList>> {
        let place = self.schema.index_of(column).map_err(|_| PyKeyError::new_err(column.to_owned()))?;
        let list = PyList::empty(py);
        for batch in &self.batches {
            let values = batch.column(place);
            for row in 0..values.len() {
                list.append(value(py, values, row)?)?;
            }
        }
        Ok(list)
    }

    /// Column → list of its values, which needs no other library.
    fn to_pydict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let all = PyDict::new(py);
        for column in self.columns() {
            all.set_item(column, self.__getitem__(py, column)?)?;
        }
        Ok(all)
    }

    /// As a frame of pandas, which needs pyarrow for it.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let table = Table { schema: self.schema.clone(), batches: self.batches.clone() };
        py.import("pyarrow")?.call_method1("table", (table,))?.call_method0("to_pandas")
    }

    /// As a frame of polars.
    fn to_polars<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let table = Table { schema: self.schema.clone(), batches: self.batches.clone() };
        py.import("polars")?.call_method1("DataFrame", (table,))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let shown = self.shown(py)?;
        let width = |column: usize| shown.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.schema.fields().len()).map(width).collect();
        let mut out = format!("renmai.Table: {} x {}\n", self.__len__(), widths.len());
        for row in &shown {
            let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}"));
            out += cells.collect::<Vec<_>>().join("  ").trim_end();
            out.push('\n');
        }
        Ok(out)
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let row = |row: &Vec<String>, tag: &str| {
            let cells = row.iter().map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell)));
            format!("<tr>{}</tr>", cells.collect::<String>())
        };
        let shown = self.shown(py)?;
        let head = row(&shown[0], "th");
        let body: String = shown[1..].iter().map(|cells| row(cells, "td")).collect();
        let (rows, columns) = (self.__len__(), self.schema.fields().len());
        Ok(format!("<table><thead>{head}</thead><tbody>{body}</tbody></table><p>{rows} × {columns}</p>"))
    }
}

impl Table {
    /// The header and the first rows as text.
    fn shown(&self, py: Python<'_>) -> PyResult<Vec<Vec<String>>> {
        let mut shown = vec![self.columns().into_iter().map(str::to_owned).collect()];
        for batch in &self.batches {
            for row in 0..batch.num_rows().min(SHOWN + 1 - shown.len()) {
                let cells = batch.columns().iter().map(|values| {
                    let value = value(py, values, row)?;
                    Ok(if value.is_none() { String::new() } else { value.str()?.to_string() })
                });
                shown.push(cells.collect::<PyResult<_>>()?);
            }
        }
        Ok(shown)
    }
}

/// Text within HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// One cell.
fn value<'py>(py: Python<'py>, values: &ArrayRef, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if values.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    Ok(match values.data_type() {
        DataType::Utf8 => values.as_string::<i32>().value(row).into_pyobject(py)?.into_any(),
        DataType::Float64 => values.as_primitive::<Float64Type>().value(row).into_pyobject(py)?.into_any(),
        DataType::Int64 => values.as_primitive::<Int64Type>().value(row).into_pyobject(py)?.into_any(),
        DataType::Boolean => values.as_boolean().value(row).into_pyobject(py)?.to_owned().into_any(),
        // The only other type that the engine's tables have.
        _ => {
            let micros = values.as_primitive::<TimestampMicrosecondType>().value(row);
            let (datetime, utc) = (py.import("datetime")?, py.import("datetime")?.getattr("timezone")?.getattr("utc")?);
            let epoch = datetime.getattr("datetime")?.call_method1("fromtimestamp", (0, utc))?;
            let after = PyDict::new(py);
            after.set_item("microseconds", micros)?;
            epoch.add(datetime.getattr("timedelta")?.call((), Some(&after))?)?
        }
    })
}
