//! What chance does to tables, text and bytes.

use std::io::Write;

use renmai::random::Random;

/// Rows of cells, the header first.
pub type Table = Vec<Vec<String>>;

/// Cells that are at an edge of something, or mean something to somebody.
#[rustfmt::skip]
const CELLS: &[&str] = &[
    "", " ", "0", "-0", "1", "2", "-1", "1e308", "-1e308", "1e300", "1e-320", "0.1", "9007199254740993", "2147483648",
    "4294967296", "18446744073709551616", "99999999999999999999999999", "1e999", "NaN", "inf", "-inf", "0x10",
    "1,2,3", "¥1,200", "1200元", "1.23E+17", "１２３", "+5", "1_000", "--1", ".5", "5.", "1e", "0000-00-00", "9999-12-31",
    "9999-12-31T23:59:59-23:00", "-9999-01-01", "1969-12-31T23:59:59Z", "1970-01-01", "1989-12-31", "1990-01-01",
    "2100-12-31", "2204-01-01", "20240501", "20241301", "00000000", "99999999", "12345678", "2024-02-30",
    "2024-02-29T24:00", "2025-06-01 10:61", "45000", "45000.5", "253402300800", "1748800000", "1748800000000",
    "1748800000000000", "2024年5月1日", "2024年13月1日", "2025-06-01T10:00+99:00", "2025-06-01 10:00:60", "06/01/2025",
    "staff", "customer", "robot", "客户", "员工", "friend", "群成员", "粉丝", "是", "否", "yes", "no", "true", "perhaps",
    "remark", "备注", "mention", "interest", "marketing", "S", "unknown", "(others)", "g1", "u1", "s1", "a>b>c",
    "a>b>c>d", ">>>", ";;;", "a;b;a", ">", "=1+1", "＝cmd", "+1", "-x", "@sum", "\u{feff}=1", "'", "''=", "\t", "\r\n",
    "a\nb", "a,b", "\"", "\"\"", "`", "\\", "\0", "\u{1b}[31m", "\u{7}", "\u{202e}abc", "\u{200b}", "\u{feff}",
    "\u{fffd}", "\u{10ffff}", "👍👍🏽", "é", "e\u{301}", "ß", "İ", "</script>", "<!--", "&amp;", "{{x}}", "{n}", "%s",
    "$1", "../../x", "/", "nul", ".", "..", "市", "上海", "上海市",
];

/// Headers that are known, in several tables and languages.
#[rustfmt::skip]
const HEADERS: &[&str] = &[
    "user_id", "USER_ID", " user_id ", "用户ID", "uid", "member_id", "group_id", "群ID", "from_id", "to_id", "sender",
    "recipient", "caller", "callee", "timestamp", "at", "时间", "kind", "类型", "count", "次数", "amount", "金额", "nickname",
    "昵称", "city", "城市", "tags", "标签", "owner_id", "群主", "role", "device", "opted_out", "consent", "monthly_spend",
    "registered_at", "last_active_at", "remark_count", "joined_at", "left_at", "member_type", "name", "influence",
    "custom.city", "custom.custom.x", "value_tier", "门店", "数量\n", "and", "not",
];

/// Chance, and what it needs often.
pub struct Dice(pub Random);

impl Dice {
    /// One of `0..n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0.below(n as u64) as usize
    }

    pub fn chance(&mut self, p: f64) -> bool {
        self.0.chance(p)
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A hostile cell.
    pub fn cell(&mut self) -> String {
        match self.below(12) {
            0 => self.pick(CELLS).repeat(1 + self.below(40)),
            1 => "长".repeat(self.below(3_000)),
            2 => format!("{}{}", self.pick(CELLS), self.pick(CELLS)),
            3 => format!("u{}", self.below(12)),
            4 => format!("{}", self.0.below(u64::MAX) as i64 >> self.below(64)),
            _ => (*self.pick(CELLS)).to_owned(),
        }
    }

    /// How many times something is repeated: mostly a few, sometimes hundreds.
    fn times(&mut self) -> usize {
        let most = if self.chance(0.05) { 5 } else { 4 };
        [3, 3, 30, 300, 2_000][self.below(most)]
    }

    /// One change to the cells of a table; `other` is a table to borrow from.
    pub fn table(&mut self, table: &mut Table, other: &Table) {
        let rows = table.len();
        if rows == 0 {
            *table = other.clone();
            return;
        }
        let row = self.below(rows);
        let width = table[0].len().max(1);
        let column = self.below(width);
        match self.below(17) {
            0..=3 => {
                let cell = self.cell();
                if let Some(place) = table[row].get_mut(column) {
                    *place = cell;
                }
            }
            // A column of one value, or of hostile values.
            4 => {
                let same = self.chance(0.5).then(|| self.cell());
                for row in table.iter_mut().skip(1) {
                    let cell = same.clone().unwrap_or_else(|| self.cell());
                    row.get_mut(column).map(|place| *place = cell).unwrap_or_default();
                }
            }
            5 => table[0].iter_mut().skip(column).take(1).for_each(|header| *header = (*self.pick(HEADERS)).to_owned()),
            6 => table[0].iter_mut().skip(column).take(1).for_each(|header| *header = self.cell()),
            7 => table.iter_mut().filter(|r| r.len() > column).for_each(|r| drop(r.remove(column))),
            // A further column, or very many.
            8 => {
                let (times, header) = (self.times(), *self.pick(HEADERS));
                for (i, row) in table.iter_mut().enumerate() {
                    let cell = if i == 0 { header } else { self.pick(CELLS) };
                    row.extend(
                        (0..times).map(|k| if i == 0 && k > 0 { format!("{cell}{k}") } else { cell.to_owned() }),
                    );
                }
            }
            9 => {
                table.remove(row);
            }
            // A row again and again: the same, or each with an id of its own, in a group or as a group.
            10..=11 => {
                let (times, fresh) = (self.times(), self.chance(0.7));
                for k in 0..times {
                    let mut again = table[row].clone();
                    if fresh && let Some(cell) = again.get_mut(column) {
                        cell.push_str(&k.to_string());
                    }
                    table.push(again);
                }
            }
            12 => {
                let (a, b) = (self.below(rows), self.below(rows));
                table.swap(a, b);
            }
            13 => self.0.shuffle(table),
            14 => table.truncate(row + 1),
            15 => {
                let from = self.below(other.len().max(1));
                table.extend(other.iter().skip(from).cloned());
            }
            _ => {
                let extra = self.cell();
                if self.chance(0.5) { table[row].push(extra) } else { drop(table[row].pop()) }
            }
        }
    }

    /// The table as a file.
    pub fn csv(&mut self, table: &Table) -> Vec<u8> {
        let (comma, newline, always) = (
            *self.pick(&[",", ",", ",", "\t", ";"]),
            *self.pick(&["\n", "\n", "\n", "\n", "\r\n", "\r\n", "\r\n", "\r"]),
            self.chance(0.1),
        );
        let quoted = |cell: &String| {
            if always || cell.contains(['"', '\n', '\r', ',', ';', '\t']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        };
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(comma) + newline;
        let text: String = table.iter().map(line).collect();
        if self.chance(1.0 / 3.0) { self.encoded(&text, true) } else { text.into_bytes() }
    }

    /// The text in one of the encodings that are read; `plainly`: in one that says which it is, or has all characters.
    pub fn encoded(&mut self, text: &str, plainly: bool) -> Vec<u8> {
        let wide = || [0xfeff].into_iter().chain(text.encode_utf16());
        match self.below(if plainly { 4 } else { 6 }) {
            0 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            1 => wide().flat_map(u16::to_le_bytes).collect(),
            2 => wide().flat_map(u16::to_be_bytes).collect(),
            3 => encoding_rs::GB18030.encode(text).0.into_owned(),
            4 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            _ => encoding_rs::BIG5.encode(text).0.into_owned(),
        }
    }

    /// One change to bytes, to a number among them, or one of `words` put in.
    pub fn bytes_or_words(&mut self, bytes: &mut Vec<u8>, other: &[u8], words: &[&str]) {
        match self.below(8) {
            0 => self.number(bytes),
            1..=2 if !words.is_empty() => {
                let at = self.below(bytes.len() + 1);
                let end = if self.chance(0.5) { at } else { (at + self.below(12)).min(bytes.len()) };
                let word = *self.pick(words);
                drop(bytes.splice(at..end, word.bytes()));
            }
            // Digits that stand there: more, fewer, others.
            3 => {
                let digits: Vec<usize> = (0..bytes.len()).filter(|&i| bytes[i].is_ascii_digit()).collect();
                if !digits.is_empty() {
                    let at = *self.pick(&digits);
                    let number =
                        *self.pick(&["0", "1", "-1", "9", "65536", "4294967296", "99999999999999999999", "1e9", ""]);
                    drop(bytes.splice(at..at + 1, number.bytes()));
                }
            }
            _ => self.bytes(bytes, other),
        }
    }

    /// A number in place of what is there, of one to eight bytes at a multiple of its length.
    pub fn number(&mut self, bytes: &mut [u8]) {
        let width = *self.pick(&[1, 2, 4, 4, 8]);
        if bytes.len() < width {
            return;
        }
        let at = width * self.below(bytes.len() / width);
        let place = &mut bytes[at..at + width];
        let near = i64::from(place[0]) + self.below(5) as i64 - 2;
        let number = *self.pick(&[0, 1, -1, 2, near, near, i64::MIN, i64::MAX, 1 << 20, 0xffff, 0x7fff_ffff]);
        if width == 8 && self.chance(0.3) {
            let number = *self.pick(&[f64::NAN, -0.0, f64::INFINITY, -1.0, 1e300, 5e-324, 0.5]);
            place.copy_from_slice(&number.to_le_bytes());
        } else {
            place.copy_from_slice(&number.to_le_bytes()[..width]);
        }
    }

    /// One change to bytes; `other` is what to borrow from.
    pub fn bytes(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        let at = self.below(bytes.len() + 1);
        let end = (at + 1 + self.below(64)).min(bytes.len()).max(at);
        match self.below(10) {
            0 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << self.below(8)),
            1 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = self.below(256) as u8),
            2 => drop(bytes.drain(at..end)),
            3 => drop(bytes.splice(at..at, bytes[at..end].repeat(1 + self.below(3)))),
            4 => drop(bytes.splice(at..at, self.cell().into_bytes())),
            5 => bytes.truncate(at),
            6 => drop(bytes.splice(at..end, other.iter().skip(self.below(other.len().max(1))).take(200).copied())),
            7 => {
                let invalid: &[&[u8]] = &[
                    b"\xff",
                    b"\xc3",
                    b"\xed\xa0\x80",
                    b"\xf4\x90\x80\x80",
                    b"\0",
                    b"\xfe\xff",
                    b"\xff\xfe",
                    b"\x80",
                    b"\x1a",
                    b"\"",
                    b"\n\n",
                ];
                let invalid = *self.pick(invalid);
                drop(bytes.splice(at..at, invalid.iter().copied()));
            }
            8 => bytes.extend_from_slice(&bytes.clone()),
            _ => *bytes = other.to_vec(),
        }
    }

    /// The bytes compressed, sometimes in several parts, and what a file of this kind is called.
    pub fn compressed(&mut self, bytes: &[u8]) -> (Vec<u8>, &'static str) {
        let cut = if self.chance(0.3) { self.below(bytes.len() + 1) } else { bytes.len() };
        let parts = [&bytes[..cut], &bytes[cut..]].into_iter().filter(|part| !part.is_empty());
        if self.chance(0.5) {
            let gzip = |part: &[u8]| {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(part).unwrap();
                encoder.finish().unwrap()
            };
            (parts.flat_map(gzip).collect(), ".gz")
        } else {
            (parts.flat_map(|part| zstd::encode_all(part, 1).unwrap()).collect(), ".zst")
        }
    }

    /// A text with one to three changes to its bytes, invalid ones left out.
    pub fn text(&mut self, text: &str, other: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..1 + self.below(3) {
            self.bytes(&mut bytes, other.as_bytes());
        }
        String::from_utf8_lossy(&bytes).replace('\0', "")
    }
}
