//! Columns in every scale, with a span for each row, and what is said about rows without a settled answer.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::arithmetic_side_effects, reason = "small test numbers")]

use aftersales::calendar::columns::{
    Asked, At, NO_DAY, NO_INSTANT, Rows, Scale, Spans, Tick, Unknown, between,
};
use aftersales::calendar::{Calendar, Convention, Hours, Moment, Standing};
use aftersales::problem::Lang;
use aftersales::span::{Span, Unit};
use chrono::{DateTime, NaiveDate, NaiveDateTime};

const TICKS: [Tick; 4] = [Tick::Second, Tick::Milli, Tick::Micro, Tick::Nano];

fn day(text: &str) -> i32 {
    let day: NaiveDate = text.parse().unwrap();
    i32::try_from(day.signed_duration_since(NaiveDate::default()).num_days()).unwrap()
}

fn in_scale(at: NaiveDateTime, tick: Tick, ahead: i64) -> i64 {
    let nanos = i128::from(at.and_utc().timestamp() - ahead) * 1_000_000_000
        + i128::from(at.and_utc().timestamp_subsec_nanos());
    i64::try_from(nanos.div_euclid(1_000_000_000 / i128::from(tick.per_second()))).unwrap()
}

#[test]
fn instants_in_every_scale_agree_with_single_answers() {
    let china = Calendar::china();
    let hours = |text| china.with_hours(Hours::parse(text).unwrap()).unwrap();
    let calendars = [
        china.clone(),
        hours("09:00-12:00, 13:00-18:00"),
        hours("22:00-06:00"),
        hours("0:00-24:00"),
        // Days of unequal length, and three windows.
        hours(
            "Mon-Fri 08:00-10:00, 10:15-12:00, 13:00-17:00; Sat 09:00-12:00; makeup 09:00-12:00, 13:00-16:00",
        ),
    ];
    for calendar in &calendars {
        for span in ["5 working days", "same day", "1 month", "3 days", "36 hours", "8 working hours"] {
            let span = Span::parse(span).unwrap();
            for convention in [Convention::default(), Convention::SLA_NEXT_OPENING] {
                let Ok(column) = calendar.column(span, &convention) else { continue };
                for tick in TICKS {
                    for scale in [Scale::wall(tick), Scale::utc(tick, calendar.zone())] {
                        let ahead = if scale == Scale::wall(tick) { 0 } else { 28_800 };
                        // Opening and closing times to the second, and odd fractions, around the Spring Festival.
                        let on_the_hour = (1_770_681_600_000..1_772_400_000_000_i64).step_by(3_600_000);
                        let odd = (1_770_681_600_000..1_772_400_000_000_i64).step_by(5_000_500);
                        let millis: Vec<i64> = on_the_hour.chain(odd).collect();
                        let per = tick.per_second();
                        let starts: Vec<NaiveDateTime> = millis
                            .iter()
                            .map(|ms| if per == 1 { ms / 1000 * 1000 } else { *ms })
                            .map(|ms| DateTime::from_timestamp_millis(ms).unwrap().naive_utc())
                            .collect();
                        let rows: Vec<i64> = starts.iter().map(|at| in_scale(*at, tick, ahead)).collect();
                        let mut out = vec![0; rows.len()];
                        let met = column.dues_in(scale, &rows, &mut out);
                        assert_eq!((met.unanswered, met.provisional), (0, 0));
                        for ((start, row), due) in starts.iter().zip(&rows).zip(out) {
                            assert_eq!(scale.moment(*row), Some(Moment::at(*start)));
                            let single = calendar.due(Moment::at(*start), span, &convention).unwrap();
                            let expected = in_scale(single.due().unwrap(), tick, ahead);
                            assert_eq!(due, expected, "{span} from {start} {scale:?} {convention:?}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn a_span_for_each_row() {
    let china = Calendar::china();
    let texts = [
        Some("5个工作日"),
        Some("1个月"),
        None,
        Some("5 working days"),
        Some("及时"),
        Some("次月3日前"),
        Some("5个工作日"),
    ];
    let spans = Spans::read(texts).unwrap();
    assert_eq!(spans.distinct.len(), 4);
    assert_eq!(spans.rows, [0, 1, Spans::MISSING, 0, 2, 3, 0]);
    let mixed = china.mixed(&spans, &Convention::default()).unwrap();
    let start = day("2026-02-13");
    let starts = [start, start, start, start, start, start, NO_DAY];
    let mut out = [0; 7];
    let met = mixed.last_days(&starts, &spans.rows, &mut out).unwrap();
    // The 14th is worked, 15 to 23 are the Spring Festival; the 13th of March is a Friday, the 3rd a Tuesday.
    let expected = ["2026-02-27", "2026-03-13", "", "2026-02-27", "", "2026-03-03", ""];
    assert_eq!(out, expected.map(|text| if text.is_empty() { NO_DAY } else { day(text) }));
    assert_eq!((met.unanswered, met.provisional), (2, 0));
    let instants =
        starts.map(|day| if day == NO_DAY { NO_INSTANT } else { i64::from(day) * 86_400 + 57_600 });
    let mut dues = [0; 7];
    mixed.dues_in(Scale::default(), &instants, &spans.rows, &mut dues);
    let expected = out.map(|last| if last == NO_DAY { NO_INSTANT } else { (i64::from(last) + 1) * 86_400 });
    assert_eq!(dues, expected);
    let rows = mixed.rows_of_days(&starts, &spans.rows, |_| true);
    assert_eq!(rows, Rows { unanswered: vec![6], provisional: vec![] });
}

#[test]
fn names_the_row_of_a_bad_span() {
    let china = Calendar::china();
    let error = Spans::read([Some("3 days"), Some("3 dogs"), Some("3 dogs")]).unwrap_err();
    assert_eq!(error.problems().iter().map(|p| p.at.row).collect::<Vec<_>>(), [Some(1)]);
    let spans = Spans::read([Some("3 days"), Some("unset")]).unwrap();
    let error = china.mixed(&spans, &Convention::default()).unwrap_err();
    assert_eq!((error.problems()[0].at.row, error.problems()[0].code.as_str()), (Some(1), "calendar/no-end"));
    let spans = Spans::read([Some("3 days"), Some("24 hours")]).unwrap();
    let mixed = china.mixed(&spans, &Convention::default()).unwrap();
    let error = mixed.last_days(&[20_000, 20_000], &spans.rows, &mut [0, 0]).unwrap_err();
    assert_eq!(
        (error.problems()[0].at.row, error.problems()[0].code.as_str()),
        (Some(1), "calendar/time-needed")
    );
}

#[test]
fn rows_without_a_settled_answer() {
    let china = Calendar::china().until("2026-12-31".parse().unwrap());
    let column = china.column(Span::parse("5 working days").unwrap(), &Convention::default()).unwrap();
    let starts = [day("2026-12-30"), day("1999-01-01"), day("2026-03-02"), day("2027-03-01"), NO_DAY];
    let mut out = [0; 5];
    let met = column.last_days(&starts, &mut out).unwrap();
    assert_eq!((met.unanswered, met.provisional), (2, 2));
    let rows = column.rows_of_days(&starts, |row| row != 4);
    assert_eq!(rows, Rows { unanswered: vec![1], provisional: vec![0, 3] });
    let instants = starts.map(|day| if day == NO_DAY { NO_INSTANT } else { i64::from(day) * 86_400 });
    assert_eq!(column.rows_of_instants(Scale::default(), &instants, |row| row != 4), rows);

    let warning = Unknown::Warn.settle(&china, &rows, &mut out, NO_DAY).unwrap().unwrap();
    let reach = china.reach();
    assert_eq!(
        warning.line(Lang::En),
        format!(
            "2 rows depend on days after 2026-12-31, which the calendar does not know: row 0, 3; 1 row lies outside \
             the calendar (2004-01-01 to {reach}): row 1; unknown may be warn (keep what is assumed), null (leave \
             empty) or raise [calendar/range]"
        )
    );
    assert_eq!(
        warning.line(Lang::Zh),
        format!(
            "2行取决于日历尚不知道的日子（2026-12-31 之后）：第0、3行；1行超出日历范围（2004-01-01 至 {reach}）：第1行。\
             可选 unknown：warn 照假定计算、null 留空、raise 报错 [calendar/range]"
        )
    );
    let many = Rows { unanswered: vec![], provisional: (10..20).collect() };
    let problem = many.problem(&china).unwrap();
    assert!(problem.message.en.ends_with("row 10, 11, 12, 13, 14, ..."), "{}", problem.message.en);
    assert!(problem.message.zh.ends_with("第10、11、12、13、14行等"), "{}", problem.message.zh);
    assert!(
        Unknown::Raise.settle(&china, &rows, &mut out, NO_DAY).unwrap_err().problems()[0].at.row == Some(0)
    );
    assert!(Unknown::Raise.settle(&china, &Rows::default(), &mut out, NO_DAY).unwrap().is_none());
    assert!(Unknown::Null.settle(&china, &rows, &mut out, NO_DAY).unwrap().is_none());
    assert_eq!(out, [NO_DAY, NO_DAY, day("2026-03-09"), NO_DAY, NO_DAY]);
}

#[test]
fn reads_what_to_do_with_unknown_rows() {
    for (text, choice) in [("warn", Unknown::Warn), ("null", Unknown::Null), ("raise", Unknown::Raise)] {
        assert_eq!(Unknown::parse(text).unwrap(), choice);
    }
    let line = |text, lang| Unknown::parse(text).unwrap_err().problems()[0].line(lang);
    assert_eq!(
        line("wran", Lang::En),
        "`wran` is no choice for unknown; use warn, null or raise [calendar/unknown]"
    );
    assert_eq!(line("x", Lang::Zh), "unknown 不能是“x”。可选 warn、null、raise [calendar/unknown]");
}

#[test]
fn how_each_row_stands() {
    let china = Calendar::china();
    let convention = Convention::default();
    let one = [Span::parse("1 working day").unwrap()];
    let now = Moment::parse("2026-02-25 10:00").unwrap();
    let asked = Asked { calendar: &china, convention: &convention, now, warn: &one };
    let row = |start: &str, span: &str, done: Option<&str>| {
        let moment = |text| Moment::parse(text).unwrap();
        let stood = asked.row(Span::parse(span).unwrap(), Some(moment(start)), done.map(moment)).unwrap();
        (stood.standing, stood.elapsed, stood.remaining)
    };
    // From Friday 13 February: the 14th, 24th and 25th have run; five end on the 27th, three on the 25th.
    let days = "2026-02-13";
    assert_eq!(row(days, "5 working days", None), (Some(Standing::Pending), Some(3), Some(2)));
    assert_eq!(row(days, "4 working days", None), (Some(Standing::DueSoon), Some(3), Some(1)));
    assert_eq!(row(days, "2 working days", None), (Some(Standing::Overdue), Some(3), Some(-1)));
    assert_eq!(row(days, "2..5 working days", None), (Some(Standing::PastTarget), Some(3), Some(2)));
    assert_eq!(row(days, "3 working days", Some("2026-02-24")), (Some(Standing::Met), Some(2), Some(1)));
    assert_eq!(row(days, "1 working day", Some("2026-02-24")), (Some(Standing::MetLate), Some(2), Some(-1)));
    let hours = "2026-02-25 08:30";
    // Warned of one working day before: from 09:00 of the 24th, but not before it started.
    assert_eq!(row(hours, "3 hours", None), (Some(Standing::DueSoon), Some(5400), Some(5400)));
    assert_eq!(row(days, "promptly", None), (Some(Standing::NoFixedLimit), None, None));
    assert_eq!(row(days, "unset", None), (Some(Standing::Unset), None, None));
    assert_eq!(row("1999-01-01", "5 working days", None), (None, None, None));
    assert!(asked.row(one[0], None, None).unwrap().standing.is_none());
    let error = asked.row(Span::parse("3 hours").unwrap(), Some(Moment::parse(days).unwrap()), None);
    assert_eq!(error.unwrap_err().problems()[0].code, "calendar/time-needed");
}

#[test]
fn between_two_columns() {
    let china = Calendar::china();
    let office = china.with_hours(Hours::parse("09:00-12:00, 13:00-18:00").unwrap()).unwrap();
    let convention = Convention::default();
    let from = [day("2026-02-13"), day("2026-02-13"), NO_DAY, day("1999-01-01")];
    let to = [day("2026-02-25"), day("2026-02-12"), day("2026-02-25"), day("2026-02-25")];
    let mut out = [Some(0); 4];
    let asked = (&china, &convention, Unit::WorkingDays);
    let met = between(asked, At::Days(&from), At::Days(&to), &mut out).unwrap();
    assert_eq!(out, [Some(3), Some(-1), None, None]);
    assert_eq!(met.unanswered, 2);
    let seconds = |text: &str| Moment::parse(text).unwrap().earliest().and_utc().timestamp();
    let (from, to) = ([seconds("2026-02-13 16:00")], [seconds("2026-02-14 10:00")]);
    let wall = |column| At::Instants(Scale::default(), column);
    let mut out = [None];
    between((&office, &convention, Unit::WorkingHours), wall(&from), wall(&to), &mut out).unwrap();
    assert_eq!(out, [Some(3 * 3600)]);
    let error =
        between((&china, &convention, Unit::WorkingHours), wall(&from), wall(&to), &mut out).unwrap_err();
    assert_eq!(error.problems()[0].code, "calendar/no-hours");
}

/// At three in the morning of 1 January the shift of 31 December is still on: a year from that day ends
/// with the shift of 30 December, though a year from the next working day would not.
#[test]
fn a_night_shift_does_not_hang_on_the_day_after() {
    let night = Calendar::china().with_hours(Hours::parse("22:00-06:00").unwrap()).unwrap();
    let convention = Convention::SLA_NEXT_OPENING.with("first-day", "counted").unwrap();
    let span = Span::parse("1 year").unwrap();
    let start = Moment::parse("2026-01-01 03:00").unwrap();
    let single = night.due(start, span, &convention).unwrap();
    assert_eq!(single.due().unwrap().to_string(), "2026-12-31 06:00:00");
    assert!(!single.provisional);
    let column = night.column(span, &convention).unwrap();
    let starts = [start.earliest().and_utc().timestamp()];
    let mut out = [0];
    let met = column.dues(&starts, &mut out);
    assert_eq!(out, [single.due().unwrap().and_utc().timestamp()]);
    assert_eq!((met.unanswered, met.provisional), (0, 0));
}
