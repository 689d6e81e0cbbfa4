//! Data and method: findings, who was left out, how it was computed, reference values, how to do it again.

use serde::Serialize;

use super::Both;
use crate::analysis::Analysis;
use crate::diagnostic::Severity;
use crate::report::Digest;
use crate::report::digest::findings;
use crate::report::figures::capitalised;
use crate::selection::Eligibility;
use crate::text::{Text, page as words, summary, terms};

#[derive(Debug, Serialize)]
pub(super) struct Trust {
    findings: Vec<(Severity, Both)>,
    rows: Vec<(Both, u64)>,
    excluded: Vec<(Both, u64)>,
    eligibility: Vec<(Both, u64)>,
    method: Vec<Both>,
    ties: Vec<Both>,
    references: Vec<Both>,
    command: String,
    inputs: Both,
}

impl Trust {
    pub(super) fn of(analysis: &Analysis, digest: &Digest) -> Self {
        let (counts, rows) = (&digest.counts, digest.counts.rows);
        let label = |(key, n): (&str, u64)| (Both::plain(words::label(key)), n);
        let severities = findings(analysis, analysis.config.lang).into_iter().map(|told| told.severity);
        let sentences = Both::all(|lang| findings(analysis, lang).into_iter().map(|told| told.sentence).collect());
        let excluded = [
            ("staff", counts.excluded.staff),
            ("robots", counts.excluded.robots),
            ("opted_out", counts.excluded.opted_out),
            ("groups_capped", counts.groups_capped),
            ("rows_rejected", counts.rows_rejected),
        ];
        let given = [
            ("memberships", rows.memberships),
            ("interactions", rows.interactions),
            ("users_table", rows.users),
            ("groups_table", rows.groups),
            ("purchases", rows.purchases),
        ];
        let told = |eligibility: &Eligibility| {
            let count = digest.eligibility.get(eligibility.code()).count;
            (count > 0 || *eligibility == Eligibility::Eligible)
                .then(|| (Both::capitalised(terms::eligibility(eligibility.code())), count))
        };
        let method = |lang| digest.method_in(analysis, lang).iter().map(|told| capitalised(told)).collect();
        Self {
            findings: severities.zip(sentences).collect(),
            rows: given.map(label).into(),
            excluded: excluded.map(label).into(),
            eligibility: Eligibility::ALL.iter().filter_map(told).collect(),
            method: Both::all(method),
            ties: skipped(analysis),
            references: words::REFERENCES.iter().map(Both::plain).collect(),
            command: command(analysis),
            inputs: inputs(analysis),
        }
    }
}

/// The criteria that were left out of each list.
fn skipped(analysis: &Analysis) -> Vec<Both> {
    let selection = &analysis.selection;
    let lists = selection.lists();
    let told = |list: &&crate::selection::Shortlist| {
        Both::maybe(|lang| {
            let names: Vec<&str> = list.skipped_criteria.iter().map(|c| terms::criterion(c).get(lang)).collect();
            if names.is_empty() {
                return None;
            }
            let criteria = names.join(summary::LIST_SEPARATOR.get(lang));
            let list = terms::list(list.kind.code()).get(lang);
            Some(words::LIST_SKIPPED.with("list", list).with("criteria", criteria).render(lang))
        })
    };
    lists.iter().filter_map(told).collect()
}

/// The command with the names of the files, without their folders.
fn command(analysis: &Analysis) -> String {
    let mut command = String::from("renmai report");
    for input in &analysis.tables.inputs {
        let file = input.file.rsplit(['/', '\\']).next().unwrap_or(&input.file);
        let plain = file.chars().all(|c| c.is_alphanumeric() || "._-+".contains(c));
        let file = if plain { file.to_owned() } else { format!("'{}'", file.replace('\'', "'\\''")) };
        command.push_str(&format!(" --{} {file}", input.table));
    }
    if let Some(as_of) = analysis.config.as_of.as_ref() {
        command.push_str(&format!(" --as-of '{}'", as_of.replace('\'', "")));
    }
    command.push_str(&format!(" --lang {}", lang_code(analysis)));
    command.push_str(" --out DIR");
    command
}

fn lang_code(analysis: &Analysis) -> &'static str {
    match analysis.config.lang {
        crate::text::Lang::Zh => "zh",
        crate::text::Lang::En => "en",
    }
}

fn inputs(analysis: &Analysis) -> Both {
    static NOTE: &Text = &words::OPTIONS_IN_MANIFEST;
    let bytes: u64 = analysis.tables.inputs.iter().map(|input| input.bytes).sum();
    let note = NOTE.with("files", analysis.tables.inputs.len()).with("bytes", crate::report::figures::bytes(bytes));
    Both::of(|lang| note.render(lang))
}
