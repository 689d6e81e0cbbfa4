//! Compound files, in which `.xls` is wrapped: whether each chain of sectors in them ends. The reader of the format follows one that
//! leads back into itself until no memory is left.

/// Numbers of sectors from here on mean something else.
const RESERVED: u32 = 0xffff_fffa;
/// Bytes of the header; sectors begin behind it, or behind the first sector where they are larger.
const HEAD: usize = 512;
/// Where the header lists the first sectors of the allocation table.
const LISTED: std::ops::Range<usize> = 76..HEAD;

/// Whether no chain leads back into itself, in the allocation table or in that of small sectors. Linear in the bytes.
pub fn chains_end(bytes: &[u8]) -> bool {
    let Some(head) = bytes.get(..HEAD) else { return true };
    let number = |at: usize| numbers(&head[at..at + 4]).next().unwrap_or(RESERVED);
    let size = if head[30] == 12 { 4096 } else { HEAD };
    let sector = |id: u32| {
        let start = (id as usize).saturating_add(1).saturating_mul(size).min(bytes.len());
        &bytes[start..start.saturating_add(size).min(bytes.len())]
    };
    let most = bytes.len() / size + 1;
    let (mut tables, mut next): (Vec<u32>, _) = (numbers(&head[LISTED]).collect(), number(68));
    for _ in 0..most {
        if next >= RESERVED {
            break;
        }
        tables.extend(numbers(sector(next)));
        next = tables.pop().unwrap_or(RESERVED);
    }
    // Each is a sector, and none is needed twice.
    let tables = tables.into_iter().filter(|&id| id < RESERVED).take(most);
    let links: Vec<u32> = tables.flat_map(|id| numbers(sector(id))).collect();
    if !end(&links) {
        return false;
    }
    let (mut small, mut next) = (Vec::new(), number(60));
    while let Some(&after) = links.get(next as usize) {
        small.extend(numbers(sector(next)));
        next = after;
    }
    end(&small)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// Whether whoever goes from link to link comes to an end, wherever the way begins.
fn end(links: &[u32]) -> bool {
    // The way, from 1, on which each was first come to.
    let mut seen = vec![0_u32; links.len()];
    (1..).zip(0..links.len()).all(|(way, start)| {
        let mut at = start;
        while seen.get(at) == Some(&0) {
            seen[at] = way;
            at = links[at] as usize;
        }
        seen.get(at).is_none_or(|&first| first != way)
    })
}

#[cfg(test)]
mod tests {
    use super::{chains_end, end};

    #[test]
    fn ways_end_or_do_not() {
        let out = u32::MAX - 1;
        for (links, ends) in [
            (vec![], true),
            (vec![out, out], true),
            (vec![1, 2, out], true),
            (vec![2, 2, out, 1], true),
            (vec![0], false),
            (vec![1, 2, 0], false),
            (vec![out, 2, 1], false),
            (vec![3, 0, 1, 5, out, 4], true),
            (vec![3, 0, 1, 5, 3, 4], false),
        ] {
            assert_eq!(end(&links), ends, "{links:?}");
        }
    }

    #[test]
    fn a_chain_that_leads_back_is_told() {
        let whole = include_bytes!("../../../fixtures/workbooks/members.xls");
        assert!(chains_end(whole));
        assert!(chains_end(&whole[..600]) && chains_end(b"") && chains_end(&[0; 511]));
        // The first sector of the allocation table, by the header; in it the first link that leads on leads to itself.
        let table = (u32::from_le_bytes(whole[76..80].try_into().unwrap()) as usize + 1) * 512;
        let mut changed = 0;
        for at in (table..table + 512).step_by(4) {
            let id = ((at - table) / 4) as u32;
            if u32::from_le_bytes(whole[at..at + 4].try_into().unwrap()) == id + 1 {
                let mut bytes = whole.to_vec();
                bytes[at..at + 4].copy_from_slice(&id.to_le_bytes());
                assert!(!chains_end(&bytes));
                changed += 1;
            }
        }
        assert!(changed > 0);
    }
}
