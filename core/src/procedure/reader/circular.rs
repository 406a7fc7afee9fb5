//! Checks and classes that ask each other in a circle have no answer.

use super::super::guard::Guard;
use super::super::model::{Check, Class, List, Test};
use super::view::View;
use crate::problem::Problem;

/// A check or class, by its place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Check(usize),
    Class(usize),
}

/// Reports every check and class that asks itself, directly or by way of others.
pub(super) fn report(head: &View<'_>, checks: &List<Check>, classes: &List<Class>) {
    for (position, view) in head.rules("check").iter().enumerate() {
        if asks_itself(Asked::Check(position), checks, classes) {
            view.fault("when", circular);
        }
    }
    for (position, view) in head.rules("class").iter().enumerate() {
        if asks_itself(Asked::Class(position), checks, classes) {
            view.fault("id", circular);
        }
    }
}

fn circular() -> Problem {
    Problem::new(
        "procedure/circular",
        "判定或分级互相引用成环",
        "checks or classes ask each other in a circle",
    )
    .help("让其中一个只依据事实", "let one of them ask facts only")
}

fn asks_itself(start: Asked, checks: &List<Check>, classes: &List<Class>) -> bool {
    let mut seen = Vec::new();
    let mut open = asked_by(start, checks, classes);
    while let Some(next) = open.pop() {
        if next == start {
            return true;
        }
        if !seen.contains(&next) {
            seen.push(next);
            open.extend(asked_by(next, checks, classes));
        }
    }
    false
}

fn asked_by(asker: Asked, checks: &List<Check>, classes: &List<Class>) -> Vec<Asked> {
    let mut found = Vec::new();
    match asker {
        Asked::Check(position) => {
            if let Some(Test::When(condition)) = checks.iter().nth(position).map(|c| &c.test) {
                collect(&condition.guard, &mut found);
            }
        }
        Asked::Class(position) => {
            let rows = classes.iter().nth(position).map(|c| c.rows.as_slice()).unwrap_or_default();
            rows.iter().for_each(|row| collect(&row.when.guard, &mut found));
        }
    }
    found
}

fn collect(guard: &Guard, found: &mut Vec<Asked>) {
    match guard {
        Guard::And(parts) | Guard::Or(parts) => parts.iter().for_each(|part| collect(part, found)),
        Guard::Not(inner) => collect(inner, found),
        Guard::Check(check) => found.push(Asked::Check(check.position())),
        Guard::Class(class, _) => found.push(Asked::Class(class.position())),
        _ => {}
    }
}
