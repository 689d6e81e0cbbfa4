//! Ids as numbers that follow their byte order.

use super::Texts;

/// Distinct ids in byte order; the index of an id is its number.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    names: Texts,
}

impl Ids {
    /// Takes ids that are sorted by bytes and distinct.
    pub fn from_sorted(names: Texts) -> Self {
        debug_assert!((1..names.len()).all(|i| names.get(i - 1) < names.get(i)));
        Self { names }
    }

    /// The id with number `i`.
    pub fn name(&self, i: u32) -> &str {
        self.names.get(i as usize)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The number of an id, by binary search.
    pub fn find(&self, id: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let mid = usize::midpoint(low, high);
            match self.names.get(mid).cmp(id) {
                std::cmp::Ordering::Equal => return u32::try_from(mid).ok(),
                std::cmp::Ordering::Less => low = mid + 1,
                std::cmp::Ordering::Greater => high = mid,
            }
        }
        None
    }
}
