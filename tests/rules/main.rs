//! Rules over columns of people: what they mean, what is wrong with them, and that nothing makes them stumble.

mod catalogue;
mod errors;
mod examples;
mod hostile;
mod oracle;
