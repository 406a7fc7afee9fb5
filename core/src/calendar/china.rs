//! China's working days, 2004 to 2026, from the State Council's notices; beyond them what the law fixes, and how far
//! a notice may still move it.

use super::calendar::{Calendar, Mark, plain, refuse};
use super::day::{Kind, date, number};
use super::notice::{self, Anchor, Break, Festivals, Measures, Notice, Swap, shifted};
use super::zone::Zone;
use crate::problem::{Error, Problem, Text};
use chrono::{Datelike, NaiveDate};
use std::sync::Arc;

macro_rules! years {
    ($($year:literal)+) => {
        &[$(($year, include_str!(concat!("../../calendars/china/", $year, ".txt")))),+]
    };
}

const YEARS: &[(i32, &str)] = years!(
    2004 2005 2006 2007 2008 2009 2010 2011 2012 2013 2014 2015 2016 2017 2018 2019 2020 2021 2022 2023 2024 2025 2026
);
const FESTIVALS: &str = include_str!("../../calendars/china/festivals.txt");
const MEASURES: &str = include_str!("../../calendars/china/measures.txt");
const SWAPS: &str = include_str!("../../calendars/china/swaps.txt");
const NAMES: &str = include_str!("../../calendars/china/names.txt");

/// A notice of the State Council, as the calendar's source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The year it arranges.
    pub year: i32,
    /// Its title.
    pub title: String,
    /// Its number, where verified.
    pub number: Option<String>,
    /// The day it was published, where known.
    pub published: Option<NaiveDate>,
    /// Where it stands.
    pub url: Option<String>,
}

/// Everything the files say.
struct Files {
    notices: Vec<Notice>,
    measures: Vec<Measures>,
    festivals: Vec<Festivals>,
    swaps: Vec<Swap>,
}

impl Files {
    /// A line that cannot be read is an error; the tests read all of them.
    fn read() -> Result<Self, String> {
        let notices =
            YEARS.iter().map(|(year, text)| notice::notices(*year, text)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            notices: notices.into_iter().flatten().collect(),
            measures: notice::measures(MEASURES)?,
            festivals: notice::festivals(FESTIVALS)?,
            swaps: notice::swaps(SWAPS)?,
        })
    }

    /// As they stood at the end of a day.
    fn published_by(mut self, day: NaiveDate) -> Self {
        self.notices.retain(|notice| notice.published.is_none_or(|published| published <= day));
        self.measures.retain(|measures| measures.published <= day);
        self
    }
}

impl Calendar {
    /// China's working days as published today: no business hours, Asia/Shanghai.
    #[expect(
        clippy::expect_used,
        reason = "the files are part of the crate, and a test reads every line of them"
    )]
    pub fn china() -> Self {
        Files::read().and_then(build).expect("the built-in calendar files")
    }

    /// The calendar as it was published at the end of a day: before 22 March 2019 without that year's Labour Day
    /// exchange, before 27 January 2020 without the Spring Festival extension.
    ///
    /// # Errors
    /// [`Error::Calendar`] `calendar/as-of` before 2006, of which no dates of publication are recorded.
    pub fn china_as_of(day: NaiveDate) -> Result<Self, Error> {
        if day.year() < 2006 {
            return Err(refuse(
                Problem::new(
                    "calendar/as-of",
                    format!("没有 {day} 时已公布安排的记录"),
                    format!("what was published by {day} is not recorded"),
                )
                .help("应为 2006-01-01 或以后", "from 2006-01-01 on"),
            ));
        }
        Files::read().map(|files| files.published_by(day)).and_then(build).map_err(|line| {
            refuse(Problem::new(
                "calendar/built-in",
                format!("内置日历有误：{line}"),
                format!("built-in calendar: {line}"),
            ))
        })
    }

    /// The notices the calendar of China follows, in order.
    pub fn china_sources() -> Vec<Source> {
        let notices = Files::read().map(|files| files.notices).unwrap_or_default();
        let source = |n: Notice| Source {
            year: n.year,
            title: n.title,
            number: n.number,
            published: n.published,
            url: n.source,
        };
        notices.into_iter().map(source).collect()
    }
}

/// Lays notices and statutory days over plain weeks.
fn build(files: Files) -> Result<Calendar, String> {
    let (first_year, last_year) =
        (YEARS.first().map_or(2004, |y| y.0), files.festivals.last().map_or(2050, |f| f.year));
    let from = NaiveDate::from_ymd_opt(first_year, 1, 1).ok_or("first year")?;
    let until = NaiveDate::from_ymd_opt(last_year, 12, 31).ok_or("last year")?;
    let known_year = files.notices.iter().map(|n| n.year).max().unwrap_or(first_year);
    let known_until = NaiveDate::from_ymd_opt(known_year, 12, 31).ok_or("known year")?;
    let version = files.notices.iter().filter_map(|n| n.published).max();

    let mut names = vec![Text::default()];
    names.extend(notice::names(NAMES).into_iter().map(|(zh, en)| Text::new(zh, en)));
    let first = number(from);
    let week = [true, true, true, true, true, false, false];
    let mut days = Days {
        first,
        marks: (first..=number(until)).map(|day| Mark::new(plain(day, week))).collect(),
        names,
    };
    for festivals in &files.festivals {
        for (name, span) in statutory(&files.measures, *festivals) {
            days.statutory(&name, span);
            if festivals.year > known_year {
                days.unsettle(&files.swaps, &name, span);
            }
        }
    }
    for (position, notice) in files.notices.iter().enumerate() {
        for line in &notice.breaks {
            let replaced = files.notices.iter().skip(position.saturating_add(1)).any(|later| {
                later.year == notice.year && later.breaks.iter().any(|other| other.name == line.name)
            });
            if !replaced {
                days.apply(line);
            }
        }
    }
    let mut calendar = Calendar {
        label: Text::new("中国", "China"),
        version: version.map_or_else(|| Arc::from("-"), |day| Arc::from(format!("china-{day}"))),
        zone: Zone::CHINA,
        first,
        marks: days.marks,
        names: days.names,
        known: (from, known_until),
        assumption: Text::new(
            format!("{known_year}年以后的放假安排尚未公布：按周末和法定节假日推算，未计调休"),
            format!(
                "no notice after {known_year} is out: weekends and statutory holidays, no exchanged days"
            ),
        ),
        hours: None,
        unsettled: None,
        views: Arc::new([Calendar::empty(), Calendar::empty(), Calendar::empty()]),
    };
    calendar.index().map_err(|e| e.to_string())?;
    Ok(calendar)
}

/// The statutory holidays of a year: name, first and last day.
fn statutory(measures: &[Measures], festivals: Festivals) -> Vec<(String, (NaiveDate, NaiveDate))> {
    let Some(in_force) = measures.iter().rfind(|m| m.from <= festivals.year) else { return Vec::new() };
    let span = |from: Anchor, to: Anchor| Some((festivals.day(from)?, festivals.day(to)?));
    let holidays = in_force.holidays.iter();
    holidays.filter_map(|(name, from, to)| Some((name.clone(), span(*from, *to)?))).collect()
}

struct Days {
    first: i32,
    marks: Vec<Mark>,
    names: Vec<Text>,
}

impl Days {
    fn at(&mut self, day: NaiveDate) -> Option<&mut Mark> {
        let place = usize::try_from(number(day).checked_sub(self.first)?).ok()?;
        self.marks.get_mut(place)
    }

    /// The place of a name, 国庆节、中秋节 in both languages.
    fn name(&mut self, zh: &str) -> u16 {
        if let Some(place) = self.names.iter().position(|name| name.zh == zh) {
            return u16::try_from(place).unwrap_or_default();
        }
        let english = |part: &str| self.names.iter().find(|n| n.zh == part).map_or("", |n| &n.en).to_owned();
        let en: Vec<String> = zh.split('、').map(english).collect();
        self.names.push(Text::new(zh, en.join(" and ")));
        u16::try_from(self.names.len().saturating_sub(1)).unwrap_or_default()
    }

    /// Marks statutory days; two holidays on one day give it both names.
    fn statutory(&mut self, name: &str, (from, to): (NaiveDate, NaiveDate)) {
        for day in (number(from)..=number(to)).filter_map(date) {
            let before = self.at(day).filter(|m| m.kind == Kind::StatutoryHoliday).map_or(0, |m| m.name);
            let joined = match self.names.get(usize::from(before)) {
                Some(other) if before > 0 => format!("{name}、{}", other.zh),
                _ => name.to_owned(),
            };
            let name = self.name(&joined);
            if let Some(mark) = self.at(day) {
                *mark = Mark { kind: Kind::StatutoryHoliday, name, open: false };
            }
        }
    }

    /// Opens the days around a festival that a notice may still move.
    fn unsettle(&mut self, swaps: &[Swap], name: &str, (from, to): (NaiveDate, NaiveDate)) {
        let Some(swap) = swaps.iter().find(|swap| swap.name == name) else { return };
        let around = |(before, after): (i64, i64)| Some((shifted(from, before)?, shifted(to, after)?));
        for (range, worked) in [(swap.rest, true), (swap.work, false)] {
            let Some((from, to)) = around(range) else { continue };
            for day in (number(from)..=number(to)).filter_map(date) {
                if let Some(mark) = self.at(day) {
                    let movable = matches!(mark.kind, Kind::Workday | Kind::Weekend);
                    mark.open |= movable && mark.kind.is_workday() == worked;
                }
            }
        }
    }

    /// One line of a notice.
    fn apply(&mut self, line: &Break) {
        let name = self.name(&line.name);
        for day in (number(line.off.0)..=number(line.off.1)).filter_map(date) {
            let by_law = line.statutory.contains(&day);
            let weekend = day.weekday().num_days_from_monday() >= 5;
            if let Some(mark) = self.at(day) {
                let kind = match mark.kind {
                    Kind::StatutoryHoliday => continue,
                    _ if by_law => Kind::StatutoryHoliday,
                    _ if weekend => Kind::BreakWeekend,
                    _ => Kind::AdjustedRestDay,
                };
                *mark = Mark { kind, name, open: false };
            }
        }
        for day in &line.work {
            if let Some(mark) = self.at(*day) {
                *mark = Mark { kind: Kind::MakeupWorkday, name, open: false };
            }
        }
    }
}
