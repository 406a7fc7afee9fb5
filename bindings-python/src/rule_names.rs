//! Checks and classes by name: their ids, the spelling of their columns, their labels.

use aftersales::problem::nearest;
use aftersales::procedure::model::Procedure;
use aftersales::{Lang, Problem, Text};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;

/// So many ids are listed where none is near.
const LISTED: usize = 12;

fn rules(procedure: &Procedure) -> impl Iterator<Item = (&str, &Text)> {
    let checks = procedure.checks.iter().map(|check| (check.id.as_str(), &check.label));
    checks.chain(procedure.classes.iter().map(|class| (class.id.as_str(), &class.label)))
}

/// The place among all checks and classes of the one of this name.
pub(crate) fn place(procedure: &Procedure, name: &str) -> Option<usize> {
    let by = |fits: &dyn Fn(&str, &Text) -> bool| rules(procedure).position(|(id, label)| fits(id, label));
    by(&|id, _| id == name)
        .or_else(|| by(&|id, _| id.replace('-', "_") == name))
        .or_else(|| by(&|_, label| label.zh == name || label.en.eq_ignore_ascii_case(name)))
}

/// The exception for a name that is none of them, in the language of the computer.
pub(crate) fn no_rule(py: Python<'_>, procedure: &Procedure, name: &str) -> PyErr {
    let told = Problem::new(
        "findings/unknown",
        format!("没有名为“{name}”的判定或分级"),
        format!("there is no check or class named `{name}`"),
    );
    let names = || rules(procedure).flat_map(|(id, label)| [id, label.zh.as_str(), label.en.as_str()]);
    let near = nearest(&name.replace('_', "-"), names()).or_else(|| nearest(name, names()));
    let ids: Vec<&str> = rules(procedure).map(|(id, _)| id).take(LISTED).collect();
    let told = match near {
        Some(near) => told.help(format!("是否指“{near}”"), format!("did you mean `{near}`")),
        None => told.help(format!("有：{}", ids.join("、")), format!("there are: {}", ids.join(", "))),
    };
    let preferred = || py.import("aftersales.text")?.getattr("preferred")?.call0()?.extract::<String>();
    match preferred() {
        Ok(lang) => PyKeyError::new_err(told.line(if lang == "zh" { Lang::Zh } else { Lang::En })),
        Err(error) => error,
    }
}
