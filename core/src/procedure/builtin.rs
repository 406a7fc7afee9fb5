//! The procedures that come with the crate: listed from an index, opened one at a time.
//!
//! The build script has read and checked them (`core/build.rs`); here they are only unpacked.

use super::compiled::{self, Indexed, ProcedureInfo};
use super::edition;
use super::faults::{Faults, suggest};
use super::model::Procedure;
use super::reader;
use super::tree::Tree;
use crate::problem::{Error, Problem};
use chrono::NaiveDate;
use std::sync::Arc;

const INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/procedures.index"));
#[cfg(feature = "rulebook")]
const TREES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/procedures.trees"));

/// The built-in procedures, every edition.
///
/// ```
/// assert!(aftersales::procedures().iter().all(|p| !p.id.is_empty()));
/// ```
pub fn procedures() -> Vec<ProcedureInfo> {
    index().into_iter().map(|entry| entry.info).collect()
}

/// A built-in procedure by its id or document number, in the edition in effect on a day (`None`: the latest).
///
/// # Errors
/// [`Error::Procedure`] for an unknown name, with the nearest; for a day before the first edition; for a document number
/// that several procedures share.
#[cfg(feature = "rulebook")]
pub fn procedure(name: &str, on: Option<NaiveDate>) -> Result<Procedure, Error> {
    build(tree(name, on).map_err(Error::Procedure)?)
}

/// Which of the listed procedures a name means, chosen as [`procedure`] chooses.
///
/// # Errors
/// As [`procedure`].
pub fn listed(name: &str, on: Option<NaiveDate>) -> Result<ProcedureInfo, Error> {
    choose(index(), name, on).map(|found| found.info).map_err(|problem| Error::Procedure(vec![*problem]))
}

/// A built-in procedure as bytes, to be opened by [`unpack`] where the rule book is not compiled in.
///
/// # Errors
/// As [`procedure`].
#[cfg(feature = "rulebook")]
pub fn packed(name: &str, on: Option<NaiveDate>) -> Result<&'static [u8], Error> {
    let found = choose(index(), name, on).map_err(|problem| Error::Procedure(vec![*problem]))?;
    Ok(bytes(&found))
}

/// The procedure in the bytes that [`packed`] gave. Bytes of this very version: a file that travels is text.
///
/// # Errors
/// [`Error::Procedure`] for bytes that are no procedure.
pub fn unpack(bytes: &[u8]) -> Result<Procedure, Error> {
    let tree = compiled::unpack(bytes).map_err(|_| Error::Procedure(vec![damaged()]))?;
    build(tree)
}

fn build(tree: Tree) -> Result<Procedure, Error> {
    let faults = Faults::without_text();
    let procedure = reader::build(&Arc::new(tree), &faults);
    match faults.finish() {
        none if none.is_empty() => Ok(procedure),
        found => Err(Error::Procedure(found)),
    }
}

/// The tree of a built-in procedure.
#[cfg(any(feature = "rulebook", feature = "reader"))]
pub(super) fn tree(name: &str, on: Option<NaiveDate>) -> Result<Tree, Vec<Problem>> {
    let found = choose(index(), name, on).map_err(|problem| vec![*problem])?;
    compiled::unpack(bytes(&found)).map_err(|_| vec![damaged()])
}

#[cfg(feature = "rulebook")]
fn bytes(found: &Indexed) -> &'static [u8] {
    TREES.get(found.start..found.end).unwrap_or_default()
}

#[cfg(all(feature = "reader", not(feature = "rulebook")))]
fn bytes(_: &Indexed) -> &'static [u8] {
    &[]
}

fn damaged() -> Problem {
    Problem::new("procedure/damaged", "程序数据已损坏", "the bytes are not those of a procedure")
        .help("请使用同一版本的程序数据", "use the packed procedures of this very version")
}

fn index() -> Vec<Indexed> {
    // The build script wrote it in this very build; a damaged one lists nothing.
    postcard::from_bytes(INDEX).unwrap_or_default()
}

/// The edition of `name` in effect on a day. An edition without a date is in effect before all others.
fn choose(index: Vec<Indexed>, name: &str, on: Option<NaiveDate>) -> Result<Indexed, Box<Problem>> {
    let name = name.trim();
    let (editions, others): (Vec<Indexed>, Vec<Indexed>) =
        index.into_iter().partition(|e| e.info.id == name || e.info.document.as_deref() == Some(name));
    let Some(first) = editions.first().map(|e| e.info.clone()) else {
        return Err(Box::new(unknown(&others, name)));
    };
    if editions.iter().any(|e| e.info.id != first.id) {
        let mut ids: Vec<String> = editions.into_iter().map(|e| e.info.id).collect();
        ids.dedup();
        return Err(Box::new(
            Problem::new(
                "procedure/ambiguous",
                format!("文件编号“{name}”对应多个程序"),
                format!("several procedures have the document number `{name}`"),
            )
            .help(format!("请用 id：{}", ids.join("、")), format!("name it by id: {}", ids.join(", "))),
        ));
    }
    let earliest = editions.iter().filter_map(|e| e.info.effective).min();
    edition::latest(editions, |e| e.info.effective, on).ok_or_else(|| {
        let from = earliest.map(|day| day.to_string()).unwrap_or_default();
        let day = on.map(|day| day.to_string()).unwrap_or_default();
        Box::new(
            Problem::new(
                "procedure/not-in-effect",
                format!("程序“{name}”在 {day} 尚未生效"),
                format!("`{name}` was not yet in effect on {day}"),
            )
            .help(format!("最早的版本自 {from} 起生效"), format!("its first edition takes effect on {from}")),
        )
    })
}

fn unknown(others: &[Indexed], name: &str) -> Problem {
    let known = others.iter().flat_map(|e| [Some(e.info.id.as_str()), e.info.document.as_deref()]).flatten();
    let problem = Problem::new(
        "procedure/unknown-procedure",
        format!("没有程序“{name}”"),
        format!("there is no procedure `{name}`"),
    );
    suggest(problem, name, known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Text;

    fn edition(id: &str, document: &str, effective: Option<&str>) -> Indexed {
        let info = ProcedureInfo {
            id: id.into(),
            title: Text::default(),
            document: Some(document.into()),
            edition: None,
            effective: effective.map(|day| day.parse().unwrap()),
            hash: String::new(),
            steps: 0,
            limits: 0,
            judgements: 0,
        };
        Indexed { info, start: 0, end: 0 }
    }

    fn chosen(name: &str, on: Option<&str>) -> Result<(String, Option<String>), String> {
        let index = vec![
            edition("returns", "QP-1", Some("2018-03-27")),
            edition("returns", "QP-1", Some("2024-01-01")),
            edition("complaints", "QP-2", None),
            edition("complaints-abroad", "QP-2", None),
        ];
        let found = choose(index, name, on.map(|day| day.parse().unwrap()));
        found.map(|e| (e.info.id, e.info.effective.map(|d| d.to_string()))).map_err(|p| p.to_string())
    }

    #[test]
    fn takes_the_edition_in_effect() {
        let of = |day: &str| Ok(("returns".to_owned(), Some(day.to_owned())));
        assert_eq!(chosen("returns", None), of("2024-01-01"));
        assert_eq!(chosen("QP-1", Some("2023-12-31")), of("2018-03-27"));
        assert_eq!(chosen("returns", Some("2024-01-01")), of("2024-01-01"));
        assert_eq!(chosen("complaints", Some("1999-01-01")), Ok(("complaints".into(), None)));
        assert_eq!(
            chosen("returns", Some("2018-03-26")).unwrap_err(),
            "`returns` was not yet in effect on 2018-03-26; its first edition takes effect on 2018-03-27 \
             [procedure/not-in-effect]"
        );
    }

    #[test]
    fn says_what_is_near_and_what_is_ambiguous() {
        assert_eq!(
            chosen("return", None).unwrap_err(),
            "there is no procedure `return`; did you mean `returns`? [procedure/unknown-procedure]"
        );
        assert_eq!(
            chosen("QP-2", None).unwrap_err(),
            "several procedures have the document number `QP-2`; name it by id: complaints, complaints-abroad \
             [procedure/ambiguous]"
        );
    }

    #[test]
    fn every_built_in_procedure_opens_and_travels_as_bytes() {
        for info in procedures() {
            assert_eq!(procedure(&info.id, info.effective).unwrap().info(), info);
            assert_eq!(unpack(packed(&info.id, info.effective).unwrap()).unwrap().info(), info);
            assert_eq!(listed(&info.id, info.effective).unwrap(), info);
        }
    }

    #[test]
    fn bytes_of_something_else_are_refused() {
        let problem = unpack(b"\x7f\x00not a procedure").unwrap_err().problems().first().cloned().unwrap();
        assert_eq!(
            problem.to_string(),
            "the bytes are not those of a procedure; use the packed procedures of this very version [procedure/damaged]"
        );
        assert_eq!(problem.message.zh, "程序数据已损坏");
        assert_eq!(problem.help.unwrap().zh, "请使用同一版本的程序数据");
    }
}
