//! renmai in one page: what the page asks of the engine, and what it answers.
//!
//! The engine is a module for `wasm32-wasip1` that exports one function, [`step`](entry). A request stands as JSON on standard input, the answer
//! goes to standard output, lines on standard error tell how far it is; files are read and written as everywhere. The page gives all that
//! (`web/page/worker.js`, `web/page/wasi.js`): files that were dropped stay where they are until they are read, and what is written is the
//! page's. So nothing is passed by pointers, and what works here works natively, where it is tested.
//!
//! ```text
//! {"call": "survey", "files": ["members.xlsx"], "options": {"lang": "zh", "toml": "", "set": {"top": 50}}}
//! {"ok": {"files": [{"name": "members.xlsx#1群", "table": "memberships", …}], …}}
//! {"error": {"kind": "data", "text": "…", "file": "members.xlsx", "line": 3, "column": 1}}
//! ```

mod archive;
mod engine;
mod entry;
mod given;
mod options;
mod parts;
mod survey;
mod watch;

pub use engine::{Engine, Request};
pub use watch::watched;
