//! Requests and their answers, and what is kept between them.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use renmai::analysis::{Analysis, Input, analyse, analyse_in_parts, audit, fill_shelf, sources};
use renmai::config::{Config, InputOptions};
use renmai::export::{Files, compare, earlier_runs, nobody, plan_text, summary_text, write_files};
use renmai::measures::betweenness::parts::{Cut, Shelf};
use renmai::report::Method;
use renmai::selection::LISTS;
use renmai::selection::explain::explain;
use renmai::tables::read_showing;
use renmai::text::{errors, page, plain, web};
use renmai::{Error, ErrorKind, Lang, Progress, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::given::{Given, is_of};
use crate::parts::{Folded, One, file};
use crate::survey::{Broken, ROWS, Seen, nothing, survey};
use crate::{archive, options, watched};

/// What the page asks.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "call", rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Request {
    /// What each file was taken for, and what a run would take.
    Survey { files: Vec<String>, options: Given },
    /// The whole analysis, its files under `../out/`; `compare` names folders of earlier runs, `parts` where parts of betweenness are.
    Run {
        files: Vec<String>,
        options: Given,
        #[serde(default)]
        compare: Vec<String>,
        #[serde(default)]
        parts: Option<String>,
    },
    /// One part of betweenness.
    Part { files: Vec<String>, options: Given, part: usize, parts: usize },
    /// The `renmai.toml` that does the same.
    Toml { files: Vec<String>, options: Given },
    /// Every option.
    Options { options: Given },
    /// Why somebody is, or is not, on each list of the last run.
    Explain { id: String },
    /// Files in an archive.
    Zip { paths: Vec<String>, to: String },
    /// The files of an archive.
    Unzip { path: String },
}

/// Where outputs go: beside all files that were dropped, so that nothing is called the same.
const OUT: &str = "../out";

/// What was read, and with which options.
struct Read {
    key: String,
    input: Input,
    seen: Seen,
}

/// Who was on a list: ids and names in the order of ids.
type Members = BTreeSet<(String, String)>;

/// Answers requests; keeps what was read and computed, as far as the next may need it.
#[derive(Default)]
pub struct Engine {
    read: Option<Read>,
    analysis: Option<(String, Seen, Analysis)>,
    /// The run before: its files, its options and who was on each list.
    before: Option<Before>,
}

struct Before {
    files: Vec<String>,
    given: Given,
    members: Vec<Members>,
}

struct Out;

impl Files for Out {
    fn create(&self, name: &str) -> Result<Box<dyn Write + Send>> {
        let path = Path::new(OUT).join(name);
        let failed = |e| Error::new(ErrorKind::Write, plain(name)).caused_by(e);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(OUT))).map_err(failed)?;
        Ok(Box::new(File::create(path).map_err(failed)?))
    }
}

impl Engine {
    /// The answer to a request, both JSON. A field `fresh` that is true says that files are others now under the same names.
    pub fn answer(&mut self, request: &[u8]) -> String {
        let asked: std::result::Result<Value, _> = serde_json::from_slice(request);
        if asked.as_ref().is_ok_and(|asked| asked["fresh"] == true) {
            (self.read, self.analysis) = (None, None);
        }
        let answer = match asked.and_then(serde_json::from_value::<Request>) {
            Ok(request) => {
                let lang = request.lang();
                match self.respond(request) {
                    Ok(value) => json!({"ok": value}),
                    Err(error) => json!({"error": told(&error, lang)}),
                }
            }
            Err(e) => json!({"error": {"kind": "config", "text": e.to_string()}}),
        };
        answer.to_string()
    }

    fn respond(&mut self, request: Request) -> Result<Value> {
        match request {
            Request::Survey { files, options } => self.survey(&files, &options),
            Request::Run { files, options, compare, parts } => self.run(&files, &options, compare, parts.as_deref()),
            Request::Part { files, options, part, parts } => self.part(&files, &options, Cut { parts, part }),
            Request::Toml { files, options } => self.toml(&files, &options),
            Request::Options { options } => Ok(options::options(&options.config(&[])?, options.lang())),
            Request::Explain { id } => self.explain(&id),
            Request::Zip { paths, to } => archive::zip(&paths, &to).map(|()| json!({"file": to})),
            Request::Unzip { path } => archive::unzip(&path).map(|files| json!({"files": files})),
        }
    }

    /// What was read of these files with these options of reading, now or before; files that cannot be read are left out.
    fn read(
        &mut self,
        files: &[String],
        given: &Given,
        progress: &Progress,
    ) -> std::result::Result<(Config, Read), Unread> {
        let mut seen = Seen::default();
        let read = self.read_on(files, given, &mut seen, progress);
        read.map_err(|error| Unread { error, seen })
    }

    fn read_on(
        &mut self,
        files: &[String],
        given: &Given,
        seen: &mut Seen,
        progress: &Progress,
    ) -> Result<(Config, Read)> {
        let key = key(&given.config(files)?);
        let kept = match (self.analysis.take(), self.read.take()) {
            (Some((known, seen, analysis)), _) if known == key => Some((seen, analysis.into())),
            (_, Some(read)) if read.key == key => Some((read.seen, read.input)),
            _ => None,
        };
        if let Some((seen, input)) = kept {
            return Ok((given.config(&without(files, &seen))?, Read { key, input, seen }));
        }
        loop {
            let here = without(files, seen);
            let config = given.config(&here)?;
            let mut aside = config.clone();
            aside.input.skip_bad_rows = true;
            aside.input.allow_disjoint |= seen.apart.is_some();
            let read = sources(&aside).and_then(|sources| read_showing(&sources, ROWS, progress));
            let error = match read {
                Ok((tables, first)) => {
                    seen.first = first;
                    return Ok((config, Read { key, input: tables.into(), seen: std::mem::take(seen) }));
                }
                Err(error) => error,
            };
            let named = error.position().and_then(|at| here.iter().find(|path| is_of(&at.file, path)));
            let no_edges = error.render(given.lang()).ends_with(errors::NO_EDGES.get(given.lang()));
            match named {
                // No single file is to blame for what is missing.
                Some(path) if !no_edges => {
                    let (path, is_last) = (path.clone(), here.len() == 1);
                    seen.broken.push(Broken { path, error });
                    if is_last {
                        return Err(Error::new(ErrorKind::Data, web::BROKEN.counted(seen.broken.len() as u64)));
                    }
                }
                // Tables that share nobody are shown all the same.
                None if error.kind() == ErrorKind::Data && !aside.input.allow_disjoint => {
                    seen.apart = Some(error);
                }
                _ => return Err(error),
            }
        }
    }

    fn survey(&mut self, files: &[String], given: &Given) -> Result<Value> {
        let (progress, lang) = (watched(), given.lang());
        // Options that are none are the fault of no file.
        given.config(files)?;
        if files.is_empty() {
            return Ok(nothing(&Seen::default(), None, None, lang));
        }
        let (config, Read { key, input, seen }) = match self.read(files, given, &progress) {
            Ok(read) => read,
            Err(Unread { error, seen }) => {
                // What is wrong with a file stands there.
                let why = seen.broken.is_empty().then(|| error.render(lang));
                let too_large = why.as_deref().filter(|why| is_about_memory(why)).map(|_| {
                    let limit =
                        given.config(files).ok().and_then(|config| config.input.max_memory_mib).unwrap_or_default();
                    web::TABLES_TOO_LARGE.with("limit", limit).render(lang)
                });
                return Ok(nothing(&seen, why, too_large, lang));
            }
        };
        let audit = audit(input, config.clone(), &progress)?;
        let answer = survey(&audit, &config, files, &seen);
        self.read = Some(Read { key, input: audit.into(), seen });
        Ok(answer)
    }

    /// As [`Engine::read`], where the program would read all of it.
    fn read_all(&mut self, files: &[String], given: &Given, progress: &Progress) -> Result<(Config, Read)> {
        let (config, read) = self.read(files, given, progress).map_err(|unread| unread.error)?;
        let refused = !config.input.skip_bad_rows && !read.input.tables.rejected.is_empty();
        let apart = !config.input.allow_disjoint && read.seen.apart.is_some();
        if refused || apart || !read.seen.broken.is_empty() {
            self.read = Some(read);
            let error = renmai::read(&sources(&given.config(files)?)?, progress).map(drop);
            return Err(error.err().unwrap_or_else(Error::interrupted));
        }
        Ok((config, read))
    }

    fn run(&mut self, files: &[String], given: &Given, earlier: Vec<String>, parts: Option<&str>) -> Result<Value> {
        let (begun, progress) = (Instant::now(), watched());
        let (mut config, Read { key, input, seen }) = self.read_all(files, given, &progress)?;
        config.compare = earlier;
        let earlier = earlier_runs(&config.compare)?;
        let folded = parts.map(|folder| Folded::of(Path::new(folder))).transpose()?;
        let shelf = folded.as_ref().map(|folded| folded as &dyn Shelf);
        let mut analysis = analyse_in_parts(input, config, shelf, &progress)?;
        if let Some(why) = nobody(&analysis) {
            return Err(Error::new(ErrorKind::Data, why));
        }
        compare(&mut analysis, earlier)?;
        let written = write_files(&analysis, &Out, &progress)?;
        let members = members(&analysis);
        let changed = self.before.take().map(|before| changed(&before.members, &members, given.lang()));
        let summary = summary_text(&analysis);
        self.before = Some(Before { files: files.to_vec(), given: given.clone(), members });
        self.analysis = Some((key, seen, analysis));
        let seconds = begun.elapsed().as_secs_f64();
        Ok(json!({"files": written, "summary": summary, "changed": changed, "seconds": seconds}))
    }

    fn part(&mut self, files: &[String], given: &Given, cut: Cut) -> Result<Value> {
        let progress = watched();
        let (config, mut read) = self.read_all(files, given, &progress)?;
        fill_shelf(&mut read.input, &config, &One(cut), &progress)?;
        Ok(json!({"file": file(cut)}))
    }

    fn toml(&mut self, files: &[String], given: &Given) -> Result<Value> {
        let config = given.config(files)?;
        let text = if files.is_empty() {
            config.differences().unwrap_or_default()
        } else {
            let (config, read) = self.read(files, given, &watched()).map_err(|unread| unread.error)?;
            // The page's own limit is nothing to write down.
            let own = Config::parse("renmai.toml", &given.toml).ok().and_then(|own| own.input.max_memory_mib);
            let input = InputOptions { max_memory_mib: own, ..config.input };
            let text = plan_text(&read.input.tables, &Config { input, ..config });
            self.read = Some(read);
            text?
        };
        Ok(json!({"text": text}))
    }

    fn explain(&mut self, id: &str) -> Result<Value> {
        let Some(Before { files, given, .. }) = &self.before else {
            return Err(Error::new(ErrorKind::NotFound, web::NO_RUN.sentence()));
        };
        let (files, given) = (files.clone(), given.clone());
        // What was asked since has taken the result apart; what it was made of is still there.
        let (key, seen, analysis) = match self.analysis.take() {
            Some(kept) => kept,
            None => {
                let progress = watched();
                let (config, Read { key, input, seen }) = self.read_all(&files, &given, &progress)?;
                (key, seen, analyse(input, config, &progress)?)
            }
        };
        let (_, _, analysis) = self.analysis.insert((key, seen, analysis));
        let (people, lang) = (&analysis.people, analysis.people.config.lang);
        let told = explain(people.context(), &analysis.selection, analysis.hours(), id.trim())?;
        let text = format!("{}\n{}", told.render(lang), Method::of(&people.measures).sentences(lang).join("\n"));
        Ok(json!({"text": text}))
    }
}

/// Why files cannot be read, and what was seen until then.
struct Unread {
    error: Error,
    seen: Seen,
}

impl Request {
    fn lang(&self) -> Lang {
        match self {
            Self::Survey { options, .. }
            | Self::Run { options, .. }
            | Self::Part { options, .. }
            | Self::Toml { options, .. }
            | Self::Options { options } => options.lang(),
            Self::Explain { .. } | Self::Zip { .. } | Self::Unzip { .. } => Lang::Zh,
        }
    }
}

/// Whether an error is that something needs more memory than there is for it: all of these name the option that sets how much.
fn is_about_memory(words: &str) -> bool {
    words.contains("input.max_memory_mib")
}

/// All that reading depends on, where rows that cannot be read are set aside and tables may share nobody.
fn key(config: &Config) -> String {
    let mut input = config.input.clone();
    (input.skip_bad_rows, input.allow_disjoint, input.trusted) = (true, true, false);
    (input.max_memory_mib, input.rejected) = (None, None);
    serde_json::to_string(&input).unwrap_or_default()
}

fn without(files: &[String], seen: &Seen) -> Vec<String> {
    files.iter().filter(|file| !seen.broken.iter().any(|broken| broken.path == **file)).cloned().collect()
}

fn told(error: &Error, lang: Lang) -> Value {
    let kind = match error.kind() {
        ErrorKind::Data => "data",
        ErrorKind::Config => "config",
        ErrorKind::Read => "read",
        ErrorKind::Write => "write",
        ErrorKind::NotFound => "not_found",
        _ => "interrupted",
    };
    let at = error.position();
    json!({
        "kind": kind, "text": error.render(lang), "file": at.map(|at| &at.file),
        "line": at.map_or(0, |at| at.line), "column": at.map_or(0, |at| at.column),
    })
}

/// Who is on each of the lists.
fn members(analysis: &Analysis) -> Vec<Members> {
    let person = |node: u32| {
        let user = analysis.people.graph.nodes.user[node as usize];
        let name = analysis.people.tables.user_table.nickname.get(user as usize);
        (analysis.people.id(node).to_owned(), name.to_owned())
    };
    let listed = |list: &&renmai::selection::ListSpec| match list.kind {
        Some(kind) => analysis.selection.list(kind).entries.iter().map(|entry| person(entry.node)).collect(),
        None => analysis.seeds.iter().flat_map(|seeds| &seeds.set.picks).map(|pick| person(pick.node)).collect(),
    };
    LISTS.iter().map(listed).collect()
}

/// Who has come onto each list, and who has left it.
fn changed(before: &[Members], now: &[Members], lang: Lang) -> Value {
    let people = |some: Vec<&(String, String)>| {
        some.into_iter().map(|(id, name)| json!({"id": id, "name": name})).collect::<Vec<_>>()
    };
    let lists = LISTS.iter().zip(before.iter().zip(now)).map(|(list, (before, now))| {
        json!({
            "list": list.code, "name": page::label(list.code).get(lang), "stayed": before.intersection(now).count(),
            "came": people(now.difference(before).collect()), "left": people(before.difference(now).collect()),
        })
    });
    lists.collect()
}
