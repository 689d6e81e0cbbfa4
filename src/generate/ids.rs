//! How numbers become ids.

/// Appends the id of a group.
pub(super) fn write_group(group: usize, line: &mut Vec<u8>) {
    line.push(b'g');
    decimal(line, group as u64 + 1, 5);
}

/// Appends `value` in decimal, with zeros in front up to `width` digits.
pub(super) fn decimal(line: &mut Vec<u8>, mut value: u64, width: usize) {
    let mut text = [b'0'; 20];
    let mut at = text.len();
    while value > 0 || text.len() - at < width.max(1) {
        at -= 1;
        text[at] = b'0' + (value % 10) as u8;
        value /= 10;
    }
    line.extend_from_slice(&text[at..]);
}
