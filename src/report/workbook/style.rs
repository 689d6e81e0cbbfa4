//! How cells look: one palette, one format a kind of cell.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::config::Tier;

/// Headers, links, titles.
pub(super) const ACCENT: Color = Color::RGB(0x0F_766E);
/// Bars and the cold end of scales.
pub(super) const PALE: Color = Color::RGB(0xD7_EFEC);
/// Text that explains.
pub(super) const SOFT: Color = Color::RGB(0x5B_6675);
/// What needs attention.
pub(super) const WARN: Color = Color::RGB(0xB4_5309);
/// Behind what needs attention.
pub(super) const WARN_PALE: Color = Color::RGB(0xFD_F0DC);
/// Lines between cells.
const LINE: Color = Color::RGB(0xE2_E6EC);

/// Colour of a tier, for text and charts.
pub(super) fn tier_color(tier: Tier) -> Color {
    Color::RGB(match tier {
        Tier::S => 0x0F_766E,
        Tier::A => 0x25_63A8,
        Tier::B => 0x6D_6FB3,
        Tier::C => 0xB7_791F,
        Tier::D => 0xB3_443C,
        Tier::Unknown => 0x8A_94A3,
    })
}

/// The same, pale enough to write on.
pub(super) fn tier_pale(tier: Tier) -> Color {
    Color::RGB(match tier {
        Tier::S => 0xCF_E7E4,
        Tier::A => 0xD3_E1F1,
        Tier::B => 0xE1_E1F2,
        Tier::C => 0xF3_E5CC,
        Tier::D => 0xF2_D6D3,
        Tier::Unknown => 0xE8_EAED,
    })
}

/// The formats of a workbook.
pub(super) struct Style {
    /// Sheet title.
    pub title: Format,
    /// Heading of a part of a sheet.
    pub heading: Format,
    /// Sentence below a title.
    pub note: Format,
    /// Sentence that may take several lines.
    pub paragraph: Format,
    /// Sentence that needs attention.
    pub warning: Format,
    /// Column headers.
    pub header: Format,
    /// Label of a row.
    pub label: Format,
    /// Text from data: kept as text even when somebody edits the cell.
    pub text: Format,
    /// Sentences of ours.
    pub words: Format,
    /// Whole numbers.
    pub count: Format,
    /// Scores, one decimal.
    pub score: Format,
    /// Numbers of any size.
    pub number: Format,
    /// Shares.
    pub percent: Format,
    /// Links to other sheets.
    pub link: Format,
    /// Cells for the reader to fill in.
    pub blank: Format,
}

impl Style {
    pub(super) fn new() -> Self {
        let cell = || {
            Format::new()
                .set_align(FormatAlign::VerticalCenter)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(LINE)
        };
        let centred = |color: u32, back: Color| {
            Format::new()
                .set_bold()
                .set_font_color(color)
                .set_background_color(back)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap()
        };
        // Numbers and text in neighbouring columns are kept apart.
        let left = || cell().set_align(FormatAlign::Left).set_indent(1);
        let number = |format: &str| cell().set_num_format(format).set_align(FormatAlign::Right).set_indent(1);
        Self {
            title: Format::new().set_bold().set_font_size(16).set_font_color(ACCENT),
            heading: Format::new().set_bold().set_font_size(12).set_font_color(ACCENT),
            note: Format::new().set_font_color(SOFT),
            paragraph: Format::new().set_font_color(SOFT).set_text_wrap().set_align(FormatAlign::VerticalCenter),
            warning: Format::new().set_font_color(WARN),
            header: centred(0xFF_FFFF, ACCENT)
                .set_align(FormatAlign::Left)
                .set_indent(1)
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::White),
            label: left().set_bold(),
            text: left().set_num_format("@").set_text_wrap(),
            words: left().set_text_wrap(),
            count: number("#,##0"),
            score: number("0.0"),
            number: number("#,##0.00"),
            percent: number("0.0%"),
            link: left().set_font_color(ACCENT).set_underline(rust_xlsxwriter::FormatUnderline::Single),
            blank: cell().set_background_color(Color::RGB(0xFF_FDF5)).set_text_wrap(),
        }
    }
}

/// A cell of a grid in the colour of a tier.
pub(super) fn tier_cell(tier: Tier) -> Format {
    Format::new()
        .set_background_color(tier_pale(tier))
        .set_font_color(Color::RGB(0x1B_2330))
        .set_align(FormatAlign::Center)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::White)
}
