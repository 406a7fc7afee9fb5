//! Comparison signs, whole numbers, decimals and rates.

use super::super::guard::Guard;
use super::super::lex::Word;
use super::super::model::Decimal;
use super::Parser;
use crate::rate::{Comparator, Rate};

/// A comparison as written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Equal,
    Unequal,
    Order(Comparator),
}

impl Sign {
    /// `=` is two comparisons that both hold, `!=` two of which one holds.
    pub(super) fn spread(self, one: impl Fn(Comparator) -> Guard) -> Guard {
        match self {
            Self::Order(comparator) => one(comparator),
            Self::Equal => Guard::And(vec![one(Comparator::AtLeast), one(Comparator::AtMost)]),
            Self::Unequal => Guard::Or(vec![one(Comparator::Below), one(Comparator::Above)]),
        }
    }
}

impl<'a> Parser<'a> {
    pub(super) fn sign(&mut self) -> Option<Sign> {
        let sign = match self.peek() {
            Some(Word::Sign("=")) => Sign::Equal,
            Some(Word::Sign("!=")) => Sign::Unequal,
            Some(Word::Sign(">")) => Sign::Order(Comparator::Above),
            Some(Word::Sign(">=")) => Sign::Order(Comparator::AtLeast),
            Some(Word::Sign("<")) => Sign::Order(Comparator::Below),
            Some(Word::Sign("<=")) => Sign::Order(Comparator::AtMost),
            _ => {
                return self
                    .expected("`=`、`!=`、`>`、`>=`、`<` 或 `<=`", "`=`, `!=`, `>`, `>=`, `<` or `<=`");
            }
        };
        self.at = self.at.saturating_add(1);
        Some(sign)
    }

    pub(super) fn whole(&mut self) -> Option<u64> {
        match self.peek() {
            Some(Word::Number(text)) if text.bytes().all(|b| b.is_ascii_digit()) => match text.parse() {
                Ok(number) => {
                    self.at = self.at.saturating_add(1);
                    Some(number)
                }
                Err(_) => self.expected("较小的整数", "a smaller whole number"),
            },
            _ => self.expected("整数", "a whole number"),
        }
    }

    pub(super) fn decimal(&mut self) -> Option<Decimal> {
        let minus = self.take(Word::Sign("-"));
        let read = match self.peek() {
            Some(Word::Number(text)) => Decimal::parse(text),
            _ => None,
        };
        match read {
            Some(number) => {
                self.at = self.at.saturating_add(1);
                let digits = if minus { number.digits.saturating_neg() } else { number.digits };
                Some(Decimal { digits, ..number })
            }
            None => self.expected("数", "a number"),
        }
    }

    /// `20%`, `3‰`, `1/3`
    pub(super) fn rate(&mut self) -> Option<Rate> {
        let start = self.at;
        let mut text = match self.peek() {
            Some(Word::Number(text)) => text.to_owned(),
            _ => return self.expected("比率，如 20%", "a rate such as 20%"),
        };
        if self.peek_after() == Some(Word::Sign("/"))
            && let Some(Word::Number(below)) = self.tokens.get(start.saturating_add(2)).map(|t| t.word)
        {
            text = format!("{text}/{below}");
            self.at = start.saturating_add(2);
        }
        match Rate::parse(&text) {
            Ok(rate) => {
                self.at = self.at.saturating_add(1);
                Some(rate)
            }
            Err(_) => {
                self.at = start;
                self.expected("比率，如 20%、3‰ 或 1/3", "a rate such as 20%, 3‰ or 1/3")
            }
        }
    }
}
