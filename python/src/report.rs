//! A whole analysis, and the measures alone.

use std::path::PathBuf;

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use renmai::analysis::{Analysis, analyse, people};
use renmai::export::{
    OutDir, compare, earlier_runs, nobody, output_tables, people_batches, record_batches, summary_text, write_run,
};
use renmai::report::digest::findings;
use renmai::report::{Method, circles_drawn};
use renmai::selection::explain::{Layers, explain, explain_pair};
use renmai::{Error, ErrorKind};

use crate::given::Given;
use crate::table::{Table, escaped};
use crate::watch::Watch;

/// The results of a run, kept in memory.
#[pyclass(module = "renmai", frozen)]
pub struct Report {
    analysis: Analysis,
    watch: Watch,
}

/// Reads, analyses, and compares with earlier runs where `compare` names some.
#[pyfunction]
#[pyo3(signature = (tables, config, options, show))]
pub fn report(
    py: Python<'_>,
    tables: &Bound<'_, PyDict>,
    config: Option<PathBuf>,
    options: &Bound<'_, PyDict>,
    show: Option<&Bound<'_, PyAny>>,
) -> PyResult<Report> {
    let mut given = Given::new(py, tables, config, options)?;
    let (read, config) = (given.reading(), given.config);
    let analysis = given.watch.run(py, show, |progress| {
        let earlier = earlier_runs(&config.compare)?;
        let mut analysis = analyse(read(progress)?, config, progress)?;
        match nobody(&analysis) {
            Some(why) => Err(Error::new(ErrorKind::Data, why)),
            None => compare(&mut analysis, earlier).map(|_| analysis),
        }
    })?;
    Ok(Report { analysis, watch: given.watch })
}

/// What is known of everybody under these names; betweenness is computed only for a column that needs it.
#[pyfunction]
#[pyo3(signature = (names, tables, config, options, show))]
pub fn columns(
    py: Python<'_>,
    names: Vec<String>,
    tables: &Bound<'_, PyDict>,
    config: Option<PathBuf>,
    options: &Bound<'_, PyDict>,
    show: Option<&Bound<'_, PyAny>>,
) -> PyResult<Table> {
    let mut given = Given::new(py, tables, config, options)?;
    let (read, config) = (given.reading(), given.config);
    let table = given.watch.run(py, show, |progress| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        people_batches(&people(read(progress)?, config, &names, progress)?, &names, progress)
    })?;
    Ok(table.into())
}

/// The seed set alone.
#[pyfunction]
#[pyo3(signature = (tables, config, options, show))]
pub fn seeds(
    py: Python<'_>,
    tables: &Bound<'_, PyDict>,
    config: Option<PathBuf>,
    options: &Bound<'_, PyDict>,
    show: Option<&Bound<'_, PyAny>>,
) -> PyResult<Table> {
    report(py, tables, config, options, show)?.table(py, "seeds")
}

#[pymethods]
impl Report {
    /// Names of the tables that the run has.
    #[getter]
    fn tables(&self) -> Vec<&'static str> {
        output_tables(&self.analysis)
    }

    /// One of them.
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        let table = self.watch.run(py, None, |progress| record_batches(&self.analysis, name, progress))?;
        table.map(Table::from).ok_or_else(|| PyKeyError::new_err(name.to_owned()))
    }

    /// Everybody, a row a person.
    #[getter]
    fn users(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "users")
    }

    /// Groups that are not above the cap.
    #[getter]
    fn groups(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "groups")
    }

    /// Whom people listen to.
    #[getter]
    fn koc(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "koc")
    }

    /// Who connects circles.
    #[getter]
    fn referral(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "referral")
    }

    /// Who is alone.
    #[getter]
    fn isolated(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "isolated")
    }

    /// Who together reaches most; `KeyError` where no seeds were asked for.
    #[getter]
    fn seeds(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "seeds")
    }

    /// Communities.
    #[getter]
    fn circles(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "circles")
    }

    /// Whom to contact, what is most at stake first.
    #[getter]
    fn todo(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "todo")
    }

    /// What the command line prints at the end of a run.
    #[getter]
    fn summary(&self) -> String {
        summary_text(&self.analysis)
    }

    /// What was found on the way, as the page's list of doubts has it.
    #[getter]
    fn findings<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let told = |told: &renmai::report::digest::Told| {
            let fields = PyDict::new(py);
            fields.set_item("code", told.code.as_ref())?;
            fields.set_item("place", &told.place)?;
            fields.set_item("count", told.count)?;
            fields.set_item("text", &told.sentence)?;
            Ok(fields)
        };
        findings(&self.analysis, self.watch.lang()).iter().map(told).collect()
    }

    /// Writes everything that `renmai report` writes into a directory; the names of the files.
    #[pyo3(signature = (directory, *, force=false))]
    fn save(&self, py: Python<'_>, directory: PathBuf, force: bool) -> PyResult<Vec<String>> {
        let write = |progress: &renmai::Progress| {
            write_run(&self.analysis, OutDir::prepare(&directory, force)?, progress).map(|written| written.files)
        };
        self.watch.run(py, None, write)
    }

    /// Why somebody is, or is not, on each list; what connects two.
    #[pyo3(signature = (user_id, other=None))]
    fn explain(&self, py: Python<'_>, user_id: &str, other: Option<&str>) -> PyResult<String> {
        let (people, lang) = (&self.analysis.people, self.watch.lang());
        self.watch.run(py, None, |_| {
            let known =
                Layers { tables: &people.tables, graph: &people.graph, as_of: people.as_of, zone: &people.zone };
            if let Some(other) = other {
                return Ok(explain_pair(known, user_id, other)?.render(lang));
            }
            let told = explain(people.context(), &self.analysis.selection, self.analysis.hours(), user_id)?;
            Ok(format!("{}\n{}", told.render(lang), Method::of(&people.measures).sentences(lang).join("\n")))
        })
    }

    /// The circles as a picture, in SVG.
    fn picture(&self) -> String {
        circles_drawn(&self.analysis)
    }

    fn __repr__(&self) -> String {
        self.summary()
    }

    fn _repr_html_(&self) -> String {
        format!("{}<pre>{}</pre>", self.picture(), escaped(&self.summary()))
    }
}
