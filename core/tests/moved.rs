//! Promises made before a notice, recounted after it: Labour Day 2019 (notice of 22 March 2019: off 1 to 4 May, worked
//! 28 April and 5 May; before: 1 May alone) and the Spring Festival of 2020 (notice of 27 January 2020: off until
//! 2 February, the make-up day of 1 February gone; before: off until 30 January).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use aftersales::calendar::{Calendar, Moment};
use aftersales::case::{Case, Event, Opening, moved};
use aftersales::facts::{Facts, Raw};
use aftersales::procedure::model::Named;
use aftersales::procedure::read;
use aftersales::wire::MovedView;
use std::sync::Arc;

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn as_of(day: &str) -> Calendar {
    Calendar::china_as_of(day.parse().unwrap()).unwrap()
}

/// Opened and brought to the desk: the inspection is due within 2 working days, the whole within 15 to 30 days.
fn case(opened: &str, brought: &str) -> Case {
    let procedure = Arc::new(read(include_str!("cases/return-desk.toml")).unwrap());
    let facts = Facts::read(&procedure, [("urgent", Raw::Bool(false))]);
    let mut case = Case::open(Arc::clone(&procedure), Opening::new(at(opened)).facts(facts)).unwrap();
    case.apply(Event::new("bring", at(brought)).by("workshop").form("slip")).unwrap();
    case
}

/// `inspection 2019-05-02 -> 2019-05-05 by 1, overdue -> due soon`
fn told(case: &Case, now: &str, old: &Calendar, new: &Calendar) -> Vec<String> {
    moved(case, at(now), old, new)
        .into_iter()
        .map(|one| {
            let day = |deadline: &aftersales::calendar::Deadline| deadline.last_day().unwrap().to_string();
            let id = case.procedure().limits[one.limit].id();
            let (before, after) = (day(&one.before), day(&one.after));
            format!("{id} {before} -> {after} by {}, {} -> {}", one.by.count, one.stood.id(), one.stands.id())
        })
        .collect()
}

#[test]
fn labour_day_2019() {
    let (old, new) = (as_of("2019-03-21"), as_of("2019-03-22"));
    let later = case("2019-04-26 09:00", "2019-04-29 10:00");
    // Due soon from the working day before: 30 April.
    let expected = "inspection 2019-05-02 -> 2019-05-05 by 1, overdue -> due soon";
    assert_eq!(told(&later, "2019-05-03 10:00", &old, &new), [expected]);
    // The Sunday worked instead brings a Friday's promise forward.
    let earlier = case("2019-04-26 09:00", "2019-04-26 10:00");
    let expected = "inspection 2019-04-30 -> 2019-04-29 by -1, pending -> pending";
    assert_eq!(told(&earlier, "2019-04-26 11:00", &old, &new), [expected]);
    assert!(told(&later, "2019-05-03 10:00", &new, &new).is_empty());
}

#[test]
fn spring_festival_2020() {
    let (old, new) = (as_of("2020-01-26"), as_of("2020-01-27"));
    let both = case("2020-01-02 09:00", "2020-01-22 10:00");
    let expected = [
        "inspection 2020-01-31 -> 2020-02-03 by 1, due soon -> due soon",
        "whole 2020-02-01 -> 2020-02-03 by 1, past target -> past target",
    ];
    assert_eq!(told(&both, "2020-01-28 10:00", &old, &new), expected);
}

#[test]
fn as_every_language_sees_it() {
    let (old, new) = (as_of("2019-03-21"), as_of("2019-03-22"));
    let case = case("2019-04-26 09:00", "2019-04-29 10:00");
    let views = MovedView::all(&case, at("2019-05-03 10:00"), &old, &new).unwrap();
    let json = serde_json::to_value(views).unwrap();
    let one = &json[0];
    assert_eq!(one["limit"]["id"], "inspection");
    assert_eq!(
        (&one["before"]["last_day"], &one["after"]["last_day"]),
        (&"2019-05-02".into(), &"2019-05-05".into())
    );
    assert_ne!(one["before"]["calendar"]["version"], one["after"]["calendar"]["version"]);
    assert_eq!(one["by"]["text"]["en"], "1 working day later");
    assert_eq!(one["by"]["text"]["zh"], "推迟1个工作日");
}
