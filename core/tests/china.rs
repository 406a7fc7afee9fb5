//! The built-in calendar of China against independent records: every day 2004-2026, the field's classification of
//! 2024-2026, the two sums every year must satisfy, and calendars as they were published at the time.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use aftersales::calendar::{Calendar, Convention, Kind, Moment};
use aftersales::span::Span;
use chrono::{Datelike, NaiveDate};

/// One digit a day from 2004-01-01 to 2026-12-31, from two packages that share no code with this one.
const DAYS: &str = include_str!("../../tests/data/china-days-2004-2026.txt");
/// Every day of 2024-2026 by kind, from three sources.
const KINDS: &str = include_str!("../../tests/data/cn-day-kinds-2024-2026.json");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn every_day_agrees_with_the_record() {
    let china = Calendar::china();
    let mut date = day("2004-01-01");
    for digit in DAYS.trim().chars() {
        assert_eq!(china.is_workday(date).unwrap(), digit == '1', "{date}");
        date = date.succ_opt().unwrap();
    }
    assert_eq!(date, day("2027-01-01"));
}

#[test]
fn every_kind_agrees_with_the_record() {
    let record: serde_json::Value = serde_json::from_str(KINDS).unwrap();
    let china = Calendar::china();
    let days = record["days"].as_array().unwrap();
    assert_eq!(days.len(), 1096);
    for entry in days {
        let date = entry["date"].as_str().unwrap();
        assert_eq!(china.kind(day(date)).unwrap().id(), entry["kind"].as_str().unwrap(), "{date}");
    }
    for (_, year) in record["statutory"].as_object().unwrap() {
        for (date, name) in year.as_object().unwrap() {
            let ours = &china.name(day(date)).unwrap().zh;
            let theirs = name.as_str().unwrap().split('(').next().unwrap();
            assert!(ours.contains(theirs), "{date} {ours} {theirs}");
        }
    }
}

/// (a) weekdays off in exchange = days worked in exchange + statutory days on weekends;
/// (b) working days = days - weekend days - statutory days.
#[test]
fn two_sums_hold_in_every_year_but_the_known_exceptions() {
    let china = Calendar::china();
    let mut broken = Vec::new();
    for year in 2004..=2026 {
        let (mut exchanged, mut makeup, mut on_weekends) = (0, 0, 0);
        let (mut worked, mut weekdays, mut statutory) = (0, 0, 0);
        for (date, kind) in china.days().filter(|(d, _)| d.year() == year) {
            let weekday = date.weekday().num_days_from_monday() < 5;
            weekdays += i32::from(weekday);
            worked += i32::from(kind.is_workday());
            makeup += i32::from(kind == Kind::MakeupWorkday);
            exchanged += i32::from(kind == Kind::AdjustedRestDay);
            // On 3 October 2009 two holidays fell on one day, and both were given.
            let by_law = match kind {
                Kind::StatutoryHoliday => {
                    i32::try_from(china.name(date).unwrap().zh.split('、').count()).unwrap()
                }
                _ => 0,
            };
            statutory += by_law;
            on_weekends += by_law - i32::from(by_law > 0 && weekday);
        }
        if exchanged != makeup + on_weekends || worked != weekdays - statutory {
            broken.push(year);
        }
    }
    // 2005/2006, 2006/2007 and 2011/2012: exchanged across New Year. 2020: the emergency extension.
    // 2007/2008 and 2018/2019: both sides of the exchange lie in December, and balance.
    assert_eq!(broken, [2005, 2006, 2007, 2011, 2012, 2020]);
}

#[test]
fn a_notice_for_the_next_year_sets_days_of_this_one() {
    let china = Calendar::china();
    for (date, kind) in [
        ("2005-12-31", Kind::MakeupWorkday),
        ("2006-12-31", Kind::MakeupWorkday),
        ("2007-12-29", Kind::MakeupWorkday),
        ("2007-12-31", Kind::AdjustedRestDay),
        ("2011-12-31", Kind::MakeupWorkday),
        ("2018-12-29", Kind::MakeupWorkday),
        ("2018-12-31", Kind::AdjustedRestDay),
        ("2022-12-31", Kind::BreakWeekend),
    ] {
        assert_eq!(china.kind(day(date)).unwrap(), kind, "{date}");
    }
}

#[test]
fn calendars_as_they_were_published() {
    let kind = |as_of: &str, date: &str| Calendar::china_as_of(day(as_of)).unwrap().kind(day(date)).unwrap();
    assert_eq!(kind("2019-03-21", "2019-05-02"), Kind::Workday);
    assert_eq!(kind("2019-03-22", "2019-05-02"), Kind::AdjustedRestDay);
    assert_eq!(kind("2019-03-21", "2019-04-28"), Kind::Weekend);
    assert_eq!(kind("2019-03-22", "2019-04-28"), Kind::MakeupWorkday);
    assert_eq!(kind("2020-01-26", "2020-01-31"), Kind::Workday);
    assert_eq!(kind("2020-01-26", "2020-02-01"), Kind::MakeupWorkday);
    assert_eq!(kind("2020-01-27", "2020-01-31"), Kind::AdjustedRestDay);
    assert_eq!(kind("2020-01-27", "2020-02-01"), Kind::BreakWeekend);
    let before = Calendar::china_as_of(day("2018-12-05")).unwrap();
    assert_eq!(before.known_until(), day("2018-12-31"));
    assert_eq!(before.kind(day("2018-12-31")).unwrap(), Kind::Workday);
    // The Measures of 2024 were not out yet.
    let before = Calendar::china_as_of(day("2024-11-11")).unwrap();
    assert_eq!(before.kind(day("2025-01-28")).unwrap(), Kind::Workday);
    let error = Calendar::china_as_of(day("2005-12-31")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "what was published by 2005-12-31 is not recorded; from 2006-01-01 on [calendar/as-of]"
    );
    assert_eq!(error.problems()[0].message.zh, "没有 2005-12-31 时已公布安排的记录");
}

#[test]
fn names_its_sources() {
    let sources = Calendar::china_sources();
    for year in 2004..=2026 {
        assert!(sources.iter().any(|s| s.year == year && s.title.contains(&year.to_string())), "{year}");
    }
    assert_eq!(Calendar::china().known_until(), day("2026-12-31"));
    // The notice for 2027 may still move the last days of December.
    assert_eq!(Calendar::china().unsettled_from(), Some(day("2026-12-30")));
}

/// Every notice, taken as not yet published: what it then arranged lies within the bounds given before.
#[test]
fn the_bounds_held_for_every_year() {
    let sources = Calendar::china_sources();
    let mut checked = 0;
    for year in 2008..=2026 {
        // The law itself changed on the day of these notices; bounds are those of the law in force.
        if [2014, 2025].contains(&year) {
            continue;
        }
        let published = sources.iter().filter(|s| s.year == year).filter_map(|s| s.published).min().unwrap();
        let before = Calendar::china_as_of(published.pred_opt().unwrap()).unwrap();
        let after = Calendar::china_as_of(published).unwrap();
        assert_eq!(before.known_until().year(), year - 1);
        for start in NaiveDate::from_ymd_opt(year - 1, 11, 1).unwrap().iter_days().step_by(2) {
            if start.year() > year {
                break;
            }
            for span in ["1 working day", "5 working days", "30 working days", "7 days", "1 month"] {
                let span = Span::parse(span).unwrap();
                let due = |calendar: &Calendar| {
                    calendar.due(Moment::day(start), span, &Convention::default()).unwrap()
                };
                let (promised, now) = (due(&before), due(&after).last.unwrap());
                match promised.bounds {
                    Some((earliest, latest)) => {
                        assert!(
                            earliest <= now && now <= latest,
                            "{start} + {span}: {earliest:?} {now:?} {latest:?}"
                        );
                        checked += 1;
                    }
                    None => assert_eq!(promised.last, Some(now), "{start} + {span}"),
                }
            }
        }
    }
    assert!(checked > 5_000, "{checked}");
}
