//! Compressed sparse rows: flat arrays, so that they can be memory-mapped.

/// Rows of numbers, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csr {
    /// `offsets[i]..offsets[i + 1]` is row `i`; one longer than the number of rows.
    pub offsets: Vec<usize>,
    /// All rows.
    pub items: Vec<u32>,
}

impl Default for Csr {
    fn default() -> Self {
        Self { offsets: vec![0], items: Vec::new() }
    }
}

impl Csr {
    /// Builds rows from (row, item) pairs by counting; items keep the order in which the pairs come.
    ///
    /// # Panics
    /// When a row number is not below `rows`.
    pub fn from_pairs(rows: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut offsets = vec![0usize; rows + 1];
        for (row, _) in pairs.clone() {
            offsets[row as usize + 1] += 1;
        }
        for i in 0..rows {
            offsets[i + 1] += offsets[i];
        }
        let mut next = offsets.clone();
        let mut items = vec![0u32; offsets[rows]];
        for (row, item) in pairs {
            let slot = &mut next[row as usize];
            items[*slot] = item;
            *slot += 1;
        }
        Self { offsets, items }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Row `i`.
    #[inline]
    pub fn row(&self, i: usize) -> &[u32] {
        &self.items[self.offsets[i]..self.offsets[i + 1]]
    }

    /// The first item of row `i`, 0 for an empty one: a load that brings the row into the cache. Over many rows these
    /// loads depend on nothing and overlap, where reading row after row between branches waits for each.
    #[inline]
    pub(super) fn touch(&self, i: usize) -> u32 {
        self.items.get(self.offsets[i]).copied().unwrap_or(0)
    }

    /// All (row, item) pairs in order.
    pub fn pairs(&self) -> impl Iterator<Item = (u32, u32)> + Clone + '_ {
        (0..self.len()).flat_map(move |i| self.row(i).iter().map(move |&j| (i as u32, j)))
    }

    /// Keeps the items for which `keep(previous item of the row before removal, item)` holds.
    pub(super) fn retain(&mut self, keep: impl Fn(Option<u32>, u32) -> bool) {
        let (mut read, mut write) = (0, 0);
        for i in 0..self.len() {
            let end = self.offsets[i + 1];
            let mut previous = None;
            while read < end {
                let item = self.items[read];
                if keep(previous, item) {
                    self.items[write] = item;
                    write += 1;
                }
                previous = Some(item);
                read += 1;
            }
            self.offsets[i + 1] = write;
        }
        self.items.truncate(write);
        self.items.shrink_to_fit();
    }

    /// Rows and items exchanged: row `j` lists, ascending, the rows in which `j` stands.
    pub fn transposed(&self, rows: usize) -> Self {
        Self::from_pairs(rows, self.pairs().map(|(i, j)| (j, i)))
    }
}

/// Common items of two ascending rows, ascending.
pub fn common<'a>(mut a: &'a [u32], mut b: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    std::iter::from_fn(move || {
        while let (Some((&x, rest_a)), Some((&y, rest_b))) = (a.split_first(), b.split_first()) {
            if x <= y {
                a = rest_a;
            }
            if y <= x {
                b = rest_b;
            }
            if x == y {
                return Some(x);
            }
        }
        None
    })
}
