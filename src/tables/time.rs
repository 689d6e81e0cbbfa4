//! Times: Unix seconds inside, many written forms outside.

use jiff::tz::TimeZone;

/// Seconds since 1970-01-01T00:00:00Z.
pub type Seconds = i64;

/// "No time known" in a time column.
pub const NO_TIME: Seconds = i64::MIN;

/// The zone in which times without one are read and dates are shown.
#[derive(Clone, Debug)]
pub struct Zone {
    /// The zone's rules.
    pub zone: TimeZone,
    /// Its IANA name.
    pub name: String,
}

impl Default for Zone {
    fn default() -> Self {
        Self { zone: TimeZone::get("Asia/Shanghai").unwrap_or(TimeZone::UTC), name: "Asia/Shanghai".to_owned() }
    }
}
