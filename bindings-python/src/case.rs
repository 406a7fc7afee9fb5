//! A case as a handle: what the host tells goes in, what the core answers comes out. Threads that share one wait for each
//! other.

use crate::border::{give, raise};
use crate::calendar::{Calendar, counted_on};
use crate::facts;
use crate::procedure::Procedure;
use aftersales::Error;
use aftersales::calendar::{Moment, Zone};
use aftersales::case::{self, Applied, Event, Opening, Pause, Signature, Verdict};
use aftersales::wire::{CaseView, MovedView, NextStepView, ObligationView};
use pyo3::prelude::*;
use pyo3::sync::MutexExt;
use pyo3::types::PyDict;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One case of one procedure.
#[pyclass(frozen, module = "aftersales._native")]
pub(crate) struct Case {
    procedure: Arc<aftersales::procedure::model::Procedure>,
    inner: Mutex<case::Case>,
    known: facts::Known,
}

#[pymethods]
impl Case {
    /// A case that came in at a moment.
    #[staticmethod]
    fn open(
        py: Python<'_>,
        procedure: &Procedure,
        at: &str,
        facts: &Bound<'_, PyDict>,
        strict: bool,
    ) -> PyResult<Self> {
        let known = facts::read(&procedure.model, &procedure.known, facts.as_any())?;
        let opened = moment(at).and_then(|at| {
            let opening = Opening { at, facts: Some(known), strict };
            case::Case::open(procedure.model.clone(), opening)
        });
        opened.map(|inner| Self::new(py, procedure, inner)).map_err(|error| raise(py, &error))
    }

    /// A case as `to_json` kept it.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &str, procedure: &Procedure) -> PyResult<Self> {
        let read = case::Case::from_json(text, procedure.model.clone());
        read.map(|inner| Self::new(py, procedure, inner)).map_err(|error| raise(py, &error))
    }

    /// The case as JSON, to be kept by the host.
    fn to_json(&self, py: Python<'_>) -> String {
        self.held(py).to_json()
    }

    /// Something happened; gives its number in the log and the steps it took.
    #[pyo3(signature = (event, at, by, person, facts, forms, part, accepted_by))]
    #[expect(clippy::too_many_arguments, reason = "the Python side names every one of them")]
    fn apply(
        &self,
        py: Python<'_>,
        event: &str,
        at: &str,
        by: Option<String>,
        person: Option<String>,
        facts: &Bound<'_, PyDict>,
        forms: Vec<String>,
        part: Option<String>,
        accepted_by: Option<String>,
    ) -> PyResult<(u32, Vec<String>)> {
        let known = facts::read(&self.procedure, &self.known, facts.as_any())?;
        let done = moment(at).and_then(|at| {
            let event = event.to_owned();
            self.held(py).apply(Event { event, at, by, person, accepted_by, part, facts: Some(known), forms })
        });
        self.told(py, done)
    }

    /// A signature.
    #[pyo3(signature = (approval, by, at, person, verdict, part))]
    #[expect(clippy::too_many_arguments, reason = "the Python side names every one of them")]
    fn sign(
        &self,
        py: Python<'_>,
        approval: String,
        by: String,
        at: &str,
        person: Option<String>,
        verdict: &str,
        part: Option<String>,
    ) -> PyResult<(u32, Vec<String>)> {
        let signature = moment(at).and_then(|at| {
            Ok(Signature { approval, at, by, person, verdict: Verdict::read(verdict)?, part })
        });
        let done = signature.and_then(|signature| self.held(py).sign(signature));
        self.told(py, done)
    }

    /// Clocks stop.
    fn pause(
        &self,
        py: Python<'_>,
        at: &str,
        limits: Vec<String>,
        why: Option<String>,
    ) -> PyResult<(u32, Vec<String>)> {
        let done = moment(at).and_then(|at| self.held(py).pause(Pause { at, limits, why }));
        self.told(py, done)
    }

    /// Clocks go on.
    fn resume(
        &self,
        py: Python<'_>,
        at: &str,
        limits: Vec<String>,
        why: Option<String>,
    ) -> PyResult<(u32, Vec<String>)> {
        let done = moment(at).and_then(|at| self.held(py).resume(Pause { at, limits, why }));
        self.told(py, done)
    }

    /// Takes an entry back as a mistake.
    fn void(&self, py: Python<'_>, seq: u32, why: &str) -> PyResult<(u32, Vec<String>)> {
        let done = self.held(py).void(seq, why);
        self.told(py, done)
    }

    /// Where the case stands, as plain dicts.
    fn view<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        give(py, &CaseView::new(&self.held(py)))
    }

    /// What may happen next at a moment (else: after the last event), as plain dicts.
    fn next_steps<'py>(&self, py: Python<'py>, at: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        let at = at.map_or_else(|| Ok(self.held(py).latest()), moment).map_err(|error| raise(py, &error))?;
        give(py, &NextStepView::all(&self.held(py), at))
    }

    /// What is due, as plain dicts.
    fn obligations<'py>(
        &self,
        py: Python<'py>,
        now: &str,
        calendar: Option<&Calendar>,
        days: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (calendar, held) = (counted_on(calendar), self.held(py));
        let all = Moment::parse_in(now, calendar.zone())
            .and_then(|now| ObligationView::all(&held, now, calendar, days));
        give(py, &all.map_err(|error| raise(py, &error))?)
    }

    /// The open obligations that end at another time in a newer calendar, as plain dicts.
    fn moved<'py>(
        &self,
        py: Python<'py>,
        old: &Calendar,
        new: &Calendar,
        now: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let held = self.held(py);
        let all = Moment::parse_in(now, new.inner.zone())
            .and_then(|now| MovedView::all(&held, now, &old.inner, &new.inner));
        give(py, &all.map_err(|error| raise(py, &error))?)
    }
}

impl Case {
    fn new(py: Python<'_>, procedure: &Procedure, inner: case::Case) -> Self {
        let procedure = procedure.model.clone();
        Self { procedure, inner: Mutex::new(inner), known: facts::Known::new(py) }
    }

    /// The case, for one thread at a time; whoever waits lets the interpreter go. A refused event leaves a case as it
    /// was, so one whose thread panicked is whole.
    fn held(&self, py: Python<'_>) -> MutexGuard<'_, case::Case> {
        self.inner.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner)
    }

    fn told(&self, py: Python<'_>, done: Result<Applied, Error>) -> PyResult<(u32, Vec<String>)> {
        let done = done.map_err(|error| raise(py, &error))?;
        let steps = done.steps.iter().map(|step| self.procedure.steps[*step].id.clone());
        Ok((done.seq, steps.collect()))
    }
}

fn moment(text: &str) -> Result<Moment, Error> {
    Moment::parse_in(text, Zone::CHINA)
}
