//! Calendars as handles, and deadlines counted in them.

use crate::border::{give, raise};
use aftersales::calendar::{self, Convention, DayEntry, Hours, Moment, Pauses, Zone, exchange};
use aftersales::span::Span;
use aftersales::wire::{CalendarDayView, DeadlineView, MovedDayView, day_entries};
use aftersales::{Error, Text};
use chrono::{NaiveDate, Weekday};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::sync::OnceLock;

/// Working days, hours, and how far they are known. It never changes.
#[pyclass(frozen, module = "aftersales._native")]
#[derive(Clone)]
pub(crate) struct Calendar {
    pub(crate) inner: calendar::Calendar,
}

#[pymethods]
impl Calendar {
    /// China's, as published today or as it was on a day.
    #[staticmethod]
    #[pyo3(signature = (as_of = None))]
    fn china(py: Python<'_>, as_of: Option<&str>) -> PyResult<Self> {
        let made = match as_of {
            None => Ok(china().clone()),
            Some(day) => read_day(day).and_then(calendar::Calendar::china_as_of),
        };
        Self::given(py, made)
    }

    /// Plain weeks, Monday to Friday.
    #[staticmethod]
    fn weeks(py: Python<'_>, zh: &str, en: &str, from_: &str, to: &str) -> PyResult<Self> {
        let made = read_day(from_)
            .and_then(|from| calendar::Calendar::weeks(Text::new(zh, en), from, read_day(to)?));
        Self::given(py, made)
    }

    /// Made of a list of days, given as JSON, and the working days of the week; known for these years.
    #[staticmethod]
    fn of_list(
        py: Python<'_>,
        label: (String, String),
        years: (i32, i32),
        worked: Vec<u8>,
        days: &str,
    ) -> PyResult<Self> {
        let (days, worked) = (entries(days)?, week(&worked)?);
        let label = Text::new(label.0, label.1);
        Self::given(py, days.and_then(|days| calendar::Calendar::of_list(label, years, &worked, &days)))
    }

    /// Whether a day is worked.
    fn is_workday(&self, py: Python<'_>, day: &str) -> PyResult<bool> {
        read_day(day).and_then(|day| self.inner.is_workday(day)).map_err(|error| raise(py, &error))
    }

    /// What kind of day it is.
    fn kind(&self, py: Python<'_>, day: &str) -> PyResult<&'static str> {
        let kind = read_day(day).and_then(|day| self.inner.kind(day)).map_err(|error| raise(py, &error))?;
        Ok(kind.id())
    }

    /// The name of the holiday a day belongs to, in both languages.
    fn name<'py>(&self, py: Python<'py>, day: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        let day = read_day(day).map_err(|error| raise(py, &error))?;
        self.inner.name(day).map(|name| give(py, name)).transpose()
    }

    /// The last day it knows.
    #[getter]
    fn known_until(&self) -> String {
        self.inner.known_until().to_string()
    }

    /// Which edition of it.
    #[getter]
    fn version(&self) -> &str {
        self.inner.version()
    }

    /// What it is called, in both languages.
    #[getter]
    fn label<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        give(py, self.inner.label())
    }

    /// Its wall clock, as a distance from UTC.
    #[getter]
    fn zone(&self) -> String {
        self.inner.zone().to_string()
    }

    /// Every day from one to another, both included.
    fn days<'py>(&self, py: Python<'py>, from_: &str, to: &str) -> PyResult<Bound<'py, PyAny>> {
        let all = read_day(from_).and_then(|from| CalendarDayView::all(&self.inner, from, read_day(to)?));
        give(py, &all.map_err(|error| raise(py, &error))?)
    }

    /// The days that are other days in a newer calendar.
    fn moved<'py>(&self, py: Python<'py>, newer: &Self) -> PyResult<Bound<'py, PyAny>> {
        give(py, &MovedDayView::all(&self.inner, &newer.inner))
    }

    /// The days that depart from the plain week, as a calendar file.
    fn to_icalendar(&self, py: Python<'_>, from_: &str, to: &str) -> PyResult<String> {
        let text = read_day(from_).and_then(|from| Ok(self.inner.to_icalendar(from, read_day(to)?)));
        text.map_err(|error| raise(py, &error))
    }

    /// A table of days.
    fn to_csv(&self, py: Python<'_>, from_: &str, to: &str) -> PyResult<String> {
        let text = read_day(from_).and_then(|from| Ok(self.inner.to_csv(from, read_day(to)?)));
        text.map_err(|error| raise(py, &error))
    }

    /// With days the company is closed and rest days it works.
    fn with_days(&self, py: Python<'_>, off: Vec<String>, on: Vec<String>) -> PyResult<Self> {
        let days =
            |texts: Vec<String>| texts.iter().map(|text| read_day(text)).collect::<Result<Vec<_>, _>>();
        let made = days(off).and_then(|off| self.inner.with_days(&off, &days(on)?));
        Self::given(py, made)
    }

    /// With business hours.
    fn with_hours(&self, py: Python<'_>, hours: &str) -> PyResult<Self> {
        Self::given(py, Hours::parse(hours).and_then(|hours| self.inner.with_hours(hours)))
    }

    /// With days laid over it, given as JSON.
    fn with_entries(&self, py: Python<'_>, days: &str) -> PyResult<Self> {
        let days = entries(days)?;
        Self::given(py, days.and_then(|days| self.inner.with_entries(&days)))
    }

    /// With a year's whole arrangement, given as JSON.
    fn with_notice(&self, py: Python<'_>, year: i32, days: &str) -> PyResult<Self> {
        let days = entries(days)?;
        Self::given(py, days.and_then(|days| self.inner.with_notice(year, &days)))
    }

    /// With other working days of the week; Monday is 0.
    fn with_week(&self, py: Python<'_>, worked: Vec<u8>) -> PyResult<Self> {
        Self::given(py, self.inner.with_week(&week(&worked)?))
    }

    /// In another time zone.
    fn with_zone(&self, py: Python<'_>, zone: &str) -> PyResult<Self> {
        Self::given(py, Zone::parse(zone).map(|zone| self.inner.with_zone(zone)))
    }

    /// Under another name, as its own edition.
    fn named(&self, zh: &str, en: &str, version: &str) -> Self {
        Self { inner: self.inner.named(Text::new(zh, en), version) }
    }

    /// Known only until a day.
    fn until(&self, py: Python<'_>, day: &str) -> PyResult<Self> {
        Self::given(py, read_day(day).map(|day| self.inner.until(day)))
    }
}

impl Calendar {
    fn given(py: Python<'_>, made: Result<calendar::Calendar, Error>) -> PyResult<Self> {
        made.map(|inner| Self { inner }).map_err(|error| raise(py, &error))
    }
}

/// The calendar given, else China's.
pub(crate) fn counted_on(given: Option<&Calendar>) -> &calendar::Calendar {
    match given {
        Some(given) => &given.inner,
        None => china(),
    }
}

/// China's calendar as published today, made once.
fn china() -> &'static calendar::Calendar {
    static CHINA: OnceLock<calendar::Calendar> = OnceLock::new();
    CHINA.get_or_init(calendar::Calendar::china)
}

/// Days laid over a calendar, as the Python side writes them.
fn entries(json: &str) -> PyResult<Result<Vec<DayEntry>, Error>> {
    let days = serde_json::from_str(json).map_err(|error| PyTypeError::new_err(format!("days: {error}")))?;
    Ok(day_entries(&days))
}

/// Days of the week, Monday 0, as Python numbers them.
fn week(worked: &[u8]) -> PyResult<Vec<Weekday>> {
    let day =
        |number: &u8| Weekday::try_from(*number).map_err(|error| PyValueError::new_err(error.to_string()));
    worked.iter().map(day).collect()
}

/// The days of a calendar file, as plain dicts.
#[pyfunction]
pub(crate) fn read_icalendar<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    shown(py, exchange::icalendar(text))
}

/// The days of a year's file of holiday-cn, as plain dicts.
#[pyfunction]
pub(crate) fn read_holiday_cn<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    shown(py, exchange::holiday_cn(text))
}

fn shown(py: Python<'_>, read: Result<Vec<DayEntry>, Error>) -> PyResult<Bound<'_, PyAny>> {
    let days = read.map_err(|error| raise(py, &error))?;
    give(py, &days.iter().map(CalendarDayView::from).collect::<Vec<_>>())
}

pub(crate) fn read_day(text: &str) -> Result<NaiveDate, Error> {
    Moment::parse(text).map(|moment| moment.day)
}

/// When a time limit ends, with every day of it, as plain dicts. `pauses` are from when to when the clock stood.
#[pyfunction]
#[pyo3(signature = (start, span, calendar = None, keys = None, pauses = Vec::new()))]
pub(crate) fn due<'py>(
    py: Python<'py>,
    start: &str,
    span: &str,
    calendar: Option<&Calendar>,
    keys: Option<&Bound<'py, PyDict>>,
    pauses: Vec<(String, String)>,
) -> PyResult<Bound<'py, PyAny>> {
    let calendar = counted_on(calendar);
    let view = convention(keys)?.and_then(|convention| {
        let read = |text: &str| Moment::parse_in(text, calendar.zone());
        let pauses: Result<Vec<_>, Error> =
            pauses.iter().map(|(from, to)| Ok((read(from)?, read(to)?))).collect();
        let pauses = Pauses::between(&pauses?)?;
        let deadline = calendar.due_paused(read(start)?, Span::parse(span)?, &convention, &pauses)?;
        DeadlineView::new(calendar, &deadline, true)
    });
    give(py, &view.map_err(|error| raise(py, &error))?)
}

/// A convention by name, or the default one with some keys set.
pub(crate) fn convention(given: Option<&Bound<'_, PyDict>>) -> PyResult<Result<Convention, Error>> {
    let mut made = Ok(Convention::default());
    for (key, value) in given.into_iter().flat_map(|given| given.iter()) {
        let (key, value): (String, String) = (key.extract()?, value.extract()?);
        made = made.and_then(|convention| convention.with(&key.replace('_', "-"), &value));
    }
    Ok(made)
}
