//! From compressed sparse rows.

use super::Network;
use super::build::weights_fit;
use crate::text::Sentence;
use crate::text::network as text;
use crate::{Error, ErrorKind, Result};

/// How often a CSR holds each edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stored {
    /// In the rows of both its ends, with one weight: a symmetric matrix, which is checked.
    BothWays,
    /// In the row of one of its ends, whichever. Entries between the same two nodes are summed.
    Once,
}

impl Network<u32> {
    /// From compressed sparse rows: `targets[offsets[v]..offsets[v + 1]]` are the neighbours of node `v`, `weights` beside
    /// them. Users are the numbers from 0 to `offsets.len() - 2`, so a result's values stand in the order of the rows.
    ///
    /// `weights`: one for each target; `None`: each weighs 1. Nothing is assumed of the order within a row.
    ///
    /// ```
    /// use renmai::{BetweennessOptions, Network, Stored, betweenness};
    ///
    /// // 0 – 1 – 2 and 1 – 3.
    /// let (offsets, targets) = ([0, 1, 4, 5, 6], [1, 0, 2, 3, 1, 1]);
    /// let network = Network::from_csr(&offsets, &targets, None, Stored::BothWays)?;
    /// let between = betweenness(&network, &BetweennessOptions::default())?;
    /// assert_eq!(between.users().values(), [0.0, 3.0, 0.0, 0.0]);
    /// # Ok::<(), renmai::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Data`](ErrorKind::Data) for offsets that do not begin with 0, that go down, or do not end where the targets do; a
    /// target that is no node; a number of weights that is not that of targets; a weight out of bounds; an edge that stands in one row only or with two weights
    /// where it is [`Stored::BothWays`]; and as [`NetworkBuilder::build`](super::NetworkBuilder::build).
    pub fn from_csr(offsets: &[usize], targets: &[u32], weights: Option<&[f64]>, stored: Stored) -> Result<Self> {
        let nodes = checked(offsets, targets, weights)?;
        weights_fit("weights", weights.into_iter().flatten().copied())?;
        let entries =
            (0u32..nodes).flat_map(|row| (offsets[row as usize]..offsets[row as usize + 1]).map(move |i| (row, i)));
        let weight = |i: usize| weights.map_or(1.0, |weights| weights[i]);
        let entries = entries.map(|(row, i)| (row, targets[i], weight(i)));
        let edges: Vec<(u32, u32, f64)> = match stored {
            Stored::Once => entries.collect(),
            Stored::BothWays => {
                let (mut down, mut up): (Vec<_>, Vec<_>) = entries.partition(|&(row, target, _)| row > target);
                // A loop stands once.
                let loops = up.iter().filter(|(row, target, _)| row == target).copied().collect::<Vec<_>>();
                up.retain(|(row, target, _)| row != target);
                down.iter_mut().for_each(|(row, target, _)| std::mem::swap(row, target));
                mirrored(&mut up, &mut down)?;
                up.extend(loops);
                up
            }
        };
        let users: Vec<u32> = (0..nodes).collect();
        Self::builder().users(&users).interactions(&edges).build()
    }
}

fn wrong(sentence: Sentence) -> Error {
    Error::new(ErrorKind::Data, sentence)
}

/// The number of rows of arrays that belong together.
fn checked(offsets: &[usize], targets: &[u32], weights: Option<&[f64]>) -> Result<u32> {
    let length = |what, found: usize, expected: usize| {
        wrong(text::CSR_LENGTHS.with("what", what).with("found", found).with("expected", expected))
    };
    let (Some(&first), Some(&last)) = (offsets.first(), offsets.last()) else {
        return Err(length("offsets", 0, 1));
    };
    if first != 0 {
        return Err(wrong(text::CSR_START.with("found", first)));
    }
    if let Some(row) = (1..offsets.len()).find(|&row| offsets[row] < offsets[row - 1]) {
        let sentence = text::CSR_OFFSETS.with("row", row).with("found", offsets[row]);
        return Err(wrong(sentence.with("before", offsets[row - 1])));
    }
    if last != targets.len() {
        return Err(length("targets", targets.len(), last));
    }
    if let Some(weights) = weights.filter(|weights| weights.len() != targets.len()) {
        return Err(length("weights", weights.len(), targets.len()));
    }
    let rows = offsets.len() - 1;
    let nodes = u32::try_from(rows)
        .map_err(|_| wrong(text::TOO_MANY_IDS.with("what", "users").with("found", rows).with("most", u32::MAX - 1)))?;
    match targets.iter().position(|&target| target >= nodes) {
        None => Ok(nodes),
        Some(row) => {
            let sentence = text::CSR_TARGET.with("row", row).with("found", targets[row]);
            Err(wrong(sentence.with("nodes", nodes)))
        }
    }
}

/// Whether the edges of both directions are the same.
fn mirrored(up: &mut [(u32, u32, f64)], down: &mut [(u32, u32, f64)]) -> Result<()> {
    for edges in [&mut *up, &mut *down] {
        edges.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
    }
    let differ = up.iter().zip(down.iter()).position(|(a, b)| a != b);
    let lone = differ.unwrap_or(up.len().min(down.len()));
    match up.get(lone).or(down.get(lone)) {
        None => Ok(()),
        Some((a, b, _)) => Err(wrong(text::CSR_ONE_WAY.with("a", a).with("b", b))),
    }
}
