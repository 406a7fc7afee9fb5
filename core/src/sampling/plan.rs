//! The plan of a rule in force: a share of the lot is drawn, and the lot fails if a check over the sample says yes.

use super::Size;
use crate::problem::{Error, Problem, nearest};
use crate::procedure::model::{Check, Procedure, Rounding, Sampling, Test};
use crate::rate::{Comparator, Rate, Threshold};

/// A plan by shares: how much of a lot is drawn, and from which share of bad units on the lot fails.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'p> {
    /// How many are drawn.
    pub sampling: &'p Sampling,
    /// What judges the sample.
    pub check: &'p Check,
    /// The lot fails at or above this share of the sample.
    pub limit: Threshold,
}

impl<'p> Plan<'p> {
    /// The plan of a procedure by the id of its sampling rule or of its check; the other one is found by the count of units
    /// that both name.
    ///
    /// # Errors
    /// [`Error::Procedure`] `sampling/unknown`: no such rule. [`Error::Table`] `sampling/no-partner`: nothing judges that
    /// sample, or nothing says how it is drawn; `sampling/several`: more than one does, `sampling/no-limit`: the check is
    /// no upper limit on a share of the sample.
    pub fn in_force(procedure: &'p Procedure, id: &str) -> Result<Self, Error> {
        let plans = || {
            procedure.samplings.iter().flat_map(|sampling| {
                procedure
                    .checks
                    .iter()
                    .filter_map(move |check| Some((sampling, check, judged(sampling, check)?)))
            })
        };
        let named =
            |(sampling, check, _): &(&Sampling, &Check, Threshold)| sampling.id == id || check.id == id;
        let mut fitting = plans().filter(named);
        let Some((sampling, check, limit)) = fitting.next() else { return Err(missing(procedure, id)) };
        let others: Vec<&str> =
            fitting.map(|(s, c, _)| if s.id == id { c.id.as_str() } else { s.id.as_str() }).collect();
        if !others.is_empty() {
            let first = if sampling.id == id { &check.id } else { &sampling.id };
            let all = [&[first.as_str()], others.as_slice()].concat();
            return Err(Error::Table(vec![
                Problem::new(
                    "sampling/several",
                    format!("“{id}”对应多条规则：{}", all.join("、")),
                    format!("`{id}` goes with several rules: {}", all.join(", ")),
                )
                .help("请直接给出其中一条的编号", "give the id of one of them"),
            ]));
        }
        if !matches!(limit.comparator, Comparator::Above | Comparator::AtLeast) {
            return Err(no_limit(&check.id));
        }
        Ok(Self { sampling, check, limit })
    }

    /// How many are drawn out of a lot. See [`super::size`].
    ///
    /// # Errors
    /// [`Error::Table`] `sampling/no-rate`: neither the rule nor the caller gives a share. [`Error::Span`]
    /// `sampling/share`: it is more than 100 %.
    pub fn size(&self, lot: u64, rate: Option<Rate>) -> Result<Size, Error> {
        super::size(lot, self.sampling, rate)
    }
}

/// The limit on a sample, where a check measures a share of what the sampling rule draws.
fn judged(sampling: &Sampling, check: &Check) -> Option<Threshold> {
    match check.test {
        Test::Rate { whole, threshold, .. } if sampling.sample == Some(whole) => Some(threshold),
        _ => None,
    }
}

fn no_limit(id: &str) -> Error {
    Error::Table(vec![
        Problem::new(
            "sampling/no-limit",
            format!("判定“{id}”不是样本中不良比例的上限"),
            format!("the check `{id}` sets no upper limit on a share of the sample"),
        )
        .help("需要“超过”或“以上”的比例判定", "a plan needs a rate check with `above` or `at-least`"),
    ])
}

fn missing(procedure: &Procedure, id: &str) -> Error {
    if procedure.samplings.iter().any(|rule| rule.id == id) {
        return Error::Table(vec![
            Problem::new(
                "sampling/no-partner",
                format!("没有判定针对抽样“{id}”的样本"),
                format!("no check judges the sample of `{id}`"),
            )
            .help("请用 Percentage 写出比例和界限", "write share and limit yourself, as a Percentage"),
        ]);
    }
    if let Some(check) = procedure.checks.iter().find(|rule| rule.id == id) {
        if !matches!(check.test, Test::Rate { .. }) {
            return no_limit(id);
        }
        return Error::Table(vec![
            Problem::new(
                "sampling/no-partner",
                format!("没有写明判定“{id}”的样本如何抽取"),
                format!("nothing says how the sample of the check `{id}` is drawn"),
            )
            .help("请用 Percentage 写出比例和界限", "write share and limit yourself, as a Percentage"),
        ]);
    }
    let known = || {
        procedure
            .samplings
            .iter()
            .map(|r| r.id.as_str())
            .chain(procedure.checks.iter().map(|r| r.id.as_str()))
    };
    let found = Problem::new(
        "sampling/unknown",
        format!("没有抽样或判定“{id}”"),
        format!("there is no sampling rule or check `{id}`"),
    );
    Error::Procedure(vec![match nearest(id, known()) {
        Some(near) => found.help(format!("是“{near}”吗？"), format!("did you mean `{near}`?")),
        None => found.help(
            format!("可选：{}", known().collect::<Vec<_>>().join("、")),
            format!("there are {}", known().collect::<Vec<_>>().join(", ")),
        ),
    }])
}

/// How many bad units a sample may hold before a limit on their share is passed; `None` if even none is too many.
///
/// The limit is exact: "above 3 %" of 33 units allows none, of 34 one. `AtMost` and `Below` name the same bounds from the
/// other side.
pub fn accept_number(limit: Threshold, size: u64) -> Option<u64> {
    let most = match limit.comparator {
        Comparator::Above | Comparator::AtMost => Some(limit.rate.floor_of(size)),
        Comparator::AtLeast | Comparator::Below => limit.rate.ceil_of(size).checked_sub(1),
    };
    most.map(|units| u64::try_from(units).unwrap_or(u64::MAX).min(size))
}

/// A rounding by its name in a procedure file.
///
/// # Errors
/// [`Error::Span`] `sampling/rounding` lists the names.
pub fn rounding(name: &str) -> Result<Rounding, Error> {
    match name {
        "up" => Ok(Rounding::Up),
        "down" => Ok(Rounding::Down),
        "half-up" => Ok(Rounding::HalfUp),
        _ => Err(Error::Span(vec![
            Problem::new(
                "sampling/rounding",
                format!("没有这样的取整方式：“{name}”"),
                format!("there is no rounding `{name}`"),
            )
            .help("应为 up、down 或 half-up", "use up, down or half-up"),
        ])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::procedure::procedure;

    fn limit(comparator: Comparator, rate: &str) -> Threshold {
        Threshold { comparator, rate: Rate::parse(rate).unwrap() }
    }

    #[test]
    fn the_greatest_count_that_does_not_pass_the_limit() {
        for (_, comparator) in [("above", Comparator::Above), ("at-least", Comparator::AtLeast)] {
            for rate in ["0%", "3%", "20%", "1/3", "100%"] {
                let limit = limit(comparator, rate);
                for size in 1..120_u64 {
                    let slow = (0..=size).filter(|k| limit.holds(*k, size) == Some(false)).max();
                    assert_eq!(accept_number(limit, size), slow, "{comparator:?} {rate} of {size}");
                }
            }
        }
    }

    #[test]
    fn a_rule_in_force_by_either_of_its_ids() {
        let rules = procedure("workshop-defect-handling", None).unwrap();
        for id in ["material-sample", "label-mismatch"] {
            let plan = Plan::in_force(&rules, id).unwrap();
            assert_eq!(
                (plan.sampling.id.as_str(), plan.check.id.as_str()),
                ("material-sample", "label-mismatch")
            );
            assert_eq!(plan.limit, limit(Comparator::Above, "3%"));
            // 20 % of 166 is 33.2: 34 are drawn, and 3 % of 34 is just more than one.
            let size = plan.size(166, None).unwrap().least;
            assert_eq!((size, accept_number(plan.limit, size)), (34, Some(1)));
        }
    }

    #[test]
    fn what_is_no_plan() {
        let rules = procedure("workshop-defect-handling", None).unwrap();
        let text = |id| {
            let error = Plan::in_force(&rules, id).unwrap_err();
            (error.to_string(), error.problems()[0].line(Lang::Zh))
        };
        assert_eq!(
            text("material-sampel"),
            (
                "there is no sampling rule or check `material-sampel`; did you mean `material-sample`? \
                 [sampling/unknown]"
                    .to_owned(),
                "没有抽样或判定“material-sampel”。是“material-sample”吗？ [sampling/unknown]".to_owned()
            )
        );
        let rules = procedure("market-quality-feedback", None).unwrap();
        let error = Plan::in_force(&rules, "plant-sample").unwrap_err();
        assert_eq!(
            error.to_string(),
            "no check judges the sample of `plant-sample`; write share and limit yourself, as a Percentage \
             [sampling/no-partner]"
        );
        assert_eq!(
            error.problems()[0].line(Lang::Zh),
            "没有判定针对抽样“plant-sample”的样本。请用 Percentage 写出比例和界限 [sampling/no-partner]"
        );
    }
}
