//! CSV lines, written by hand because every cell but a name is known to need no quotes.

use std::io::{BufWriter, Write};

use super::Workload;
use super::dirty::{self, Fault, Planted};
use super::ids::decimal;
use crate::progress::Progress;
use crate::text::generating;
use crate::{Error, ErrorKind, Result};

/// Rows between two looks at the cancellation flag.
const ROWS_PER_CHECK: u64 = 8_192;

/// Opens the file of a given name.
pub(super) type Sink<'a> = dyn FnMut(&'static str) -> Result<Box<dyn Write>> + 'a;

/// Where the tables go, and which faults were planted on the way.
pub(super) struct Outlet<'a> {
    pub(super) sink: &'a mut Sink<'a>,
    pub(super) progress: &'a Progress,
    pub(super) planted: Vec<Planted>,
}

/// One table on its way out, line by line; plants the faults of its table at their lines.
pub(super) struct Lines<'a> {
    name: &'static str,
    out: BufWriter<Box<dyn Write>>,
    line: Vec<u8>,
    previous: Vec<u8>,
    written: u64,
    /// Faults still to plant, the next one last.
    faults: Vec<(u64, &'static Fault)>,
    workload: &'a Workload,
    progress: &'a Progress,
    planted: Vec<Planted>,
}

impl<'a> Lines<'a> {
    /// Opens the file `name` and writes its header.
    pub(super) fn open<'p: 'a>(
        outlet: &mut Outlet<'p>,
        workload: &'a Workload,
        name: &'static str,
        header: &str,
    ) -> Result<Self> {
        let mut lines = Self {
            name,
            out: BufWriter::with_capacity(1 << 18, (outlet.sink)(name)?),
            line: Vec::with_capacity(256),
            previous: Vec::with_capacity(256),
            written: 0,
            faults: if workload.options.dirty { dirty::faults_of(name) } else { Vec::new() },
            workload,
            progress: outlet.progress,
            planted: Vec::new(),
        };
        lines.line.extend_from_slice(header.as_bytes());
        lines.put()?;
        Ok(lines)
    }

    /// The unfinished line, for writers of cells.
    pub(super) fn raw(&mut self) -> &mut Vec<u8> {
        &mut self.line
    }

    /// Ends a cell.
    pub(super) fn comma(&mut self) {
        self.line.push(b',');
    }

    /// Appends text that needs no quotes.
    pub(super) fn plain(&mut self, text: &str) {
        self.line.extend_from_slice(text.as_bytes());
    }

    /// Appends text, quoted where CSV demands it (RFC 4180).
    pub(super) fn quoted(&mut self, text: &str) {
        if text.contains([',', '"', '\n', '\r']) {
            self.line.push(b'"');
            self.line.extend_from_slice(text.replace('"', "\"\"").as_bytes());
            self.line.push(b'"');
        } else {
            self.plain(text);
        }
    }

    /// Appends a whole number.
    pub(super) fn number(&mut self, value: u64) {
        decimal(&mut self.line, value, 1);
    }

    /// Appends an amount of money given in hundredths.
    pub(super) fn cents(&mut self, value: u64) {
        decimal(&mut self.line, value / 100, 1);
        self.line.push(b'.');
        decimal(&mut self.line, value % 100, 2);
    }

    /// Ends the row.
    pub(super) fn end(&mut self) -> Result<()> {
        self.put()?;
        if self.written.is_multiple_of(ROWS_PER_CHECK) {
            self.progress.check()?;
            self.progress.advance(ROWS_PER_CHECK);
        }
        while self.faults.last().is_some_and(|f| f.0 == self.written + 1) {
            self.plant()?;
        }
        Ok(())
    }

    /// Writes what is left, faults of a table that ended before their line included.
    pub(super) fn finish(mut self, outlet: &mut Outlet<'_>) -> Result<()> {
        while !self.faults.is_empty() {
            self.plant()?;
        }
        self.progress.advance(self.written % ROWS_PER_CHECK);
        self.out.flush().map_err(|e| failed(self.name, e))?;
        outlet.planted.append(&mut self.planted);
        Ok(())
    }

    fn plant(&mut self) -> Result<()> {
        let Some((_, fault)) = self.faults.pop() else { return Ok(()) };
        match fault.row {
            Some(row) => dirty::fill(row, self.workload, &mut self.line),
            None => self.line.extend_from_slice(&self.previous),
        }
        self.planted.push(Planted { file: self.name, line: self.written + 1, fault });
        self.put()
    }

    fn put(&mut self) -> Result<()> {
        self.out.write_all(&self.line).and_then(|()| self.out.write_all(b"\n")).map_err(|e| failed(self.name, e))?;
        self.written += 1;
        std::mem::swap(&mut self.line, &mut self.previous);
        self.line.clear();
        Ok(())
    }
}

fn failed(name: &str, cause: std::io::Error) -> Error {
    Error::new(ErrorKind::Write, generating::CANNOT_WRITE.with("file", name)).caused_by(cause)
}
