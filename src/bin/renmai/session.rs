//! What every command that reads data does alike: threads, signals, reading, what reading found.

use std::io::Write;
use std::path::{Path, PathBuf};

use renmai::Result;
use renmai::analysis::{Input, sources};
use renmai::config::Config;
use renmai::diagnostic::Severity;
use renmai::export::write_rejected;
use renmai::parallel::{processors, useful, with_threads};
use renmai::progress::Progress;
use renmai::tables::{self, Sources, Tables};
use renmai::text::{Lang, cli as text, thousands};

use crate::outfile::OutFile;
use crate::{interrupt, terminal};

/// The validated options of one run on data.
#[derive(Debug)]
pub struct Session {
    /// Options of the analysis.
    pub config: Config,
    /// Read instead of tables.
    pub snapshot: Option<PathBuf>,
    /// Where `--rejected` wants the rows that were set aside.
    pub rejected: Option<PathBuf>,
    /// Whether the command writes a directory, which will hold them too.
    pub writes_directory: bool,
}

/// What a command works with.
pub struct Run<'a> {
    /// Options of the analysis.
    pub config: &'a Config,
    /// Cancellation and progress.
    pub progress: &'a Progress,
    snapshot: Option<&'a Path>,
    /// Where `--rejected` wants the rows that were set aside; known to be writable.
    pub rejected: Option<OutFile>,
    writes_directory: bool,
}

impl Session {
    /// The language of everything that people read.
    pub fn lang(&self) -> Lang {
        self.config.lang
    }

    /// Runs a command on the configured number of threads, as far as they are useful; interruptible.
    pub fn run(&self, work: impl FnOnce(Run<'_>) -> Result<()> + Send) -> Result<()> {
        let rejected = self.rejected.as_deref().map(OutFile::prepare).transpose()?;
        let progress = start(self.lang());
        let snapshot = self.snapshot.as_deref();
        let run = Run {
            config: &self.config,
            progress: &progress,
            snapshot,
            rejected,
            writes_directory: self.writes_directory,
        };
        let (asked, used) = (self.config.threads, useful(self.config.threads));
        if used < asked {
            let words = text::FEWER_THREADS.with("asked", asked).with("used", used).with("processors", processors());
            terminal::tell(words.render(self.lang()));
        }
        with_threads(used, || work(run))
    }
}

/// Progress that is shown and that signals cancel.
pub fn start(lang: Lang) -> Progress {
    let progress = terminal::progress(lang);
    interrupt::listen(&progress, lang);
    progress
}

impl Run<'_> {
    /// Reads the configured tables, or the snapshot, and says in one line what was found.
    pub fn read(&self) -> Result<Input> {
        let Some(snapshot) = self.snapshot else { return self.read_from(&sources(self.config)?).map(Input::from) };
        let input = Input::open(snapshot, &self.config.input, self.progress)?;
        self.progress.check()?;
        terminal::tell(self.findings(&input.tables));
        Ok(input)
    }

    /// Reads these tables and says in one line what was found.
    pub fn read_from(&self, sources: &Sources) -> Result<Tables> {
        let tables = tables::read(sources, self.progress)?;
        self.progress.check()?;
        terminal::tell(self.findings(&tables));
        Ok(tables)
    }

    /// The options of a command that shows no seeds, so that none are chosen.
    pub fn without_seeds(&self) -> Config {
        let mut config = self.config.clone();
        config.seeds.k = 0;
        config
    }

    /// Writes the rows set aside to where `--rejected` says, around `finish`, which produces the command's own output: if
    /// that fails, they are not left behind.
    pub fn finish(&self, tables: &Tables, finish: impl FnOnce() -> Result<()>) -> Result<()> {
        let lang = self.config.lang;
        let write = |to: &mut (dyn Write + Send)| write_rejected(&tables.rejected, lang, to);
        let staged = self.rejected.as_ref().map(|file| file.stage(write)).transpose()?;
        self.progress.check()?;
        finish()?;
        if let (Some(staged), Some(file)) = (staged, &self.rejected) {
            staged.place(self.progress)?;
            let words = text::WRITTEN_REJECTED.with("count", tables.rejected.len());
            terminal::tell(words.with("file", file.named().display()).render(lang));
        }
        Ok(())
    }

    fn findings(&self, tables: &Tables) -> String {
        let lang = self.config.lang;
        let rows: u64 = tables.inputs.iter().map(|i| i.rows).sum();
        let mut line = text::READ.with("files", tables.inputs.len()).with("rows", thousands(rows)).render(lang);
        if !tables.rejected.is_empty() {
            line += &text::ASIDE.with("count", tables.rejected.len()).render(lang);
            if self.rejected.is_none() && !self.writes_directory {
                line += text::ASIDE_NOWHERE.get(lang);
            }
        }
        let mut warnings = tables.findings.iter().filter(|f| f.severity == Severity::Warning);
        if let Some(first) = warnings.next() {
            line += &text::NOTICE.with("first", first.sentence.render(lang)).render(lang);
            let more = warnings.count();
            if more > 0 {
                line += &text::NOTICE_MORE.with("count", more).render(lang);
            }
        }
        line
    }
}
