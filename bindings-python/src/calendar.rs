//! Calendars as handles, and deadlines counted in them.

use crate::border::{give, raise};
use aftersales::Error;
use aftersales::calendar::{self, Convention, Hours, Moment};
use aftersales::span::Span;
use aftersales::wire::DeadlineView;
use chrono::NaiveDate;
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

fn read_day(text: &str) -> Result<NaiveDate, Error> {
    Moment::parse(text).map(|moment| moment.day)
}

/// When a time limit ends, with every day of it, as plain dicts.
#[pyfunction]
#[pyo3(signature = (start, span, calendar = None, keys = None))]
pub(crate) fn due<'py>(
    py: Python<'py>,
    start: &str,
    span: &str,
    calendar: Option<&Calendar>,
    keys: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let calendar = counted_on(calendar);
    let view = convention(keys)?.and_then(|convention| {
        let start = Moment::parse_in(start, calendar.zone())?;
        let deadline = calendar.due(start, Span::parse(span)?, &convention)?;
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
