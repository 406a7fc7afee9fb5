//! A column whose cells are read one by one, as a person's facts are: texts out of a CSV file, mixed types, other widths.

use super::input::{Bits, Column, Values};
use crate::facts::{Raw, too_many_digits};
use crate::problem::Problem;
use crate::procedure::model::{Decimal, Fact, FactKind, Procedure, Ref};
use crate::value::Value;

/// A column that owns what was read. Cells that cannot be read are unknown, each with a problem.
#[derive(Debug, Clone)]
pub struct Cells {
    values: Owned,
    valid: Vec<u8>,
    /// What was refused, with its row.
    pub problems: Vec<Problem>,
}

#[derive(Debug, Clone)]
enum Owned {
    Counts(Vec<u64>),
    Flags(Vec<u8>),
    /// Positions of options, -1 for a value outside an open list; or days since 1970-01-01.
    Codes(Vec<i32>),
    Decimals(Vec<i64>, u8),
    Words,
}

impl Cells {
    /// Reads every cell for `fact`, exactly as [`crate::facts::Facts::read`] reads one.
    pub fn read<'a>(procedure: &Procedure, fact: Ref<Fact>, cells: impl Iterator<Item = Raw<'a>>) -> Self {
        let model = &procedure.facts[fact];
        if matches!(model.kind, FactKind::Count { .. }) {
            return Self::counts(model, cells);
        }
        let mut problems = Vec::new();
        let is_text = matches!(model.kind, FactKind::Words);
        let values = (0_u64..).zip(cells).map(|(row, cell)| {
            // Of a text only whether it is there counts: it is not copied.
            if is_text && matches!(cell, Raw::Str(_)) {
                return (!cell.is_blank()).then_some(Value::Words(String::new()));
            }
            cell.read(model).unwrap_or_else(|mut problem| {
                problem.at.row = Some(row);
                problems.push(*problem);
                None
            })
        });
        let (values, known, too_large) = Owned::new(model, values);
        problems.extend(too_large);
        Self { values, valid: bitmap(&known), problems }
    }

    /// The plain case, asked a million times: nothing is made but the counts.
    fn counts<'a>(model: &Fact, cells: impl Iterator<Item = Raw<'a>>) -> Self {
        let mut problems = Vec::new();
        let mut known = Vec::with_capacity(cells.size_hint().0);
        let counts = cells.map(|cell| {
            let count = cell.count().or_else(|| match cell.read(model) {
                Ok(Some(Value::Count(count))) => Some(count),
                Ok(_) => None,
                Err(mut problem) => {
                    problem.at.row = u64::try_from(known.len()).ok();
                    problems.push(*problem);
                    None
                }
            });
            known.push(count.is_some());
            count.unwrap_or_default()
        });
        let values = Owned::Counts(counts.collect());
        Self { values, valid: bitmap(&known), problems }
    }

    /// The column, to be set in a [`super::Table`].
    pub fn column(&self) -> Column<'_> {
        let values = match &self.values {
            Owned::Counts(counts) => Values::U64(counts),
            Owned::Flags(flags) => Values::Bits(Bits { bytes: flags, offset: 0 }),
            Owned::Codes(codes) => Values::I32(codes),
            Owned::Decimals(digits, scale) => Values::Decimal(digits, *scale),
            Owned::Words => Values::Words,
        };
        Column { values, valid: Some(Bits { bytes: &self.valid, offset: 0 }) }
    }
}

impl Owned {
    /// Values of one fact as one column, which of them are known, and those that have no room in it.
    fn new(fact: &Fact, values: impl Iterator<Item = Option<Value>>) -> (Self, Vec<bool>, Vec<Problem>) {
        if matches!(fact.kind, FactKind::Words) {
            return (Self::Words, values.map(|value| value.is_some()).collect(), Vec::new());
        }
        let values: Vec<Option<Value>> = values.collect();
        let mut known: Vec<bool> = values.iter().map(Option::is_some).collect();
        let mut too_large = Vec::new();
        let column = match fact.kind {
            FactKind::Flag => {
                let set: Vec<bool> = values.iter().map(|v| matches!(v, Some(Value::Flag(true)))).collect();
                Self::Flags(bitmap(&set))
            }
            FactKind::Choice { .. } => Self::Codes(each(&values, |v| match v {
                Value::Choice(option) => i32::try_from(option.position()).unwrap_or(-1),
                _ => -1,
            })),
            FactKind::Date => Self::Codes(each(&values, |v| match v {
                Value::Date(day) => day.to_epoch_days(),
                _ => 0,
            })),
            FactKind::Quantity { .. } => decimals(fact, &values, &mut known, &mut too_large),
            FactKind::Words | FactKind::Count { .. } => Self::Words,
        };
        (column, known, too_large)
    }
}

fn each<T: Default>(values: &[Option<Value>], read: impl Fn(&Value) -> T) -> Vec<T> {
    values.iter().map(|value| value.as_ref().map(&read).unwrap_or_default()).collect()
}

/// All quantities with as many places as the longest. One that has too many digits then is refused.
fn decimals(fact: &Fact, values: &[Option<Value>], known: &mut [bool], problems: &mut Vec<Problem>) -> Owned {
    let quantity = |value: &Option<Value>| match value {
        Some(Value::Quantity(decimal)) => Some(*decimal),
        _ => None,
    };
    let scale = values.iter().filter_map(quantity).map(|d| d.scale).max().unwrap_or_default();
    let mut digits = Vec::with_capacity(values.len());
    for ((row, value), known) in (0_u64..).zip(values).zip(known) {
        let at_scale = quantity(value).map_or(Some(0), |decimal| rescaled(decimal, scale));
        if let (None, Some(decimal)) = (at_scale, quantity(value)) {
            *known = false;
            let mut problem = *too_many_digits(fact, &decimal.to_string());
            problem.at.row = Some(row);
            problems.push(problem);
        }
        digits.push(at_scale.unwrap_or_default());
    }
    Owned::Decimals(digits, scale)
}

fn rescaled(decimal: Decimal, scale: u8) -> Option<i64> {
    let more = scale.checked_sub(decimal.scale)?;
    decimal.digits.checked_mul(10_i64.checked_pow(more.into())?)
}

/// One bit a row, the least significant first.
fn bitmap(rows: &[bool]) -> Vec<u8> {
    let byte = |eight: &[bool]| eight.iter().rev().fold(0_u8, |byte, set| byte << 1 | u8::from(*set));
    let (eights, rest) = rows.as_chunks::<8>();
    let rest = (!rest.is_empty()).then(|| byte(rest));
    eights.iter().map(|eight| byte(eight)).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Scorer, Table, Wanted};
    use super::*;
    use crate::procedure::small::label_mismatch;

    fn texts<'a>(cells: &'a [&'a str]) -> impl Iterator<Item = Raw<'a>> {
        cells.iter().map(|cell| Raw::Str(cell))
    }

    #[test]
    fn texts_of_an_erp_are_judged_like_numbers() {
        let procedure = label_mismatch();
        let fact = |id| procedure.fact_named(id).unwrap();
        let inspected =
            Cells::read(&procedure, fact("inspected"), texts(&["1,000", "１００", "", "约30", "20.0"]));
        let mismatched = Cells::read(&procedure, fact("mismatched"), texts(&["30", "4", "1", "1", "-1"]));
        let mut table = Table::new(&procedure, 5);
        table.set(&procedure, fact("inspected"), inspected.column()).unwrap();
        table.set(&procedure, fact("mismatched"), mismatched.column()).unwrap();
        let scores = Scorer::new(&procedure).score(&table, Wanted::default());
        // 30/1000 is not above 3 %, 4/100 is; the others have no answer.
        assert_eq!((scores.checks[0].answer[0], scores.checks[0].valid[0]), (0b00010, 0b00011));
        let told: Vec<_> = inspected.problems.iter().chain(&mismatched.problems).collect();
        assert_eq!(told.iter().map(|p| p.at.row).collect::<Vec<_>>(), [Some(3), Some(4)]);
        assert_eq!(told[0].code, "facts/type");
        assert_eq!(told[1].code, "facts/negative");
    }

    #[test]
    fn of_a_text_only_whether_it_is_there_counts() {
        let mut procedure = label_mismatch();
        let customer = procedure.with_fact("customer", "客户", FactKind::Words);
        let cells =
            [Raw::Str("厦门"), Raw::Str(" \u{3000}\u{feff}"), Raw::Null, Raw::Int(7), Raw::Bool(true)];
        let read = Cells::read(&procedure, customer, cells.into_iter());
        assert_eq!(read.column().valid.map(|bits| bits.bytes[0]), Some(0b01001));
        // A truth value is no text.
        assert_eq!(read.problems.iter().map(|p| p.at.row).collect::<Vec<_>>(), [Some(4)]);
    }

    #[test]
    fn digits_alone_are_read_as_every_other_number() {
        let procedure = label_mismatch();
        let texts =
            ["007", "9999999999999999999", "18446744073709551615", "18446744073709551616", "٣", "1 2"];
        let read = Cells::read(
            &procedure,
            procedure.fact_named("inspected").unwrap(),
            texts.map(Raw::Str).into_iter(),
        );
        let Values::U64(counts) = read.column().values else { panic!("counts") };
        assert_eq!(counts, [7, 9_999_999_999_999_999_999, u64::MAX, 0, 0, 0]);
        assert_eq!(read.column().valid.map(|bits| bits.bytes[0]), Some(0b111));
        let codes: Vec<&str> = read.problems.iter().map(|p| p.code.as_str()).collect();
        assert_eq!(codes, ["facts/too-large", "facts/type", "facts/type"]);
    }

    #[test]
    fn bits_stand_where_arrow_wants_them() {
        assert_eq!(bitmap(&[true, false, true, false, false, false, false, false, true]), [0b101, 1]);
        assert_eq!(bitmap(&[]), Vec::<u8>::new());
    }

    #[test]
    fn decimals_are_brought_to_one_scale_or_refused() {
        let d = |text| Decimal::parse(text).unwrap();
        assert_eq!(rescaled(d("5.5"), 2), Some(550));
        assert_eq!(rescaled(d("-3"), 0), Some(-3));
        assert_eq!(rescaled(d("9223372036854775807"), 1), None);
    }
}
