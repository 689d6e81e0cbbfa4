//! Rows of numbers in one array, as the graph keeps them.

/// `items[offsets[i]..offsets[i + 1]]` is row `i`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rows<'a> {
    /// Where each row begins, and where the last one ends.
    pub offsets: &'a [usize],
    /// The rows.
    pub items: &'a [u32],
}

impl<'a> Rows<'a> {
    /// Row `i`; empty where there is none.
    pub fn row(&self, i: usize) -> &'a [u32] {
        match (self.offsets.get(i), self.offsets.get(i + 1)) {
            (Some(&start), Some(&end)) => &self.items[start..end],
            _ => &[],
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
