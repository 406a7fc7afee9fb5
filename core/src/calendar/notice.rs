//! Reading the files of `core/calendars/china`: notices, measures, festivals, swaps.
//!
//! The files are part of the crate; a test reads every line of them. What a line does not say is an error there,
//! never a guess here.

use chrono::{Days, NaiveDate};

/// One notice: what it says about each festival.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Notice {
    /// The year whose file it stands in.
    pub(super) year: i32,
    pub(super) title: String,
    pub(super) number: Option<String>,
    pub(super) published: Option<NaiveDate>,
    pub(super) source: Option<String>,
    pub(super) breaks: Vec<Break>,
}

/// One festival's line of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Break {
    pub(super) name: String,
    pub(super) off: (NaiveDate, NaiveDate),
    pub(super) work: Vec<NaiveDate>,
    /// Statutory days of this year only (3 September 2015).
    pub(super) statutory: Vec<NaiveDate>,
}

/// The statutory holidays from a year on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measures {
    pub(super) published: NaiveDate,
    pub(super) from: i32,
    /// Festival, first day, last day, each as an anchor and days after it.
    pub(super) holidays: Vec<(String, Anchor, Anchor)>,
}

/// A day of the year: a date, or days from a movable one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Fixed(u32, u32),
    Movable(Movable, i64),
}

/// A column of `festivals.txt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Movable {
    Spring,
    Qingming,
    Dragon,
    Moon,
}

/// The movable days of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Festivals {
    pub(super) year: i32,
    pub(super) spring: NaiveDate,
    pub(super) qingming: NaiveDate,
    pub(super) dragon: NaiveDate,
    pub(super) moon: NaiveDate,
}

/// How far from a festival days were ever moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Swap {
    pub(super) name: String,
    pub(super) rest: (i64, i64),
    pub(super) work: (i64, i64),
}

/// Lines that say something.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The notices of one year's file, in the order they were published; `Err` is the line that cannot be read.
pub(super) fn notices(year: i32, text: &str) -> Result<Vec<Notice>, String> {
    let mut all: Vec<Notice> = Vec::new();
    for line in lines(text) {
        let (key, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        if key == "notice" {
            all.push(Notice { year, title: rest.to_owned(), ..Notice::default() });
            continue;
        }
        let notice = all.last_mut().ok_or(line)?;
        match key {
            "number" => notice.number = Some(rest.to_owned()),
            "published" => notice.published = Some(full_date(rest).ok_or(line)?),
            "source" => notice.source = Some(rest.to_owned()),
            name => notice.breaks.push(read_break(year, name, rest).ok_or(line)?),
        }
    }
    Ok(all)
}

fn read_break(year: i32, name: &str, rest: &str) -> Option<Break> {
    let mut words = rest.split_whitespace();
    (words.next()? == "off").then_some(())?;
    let range = words.next()?;
    let (from, to) = range.split_once("..").unwrap_or((range, range));
    let off = (day(year, from)?, day(year, to)?);
    let mut entry = Break { name: name.to_owned(), off, work: Vec::new(), statutory: Vec::new() };
    let mut statutory = None;
    for word in words {
        match (word, statutory) {
            ("work", None) => statutory = Some(false),
            ("statutory", _) => statutory = Some(true),
            (_, Some(true)) => entry.statutory.push(day(year, word)?),
            (_, Some(false)) => entry.work.push(day(year, word)?),
            (_, None) => return None,
        }
    }
    (off.0 <= off.1).then_some(entry)
}

pub(super) fn measures(text: &str) -> Result<Vec<Measures>, String> {
    let mut all: Vec<Measures> = Vec::new();
    for line in lines(text) {
        if let Some(rest) = line.strip_prefix("measures ") {
            let (published, from) = rest.split_once(" from ").ok_or(line)?;
            all.push(Measures {
                published: full_date(published).ok_or(line)?,
                from: from.trim().parse().map_err(|_| line)?,
                holidays: Vec::new(),
            });
            continue;
        }
        let (name, range) = line.split_once(' ').ok_or(line)?;
        let range = range.trim();
        let (from, to) = range.split_once("..").unwrap_or((range, range));
        let holiday = (name.to_owned(), anchor(from).ok_or(line)?, anchor(to).ok_or(line)?);
        all.last_mut().ok_or(line)?.holidays.push(holiday);
    }
    Ok(all)
}

fn anchor(text: &str) -> Option<Anchor> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let (month, day) = month_day(text)?;
        return Some(Anchor::Fixed(month, day));
    }
    let split = text.find(['+', '-']).unwrap_or(text.len());
    let (name, shift) = text.split_at_checked(split)?;
    let movable = match name {
        "spring" => Movable::Spring,
        "qingming" => Movable::Qingming,
        "dragon" => Movable::Dragon,
        "moon" => Movable::Moon,
        _ => return None,
    };
    let shift = if shift.is_empty() { 0 } else { shift.parse().ok()? };
    Some(Anchor::Movable(movable, shift))
}

impl Festivals {
    pub(super) fn day(self, anchor: Anchor) -> Option<NaiveDate> {
        match anchor {
            Anchor::Fixed(month, day) => NaiveDate::from_ymd_opt(self.year, month, day),
            Anchor::Movable(movable, shift) => shifted(
                match movable {
                    Movable::Spring => self.spring,
                    Movable::Qingming => self.qingming,
                    Movable::Dragon => self.dragon,
                    Movable::Moon => self.moon,
                },
                shift,
            ),
        }
    }
}

/// A day some days later or earlier.
pub(super) fn shifted(day: NaiveDate, by: i64) -> Option<NaiveDate> {
    let days = Days::new(by.unsigned_abs());
    if by < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }
}

pub(super) fn festivals(text: &str) -> Result<Vec<Festivals>, String> {
    lines(text)
        .map(|line| {
            let mut words = line.split_whitespace();
            let year = words.next().and_then(|w| w.parse().ok()).ok_or(line)?;
            let mut next = || words.next().and_then(|w| day(year, w)).ok_or(line);
            Ok(Festivals { year, spring: next()?, qingming: next()?, dragon: next()?, moon: next()? })
        })
        .collect()
}

pub(super) fn swaps(text: &str) -> Result<Vec<Swap>, String> {
    lines(text)
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [name, "rest", rest, "work", work] = words.as_slice() else { return Err(line.to_owned()) };
            let range = |text: &str| -> Result<(i64, i64), String> {
                let (from, to) = text.split_once("..").ok_or(line)?;
                Ok((from.parse().map_err(|_| line)?, to.parse().map_err(|_| line)?))
            };
            Ok(Swap { name: (*name).to_owned(), rest: range(rest)?, work: range(work)? })
        })
        .collect()
}

/// Chinese name and English name.
pub(super) fn names(text: &str) -> Vec<(&str, &str)> {
    lines(text).filter_map(|line| line.split_once(' ')).map(|(zh, en)| (zh, en.trim())).collect()
}

fn full_date(text: &str) -> Option<NaiveDate> {
    crate::iso_day::parse(text.trim())
}

fn day(year: i32, text: &str) -> Option<NaiveDate> {
    if text.len() > 5 {
        return full_date(text);
    }
    let (month, day) = month_day(text)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

fn month_day(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}
