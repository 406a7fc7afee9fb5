//! A calendar: which days are worked, what each day is called, how far it is known.

use super::clock::Clock;
use super::day::{Kind, date, number};
use super::hours::Hours;
use super::table::Table;
use super::zone::Zone;
use crate::problem::{Error, Problem, Text};
use chrono::NaiveDate;
use std::sync::Arc;

/// Working days, holidays by name, business hours, a time zone, and how far all that is known.
#[derive(Debug, Clone)]
pub struct Calendar {
    pub(super) label: Text,
    pub(super) version: Arc<str>,
    pub(super) zone: Zone,
    /// Number of the first day.
    pub(super) first: i32,
    pub(super) marks: Vec<Mark>,
    /// Names of days, found by a mark.
    pub(super) names: Vec<Text>,
    pub(super) known: (NaiveDate, NaiveDate),
    /// What is assumed beyond.
    pub(super) assumption: Text,
    pub(super) hours: Option<Hours>,
    /// The first day that may still turn out the other way.
    pub(super) unsettled: Option<NaiveDate>,
    /// As assumed, as early and as late as it can be.
    pub(super) views: Arc<[View; 3]>,
}

/// What is known of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) kind: Kind,
    /// Place of its name; 0 is none.
    pub(super) name: u16,
    /// Not settled yet: it may turn out the other way.
    pub(super) open: bool,
}

impl Mark {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, name: 0, open: false }
    }

    /// The kind of the day in a view.
    fn kind_in(self, certainty: Certainty) -> Kind {
        match (certainty, self.open, self.kind.is_workday()) {
            (Certainty::Most, true, false) => Kind::MakeupWorkday,
            (Certainty::Least, true, true) => Kind::AdjustedRestDay,
            _ => self.kind,
        }
    }
}

/// Which of the possible calendars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    /// As known and assumed.
    Assumed,
    /// Every unsettled day is worked: deadlines come as early as they can.
    Most,
    /// No unsettled day is worked.
    Least,
}

/// One possible calendar, ready to count in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct View {
    pub(super) table: Table,
    pub(super) clock: Option<Clock>,
}

impl Calendar {
    /// A calendar of plain weeks, Monday to Friday, all of it known.
    ///
    /// # Errors
    /// [`Error::Calendar`] if it ends before it begins.
    pub fn weeks(label: Text, from: NaiveDate, until: NaiveDate) -> Result<Self, Error> {
        if until < from {
            return Err(refuse(
                Problem::new("calendar/order", "日历的末日早于首日", "the calendar ends before it begins")
                    .help(format!("应不早于 {from}"), format!("not before {from}")),
            ));
        }
        let (first, last) = (number(from), number(until));
        let week = [true, true, true, true, true, false, false];
        let marks = (first..=last).map(|day| Mark::new(plain(day, week))).collect();
        let mut calendar = Self {
            label,
            version: Arc::from("1"),
            zone: Zone::CHINA,
            first,
            marks,
            names: vec![Text::default()],
            known: (from, until),
            assumption: Text::default(),
            hours: None,
            unsettled: None,
            views: Arc::new([Self::empty(), Self::empty(), Self::empty()]),
        };
        calendar.index()?;
        Ok(calendar)
    }

    pub(super) fn empty() -> View {
        View { table: Table::new(0, core::iter::empty()), clock: None }
    }

    /// Builds the prefix tables anew after the days or hours changed.
    pub(super) fn index(&mut self) -> Result<(), Error> {
        if !self.marks.iter().any(|mark| mark.kind.is_workday()) {
            return Err(no_work());
        }
        let assumed = self.view(Certainty::Assumed);
        let open = (self.first..).zip(&self.marks).find(|(_, mark)| mark.open);
        self.unsettled = open.and_then(|(day, _)| date(day));
        self.views = if self.unsettled.is_some() {
            Arc::new([assumed, self.view(Certainty::Most), self.view(Certainty::Least)])
        } else {
            Arc::new([assumed.clone(), assumed.clone(), assumed])
        };
        Ok(())
    }

    fn view(&self, certainty: Certainty) -> View {
        let kinds = || self.marks.iter().map(move |mark| mark.kind_in(certainty));
        let table = Table::new(self.first, kinds().map(Kind::is_workday));
        let clock = self.hours.as_ref().map(|hours| {
            let days = (self.first..).zip(kinds());
            Clock::new(
                self.first,
                days.map(|(day, kind)| date(day).map_or(&[][..], |day| hours.windows(day, kind))),
            )
        });
        View { table, clock }
    }

    pub(super) fn mark(&self, day: NaiveDate) -> Option<&Mark> {
        self.marks.get(self.place(day)?)
    }

    pub(super) fn place(&self, day: NaiveDate) -> Option<usize> {
        usize::try_from(number(day).checked_sub(self.first)?).ok()
    }

    /// What it is called.
    pub fn label(&self) -> &Text {
        &self.label
    }

    /// Which edition of it: the last notice, and what was laid over it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Its wall clock.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// The first day it knows.
    pub fn known_from(&self) -> NaiveDate {
        self.known.0
    }

    /// The last day it knows; beyond it deadlines are provisional.
    pub fn known_until(&self) -> NaiveDate {
        self.known.1
    }

    /// The first day from which some day may still change although it is known: the notice for the next year may
    /// move the last days of December.
    pub fn unsettled_from(&self) -> Option<NaiveDate> {
        self.unsettled
    }

    /// The last day it can count to, by assumption.
    pub fn reach(&self) -> NaiveDate {
        let last =
            self.first.saturating_add(i32::try_from(self.marks.len()).unwrap_or(i32::MAX)).saturating_sub(1);
        date(last).unwrap_or(self.known.1)
    }

    /// Its business hours, if it has any.
    pub fn hours(&self) -> Option<&Hours> {
        self.hours.as_ref()
    }

    /// What kind of day it is, as known or assumed.
    ///
    /// # Errors
    /// [`Error::Calendar`] `calendar/range` outside the calendar.
    pub fn kind(&self, day: NaiveDate) -> Result<Kind, Error> {
        self.mark(day).map(|mark| mark.kind).ok_or_else(|| self.out_of_reach(day))
    }

    /// Whether the day is worked, as known or assumed.
    ///
    /// # Errors
    /// As [`Calendar::kind`].
    pub fn is_workday(&self, day: NaiveDate) -> Result<bool, Error> {
        self.kind(day).map(Kind::is_workday)
    }

    /// The name of the holiday a day belongs to, make-up days included.
    pub fn name(&self, day: NaiveDate) -> Option<&Text> {
        let mark = self.mark(day).filter(|mark| mark.name > 0)?;
        self.names.get(usize::from(mark.name))
    }

    /// Whether the calendar knows this day rather than assumes it.
    pub fn knows(&self, day: NaiveDate) -> bool {
        (self.known.0..=self.known.1).contains(&day)
    }

    /// Every day with its kind, from the first known to the last reached.
    pub fn days(&self) -> impl Iterator<Item = (NaiveDate, Kind)> {
        (self.first..).zip(&self.marks).filter_map(|(day, mark)| Some((date(day)?, mark.kind)))
    }

    pub(super) fn out_of_reach(&self, day: NaiveDate) -> Error {
        self.too_far(&day.to_string())
    }

    pub(super) fn too_far(&self, what: &str) -> Error {
        let first = date(self.first).unwrap_or(self.known.0);
        let last = self.reach();
        refuse(
            Problem::new(
                "calendar/range",
                format!("{what} 超出日历“{}”的范围", self.label.zh),
                format!("{what} lies outside the calendar `{}`", self.label.en),
            )
            .help(format!("可用 {first} 至 {last}"), format!("it reaches from {first} to {last}")),
        )
    }
}

/// What a day is by its weekday alone.
pub(super) fn plain(day: i32, week: [bool; 7]) -> Kind {
    // 1970-01-01 was a Thursday.
    let weekday = usize::try_from(day.wrapping_add(3).rem_euclid(7)).unwrap_or_default();
    if week.get(weekday).copied().unwrap_or_default() { Kind::Workday } else { Kind::Weekend }
}

pub(super) fn no_work() -> Error {
    refuse(
        Problem::new("calendar/no-work", "日历中没有任何工作日", "the calendar has no working day")
            .help("至少应有一个工作日", "at least one day must be worked"),
    )
}

pub(super) fn refuse(problem: Problem) -> Error {
    Error::Calendar(vec![problem])
}
