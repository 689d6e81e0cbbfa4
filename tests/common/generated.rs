//! The files that `generate` makes, in memory.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Write;
use std::rc::Rc;

use renmai::generate::{GenerateOptions, generate};
use renmai::progress::Progress;

/// File name → bytes.
pub type Files = BTreeMap<&'static str, Vec<u8>>;

#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

pub fn files(options: &GenerateOptions) -> Files {
    let mut open: BTreeMap<&'static str, Shared> = BTreeMap::new();
    let mut sink =
        |name: &'static str| -> renmai::Result<Box<dyn Write>> { Ok(Box::new(open.entry(name).or_default().clone())) };
    generate(options, &mut sink, &Progress::silent()).unwrap();
    open.into_iter().map(|(name, file)| (name, file.0.take())).collect()
}
