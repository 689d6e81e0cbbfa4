//! `manifest.json`: what was run on what, with what result files. The only output with timings, memory and hashes.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::Analysis;
use crate::config::Config;
use crate::progress::StageRecord;
use crate::report::Method;
use crate::report::digest::{Told, as_of, findings};
use crate::tables::InputFile;

/// By this an output directory is known as ours.
pub(super) const PROGRAM: &str = env!("CARGO_PKG_NAME");

#[derive(Serialize)]
pub(super) struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    as_of: Option<String>,
    files: &'a [String],
    /// Of each file but this one, as it was written.
    sha256: BTreeMap<String, String>,
    inputs: &'a [InputFile],
    /// What was skipped, flagged, removed.
    findings: Vec<Told>,
    method: Method,
    /// Of sampling; an exact run draws nothing.
    seed: Option<u64>,
    options: &'a Config,
    stages: Vec<StageRecord>,
}

impl<'a> Manifest<'a> {
    pub(super) fn of(
        analysis: &'a Analysis,
        files: &'a [String],
        sha256: BTreeMap<String, String>,
        stages: Vec<StageRecord>,
    ) -> Self {
        Self {
            program: PROGRAM,
            version: env!("CARGO_PKG_VERSION"),
            as_of: as_of(analysis.people.as_of, &analysis.people.config),
            files,
            sha256,
            inputs: &analysis.people.tables.inputs,
            findings: findings(analysis, analysis.people.config.lang),
            method: Method::of(&analysis.people.measures),
            seed: analysis.people.measures.betweenness.sampling.map(|s| s.seed),
            options: &analysis.people.config,
            stages,
        }
    }
}
