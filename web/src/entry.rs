//! The door: the only function that the page calls.
//!
//! **Safety.** `unsafe` stands here for one thing: the name under which the function is exported must be nobody else's. It is the only export
//! of this crate, takes nothing and gives nothing back; everything passes through the standard streams.
#![allow(unsafe_code)]

use std::cell::RefCell;
use std::io::{Read, Write, stdin, stdout};

use crate::Engine;

thread_local! {
    static ENGINE: RefCell<Engine> = RefCell::default();
}

/// Answers one request.
#[unsafe(no_mangle)]
pub extern "C" fn step() {
    let mut request = Vec::new();
    let answer = match stdin().read_to_end(&mut request) {
        Ok(_) => ENGINE.with_borrow_mut(|engine| engine.answer(&request)),
        Err(e) => format!("{{\"error\": {{\"kind\": \"read\", \"text\": {:?}}}}}", e.to_string()),
    };
    let mut to = stdout().lock();
    // Whoever does not listen has gone.
    let _ = to.write_all(answer.as_bytes()).and_then(|()| to.flush());
}
