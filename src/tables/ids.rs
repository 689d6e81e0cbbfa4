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

    /// So many that are known by number alone.
    pub(crate) fn unnamed(n: usize) -> Self {
        Self { names: std::iter::repeat_n("", n).collect() }
    }

    /// The ids by number.
    pub(crate) fn texts(&self) -> &Texts {
        &self.names
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

    /// How many have 16 to 19 digits, if nearly all of those end in zeros: a spreadsheet keeps 15 digits of a number.
    pub(super) fn cut_off(&self) -> u64 {
        let (mut long, mut cut) = (0u64, 0u64);
        for id in (0..self.len()).map(|i| self.names.get(i)) {
            if (16..=19).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit()) {
                long += 1;
                cut += u64::from(id.ends_with("000") || id.len() == 16 && id.ends_with('0'));
            }
        }
        if cut > 2 && 10 * cut >= 9 * long { cut } else { 0 }
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
