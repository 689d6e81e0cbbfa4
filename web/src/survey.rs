//! What each file was taken for, what is in doubt, and what a run would take: read with the rows that cannot be read set aside, and nothing computed.

use std::collections::BTreeMap;

use renmai::Error;
use renmai::analysis::{Audit, Verdict};
use renmai::config::Config;
use renmai::config::columns::SCHEMAS;
use renmai::measures::betweenness::Method;
use renmai::memory::Budget;
use renmai::report::digest::{Told, as_of, audit_findings};
use renmai::report::reading::how_read;
use renmai::tables::{FirstRows, InputFile, Tables};
use renmai::text::terms::{InputTable, Trim, Understood};
use renmai::text::{Coded, Lang, Term, by_code, findings, verdicts as words, web};
use serde_json::{Value, json};

use crate::given::is_of;

/// Rows of a file that are shown, and rows that cannot be read.
pub const ROWS: usize = 5;
const BAD_ROWS: usize = 20;
/// Ids that are shown of those that do not join.
const SAMPLES: usize = 4;

/// Steps of exact betweenness that one worker does in a second, and rows that it reads and looks at in all other stages; reference values, for people only.
const STEPS_A_SECOND: f64 = 6.0e8;
const ROWS_A_SECOND: f64 = 35_000.0;
/// Seconds of a run whatever its size.
const AT_LEAST: f64 = 1.5;

/// Something that cannot be read.
#[derive(Debug)]
pub struct Broken {
    /// The file.
    pub path: String,
    /// Why.
    pub error: Error,
}

impl Broken {
    fn told(&self, lang: Lang) -> Value {
        let (line, column) = self.error.position().map_or((0, 0), |at| (at.line, at.column));
        json!({"path": self.path, "text": self.error.render(lang), "line": line, "column": column})
    }
}

/// What was read for a survey.
#[derive(Debug, Default)]
pub struct Seen {
    /// The first rows of each file.
    pub first: Vec<FirstRows>,
    /// Files that were left out.
    pub broken: Vec<Broken>,
    /// Why a run would end though every file can be read: tables that share nobody.
    pub apart: Option<Error>,
}

/// All tables that there are.
fn tables(lang: Lang) -> Value {
    let column = |column: &renmai::config::columns::Column| json!({"code": column.name, "needed": column.required, "text": column.about.get(lang)});
    let table = |schema: &&renmai::config::columns::Schema| {
        let columns: Vec<Value> = schema.columns.iter().map(column).collect();
        json!({"code": schema.table, "name": name::<InputTable>(schema.table, lang), "columns": columns})
    };
    SCHEMAS.iter().map(table).collect()
}

fn name<T: Term>(code: &str, lang: Lang) -> &str {
    by_code::<T>(code).map_or(code, |term| term.words().get(lang))
}

/// Where nothing can be read.
pub fn nothing(seen: &Seen, why: Option<String>, too_large: Option<String>, lang: Lang) -> Value {
    let why =
        why.or_else(|| (!seen.broken.is_empty()).then(|| web::BROKEN.counted(seen.broken.len() as u64).render(lang)));
    json!({
        "files": [], "broken": seen.broken.iter().map(|broken| broken.told(lang)).collect::<Vec<_>>(), "tables": tables(lang), "findings": [], "bad_rows": {"count": 0, "rows": []}, "joins": [],
        "verdicts": [], "size": null, "as_of": null, "too_large": too_large, "can_run": false, "why_not": why,
    })
}

/// Everything that is known before a run. `as_given` is the configuration of the run, where that of `audit` sets aside rows that cannot be read.
pub fn survey(audit: &Audit, as_given: &Config, paths: &[String], seen: &Seen) -> Value {
    let (tables_read, lang) = (&audit.people.tables, as_given.lang);
    let told = audit_findings(audit);
    let about = |input: &InputFile| -> Vec<Value> {
        told.iter().filter(|told| begins_with(&told.sentence, &input.file)).map(doubt).collect()
    };
    let files: Vec<Value> =
        tables_read.inputs.iter().map(|input| file(input, paths, &seen.first, about(input), lang)).collect();
    let is_of_none = |told: &&Told| {
        !tables_read.inputs.iter().any(|input| begins_with(&told.sentence, &input.file))
            && told.code != "ids_would_join"
    };
    let bad = &tables_read.rejected;
    let rows: Vec<Value> = bad
        .iter()
        .take(BAD_ROWS)
        .map(|row| json!({"file": row.at.file, "line": row.at.line, "column": row.at.column, "text": row.line(lang)}))
        .collect();
    let limit = Budget::new(as_given.input.max_memory_mib);
    let need = audit.need.bytes(1);
    let too_large = (need > limit.bytes)
        .then(|| web::TOO_LARGE.with("need", need >> 20).with("limit", limit.bytes >> 20).render(lang));
    let bad_rows = !bad.is_empty() && !as_given.input.skip_bad_rows;
    let nobody = (audit.people.graph.nodes.listed_count == 0).then(|| web::NOBODY.get(lang).to_owned());
    let why_not = [
        (!seen.broken.is_empty()).then(|| web::BROKEN.counted(seen.broken.len() as u64).render(lang)),
        bad_rows.then(|| web::BAD_ROWS.counted(bad.len() as u64).render(lang)),
        seen.apart.as_ref().filter(|_| !as_given.input.allow_disjoint).map(|_| web::APART.get(lang).to_owned()),
        too_large.clone(),
        nobody,
    ];
    let why_not = why_not.into_iter().flatten().next();
    json!({
        "files": files,
        "broken": seen.broken.iter().map(|broken| broken.told(lang)).collect::<Vec<_>>(),
        "tables": tables(lang),
        "findings": told.iter().filter(is_of_none).map(doubt).collect::<Vec<_>>(),
        "bad_rows": {"count": bad.len(), "rows": rows},
        "joins": joins(tables_read, seen, lang),
        "verdicts": audit.verdicts.iter().map(|verdict| answer(verdict, lang)).collect::<Vec<_>>(),
        "size": size(audit),
        "as_of": as_of(audit.people.as_of, as_given),
        "too_large": too_large,
        "can_run": why_not.is_none(),
        "why_not": why_not,
    })
}

/// Whether a sentence begins with the name of a file, and not with that of one whose name goes on.
fn begins_with(sentence: &str, file: &str) -> bool {
    let rest = sentence.strip_prefix(file);
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '#' | '.' | '-' | '_')))
}

fn doubt(told: &Told) -> Value {
    json!({"code": told.code, "text": told.sentence, "count": told.count, "level": told.severity})
}

fn file(input: &InputFile, paths: &[String], first: &[FirstRows], doubts: Vec<Value>, lang: Lang) -> Value {
    let reading = &input.reading;
    let column = |(ours, header): (&&str, &String)| {
        let understood = reading.understood.get(*ours).map_or("", |code| name::<Understood>(code, lang));
        json!({"ours": ours, "header": header, "understood": understood})
    };
    let shown = first.iter().find(|first| first.name == input.file && first.table == input.table);
    json!({
        "name": input.file,
        "path": paths.iter().find(|path| is_of(&input.file, path)).unwrap_or(&input.file),
        "table": input.table,
        "table_name": name::<InputTable>(input.table, lang),
        "how": how_read(input, lang),
        "rows": input.rows,
        "refused": reading.refused,
        "skipped": reading.skipped,
        "header_line": reading.header_line,
        "columns": reading.columns.iter().map(column).collect::<Vec<_>>(),
        "constants": reading.constants,
        "heeded": reading.heeded,
        "unused": reading.unused,
        "sample": shown.map(|shown| json!({"headers": shown.headers, "rows": shown.rows})),
        "doubts": doubts,
    })
}

/// Ids that do not join, and what would make them.
fn joins(tables: &Tables, seen: &Seen, lang: Lang) -> Vec<Value> {
    let mut by_trim: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for overlap in &tables.overlaps {
        for &(trim, count) in &overlap.would_join {
            let sentence = findings::IDS_WOULD_JOIN.counted(count).with_table(overlap.table).with("trim", trim);
            by_trim.entry(trim).or_default().push(sentence.render(lang));
        }
    }
    let users = &tables.users;
    // Ids that are another one's but for what would be taken off.
    let samples = |trim: &Trim| -> Vec<&str> {
        let ids = (0..users.len() as u32).map(|user| users.name(user));
        let alike = ids.filter(|id| {
            let form = trim.apply(id);
            form != *id && users.find(&form).is_some()
        });
        alike.take(SAMPLES).collect()
    };
    let apart =
        seen.apart.iter().map(|error| json!({"text": error.render(lang), "trim": [], "samples": [], "apart": true}));
    let trims = Trim::VALUES.iter().filter_map(|trim| Some((trim, by_trim.remove(trim.code())?)));
    let trims = trims
        .map(|(trim, text)| json!({"text": text.join("\n"), "trim": [trim.code()], "samples": samples(trim), "apart": false}));
    apart.chain(trims).collect()
}

fn answer(verdict: &Verdict, lang: Lang) -> Value {
    let why = match verdict.lacks.first() {
        None => words::ALL_THERE.get(lang).to_owned(),
        Some(&lack) => {
            let help = words::help(lack).get(lang);
            words::LACKING.with("why", lack.words().get(lang)).with("help", help).render(lang)
        }
    };
    json!({
        "question": verdict.question.words().get(lang), "code": verdict.question.code(), "answer": verdict.answer.code(),
        "answer_text": verdict.answer.words().get(lang), "text": why,
    })
}

fn size(audit: &Audit) -> Value {
    let Audit { people, size, cost, plan, need, .. } = audit;
    let is_exact = plan.method == Method::Exact;
    let steps = match (is_exact, plan.operations) {
        (true, _) => cost.operations as f64,
        (false, Some(steps)) => steps as f64,
        (false, None) => people.config.betweenness.sampled_budget as f64,
    };
    let rows: u64 = people.tables.inputs.iter().map(|input| input.rows).sum();
    json!({
        "users": people.graph.nodes.listed_count, "groups": size.groups, "memberships": size.memberships,
        "interactions": people.tables.interactions.from.len(), "exact": is_exact,
        "betweenness_seconds": steps / STEPS_A_SECOND, "seconds": AT_LEAST + steps / STEPS_A_SECOND + rows as f64 / ROWS_A_SECOND,
        "mib": need.bytes(1) >> 20,
    })
}
