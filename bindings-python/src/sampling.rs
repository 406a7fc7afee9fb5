//! Sample sizes, which units are drawn, and what a plan risks.

use crate::border::raise;
use aftersales::procedure::model::Rounding;
use aftersales::rate::Rate;
use aftersales::sampling::{acceptance, draw, rounded};
use aftersales::{Error, Problem};
use pyo3::prelude::*;

/// A share of a lot in whole units, at least `minimum` and never more than the lot.
#[pyfunction]
pub(crate) fn sample_size(
    py: Python<'_>,
    lot: u64,
    rate: &str,
    rounding: &str,
    minimum: u64,
) -> PyResult<u64> {
    let size = Rate::parse(rate)
        .and_then(|rate| Ok(rounded(rate, lot, read_rounding(rounding)?).max(minimum).min(lot)));
    size.map_err(|error| raise(py, &error))
}

/// Places of the units drawn out of a lot, from 0, in ascending order: the same for the same seed everywhere.
#[pyfunction]
pub(crate) fn draw_places(py: Python<'_>, lot: u64, size: u64, seed: u64) -> Vec<u64> {
    py.detach(|| draw(lot, size, seed))
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
    py.detach(|| acceptance(lot, defective, size, accept)).map_err(|error| raise(py, &error))
}

fn read_rounding(text: &str) -> Result<Rounding, Error> {
    match text {
        "up" => Ok(Rounding::Up),
        "down" => Ok(Rounding::Down),
        "half-up" => Ok(Rounding::HalfUp),
        _ => Err(Error::Span(vec![
            Problem::new(
                "sampling/rounding",
                format!("没有这样的取整方式：“{text}”"),
                format!("there is no rounding `{text}`"),
            )
            .help("应为 up、down 或 half-up", "use up, down or half-up"),
        ])),
    }
}
