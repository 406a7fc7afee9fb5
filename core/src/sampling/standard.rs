//! Single sampling by ISO 2859-1 (GB/T 2828.1): code letter, master table, arrows followed.
//!
//! The tables are data (`standards/iso-2859-1/`), in the layout of the printed ones. A lot of many reads them anew: they are
//! a few kilobytes.

use crate::problem::{Error, Problem};

const LETTERS: &str = include_str!("../../standards/iso-2859-1/letters.csv");
/// The master tables by the severity of inspection.
const TABLES: [(&str, &str); 3] = [
    ("normal", include_str!("../../standards/iso-2859-1/normal.csv")),
    ("tightened", include_str!("../../standards/iso-2859-1/tightened.csv")),
    ("reduced", include_str!("../../standards/iso-2859-1/reduced.csv")),
];

/// What the standard asks of one lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandardPlan {
    /// The code letter of the lot.
    pub letter: String,
    /// The code letter whose plan is used, after the arrows.
    pub used: String,
    /// Units to inspect: the plan's sample, or the whole lot if that is no larger.
    pub sample: u64,
    /// Accepted with at most so many.
    pub accept: u64,
    /// Not accepted from so many on.
    pub reject: u64,
    /// Every unit is inspected, because the plan's sample is the lot or more.
    pub all: bool,
}

/// The single sampling plan for a lot.
///
/// `aql` is one of the 26 of the standard ("0.65"), in percent nonconforming up to 10, above in nonconformities per 100
/// units; `level` "I", "II", "III" or "S-1" to "S-4"; `severity` "normal", "tightened" or "reduced".
///
/// # Errors
/// [`Error::Table`] `sampling/lot-of-one` (the standard begins at two units), `sampling/level`, `sampling/severity`,
/// `sampling/aql`, each with what there is.
pub fn standard(lot: u64, aql: &str, level: &str, severity: &str) -> Result<StandardPlan, Error> {
    if lot < 2 {
        return Err(refused(
            "sampling/lot-of-one",
            (
                format!("标准从 2 件的批量开始，这一批只有 {lot} 件"),
                format!("the standard begins at lots of 2 units, this one has {lot}"),
            ),
            ("请全数检验", "inspect what there is"),
        ));
    }
    let letter = letter(lot, level)?;
    let table = TABLES.iter().find(|(name, _)| *name == severity).map(|(_, table)| *table);
    let table = table
        .ok_or_else(|| unknown("severity", "检验严格度", severity, TABLES.map(|(name, _)| name).to_vec()))?;
    let column = column(table, aql)?;
    let rows: Vec<(&str, &str, &str)> = rows(table).filter_map(|row| cell(row, column)).collect();
    let at = rows.iter().position(|(name, ..)| *name == letter).unwrap_or_default();
    // The arrows of a cell point to the nearest plan of its column in that direction.
    let below = || rows.iter().skip(at).find(|(.., cell)| number(cell).is_some());
    let above = || rows.iter().take(at).rev().find(|(.., cell)| number(cell).is_some());
    let found = match rows.get(at).map(|(.., cell)| *cell) {
        Some("^") => above(),
        _ => below(),
    };
    let &(used, size, accept) = found.ok_or_else(|| unknown("aql", "AQL", aql, aqls(table)))?;
    let (size, accept) = (number(size).unwrap_or_default(), number(accept).unwrap_or_default());
    Ok(StandardPlan {
        letter: letter.to_owned(),
        used: used.to_owned(),
        sample: size.min(lot),
        accept,
        reject: accept.saturating_add(1),
        all: size >= lot,
    })
}

/// Table 1.
fn letter(lot: u64, level: &str) -> Result<&'static str, Error> {
    let levels = || rows(LETTERS).next().into_iter().flat_map(|head| head.split(',').skip(1));
    let place = levels().position(|name| name == level);
    let column =
        place.ok_or_else(|| unknown("level", "检验水平", level, levels().collect()))?.saturating_add(1);
    let row = rows(LETTERS).skip(1).find(|row| {
        let most = row.split(',').next().and_then(number);
        most.is_none_or(|most| lot <= most)
    });
    Ok(row.and_then(|row| row.split(',').nth(column)).unwrap_or_default())
}

/// The place of an AQL in the rows of a master table; 1, 1.0 and 1.00 are the same.
fn column(table: &'static str, aql: &str) -> Result<usize, Error> {
    let place = aqls(table).iter().position(|name| plain(name) == plain(aql.trim().trim_end_matches('%')));
    Ok(place.ok_or_else(|| unknown("aql", "AQL", aql, aqls(table)))?.saturating_add(2))
}

fn plain(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}

fn aqls(table: &'static str) -> Vec<&'static str> {
    rows(table).next().into_iter().flat_map(|head| head.split(',').skip(2)).collect()
}

/// The rows of a table, headings first.
fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// Letter, sample size and one more cell of a row.
fn cell(row: &'static str, column: usize) -> Option<(&'static str, &'static str, &'static str)> {
    let mut cells = row.split(',');
    Some((cells.next()?, cells.next()?, cells.nth(column.checked_sub(2)?)?))
}

fn number(text: &str) -> Option<u64> {
    text.parse().ok()
}

fn unknown(what: &str, zh: &str, given: &str, known: Vec<&str>) -> Error {
    refused(
        &format!("sampling/{what}"),
        (format!("标准中没有{zh}“{given}”"), format!("the standard has no {what} `{given}`")),
        (&format!("可选：{}", known.join("、")), &format!("there are {}", known.join(", "))),
    )
}

fn refused(code: &str, (zh, en): (String, String), help: (&str, &str)) -> Error {
    Error::Table(vec![Problem::new(code, zh, en).help(help.0, help.1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(lot: u64, aql: &str, level: &str, severity: &str) -> (String, String, u64, u64, bool) {
        let got = standard(lot, aql, level, severity).unwrap();
        assert_eq!(got.reject.checked_sub(1), Some(got.accept));
        (got.letter, got.used, got.sample, got.accept, got.all)
    }

    fn expected(
        letter: &str,
        used: &str,
        sample: u64,
        accept: u64,
        all: bool,
    ) -> (String, String, u64, u64, bool) {
        (letter.into(), used.into(), sample, accept, all)
    }

    #[test]
    fn plans_as_printed_and_by_arrow() {
        assert_eq!(plan(1000, "2.5", "II", "normal"), expected("J", "J", 80, 5, false));
        assert_eq!(plan(1000, "2.5", "II", "tightened"), expected("J", "J", 80, 3, false));
        assert_eq!(plan(1000, "2.5", "II", "reduced"), expected("J", "J", 32, 3, false));
        // Down: D at 0.65 has no plan, the first below is F with 20; up: E at 1.5 takes D's 8.
        assert_eq!(plan(40, "0.65", "II", "normal"), expected("D", "F", 20, 0, false));
        assert_eq!(plan(80, "1.5", "II", "normal"), expected("E", "D", 8, 0, false));
        assert_eq!(plan(600_000, "0.025", "III", "tightened"), expected("R", "S", 3150, 1, false));
    }

    #[test]
    fn a_sample_of_the_lot_or_more_is_every_unit() {
        for lot in 2..=20 {
            assert_eq!(plan(lot, "0.65", "I", "normal").2, lot);
        }
        assert_eq!(plan(4, "0.65", "II", "normal"), expected("A", "F", 4, 0, true));
        assert_eq!(plan(20, "0.65", "II", "normal"), expected("C", "F", 20, 0, true));
        assert_eq!(plan(21, "0.65", "II", "normal"), expected("C", "F", 20, 0, false));
    }

    #[test]
    fn numbers_are_read_however_written() {
        for aql in ["1", "1.0", "1.00", "1.0%"] {
            assert_eq!(plan(2000, aql, "II", "normal"), expected("K", "K", 125, 3, false));
        }
        assert_eq!(plan(2000, "10", "S-1", "normal").0, "C");
    }

    #[test]
    fn what_the_standard_does_not_have() {
        let text = |lot, aql, level, severity| {
            let error = standard(lot, aql, level, severity).unwrap_err();
            (error.to_string(), error.problems()[0].line(crate::Lang::Zh))
        };
        assert_eq!(
            text(1, "1.0", "II", "normal"),
            (
                "the standard begins at lots of 2 units, this one has 1; inspect what there is [sampling/lot-of-one]"
                    .to_owned(),
                "标准从 2 件的批量开始，这一批只有 1 件。请全数检验 [sampling/lot-of-one]".to_owned()
            )
        );
        assert_eq!(
            text(10, "1.0", "IV", "normal"),
            (
                "the standard has no level `IV`; there are S-1, S-2, S-3, S-4, I, II, III [sampling/level]"
                    .to_owned(),
                "标准中没有检验水平“IV”。可选：S-1、S-2、S-3、S-4、I、II、III [sampling/level]".to_owned()
            )
        );
        assert!(
            text(10, "2", "II", "normal")
                .0
                .starts_with("the standard has no aql `2`; there are 0.010, 0.015")
        );
        assert_eq!(
            text(10, "1.0", "II", "strict").1,
            "标准中没有检验严格度“strict”。可选：normal、tightened、reduced [sampling/severity]"
        );
    }
}
