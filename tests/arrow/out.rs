//! The tables of a run as Arrow record batches hold what its CSV files hold, cell by cell, in columns of the types that are documented.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type, TimestampMicrosecondType};
use arrow_schema::{DataType, TimeUnit};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use renmai::export::{ArrowTable, OutDir, compare, earlier_runs, output_tables, record_batches, write_run};
use renmai::generate::GenerateOptions;
use renmai::parallel::with_threads;
use renmai::tables::{Zone, parse_time};
use renmai::{Analysis, Config, Progress, Source, Sources, analyse, read};

use crate::common::generated::files;

/// Whether a spreadsheet would take `text` for a formula, whose cell CSV begins with an apostrophe.
fn may_be_escaped(text: &str) -> bool {
    let shown = text.trim_start_matches(['\u{feff}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}']);
    shown.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// A cell of an Arrow column against the cell of the CSV file.
fn assert_cell(array: &dyn Array, row: usize, csv: &str, zone: &Zone, of: &str) {
    assert_eq!(array.is_null(row), csv.is_empty(), "{of}, row {row}: {csv:?}");
    if csv.is_empty() {
        return;
    }
    let same = match array.data_type() {
        DataType::Utf8 => {
            let text = array.as_string::<i32>().value(row);
            text == csv || csv.strip_prefix('\'') == Some(text) && may_be_escaped(text)
        }
        DataType::Float64 => {
            let number: Option<f64> = csv.parse().ok();
            number.map(f64::to_bits) == Some(array.as_primitive::<Float64Type>().value(row).to_bits())
        }
        DataType::Int64 => csv.parse() == Ok(array.as_primitive::<Int64Type>().value(row)),
        DataType::Boolean => csv.parse() == Ok(array.as_boolean().value(row)),
        DataType::Timestamp(TimeUnit::Microsecond, Some(utc)) => {
            let at = array.as_primitive::<TimestampMicrosecondType>().value(row);
            &**utc == "UTC" && parse_time(csv, zone).map(|at| at * 1_000_000) == Some(at)
        }
        other => panic!("{of}: {other}"),
    };
    assert!(same, "{of}, row {row}: {csv:?}");
}

/// A whole table against its CSV file; how many rows it has.
fn assert_table(table: &ArrowTable, csv: &Path, zone: &Zone, name: &str) -> usize {
    let bytes = std::fs::read(csv).expect(name);
    let mut reader = csv::Reader::from_reader(bytes.strip_prefix("\u{feff}".as_bytes()).expect("a mark"));
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let names: Vec<&String> = table.schema.fields().iter().map(|field| field.name()).collect();
    assert_eq!(names, header.iter().collect::<Vec<_>>(), "{name}");
    let mut records = reader.records();
    let mut rows = 0;
    for batch in &table.batches {
        assert_eq!(batch.schema(), table.schema);
        for row in 0..batch.num_rows() {
            let record = records.next().expect("as many rows").expect("a row");
            for (column, cell) in record.iter().enumerate() {
                let of = format!("{name}.{}", header[column]);
                assert_cell(batch.column(column), row, cell, zone, &of);
            }
        }
        rows += batch.num_rows();
    }
    assert!(records.next().is_none(), "{name}: more rows in CSV");
    rows
}

/// Every table of a run; their rows by name.
fn assert_run(run: &Analysis) -> BTreeMap<&'static str, usize> {
    let progress = Progress::silent();
    let dir = tempfile::tempdir().expect("a directory");
    let out = dir.path().join("out");
    let written = write_run(run, OutDir::prepare(&out, false).expect("a place"), &progress).expect("written");
    let tables = output_tables(run);
    let csv = written.files.iter().filter_map(|file| file.strip_suffix(".csv"));
    let csv: BTreeSet<&str> = csv.filter(|name| !name.contains('/') && *name != "rejected").collect();
    assert_eq!(tables.iter().copied().collect::<BTreeSet<_>>(), csv);
    let told = |name| record_batches(run, name, &progress).expect("told").expect("a table of the run");
    tables
        .into_iter()
        .map(|name| (name, assert_table(&told(name), &out.join(format!("{name}.csv")), &run.people.zone, name)))
        .collect()
}

/// A Parquet file of a run.
fn parquet(path: &Path) -> ArrowTable {
    let file = std::fs::File::open(path).expect("a file");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet").with_batch_size(1_000);
    ArrowTable {
        schema: reader.schema().clone(),
        batches: reader.build().expect("a reader").collect::<Result<_, _>>().expect("rows"),
    }
}

/// The files of a run written into `dir`, by name; those of its tables as Parquet too.
fn written(run: &Analysis, dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = write_run(run, OutDir::prepare(dir, false).expect("a place"), &Progress::silent()).expect("written");
    let bytes = |name: &String| std::fs::read(dir.join(name)).expect("a file");
    files.files.iter().map(|name| (name.clone(), bytes(name))).collect()
}

fn run(sources: &Sources, config: &str) -> Analysis {
    let progress = Progress::silent();
    let config: Config = toml::from_str(config).expect("options");
    analyse(read(sources, &progress).expect("tables"), config, &progress).expect("a run")
}

/// The same rows, the last first.
fn upside_down(csv: &[u8]) -> Vec<u8> {
    let mut reader = csv::Reader::from_reader(csv);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(reader.headers().expect("a header")).expect("written");
    let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
    rows.iter().rev().for_each(|row| writer.write_record(row).expect("written"));
    writer.into_inner().expect("written")
}

/// Data of every table, with nicknames that are formulas and a further column of each kind.
fn sources() -> Sources {
    sources_as(<[u8]>::to_vec)
}

/// The same, each file as `arranged` leaves it.
fn sources_as(arranged: fn(&[u8]) -> Vec<u8>) -> Sources {
    let mut sources = Sources::default();
    for (name, bytes) in files(&GenerateOptions { users: 1_500, ..GenerateOptions::default() }) {
        let Some(table) = name.strip_suffix(".csv") else { continue };
        let Ok(list) = sources.table_mut(table) else { continue };
        if table != "users" {
            list.push(Source::bytes(name, arranged(&bytes)));
            continue;
        }
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        let mut header = reader.headers().expect("a header").clone();
        let nickname = header.iter().position(|name| name == "nickname").expect("nicknames");
        ["已下单", "余额", "生日", "备注二"].iter().for_each(|name| header.push_field(name));
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&header).expect("written");
        for (row, record) in reader.records().map(|record| record.expect("a row")).enumerate() {
            let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
            if row % 7 == 0 {
                cells[nickname] = format!("={row}+1");
            }
            let further = match row % 3 {
                0 => [String::new(), String::new(), String::new(), String::new()],
                _ => [
                    ["是", "否"][row % 2].to_owned(),
                    format!("{}.25", row as i64 - 50),
                    format!("19{:02}-02-03", row % 100),
                    format!("@{row},\"引号\"\n第二行"),
                ],
            };
            cells.extend(further);
            writer.write_record(&cells).expect("written");
        }
        list.push(Source::bytes(name, arranged(&writer.into_inner().expect("written"))));
    }
    sources
}

#[test]
fn every_cell_of_every_table_is_that_of_its_csv_file() {
    let quotas = "[selection.quota]\ncity = 3\n[seeds]\nk = 8\n";
    let before = run(&sources(), &format!("lang = \"en\"\n{quotas}"));
    let dir = tempfile::tempdir().expect("a directory");
    let earlier = dir.path().join("earlier");
    write_run(&before, OutDir::prepare(&earlier, false).expect("a place"), &Progress::silent()).expect("written");
    let mut now = run(&sources(), "[seeds]\nk = 4\n[selection.quota]\ncity = 1\n");
    compare(&mut now, earlier_runs(&[earlier.display().to_string()]).expect("runs")).expect("compared");
    for (rows, more) in [(assert_run(&before), 0), (assert_run(&now), 2)] {
        assert_eq!(rows.len(), 14 + more, "{rows:?}");
        assert!(rows.iter().all(|(name, &rows)| rows > 0 || *name == "circle_changes"), "{rows:?}");
        assert!(rows["users"] > 1_000);
    }
}

#[test]
fn a_column_has_its_type_also_where_no_row_says_so() {
    let mut sources = Sources::default();
    let csv = "user_id,group_id\na,g\nb,g\n".as_bytes();
    sources.table_mut("memberships").expect("a table").push(Source::bytes("memberships.csv", csv));
    let small = run(&sources, "");
    let rows = assert_run(&small);
    assert!(rows["referral"] == 0 && rows["users"] == 2, "{rows:?}");
    let large = run(&self::sources(), "");
    let progress = Progress::silent();
    let schema = |run: &Analysis, name| record_batches(run, name, &progress).expect("told").map(|table| table.schema);
    for name in ["groups", "koc", "referral", "isolated", "circles", "circle_ties", "todo"] {
        assert_eq!(schema(&small, name), schema(&large, name), "{name}");
    }
    assert_eq!(schema(&small, "nothing"), None);
    let users = schema(&small, "users").expect("users");
    let of = |name: &str| users.field_with_name(name).expect(name).data_type().clone();
    for name in renmai::segments::WHOLE {
        assert_eq!(of(name), DataType::Int64, "{name}");
    }
    let utc = DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
    assert_eq!(
        [of("user_id"), of("influence"), of("registered_at"), of("consent"), of("value_tier")],
        [DataType::Utf8, DataType::Float64, utc.clone(), DataType::Boolean, DataType::Utf8]
    );
    let large = schema(&large, "users").expect("users");
    let further =
        ["已下单", "余额", "生日", "备注二"].map(|name| large.field_with_name(name).expect(name).data_type().clone());
    assert_eq!(further, [DataType::Boolean, DataType::Float64, utc, DataType::Utf8]);
}

#[test]
fn the_demo_and_a_cancelled_run() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo");
    let mut sources = Sources::default();
    for table in ["memberships", "interactions", "users", "groups", "purchases"] {
        let file = demo.join(format!("{table}.csv.zst"));
        let source = Source::bytes(format!("{table}.csv.zst"), std::fs::read(file).expect("a fixture"));
        sources.table_mut(table).expect("a table").push(source);
    }
    let demo = run(&sources, "[seeds]\nk = 0\n");
    assert!(!assert_run(&demo).contains_key("seeds"));
    let cancelled = Progress::silent();
    cancelled.cancel();
    let stopped = record_batches(&demo, "users", &cancelled).expect_err("cancelled");
    assert_eq!(stopped.kind(), renmai::ErrorKind::Interrupted);
}

#[test]
fn parquet_files_hold_what_the_csv_files_hold_at_any_number_of_threads_and_in_any_order_of_rows() {
    let dir = tempfile::tempdir().expect("a directory");
    let (plain, turned) = (sources(), sources_as(upside_down));
    let config = "format = [\"csv\", \"parquet\"]\n[seeds]\nk = 4\n[selection.quota]\ncity = 3\n";
    let mut runs = [(1, &plain), (2, &plain), (2, &turned)].map(|(threads, sources)| {
        with_threads(threads, || {
            let run = run(sources, config);
            let mut files = written(&run, &dir.path().join("out"));
            let manifest = files.remove("manifest.json").expect("a manifest");
            (run, files, String::from_utf8(manifest).expect("text"))
        })
    });
    let [(run, files, manifest), others @ ..] = &mut runs;
    for (_, other, _) in others {
        let differing: Vec<_> = files.iter().filter(|(name, bytes)| other.get(*name) != Some(*bytes)).collect();
        let names: Vec<_> = differing.iter().map(|(name, _)| name).collect();
        assert!(names.is_empty() && other.len() == files.len(), "{names:?}");
    }
    let tables = output_tables(run);
    assert_eq!(files.keys().filter(|name| name.ends_with(".parquet")).count(), tables.len());
    let (out, progress) = (dir.path().join("out"), Progress::silent());
    for name in tables {
        let told = record_batches(run, name, &progress).expect("told").expect("a table");
        let file = format!("{name}.parquet");
        let read = parquet(&out.join(&file));
        assert_eq!(read.schema.fields(), told.schema.fields(), "{name}");
        let rows = assert_table(&read, &out.join(format!("{name}.csv")), &run.people.zone, name);
        assert_eq!(rows, told.batches.iter().map(|batch| batch.num_rows()).sum::<usize>());
        assert!(manifest.contains(&format!("\"{file}\": \"")), "{name} has no hash");
    }
}

#[test]
fn a_run_without_parquet_leaves_none_of_an_earlier_one_but_what_somebody_has_changed() {
    let dir = tempfile::tempdir().expect("a directory");
    let out = dir.path().join("out");
    let both = run(&sources(), "format = [\"csv\", \"parquet\"]");
    let with = written(&both, &out);
    assert!(with.contains_key("users.parquet") && with.contains_key("circle_ties.parquet"));
    std::fs::write(out.join("koc.parquet"), "changed").expect("written");
    let without = written(&run(&sources(), ""), &out);
    let names: BTreeSet<String> = std::fs::read_dir(&out)
        .expect("a directory")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    let parquet: Vec<&String> = names.iter().filter(|name| name.ends_with(".parquet")).collect();
    assert_eq!(parquet, ["koc.edited-1.parquet"]);
    for (name, bytes) in without.iter().filter(|(name, _)| name.ends_with(".csv")) {
        assert!(with.get(name) == Some(bytes), "{name} depends on the format");
    }
    // Somebody's own file of that name is not written over.
    let own = dir.path().join("own");
    std::fs::create_dir(&own).expect("a directory");
    std::fs::write(own.join("users.parquet"), "mine").expect("written");
    assert!(OutDir::prepare(&own, true).is_err());
}

#[test]
fn the_command_line_takes_csv_and_parquet() {
    let dir = tempfile::tempdir().expect("a directory");
    let demo = |words: &[&str]| {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_renmai"));
        program.current_dir(dir.path()).args(["demo", "--out", "out"]).args(words);
        let output = program.output().expect("run");
        (output.status.code(), String::from_utf8(output.stderr).expect("text"))
    };
    for (expected, words, told) in [
        (1, &["--lang", "en", "--format", "parquet"], "csv is always written; write csv,parquet"),
        (1, &["--lang", "zh", "--format", "parquet"], "请写 csv,parquet"),
        (2, &["--lang", "en", "--format", "csv,xml"], "csv, parquet"),
        (2, &["--lang", "en", "--format", "csv,csv"], "none twice"),
    ] {
        let (code, said) = demo(words);
        assert!(code == Some(expected) && said.contains(told), "{words:?}: {code:?} {said}");
        assert!(!dir.path().join("out").exists());
    }
    let (code, said) = demo(&["--format", "csv，parquet"]);
    assert_eq!(code, Some(0), "{said}");
    let users = parquet(&dir.path().join("out/users.parquet"));
    assert!(assert_table(&users, &dir.path().join("out/users.csv"), &Zone::default(), "users") > 100);
}
