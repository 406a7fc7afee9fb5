//! Sample sizes, which units are drawn, what a plan risks, and what a sample says of its lot.

use crate::border::{give, raise};
use crate::procedure::Procedure;
use aftersales::rate::{Comparator, Threshold};
use aftersales::sampling::{self, Side};
use aftersales::{Error, Problem};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde::Serialize;

/// A share of a lot in whole units, at least `minimum` and never more than the lot.
#[pyfunction]
pub(crate) fn sample_size(
    py: Python<'_>,
    lot: u64,
    rate: &str,
    rounding: &str,
    minimum: u64,
) -> PyResult<u64> {
    let size = sampling::share(rate).and_then(|rate| {
        Ok(sampling::rounded(rate, lot, sampling::rounding(rounding)?).max(minimum).min(lot))
    });
    size.map_err(|error| raise(py, &error))
}

/// Places of the units drawn out of a lot, from 0, in ascending order: the same for the same seed everywhere.
#[pyfunction]
pub(crate) fn draw_places(py: Python<'_>, lot: u64, size: u64, seed: u64) -> Vec<u64> {
    py.detach(|| sampling::draw(lot, size, seed))
}

/// The probability that a sample of a lot with so many defective units holds at most `accept` of them.
#[pyfunction]
pub(crate) fn accept_probability(
    py: Python<'_>,
    lot: u64,
    defective: u64,
    size: u64,
    accept: u64,
) -> PyResult<f64> {
    py.detach(|| sampling::acceptance(lot, defective, size, accept)).map_err(|error| raise(py, &error))
}

/// The least and the greatest number of bad units that a lot may hold after a sample; `side`: "both", "lower" or "upper".
#[pyfunction]
pub(crate) fn lot_interval(
    py: Python<'_>,
    lot: u64,
    size: u64,
    found: u64,
    miss: f64,
    side: &str,
) -> PyResult<(u64, u64)> {
    let side = match side {
        "both" => Side::Both,
        "lower" => Side::Lower,
        "upper" => Side::Upper,
        _ => return Err(PyValueError::new_err(format!("side={side:?}: use 'both', 'lower' or 'upper'"))),
    };
    let found = py.detach(|| sampling::interval(lot, size, found, miss, side));
    found.map(|units| (units.least, units.most)).map_err(|error| raise(py, &error))
}

/// How many bad units a sample may hold under a limit on their share; None if even none is too many.
#[pyfunction]
pub(crate) fn accept_number(
    py: Python<'_>,
    size: u64,
    comparator: &str,
    rate: &str,
) -> PyResult<Option<u64>> {
    let limit = || {
        let known = Comparator::ALL.into_iter().find(|(name, _)| *name == comparator);
        let comparator = known.map(|(_, comparator)| comparator).ok_or_else(|| unknown(comparator))?;
        Ok::<_, Error>(Threshold { comparator, rate: sampling::share(rate)? })
    };
    limit().map(|limit| sampling::accept_number(limit, size)).map_err(|error| raise(py, &error))
}

fn unknown(comparator: &str) -> Error {
    Error::Span(vec![
        Problem::new(
            "sampling/comparator",
            format!("没有这样的比较：“{comparator}”"),
            format!("there is no comparator `{comparator}`"),
        )
        .help("应为 above 或 at-least", "use above or at-least"),
    ])
}

/// The plan of a rule in force, as plain values.
#[derive(Serialize)]
struct InForce<'p> {
    sampling: &'p str,
    check: &'p str,
    rate: Option<String>,
    rounding: aftersales::procedure::model::Rounding,
    minimum: u64,
    comparator: Comparator,
    limit: String,
}

/// The plan of a procedure by the id of its sampling rule or check.
#[pyfunction]
pub(crate) fn plan_in_force<'py>(
    py: Python<'py>,
    procedure: &Procedure,
    id: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let plan = sampling::Plan::in_force(&procedure.model, id).map_err(|error| raise(py, &error))?;
    give(
        py,
        &InForce {
            sampling: &plan.sampling.id,
            check: &plan.check.id,
            rate: plan.sampling.rate.map(|rate| rate.to_string()),
            rounding: plan.sampling.rounding,
            minimum: plan.sampling.minimum,
            comparator: plan.limit.comparator,
            limit: plan.limit.rate.to_string(),
        },
    )
}

/// The single sampling plan of ISO 2859-1: letter, letter used, sample, accept, reject, whether every unit is inspected.
#[pyfunction]
pub(crate) fn standard_plan(
    py: Python<'_>,
    lot: u64,
    aql: &str,
    level: &str,
    severity: &str,
) -> PyResult<(String, String, u64, u64, u64, bool)> {
    let plan = sampling::standard(lot, aql, level, severity).map_err(|error| raise(py, &error))?;
    Ok((plan.letter, plan.used, plan.sample, plan.accept, plan.reject, plan.all))
}
