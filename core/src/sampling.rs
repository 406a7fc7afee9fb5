//! How many to inspect out of a lot, which, and what the plan risks.
//!
//! `draw.rs` which units · `plan.rs` the plan of a rule in force · `risk.rs` how likely a lot is accepted ·
//! `interval.rs` what a sample says of its lot · `standard.rs` the plans of ISO 2859-1

mod draw;
mod interval;
mod plan;
mod risk;
mod standard;

pub use draw::draw;
pub use interval::{Interval, Side, interval};
pub use plan::{Plan, accept_number, rounding};
pub use risk::acceptance;
pub use standard::{StandardPlan, standard};

use crate::problem::{Error, Problem};
use crate::procedure::model::{Rounding, Sampling};
use crate::rate::Rate;

/// How many units a plan asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// At least so many.
    pub least: u64,
    /// For a plan such as 5 %..10 %: at most so many.
    pub most: Option<u64>,
}

/// The sample a plan asks for out of `lot`: its share, rounded as the plan says, not below its minimum and never more
/// than the lot. `rate` stands in where the document gives none.
///
/// # Errors
/// [`Error::Table`] `sampling/no-rate`: neither the plan nor the caller gives a share. [`Error::Span`] `sampling/share`: it
/// is more than 100 %.
pub fn size(lot: u64, plan: &Sampling, rate: Option<Rate>) -> Result<Size, Error> {
    let Some(share) = plan.rate.or(rate) else {
        return Err(Error::Table(vec![
            Problem::new(
                "sampling/no-rate",
                format!("抽样方案“{}”没有给出比例", plan.label.zh),
                format!("the sampling plan `{}` gives no share", plan.label.en),
            )
            .help("请给出比例，如 20%", "give a share, such as 20%")
            .path(format!("sampling.{}", plan.id)),
        ]));
    };
    let share = at_most_all(share)?;
    let units = |share: Rate, rounding| rounded(share, lot, rounding).max(plan.minimum).min(lot);
    let least = units(share, plan.rounding);
    // The upper end of a range is a limit: rounding up would pass it.
    let most = plan.most.map(|most| units(most, Rounding::Down).max(least));
    Ok(Size { least, most })
}

/// Reads a share of a lot.
///
/// # Errors
/// [`Error::Span`] `rate/form`: it cannot be read; `sampling/share`: it is more than 100 %.
pub fn share(text: &str) -> Result<Rate, Error> {
    at_most_all(Rate::parse(text)?)
}

fn at_most_all(share: Rate) -> Result<Rate, Error> {
    if share.numerator() <= share.denominator() {
        return Ok(share);
    }
    Err(Error::Span(vec![
        Problem::new(
            "sampling/share",
            format!("比例 {share} 超过 100%"),
            format!("a share of {share} is more than 100 %"),
        )
        .help("应在 0 到 100% 之间", "take one from 0 to 100 %"),
    ]))
}

/// A share of a lot in whole units.
pub fn rounded(share: Rate, lot: u64, rounding: Rounding) -> u64 {
    let (down, up) = (share.floor_of(lot), share.ceil_of(lot));
    let units = match rounding {
        Rounding::Up => up,
        Rounding::Down => down,
        Rounding::HalfUp => {
            // lot * p / q - down >= 1/2, in whole numbers: 2 * (lot * p - down * q) >= q.
            let (p, q) = (u128::from(share.numerator()), u128::from(share.denominator()));
            let over = u128::from(lot).saturating_mul(p).saturating_sub(down.saturating_mul(q));
            if over.saturating_mul(2) >= q { up } else { down }
        }
    };
    u64::try_from(units).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Text;
    use crate::procedure::model::Source;

    fn plan(rate: Option<&str>, most: Option<&str>, rounding: Rounding, minimum: u64) -> Sampling {
        let parse = |text: &str| Rate::parse(text).unwrap();
        Sampling {
            id: "material-sample".into(),
            label: Text::new("来料抽样", "material sample"),
            source: Source::default(),
            of: None,
            sample: None,
            rate: rate.map(parse),
            most: most.map(parse),
            rounding,
            minimum,
            per: None,
        }
    }

    #[test]
    fn a_fifth_of_a_lot_in_each_rounding() {
        // 20 % of 12 is 2.4, of 13 2.6, of 15 3 exactly.
        for (rounding, lot, units) in [
            (Rounding::Up, 12, 3),
            (Rounding::Up, 15, 3),
            (Rounding::Down, 13, 2),
            (Rounding::HalfUp, 12, 2),
            (Rounding::HalfUp, 13, 3),
        ] {
            let got = size(lot, &plan(Some("20%"), None, rounding, 0), None).unwrap();
            assert_eq!(got, Size { least: units, most: None }, "{rounding:?} of {lot}");
        }
        // Halves go up: 50 % of 5 is 2.5.
        assert_eq!(size(5, &plan(Some("50%"), None, Rounding::HalfUp, 0), None).unwrap().least, 3);
        assert_eq!(
            size(u64::MAX, &plan(Some("100%"), None, Rounding::HalfUp, 0), None).unwrap().least,
            u64::MAX
        );
    }

    #[test]
    fn not_below_the_minimum_and_never_more_than_the_lot() {
        let five = plan(Some("20%"), None, Rounding::Up, 5);
        let least = |lot| size(lot, &five, None).unwrap().least;
        assert_eq!((least(10), least(3), least(0), least(100)), (5, 3, 0, 20));
    }

    #[test]
    fn a_range_has_both_ends() {
        let range = plan(Some("5%"), Some("10%"), Rounding::Up, 1);
        assert_eq!(size(105, &range, None).unwrap(), Size { least: 6, most: Some(10) });
        assert_eq!(size(3, &range, None).unwrap(), Size { least: 1, most: Some(1) });
    }

    #[test]
    fn no_more_than_the_lot_can_be_drawn_out_of_it() {
        let said =
            |error: Error| [crate::Lang::Zh, crate::Lang::En].map(|lang| error.problems()[0].line(lang));
        assert_eq!(
            said(share("200%").unwrap_err()),
            [
                "比例 200% 超过 100%。应在 0 到 100% 之间 [sampling/share]",
                "a share of 200% is more than 100 %; take one from 0 to 100 % [sampling/share]"
            ]
        );
        for text in ["100.1%", "1001‰", "4/3", "１０１％"] {
            assert_eq!(share(text).unwrap_err().problems()[0].code, "sampling/share", "{text}");
        }
        assert_eq!(share("100%").unwrap(), Rate::parse("1/1").unwrap());
        assert_eq!(share("20").unwrap_err().problems()[0].code, "rate/form");
        let open = plan(None, None, Rounding::Up, 1);
        let too_much = size(10, &open, Some(Rate::parse("3/2").unwrap())).unwrap_err();
        assert_eq!(too_much.problems()[0].code, "sampling/share");
        assert!(size(10, &plan(Some("101%"), None, Rounding::Up, 1), None).is_err());
    }

    #[test]
    fn without_a_share_it_asks_for_one() {
        let open = plan(None, None, Rounding::Up, 1);
        assert_eq!(size(10, &open, Some(Rate::parse("20%").unwrap())).unwrap().least, 2);
        let refused = size(10, &open, None).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "the sampling plan `material sample` gives no share; give a share, such as 20% [sampling/no-rate]"
        );
        assert_eq!(
            refused.problems()[0].line(crate::Lang::Zh),
            "抽样方案“来料抽样”没有给出比例。请给出比例，如 20% [sampling/no-rate]"
        );
    }
}
