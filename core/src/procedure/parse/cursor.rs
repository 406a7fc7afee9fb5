//! The words of a guard, taken one by one; what was expected where one does not fit.

use super::super::faults::told;
use super::super::lex::{Token, Word};
use super::{Misread, Scope};
use crate::problem::Problem;

pub(super) struct Parser<'a> {
    pub(super) tokens: &'a [Token<'a>],
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) scope: &'a Scope<'a>,
    pub(super) faults: Vec<Misread>,
    pub(super) depth: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn peek(&self) -> Option<Word<'a>> {
        self.tokens.get(self.at).map(|t| t.word)
    }

    pub(super) fn peek_after(&self) -> Option<Word<'a>> {
        self.tokens.get(self.at.saturating_add(1)).map(|t| t.word)
    }

    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        let token = self.tokens.get(self.at).copied();
        self.at = self.at.saturating_add(1);
        token
    }

    pub(super) fn take(&mut self, word: Word<'_>) -> bool {
        let found = self.peek() == Some(word);
        if found {
            self.at = self.at.saturating_add(1);
        }
        found
    }

    pub(super) fn fault(&mut self, start: usize, end: usize, problem: impl FnOnce() -> Problem) {
        self.faults.push(Misread { start, end, problem: told(problem) });
    }

    /// Reports what should stand at the next token, and gives up.
    pub(super) fn expected<T>(&mut self, zh: &str, en: &str) -> Option<T> {
        let (start, end, found) = match self.tokens.get(self.at) {
            Some(t) => (t.start, t.end, Some(t.text)),
            None => (self.end, self.end, None),
        };
        self.fault(start, end, || match found {
            Some(text) => Problem::new(
                "procedure/guard",
                format!("条件读到“{text}”处不成立，此处应为{zh}"),
                format!("cannot read the guard at `{text}`: expected {en}"),
            ),
            None => Problem::new(
                "procedure/guard",
                format!("条件不完整，此处应为{zh}"),
                format!("the guard stops short: expected {en}"),
            ),
        });
        None
    }
}
