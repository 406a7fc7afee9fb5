//! What is known: the values of one procedure's facts, and what is wrong with those that are refused.
//!
//! `read.rs` values as people and tables give them · `raw.rs` one such value: `numbers.rs`, `dates.rs` · `refused.rs` what is wrong with it
//!
//! A fact whose value is refused stays unknown, so nothing is concluded from it; the problem says why.

mod dates;
mod numbers;
mod raw;
mod read;
mod refused;

pub(crate) use numbers::too_many_digits;
pub use raw::Raw;
pub use read::Reading;
pub(crate) use read::bare;

use crate::problem::{Error, Problem};
use crate::procedure::evaluate::Context;
use crate::procedure::model::{Fact, FactKind, Procedure, Ref};
use crate::value::Value;

/// The known facts of one procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    slots: Vec<Slot>,
    /// What names no fact of the procedure.
    strangers: Vec<Problem>,
}

/// A fact's place: unknown, known, or known and refused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Slot {
    value: Option<Value>,
    problem: Option<Box<Problem>>,
}

impl Facts {
    /// Nothing is known yet.
    pub fn new(procedure: &Procedure) -> Self {
        let slots = core::iter::repeat_with(Slot::default).take(procedure.facts.len()).collect();
        Self { slots, strangers: Vec::new() }
    }

    /// Makes a fact known. A value of another type is refused: the fact is then unknown, with a problem.
    pub fn set(&mut self, procedure: &Procedure, fact: Ref<Fact>, value: Value) {
        let model = &procedure.facts[fact];
        if value.fits(&model.kind) {
            self.put(procedure, fact, Slot { value: Some(value), problem: None });
        } else {
            self.refuse(procedure, fact, refused::wrong_type(model, &value.label(model).zh));
        }
    }

    /// Makes a fact unknown.
    pub fn clear(&mut self, procedure: &Procedure, fact: Ref<Fact>) {
        self.put(procedure, fact, Slot::default());
    }

    /// The value given, even if it is refused because it exceeds the count it is part of.
    pub fn given(&self, fact: Ref<Fact>) -> Option<&Value> {
        self.slots.get(fact.position())?.value.as_ref()
    }

    /// What is wrong, facts in file order, then names that are no facts.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.slots.iter().filter_map(|slot| slot.problem.as_deref()).chain(&self.strangers)
    }

    /// The facts, if nothing is wrong with any.
    ///
    /// # Errors
    /// [`Error::Table`] with every problem.
    pub fn faultless(self) -> Result<Self, Error> {
        let problems: Vec<Problem> = self.problems().cloned().collect();
        if problems.is_empty() { Ok(self) } else { Err(Error::Table(problems)) }
    }

    fn put(&mut self, procedure: &Procedure, fact: Ref<Fact>, slot: Slot) {
        if let Some(place) = self.slots.get_mut(fact.position()) {
            *place = slot;
        }
        self.compare_parts(procedure, fact);
    }

    fn refuse(&mut self, procedure: &Procedure, fact: Ref<Fact>, problem: Box<Problem>) {
        self.put(procedure, fact, Slot { value: None, problem: Some(problem) });
    }

    /// After `changed` changed: holds it and its parts to the counts they are part of.
    fn compare_parts(&mut self, procedure: &Procedure, changed: Ref<Fact>) {
        for (fact, model) in procedure.facts.entries() {
            let FactKind::Count { part_of: Some(whole) } = model.kind else { continue };
            if fact != changed && whole != changed {
                continue;
            }
            let whole_value = self.given(whole).cloned();
            let Some(slot) = self.slots.get_mut(fact.position()) else { continue };
            let (Some(Value::Count(part)), known_whole) = (&slot.value, whole_value) else { continue };
            slot.problem = match known_whole {
                Some(Value::Count(most)) if *part > most => {
                    Some(Box::new(exceeds(model, *part, &procedure.facts[whole], most)))
                }
                _ => None,
            };
        }
    }
}

impl Context for Facts {
    fn fact(&self, fact: Ref<Fact>) -> Option<&Value> {
        let slot = self.slots.get(fact.position())?;
        if slot.problem.is_some() { None } else { slot.value.as_ref() }
    }

    fn problem(&self, fact: Ref<Fact>) -> Option<&Problem> {
        self.slots.get(fact.position())?.problem.as_deref()
    }
}

fn exceeds(part: &Fact, k: u64, whole: &Fact, n: u64) -> Problem {
    Problem::new(
        "facts/exceeds",
        format!("“{}”为 {k}，多于“{}”的 {n}", part.label.zh, whole.label.zh),
        format!("`{}` is {k}, more than the {n} of `{}`", part.label.en, whole.label.en),
    )
    .help("前者是后者的一部分，请核对两个数", "the first is a part of the second; check both")
    .path(format!("facts.{}", part.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procedure::model::Decimal;
    use crate::procedure::small::label_mismatch;
    use chrono::NaiveDate;

    /// Reads one value and gives what is known, or the first problem in both languages.
    fn read(procedure: &Procedure, name: &str, raw: Raw<'_>) -> Result<Option<Value>, [String; 2]> {
        let facts = Facts::read(procedure, [(name, raw)]);
        if let Some(p) = facts.problems().next() {
            use crate::problem::Lang::{En, Zh};
            return Err([p.line(Zh), p.line(En)]);
        }
        Ok(procedure.fact_named(name).and_then(|fact| facts.fact(fact).cloned()))
    }

    fn all_kinds() -> Procedure {
        let mut p = label_mismatch();
        p.with_fact("urgent", "紧急", FactKind::Flag);
        p.with_fact("promised", "约定日期", FactKind::Date);
        p.with_fact("heat", "温度", FactKind::Quantity { unit: "℃".into() });
        p.with_fact("serial", "编号", FactKind::Words);
        p.with_choice("opinion", "处理意见", &[("scrap", "报废"), ("concession", "让步（接受）")], false);
        p.with_choice("origin", "来源", &[("line", "产线")], true);
        p
    }

    #[test]
    fn counts_as_people_write_them() {
        let p = all_kinds();
        for (raw, count) in [
            (Raw::Int(100), 100),
            (Raw::Float(100.0), 100),
            (Raw::Str("1,234"), 1234),
            (Raw::Str("１，２３４"), 1234),
            (Raw::Str(" 12 "), 12),
            (Raw::Str("12.00"), 12),
            (Raw::Str("-0"), 0),
            (Raw::Int(i128::from(u64::MAX)), u64::MAX),
        ] {
            assert_eq!(read(&p, "抽检数", raw), Ok(Some(Value::Count(count))), "{raw:?}");
        }
        assert_eq!(read(&p, "inspected", Raw::Str("  ")), Ok(None));
        assert_eq!(read(&p, "Inspected", Raw::Null), Ok(None));
    }

    #[test]
    fn what_is_no_count() {
        let p = all_kinds();
        for (raw, zh, en) in [
            (
                Raw::Int(-3),
                "“抽检数”的值“-3”不能为负。应为从 0 起的整数 [facts/negative]",
                "the value `-3` of `inspected` cannot be negative; write a whole number from 0 [facts/negative]",
            ),
            (
                Raw::Float(2.5),
                "“抽检数”的值“2.5”不是整数。应为从 0 起的整数 [facts/fraction]",
                "the value `2.5` of `inspected` is not whole; write a whole number from 0 [facts/fraction]",
            ),
            (
                Raw::Str("三个"),
                "“抽检数”的值“三个”不是数。应为从 0 起的整数 [facts/type]",
                "the value `三个` of `inspected` is not a number; write a whole number from 0 [facts/type]",
            ),
            (
                Raw::Int(1 << 64),
                "“抽检数”的值“18446744073709551616”超出可表示的范围。请核对这个数 [facts/too-large]",
                "the value `18446744073709551616` of `inspected` is too large to represent; check the number \
                 [facts/too-large]",
            ),
            (
                Raw::Float(9_223_372_036_854_775_808.0),
                "“抽检数”的值“9223372036854775808”超出可表示的范围。请核对这个数 [facts/too-large]",
                "the value `9223372036854775808` of `inspected` is too large to represent; check the number \
                 [facts/too-large]",
            ),
            (
                Raw::Float(f64::NEG_INFINITY),
                "“抽检数”的值“-inf”不是数。应为从 0 起的整数 [facts/type]",
                "the value `-inf` of `inspected` is not a number; write a whole number from 0 [facts/type]",
            ),
        ] {
            assert_eq!(read(&p, "inspected", raw), Err([zh.into(), en.into()]));
        }
        for text in ["1,23", "12,34,567", ",123", "1e3", "0x10", "1.2.3", "--1", "+", "."] {
            assert!(read(&p, "inspected", Raw::Str(text)).is_err(), "{text}");
        }
        for raw in [Raw::Bool(true), Raw::Float(f64::NAN), Raw::Float(f64::INFINITY)] {
            assert!(read(&p, "inspected", raw).is_err(), "{raw:?}");
        }
    }

    #[test]
    fn a_part_above_its_whole_is_refused_and_the_whole_kept() {
        let p = all_kinds();
        let facts = Facts::read(&p, [("mismatched", Raw::Int(5)), ("inspected", Raw::Int(4))]);
        let (whole, part) = (p.facts.find("inspected").unwrap(), p.facts.find("mismatched").unwrap());
        assert_eq!((facts.fact(whole), facts.fact(part)), (Some(&Value::Count(4)), None));
        assert_eq!(facts.given(part), Some(&Value::Count(5)));
        assert_eq!(
            facts.problems().next().unwrap().to_string(),
            "`mismatched` is 5, more than the 4 of `inspected`; the first is a part of the second; check both [facts/exceeds]"
        );
        let mut mended = facts.clone();
        mended.set(&p, whole, Value::Count(5));
        assert!(mended.fact(part).is_some() && mended.faultless().is_ok());
        assert_eq!(facts.faultless().unwrap_err().kind(), "TableError");
    }

    #[test]
    fn the_other_kinds() {
        let p = all_kinds();
        let day = |y, m, d| Ok(Some(Value::Date(NaiveDate::from_ymd_opt(y, m, d).unwrap())));
        for text in [
            "2026-03-07",
            "2026/3/7",
            "2026.3.7",
            "2026年3月7日",
            "2026-03-07 00:00:00",
            "２０２６-03-07T00:00",
            "2026-03-07 10:30",
            "2026/3/7 9:05:59",
            "2026-03-07T16:05:00.250",
        ] {
            assert_eq!(read(&p, "promised", Raw::Str(text)), day(2026, 3, 7), "{text}");
        }
        assert_eq!(
            read(&p, "promised", Raw::Str("2026-02-30")).unwrap_err()[1],
            "the value `2026-02-30` of `promised` names a day that does not exist [facts/no-such-day]"
        );
        // Excel counts days from 1899-12-30: 46083 is the 2nd of March 2026. A number of pieces may look alike.
        for raw in [Raw::Str("46083"), Raw::Str(" 46083 ")] {
            assert_eq!(
                read(&p, "promised", raw).unwrap_err(),
                [
                    "“约定日期”的值“46083”像是 Excel 的日期序号。若指 2026-03-02，请把该列设为日期格式后重新导出 \
                     [facts/date-serial]",
                    "the value `46083` of `promised` looks like a date as Excel counts days; if it is 2026-03-02, \
                     format the column as a date and export it again [facts/date-serial]"
                ]
            );
        }
        // With its time, as a cell of a sheet may hold it.
        assert_eq!(
            read(&p, "promised", Raw::Str("46083.5")).unwrap_err()[1],
            "the value `46083.5` of `promised` looks like a date as Excel counts days; if it is 2026-03-02, format the \
             column as a date and export it again [facts/date-serial]"
        );
        assert_eq!(
            read(&p, "promised", Raw::Str("20260307")).unwrap_err(),
            [
                "“约定日期”的值“20260307”不是日期。若指这一天，请写成 2026-03-07 [facts/type]",
                "the value `20260307` of `promised` is not a date; if it is a day, write 2026-03-07 [facts/type]"
            ]
        );
        for text in [
            "20261307",
            "00000307",
            "2026-03-07 24:00",
            "2026-03-07 10:60",
            "2026-03-07 1030",
            "2026-03-07T16:05:00Z",
            "2026-03-07T16:05:00+08:00",
            "2026-03-07 10:30.5",
            "2026-03-07 noon",
        ] {
            let said = &read(&p, "promised", Raw::Str(text)).unwrap_err()[1];
            assert!(said.ends_with("is not a date; write it as 2026-03-07 [facts/type]"), "{said}");
        }
        assert!(read(&p, "promised", Raw::Int(46_000)).is_err());
        assert_eq!(read(&p, "urgent", Raw::Str("是")), Ok(Some(Value::Flag(true))));
        assert_eq!(read(&p, "urgent", Raw::Bool(false)), Ok(Some(Value::Flag(false))));
        assert!(read(&p, "urgent", Raw::Int(2)).is_err());
        let heat = Decimal::parse("180.5").unwrap();
        assert_eq!(read(&p, "heat", Raw::Float(180.5)), Ok(Some(Value::Quantity(heat))));
        assert_eq!(read(&p, "heat", Raw::Str("180.50")), Ok(Some(Value::Quantity(heat))));
        assert_eq!(read(&p, "serial", Raw::Str("00123")), Ok(Some(Value::Words("00123".into()))));
    }

    /// What was given is told as it was given; only what is no number is called so.
    #[test]
    fn a_quantity_of_too_many_digits() {
        let p = all_kinds();
        for (raw, given) in [
            (Raw::Float(1e300), "1e300"),
            (Raw::Float(-1e39), "-1e39"),
            (Raw::Float(1e20), "100000000000000000000"),
            (Raw::Float(1e-300), "1e-300"),
            (Raw::Float(5e-324), "5e-324"),
            (Raw::Float(1e-19), "1e-19"),
            (Raw::Int(i128::MIN), "-170141183460469231731687303715884105728"),
            (Raw::Str("99,999,999,999,999,999,999"), "99,999,999,999,999,999,999"),
            (Raw::Str("0.1234567890123456789"), "0.1234567890123456789"),
        ] {
            assert_eq!(
                read(&p, "heat", raw),
                Err([
                    format!("“温度”的值“{given}”位数太多。请核对这个数 [facts/too-large]"),
                    format!(
                        "the value `{given}` of `heat` has too many digits; check the number [facts/too-large]"
                    ),
                ])
            );
        }
        for raw in [
            Raw::Float(f64::INFINITY),
            Raw::Float(f64::NAN),
            Raw::Str("1.2.3"),
            Raw::Str("1,23"),
            Raw::Str("热"),
        ] {
            let said = &read(&p, "heat", raw).unwrap_err()[1];
            assert!(said.ends_with("is not a number; write a decimal such as 180.5 [facts/type]"), "{said}");
        }
        for (raw, text) in
            [(Raw::Float(1e18), "1000000000000000000"), (Raw::Float(1e-18), "0.000000000000000001")]
        {
            assert_eq!(read(&p, "heat", raw), Ok(Some(Value::Quantity(Decimal::parse(text).unwrap()))));
        }
    }

    /// As for counts: `1e300` is too large, `1e-300` no whole number, and either with a minus sign is negative.
    #[test]
    fn a_count_of_a_float_of_any_size() {
        let p = all_kinds();
        for (number, given, why) in [
            (1e300, "1e300", "is too large to represent; check the number [facts/too-large]"),
            (5e-324, "5e-324", "is not whole; write a whole number from 0 [facts/fraction]"),
            (1e-300, "1e-300", "is not whole; write a whole number from 0 [facts/fraction]"),
            (-1e300, "-1e300", "cannot be negative; write a whole number from 0 [facts/negative]"),
            (-1e-300, "-1e-300", "cannot be negative; write a whole number from 0 [facts/negative]"),
        ] {
            let said = &read(&p, "inspected", Raw::Float(number)).unwrap_err()[1];
            assert_eq!(*said, format!("the value `{given}` of `inspected` {why}"));
        }
        assert_eq!(read(&p, "inspected", Raw::Float(-0.0)), Ok(Some(Value::Count(0))));
    }

    #[test]
    fn options_are_listed_by_label_with_the_id_where_it_is_another_word() {
        let mut p = all_kinds();
        let way = p.with_choice("way", "方式", &[("by-phone", "口头"), ("web-site", "网站")], false);
        let FactKind::Choice { options, .. } = &mut p.facts.get_mut(way).unwrap().kind else {
            panic!("a choice")
        };
        options.get_mut(options.find("by-phone").unwrap()).unwrap().label.en = "Phone, oral".to_owned();
        options.get_mut(options.find("web-site").unwrap()).unwrap().label.en = "Web site".to_owned();
        assert_eq!(
            read(&p, "way", Raw::Str("鸽")).unwrap_err(),
            [
                "“方式”的值“鸽”不是可选项之一。可选：口头、网站 [facts/option]",
                "the value `鸽` of `way` is not one of its options; options: Phone, oral (by-phone), Web site [facts/option]"
            ]
        );
        let names: Vec<String> = (10..25).map(|n| format!("part-{n}")).collect();
        let named: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), name.as_str())).collect();
        p.with_choice("part", "部件", &named, false);
        let told = read(&p, "part", Raw::Str("鸽")).unwrap_err();
        assert!(told[0].ends_with("、part-21、… [facts/option]"), "{}", told[0]);
        assert!(told[1].ends_with(", part-21, … [facts/option]"), "{}", told[1]);
    }

    #[test]
    fn options_by_id_or_label() {
        let p = all_kinds();
        for name in ["concession", "让步（接受）", "让步(接受)", "Concession"] {
            assert!(
                matches!(read(&p, "opinion", Raw::Str(name)), Ok(Some(Value::Choice(c))) if c.position() == 1)
            );
        }
        assert_eq!(
            read(&p, "opinion", Raw::Str("scrp")).unwrap_err()[1],
            "the value `scrp` of `opinion` is not one of its options; did you mean `scrap` [facts/option]"
        );
        assert_eq!(
            read(&p, "opinion", Raw::Str("返工")).unwrap_err()[0],
            "“处理意见”的值“返工”不是可选项之一。可选：报废、让步（接受） [facts/option]"
        );
        assert_eq!(
            read(&p, "origin", Raw::Str("市场（海外）")),
            Ok(Some(Value::Other("市场（海外）".into())))
        );
    }
}
