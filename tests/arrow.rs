//! Parquet and Arrow files are read as the same rows in CSV are.
#![cfg(feature = "arrow")]

mod common;
#[path = "arrow/out.rs"]
mod out;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int64Array,
    LargeStringArray, RecordBatch, StringArray, StringViewArray, StructArray, TimestampMicrosecondArray,
    TimestampNanosecondArray, TimestampSecondArray,
};
use arrow_schema::{DataType, Field};
use common::generated::{Files, files};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use parquet::file::properties::WriterProperties;
use renmai::generate::GenerateOptions;
use renmai::text::Lang;
use renmai::{Config, Progress, Source, Sources, analyse, read};

type Columns = Vec<(&'static str, ArrayRef)>;

fn parquet(columns: &Columns, compression: Compression) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns.clone()).expect("columns of one length");
    // Several groups of rows, and pages within them.
    let properties = WriterProperties::builder().set_compression(compression).set_max_row_group_row_count(Some(700));
    let mut bytes = Vec::new();
    let mut to = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties.build())).expect("a writer");
    to.write(&batch).expect("written");
    to.close().expect("closed");
    bytes
}

fn ipc(columns: &Columns) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns.clone()).expect("columns of one length");
    let mut bytes = Vec::new();
    let mut to = arrow_ipc::writer::FileWriter::try_new(&mut bytes, &batch.schema()).expect("a writer");
    for start in (0..batch.num_rows()).step_by(500) {
        to.write(&batch.slice(start, 500.min(batch.num_rows() - start))).expect("written");
    }
    to.finish().expect("finished");
    drop(to);
    bytes
}

fn text(values: impl IntoIterator<Item = &'static str>) -> ArrayRef {
    let values = values.into_iter().map(|value| (!value.is_empty()).then_some(value));
    Arc::new(values.collect::<StringArray>())
}

/// The columns of a CSV file: whole numbers, numbers and truths where every cell is one, else texts; empty cells are null.
fn typed(csv: &str) -> Vec<(String, ArrayRef)> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let names: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let columns = names.iter().enumerate().map(|(column, name)| {
        let cells: Vec<Option<&str>> =
            rows.iter().map(|row| Some(&row[column]).filter(|cell| !cell.is_empty())).collect();
        fn all<T: std::str::FromStr>(cells: &[Option<&str>]) -> Option<Vec<Option<T>>> {
            cells
                .iter()
                .map(|cell| cell.map(|cell| cell.parse().ok()).map_or(Some(None), |cell| cell.map(Some)))
                .collect()
        }
        let array: ArrayRef = if let Some(whole) = all::<i64>(&cells) {
            Arc::new(Int64Array::from(whole))
        } else if let Some(numbers) = all::<f64>(&cells) {
            Arc::new(Float64Array::from(numbers))
        } else if let Some(truths) = all::<bool>(&cells) {
            Arc::new(BooleanArray::from(truths))
        } else {
            Arc::new(StringArray::from(cells))
        };
        (name.clone(), array)
    });
    columns.collect()
}

/// Every list and table of a report, by name.
fn outputs(sources: &Sources) -> BTreeMap<String, String> {
    let progress = Progress::silent();
    let config = Config { lang: Lang::En, ..Config::default() };
    let run = analyse(read(sources, &progress).expect("tables"), config, &progress).expect("a run");
    let dir = tempfile::tempdir().expect("a directory");
    let out = renmai::export::OutDir::prepare(&dir.path().join("out"), false).expect("a place");
    renmai::export::write_run(&run, out, &progress).expect("written");
    let told = fs::read_dir(dir.path().join("out")).expect("listed").map(|entry| entry.expect("an entry").path());
    let told = told.filter(|path| path.extension().is_some_and(|end| end == "csv"));
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    told.map(|path| (name(&path), fs::read_to_string(&path).expect("text"))).collect()
}

#[test]
fn columns_of_a_whole_data_set_give_what_its_text_gives() {
    let made: Files = files(&GenerateOptions { users: 1_500, ..GenerateOptions::default() });
    let sources = |write: &dyn Fn(&str, Vec<u8>) -> Source| {
        let mut sources = Sources::default();
        for table in ["memberships", "interactions", "users", "groups", "purchases"] {
            let bytes = made[format!("{table}.csv").as_str()].clone();
            sources.table_mut(table).expect("a table").push(write(table, bytes));
        }
        outputs(&sources)
    };
    let expected = sources(&|table, csv| Source::bytes(format!("{table}.csv"), csv));
    assert!(expected.len() > 8 && expected["users.csv"].lines().count() > 1_000);
    let columns = |csv: &[u8]| -> Columns {
        let csv = std::str::from_utf8(csv).expect("text");
        typed(csv).into_iter().map(|(name, array)| (&*name.leak(), array)).collect()
    };
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(GzipLevel::default()),
        Compression::LZ4_RAW,
        Compression::ZSTD(ZstdLevel::default()),
    ] {
        let found = sources(&|table, csv| Source::bytes(format!("{table}.pq"), parquet(&columns(&csv), compression)));
        assert!(found == expected, "{compression}");
    }
    assert!(sources(&|table, csv| Source::bytes(table, ipc(&columns(&csv)))) == expected, "Arrow");
}

/// The users as `renmai import` writes them.
fn imported(sources: &Sources) -> String {
    let tables = read(sources, &Progress::silent()).expect("tables");
    let dir = tempfile::tempdir().expect("a directory");
    let out = renmai::export::OutDir::prepare(&dir.path().join("out"), false).expect("a place");
    let zone = renmai::tables::Zone::default();
    renmai::export::write_tables(&tables, &zone, &out).expect("written");
    out.commit().expect("in place");
    fs::read_to_string(dir.path().join("out/users.csv")).expect("users")
}

#[test]
fn every_type_says_what_its_text_says() {
    let city: DictionaryArray<Int32Type> = [Some("上海"), None, Some("北京"), Some("上海")].into_iter().collect();
    let mut tags = ListBuilder::new(StringBuilder::new());
    for row in [
        Some(vec![Some("美妆"), Some("家居>收纳")]),
        None,
        Some(vec![Some("读书"), None]),
        Some(vec![Some("\"引号\",逗号")]),
    ] {
        tags.append_option(row);
    }
    // 2024-02-29 23:59:59.999999, in Shanghai, where it is the next day already; and before 1970, where fractions count downwards.
    let instants =
        TimestampMicrosecondArray::from(vec![Some(1_709_251_199_999_999), None, Some(1_700_000_000_000_000), Some(-1)]);
    let columns: Columns = vec![
        ("user_id", Arc::new(Int64Array::from(vec![9_007_199_254_740_993, 2, 3, 4]))),
        (
            "nickname",
            Arc::new(StringViewArray::from(vec![Some("a\nb"), None, Some("\"q\""), Some("长长长长长长长长长长长长")])),
        ),
        ("owner_id", Arc::new(Float64Array::from(vec![Some(7.0), Some(f64::NAN), None, Some(8.0)]))),
        (
            "monthly_spend",
            Arc::new(
                Decimal128Array::from(vec![Some(12_345), None, Some(5), Some(100)])
                    .with_precision_and_scale(10, 2)
                    .expect("a scale"),
            ),
        ),
        ("city", Arc::new(city)),
        ("device", Arc::new(LargeStringArray::from(vec![Some("iPhone 15"), None, Some(""), Some("Android 14")]))),
        ("tags", Arc::new(tags.finish())),
        ("registered_at", Arc::new(Date32Array::from(vec![Some(19_782), None, Some(0), Some(20_000)]))),
        ("last_active_at", Arc::new(instants.with_timezone("Asia/Shanghai"))),
        ("opted_out", Arc::new(BooleanArray::from(vec![Some(false), None, Some(true), Some(false)]))),
        ("remark_count", Arc::new(Float64Array::from(vec![Some(3.0), None, Some(0.0), Some(1.0)]))),
        ("role", Arc::new(BinaryArray::from(vec![Some(b"friend".as_slice()), None, None, Some(b"follower")]))),
        ("empty", Arc::new(arrow_array::NullArray::new(4))),
    ];
    let csv = "user_id,nickname,owner_id,monthly_spend,city,device,tags,registered_at,last_active_at,opted_out,remark_count,role,empty\n\
        9007199254740993,a b,7,123.45,上海,iPhone 15,美妆;家居>收纳,2024-02-29,2024-02-29 23:59:59Z,false,3,friend,\n\
        2,,,,,,,,,,,,\n\
        3,\"\"\"q\"\"\",,0.05,北京,,读书,1970-01-01,2023-11-14 22:13:20Z,true,0,,\n\
        4,长长长长长长长长长长长长,8,1.00,上海,Android 14,\"\"\"引号\"\",逗号\",2024-10-04,1969-12-31 23:59:59Z,false,1,follower,\n";
    let members = || Source::bytes("memberships.csv", b"user_id,group_id\n2,g\n3,g\n4,g\n".as_slice());
    let with = |users: Source| {
        let mut sources = Sources { memberships: vec![members()], users: vec![users], ..Sources::default() };
        // What is told of 1969 is told of both.
        sources.believed.earliest = i64::MIN / 2;
        imported(&sources)
    };
    let expected = with(Source::bytes("users.csv", csv.as_bytes().to_vec()));
    assert!(expected.contains("9007199254740993") && expected.contains("2024-03-01 07:59:59"), "{expected}");
    assert_eq!(with(Source::bytes("users.parquet", parquet(&columns, Compression::SNAPPY))), expected);
    assert_eq!(with(Source::bytes("users.arrow", ipc(&columns))), expected);
    // The other lengths of a second.
    for at in [
        Arc::new(TimestampSecondArray::from(vec![1_700_000_000])) as ArrayRef,
        Arc::new(TimestampNanosecondArray::from(vec![1_700_000_000_999_999_999])),
    ] {
        let columns: Columns = vec![("user_id", text(["2"])), ("registered_at", at)];
        let written = with(Source::bytes("users.arrow", ipc(&columns)));
        assert!(written.contains("2023-11-14 22:13:20"), "a time without a zone is of the day where it is: {written}");
    }
}

#[test]
fn partitions_are_files_of_one_table_and_columns_of_ours() {
    let dir = tempfile::tempdir().expect("a directory");
    let folder = dir.path().join("messages");
    for (kind, day, rows) in [("sms", "2025-01-01", ["a", "b"]), ("moment_like", "2025-01-02", ["b", "c"])] {
        let part = folder.join(format!("kind={kind}")).join(format!("dt={day}"));
        fs::create_dir_all(&part).expect("a folder");
        let columns: Columns = vec![("from_id", text(rows)), ("to_id", text(["d", "e"]))];
        fs::write(part.join("part-0000.snappy.parquet"), parquet(&columns, Compression::SNAPPY)).expect("written");
    }
    fs::create_dir(folder.join("_temporary")).expect("a folder");
    fs::write(folder.join("_temporary/rest.parquet"), "PAR1").expect("written");
    fs::write(folder.join("_SUCCESS"), "").expect("written");
    for known in [true, false] {
        let mut config = Config::default();
        let entry = vec![folder.display().to_string()];
        if known {
            config.input.interactions = entry
        } else {
            config.input.files = entry
        }
        let sources = renmai::analysis::sources(&config).expect("sources");
        let tables = read(&sources, &Progress::silent()).expect("tables");
        let out = renmai::export::OutDir::prepare(&dir.path().join(format!("out{known}")), false).expect("a place");
        renmai::export::write_tables(&tables, &renmai::tables::Zone::default(), &out).expect("written");
        out.commit().expect("in place");
        let written =
            fs::read_to_string(dir.path().join(format!("out{known}/interactions.csv"))).expect("interactions");
        // Which columns are meant is known only of a table that is named.
        for (row, kind) in [("a,d", "sms"), ("b,e", "sms"), ("b,d", "moment_like"), ("c,e", "moment_like")] {
            let row = format!("{row},{}", if known { kind } else { "other" });
            assert!(written.contains(&row), "{row} in {written}");
        }
    }
}

#[test]
fn what_is_no_cell_or_damaged_is_told_and_nothing_panics() {
    let inner: ArrayRef = text(["x"]);
    let nested = StructArray::from(vec![(Arc::new(Field::new("a", DataType::Utf8, true)), inner)]);
    let columns: Columns = vec![("user_id", text(["a"])), ("profile", Arc::new(nested))];
    let failed = |name: &str, bytes: Vec<u8>| {
        let sources = Sources { memberships: vec![Source::bytes(name, bytes)], ..Sources::default() };
        read(&sources, &Progress::silent()).expect_err("an error").render(Lang::En)
    };
    let told = failed("nested.parquet", parquet(&columns, Compression::SNAPPY));
    assert!(told.starts_with("nested.parquet:2:2") && told.contains("profile") && told.contains("Struct"), "{told}");
    let bad: Columns =
        vec![("user_id", text(["a", "b"])), ("group_id", Arc::new(BinaryArray::from(vec![b"ok".as_slice(), b"\xff"])))];
    let told = failed("bytes.arrow", ipc(&bad));
    assert!(told.starts_with("bytes.arrow:3:2") && told.contains("group_id"), "{told}");

    let ids: ArrayRef = Arc::new((0..2_000).map(|i| Some(format!("u{i}"))).collect::<StringArray>());
    let whole: Columns = vec![("user_id", ids.clone()), ("group_id", ids)];
    for (name, bytes) in [("a.parquet", parquet(&whole, Compression::SNAPPY)), ("a.arrow", ipc(&whole))] {
        for cut in (8..bytes.len()).step_by(bytes.len() / 40) {
            let told = failed(name, bytes[..cut].to_vec());
            assert!(told.starts_with(name) && told.contains("damaged"), "{told}");
        }
        // Whatever stands there: an error or tables.
        let mut next = 7_u64;
        for _ in 0..400 {
            let mut changed = bytes.clone();
            for _ in 0..3 {
                next = next.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = 8 + (next >> 33) as usize % (changed.len() - 8);
                changed[at] ^= 1 << (next >> 60 & 7);
            }
            let sources = Sources { memberships: vec![Source::bytes(name, changed)], ..Sources::default() };
            let _ = read(&sources, &Progress::silent());
        }
    }
}
