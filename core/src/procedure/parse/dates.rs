//! Dates against dates: `failed <= shipped + 2 years`.

use super::super::guard::{DateTerm, Guard};
use super::super::lex::Word;
use super::super::model::{Fact, FactKind, Ref};
use super::Parser;
use crate::problem::Problem;
use crate::span::{Span, Unit};

impl<'a> Parser<'a> {
    /// `failed <= shipped + 2 years`; the first term's name is already read.
    pub(super) fn dates(&mut self, first: Option<Ref<Fact>>) -> Option<Guard> {
        let left = self.shifted(first)?;
        let sign = self.sign()?;
        let fact = if self.take(Word::Id("today")) {
            None
        } else {
            Some(self.fact_like(|k| matches!(k, FactKind::Date), "日期或 `today`", "a date or `today`")?)
        };
        let right = self.shifted(fact)?;
        Some(sign.spread(|c| Guard::Date(left, c, right)))
    }

    /// `+ 2 years`, if it stands there.
    pub(super) fn shifted(&mut self, fact: Option<Ref<Fact>>) -> Option<DateTerm> {
        let mut term = DateTerm { fact, months: 0, days: 0 };
        let back = match self.peek() {
            Some(Word::Sign("+")) => false,
            Some(Word::Sign("-")) => true,
            _ => return Some(term),
        };
        self.at = self.at.saturating_add(1);
        let start = self.at;
        let (Some(number), Some(_)) = (self.next(), self.next()) else {
            self.at = start;
            return self.expected("时长，如 2 years", "a span such as `2 years`");
        };
        // "calendar days" are two words.
        if self
            .tokens
            .get(self.at.saturating_sub(1))
            .is_some_and(|t| matches!(t.text, "calendar" | "working"))
        {
            self.at = self.at.saturating_add(1);
        }
        let words: Vec<&str> =
            self.tokens.get(start..self.at).unwrap_or_default().iter().map(|t| t.text).collect();
        let read = Span::parse(&words.join(" ")).ok().and_then(|span| match span {
            Span::Exactly(n, Unit::Days | Unit::CalendarDays) => Some((0, i32::try_from(n).ok()?)),
            Span::Exactly(n, Unit::Weeks) => Some((0, i32::try_from(n).ok()?.checked_mul(7)?)),
            Span::Exactly(n, Unit::Months) => Some((i32::try_from(n).ok()?, 0)),
            Span::Exactly(n, Unit::Years) => Some((i32::try_from(n).ok()?.checked_mul(12)?, 0)),
            _ => None,
        });
        let Some((months, days)) = read else {
            let end = self.tokens.get(self.at.saturating_sub(1)).map_or(number.end, |t| t.end);
            let problem = || {
                Problem::new(
                    "procedure/guard",
                    format!("日期上不能加减“{}”", words.join(" ")),
                    format!("cannot add `{}` to a date", words.join(" ")),
                )
                .help("只能用 days、weeks、months、years", "use days, weeks, months or years")
            };
            self.fault(number.start, end, problem);
            return None;
        };
        let sign = if back { -1 } else { 1 };
        term.months = months.saturating_mul(sign);
        term.days = days.saturating_mul(sign);
        Some(term)
    }
}
