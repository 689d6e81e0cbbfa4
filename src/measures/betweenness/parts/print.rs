//! A fingerprint of what values depend on.

use sha2::{Digest, Sha256};

use crate::graph::Csr;

/// Bytes that are hashed at a time.
const BUFFER: usize = 1 << 14;

/// Hashes arrays, each with its length before it.
pub(in crate::measures::betweenness) struct Print(Sha256);

impl Default for Print {
    /// Another version of the program may add in another order.
    fn default() -> Self {
        let mut hash = Sha256::new();
        hash.update(concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"), "\n"));
        Self(hash)
    }
}

impl Print {
    pub(in crate::measures::betweenness) fn word(&mut self, word: u64) {
        self.0.update(word.to_le_bytes());
    }

    pub(in crate::measures::betweenness) fn ints(&mut self, items: &[u32]) {
        self.array(items.iter().map(|x| x.to_le_bytes()));
    }

    pub(in crate::measures::betweenness) fn floats(&mut self, items: &[f64]) {
        self.array(items.iter().map(|x| x.to_le_bytes()));
    }

    pub(in crate::measures::betweenness) fn rows(&mut self, rows: &Csr) {
        self.array(rows.offsets.iter().map(|&x| (x as u64).to_le_bytes()));
        self.ints(&rows.items);
    }

    fn array<const N: usize>(&mut self, items: impl ExactSizeIterator<Item = [u8; N]>) {
        self.word(items.len() as u64);
        let mut buffer = Vec::with_capacity(BUFFER + N);
        for item in items {
            buffer.extend_from_slice(&item);
            if buffer.len() >= BUFFER {
                self.0.update(&buffer);
                buffer.clear();
            }
        }
        self.0.update(&buffer);
    }

    pub(super) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
