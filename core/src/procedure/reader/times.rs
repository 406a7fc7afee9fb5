//! Limits, duties and notices: what is due, how often, and who is told.

use super::super::model::{
    Duty, FactKind, Limit, List, Lower, Notice, OnChange, Procedure, Recurrence, Trigger,
};
use super::names::Kind;
use super::refs::Reader;
use super::source::Rule;
use super::view::{Item, View};
use super::words::check_span_words;
use super::{Problem, push};
use crate::problem::Spot;
use crate::span::Span;
use chrono::NaiveTime;

impl Reader<'_> {
    pub(super) fn limits(&self, head: &View<'_>, so_far: &Procedure) -> List<Limit> {
        let mut list = List::default();
        for view in head.rules("limit") {
            view.need("from");
            view.need("within");
            let within = view.item("within").and_then(|i| span(&view, i, "within"));
            let source = self.source(&view, Rule::LIMIT);
            if let (Some(words), Some(within)) = (view.item("words"), within) {
                check_span_words(&view, words, within, !source.readings.is_empty());
            }
            let from = self.triggers(&view, "from");
            check_starts(&view, &from, so_far);
            let limit = Limit {
                id: view.need_item("id").map(|i| i.text.to_owned()).unwrap_or_default(),
                label: view.label(),
                source,
                from,
                until: self.triggers(&view, "until"),
                within: within.unwrap_or(Span::Unset),
                date: self.promise(&view, within),
                owed_by: self.by(&view, "owed-by", false),
                when: self.condition(&view, "when"),
                on_change: view.word("on-change", &ON_CHANGE).unwrap_or_default(),
                cap: self.list(&view, "cap", Kind::Limit, &self.names.limits),
                cancelled_by: self.triggers(&view, "cancelled-by"),
                paused_by: self.triggers(&view, "paused-by"),
                resumed_by: self.triggers(&view, "resumed-by"),
                lower: view.word("lower", &LOWER).unwrap_or_default(),
                warn: view.items("warn").into_iter().filter_map(|i| span(&view, i, "warn")).collect(),
                counting: counting(&view),
                breach: view.both("breach"),
            };
            view.done();
            push(&mut list, limit);
        }
        list
    }

    /// The date fact of an agreed limit.
    fn promise(
        &self,
        view: &View<'_>,
        within: Option<Span>,
    ) -> Option<super::super::model::Ref<super::super::model::Fact>> {
        let fact = self.one(view, "date", Kind::Fact, &self.names.facts)?;
        let item = view.item("date")?;
        if within.is_some_and(|span| span != Span::Agreed) {
            let problem = || {
                Problem::new(
                    "procedure/date",
                    "只有 within = \"agreed\" 的时限才有 date",
                    "only a limit with within = \"agreed\" has a `date`",
                )
            };
            view.fault("date", problem);
        }
        self.of_kind(view, fact, item, "date", |k| matches!(k, FactKind::Date))
    }

    pub(super) fn duties(&self, head: &View<'_>) -> List<Duty> {
        let mut list = List::default();
        for view in head.rules("duty") {
            let every = view.need_item("every").and_then(|item| self.every(&view, item));
            let duty = Duty {
                id: view.need_item("id").map(|i| i.text.to_owned()).unwrap_or_default(),
                label: view.label(),
                source: self.source(&view, Rule::DUTY),
                every: every.unwrap_or(Recurrence::Unset),
                owed_by: self.by(&view, "owed-by", false),
                at_most: view.number("at-most").and_then(|n| u32::try_from(n).ok()),
                when: self.condition(&view, "when"),
            };
            view.done();
            push(&mut list, duty);
        }
        list
    }

    pub(super) fn notices(&self, head: &View<'_>) -> List<Notice> {
        let mut list = List::default();
        for view in head.rules("notice") {
            let notice = Notice {
                id: view.need_item("id").map(|i| i.text.to_owned()).unwrap_or_default(),
                label: view.label(),
                source: self.source(&view, Rule::NOTICE),
                on: self.triggers(&view, "on"),
                when: self.condition(&view, "when"),
                by: self.by(&view, "by", false),
                to: self.list(&view, "to", Kind::Role, &self.names.roles),
            };
            view.done();
            push(&mut list, notice);
        }
        list
    }

    /// `day by 11:00, 17:00`, `month by day 3`, `3 days before <trigger>`, `each <trigger>`
    fn every(&self, view: &View<'_>, item: Item<'_>) -> Option<Recurrence> {
        let words: Vec<&str> = item.text.split_whitespace().collect();
        let read = match words.as_slice() {
            ["day"] => Some(Recurrence::Day),
            ["calendar", "day"] => Some(Recurrence::CalendarDay),
            ["day", "by", times @ ..] => times_of(&times.concat()).map(Recurrence::DayBy),
            ["day", window @ ..] => window
                .concat()
                .split_once('-')
                .and_then(|(from, to)| Some(Recurrence::DayWindow(time(from)?, time(to)?))),
            ["week"] => Some(Recurrence::Week),
            ["month"] => Some(Recurrence::Month),
            ["month", "by", "day", day] => {
                day.parse().ok().filter(|d| (1..=31).contains(d)).map(Recurrence::MonthBy)
            }
            ["quarter"] => Some(Recurrence::Quarter),
            ["year"] => Some(Recurrence::Year),
            ["unset"] => Some(Recurrence::Unset),
            [number, "times" | "time", "a", "month"] => {
                number.parse().ok().filter(|n| *n > 0).map(Recurrence::TimesAMonth)
            }
            ["each", name] => return self.trigger(view, name, item.mark, "every").map(Recurrence::Each),
            [before @ .., "before", name] => match Span::parse(&before.join(" ")) {
                Ok(span) => {
                    return self.trigger(view, name, item.mark, "every").map(|t| Recurrence::Before(span, t));
                }
                Err(_) => None,
            },
            _ => None,
        };
        if read.is_none() {
            let problem = || {
                Problem::new(
                    "procedure/every",
                    format!("every 读到“{}”，无法识别", item.text),
                    format!("cannot read `{}`", item.text),
                )
            };
            let help = || {
                problem().help(
                "如 day、calendar day、day by 11:00, 17:00、day 16:00-17:30、week、month by day 3、2 times a month、3 days before …、each …、unset",
                "such as day, calendar day, day by 11:00, 17:00, day 16:00-17:30, week, month by day 3, 2 times a month, 3 days before …, each …, unset",
            )
            };
            view.fault_at(item.mark, "every", help);
        }
        read
    }
}

const ON_CHANGE: [(&str, OnChange); 3] =
    [("recompute", OnChange::Recompute), ("forward", OnChange::Forward), ("keep", OnChange::Keep)];

const LOWER: [(&str, Lower); 2] = [("target", Lower::Target), ("not-before", Lower::NotBefore)];

/// A span, with its own fault placed in the file.
fn span(view: &View<'_>, item: Item<'_>, key: &str) -> Option<Span> {
    match Span::parse(item.text) {
        Ok(span) => Some(span),
        Err(error) => {
            for problem in error.problems() {
                view.fault_at(item.mark, key, || Problem {
                    code: "procedure/span".to_owned(),
                    at: Spot::default(),
                    ..problem.clone()
                });
            }
            None
        }
    }
}

/// A state that no step enters and that is no start never starts a clock.
fn check_starts(view: &View<'_>, from: &[Trigger], so_far: &Procedure) {
    for trigger in from {
        let Trigger::Entered(state) = trigger else { continue };
        let entered = so_far.steps.iter().any(|s| s.to.contains(state));
        let starts = so_far.states.promised(*state).is_none_or(|s| s.start.is_some());
        if !(entered || starts) {
            let id = so_far.states.promised(*state).map(|s| s.id.as_str()).unwrap_or_default();
            let problem = || {
                Problem::new(
                    "procedure/never-starts",
                    format!("没有步骤进入“{id}”，此时限永不开始"),
                    format!("no step enters `{id}`, so nothing ever starts this limit"),
                )
            };
            view.fault("from", || {
                problem().help(
                    "改 from，或补上进入该状态的步骤",
                    "mend `from`, or add the step that enters the state",
                )
            });
        }
    }
}

/// Departures from the calendar's convention.
fn counting(view: &View<'_>) -> Vec<(String, String)> {
    let Some(inner) = view.table("counting") else { return Vec::new() };
    let entries = inner.table.0.iter();
    let pairs = entries.filter_map(|e| match e.node.text() {
        Some(value) => Some((e.key.clone(), value.to_owned())),
        None => {
            let problem = || {
                Problem::new(
                    "procedure/wrong-type",
                    "counting 的值应为字符串",
                    "the values of `counting` must be strings",
                )
            };
            inner.fault_at(e.node.mark, &e.key, problem);
            None
        }
    });
    pairs.collect()
}

/// `16:00`
fn time(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.trim().split_once(':')?;
    let number = |t: &str| (t.len() <= 2 && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse().ok())?;
    NaiveTime::from_hms_opt(number(hour)?, number(minute)?, 0)
}

fn times_of(text: &str) -> Option<Vec<NaiveTime>> {
    text.split(',').map(time).collect()
}
