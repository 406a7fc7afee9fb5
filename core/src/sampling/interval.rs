//! What a sample says of its lot: how many bad units the lot may hold, exactly.
//!
//! The inverted hypergeometric test: a number of bad units is left out where finding as many as were found, or as few,
//! would have been too unlikely. Exact for a lot of any size, as the Clopper-Pearson interval is for an endless stream
//! (Buonaccorsi, "A note on confidence intervals for proportions in finite populations", The American Statistician, 1987).

use super::risk::{acceptance, too_many};
use crate::problem::{Error, Problem};

/// Which ends an interval has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Both; each end may be missed half as often as the confidence allows.
    Both,
    /// From the least number of bad units up to the lot.
    Lower,
    /// From what was found up to the greatest number of bad units.
    Upper,
}

/// The bad units that a lot may hold, in units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// At least so many.
    pub least: u64,
    /// At most so many.
    pub most: u64,
}

/// The numbers of bad units that a lot of `lot` may hold after `found` of the `size` units drawn were bad.
///
/// `miss` is how often an end may lie wrong: 0.05 for 95 % confidence; two-sided, each end takes half of it. With `D` bad
/// units and `X` of them drawn, the lower end is the smallest `D` with `P(X >= found) > miss`, the upper end the greatest
/// `D` with `P(X <= found) > miss`. A probability within 1e-12 of `miss` counts as equal to it.
///
/// # Errors
/// [`Error::Table`] `sampling/more-than-lot` for a sample beyond the lot, `sampling/more-than-sample` for bad units beyond
/// the sample, `sampling/confidence` for a `miss` that is not between 0 and 1.
pub fn interval(lot: u64, size: u64, found: u64, miss: f64, side: Side) -> Result<Interval, Error> {
    acceptance(lot, 0, size, 0)?;
    if found > size {
        return Err(refused(
            "sampling/more-than-sample",
            (
                format!("不良 {found} 件多于样本 {size} 件"),
                format!("{found} bad units are more than the {size} of the sample"),
            ),
            ("检查两个数是否写反", "look whether the two are exchanged"),
        ));
    }
    if !(miss > 0.0 && miss < 1.0) {
        return Err(refused(
            "sampling/confidence",
            ("置信水平必须在 0 与 100% 之间".to_owned(), "a confidence lies between 0 and 100 %".to_owned()),
            ("如 95%", "such as 95%"),
        ));
    }
    let miss = if side == Side::Both { miss / 2.0 } else { miss };
    let enough = miss * (1.0 + 1e-12);
    // What was found is bad, and what was drawn and not found is good.
    let (least, most) = (found, lot.saturating_sub(size.saturating_sub(found)));
    let low = match found.checked_sub(1) {
        Some(fewer) if side != Side::Upper => {
            first(least, most, |bad| Ok(too_many(lot, bad, size, fewer)? > enough))?
        }
        _ => least,
    };
    let high = match side {
        Side::Lower => most,
        // The first number too many, less one: at `least` the sample is as likely as can be.
        _ => first(least, most.saturating_add(1), |bad| {
            Ok(bad > most || acceptance(lot, bad, size, found)? <= enough)
        })?
        .saturating_sub(1)
        .max(least),
    };
    Ok(Interval { least: low, most: high })
}

/// The first number from `low` to `high` that holds, where all after it hold too; `high` if none before it does.
fn first(mut low: u64, mut high: u64, holds: impl Fn(u64) -> Result<bool, Error>) -> Result<u64, Error> {
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle)? {
            high = middle;
        } else {
            low = middle.saturating_add(1);
        }
    }
    Ok(low)
}

fn refused(code: &str, (zh, en): (String, String), help: (&str, &str)) -> Error {
    Error::Table(vec![Problem::new(code, zh, en).help(help.0, help.1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(lot: u64, size: u64, found: u64, miss: f64) -> (u64, u64) {
        let got = interval(lot, size, found, miss, Side::Both).unwrap();
        (got.least, got.most)
    }

    #[test]
    fn all_inspected_leaves_no_doubt() {
        for found in 0..=5 {
            assert_eq!(both(5, 5, found, 0.05), (found, found));
        }
        assert_eq!(both(7, 0, 0, 0.05), (0, 7));
        assert_eq!(both(0, 0, 0, 0.05), (0, 0));
        assert_eq!(both(1, 1, 1, 0.05), (1, 1));
    }

    #[test]
    fn by_hand() {
        // 10 units, 3 drawn, none bad: C(10 - D, 3) / 120 is 35/120 for 3, 20/120 for 4, 10/120 for 5, 4/120 for 6, 1/120 for 7.
        let upper = |miss| interval(10, 3, 0, miss, Side::Upper).unwrap().most;
        assert_eq!((upper(0.1), upper(0.05), upper(0.01)), (4, 5, 6));
        // Exactly as unlikely as allowed is too unlikely: 1/40 with one of 40 drawn and bad.
        assert_eq!(both(40, 1, 1, 0.05), (2, 40));
        assert_eq!(interval(40, 1, 1, 0.05, Side::Lower).unwrap(), Interval { least: 3, most: 40 });
    }

    #[test]
    fn the_true_number_is_within_as_often_as_promised() {
        for (lot, size) in [(30_u64, 6_u64), (30, 15), (47, 10)] {
            for bad in 0..=lot {
                let mut missed = 0.0;
                for found in 0..=size.min(bad) {
                    let (least, most) = both(lot, size, found, 0.05);
                    let below = found.checked_sub(1).map_or(0.0, |f| acceptance(lot, bad, size, f).unwrap());
                    let here = acceptance(lot, bad, size, found).unwrap() - below;
                    if !(least..=most).contains(&bad) {
                        missed += here;
                    }
                }
                assert!(missed <= 0.05 + 1e-12, "{lot} {size} {bad}: missed {missed}");
            }
        }
    }

    #[test]
    fn what_is_no_sample() {
        let text = |error: Error| (error.to_string(), error.problems()[0].line(crate::Lang::Zh));
        assert_eq!(
            text(interval(10, 3, 4, 0.05, Side::Both).unwrap_err()),
            (
                "4 bad units are more than the 3 of the sample; look whether the two are exchanged \
                 [sampling/more-than-sample]"
                    .to_owned(),
                "不良 4 件多于样本 3 件。检查两个数是否写反 [sampling/more-than-sample]".to_owned()
            )
        );
        assert_eq!(
            text(interval(10, 3, 1, 1.0, Side::Both).unwrap_err()),
            (
                "a confidence lies between 0 and 100 %; such as 95% [sampling/confidence]".to_owned(),
                "置信水平必须在 0 与 100% 之间。如 95% [sampling/confidence]".to_owned()
            )
        );
        assert_eq!(
            interval(2, 3, 1, 0.05, Side::Both).unwrap_err().problems()[0].code,
            "sampling/more-than-lot"
        );
    }
}
