//! The circles at a glance as a picture that needs no program.

use std::fmt::Write;

use super::overview::Overview;
use crate::analysis::Analysis;
use crate::report::people_shown::PeopleShown;

/// Pixels of the width.
const WIDTH: f64 = 640.0;
/// Around everything, in radii of the largest bubble.
const EDGE: f64 = 0.5;
/// Pixels of letters; of those that stand for each other in width.
const LETTERS: f64 = 12.0;

/// What lets names be read across ties.
const HALO: &str = r#"stroke="white" stroke-width="3" paint-order="stroke""#;

/// The circles that the page draws, and the ties between them, as SVG: areas are sizes, names stand below, sizes within. No people.
pub fn circles_drawn(analysis: &Analysis) -> String {
    let overview = Overview::of(analysis, &mut PeopleShown::new(analysis), super::drawn(analysis));
    let circles = &overview.circles;
    let bound = |side: &dyn Fn(usize) -> f64| {
        (0..circles.len()).map(side).min_by(f64::total_cmp).map_or(0.0, |least| least - EDGE)
    };
    let (left, top) = (bound(&|i| circles[i].x - circles[i].r), bound(&|i| circles[i].y - circles[i].r));
    let (right, bottom) = (-bound(&|i| -circles[i].x - circles[i].r), -bound(&|i| -circles[i].y - circles[i].r));
    let scale = WIDTH / (right - left).max(2.0);
    let at = |x: f64, y: f64| [(x - left) * scale, (y - top) * scale];
    let height = ((bottom - top) * scale + LETTERS).max(LETTERS);
    let mut out =
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0}" width="{WIDTH}">"#);
    let strongest = overview.ties.iter().fold(f64::MIN_POSITIVE, |most, tie| most.max(tie.2));
    for &(a, b, strength) in &overview.ties {
        let [[x1, y1], [x2, y2]] = [a, b].map(|i| at(circles[i as usize].x, circles[i as usize].y));
        let width = 0.5 + 4.5 * libm::sqrt(strength / strongest);
        let line = format_args!(r#"x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" stroke-width="{width:.1}""#);
        // A string takes everything.
        let _ = write!(out, r##"<line {line} stroke="#9db4c8"/>"##);
    }
    for circle in circles {
        let ([x, y], r) = (at(circle.x, circle.y), circle.r * scale);
        let name = if circle.name.is_empty() { circle.n.to_string() } else { escaped(&circle.name) };
        let text = format_args!(r#"x="{x:.1}" text-anchor="middle" font-size="{LETTERS}" font-family="sans-serif""#);
        let _ = write!(out, r##"<circle cx="{x:.1}" cy="{y:.1}" r="{r:.1}" fill="#4a7fb5"/>"##);
        let _ = write!(out, r#"<text {text} y="{:.1}" fill="white">{}</text>"#, y + LETTERS / 3.0, circle.size);
        let _ = write!(out, r##"<text {text} y="{:.1}" fill="#333" {HALO}>{name}</text>"##, y + r + LETTERS);
    }
    out + "</svg>"
}

/// Text within XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
