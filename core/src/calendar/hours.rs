//! Business hours: several windows a weekday, lunch breaks, night shifts across midnight.

use super::day::Kind;
use crate::problem::{Error, Problem};
use chrono::{Datelike, NaiveDate};
use core::fmt;
use serde::{Deserialize, Serialize};

/// Seconds of a day.
pub(crate) const DAY: i64 = 86_400;

/// From opening to closing, in seconds from 00:00 of the day it opens; closing may lie on the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Window {
    /// Opens.
    pub open: u32,
    /// Closes; later than it opens.
    pub close: u32,
}

/// The windows of each weekday, and of make-up days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// Monday first.
    week: [Vec<Window>; 7],
    /// Days worked in exchange: by default the windows of the first working weekday.
    makeup: Vec<Window>,
    /// Whether the text named weekdays: then these are the days worked.
    named_days: bool,
}

impl Hours {
    /// Reads `09:00-12:00, 13:00-18:00` for every working day, or by weekday:
    /// `Mon-Fri 09:00-12:00, 13:00-18:00; Sat 09:00-12:00; makeup 09:00-17:00`, `周一至周五 8:00-17:00`.
    /// A window that closes before it opens ends on the next day: `22:00-06:00`.
    ///
    /// # Errors
    /// [`Error::Calendar`] `hours/...`: a time that does not exist, windows that overlap, no window at all.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut week: [Vec<Window>; 7] = Default::default();
        let mut makeup = Vec::new();
        let mut named_days = false;
        for part in text.split([';', '；', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
            let split = part.find(|c: char| c.is_ascii_digit()).unwrap_or(part.len());
            let (days, windows) = part.split_at_checked(split).unwrap_or((part, ""));
            let days = days.trim().trim_end_matches([':', '：']).trim();
            let windows = read_windows(windows, part)?;
            if days.eq_ignore_ascii_case("makeup") || days == "调休" {
                makeup = windows;
                continue;
            }
            named_days |= !days.is_empty();
            let (from, to) =
                if days.is_empty() { (0, 6) } else { weekdays(days).ok_or_else(|| no_form(part))? };
            for (i, slot) in week.iter_mut().enumerate() {
                if (from..=to).contains(&i) {
                    slot.clone_from(&windows);
                }
            }
        }
        Self::new(week, makeup, named_days)
    }

    fn new(week: [Vec<Window>; 7], makeup: Vec<Window>, named_days: bool) -> Result<Self, Error> {
        let Some(first) = week.iter().find(|windows| !windows.is_empty()) else {
            return Err(refuse(
                Problem::new("hours/none", "没有任何工作时间", "there is no working time at all")
                    .help("应写成例如 09:00-12:00, 13:00-18:00", "write e.g. 09:00-12:00, 13:00-18:00"),
            ));
        };
        let makeup = if makeup.is_empty() { first.clone() } else { makeup };
        let hours = Self { week, makeup, named_days };
        let all = || hours.week.iter().chain([&hours.makeup]).flatten();
        let latest = all().map(|w| i64::from(w.close)).max().unwrap_or_default();
        let earliest = all().map(|w| i64::from(w.open)).min().unwrap_or_default();
        if latest.saturating_sub(DAY) > earliest {
            return Err(refuse(overlap(
                "夜班与次日的时段重叠",
                "a night window runs into the next day's windows",
            )));
        }
        Ok(hours)
    }

    /// The weekdays with windows, Monday first; `None` if the text named none and every working day has them.
    pub(crate) fn weekdays(&self) -> Option<[bool; 7]> {
        self.named_days.then(|| self.week.each_ref().map(|windows| !windows.is_empty()))
    }

    /// The windows of a day, by its weekday and kind; none on a rest day.
    pub(crate) fn windows(&self, day: NaiveDate, kind: Kind) -> &[Window] {
        if !kind.is_workday() {
            return &[];
        }
        let own = self.week.get(day.weekday().num_days_from_monday() as usize).map_or(&[][..], Vec::as_slice);
        match kind {
            Kind::MakeupWorkday => &self.makeup,
            _ if own.is_empty() => &self.makeup,
            _ => own,
        }
    }
}

fn read_windows(text: &str, part: &str) -> Result<Vec<Window>, Error> {
    let mut windows: Vec<Window> = Vec::new();
    for piece in text.split([',', '，', '、', ' ']).map(str::trim).filter(|p| !p.is_empty()) {
        let (open, close) = piece.split_once(['-', '–', '~', '至']).ok_or_else(|| no_form(part))?;
        let open = clock(open, piece)?;
        let close = clock(close, piece)?;
        if open == close || open >= 86_400 {
            return Err(no_length(piece));
        }
        let close = if close <= open { close.saturating_add(86_400) } else { close };
        if windows.last().is_some_and(|before| before.close > open) {
            return Err(refuse(overlap(
                format!("时段“{piece}”与前一时段重叠或次序颠倒"),
                format!("the window `{piece}` overlaps the one before it"),
            )));
        }
        windows.push(Window { open, close });
    }
    if windows.is_empty() {
        return Err(no_form(part));
    }
    Ok(windows)
}

fn clock(text: &str, piece: &str) -> Result<u32, Error> {
    let seconds = || {
        let (hour, minute) = text.trim().split_once([':', '：'])?;
        let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
        let fits = minute < 60 && (hour < 24 || (hour, minute) == (24, 0));
        fits.then(|| hour.saturating_mul(3600).saturating_add(minute.saturating_mul(60)))
    };
    seconds().ok_or_else(|| {
        refuse(
            Problem::new(
                "hours/time",
                format!("“{piece}”中的“{text}”不是时刻"),
                format!("`{text}` in `{piece}` is no time of day"),
            )
            .help("应为 00:00 至 24:00", "from 00:00 to 24:00"),
        )
    })
}

/// `Mon-Fri`, `Sat`, `周一至周五`, `周六`: first and last, Monday is 0.
fn weekdays(text: &str) -> Option<(usize, usize)> {
    const NAMES: [(&str, &str); 7] = [
        ("mon", "一"),
        ("tue", "二"),
        ("wed", "三"),
        ("thu", "四"),
        ("fri", "五"),
        ("sat", "六"),
        ("sun", "日"),
    ];
    let one = |name: &str| {
        let name = name.trim().to_ascii_lowercase();
        let name = name.trim_start_matches("星期").trim_start_matches('周');
        NAMES.iter().position(|(en, zh)| name == *zh || (name == "天" && *zh == "日") || is_name(name, en))
    };
    let (from, to) = text.split_once(['-', '–', '~', '至', '到']).unwrap_or((text, text));
    let (from, to) = (one(from)?, one(to)?);
    (from <= to).then_some((from, to))
}

/// `mon`, `monday`.
fn is_name(name: &str, short: &str) -> bool {
    name.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with("day"))
}

fn no_form(part: &str) -> Error {
    refuse(
        Problem::new(
            "hours/form",
            format!("工作时间“{part}”无法识别"),
            format!("cannot read the business hours `{part}`"),
        )
        .help(
            "应写成例如 周一至周五 09:00-12:00, 13:00-18:00; 周六 09:00-12:00",
            "write e.g. Mon-Fri 09:00-12:00, 13:00-18:00; Sat 09:00-12:00",
        ),
    )
}

/// It closes when it opens: nothing, or a whole day? And 24:00 is no time to open.
fn no_length(piece: &str) -> Error {
    refuse(
        Problem::new(
            "hours/length",
            format!("时段“{piece}”没有长度，或从24:00开始"),
            format!("the window `{piece}` has no length, or opens at 24:00"),
        )
        .help(
            "昼夜不停应写成 00:00-24:00；跨夜应写成例如 22:00-06:00",
            "write 00:00-24:00 for day and night, and e.g. 22:00-06:00 across midnight",
        ),
    )
}

fn overlap(zh: impl Into<String>, en: impl Into<String>) -> Problem {
    Problem::new("hours/overlap", zh, en).help("时段不能重叠", "windows must not overlap")
}

fn refuse(problem: Problem) -> Error {
    Error::Calendar(vec![problem])
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = |s: u32| (s.div_euclid(3600), s.rem_euclid(3600).div_euclid(60));
        let close = if self.close > 86_400 { self.close.saturating_sub(86_400) } else { self.close };
        let ((h1, m1), (h2, m2)) = (clock(self.open), clock(close));
        write!(f, "{h1:02}:{m1:02}-{h2:02}:{m2:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Lang;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn show(hours: &Hours, on: &str, kind: Kind) -> String {
        let windows: Vec<String> = hours.windows(day(on), kind).iter().map(Window::to_string).collect();
        windows.join(" ")
    }

    #[test]
    fn reads_windows_by_weekday() {
        let hours = Hours::parse("09:00-12:00, 13:00-18:00").unwrap();
        assert_eq!(show(&hours, "2026-03-09", Kind::Workday), "09:00-12:00 13:00-18:00");
        assert_eq!(show(&hours, "2026-02-14", Kind::MakeupWorkday), "09:00-12:00 13:00-18:00");
        assert_eq!(show(&hours, "2026-03-08", Kind::Weekend), "");
        assert_eq!(hours.weekdays(), None);
        let hours = Hours::parse("周一至周五 8:00-12:00、13:00-17:00；周六 8:00-12:00").unwrap();
        assert_eq!(show(&hours, "2026-03-07", Kind::Workday), "08:00-12:00");
        assert_eq!(show(&hours, "2026-02-14", Kind::MakeupWorkday), "08:00-12:00 13:00-17:00");
        assert_eq!(hours.weekdays(), Some([true, true, true, true, true, true, false]));
        let night = Hours::parse("22:00-06:00").unwrap();
        assert_eq!(
            night.windows(day("2026-03-09"), Kind::Workday),
            &[Window { open: 79_200, close: 108_000 }]
        );
        assert_eq!(show(&Hours::parse("00:00-24:00").unwrap(), "2026-03-09", Kind::Workday), "00:00-24:00");
    }

    #[test]
    fn refuses_what_cannot_be_worked() {
        let problem = |text: &str| Hours::parse(text).unwrap_err().problems()[0].clone();
        assert_eq!(
            problem("").line(Lang::En),
            "there is no working time at all; write e.g. 09:00-12:00, 13:00-18:00 [hours/none]"
        );
        assert_eq!(
            problem("").line(Lang::Zh),
            "没有任何工作时间。应写成例如 09:00-12:00, 13:00-18:00 [hours/none]"
        );
        assert_eq!(
            problem("09:00-25:00").line(Lang::En),
            "`25:00` in `09:00-25:00` is no time of day; from 00:00 to 24:00 [hours/time]"
        );
        assert_eq!(
            problem("09:00-25:00").line(Lang::Zh),
            "“09:00-25:00”中的“25:00”不是时刻。应为 00:00 至 24:00 [hours/time]"
        );
        assert_eq!(
            problem("9:00-9:00").line(Lang::En),
            "the window `9:00-9:00` has no length, or opens at 24:00; write 00:00-24:00 for day and night, and e.g. \
             22:00-06:00 across midnight [hours/length]"
        );
        assert_eq!(
            problem("9:00-9:00").line(Lang::Zh),
            "时段“9:00-9:00”没有长度，或从24:00开始。昼夜不停应写成 00:00-24:00；跨夜应写成例如 22:00-06:00 [hours/length]"
        );
        for text in ["0:00-0:00", "24:00-24:00", "24:00-09:00"] {
            assert_eq!(problem(text).code, "hours/length", "{text}");
        }
        for text in ["09:00-13:00, 12:00-18:00", "08:00-12:00, 20:00-10:00"] {
            assert_eq!(problem(text).code, "hours/overlap", "{text}");
        }
        for text in ["always", "Mon 9", "Fri-Mon 09:00-17:00", "Mon-Fri"] {
            assert_eq!(problem(text).code, "hours/form", "{text}");
        }
    }
}
