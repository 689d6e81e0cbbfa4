//! Data and method: findings, who was left out, how it was computed, reference values, how to do it again.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::diagnostic::Severity;
use crate::report::Digest;
use crate::report::bilingual::Bilingual;
use crate::report::clean::clean;
use crate::report::digest::findings;
use crate::report::figures::capitalised;
use crate::report::reading::how_read;
use crate::selection::Eligibility;
use crate::tables::InputFile;
use crate::text::{Text, named, page as words, summary};

#[derive(Debug, Serialize)]
pub(super) struct Trust {
    findings: Vec<(Severity, Bilingual)>,
    /// Of each file: what it is, its rows, its columns, what is not used.
    files: Vec<Vec<Bilingual>>,
    rows: Vec<(Bilingual, u64)>,
    excluded: Vec<(Bilingual, u64)>,
    eligibility: Vec<(Bilingual, u64)>,
    method: Vec<Bilingual>,
    ties: Vec<Bilingual>,
    references: Vec<Bilingual>,
    command: &'static str,
    /// The options that are not the default, as TOML.
    settings: Option<String>,
    inputs: Bilingual,
}

impl Trust {
    pub(super) fn of(analysis: &Analysis, digest: &Digest) -> Self {
        let label = |(key, n): (&str, u64)| (Bilingual::plain(words::label(key)), n);
        let severities = findings(analysis, analysis.people.config.lang).into_iter().map(|told| told.severity);
        let sentences = Bilingual::all(|lang| findings(analysis, lang).into_iter().map(|told| told.sentence).collect());
        let told = |eligibility: &Eligibility| {
            let count = digest.eligibility.get(*eligibility).count;
            (count > 0 || *eligibility == Eligibility::Eligible)
                .then(|| (Bilingual::capitalised(eligibility.words()), count))
        };
        let method = |lang| digest.method_in(analysis, lang).iter().map(|told| capitalised(told)).collect();
        Self {
            findings: severities.zip(sentences).collect(),
            files: files(analysis),
            rows: digest.counts.read().map(label).into(),
            excluded: digest.counts.left_out().map(label).into(),
            eligibility: Eligibility::ALL.iter().filter_map(told).collect(),
            method: Bilingual::all(method),
            ties: skipped(analysis),
            references: words::REFERENCES.iter().map(Bilingual::plain).collect(),
            command: if is_demo(analysis) { "renmai demo --out DIR" } else { "renmai report renmai.toml --out DIR" },
            settings: settings(analysis),
            inputs: inputs(analysis),
        }
    }
}

/// How each file was read; each by its name, without its folder.
fn files(analysis: &Analysis) -> Vec<Vec<Bilingual>> {
    let told = |input: &InputFile| {
        let file = input.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let input = InputFile { file, ..input.clone() };
        Bilingual::all(|lang| how_read(&input, lang).iter().map(|told| clean(told).into_owned()).collect())
    };
    analysis.people.tables.inputs.iter().map(told).collect()
}

/// The criteria that were left out of each list.
fn skipped(analysis: &Analysis) -> Vec<Bilingual> {
    let selection = &analysis.selection;
    let lists = selection.lists();
    let told = |list: &&crate::selection::Shortlist| {
        Bilingual::maybe(|lang| {
            if list.skipped_criteria.is_empty() {
                return None;
            }
            let criteria = named(&list.skipped_criteria, summary::LIST_SEPARATOR.get(lang), lang);
            let list = list.kind.words().get(lang);
            Some(words::LIST_SKIPPED.with("list", list).with("criteria", criteria).render(lang))
        })
    };
    lists.iter().filter_map(told).collect()
}

/// The example data are no files.
fn is_demo(analysis: &Analysis) -> bool {
    analysis.people.config.input.tables().iter().all(|(_, files)| files.is_empty())
}

/// The options that are not the default; input files by their names, without their folders.
fn settings(analysis: &Analysis) -> Option<String> {
    let mut config = analysis.people.config.clone();
    let input = &mut config.input;
    let tables = [
        &mut input.memberships,
        &mut input.interactions,
        &mut input.users,
        &mut input.groups,
        &mut input.purchases,
        &mut input.suppress,
        &mut input.staff,
    ];
    // What stands behind the path of an entry, its constants, stays.
    let folder = |entry: &str| {
        let files = analysis.people.tables.inputs.iter().map(|input| input.file.as_str());
        let path = files.filter(|&path| entry.starts_with(path)).max_by_key(|path| path.len());
        path.and_then(|path| path.rfind(['/', '\\'])).map_or(0, |end| end + 1)
    };
    for entry in tables.into_iter().flatten() {
        entry.drain(..folder(entry));
    }
    input.rejected = None;
    config.differences().filter(|toml| !toml.is_empty())
}

fn inputs(analysis: &Analysis) -> Bilingual {
    static NOTE: &Text = &words::OPTIONS_IN_MANIFEST;
    let bytes: u64 = analysis.people.tables.inputs.iter().map(|input| input.bytes).sum();
    let note =
        NOTE.with("files", analysis.people.tables.inputs.len()).with("bytes", crate::report::figures::bytes(bytes));
    Bilingual::of(|lang| note.render(lang))
}
