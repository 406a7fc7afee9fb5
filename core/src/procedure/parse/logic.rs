//! `and`, `or`, `not` and parentheses: `or` binds weaker than `and`, `and` weaker than `not`.

use super::super::guard::Guard;
use super::super::lex::Word;
use super::Parser;

/// Parentheses and `not` deeper than this are refused.
const DEEPEST: usize = 64;

impl<'a> Parser<'a> {
    pub(super) fn any(&mut self) -> Option<Guard> {
        let first = self.all()?;
        if self.peek() != Some(Word::Id("or")) {
            return Some(first);
        }
        let mut parts = vec![first];
        while self.take(Word::Id("or")) {
            parts.push(self.all()?);
        }
        Some(Guard::Or(parts))
    }

    pub(super) fn all(&mut self) -> Option<Guard> {
        let first = self.not()?;
        if self.peek() != Some(Word::Id("and")) {
            return Some(first);
        }
        let mut parts = vec![first];
        while self.take(Word::Id("and")) {
            parts.push(self.not()?);
        }
        Some(Guard::And(parts))
    }

    pub(super) fn not(&mut self) -> Option<Guard> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEEPEST {
            return self.expected("较浅的嵌套（最多 64 层）", "less nesting (at most 64 levels)");
        }
        let guard = if self.take(Word::Id("not")) {
            Some(Guard::Not(Box::new(self.not()?)))
        } else if self.take(Word::Sign("(")) {
            let inner = self.any()?;
            if !self.take(Word::Sign(")")) {
                return self.expected("`)`", "`)`");
            }
            Some(inner)
        } else {
            self.atom()
        };
        self.depth = self.depth.saturating_sub(1);
        guard
    }

    pub(super) fn atom(&mut self) -> Option<Guard> {
        let (Some(Word::Id(name)), Some(token)) = (self.peek(), self.tokens.get(self.at).copied()) else {
            return self.expected("名称、`not` 或 `(`", "a name, `not` or `(`");
        };
        if matches!(name, "and" | "or") {
            return self.expected("名称、`not` 或 `(`", "a name, `not` or `(`");
        }
        self.at = self.at.saturating_add(1);
        match (name, self.peek()) {
            ("yes", _) => Some(Guard::Always),
            (_, Some(Word::Sign("("))) => self.function(token),
            ("time", Some(Word::Id("in"))) => self.time(),
            ("today", _) => self.dates(None),
            _ => self.named(name, token),
        }
    }
}
