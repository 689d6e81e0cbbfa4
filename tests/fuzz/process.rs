//! The program as a process that may not go on for ever.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Seconds of computing that no case may need.
const COMPUTING: f64 = 5.0;
/// Seconds after which it hangs though it does not compute: many, for the machine may be busy with something else.
const WAITING: Duration = Duration::from_secs(30);

/// How it ended.
pub struct Ended {
    /// Nothing where a signal ended it, or where it did not end.
    pub code: Option<i32>,
    /// Whether it had to be ended.
    pub hung: bool,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

/// Runs it in `dir`; what it prints is kept in `beside`.
pub fn run(dir: &Path, beside: &Path, arguments: &[String]) -> Ended {
    let [out, err] = ["stdout", "stderr"].map(|name| beside.join(name));
    let program = std::env::var_os("RENMAI_FUZZ_PROGRAM");
    let mut child = Command::new(program.unwrap_or_else(|| assert_cmd::cargo::cargo_bin!("renmai").into()))
        .args(arguments)
        .current_dir(dir)
        .stdin(Stdio::null())
        .stdout(File::create(&out).unwrap())
        .stderr(File::create(&err).unwrap())
        .spawn()
        .unwrap();
    let started = Instant::now();
    let mut pause = Duration::from_millis(2);
    let (code, hung) = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break (status.code(), false);
        }
        if started.elapsed() > WAITING || computed(&child).is_some_and(|seconds| seconds > COMPUTING) {
            child.kill().unwrap();
            child.wait().unwrap();
            break (None, true);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    Ended { code, hung, stdout: fs::read(out).unwrap(), stderr: fs::read(err).unwrap() }
}

/// Seconds that all its threads computed so far, where the system tells.
fn computed(child: &Child) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", child.id())).ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks: f64 = fields.get(11..13)?.iter().filter_map(|f| f.parse::<f64>().ok()).sum();
    Some(ticks / 100.0)
}
