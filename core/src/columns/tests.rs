//! A table judged by columns says in every row what judging that row alone says.

#![expect(clippy::arithmetic_side_effects, reason = "test data stays small")]

use super::*;
use crate::facts::{Facts, Raw};
use crate::findings::{Answer, Judged, judge};
use crate::problem::Lang;
use crate::procedure::evaluate::{Classified, Context};
use crate::procedure::guard::{Condition, DateTerm, Guard, Truth};
use crate::procedure::model::{Choice, Decimal, FactKind, Hit, List, Procedure, Test};
use crate::procedure::small::threshold;
use crate::rate::Comparator;
use crate::value::Value;
use chrono::NaiveDate;
use proptest::prelude::*;

/// One row of every kind of fact.
#[derive(Debug, Clone)]
struct Row {
    inspected: Option<i64>,
    mismatched: Option<i64>,
    sold: Option<i64>,
    urgent: Option<bool>,
    opinion: Option<i32>,
    bought: Option<i32>,
    failed: Option<i32>,
    heat: Option<i64>,
}

fn count() -> impl Strategy<Value = Option<i64>> {
    let known = prop_oneof![
        1 => -2..0_i64,
        10 => 0..7_i64,
        10 => 0..2000_i64,
        3 => 167_000..170_000_i64,
        2 => (i64::from(i32::MAX) - 3)..(i64::from(i32::MAX) + 3),
        1 => (i64::MAX - 3)..=i64::MAX,
    ];
    prop::option::weighted(0.95, known)
}

/// Mostly on or beside the boundaries of 3 %, 20 % and 3 per mille.
fn row() -> impl Strategy<Value = Row> {
    let near = (count(), -1..2_i64, prop::sample::select(vec![(3, 100), (1, 5), (3, 1000), (1, 1)]));
    let pair = prop_oneof![
        near.prop_map(|(n, off, (p, q))| (n, n.map(|n| (n / q * p).saturating_add(off)))),
        (count(), count()),
    ];
    let rest = (
        count(),
        any::<Option<bool>>(),
        prop::option::of(0..4_i32),
        prop::option::of(-3..800_i32),
        prop::option::of(-3..800_i32),
        prop::option::of(1595..1810_i64),
    );
    (pair, rest).prop_map(|((inspected, mismatched), (sold, urgent, opinion, bought, failed, heat))| Row {
        inspected,
        mismatched,
        sold,
        urgent,
        opinion,
        bought,
        failed,
        heat,
    })
}

/// Every kind of check and class there is.
fn procedure() -> Procedure {
    let mut p = Procedure::default();
    let inspected = p.with_count("inspected", "抽检数", None);
    let mismatched = p.with_count("mismatched", "不符数", Some(inspected));
    let sold = p.with_count("sold", "销量", None);
    let urgent = p.with_fact("urgent", "紧急", FactKind::Flag);
    let opinion =
        p.with_choice("opinion", "意见", &[("scrap", "报废"), ("rework", "返工"), ("keep", "保留")], true);
    let bought = p.with_fact("bought", "购买日", FactKind::Date);
    let failed = p.with_fact("failed", "故障日", FactKind::Date);
    let heat = p.with_fact("heat", "温度", FactKind::Quantity { unit: "℃".into() });
    for (name, comparator) in Comparator::ALL {
        for rate in ["3%", "20%", "3‰", "0%", "1/3", "0.0000001%", "12345678901/98765432109"] {
            for (part, whole) in [(mismatched, inspected), (sold, inspected)] {
                let test = Test::Rate { part, whole, threshold: threshold(comparator, rate) };
                p.with_check(&format!("{name}-{rate}-{}", part.position()), "", test);
            }
        }
        for bound in [0, 3, 1000, u64::MAX] {
            for fact in [mismatched, sold] {
                p.with_check(
                    &format!("{name}-{bound}-{}", fact.position()),
                    "",
                    Test::Count { fact, comparator, bound },
                );
            }
        }
    }
    let warm = |text: &str| Decimal::parse(text).unwrap();
    let bounds = vec![(Comparator::AtLeast, warm("160")), (Comparator::Below, warm("180.50"))];
    p.with_check("warm", "", Test::Quantity { fact: heat, bounds });
    p.with_check("unset", "", Test::Unset);
    let options: Vec<_> = match &p.facts[opinion].kind {
        FactKind::Choice { options, .. } => options.entries().map(|(at, _)| at).collect(),
        _ => panic!("opinion is a choice"),
    };
    let over = Guard::Check(p.checks.find("above-3%-1").unwrap());
    let today = |fact, months, days| DateTerm { fact: Some(fact), months, days };
    let guards = [
        Guard::And(vec![Guard::Flag(urgent), over.clone()]),
        Guard::Or(vec![Guard::Flag(urgent), Guard::Not(Box::new(over.clone()))]),
        Guard::Choice(opinion, options.iter().take(2).copied().collect()),
        Guard::Known(mismatched),
        Guard::Counts(mismatched, Comparator::AtLeast, sold),
        Guard::Date(today(failed, 0, 0), Comparator::AtMost, today(bought, 13, -2)),
        Guard::Quantity(heat, Comparator::Above, warm("170.0")),
        Guard::Rate(mismatched, inspected, threshold(Comparator::AtLeast, "20%")),
        Guard::Always,
        Guard::Time(chrono::NaiveTime::MIN, chrono::NaiveTime::MIN),
    ];
    for (at, guard) in guards.iter().enumerate() {
        p.with_check(
            &format!("guard-{at}"),
            "",
            Test::When(Condition { guard: guard.clone(), text: String::new() }),
        );
    }
    for hit in [Hit::First, Hit::Single, Hit::All] {
        for otherwise in [None, Some(1)] {
            let rows = vec![
                (guards[0].clone(), 0),
                (guards[2].clone(), 1),
                (guards[4].clone(), 2),
                (guards[5].clone(), 0),
                (guards[7].clone(), 2),
            ];
            let id = format!("{hit:?}-{otherwise:?}");
            let class = p.with_class(&id, hit, &["a", "b", "c"], rows, otherwise);
            let results: Vec<_> = p.classes[class].results.entries().map(|(at, _)| at).collect();
            for wanted in [vec![None], vec![Some(results[0]), Some(results[1])], vec![Some(results[2]), None]]
            {
                let id = format!("{id}-{}", wanted.len());
                let guard = Guard::Class(class, wanted);
                p.with_check(&id, "", Test::When(Condition { guard, text: String::new() }));
            }
        }
    }
    p
}

type Get = fn(&Row) -> Option<i64>;

fn bitmap(bits: impl Iterator<Item = bool>) -> Vec<u8> {
    let bits: Vec<bool> = bits.collect();
    let mut bytes = vec![0xA5_u8; 1]; // a byte before the first row: bitmaps may start anywhere
    for (at, bit) in bits.iter().enumerate() {
        if (at + 8) / 8 == bytes.len() {
            bytes.push(0);
        }
        bytes[(at + 8) / 8] |= u8::from(*bit) << (at % 8);
    }
    bytes
}

fn bit(bitmap: &[u8], at: usize) -> bool {
    bitmap.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1)
}

fn one_by_one(p: &Procedure, row: &Row, options: &List<Choice>) -> Facts {
    let number = |value: Option<i64>| value.map_or(Raw::Null, |v| Raw::Int(v.into()));
    let mut facts = Facts::read(
        p,
        [
            ("inspected", number(row.inspected)),
            ("mismatched", number(row.mismatched)),
            ("sold", number(row.sold)),
            ("urgent", row.urgent.map_or(Raw::Null, Raw::Bool)),
        ],
    );
    let mut set = |id: &str, value: Option<Value>| {
        if let Some(value) = value {
            facts.set(p, p.facts.find(id).unwrap(), value);
        }
    };
    let day = |days: i32| {
        Value::Date(NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + chrono::Duration::days(days.into()))
    };
    set("bought", row.bought.map(day));
    set("failed", row.failed.map(day));
    set("heat", row.heat.map(|digits| Value::Quantity(Decimal { digits, scale: 1 })));
    let option = |code: i32| options.at(code as usize).map_or(Value::Other("?".into()), Value::Choice);
    set("opinion", row.opinion.map(option));
    facts
}

fn compare(rows: &[Row], width: usize) -> Result<(), TestCaseError> {
    let p = procedure();
    let fact = |id: &str| p.facts.find(id).unwrap();
    let mut table = Table::new(&p, rows.len());
    let wide = |get: Get| -> Vec<i64> { rows.iter().map(|r| get(r).unwrap_or(-77)).collect() };
    let counts: [(&str, Get); 3] =
        [("inspected", |r| r.inspected), ("mismatched", |r| r.mismatched), ("sold", |r| r.sold)];
    let i64s: Vec<Vec<i64>> = counts.iter().map(|(_, get)| wide(*get)).collect();
    let i32s: Vec<Vec<i32>> =
        i64s.iter().map(|c| c.iter().map(|v| i32::try_from(*v).unwrap_or(-77)).collect()).collect();
    let f64s: Vec<Vec<f64>> = i64s.iter().map(|c| c.iter().map(|v| *v as f64).collect()).collect();
    let fits = |v: i64| match width {
        0 => i32::try_from(v).is_ok(),
        1 => true,
        _ => v.abs() < 1 << 53,
    };
    let rows: Vec<Row> = rows
        .iter()
        .map(|r| Row {
            inspected: r.inspected.filter(|v| fits(*v)),
            mismatched: r.mismatched.filter(|v| fits(*v)),
            sold: r.sold.filter(|v| fits(*v)),
            ..r.clone()
        })
        .collect();
    let valid: Vec<Vec<u8>> =
        counts.iter().map(|(_, get)| bitmap(rows.iter().map(|r| get(r).is_some()))).collect();
    for (at, (id, _)) in counts.iter().enumerate() {
        let values = match width {
            0 => Values::I32(&i32s[at]),
            1 => Values::I64(&i64s[at]),
            _ => Values::F64(&f64s[at]),
        };
        let complete = rows.iter().all(|r| counts[at].1(r).is_some());
        let valid = (!complete).then_some(Bits { bytes: &valid[at], offset: 8 });
        table.set(&p, fact(id), Column { values, valid }).unwrap();
    }
    let flags = bitmap(rows.iter().map(|r| r.urgent == Some(true)));
    let known = |get: &dyn Fn(&Row) -> bool| bitmap(rows.iter().map(get));
    let (k1, k2, k3, k4, k5) = (
        known(&|r| r.urgent.is_some()),
        known(&|r| r.opinion.is_some()),
        known(&|r| r.bought.is_some()),
        known(&|r| r.failed.is_some()),
        known(&|r| r.heat.is_some()),
    );
    let opinion: Vec<i8> = rows.iter().map(|r| r.opinion.unwrap_or_default() as i8).collect();
    let bought: Vec<i32> = rows.iter().map(|r| r.bought.unwrap_or_default()).collect();
    let failed: Vec<i32> = rows.iter().map(|r| r.failed.unwrap_or_default()).collect();
    let heat: Vec<i64> = rows.iter().map(|r| r.heat.unwrap_or_default()).collect();
    for (id, values, bytes) in [
        ("urgent", Values::Bits(Bits { bytes: &flags, offset: 8 }), &k1),
        ("opinion", Values::I8(&opinion), &k2),
        ("bought", Values::I32(&bought), &k3),
        ("failed", Values::I32(&failed), &k4),
        ("heat", Values::Decimal(&heat, 1), &k5),
    ] {
        table.set(&p, fact(id), Column { values, valid: Some(Bits { bytes, offset: 8 }) }).unwrap();
    }
    let scores = Scorer::new(&p).score(&table, Wanted { rates: true, margins: true });
    in_parts(&p, &table, &scores);
    let FactKind::Choice { options, .. } = &p.facts[fact("opinion")].kind else {
        panic!("opinion is a choice")
    };
    let mut bad = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let facts = one_by_one(&p, row, options);
        for (f, _) in p.facts.entries() {
            bad.extend(
                facts.problem(f).map(|problem| (at, f, problem.line(Lang::Zh), problem.line(Lang::En))),
            );
        }
        for finding in judge(&p, &facts).iter() {
            match (&finding.rule, &finding.answer) {
                (Judged::Check(check, _), Answer::Check(truth)) => {
                    let column = &scores.checks[check.position()];
                    let got = match (bit(&column.valid, at), bit(&column.answer, at)) {
                        (true, true) => Truth::Yes,
                        (true, false) => Truth::No,
                        (false, false) => Truth::Undetermined,
                        (false, true) => panic!("an answer without validity"),
                    };
                    prop_assert_eq!(got, *truth, "{} in {:?}", finding.id(), row);
                    let margin = bit(&column.margin_valid, at).then(|| column.margin[at]);
                    prop_assert_eq!(margin, finding.margin(), "margin of {} in {:?}", finding.id(), row);
                    if let Some((k, n)) = finding.rate() {
                        prop_assert_eq!(column.rate[at].to_bits(), (k as f64 / n as f64).to_bits());
                    }
                }
                (Judged::Class(class, _), Answer::Class(answer)) => {
                    let column = &scores.classes[class.position()];
                    let got = bit(&column.valid, at).then(|| column.names[column.codes[at] as usize].clone());
                    let expected = match answer {
                        Classified::Undetermined | Classified::Conflict(..) => None,
                        _ => Some(finding.answer_id()),
                    };
                    prop_assert_eq!(got, expected, "{} in {:?}", finding.id(), row);
                }
                _ => panic!("a check answers as a class"),
            }
        }
    }
    // The same fault has the same words.
    let said = |cell: &BadCell| {
        let problem = cell.problem(&p, &table);
        (cell.row, cell.fact, problem.line(Lang::Zh), problem.line(Lang::En))
    };
    prop_assert_eq!(scores.bad.iter().map(said).collect::<Vec<_>>(), bad);
    Ok(())
}

/// Mostly within one block, now and then beyond it.
fn table() -> impl Strategy<Value = Vec<Row>> {
    prop_oneof![9 => prop::collection::vec(row(), 0..150), 1 => prop::collection::vec(row(), ROWS - 20..ROWS + 80)]
}

/// Parts filled in any order are together what the whole is.
fn in_parts(p: &Procedure, table: &Table<'_>, whole: &Scores) {
    let mut scores = Scores::new(p, table.rows(), Wanted { rates: true, margins: true });
    let scorer = Scorer::new(p);
    let found =
        scores.parts(1).into_iter().rev().map(|part| scorer.fill(&table.slice(part.rows()), part)).collect();
    scores.join(found);
    for (a, b) in scores.checks.iter().zip(&whole.checks) {
        assert_eq!((&a.answer, &a.valid), (&b.answer, &b.valid));
        assert_eq!((&a.margin, &a.margin_valid), (&b.margin, &b.margin_valid));
        assert!(a.rate.iter().map(|rate| rate.to_bits()).eq(b.rate.iter().map(|rate| rate.to_bits())));
    }
    assert_eq!((scores.classes, scores.bad), (whole.classes.clone(), whole.bad.clone()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn columns_judge_as_rows_do(rows in table(), width in 0..3_usize) {
        compare(&rows, width)?;
    }
}

/// Two whole blocks and a rest of rows without anything odd.
fn clean(greatest: i64) -> Vec<Row> {
    let row = |i: i64| {
        let inspected = 1 + (i * 7919) % greatest;
        let mismatched = (inspected * (i % 5) / 16 + i % 3).min(inspected);
        Row {
            inspected: Some(inspected),
            mismatched: Some(mismatched),
            sold: Some(i),
            urgent: Some(i % 2 == 0),
            opinion: Some((i % 4) as i32),
            bought: Some(i as i32),
            failed: Some((2 * i) as i32),
            heat: Some(1595 + i),
        }
    };
    (0..2 * ROWS as i64 + 3).map(row).collect()
}

/// The same on clean tables, where blocks take the fast way.
#[test]
fn clean_blocks_judge_as_rows_do() {
    for greatest in [1_i64, 50, 16_000, 170_000, 2_000_000, i64::from(i32::MAX)] {
        for width in 0..3 {
            compare(&clean(greatest), width).unwrap();
        }
    }
}

/// And where one or two cells of a block are odd.
#[test]
fn an_odd_cell_in_a_clean_block_is_judged_as_in_a_row() {
    let odd = [-1, i64::from(i32::MIN), i64::from(i32::MAX), 1 << 31, (1 << 40) + 1, -(1 << 40), i64::MAX, 0];
    for (at, cell) in odd.into_iter().enumerate() {
        for width in 0..3 {
            let mut rows = clean(1000);
            let last = rows.len();
            let place = [0, 127, 128, ROWS - 1, ROWS, 2 * ROWS + 2][(at + width) % 6];
            rows[place].mismatched = Some(cell);
            // A negative count has all high bits, and must not hide those of another.
            rows[(place + 5) % last].mismatched = Some(odd[(at + 4) % 8]);
            rows[(place + 9) % last].inspected = Some(odd[(at + 1) % 8]);
            rows[(place + 13) % last].inspected = None;
            compare(&rows, width).unwrap();
        }
    }
}

#[test]
fn a_column_of_the_wrong_length_or_type_is_refused() {
    let p = procedure();
    let inspected = p.facts.find("inspected").unwrap();
    let mut table = Table::new(&p, 3);
    let short = table.set(&p, inspected, Column { values: Values::I32(&[1, 2]), valid: None }).unwrap_err();
    assert_eq!(
        short.to_string(),
        "the column `inspected` does not have 3 rows; give all columns the same number of rows [table/length]"
    );
    let flags = Values::Bits(Bits { bytes: &[0], offset: 0 });
    let wrong = table.set(&p, inspected, Column { values: flags, valid: None }).unwrap_err();
    assert_eq!(
        wrong.problems()[0].line(crate::Lang::Zh),
        "列“抽检数”的类型与该事实不符。计数须为整数列 [table/type]"
    );
    assert!(Scorer::new(&p).score(&Table::new(&p, 0), Wanted::default()).checks[0].answer.is_empty());
}
