//! What a deadline tells: its days, its sentence, what is left of it, when to warn.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use aftersales::calendar::{Calendar, Convention, Deadline, Hours, Moment, Pauses, Standing};
use aftersales::span::{Span, Unit};

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn due(calendar: &Calendar, start: &str, span: &str) -> Deadline {
    calendar.due(at(start), Span::parse(span).unwrap(), &Convention::default()).unwrap()
}

fn office() -> Calendar {
    Calendar::china().with_hours(Hours::parse("09:00-12:00, 13:00-18:00").unwrap()).unwrap()
}

/// `02-13 start`, `02-14 makeup 1 春节`.
fn days(calendar: &Calendar, deadline: &Deadline) -> Vec<String> {
    let lines = calendar.explain(deadline).unwrap();
    let line = |l: &aftersales::calendar::DayLine| {
        let role = serde_json::to_string(&l.role).unwrap().replace('"', "");
        let n = l.n.map(|n| format!(" {n}")).unwrap_or_default();
        let name = l.name.as_ref().map(|name| format!(" {}", name.zh)).unwrap_or_default();
        format!("{} {role}{n}{name}", l.day.to_string().split_at(5).1)
    };
    lines.iter().map(line).collect()
}

#[test]
fn every_day_is_listed() {
    let china = Calendar::china();
    assert_eq!(
        days(&china, &due(&china, "2026-02-13", "3 working days")),
        [
            "02-13 start",
            "02-14 makeup 1 春节",
            "02-15 holiday 春节",
            "02-16 holiday 春节",
            "02-17 holiday 春节",
            "02-18 holiday 春节",
            "02-19 holiday 春节",
            "02-20 holiday 春节",
            "02-21 holiday 春节",
            "02-22 holiday 春节",
            "02-23 holiday 春节",
            "02-24 counted 2",
            "02-25 counted 3",
        ]
    );
    assert_eq!(
        days(&china, &due(&china, "2026-03-04", "3 days")),
        ["03-04 start", "03-05 counted 1", "03-06 counted 2", "03-07 rest 3", "03-08 rest", "03-09 counted"]
    );
}

#[test]
fn one_sentence_for_a_dealer() {
    let china = Calendar::china();
    let sentence = |calendar: &Calendar, start: &str, span: &str| {
        calendar.sentence(&due(calendar, start, span)).unwrap()
    };
    let text = sentence(&china, "2026-03-07", "5 working days");
    assert_eq!(text.zh, "5个工作日：自2026年3月7日（周六）起，次日起算，至2026年3月13日（周五）24:00止。");
    assert_eq!(
        text.en,
        "5 working days from Saturday 7 March 2026, counted from the next day, until Friday 13 March 2026 24:00."
    );
    let text = sentence(&china, "2026-02-13 16:00", "3 working days");
    assert_eq!(
        text.zh,
        "3个工作日：自2026年2月13日（周五）16:00起，次日起算，至2026年2月25日（周三）24:00止；2月14日为调休上班日，计入；春节放假9天不计。"
    );
    let text = sentence(&china, "2026-03-05", "3 days");
    assert_eq!(
        text.en,
        "3 days from Thursday 5 March 2026, counted from the next day, until Monday 9 March 2026 24:00; the last day, \
         Sunday 8 March 2026, is off and moves to the next working day."
    );
    let text = sentence(&china, "2026-03-06 10:00", "24 hours");
    assert_eq!(text.zh, "24小时：自2026年3月6日（周五）10:00起，至2026年3月7日（周六）10:00止。");
    let text = sentence(&china, "2026-12-25", "7 working days");
    assert!(text.zh.contains("；暂定，最早2027年1月"), "{}", text.zh);
    // One day is one day.
    let text = sentence(&china, "2019-12-30", "3 working days");
    assert_eq!(
        text.en,
        "3 working days from Monday 30 December 2019, counted from the next day, until Friday 3 January 2020 24:00; \
         1 day off for New Year's Day does not count."
    );
    let pauses = Pauses::new(
        [(at("2026-03-03 10:00").earliest(), Some(at("2026-03-04").earliest()))],
        at("2026-03-09").earliest(),
    );
    let span = Span::parse("3 working days").unwrap();
    let paused = china.due_paused(at("2026-03-02"), span, &Convention::default(), &pauses).unwrap();
    let text = china.sentence(&paused).unwrap();
    assert!(
        text.en.ends_with("until Friday 6 March 2026 24:00; 1 paused day does not count."),
        "{}",
        text.en
    );
    assert!(text.zh.ends_with("；暂停1天不计。"), "{}", text.zh);
    let text = sentence(&china, "2026-03-06", "promptly");
    assert_eq!(text.zh, "及时：自2026年3月6日（周五）起，无固定期限。");
}

#[test]
fn what_is_left_in_the_unit_of_the_limit() {
    let office = office();
    let left =
        |deadline: &Deadline, now: &str| office.remaining(deadline, at(now)).unwrap().unwrap().label().zh;
    let run = |deadline: &Deadline, now: &str| office.elapsed(deadline, at(now)).unwrap().unwrap().label().zh;
    let days = due(&office, "2026-02-13 16:00", "3 working days"); // ends 25 February
    assert_eq!(
        (left(&days, "2026-02-20 10:00"), run(&days, "2026-02-20 10:00")),
        ("2个工作日".into(), "1个工作日".into())
    );
    assert_eq!(office.remaining(&days, at("2026-02-28")).unwrap().unwrap().count, -3); // 26, 27, make-up 28
    let hours = due(&office, "2026-02-13 16:00", "4 working hours"); // ends 14 February 11:00
    assert_eq!(
        (left(&hours, "2026-02-13 17:30"), run(&hours, "2026-02-13 17:30")),
        ("2个工作小时30分钟".into(), "1个工作小时30分钟".into())
    );
    assert_eq!(office.remaining(&hours, at("2026-02-24 09:30")).unwrap().unwrap().count, -(6 * 3600 + 1800));
    let clock = due(&office, "2026-02-13 16:00", "24 hours");
    assert_eq!(left(&clock, "2026-02-14 15:15"), "45分钟");
    let between =
        |a: &str, b: &str, unit| office.between(at(a), at(b), unit, &Convention::default()).unwrap().count;
    assert_eq!(between("2026-02-13", "2026-02-25", Unit::WorkingDays), 3);
    assert_eq!(between("2026-02-25", "2026-02-13", Unit::WorkingDays), -3);
    assert_eq!(between("2026-01-31", "2026-02-28", Unit::Months), 1);
    assert_eq!(between("2026-01-31", "2026-02-27", Unit::Months), 0);
    assert_eq!(between("2024-02-29", "2026-02-28", Unit::Years), 2);
    assert_eq!(between("2026-03-01", "2026-03-15", Unit::Weeks), 2);
}

#[test]
fn standings() {
    let office = office();
    let standing = |deadline: &Deadline, done: Option<&str>, now: &str| {
        let warn = [Span::parse("1 working day").unwrap()];
        office.standing(deadline, done.map(at), at(now), &warn).unwrap()
    };
    let days = due(&office, "2026-03-02 10:00", "5 working days"); // Monday 9 March 18:00
    assert_eq!(standing(&days, None, "2026-03-05 10:00"), Standing::Pending);
    assert_eq!(standing(&days, None, "2026-03-06 08:59"), Standing::Pending);
    assert_eq!(standing(&days, None, "2026-03-06 09:00"), Standing::DueSoon); // at opening, the working day before
    assert_eq!(standing(&days, None, "2026-03-09 18:00"), Standing::DueSoon);
    assert_eq!(standing(&days, None, "2026-03-09 18:01"), Standing::Overdue);
    assert_eq!(standing(&days, None, "2026-03-09"), Standing::DueSoon); // a whole day is compared with the last day
    assert_eq!(standing(&days, Some("2026-03-09 18:00"), "2026-03-20"), Standing::Met);
    assert_eq!(standing(&days, Some("2026-03-09 18:01"), "2026-03-20"), Standing::MetLate);
    let range = due(&office, "2026-03-02 10:00", "2..5 working days");
    assert_eq!(standing(&range, None, "2026-03-05 10:00"), Standing::PastTarget);
    let promptly = due(&office, "2026-03-02", "promptly");
    assert_eq!(standing(&promptly, None, "2030-03-05 10:00"), Standing::NoFixedLimit);
}

#[test]
fn warnings_come_in_working_time() {
    let warn = |calendar: &Calendar, start: &str, span: &str, before: &str| {
        let deadline = due(calendar, start, span);
        Moment::at(calendar.warning(&deadline, Span::parse(before).unwrap()).unwrap().unwrap()).to_string()
    };
    let china = Calendar::china();
    // GLPI once warned at midnight.
    assert_eq!(warn(&china, "2026-03-02 10:00", "5 working days", "1 working day"), "2026-03-06 09:00");
    assert_eq!(warn(&office(), "2026-03-06 17:00", "2 working hours", "1 working hour"), "2026-03-09 09:00");
    assert_eq!(warn(&china, "2026-03-02 10:00", "24 hours", "4 hours"), "2026-03-03 06:00");
    assert_eq!(warn(&china, "2026-03-06 10:00", "1 working day", "3 working days"), "2026-03-06 10:00"); // not before the start
    assert_eq!(warn(&china, "2026-02-28 10:00", "9 days", "1 calendar day"), "2026-03-06 09:00"); // never on a Sunday
    let deadline = due(&china, "2026-03-02", "5 working days");
    let error = china.warning(&deadline, Span::Promptly).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`promptly` is no time to warn before; write e.g. 1 working day [calendar/warn]"
    );
    assert_eq!(error.problems()[0].message.zh, "不能按“及时”提前提醒");
}
