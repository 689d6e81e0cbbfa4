//! Ids of one piece of a file as small numbers, and the numbering of all of them together.

use std::cmp::Ordering;
use std::collections::TryReserveError;
use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

use super::cell::is_excel_damaged;
use super::{Ids, NONE, Texts};
use crate::parallel;

/// Bytes of a text that stand in the table itself; most ids end there.
const INLINE: usize = 16;

/// Distinct texts, numbered in the order of their first appearance. The hash is seeded by a constant and decides nothing but speed.
///
/// The table is open addressing with linear probing and at most half full. Its own, because lookups of a batch can so
/// [load ahead](Interner::load_ahead) what they will read.
pub(super) struct Interner {
    texts: Texts,
    /// A power of two of them.
    slots: Vec<Slot>,
    hasher: FixedState,
}

#[derive(Clone, Copy)]
struct Slot {
    head: [u64; 2],
    len: u32,
    /// [`NONE`] while the slot is free.
    number: u32,
}

/// Slots of an empty table.
const LEAST_SLOTS: usize = 16;

const FREE: Slot = Slot { head: [0; 2], len: 0, number: NONE };

impl Default for Interner {
    fn default() -> Self {
        let slots = vec![FREE; LEAST_SLOTS];
        Self { texts: Texts::default(), slots, hasher: FixedState::with_seed(0x72656e6d6169) }
    }
}

/// The first [`INLINE`] bytes, padded with zeros, such that comparing compares bytes.
fn head(text: &[u8]) -> [u64; 2] {
    if let ([first, second, ..], _) = text.as_chunks() {
        return [u64::from_be_bytes(*first), u64::from_be_bytes(*second)];
    }
    let short = |rest: &[u8]| {
        let word = rest.iter().fold(0, |word, &byte| word << 8 | u64::from(byte));
        if rest.is_empty() { 0 } else { word << (64 - 8 * rest.len()) }
    };
    match text.split_first_chunk() {
        Some((first, rest)) => [u64::from_be_bytes(*first), short(rest)],
        None => [short(text), 0],
    }
}

fn hash(hasher: &FixedState, head: [u64; 2], text: &[u8]) -> u64 {
    let mut state = hasher.build_hasher();
    state.write_u64(head[0]);
    state.write_u64(head[1]);
    if text.len() > INLINE {
        state.write(&text[INLINE..]);
    }
    state.write_usize(text.len());
    state.finish()
}

impl Interner {
    /// Makes room for so many more distinct texts.
    fn reserve(&mut self, distinct: usize) -> Result<(), TryReserveError> {
        let wanted = (2 * (self.texts.len() + distinct)).next_power_of_two();
        if wanted <= self.slots.len() {
            return Ok(());
        }
        let mut slots = Vec::new();
        slots.try_reserve_exact(wanted)?;
        slots.resize(wanted, FREE);
        let mask = wanted - 1;
        let old = std::mem::replace(&mut self.slots, slots);
        for slot in old.into_iter().filter(|slot| slot.number != NONE) {
            let key = hash(&self.hasher, slot.head, self.texts.get(slot.number as usize).as_bytes());
            let mut at = key as usize & mask;
            while self.slots[at].number != NONE {
                at = (at + 1) & mask;
            }
            self.slots[at] = slot;
        }
        Ok(())
    }

    /// The number of a text, new if it was not seen before. [`NONE`] is never given out.
    pub fn intern(&mut self, text: &str) -> u32 {
        let head = head(text.as_bytes());
        self.number(hash(&self.hasher, head, text.as_bytes()), head, text)
    }

    /// Reads the slots where the searches for `keys` begin. One search waits for memory; these loads depend on nothing
    /// and wait together.
    fn load_ahead(&self, keys: impl Iterator<Item = u64>) {
        let mask = self.slots.len() - 1;
        std::hint::black_box(keys.fold(0, |sum, key| sum ^ self.slots[key as usize & mask].number));
    }

    fn number(&mut self, key: u64, head: [u64; 2], text: &str) -> u32 {
        let bytes = text.as_bytes();
        let len = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        loop {
            let slot = &self.slots[at];
            if slot.number == NONE {
                break;
            }
            if slot.head == head
                && slot.len == len
                && (bytes.len() <= INLINE
                    || self.texts.get(slot.number as usize).as_bytes()[INLINE..] == bytes[INLINE..])
            {
                return slot.number;
            }
            at = (at + 1) & mask;
        }
        // A piece is far below 2³² rows; a text beyond that shares the last number rather than wrapping.
        let number = u32::try_from(self.texts.len()).unwrap_or(NONE - 1).min(NONE - 1);
        self.slots[at] = Slot { head, len, number };
        self.texts.push(text);
        // Where nobody made room before, there is no way back from here.
        if 2 * self.texts.len() > self.slots.len() && self.reserve(0).is_err() {
            std::alloc::handle_alloc_error(std::alloc::Layout::new::<[Slot; LEAST_SLOTS]>());
        }
        number
    }

    /// The texts by number.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }
}

/// Texts looked up at a time.
const BATCH: usize = 256;

/// Interns a column of ids in batches.
///
/// Looking up one of a million ids waits for memory; lookups in a loop of their own wait together. So [`IdColumn::push`] only
/// gives out the *place* of an id in the column, and what number stands there is known at the [end](IdColumn::finish).
#[derive(Default)]
pub(super) struct IdColumn {
    interner: Interner,
    /// Ids not looked up yet, one after the other.
    waiting: String,
    heads: Vec<Head>,
    numbers: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Head {
    head: [u64; 2],
    key: u64,
    /// Where the id ends in the waiting text.
    end: usize,
}

impl IdColumn {
    /// Makes room for so many places.
    pub fn reserve(&mut self, places: usize) -> Result<(), TryReserveError> {
        self.numbers.try_reserve(places)
    }

    /// Makes room for so many new ids, of so many bytes together.
    pub fn reserve_new(&mut self, distinct: usize, bytes: usize) -> Result<(), TryReserveError> {
        self.interner.texts.reserve(distinct, bytes)?;
        self.interner.reserve(distinct)
    }

    /// Appends an id and returns its place.
    pub fn push(&mut self, id: &str) -> u32 {
        let place = self.numbers.len() + self.heads.len();
        self.waiting.push_str(id);
        let head = head(id.as_bytes());
        let key = hash(&self.interner.hasher, head, id.as_bytes());
        self.heads.push(Head { head, key, end: self.waiting.len() });
        if self.heads.len() == BATCH {
            self.look_up();
        }
        u32::try_from(place).unwrap_or(NONE - 1)
    }

    fn look_up(&mut self) {
        self.interner.load_ahead(self.heads.iter().map(|h| h.key));
        let mut start = 0;
        for Head { head, key, end } in self.heads.drain(..) {
            self.numbers.push(self.interner.number(key, head, &self.waiting[start..end]));
            start = end;
        }
        self.waiting.clear();
    }

    /// The distinct ids, and the number of the id at each place.
    pub fn finish(mut self) -> (Texts, Vec<u32>) {
        self.look_up();
        (self.interner.texts, self.numbers)
    }
}

/// All ids together: the numbering, and for every piece its numbers → the common ones.
pub(super) struct Numbered {
    pub ids: Ids,
    pub maps: Vec<Vec<u32>>,
    /// Ids that look like numbers cut by a spreadsheet.
    pub damaged: u64,
}

#[derive(Clone, Copy)]
struct Named {
    head: [u64; 2],
    len: u32,
    piece: u32,
    number: u32,
    common: u32,
}

/// Bytes that [`number`] takes at most for the ids of a piece.
pub(super) fn numbering(texts: &Texts) -> usize {
    texts.len() * (size_of::<Named>() + size_of::<u32>()) + texts.bytes()
}

/// Numbers the ids of all pieces in byte order, whatever the order of the pieces.
pub(super) fn number(pieces: &[&Texts]) -> Numbered {
    let mut all: Vec<Named> = Vec::with_capacity(pieces.iter().map(|t| t.len()).sum());
    for (p, texts) in pieces.iter().enumerate() {
        all.extend((0..texts.len()).map(|i| {
            let bytes = texts.get(i).as_bytes();
            Named { head: head(bytes), len: bytes.len() as u32, piece: p as u32, number: i as u32, common: NONE }
        }));
    }
    let text = |n: &Named| pieces[n.piece as usize].get(n.number as usize);
    let order = |a: &Named, b: &Named| match a.head.cmp(&b.head) {
        Ordering::Equal if a.len.max(b.len) as usize > INLINE => text(a).cmp(text(b)),
        Ordering::Equal => a.len.cmp(&b.len),
        other => other,
    };
    parallel::sort_unstable_by(&mut all, order);
    let mut names = Texts::default();
    let mut damaged = 0;
    for i in 0..all.len() {
        if i == 0 || order(&all[i - 1], &all[i]) != Ordering::Equal {
            let named = &all[i];
            let bytes = bytes_of(named.head);
            // Short ids are spelled by their heads; the text itself would have to be fetched from far away.
            let name = match bytes.get(..named.len as usize).map(std::str::from_utf8) {
                Some(Ok(short)) => short,
                _ => text(named),
            };
            damaged += u64::from(is_excel_damaged(name));
            names.push(name);
        }
        all[i].common = (names.len() - 1) as u32;
    }
    let maps = parallel::map_range(pieces.len(), |p| {
        let mut map = vec![NONE; pieces[p].len()];
        all.iter().filter(|n| n.piece as usize == p).for_each(|n| map[n.number as usize] = n.common);
        map
    });
    Numbered { ids: Ids::from_sorted(names), maps, damaged }
}

/// The bytes of a [`head`].
fn bytes_of(head: [u64; 2]) -> [u8; INLINE] {
    let mut bytes = [0; INLINE];
    bytes[..8].copy_from_slice(&head[0].to_be_bytes());
    bytes[8..].copy_from_slice(&head[1].to_be_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_follow_byte_order_and_lead_back(
            texts in prop::collection::vec(prop::collection::vec("[a-b\u{0}中]{0,3}|[a]{14,16}[ab]{0,3}", 0..600), 1..4),
        ) {
            let mut pieces = Vec::new();
            let mut rows = Vec::new();
            for list in &texts {
                let mut column = IdColumn::default();
                let places: Vec<u32> = list.iter().map(|t| column.push(t)).collect();
                prop_assert!(places.iter().enumerate().all(|(i, &p)| p as usize == i));
                let (distinct, numbers) = column.finish();
                rows.push(numbers);
                pieces.push(distinct);
            }
            let numbered = number(&pieces.iter().collect::<Vec<_>>());
            let mut expected: Vec<&str> = texts.iter().flatten().map(String::as_str).collect();
            expected.sort_unstable();
            expected.dedup();
            prop_assert_eq!(numbered.ids.len(), expected.len());
            for (list, (row, map)) in texts.iter().zip(rows.iter().zip(&numbered.maps)) {
                for (text, &local) in list.iter().zip(row) {
                    let n = map[local as usize];
                    prop_assert_eq!(numbered.ids.name(n), text);
                    prop_assert_eq!(expected[n as usize], text);
                }
            }
        }
    }
}
