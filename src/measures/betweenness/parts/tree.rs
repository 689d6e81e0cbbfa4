//! Sums as blocks of a fixed binary tree; see the [module above](super).

/// The sums of a block of pieces.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// First piece.
    pub first: usize,
    /// How many, a power of two that divides `first`.
    pub pieces: usize,
    /// Each vector, summed over the pieces.
    pub sums: Vec<Vec<f64>>,
}

impl Block {
    /// Whether both are the halves of one block.
    fn is_sibling(&self, right: &Self) -> bool {
        let pieces = self.pieces;
        right.pieces == pieces && right.first == self.first + pieces && self.first.is_multiple_of(2 * pieces)
    }
}

/// Blocks in their order, of which none are halves of one.
#[derive(Default)]
pub(super) struct Tree {
    blocks: Vec<Block>,
    /// Vectors of zeros, to be used again.
    spare: Vec<Vec<Vec<f64>>>,
}

impl Tree {
    /// The next piece: takes its sums and leaves zeros.
    pub(super) fn add(&mut self, piece: usize, sums: &mut [&mut Vec<f64>]) {
        match self.blocks.last_mut() {
            Some(block) if block.pieces == 1 && block.first + 1 == piece && block.first.is_multiple_of(2) => {
                block.sums.iter_mut().zip(sums).for_each(|(sum, x)| add(sum, x));
                block.pieces = 2;
            }
            _ => {
                let zeros = || sums.iter().map(|x| vec![0.0; x.len()]).collect();
                let mut block = Block { first: piece, pieces: 1, sums: self.spare.pop().unwrap_or_else(zeros) };
                block.sums.iter_mut().zip(sums).for_each(|(sum, x)| std::mem::swap(sum, x));
                self.blocks.push(block);
            }
        }
        self.settle();
    }

    /// All of them; none are left.
    pub(super) fn take(&mut self) -> Vec<Block> {
        std::mem::take(&mut self.blocks)
    }

    /// Puts halves together.
    fn settle(&mut self) {
        while let [.., left, right] = &mut self.blocks[..]
            && left.is_sibling(right)
        {
            left.sums.iter_mut().zip(&mut right.sums).for_each(|(sum, x)| add(sum, x));
            left.pieces *= 2;
            self.spare.extend(self.blocks.pop().map(|right| right.sums));
        }
    }
}

/// Blocks and those that follow them, halves put together.
pub fn gather(blocks: Vec<Block>, next: Vec<Block>) -> Vec<Block> {
    let mut tree = Tree { blocks, spare: Vec::new() };
    for block in next {
        tree.blocks.push(block);
        tree.settle();
        tree.spare.clear();
    }
    tree.blocks
}

/// The sums of all these blocks, none of which are halves of one; `None` where there are none.
pub(super) fn join(mut blocks: Vec<Block>) -> Option<Vec<Vec<f64>>> {
    let mut total = blocks.pop()?.sums;
    for mut block in blocks.into_iter().rev() {
        block.sums.iter_mut().zip(&mut total).for_each(|(sum, x)| add(sum, x));
        total = block.sums;
    }
    Some(total)
}

/// Adds `other` and leaves zeros in it.
fn add(total: &mut [f64], other: &mut [f64]) {
    total.iter_mut().zip(other).for_each(|(sum, x)| *sum += std::mem::take(x));
}
