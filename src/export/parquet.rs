//! Record batches → a Parquet file.

use std::io::{self, Write};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::columnar::{ROWS, Sink};

/// A Parquet file (zstd, a row group a batch). Nothing in it depends on when or where it is written.
pub(super) enum Parquet<W: Write + Send> {
    /// Without its columns so far.
    New(W),
    /// Being written.
    Begun(Box<ArrowWriter<W>>),
    /// Failed before its columns were known.
    Failed,
}

impl<W: Write + Send> Sink for Parquet<W> {
    fn begin(&mut self, schema: &SchemaRef) -> io::Result<()> {
        if let Self::New(to) = std::mem::replace(self, Self::Failed) {
            let properties = WriterProperties::builder()
                .set_compression(Compression::ZSTD(ZstdLevel::default()))
                .set_max_row_group_row_count(Some(ROWS));
            let writer = ArrowWriter::try_new(to, schema.clone(), Some(properties.build())).map_err(failed)?;
            *self = Self::Begun(Box::new(writer));
        }
        Ok(())
    }

    fn batch(&mut self, batch: RecordBatch) -> io::Result<()> {
        match self {
            Self::Begun(writer) => writer.write(&batch).map_err(failed),
            _ => Err(io::Error::other("rows before columns")),
        }
    }

    fn end(self) -> io::Result<()> {
        match self {
            Self::Begun(writer) => writer.close().map(drop).map_err(failed),
            _ => Err(io::Error::other("no columns")),
        }
    }
}

/// The system's reason where it is one.
fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(source) => *source,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
