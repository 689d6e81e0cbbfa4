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

/// Width of each column in cells.
pub(super) fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        for (i, cell) in row.iter().enumerate() {
            if i == widths.len() {
                widths.push(0);
            }
            widths[i] = widths[i].max(cell.width());
        }
    }
    widths
}

/// Lines of `rows` with columns padded to the same width, two spaces between them and `indent` before; no trailing spaces.
/// A column beyond `aligns` is text.
pub(super) fn columns(rows: &[Vec<String>], aligns: &[Align], indent: usize) -> String {
    let widths = widths(rows);
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

/// `text` in lines of at most `width` cells, at least one line. Broken after a mark of punctuation in the line's second half,
/// else after a space, else anywhere.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    let (mut mark, mut space) = (None, None);
    for c in text.chars() {
        let cells = c.width().unwrap_or(0);
        if used + cells > width && c != ' ' && !line.is_empty() {
            let rest = line.split_off(mark.or(space).unwrap_or(line.len()));
            lines.push(line.trim_end().to_owned());
            (used, mark, space, line) = (rest.width(), None, None, rest);
        }
        let marked = matches!(c, '，' | '；' | '、' | '。') || c == ' ' && line.ends_with([',', ';']);
        line.push(c);
        used += cells;
        if marked && used * 2 > width {
            mark = Some(line.len());
        } else if c == ' ' {
            space = Some(line.len());
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
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
    fn long_text_goes_on_after_a_space_or_a_mark() {
        assert_eq!(wrapped("in 7 groups, tier B", 12), ["in 7 groups,", "tier B"]);
        assert_eq!(wrapped("在 7 个群里，近 7 天活跃", 17), ["在 7 个群里，", "近 7 天活跃"]);
        assert_eq!(wrapped("rank 1, in seventeen groups", 22), ["rank 1, in seventeen", "groups"]);
        assert_eq!(wrapped("关键意见消费者", 6), ["关键意", "见消费", "者"]);
        assert_eq!(wrapped("", 6), [""]);
        let text = "被 92 人备注，在 5 个群里；B 级".repeat(9);
        let lines = wrapped(&text, 30);
        assert!(lines.iter().all(|l| l.width() <= 30), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
    }

    #[test]
    fn a_nickname_cannot_drive_the_terminal() {
        assert_eq!(printable("a\x1b[31mb\n\u{202e}c", 40), "a\u{fffd}[31mb\u{fffd}\u{fffd}c");
        assert_eq!(printable("关键意见消费者", 8), "关键意…");
        assert_eq!(printable("关键意见", 8), "关键意见");
    }
}
