//! The tables of a run as Arrow record batches.
//!
//! The rows and columns are those of the CSV files; the cells have types:
//!
//! | CSV | Arrow |
//! |---|---|
//! | ids, codes, text | `Utf8`, without the apostrophe before what a spreadsheet would take for a formula |
//! | numbers | `Float64` |
//! | counts, ranks, days | `Int64` |
//! | yes or no | `Boolean` |
//! | moments | `Timestamp(µs, UTC)`, the same moment that CSV shows in the zone of the report |
//! | an empty cell | null: there is neither an empty text nor NaN |

use std::io;
use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, StringBuilder, TimestampMicrosecondBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef, TimeUnit};

use super::cells::{Cells, Head, Kind, Target};
use super::outdir::failed_file;
use super::outputs::Output;
use super::users;
use crate::Result;
use crate::analysis::{Analysis, People};
use crate::progress::Progress;
use crate::tables::{Seconds, Zone, format_time};

/// Rows of a batch; the last has what is left.
pub(super) const ROWS: usize = 1 << 16;

/// A table of a run: its columns, known even where it has no row, and its rows.
#[derive(Clone, Debug)]
pub struct ArrowTable {
    /// Names and types of the columns.
    pub schema: SchemaRef,
    /// The rows, in the order of the CSV file.
    pub batches: Vec<RecordBatch>,
}

/// One of the [tables of a run](super::output_tables) as Arrow record batches; `None` where the run has none of that name.
///
/// # Errors
/// [`Interrupted`](crate::ErrorKind::Interrupted).
pub fn record_batches(analysis: &Analysis, table: &str, progress: &Progress) -> Result<Option<ArrowTable>> {
    let Some(output) = Output::all(analysis).into_iter().find(|output| output.name() == table) else { return Ok(None) };
    let mut kept = ArrowTable { schema: Arc::new(Schema::empty()), batches: Vec::new() };
    output.write(analysis, progress, Columnar(&mut kept)).map_err(|e| failed_file(table, e))?;
    progress.check()?;
    Ok(Some(kept))
}

/// What is known of everybody under these names, as `users` has it.
///
/// # Errors
/// [`Interrupted`](crate::ErrorKind::Interrupted).
pub fn people_batches(people: &People, columns: &[&str], progress: &Progress) -> Result<ArrowTable> {
    let mut kept = ArrowTable { schema: Arc::new(Schema::empty()), batches: Vec::new() };
    let wanted = |name: &str| columns.contains(&name);
    users::write_columns(people, &wanted, progress, Columnar(&mut kept)).map_err(|e| failed_file("users", e))?;
    progress.check()?;
    Ok(kept)
}

/// What takes batches.
pub(super) trait Sink {
    /// The columns, before the first batch.
    fn begin(&mut self, schema: &SchemaRef) -> io::Result<()>;

    /// Rows, in order; never none.
    fn batch(&mut self, batch: RecordBatch) -> io::Result<()>;

    /// There are no more.
    fn end(self) -> io::Result<()>;
}

impl Sink for &mut ArrowTable {
    fn begin(&mut self, schema: &SchemaRef) -> io::Result<()> {
        self.schema = schema.clone();
        Ok(())
    }

    fn batch(&mut self, batch: RecordBatch) -> io::Result<()> {
        self.batches.push(batch);
        Ok(())
    }

    fn end(self) -> io::Result<()> {
        Ok(())
    }
}

/// A table in batches.
pub(super) struct Columnar<S>(pub S);

impl<S: Sink> Target for Columnar<S> {
    type Cells = Rows<S>;

    fn begin(mut self, columns: &[Head<'_>]) -> io::Result<Rows<S>> {
        let fields = columns.iter().map(|&(name, kind)| Field::new(name, data_type(kind), true));
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        self.0.begin(&schema)?;
        let columns = columns.iter().map(|&(_, kind)| Values::of(kind)).collect();
        Ok(Rows { sink: self.0, schema, columns, at: 0, rows: 0 })
    }
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Id | Kind::Code | Kind::Text => DataType::Utf8,
        Kind::Number => DataType::Float64,
        Kind::Count => DataType::Int64,
        Kind::Flag => DataType::Boolean,
        Kind::Time => DataType::Timestamp(TimeUnit::Microsecond, Some(UTC.into())),
    }
}

const UTC: &str = "UTC";

/// A column of the batch that is being filled.
enum Values {
    Text(StringBuilder),
    Number(Float64Builder),
    Count(Int64Builder),
    Flag(BooleanBuilder),
    Time(TimestampMicrosecondBuilder),
}

impl Values {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Id | Kind::Code | Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Number => Self::Number(Float64Builder::new()),
            Kind::Count => Self::Count(Int64Builder::new()),
            Kind::Flag => Self::Flag(BooleanBuilder::new()),
            Kind::Time => Self::Time(TimestampMicrosecondBuilder::new().with_timezone(UTC)),
        }
    }

    fn null(&mut self) {
        match self {
            Self::Text(of) => of.append_null(),
            Self::Number(of) => of.append_null(),
            Self::Count(of) => of.append_null(),
            Self::Flag(of) => of.append_null(),
            Self::Time(of) => of.append_null(),
        }
    }

    /// The column; empty again after that.
    fn taken(&mut self) -> ArrayRef {
        match self {
            Self::Text(of) => Arc::new(of.finish()),
            Self::Number(of) => Arc::new(of.finish()),
            Self::Count(of) => Arc::new(of.finish()),
            Self::Flag(of) => Arc::new(of.finish()),
            Self::Time(of) => Arc::new(of.finish()),
        }
    }
}

/// A table being written in batches, cell by cell. A cell that is not of its column's type is an error: types are declared.
pub(super) struct Rows<S> {
    sink: S,
    schema: SchemaRef,
    columns: Vec<Values>,
    /// Column of the next cell.
    at: usize,
    /// Complete rows since the last batch.
    rows: usize,
}

impl<S: Sink> Rows<S> {
    /// Adds the next cell; `add` tells whether the column is of its type.
    fn cell(&mut self, add: impl FnOnce(&mut Values) -> bool) -> io::Result<()> {
        let column = self.at;
        self.at += 1;
        if self.columns.get_mut(column).is_some_and(add) {
            return Ok(());
        }
        let name = self.schema.fields().get(column).map_or("", |field| field.name());
        Err(io::Error::other(format!("a cell that column {column} ({name}) does not hold")))
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        self.rows = 0;
        let columns = self.columns.iter_mut().map(Values::taken).collect();
        self.sink.batch(RecordBatch::try_new(self.schema.clone(), columns).map_err(failed)?)
    }
}

fn failed(error: ArrowError) -> io::Error {
    io::Error::other(error)
}

impl<S: Sink> Cells for Rows<S> {
    fn code(&mut self, text: &str) -> io::Result<()> {
        self.cell(|column| match column {
            Values::Text(of) => {
                of.append_option(Some(text).filter(|text| !text.is_empty()));
                true
            }
            _ => false,
        })
    }

    fn id(&mut self, id: &str) -> io::Result<()> {
        self.code(id)
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.code(text)
    }

    fn number(&mut self, x: f64) -> io::Result<()> {
        self.cell(|column| match column {
            Values::Number(of) => {
                // As in CSV, −0 is a plain 0.
                of.append_option(Some(x + 0.0).filter(|x| x.is_finite()));
                true
            }
            _ => false,
        })
    }

    fn whole(&mut self, x: f64) -> io::Result<()> {
        self.cell(|column| match column {
            Values::Count(of) if !x.is_finite() => {
                of.append_null();
                true
            }
            Values::Count(of) if x == x.trunc() => {
                of.append_value(x as i64);
                true
            }
            _ => false,
        })
    }

    fn count(&mut self, n: impl Into<Option<u32>>) -> io::Result<()> {
        let n = n.into();
        self.cell(|column| match column {
            Values::Count(of) => {
                of.append_option(n.map(i64::from));
                true
            }
            _ => false,
        })
    }

    fn flag(&mut self, yes: Option<bool>) -> io::Result<()> {
        self.cell(|column| match column {
            Values::Flag(of) => {
                of.append_option(yes);
                true
            }
            _ => false,
        })
    }

    fn time(&mut self, at: Seconds, zone: &Zone) -> io::Result<()> {
        self.cell(|column| match column {
            Values::Time(of) => {
                // Null is what has no text.
                let known = !format_time(at, zone).is_empty();
                of.append_option(at.checked_mul(1_000_000).filter(|_| known));
                true
            }
            _ => false,
        })
    }

    fn empty(&mut self) -> io::Result<()> {
        self.cell(|column| {
            column.null();
            true
        })
    }

    fn end_row(&mut self) -> io::Result<()> {
        if self.at != self.columns.len() {
            return Err(io::Error::other(format!("{} cells for {} columns", self.at, self.columns.len())));
        }
        self.at = 0;
        self.rows += 1;
        if self.rows == ROWS { self.flush() } else { Ok(()) }
    }

    fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.sink.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::Array;
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Int64Type, TimestampMicrosecondType};

    fn table(
        columns: &[Head<'_>],
        write: impl FnOnce(Rows<&mut ArrowTable>) -> io::Result<()>,
    ) -> io::Result<ArrowTable> {
        let mut table = ArrowTable { schema: Arc::new(Schema::empty()), batches: Vec::new() };
        Columnar(&mut table).begin(columns).and_then(write)?;
        Ok(table)
    }

    #[test]
    fn rows_are_cut_into_batches_and_none_is_lost() {
        for rows in [0, 1, ROWS, ROWS + 1, 2 * ROWS + 3] {
            let told = table(&[("n", Kind::Count)], |mut cells| {
                for row in 0..rows as u32 {
                    cells.count((row % 3 > 0).then_some(row))?;
                    cells.end_row()?;
                }
                cells.finish()
            });
            let told = told.expect("whole numbers");
            assert_eq!(told.schema.field(0).data_type(), &DataType::Int64);
            assert_eq!(told.batches.len(), rows.div_ceil(ROWS));
            let read: Vec<Option<i64>> =
                told.batches.iter().flat_map(|batch| batch.column(0).as_primitive::<Int64Type>().iter()).collect();
            let expected: Vec<Option<i64>> = (0..rows as i64).map(|row| (row % 3 > 0).then_some(row)).collect();
            assert!(read == expected, "{rows}");
        }
    }

    #[test]
    fn a_cell_of_another_type_is_an_error_and_so_is_a_row_of_another_length() {
        let is_refused = |kind, write: fn(&mut Rows<&mut ArrowTable>) -> io::Result<()>| {
            table(&[("x", kind)], |mut cells| write(&mut cells).and_then(|()| cells.end_row())).is_err()
        };
        assert!(is_refused(Kind::Number, |cells| cells.count(1)));
        assert!(is_refused(Kind::Count, |cells| cells.number(1.0)));
        assert!(is_refused(Kind::Count, |cells| cells.whole(1.5)));
        assert!(is_refused(Kind::Flag, |cells| cells.code("true")));
        assert!(is_refused(Kind::Text, |cells| cells.flag(None)));
        assert!(is_refused(Kind::Time, |cells| cells.whole(0.0)));
        assert!(is_refused(Kind::Text, |_| Ok(())));
        assert!(is_refused(Kind::Text, |cells| cells.text("a").and_then(|()| cells.text("b"))));
        assert!(!is_refused(Kind::Count, |cells| cells.whole(2.0)));
    }

    #[test]
    fn what_is_not_known_is_null() {
        use Kind::{Count, Flag, Number, Text, Time};
        let (zone, never) = (Zone::default(), crate::tables::NO_TIME);
        let columns = [("a", Text), ("b", Number), ("c", Count), ("d", Flag), ("e", Time), ("f", Text), ("g", Time)];
        let told = table(&columns, |mut cells| {
            cells.text("")?;
            cells.number(f64::NAN)?;
            cells.whole(f64::INFINITY)?;
            cells.flag(None)?;
            cells.time(never, &zone)?;
            cells.text("=1")?;
            cells.time(-1, &zone)?;
            cells.end_row()?;
            cells.finish()
        });
        let batch = &told.expect("a row").batches[0];
        assert!((0..5).all(|column| batch.column(column).is_null(0)));
        assert_eq!(batch.column(5).as_string::<i32>().value(0), "=1");
        assert_eq!(batch.column(6).as_primitive::<TimestampMicrosecondType>().value(0), -1_000_000);
    }
}
