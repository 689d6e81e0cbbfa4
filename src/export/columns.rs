//! Aligned columns for a terminal, where a Chinese character or an emoji is two cells wide.

use crate::text::is_harmful;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// On which side a column is filled up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// Text.
    Left,
    /// Figures.
    Right,
}

/// Lines of `rows` with columns padded to the same width, two spaces between them and `indent` before; no trailing spaces.
/// A column beyond `aligns` is text.
pub(super) fn columns(rows: &[Vec<String>], aligns: &[Align], indent: usize) -> String {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        for (i, cell) in row.iter().enumerate() {
            if i == widths.len() {
                widths.push(0);
            }
            widths[i] = widths[i].max(cell.width());
        }
    }
    let mut out = String::new();
    for row in rows {
        let mut line = " ".repeat(indent);
        for (i, cell) in row.iter().enumerate() {
            let fill = " ".repeat(widths[i] - cell.width());
            let right = aligns.get(i) == Some(&Align::Right);
            line.push_str(if i > 0 { "  " } else { "" });
            line.push_str(if right { &fill } else { "" });
            line.push_str(cell);
            line.push_str(if right { "" } else { &fill });
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Text from outside, safe to print: control and direction characters become `�` (a terminal would obey them), and what is
/// longer than `width` cells ends in `…`.
pub(super) fn printable(text: &str, width: usize) -> String {
    let clean: String = text.chars().map(|c| if is_harmful(c) { '\u{fffd}' } else { c }).collect();
    if clean.width() <= width {
        return clean;
    }
    let mut out = String::new();
    let mut used = 1;
    for c in clean.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_cells() {
        let rows = [["王小明", "7", "x"], ["Ann", "12", ""]].map(|r| r.map(str::to_owned).to_vec());
        assert_eq!(columns(&rows, &[Align::Left, Align::Right], 1), " 王小明   7  x\n Ann     12\n");
    }

    #[test]
    fn a_nickname_cannot_drive_the_terminal() {
        assert_eq!(printable("a\x1b[31mb\n\u{202e}c", 40), "a\u{fffd}[31mb\u{fffd}\u{fffd}c");
        assert_eq!(printable("关键意见消费者", 8), "关键意…");
        assert_eq!(printable("关键意见", 8), "关键意见");
    }
}
