//! Ids of files as small numbers, and the numbering of all of them together.
//!
//! Every thread numbers for itself, the ids of all pieces of all files that it reads: most ids stand in several tables, and are looked at
//! once. Which thread reads what is chance, and the numbers are too, until all have [common ones](number).

use std::cmp::Ordering;
use std::collections::TryReserveError;
use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

use super::cell::{is_excel_damaged, may_be_list};
use super::{Ids, NONE, Texts};
use crate::parallel::{self, Spares};

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
    /// Bytes of the text, and [`LISTED`].
    len: u32,
    /// [`NONE`] while the slot is free.
    number: u32,
}

/// Set in the length of a text that may be a list of several.
const LISTED: u32 = 1 << 31;

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
        self.slot(hash(&self.hasher, head, text.as_bytes()), head, text).number
    }

    /// Reads the slots where the searches for `keys` begin. One search waits for memory; these loads depend on nothing
    /// and wait together.
    fn load_ahead(&self, keys: impl Iterator<Item = u64>) {
        let mask = self.slots.len() - 1;
        std::hint::black_box(keys.fold(0, |sum, key| sum ^ self.slots[key as usize & mask].number));
    }

    fn slot(&mut self, key: u64, head: [u64; 2], text: &str) -> Slot {
        let bytes = text.as_bytes();
        let len = u32::try_from(bytes.len()).unwrap_or(u32::MAX) & !LISTED;
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        loop {
            let slot = &self.slots[at];
            if slot.number == NONE {
                break;
            }
            if slot.head == head
                && slot.len & !LISTED == len
                && (bytes.len() <= INLINE
                    || self.texts.get(slot.number as usize).as_bytes()[INLINE..] == bytes[INLINE..])
            {
                return *slot;
            }
            at = (at + 1) & mask;
        }
        // A piece is far below 2³² rows; a text beyond that shares the last number rather than wrapping.
        let number = u32::try_from(self.texts.len()).unwrap_or(NONE - 1).min(NONE - 1);
        let slot = Slot { head, len: if may_be_list(text) { len | LISTED } else { len }, number };
        self.slots[at] = slot;
        self.texts.push(text);
        // Where nobody made room before, there is no way back from here.
        if 2 * self.texts.len() > self.slots.len() && self.reserve(0).is_err() {
            std::alloc::handle_alloc_error(std::alloc::Layout::new::<[Slot; LEAST_SLOTS]>());
        }
        slot
    }

    /// The texts by number.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// As [`Interner::texts`].
    pub fn into_texts(self) -> Texts {
        self.texts
    }
}

/// Texts looked up at a time.
const BATCH: usize = 256;

/// Interns a column of ids of one piece in batches.
///
/// Looking up one of a million ids waits for memory; lookups in a loop of their own wait together. So [`IdColumn::push`] only
/// gives out the *place* of an id in the column, and what number stands there is known at the [end](IdColumn::finish).
pub(super) struct IdColumn<'s> {
    spares: &'s Spares<Interner>,
    which: usize,
    interner: Interner,
    /// Ids not looked up yet, one after the other.
    waiting: String,
    heads: Vec<Head>,
    numbers: Vec<u32>,
    may_be_lists: bool,
}

#[derive(Clone, Copy)]
struct Head {
    head: [u64; 2],
    key: u64,
    /// Where the id ends in the waiting text.
    end: usize,
}

impl<'s> IdColumn<'s> {
    /// An empty column whose ids one of `spares` numbers.
    pub fn new(spares: &'s Spares<Interner>) -> Self {
        let (which, interner) = spares.take();
        let (waiting, heads, numbers) = Default::default();
        Self { spares, which, interner, waiting, heads, numbers, may_be_lists: false }
    }

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
        let mut seen = 0;
        for Head { head, key, end } in self.heads.drain(..) {
            let slot = self.interner.slot(key, head, &self.waiting[start..end]);
            seen |= slot.len;
            self.numbers.push(slot.number);
            start = end;
        }
        self.may_be_lists |= seen & LISTED != 0;
        self.waiting.clear();
    }

    /// The id at each place; those who numbered them are to be asked for its text.
    pub fn finish(mut self) -> PieceIds {
        self.look_up();
        let numbers = std::mem::take(&mut self.numbers);
        PieceIds { known: Known::By(self.which), numbers, may_be_lists: self.may_be_lists }
    }
}

impl Drop for IdColumn<'_> {
    fn drop(&mut self) {
        // Nothing is asked for: there may be no memory left.
        let Interner { texts, slots, hasher } = &mut self.interner;
        let (texts, slots) = (std::mem::take(texts), std::mem::take(slots));
        self.spares.give(self.which, Interner { texts, slots, hasher: hasher.clone() });
    }
}

/// The ids of a piece: which of them stands at each place of the column.
#[derive(Default)]
pub(super) struct PieceIds {
    known: Known,
    numbers: Vec<u32>,
    /// Whether an id may be a list of several.
    pub may_be_lists: bool,
}

/// Who knows the texts of ids.
enum Known {
    /// The texts that the interner of this number has.
    By(usize),
    /// The piece itself, and no other.
    Here(Texts),
}

impl Default for Known {
    fn default() -> Self {
        Self::Here(Texts::default())
    }
}

impl PieceIds {
    /// The id at a place; `texts` are those of the interners.
    pub fn get<'t>(&'t self, place: u32, texts: &'t [Texts]) -> &'t str {
        let number = self.numbers[place as usize] as usize;
        match &self.known {
            Known::By(which) => texts[*which].get(number),
            Known::Here(own) => own.get(number),
        }
    }

    /// The id at every place.
    pub fn ids<'t>(&'t self, texts: &'t [Texts]) -> impl Iterator<Item = &'t str> {
        (0..self.numbers.len() as u32).map(move |place| self.get(place, texts))
    }

    /// The distinct ids, as texts of the piece itself from here on.
    pub fn own(&mut self, texts: &[Texts]) -> &mut Texts {
        if let Known::By(which) = self.known {
            let (all, mut own) = (&texts[which], Texts::default());
            let mut of = vec![NONE; all.len()];
            for number in &mut self.numbers {
                let here = &mut of[*number as usize];
                if *here == NONE {
                    *here = own.len() as u32;
                    own.push(all.get(*number as usize));
                }
                *number = *here;
            }
            self.known = Known::Here(own);
        }
        match &mut self.known {
            Known::Here(own) => own,
            Known::By(_) => unreachable!("made its own above"),
        }
    }
}

/// The common numbers of one sort of ids.
pub(super) struct Numbers {
    /// The ids.
    pub ids: Ids,
    /// Ids that look like numbers cut by a spreadsheet.
    pub damaged: u64,
    /// Place in the column of a piece → common number, piece by piece.
    pub columns: std::vec::IntoIter<Vec<u32>>,
}

impl Numbers {
    /// Numbers the ids that stand in `pieces`, and no others; `texts` are those of the interners.
    pub fn new(pieces: Vec<PieceIds>, mut texts: Vec<Texts>) -> Self {
        let mut columns: Vec<(usize, Vec<u32>)> = Vec::with_capacity(pieces.len());
        for PieceIds { known, numbers, .. } in pieces {
            let which = match known {
                Known::By(which) => which,
                Known::Here(own) => {
                    texts.push(own);
                    texts.len() - 1
                }
            };
            columns.push((which, numbers));
        }
        let used = parallel::map_range(texts.len(), |which| {
            let mut used = vec![false; texts[which].len()];
            let of_it = columns.iter().filter(|(of, _)| *of == which);
            of_it.flat_map(|(_, numbers)| numbers).for_each(|&n| used[n as usize] = true);
            used
        });
        let Numbered { ids, maps, damaged } = numbered(&texts.iter().collect::<Vec<_>>(), |p, n| used[p][n]);
        let columns = parallel::map_owned(columns, |(which, mut column)| {
            let map = &maps[which];
            column.iter_mut().for_each(|n| *n = map[*n as usize]);
            column
        });
        Self { ids, damaged, columns: columns.into_iter() }
    }

    /// Bytes that [`Numbers::new`] takes at most.
    pub fn bytes(pieces: &[PieceIds], texts: &[Texts]) -> usize {
        let own = pieces.iter().filter_map(|piece| if let Known::Here(own) = &piece.known { Some(own) } else { None });
        own.chain(texts).map(|texts| texts.len() * (size_of::<Named>() + size_of::<u32>() + 1) + texts.bytes()).sum()
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
}

/// Numbers the texts of all pieces in byte order, whatever the order of the pieces.
pub(super) fn number(pieces: &[&Texts]) -> Numbered {
    numbered(pieces, |_, _| true)
}

/// As [`number`], but only texts that are `used`, by piece and number; to others no map leads.
fn numbered(pieces: &[&Texts], used: impl Fn(usize, usize) -> bool) -> Numbered {
    let mut all: Vec<Named> = Vec::with_capacity(pieces.iter().map(|t| t.len()).sum());
    for (p, texts) in pieces.iter().enumerate() {
        all.extend((0..texts.len()).filter(|&i| used(p, i)).map(|i| {
            let bytes = texts.get(i).as_bytes();
            Named { head: head(bytes), len: bytes.len() as u32, piece: p as u32, number: i as u32 }
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
    let mut maps: Vec<Vec<u32>> = pieces.iter().map(|texts| vec![NONE; texts.len()]).collect();
    for (i, named) in all.iter().enumerate() {
        if i == 0 || order(&all[i - 1], named) != Ordering::Equal {
            let bytes = bytes_of(named.head);
            // Short ids are spelled by their heads; the text itself would have to be fetched from far away.
            let name = match bytes.get(..named.len as usize).map(std::str::from_utf8) {
                Some(Ok(short)) => short,
                _ => text(named),
            };
            damaged += u64::from(is_excel_damaged(name));
            names.push(name);
        }
        maps[named.piece as usize][named.number as usize] = (names.len() - 1) as u32;
    }
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
            texts in prop::collection::vec(prop::collection::vec("[a-b\u{0}中]{0,3}|[a]{14,16}[ab]{0,3}|a,b", 0..600), 1..5),
            together in 0usize..4,
            own: bool,
            left_out: bool,
        ) {
            let spares = Spares::default();
            let begun: Vec<IdColumn<'_>> = texts.iter().take(together).map(|_| IdColumn::new(&spares)).collect();
            let mut begun = begun.into_iter();
            let mut pieces = Vec::new();
            for list in &texts {
                let mut column = begun.next().unwrap_or_else(|| IdColumn::new(&spares));
                let places: Vec<u32> = list.iter().map(|t| column.push(t)).collect();
                prop_assert!(places.iter().enumerate().all(|(i, &p)| p as usize == i));
                pieces.push(column.finish());
            }
            drop(begun);
            let known: Vec<Texts> = spares.all().into_iter().map(Interner::into_texts).collect();
            prop_assert_eq!(known.len(), together.clamp(1, texts.len()));
            // A piece that is read once more, and ids that are its own.
            if left_out {
                pieces.pop();
            }
            for (list, piece) in texts.iter().zip(&mut pieces) {
                prop_assert_eq!(piece.may_be_lists, list.iter().any(|text| may_be_list(text)));
                if own {
                    let distinct = list.iter().collect::<std::collections::BTreeSet<_>>().len();
                    prop_assert_eq!(piece.own(&known).len(), distinct);
                }
                for (place, text) in list.iter().enumerate() {
                    prop_assert_eq!(piece.get(place as u32, &known), text);
                }
            }
            let texts = &texts[..pieces.len()];
            let mut numbers = Numbers::new(pieces, known);
            let mut expected: Vec<&str> = texts.iter().flatten().map(String::as_str).collect();
            expected.sort_unstable();
            expected.dedup();
            prop_assert_eq!(numbers.ids.len(), expected.len());
            for list in texts {
                let column = numbers.columns.next().unwrap_or_default();
                prop_assert_eq!(column.len(), list.len());
                for (text, &n) in list.iter().zip(&column) {
                    prop_assert_eq!(numbers.ids.name(n), text);
                    prop_assert_eq!(expected[n as usize], text);
                }
            }
        }
    }
}
