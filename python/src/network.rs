//! A graph in memory whose nodes are numbers; what they are called is kept in Python.

use pyo3::prelude::*;
use renmai::{BetweennessOptions, CirclesOptions, Lang, NetworkBuilder, SeedsOptions};

use crate::watch::Watch;

/// A graph of nodes 0 to n − 1: groups that they are in, and weighted ties.
#[pyclass(module = "renmai._renmai", frozen)]
pub struct Network {
    nodes: u32,
    memberships: Vec<(u32, u32)>,
    ties: Vec<(u32, u32, f64)>,
}

impl Network {
    fn run<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&renmai::Network<u32>) -> renmai::Result<T> + Send,
    ) -> PyResult<T> {
        Watch::new(0, Lang::En).run(py, None, |progress| {
            let users: Vec<u32> = (0..self.nodes).collect();
            let network: NetworkBuilder<'_, u32> = renmai::Network::builder();
            let network = network.users(&users).memberships(&self.memberships).interactions(&self.ties).build()?;
            progress.check()?;
            work(&network)
        })
    }
}

#[pymethods]
impl Network {
    #[new]
    fn new(nodes: u32, memberships: Vec<(u32, u32)>, ties: Vec<(u32, u32, f64)>) -> Self {
        Self { nodes, memberships, ties }
    }

    fn betweenness(&self, py: Python<'_>) -> PyResult<Vec<f64>> {
        let exact = BetweennessOptions::default().method(renmai::BetweennessMethod::Exact);
        self.run(py, |network| Ok(renmai::betweenness(network, &exact)?.users().values().to_vec()))
    }

    fn degree(&self, py: Python<'_>) -> PyResult<Vec<u32>> {
        self.run(py, |network| Ok(renmai::degree(network)?.values().to_vec()))
    }

    fn strength(&self, py: Python<'_>) -> PyResult<Vec<f64>> {
        self.run(py, |network| Ok(renmai::strength(network).values().to_vec()))
    }

    fn circles(&self, py: Python<'_>, resolution: f64, seed: u64) -> PyResult<Vec<Option<usize>>> {
        let options = CirclesOptions::default().resolution(resolution).seed(seed);
        self.run(py, |network| Ok(renmai::circles(network, &options)?.iter().map(|(_, circle)| circle).collect()))
    }

    fn seeds(&self, py: Python<'_>, k: usize, seed: u64) -> PyResult<Vec<(u32, f64)>> {
        let options = SeedsOptions::default().k(k).seed(seed);
        self.run(py, |network| {
            Ok(renmai::seeds(network, &options)?.picks().iter().map(|pick| (pick.id, pick.reach)).collect())
        })
    }
}
