//! How likely a lot is accepted by a sample: the hypergeometric distribution, summed term by term.

use crate::problem::{Error, Problem};

/// The probability that `size` units drawn out of `lot`, of which `defective` are bad, hold at most `accept` bad ones.
///
/// Each term follows from the one before it by an exact ratio of whole numbers, outwards from the likeliest, and the
/// sum is divided by that of all terms: nothing overflows, and the only error is that of adding doubles.
///
/// # Errors
/// [`Error::Table`] `sampling/more-than-lot`: a sample or defective units of more than the lot.
pub fn acceptance(lot: u64, defective: u64, size: u64, accept: u64) -> Result<f64, Error> {
    let (low, high) = tails(lot, defective, size, accept)?;
    Ok(low / (low + high))
}

/// The probability that the sample holds more than `accept` bad units: not 1 less the other, which would lose the small ones.
pub(super) fn too_many(lot: u64, defective: u64, size: u64, accept: u64) -> Result<f64, Error> {
    let (low, high) = tails(lot, defective, size, accept)?;
    Ok(high / (low + high))
}

/// How much lies at or below `accept` and above it, in the same measure.
fn tails(lot: u64, defective: u64, size: u64, accept: u64) -> Result<(f64, f64), Error> {
    if size > lot || defective > lot {
        let most = size.max(defective);
        return Err(Error::Table(vec![
            Problem::new(
                "sampling/more-than-lot",
                format!("{most} 件多于批量 {lot} 件"),
                format!("{most} units are more than the {lot} of the lot"),
            )
            .help(
                "样本和不良品都不能多于批量",
                "neither the sample nor the defective units can exceed the lot",
            ),
        ]));
    }
    // At least so many bad units are in every sample, and at most so many.
    let least = size.saturating_sub(lot.saturating_sub(defective));
    let most = size.min(defective);
    let likeliest = mode(lot, defective, size).clamp(least, most);
    let (mut low, mut high) = (0.0, 0.0);
    let mut add = |bad: u64, weight: f64| if bad <= accept { low += weight } else { high += weight };
    add(likeliest, 1.0);
    // p(bad + 1) / p(bad) = (defective - bad) (size - bad) / ((bad + 1) (good - size + bad + 1))
    let step = |bad: u64| {
        let rest = lot.saturating_sub(defective).saturating_add(bad).saturating_add(1).saturating_sub(size);
        let up = (defective.saturating_sub(bad)) as f64 * (size.saturating_sub(bad)) as f64;
        up / ((bad.saturating_add(1)) as f64 * rest as f64)
    };
    let mut weight = 1.0;
    for bad in likeliest..most {
        weight *= step(bad);
        if weight < f64::MIN_POSITIVE {
            break;
        }
        add(bad.saturating_add(1), weight);
    }
    weight = 1.0;
    for bad in (least..likeliest).rev() {
        weight /= step(bad);
        if weight < f64::MIN_POSITIVE {
            break;
        }
        add(bad, weight);
    }
    Ok((low, high))
}

/// The likeliest number of bad units in a sample: floor((size + 1) (defective + 1) / (lot + 2)).
fn mode(lot: u64, defective: u64, size: u64) -> u64 {
    let product = u128::from(size).saturating_add(1).saturating_mul(u128::from(defective).saturating_add(1));
    let mode = product.checked_div(u128::from(lot).saturating_add(2)).unwrap_or_default();
    u64::try_from(mode).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-12 * expected.max(1e-3), "{found} {expected}");
    }

    #[test]
    fn by_hand() {
        // 10 units, 2 bad, 3 drawn: none bad C(8,3)/C(10,3) = 56/120, at most one 112/120.
        near(acceptance(10, 2, 3, 0).unwrap(), 56.0 / 120.0);
        near(acceptance(10, 2, 3, 1).unwrap(), 112.0 / 120.0);
        near(acceptance(10, 2, 3, 2).unwrap(), 1.0);
        // 9 of 10 drawn with 3 bad: at least two are found.
        near(acceptance(10, 3, 9, 1).unwrap(), 0.0);
        near(acceptance(10, 3, 9, 2).unwrap(), 0.3);
        near(acceptance(10, 0, 3, 0).unwrap(), 1.0);
        near(acceptance(10, 10, 3, 2).unwrap(), 0.0);
        near(acceptance(0, 0, 0, 0).unwrap(), 1.0);
    }

    #[test]
    fn a_sample_beyond_the_lot() {
        let error = acceptance(10, 2, 11, 0).unwrap_err();
        assert_eq!(
            error.to_string(),
            "11 units are more than the 10 of the lot; neither the sample nor the defective units can exceed the lot \
             [sampling/more-than-lot]"
        );
        assert_eq!(
            error.problems()[0].line(crate::Lang::Zh),
            "11 件多于批量 10 件。样本和不良品都不能多于批量 [sampling/more-than-lot]"
        );
    }
}
