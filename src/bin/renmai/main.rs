//! The `renmai` program.

fn main() {}
