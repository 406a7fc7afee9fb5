//! Facts out of a Python mapping: what each value is, without deciding what it means.

use crate::border::raise;
use aftersales::facts::{Facts, Raw, Reading};
use aftersales::procedure::model::{Fact, Procedure, Ref};
use aftersales::{Error, Problem};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDate, PyDict, PyFloat, PyInt, PyMapping, PyString};

/// A Python value, owned while it is read.
enum Held {
    Int(i128),
    Float(f64),
    Text(String),
    Bool(bool),
    Null,
}

impl Held {
    fn raw(&self) -> Raw<'_> {
        match self {
            Self::Int(number) => Raw::Int(*number),
            Self::Float(number) => Raw::Float(*number),
            Self::Text(text) => Raw::Str(text),
            Self::Bool(yes) => Raw::Bool(*yes),
            Self::Null => Raw::Null,
        }
    }
}

/// Which fact each name stands for, kept on the Python side: a name met before costs one look-up, and no text crosses.
pub(crate) struct Known(Py<PyDict>);

impl Known {
    pub(crate) fn new(py: Python<'_>) -> Self {
        Self(PyDict::new(py).unbind())
    }

    fn fact(&self, procedure: &Procedure, name: &Bound<'_, PyString>) -> PyResult<Option<Ref<Fact>>> {
        let known = self.0.bind(name.py());
        if let Some(place) = known.get_item(name)? {
            return Ok(procedure.facts.at(place.extract()?));
        }
        let found = procedure.fact_named(&name.to_cow()?);
        if let Some(fact) = found {
            known.set_item(name, fact.position())?;
        }
        Ok(found)
    }
}

/// Reads facts by id or label out of a dict, any other mapping, or a row of pandas.
pub(crate) fn read(procedure: &Procedure, known: &Known, given: &Bound<'_, PyAny>) -> PyResult<Facts> {
    let mut reading = Reading::new(procedure);
    if let Ok(given) = given.cast::<PyDict>() {
        for (name, value) in given.iter() {
            take(procedure, known, &mut reading, &name, &value)?;
        }
    } else if given.cast::<PyMapping>().is_ok() || is_series(given)? {
        for pair in given.call_method0("items")?.try_iter()? {
            let (name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair?.extract()?;
            take(procedure, known, &mut reading, &name, &value)?;
        }
    } else {
        return Err(raise(given.py(), &no_facts(&given.get_type().fully_qualified_name()?.to_string())));
    }
    Ok(reading.done())
}

fn take(
    procedure: &Procedure,
    known: &Known,
    reading: &mut Reading<'_>,
    name: &Bound<'_, PyAny>,
    value: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let held = hold(value)?;
    match name.cast::<PyString>() {
        Ok(text) => match known.fact(procedure, text)? {
            Some(fact) => reading.fact(fact, held.raw()),
            None => reading.name(&text.to_cow()?, held.raw()),
        },
        // A heading that is a number names no fact.
        Err(_) => reading.name(&name.str()?.to_cow()?, held.raw()),
    }
    Ok(())
}

/// A row of pandas has names and values, but is no mapping. A whole table has two dimensions.
fn is_series(given: &Bound<'_, PyAny>) -> PyResult<bool> {
    if !given.hasattr("items")? || !given.hasattr("ndim")? {
        return Ok(false);
    }
    Ok(given.getattr("ndim")?.extract::<i64>().is_ok_and(|dimensions| dimensions == 1))
}

fn no_facts(kind: &str) -> Error {
    Error::Table(vec![
        Problem::new("facts/form", format!("{kind} 不是一组事实"), format!("{kind} is no set of facts"))
            .help(
                "请传入字典，如 {\"inspected\": 100}，或 pandas 的一行；整张表请用 score",
                "pass a dict such as {\"inspected\": 100}, or a row of pandas; whole tables go to score",
            ),
    ])
}

/// None, NaN, NaT and pandas' NA are how tables say that nothing is known.
fn hold(value: &Bound<'_, PyAny>) -> PyResult<Held> {
    if value.is_none() {
        return Ok(Held::Null);
    }
    if value.is_instance_of::<PyBool>() {
        return Ok(Held::Bool(value.is_truthy()?));
    }
    if value.is_instance_of::<PyInt>() {
        return Ok(value.extract::<i64>().map_or_else(|_| huge(value), |n| Held::Int(n.into())));
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(Held::Text(text.to_cow()?.into_owned()));
    }
    if value.is_instance_of::<PyFloat>() {
        return Ok(float(value.extract()?));
    }
    other(value)
}

fn float(number: f64) -> Held {
    if number.is_nan() { Held::Null } else { Held::Float(number) }
}

/// A whole number beyond 64 bits: the core says that it is too large.
fn huge(value: &Bound<'_, PyAny>) -> Held {
    value.str().map_or(Held::Null, |text| Held::Text(text.to_string()))
}

/// A decimal in digits, for Python may write an exponent: `1E+3` is 1000. One far beyond every fact is told as a float is.
fn decimal(value: &Bound<'_, PyAny>) -> PyResult<Held> {
    const FAR: i64 = 40;
    let text = value.str()?.to_string();
    if !text.contains('E') {
        return Ok(Held::Text(text));
    }
    if value.call_method0("adjusted")?.extract::<i64>()?.abs() < FAR {
        return Ok(Held::Text(value.call_method1("__format__", ("f",))?.extract()?));
    }
    let near: f64 = value.extract()?;
    Ok(if near.is_normal() { Held::Float(near) } else { Held::Text(text) })
}

/// Dates, decimals, numpy's scalars.
fn other(value: &Bound<'_, PyAny>) -> PyResult<Held> {
    let kind = value.get_type().name()?.to_string();
    match kind.as_str() {
        "NAType" | "NaTType" => return Ok(Held::Null),
        "bool" | "bool_" => return Ok(Held::Bool(value.is_truthy()?)),
        "Decimal" => return decimal(value),
        _ => {}
    }
    if value.is_instance_of::<PyDate>() {
        return Ok(Held::Text(value.call_method0("isoformat")?.extract()?));
    }
    if let Ok(number) = value.call_method0("__index__") {
        return hold(&number);
    }
    if kind.starts_with("float") {
        return Ok(float(value.extract()?));
    }
    Ok(Held::Text(value.str()?.to_string()))
}
