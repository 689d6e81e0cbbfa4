//! One value for each id.

use std::borrow::Borrow;
use std::sync::Arc;

/// A value for each user (or each group), by id. It shares the ids with the network and outlives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores<I, T = f64> {
    ids: Arc<[I]>,
    values: Vec<T>,
}

/// Where an id stands among ascending ones.
pub(super) fn place<I: Borrow<Q>, Q: Ord + ?Sized>(ids: &[I], id: &Q) -> Option<usize> {
    ids.binary_search_by(|one| one.borrow().cmp(id)).ok()
}

impl<I, T> Scores<I, T> {
    pub(super) fn new(ids: &Arc<[I]>, values: Vec<T>) -> Self {
        debug_assert_eq!(ids.len(), values.len());
        Self { ids: Arc::clone(ids), values }
    }

    /// The ids, ascending.
    pub fn ids(&self) -> &[I] {
        &self.ids
    }

    /// The values, in the order of the ids.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Ids with their values, in the order of the ids.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&I, T)> + '_
    where
        T: Copy,
    {
        self.ids.iter().zip(self.values.iter().copied())
    }

    /// The value of an id; `None` for an unknown one. O(log n).
    pub fn get<Q: Ord + ?Sized>(&self, id: &Q) -> Option<T>
    where
        I: Borrow<Q>,
        T: Copy,
    {
        place(&self.ids, id).map(|i| self.values[i])
    }

    /// The `n` largest values, the largest first, equal ones in the order of the ids; what is not known (NaN) comes last.
    /// O(len · log len).
    pub fn top(&self, n: usize) -> Vec<(&I, T)>
    where
        T: Copy + PartialOrd,
    {
        let unknown = |value: &T| value.partial_cmp(value).is_none();
        let mut all: Vec<(&I, T)> = self.iter().collect();
        // Stable: equal ones stay as the ids are.
        all.sort_by(|(_, a), (_, b)| b.partial_cmp(a).unwrap_or_else(|| unknown(a).cmp(&unknown(b))));
        all.truncate(n);
        all
    }
}
