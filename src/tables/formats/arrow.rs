//! Parquet and Arrow IPC files: batches of typed columns → one sheet.
//!
//! A cell is written as its type means it: an instant with its zone as UTC with a `Z`, one without as the time of day that it is, a date
//! as a date, a decimal as it stands, the elements of a list between semicolons, and neither null nor NaN at all. Row n of the columns
//! (from 1) is line n + 1 of the sheet, below the names.

use std::fmt::Write;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchReader};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_ipc::reader::{FileReader, read_footer_length};
use arrow_ipc::{root_as_footer, root_as_message};
use arrow_schema::{ArrowError, DataType, Schema, TimeUnit};
use jiff::civil::{Date, date};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::super::load::PARQUET;
use super::{Note, Sheet, UNIT_SEPARATOR, counted, delimit, push_cell, push_number, refused, refused_at, too_large};
use crate::progress::Progress;
use crate::text::errors;
use crate::{Error, Result, parallel};

/// Rows that are decoded at once.
const ROWS: usize = 1 << 12;

/// The one sheet of a file.
///
/// # Errors
/// A file that is damaged, has a type of column that is no cell, or more text than `limit`.
pub fn read(file: &str, bytes: Vec<u8>, limit: usize, progress: &Progress) -> Result<Vec<Sheet>> {
    let source = File { name: file, limit, progress };
    // What is damaged on purpose makes the readers of the formats panic here and there.
    catch_unwind(AssertUnwindSafe(|| source.sheet(bytes)))
        .unwrap_or_else(|_| Err(source.damaged("panic")))
        .map(|sheet| vec![sheet])
}

struct File<'a> {
    name: &'a str,
    limit: usize,
    progress: &'a Progress,
}

impl File<'_> {
    fn damaged(&self, cause: impl std::fmt::Display) -> Error {
        refused(self.name, errors::ARROW_DAMAGED.sentence()).caused_by(std::io::Error::other(cause.to_string()))
    }

    fn sheet(&self, bytes: Vec<u8>) -> Result<Sheet> {
        if bytes.starts_with(&PARQUET) {
            let builder = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes));
            let reader = builder.and_then(|builder| builder.with_batch_size(ROWS).build());
            return self.text(reader.map_err(|e| self.damaged(e))?);
        }
        self.inspect(&bytes)?;
        self.text(FileReader::try_new(Cursor::new(bytes), None).map_err(|e| self.damaged(e))?)
    }

    /// That every length that an Arrow file states is one that it has, or that there is room for: its reader asks for memory for what is
    /// stated.
    fn inspect(&self, bytes: &[u8]) -> Result<()> {
        match unpacked(bytes) {
            None => Err(self.damaged("lengths")),
            Some(unpacked) if unpacked > self.limit as u64 => Err(refused(self.name, too_large(self.limit))),
            Some(_) => Ok(()),
        }
    }

    fn text(&self, mut reader: impl RecordBatchReader) -> Result<Sheet> {
        let schema = reader.schema();
        let mut text = header(&schema);
        let (mut rows, mut long) = (0, 0);
        loop {
            self.progress.check()?;
            // As many at once as there are threads, so that they are written side by side.
            let batches = reader.by_ref().take(parallel::threads() * 2);
            let batches = batches.collect::<std::result::Result<Vec<RecordBatch>, ArrowError>>();
            let batches = batches.map_err(|e| self.damaged(e))?;
            if batches.is_empty() {
                break;
            }
            let room = self.limit - text.len();
            for (batch, written) in batches.iter().zip(parallel::map(&batches, |batch| written(batch, room))) {
                let written = written.map_err(|fault| self.fault(&schema, rows, fault))?;
                if text.len() + written.text.len() > self.limit {
                    return Err(refused(self.name, too_large(self.limit)));
                }
                text.push_str(&written.text);
                long += written.long;
                rows += batch.num_rows();
            }
        }
        Ok(Sheet {
            text,
            delimiter: Some(UNIT_SEPARATOR),
            notes: counted([Note::LongNumbers(long)]),
            ..Sheet::default()
        })
    }

    fn fault(&self, schema: &Schema, rows: usize, fault: Fault) -> Error {
        match fault {
            Fault::TooLarge => refused(self.name, too_large(self.limit)),
            Fault::NoCell { row, column } => {
                let field = schema.field(column);
                let sentence = errors::NO_CELL.with("type", field.data_type()).with("column", field.name());
                refused_at(self.name, (rows + row) as u64 + 2, column as u64 + 1, sentence)
            }
        }
    }
}

/// Bytes of all compressed buffers of an Arrow file, as it states them; `None` where something would stand outside of it.
fn unpacked(bytes: &[u8]) -> Option<u64> {
    let trailer = bytes.len().checked_sub(10)?;
    let length = read_footer_length(bytes[trailer..].try_into().ok()?).ok()?;
    let footer = root_as_footer(&bytes[trailer.checked_sub(length)?..trailer]).ok()?;
    let batches = footer.recordBatches().into_iter().flatten();
    let mut all = 0_u64;
    for block in footer.dictionaries().into_iter().flatten().chain(batches) {
        let start = usize::try_from(block.offset()).ok()?;
        let (message, body) =
            (usize::try_from(block.metaDataLength()).ok()?, usize::try_from(block.bodyLength()).ok()?);
        let message = bytes.get(start..start.checked_add(message)?)?;
        let body_start = start + message.len();
        let body = bytes.get(body_start..body_start.checked_add(body)?)?;
        // A mark and a length, or in old files the length alone.
        let message = if message.starts_with(&[0xff; 4]) { message.get(8..)? } else { message.get(4..)? };
        let message = root_as_message(message).ok()?;
        let dictionary = message.header_as_dictionary_batch().and_then(|dictionary| dictionary.data());
        let Some(batch) = message.header_as_record_batch().or(dictionary) else { continue };
        if batch.compression().is_none() {
            continue;
        }
        for buffer in batch.buffers().into_iter().flatten().filter(|buffer| buffer.length() > 0) {
            let start = usize::try_from(buffer.offset()).ok()?;
            let stated = body.get(start..start.checked_add(8)?)?;
            // −1: not compressed after all.
            let stated = i64::from_le_bytes(stated.try_into().ok()?).max(0);
            all = all.checked_add(stated.unsigned_abs())?;
        }
    }
    Some(all)
}

/// Why a batch is no text.
enum Fault {
    TooLarge,
    /// A value that is no cell: bytes that are no text, or a kind of column without a plain form.
    NoCell {
        row: usize,
        column: usize,
    },
}

/// Rows as text.
struct Written {
    text: String,
    /// Whole numbers beyond what a floating-point number keeps.
    long: u64,
}

fn header(schema: &Schema) -> String {
    let mut text = String::new();
    for (number, field) in schema.fields().iter().enumerate() {
        delimit(&mut text, usize::from(number > 0));
        push_cell(&mut text, field.name());
    }
    text.push('\n');
    text
}

fn written(batch: &RecordBatch, limit: usize) -> std::result::Result<Written, Fault> {
    let no_cell = |row, column| Fault::NoCell { row, column };
    if batch.num_rows() > limit {
        return Err(Fault::TooLarge);
    }
    let options = FormatOptions::default();
    let mut columns = Vec::new();
    for (number, array) in batch.columns().iter().enumerate() {
        columns.push(plain(array).ok_or(no_cell(0, number))?);
    }
    let mut cells = Vec::new();
    for (number, array) in columns.iter().enumerate() {
        cells.push(Cells::of(array, &options).ok_or(no_cell(0, number))?);
    }
    let (mut text, mut long, mut cell) = (String::new(), 0, String::new());
    for row in 0..batch.num_rows() {
        let start = text.len();
        let mut blank = true;
        for (number, cells) in cells.iter_mut().enumerate() {
            delimit(&mut text, usize::from(number > 0));
            cell.clear();
            long += u64::from(cells.push(row, &mut cell).ok_or(no_cell(row, number))?);
            blank &= cell.is_empty();
            push_cell(&mut text, &cell);
        }
        // A row with nothing in it is a blank line.
        if blank {
            text.truncate(start);
        }
        text.push('\n');
        if text.len() > limit {
            return Err(Fault::TooLarge);
        }
    }
    Ok(Written { text, long })
}

/// A column without a dictionary or runs, its texts of one kind.
fn plain(array: &ArrayRef) -> Option<ArrayRef> {
    use DataType::{BinaryView, Dictionary, FixedSizeBinary, LargeBinary, LargeUtf8, RunEndEncoded, Utf8View};
    let to = match array.data_type() {
        Dictionary(_, values) => return plain(&arrow_cast::cast(array, values).ok()?),
        RunEndEncoded(_, values) => return plain(&arrow_cast::cast(array, values.data_type()).ok()?),
        Utf8View | LargeUtf8 => DataType::Utf8,
        BinaryView | LargeBinary | FixedSizeBinary(_) => DataType::Binary,
        DataType::Float16 => DataType::Float32,
        DataType::LargeList(field) | DataType::FixedSizeList(field, _) => DataType::List(field.clone()),
        _ => return Some(array.clone()),
    };
    arrow_cast::cast(array, &to).ok()
}

/// How the values of one column are written.
enum Cells<'a> {
    Nothing,
    Text(&'a arrow_array::StringArray),
    Bytes(&'a arrow_array::BinaryArray),
    Whole(Box<dyn Fn(usize) -> i128 + 'a>, &'a ArrayRef),
    Number(Box<dyn Fn(usize) -> f64 + 'a>, &'a ArrayRef),
    Truth(&'a arrow_array::BooleanArray),
    /// Seconds since 1970, and whether they are an instant rather than a time of day somewhere.
    Time(Box<dyn Fn(usize) -> i64 + 'a>, bool, &'a ArrayRef, Day),
    Date(Box<dyn Fn(usize) -> i64 + 'a>, &'a ArrayRef, Day),
    List(&'a arrow_array::ListArray),
    Other(ArrayFormatter<'a>, &'a ArrayRef),
}

impl<'a> Cells<'a> {
    fn of(array: &'a ArrayRef, options: &'a FormatOptions<'a>) -> Option<Self> {
        fn whole<T: ArrowPrimitiveType<Native: Into<i128>>>(array: &ArrayRef) -> Cells<'_> {
            let values = array.as_primitive::<T>().values();
            Cells::Whole(Box::new(move |row| values[row].into()), array)
        }
        fn time<T: ArrowPrimitiveType<Native = i64>>(array: &ArrayRef, a_second: i64, instant: bool) -> Cells<'_> {
            let values = array.as_primitive::<T>().values();
            Cells::Time(Box::new(move |row| values[row].div_euclid(a_second)), instant, array, Day::default())
        }
        Some(match array.data_type() {
            DataType::Null => Self::Nothing,
            DataType::Utf8 => Self::Text(array.as_string()),
            DataType::Binary => Self::Bytes(array.as_binary()),
            DataType::Boolean => Self::Truth(array.as_boolean()),
            DataType::Int8 => whole::<Int8Type>(array),
            DataType::Int16 => whole::<Int16Type>(array),
            DataType::Int32 => whole::<Int32Type>(array),
            DataType::Int64 => whole::<Int64Type>(array),
            DataType::UInt8 => whole::<UInt8Type>(array),
            DataType::UInt16 => whole::<UInt16Type>(array),
            DataType::UInt32 => whole::<UInt32Type>(array),
            DataType::UInt64 => whole::<UInt64Type>(array),
            DataType::Float32 => {
                let values = array.as_primitive::<Float32Type>().values();
                // Its own digits, not those of what it is as a number of twice the length.
                Self::Number(Box::new(|row| values[row].to_string().parse().unwrap_or(f64::NAN)), array)
            }
            DataType::Float64 => {
                let values = array.as_primitive::<Float64Type>().values();
                Self::Number(Box::new(|row| values[row]), array)
            }
            DataType::Timestamp(unit, zone) => match unit {
                TimeUnit::Second => time::<TimestampSecondType>(array, 1, zone.is_some()),
                TimeUnit::Millisecond => time::<TimestampMillisecondType>(array, 1_000, zone.is_some()),
                TimeUnit::Microsecond => time::<TimestampMicrosecondType>(array, 1_000_000, zone.is_some()),
                TimeUnit::Nanosecond => time::<TimestampNanosecondType>(array, 1_000_000_000, zone.is_some()),
            },
            DataType::Date32 => {
                let values = array.as_primitive::<Date32Type>().values();
                Self::Date(Box::new(|row| values[row].into()), array, Day::default())
            }
            DataType::Date64 => {
                let values = array.as_primitive::<Date64Type>().values();
                Self::Date(Box::new(|row| values[row].div_euclid(86_400_000)), array, Day::default())
            }
            DataType::List(_) => Self::List(array.as_list()),
            DataType::Struct(_) | DataType::Map(..) | DataType::Union(..) => return None,
            _ => Self::Other(ArrayFormatter::try_new(array.as_ref(), options).ok()?, array),
        })
    }

    /// Writes one value: whether it is a whole number that has lost digits; `None` where it is no cell.
    fn push(&mut self, row: usize, text: &mut String) -> Option<bool> {
        match self {
            Self::Nothing => {}
            Self::Text(values) if values.is_valid(row) => text.push_str(values.value(row)),
            Self::Bytes(values) if values.is_valid(row) => text.push_str(std::str::from_utf8(values.value(row)).ok()?),
            Self::Truth(values) if values.is_valid(row) => {
                text.push_str(if values.value(row) { "true" } else { "false" });
            }
            Self::Whole(value, array) if array.is_valid(row) => {
                let _ = write!(text, "{}", value(row));
            }
            Self::Number(value, array) if array.is_valid(row) => {
                let value = value(row);
                if value.is_finite() {
                    return Some(push_number(text, value));
                }
            }
            Self::Time(seconds, instant, array, day) if array.is_valid(row) => {
                let seconds = seconds(row);
                let Some(day) = day.of(seconds.div_euclid(86_400)) else {
                    // Beyond the calendar: for whoever reads the cell to refuse.
                    let _ = write!(text, "{seconds}");
                    return Some(false);
                };
                text.push_str(day);
                let of_day = seconds.rem_euclid(86_400);
                let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
                let _ = write!(text, " {hour:02}:{minute:02}:{second:02}");
                if *instant {
                    text.push('Z');
                }
            }
            Self::Date(days, array, day) if array.is_valid(row) => match day.of(days(row)) {
                Some(day) => text.push_str(day),
                None => {
                    let _ = write!(text, "{}", days(row));
                }
            },
            Self::List(values) if values.is_valid(row) => {
                let array = plain(&values.value(row))?;
                let options = FormatOptions::default();
                let mut elements = Cells::of(&array, &options)?;
                for element in 0..array.len() {
                    let before = text.len();
                    if before > 0 {
                        text.push(';');
                    }
                    let start = text.len();
                    elements.push(element, text)?;
                    if text.len() == start {
                        text.truncate(before);
                    }
                }
            }
            Self::Other(formatter, array) if array.is_valid(row) => {
                write!(text, "{}", formatter.value(row)).ok()?;
            }
            _ => {}
        }
        Some(false)
    }
}

/// A day in figures, kept for the next value, which is often of the same one.
#[derive(Default)]
struct Day {
    number: Option<i64>,
    figures: String,
}

impl Day {
    /// The day so many days after 1 January 1970; `None` beyond the calendar.
    fn of(&mut self, number: i64) -> Option<&str> {
        const FIRST: Date = date(1970, 1, 1);
        if self.number != Some(number) {
            let day = FIRST.checked_add(jiff::Span::new().try_days(number).ok()?).ok()?;
            self.figures.clear();
            let _ = write!(self.figures, "{day}");
            self.number = Some(number);
        }
        Some(&self.figures)
    }
}
