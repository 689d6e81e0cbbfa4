//! The `renmai` program: command line → request → work, and what became of it as an exit code.

mod cli;
mod cmd;
mod failure;
mod interrupt;
mod outfile;
mod output;
mod session;
mod settings;
mod shelf;
mod terminal;

use std::ffi::OsString;
use std::process::ExitCode;

use cmd::Request;
use failure::Failure;
use renmai::ErrorKind;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    interrupt::prepare();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let mut lang = cli::language(&arguments);
    let outcome = cli::parse(&arguments, cmd::commands(lang), lang).and_then(|matches| {
        lang = settings::language(&matches).unwrap_or(lang);
        let request = Request::new(&matches, lang)?;
        lang = request.lang();
        request.run()
    });
    let Err(failure) = outcome else { return ExitCode::SUCCESS };
    terminal::tell(failure.render(lang));
    ExitCode::from(match failure {
        Failure::Shown => 0,
        Failure::Usage(_) => 2,
        Failure::Run(error) if error.kind() == ErrorKind::Interrupted => 130,
        Failure::Run(_) => 1,
    })
}
