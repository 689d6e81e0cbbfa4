//! The program from outside: exit codes, streams, languages, files.

#[path = "cli/bench.rs"]
mod bench;
#[path = "cli/data.rs"]
mod data;
#[path = "cli/interrupted.rs"]
mod interrupted;
#[path = "cli/outputs.rs"]
mod outputs;
#[path = "cli/usage.rs"]
mod usage;
