//! Figures as people read them on the page and the terminal; files for machines hold the full numbers.

pub use crate::text::thousands;

/// A share as percent with one decimal; a share that is not nothing never reads as `0.0%`.
pub fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.0005 { "<0.1%".to_owned() } else { format!("{:.1}%", share * 100.0) }
}

/// A share that is promised at least, rounded down; with as many decimals as it takes not to promise everything.
pub fn percent_at_least(share: f64) -> String {
    let down = |decimals: usize| {
        let scale = 10f64.powi(decimals as i32);
        // What rounding in the last bit takes away is given back.
        (share * 100.0 * scale * (1.0 + 1e-12)).floor() / scale
    };
    let decimals =
        (1..6).find(|&decimals| share >= 1.0 || down(decimals + 1) < 100.0 - 0.5 / 10f64.powi(decimals as i32));
    let decimals = decimals.unwrap_or(6);
    format!("{:.decimals$}%", down(decimals))
}

/// A measure: whole from 100 on, with thousands separators; one decimal below; `–` where it is not known.
pub fn measure(x: f64) -> String {
    if !x.is_finite() {
        "–".to_owned()
    } else if x.abs() >= 99.95 {
        let whole = format!("{:.0}", x.abs());
        let sign = if x < 0.0 { "−" } else { "" };
        whole.parse().map_or_else(|_| format!("{sign}{whole}"), |n| format!("{sign}{}", thousands(n)))
    } else if x > 0.0 && x < 0.05 {
        "<0.1".to_owned()
    } else if (x - x.round()).abs() < 0.05 {
        format!("{:.0}", x.round() + 0.0)
    } else {
        format!("{x:.1}")
    }
}

/// A score of 0–100, with one decimal always, so that a column of them lines up.
pub fn score(x: f64) -> String {
    format!("{:.1}", x + 0.0)
}

/// With a capital first letter, where the script has any.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Bytes in binary units.
pub fn bytes(n: u64) -> String {
    const UNITS: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];
    let mut value = n as f64;
    let mut unit = 0;
    while value >= 1023.95 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    if unit == 0 { format!("{n} B") } else { format!("{value:.1} {}", UNITS[unit]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped_and_rounded_without_hiding_small_ones() {
        assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([0.0, 0.0001, 0.1234, 1.0].map(percent), ["0.0%", "<0.1%", "12.3%", "100.0%"]);
        assert_eq!([0.0, 0.01, 3.0, 3.26, 99.99, 12345.6].map(measure), ["0", "<0.1", "3", "3.3", "100", "12,346"]);
        assert_eq!(
            [0.9096, 0.99, 0.9999, 0.999_99, 1.0, 0.29].map(percent_at_least),
            ["90.9%", "99.0%", "99.99%", "99.999%", "100.0%", "29.0%"]
        );
        assert_eq!(measure(f64::NAN), "–");
        assert_eq!([0.0, 99.0, 99.98, 100.0].map(score), ["0.0", "99.0", "100.0", "100.0"]);
        assert_eq!(["", "as of", "截至"].map(capitalised), ["", "As of", "截至"]);
        assert_eq!([0, 1023, 1024, 1 << 20, 3 << 29].map(bytes), ["0 B", "1023 B", "1.0 KiB", "1.0 MiB", "1.5 GiB"]);
    }
}
