//! Makes the page of its parts: `pack ENGINE.wasm PAGE.html`.
//!
//! The engine is packed by gzip and written in base 85, the programs and the words stand as they are, and the policy permits exactly these
//! programs and those of the report's page, by their hashes. Nothing in it depends on when or where it is made.

use std::io::{Error, Read, Result, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, context};
use renmai::Lang;
use renmai::report::{contained, permit, permitted};
use renmai::text::web;
use serde_json::json;

const TEMPLATE: &str = include_str!("../../page/index.html");
const CSS: &str = include_str!("../../page/page.css");
/// Whether the browser can do what is needed: for those that cannot, in the language of old.
const CHECK: &str = include_str!("../../page/check.js");
/// The page's own program, in the order in which it is read.
const APP: [&str; 8] = [
    include_str!("../../page/app/01-base.js"),
    include_str!("../../page/app/02-engine.js"),
    include_str!("../../page/app/03-files.js"),
    include_str!("../../page/app/04-survey.js"),
    include_str!("../../page/app/05-options.js"),
    include_str!("../../page/app/06-run.js"),
    include_str!("../../page/app/07-result.js"),
    include_str!("../../page/app/08-main.js"),
];
/// The program of a worker.
const WORKER: [&str; 2] = [include_str!("../../page/wasi.js"), include_str!("../../page/worker.js")];

fn strict(parts: &[&str]) -> String {
    format!("(function () {{\n'use strict';\n{}}})();\n", parts.concat())
}

fn packed(bytes: &[u8]) -> Result<String> {
    let mut to = GzEncoder::new(Vec::new(), Compression::best());
    to.write_all(bytes)?;
    Ok(base85(&to.finish()?))
}

/// Four bytes, the first the highest, as five digits of 85: a sixteenth less than base 64 takes. Digits are signs of ASCII from `#` on, but for
/// `<` and `\\`, so that nothing in it can end the element that holds it. The
/// end is filled up with zeros; before all stands how many.
fn base85(bytes: &[u8]) -> String {
    let digit = |value: u32| {
        let sign = b'#' + value as u8;
        char::from(sign + u8::from(sign >= b'<') + u8::from(sign + 1 >= b'\\'))
    };
    let mut out = (bytes.len().next_multiple_of(4) - bytes.len()).to_string();
    out.reserve(bytes.len().div_ceil(4) * 5);
    for four in bytes.chunks(4) {
        let word = (0..4).fold(0u32, |word, i| word << 8 | u32::from(four.get(i).copied().unwrap_or(0)));
        out.extend([85u32.pow(4), 85u32.pow(3), 85u32.pow(2), 85, 1].map(|power| digit(word / power % 85)));
    }
    out
}

/// The page around an engine.
fn page(engine: &[u8]) -> Result<String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(Error::other)?);
    let (app, version) = (strict(&APP), env!("CARGO_PKG_VERSION"));
    let [zh, en] = [Lang::Zh, Lang::En].map(web::labels);
    let data = json!({"version": version, "words": {"zh": zh, "en": en}}).to_string();
    let worker = json!(format!("'use strict';\n{}", WORKER.concat())).to_string();
    let view = context! {
        css => CSS,
        check => CHECK,
        scripts => format!("{} {} {}", permit(CHECK), permit(&app), permitted()),
        app,
        zh,
        en,
        version,
        data => contained(&data),
        worker => contained(&worker),
        wasm => packed(engine)?,
    };
    environment.render_named_str("index.html", TEMPLATE, view).map_err(Error::other)
}

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(engine), Some(to)) = (arguments.next(), arguments.next()) else {
        return Err(Error::other("pack ENGINE.wasm PAGE.html"));
    };
    let mut bytes = Vec::new();
    std::fs::File::open(engine)?.read_to_end(&mut bytes)?;
    std::fs::write(to, page(&bytes)?)
}
