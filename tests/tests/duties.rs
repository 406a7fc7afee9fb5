//! `corpus/duties`: two days in, when duties fall due out.

use aftersales::calendar::{Calendar, Moment};
use aftersales::wire::OccurrenceView;
use aftersales_tests::{DutiesCase, load};

/// `2026-02-13T11:00:00+08:00` as the corpus writes it.
fn wall(instant: &str) -> String {
    Moment::parse(instant).expect("written by the core").earliest().format("%Y-%m-%d %H:%M").to_string()
}

#[test]
fn every_case() {
    let cases = load::<DutiesCase>("duties");
    let (china, mut wrong) = (Calendar::china(), Vec::new());
    for (stem, case) in &cases {
        let procedure = aftersales::procedure(&case.procedure, None).expect("a built-in procedure");
        let convention = case
            .convention
            .as_ref()
            .map_or_else(Default::default, |counting| counting.read().expect("a convention"));
        let day = |text: &str| text.parse().expect("a day");
        let found = OccurrenceView::all(&procedure, (day(&case.from), day(&case.to)), (&china, &convention));
        let mut differs = |what: &str, expected: String, found: String| {
            if expected != found {
                wrong.push(format!("{stem}/{}: {what}: expected {expected}, found {found}", case.id));
            }
        };
        let code = found.as_ref().err().map_or("no", |error| error.problems()[0].code.as_str());
        differs("refused", case.refused.clone().unwrap_or("no".into()), code.into());
        let Ok(found) = found else { continue };
        let line = |duty: &str, due: &str| format!("{duty} {due}");
        differs(
            "occurrences",
            case.occurrence.iter().map(|one| line(&one.duty, &one.due)).collect::<Vec<_>>().join(", "),
            found.iter().map(|one| line(one.duty.id, &wall(&one.due))).collect::<Vec<_>>().join(", "),
        );
        for (expected, found) in case.occurrence.iter().zip(&found) {
            let at = format!("{} {}", expected.duty, expected.due);
            if let Some(last_day) = &expected.last_day {
                let day = found.last_day.map_or("none".into(), |day| day.to_string());
                differs(&at, last_day.clone(), day);
            }
            if let Some(opens) = &expected.opens {
                differs(&at, opens.clone(), wall(&found.from));
            }
            if let Some(times) = expected.times {
                differs(&at, times.to_string(), found.times.to_string());
            }
        }
    }
    println!("{} cases of duties", cases.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
