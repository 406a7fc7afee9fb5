//! A procedure as a handle: read, look at, judge by.

use crate::answers::Told;
use crate::border::{give, raise};
use crate::calendar::{Calendar, convention, counted_on, read_day};
use crate::facts;
use crate::findings::Findings;
use crate::score::Plan;
use aftersales::calendar::Moment;
use aftersales::procedure::{diff, model, read_bytes, render};
use aftersales::wire::{ChangeView, ExampleView, OccurrenceView, ProcedureView, RunView};
use aftersales::{Lang, examples};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::collections::HashMap;
use std::sync::Arc;

/// One edition of one controlled document.
#[pyclass(frozen, subclass, module = "aftersales._native")]
pub(crate) struct Procedure {
    pub(crate) model: Arc<model::Procedure>,
    pub(crate) known: facts::Known,
}

#[pymethods]
impl Procedure {
    /// From the bytes of a file, another procedure under other readings, or a built-in one by its id or document number.
    #[new]
    #[pyo3(signature = (file = None, name = None, on = None, base = None, readings = None))]
    fn new(
        py: Python<'_>,
        file: Option<&[u8]>,
        name: Option<&str>,
        on: Option<&str>,
        base: Option<&Self>,
        readings: Option<HashMap<String, String>>,
    ) -> PyResult<Self> {
        let day = on.map(|on| Moment::parse(on).map(|moment| moment.day)).transpose();
        let readings = readings.unwrap_or_default();
        let model = day.and_then(|day| match (file, base) {
            (Some(file), _) => read_bytes(file),
            (None, Some(base)) => {
                base.model.with_readings(readings.iter().map(|(r, o)| (r.as_str(), o.as_str())))
            }
            (None, None) => aftersales::procedure(name.unwrap_or_default(), day),
        });
        let model = Arc::new(model.map_err(|error| raise(py, &error))?);
        Ok(Self { model, known: facts::Known::new(py) })
    }

    /// Everything it says, as plain dicts.
    fn _view<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        give(py, &ProcedureView::new(&self.model))
    }

    /// The worked examples of its file, as plain dicts.
    fn _examples<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        give(py, &ExampleView::all(&self.model.examples))
    }

    /// What came of them, as a plain dict.
    fn _run_examples<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let run = py.detach(|| examples::run(&self.model, &aftersales::calendar::Calendar::china()));
        give(py, &RunView::from(&run))
    }

    /// What is different in another procedure, as plain dicts.
    fn _diff<'py>(&self, py: Python<'py>, after: &Self) -> PyResult<Bound<'py, PyAny>> {
        give(py, &ChangeView::all(&diff(&self.model, &after.model)))
    }

    /// When its recurring duties fall due, as plain dicts.
    fn _duties_between<'py>(
        &self,
        py: Python<'py>,
        days: (String, String),
        calendar: Option<&Calendar>,
        keys: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let calendar = counted_on(calendar);
        let all = convention(keys)?.and_then(|convention| {
            let days = (read_day(&days.0)?, read_day(&days.1)?);
            OccurrenceView::all(&self.model, days, (calendar, &convention))
        });
        give(py, &all.map_err(|error| raise(py, &error))?)
    }

    /// The id of the fact with this id, Chinese label or English label; None if there is none.
    fn fact_named(&self, name: &str) -> Option<&str> {
        self.model.fact_named(name).map(|fact| self.model.facts[fact].id.as_str())
    }

    /// Judges one set of facts: a dict, another mapping, or a row of a pandas table.
    ///
    /// Keys are fact ids, their columns' spelling (`goods_kind`), or the Chinese or English label, as `p.facts` lists
    /// them; values are numbers, texts, dates, truth values, or None. Gives a `Findings`, the answers of all checks and
    /// classes, which are found by place, id, column spelling or label. A value that cannot be read is unknown, and told
    /// in `.problems` like a key that names no fact. Raises `TableError` for what is no mapping.
    fn judge(&self, facts: &Bound<'_, PyAny>) -> PyResult<Findings> {
        let facts = facts::read(&self.model, &self.known, facts)?;
        Ok(Findings::new(self.model.clone(), facts))
    }

    /// Finds the facts among a table's columns; `given` names the columns of some outright.
    #[expect(clippy::too_many_arguments, reason = "the Python side names every one of them")]
    #[pyo3(signature = (columns, given, detail, reasons, prefix, lang, flat = false))]
    fn _plan(
        &self,
        py: Python<'_>,
        columns: Vec<String>,
        given: HashMap<String, String>,
        detail: bool,
        reasons: bool,
        prefix: &str,
        lang: &str,
        flat: bool,
    ) -> PyResult<Plan> {
        let told = Told { detail, reasons, flat, lang: language(lang) };
        Plan::new(self.model.clone(), &columns, &given, told, prefix).map_err(|error| raise(py, &error))
    }
}

fn language(lang: &str) -> Lang {
    if lang == "en" { Lang::En } else { Lang::Zh }
}

/// The place among the editions of the one in effect on a day; None before the first.
#[pyfunction]
pub(crate) fn in_effect(
    py: Python<'_>,
    editions: Vec<PyRef<'_, Procedure>>,
    on: &str,
) -> PyResult<Option<usize>> {
    let day = Moment::parse(on).map_err(|error| raise(py, &error))?.day;
    let models = || editions.iter().map(|edition| &*edition.model);
    let found = aftersales::procedure::in_effect(models(), day);
    Ok(found.and_then(|found| models().position(|model| std::ptr::eq(model, found))))
}

/// Every built-in procedure, as plain dicts.
#[pyfunction]
pub(crate) fn procedures(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    give(py, &aftersales::procedures())
}

/// What of a checked file crosses the border: the problems as a compiler would print them, the same as plain dicts, and
/// what came of its examples.
type Checked<'py> = (String, Bound<'py, PyAny>, Option<Bound<'py, PyAny>>);

/// Reads a procedure file, proves it and runs its examples.
#[pyfunction]
pub(crate) fn check<'py>(py: Python<'py>, name: &str, file: &[u8], lang: &str) -> PyResult<Checked<'py>> {
    let lang = language(lang);
    let checked = py.detach(|| examples::check(file));
    let text = String::from_utf8_lossy(file);
    let run = checked.run.as_ref().map(|run| give(py, &RunView::from(run))).transpose()?;
    Ok((render(name, &text, &checked.problems, lang), give(py, &checked.problems)?, run))
}
