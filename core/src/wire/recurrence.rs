//! When a duty recurs, as written in files and in words.

use super::rule::TriggerView;
use crate::problem::Text;
use crate::procedure::model::{Procedure, Recurrence};
use chrono::{NaiveTime, Timelike};

/// A recurrence as written in files, and in words.
pub(super) fn recurrence(p: &Procedure, every: &Recurrence) -> (String, Text) {
    let clock = |t: &NaiveTime| format!("{:02}:{:02}", t.hour(), t.minute());
    match every {
        Recurrence::Day => ("day".into(), Text::new("每天", "every day")),
        Recurrence::CalendarDay => {
            ("calendar day".into(), Text::new("每天（含休息日）", "every calendar day, rest days too"))
        }
        Recurrence::DayBy(times) => {
            let times = times.iter().map(clock).collect::<Vec<_>>().join(", ");
            (
                format!("day by {times}"),
                Text::new(format!("每天 {times} 前"), format!("every day by {times}")),
            )
        }
        Recurrence::DayWindow(from, to) => {
            let window = format!("{}-{}", clock(from), clock(to));
            (format!("day {window}"), Text::new(format!("每天 {window}"), format!("every day, {window}")))
        }
        Recurrence::Week => ("week".into(), Text::new("每周", "every week")),
        Recurrence::Month => ("month".into(), Text::new("每月", "every month")),
        Recurrence::MonthBy(day) => (
            format!("month by day {day}"),
            Text::new(format!("每月 {day} 日前"), format!("each month by day {day}")),
        ),
        Recurrence::Quarter => ("quarter".into(), Text::new("每季度", "every quarter")),
        Recurrence::Year => ("year".into(), Text::new("每年", "every year")),
        Recurrence::TimesAMonth(n) => {
            (format!("{n} times a month"), Text::new(format!("每月 {n} 次"), format!("{n} times a month")))
        }
        Recurrence::Before(span, trigger) => {
            let id = TriggerView::new(p, *trigger).id;
            let label = span.label();
            (
                format!("{span} before {id}"),
                Text::new(format!("{id} 前 {}", label.zh), format!("{} before {id}", label.en)),
            )
        }
        Recurrence::Each(trigger) => {
            let id = TriggerView::new(p, *trigger).id;
            (format!("each {id}"), Text::new(format!("每次 {id}"), format!("each {id}")))
        }
        Recurrence::Unset => ("unset".into(), Text::new("定期（未写周期）", "regularly, no period given")),
    }
}
