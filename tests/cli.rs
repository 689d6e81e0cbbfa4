//! The program from outside: exit codes, streams, languages, files.

#[path = "cli/bench.rs"]
mod bench;
#[path = "cli/campaign.rs"]
mod campaign;
#[path = "cli/changes.rs"]
mod changes;
#[path = "cli/data.rs"]
mod data;
#[path = "cli/files.rs"]
mod files;
#[path = "cli/interrupted.rs"]
mod interrupted;
#[path = "cli/methods.rs"]
mod methods;
#[path = "cli/options.rs"]
mod options;
#[path = "cli/outputs.rs"]
mod outputs;
#[path = "cli/parts.rs"]
mod parts;
#[path = "cli/people.rs"]
mod people;
#[path = "cli/power.rs"]
mod power;
#[path = "cli/privacy.rs"]
mod privacy;
#[path = "cli/snapshot.rs"]
mod snapshot;
#[path = "cli/todo.rs"]
mod todo;
#[path = "cli/usage.rs"]
mod usage;
