//! `corpus/due`: a start and a span in, a deadline out.

use aftersales::calendar::{Calendar, Convention, Deadline, Hours, Last, Moment};
use aftersales::span::Span;
use aftersales::{Error, Problem};
use aftersales_tests::{Counting, DueCase, load};

fn due(case: &DueCase) -> Result<Deadline, Error> {
    let mut calendar = Calendar::china();
    if let Some(windows) = &case.hours {
        calendar = calendar.with_hours(Hours::parse(&windows.join(", "))?)?;
    }
    let convention = case.convention.as_ref().map_or_else(|| Ok(Convention::default()), Counting::read)?;
    calendar.due(Moment::parse(&case.start)?, Span::parse(&case.span)?, &convention)
}

fn day(last: Option<Last>) -> String {
    last.and_then(|last| last.day).map_or("none".into(), |day| day.to_string())
}

fn instant(last: Option<Last>) -> String {
    last.map_or("none".into(), |last| last.due.format("%Y-%m-%d %H:%M").to_string())
}

#[test]
fn every_case() {
    let cases = load::<DueCase>("due");
    let mut wrong = Vec::new();
    for (stem, case) in &cases {
        let mut differs = |what: &str, expected: &str, found: &str| {
            if expected != found {
                wrong.push(format!("{stem}/{}: {what}: expected {expected}, found {found}", case.id));
            }
        };
        match due(case) {
            Ok(deadline) => {
                differs("refused", case.refused.as_deref().unwrap_or("no"), "no");
                if let Some(expected) = &case.last_day {
                    differs("last_day", expected, &day(deadline.last));
                }
                if let Some(expected) = &case.due {
                    differs("due", expected, &instant(deadline.last));
                }
                if let Some(expected) = &case.target {
                    let found =
                        if expected.len() == 10 { day(deadline.target) } else { instant(deadline.target) };
                    differs("target", expected, &found);
                }
            }
            Err(error) => {
                let code = error.problems().first().map_or("", |problem: &Problem| problem.code.as_str());
                differs("refused", case.refused.as_deref().unwrap_or("no"), code);
            }
        }
    }
    println!("{} cases of deadlines", cases.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
