//! What a choice or a class is compared with: `= scrap`, `!= scrap`, `in [scrap, concession]`.

use super::super::faults::suggest;
use super::super::lex::{Token, Word};
use super::Parser;
use crate::problem::Problem;

impl<'a> Parser<'a> {
    /// `= scrap`, `!= scrap`, `in [scrap, concession]`: whether negated, and which.
    pub(super) fn options(&mut self, name: Token<'a>) -> Option<(bool, Vec<Token<'a>>)> {
        let negated = match self.peek() {
            Some(Word::Sign("=")) => false,
            Some(Word::Sign("!=")) => true,
            Some(Word::Id("in")) => {
                self.at = self.at.saturating_add(1);
                return Some((false, self.list()?));
            }
            _ => {
                return self.expected(
                    &format!("`=`、`!=` 或 `in […]`：“{}”要与选项比较", name.text),
                    &format!("`=`, `!=` or `in […]`: `{}` is compared with options", name.text),
                );
            }
        };
        self.at = self.at.saturating_add(1);
        match self.peek() {
            Some(Word::Id(_)) => Some((negated, vec![self.next()?])),
            _ => self.expected("选项", "an option"),
        }
    }

    pub(super) fn list(&mut self) -> Option<Vec<Token<'a>>> {
        if !self.take(Word::Sign("[")) {
            return self.expected("`[`", "`[`");
        }
        let mut found = Vec::new();
        loop {
            match self.peek() {
                Some(Word::Id(_)) => found.push(self.next()?),
                _ => return self.expected("选项", "an option"),
            }
            if self.take(Word::Sign("]")) {
                return Some(found);
            }
            if !self.take(Word::Sign(",")) {
                return self.expected("`,` 或 `]`", "`,` or `]`");
            }
        }
    }

    pub(super) fn unknown_option(&mut self, of: &str, option: Token<'a>, known: Vec<&str>) {
        let problem = || {
            Problem::new(
                "procedure/unknown-option",
                format!("“{of}”没有选项“{}”", option.text),
                format!("`{of}` has no option `{}`", option.text),
            )
        };
        self.fault(option.start, option.end, || suggest(problem(), option.text, known));
    }
}
