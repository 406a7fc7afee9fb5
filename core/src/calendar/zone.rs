//! A time zone without daylight saving: a name and its distance from UTC.
//!
//! Wall clocks of the zones we count in do not jump, so a deadline is plain arithmetic.

use crate::problem::{Error, Problem};
use chrono::{DateTime, FixedOffset, NaiveDateTime};
use core::fmt;
use serde::{Deserialize, Serialize};

/// A fixed distance from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Zone {
    /// East of UTC.
    minutes: i16,
}

impl Zone {
    /// Asia/Shanghai, +08:00. No daylight saving since 1991.
    pub const CHINA: Self = Self { minutes: 480 };
    /// UTC.
    pub const UTC: Self = Self { minutes: 0 };

    /// Minutes east of UTC, within 18 hours either way.
    ///
    /// # Errors
    /// [`Error::Calendar`] `calendar/zone`.
    pub fn east(minutes: i16) -> Result<Self, Error> {
        if (-1080..=1080).contains(&minutes) {
            return Ok(Self { minutes });
        }
        Err(Error::Calendar(vec![
            Problem::new(
                "calendar/zone",
                format!("时区偏移 {minutes} 分钟超出范围"),
                format!("a time zone {minutes} minutes from UTC"),
            )
            .help("应在 ±18 小时之内", "at most 18 hours either way"),
        ]))
    }

    /// Reads `+08:00`, `-0330`, `UTC`, `Asia/Shanghai`.
    ///
    /// # Errors
    /// [`Error::Calendar`] `calendar/zone`: a zone whose clocks change, or anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        match text {
            "UTC" | "Z" | "Etc/UTC" => return Ok(Self::UTC),
            "Asia/Shanghai" | "PRC" => return Ok(Self::CHINA),
            _ => {}
        }
        let minutes = || {
            let (sign, rest) = match text.strip_prefix('+') {
                Some(rest) => (1_i16, rest),
                None => (-1, text.strip_prefix('-')?),
            };
            let (hours, minutes) = rest.split_once(':').or_else(|| rest.split_at_checked(2))?;
            let two = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            (two(hours) && two(minutes)).then_some(())?;
            let (hours, minutes): (i16, i16) = (hours.parse().ok()?, minutes.parse().ok()?);
            hours.checked_mul(60)?.checked_add(minutes)?.checked_mul(sign).filter(|_| minutes < 60)
        };
        match minutes() {
            Some(minutes) => Self::east(minutes),
            None => Err(Error::Calendar(vec![
                Problem::new(
                    "calendar/zone",
                    format!("“{text}”不是可用的时区"),
                    format!("`{text}` is no time zone that can be counted in"),
                )
                .help(
                    "应写成与 UTC 的差，例如 +08:00；不支持夏令时",
                    "write its distance from UTC, e.g. +08:00; clocks that change are not supported",
                ),
            ])),
        }
    }

    /// Minutes east of UTC.
    pub fn minutes(self) -> i16 {
        self.minutes
    }

    /// As chrono's type, to attach it to an instant.
    pub fn offset(self) -> FixedOffset {
        let seconds = i32::from(self.minutes).saturating_mul(60);
        FixedOffset::east_opt(seconds).unwrap_or_else(|| chrono::Offset::fix(&chrono::Utc))
    }

    /// The wall clock of this zone at an instant.
    pub fn wall_clock(self, instant: DateTime<FixedOffset>) -> NaiveDateTime {
        instant.with_timezone(&self.offset()).naive_local()
    }

    /// The instant of a wall-clock time, for printing with its offset. `None` at the ends of the calendar.
    pub fn instant(self, wall: NaiveDateTime) -> Option<DateTime<FixedOffset>> {
        wall.and_local_timezone(self.offset()).single()
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::CHINA
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.unsigned_abs();
        let (hours, rest) = (minutes.div_euclid(60), minutes.rem_euclid(60));
        write!(f, "{sign}{hours:02}:{rest:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_distance() {
        for (text, minutes) in
            [("+08:00", 480), ("-0330", -210), ("UTC", 0), (" Asia/Shanghai ", 480), ("+18:00", 1080)]
        {
            assert_eq!(Zone::parse(text).unwrap().minutes(), minutes, "{text}");
        }
        for text in ["", "+8", "+08:60", "08:00", "+1:230", "+19:00", "+8时区", "Europe/Berlin"] {
            assert_eq!(Zone::parse(text).unwrap_err().problems()[0].code, "calendar/zone", "{text}");
        }
        let error = Zone::parse("Europe/Berlin").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`Europe/Berlin` is no time zone that can be counted in; write its distance from UTC, e.g. +08:00; clocks \
             that change are not supported [calendar/zone]"
        );
        assert_eq!(error.problems()[0].message.zh, "“Europe/Berlin”不是可用的时区");
    }

    #[test]
    fn prints_its_distance() {
        assert_eq!(Zone::CHINA.to_string(), "+08:00");
        assert_eq!(Zone::east(-570).unwrap().to_string(), "-09:30");
        assert_eq!(
            Zone::east(2000).unwrap_err().to_string(),
            "a time zone 2000 minutes from UTC; at most 18 hours either way [calendar/zone]"
        );
        assert_eq!(Zone::east(2000).unwrap_err().problems()[0].message.zh, "时区偏移 2000 分钟超出范围");
    }
}
