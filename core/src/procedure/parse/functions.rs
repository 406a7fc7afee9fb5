//! What is asked of the case: `in(sorting)`, `held(return-slip)`, `rounds(sorting) >= 2`, `time in 16:00..17:30`.

use super::super::faults::suggest;
use super::super::guard::Guard;
use super::super::lex::{Token, Word};
use super::super::model::{Ref, Roster};
use super::super::reader::names::Kind;
use super::Parser;
use crate::problem::Problem;

/// The functions of a guard, as the help lists them.
const FUNCTIONS: [&str; 11] = [
    "known",
    "in",
    "reached",
    "rounds",
    "started",
    "running",
    "ended",
    "happened",
    "signed",
    "disagreed",
    "held",
];

impl<'a> Parser<'a> {
    /// `held(return-slip)`, `rounds(sorting) >= 2`
    pub(super) fn function(&mut self, name: Token<'a>) -> Option<Guard> {
        if !FUNCTIONS.contains(&name.text) {
            let problem = || {
                Problem::new(
                    "procedure/guard",
                    format!("没有函数“{}”", name.text),
                    format!("there is no function `{}`", name.text),
                )
            };
            self.fault(name.start, name.end, || suggest(problem(), name.text, FUNCTIONS));
            return None;
        }
        self.take(Word::Sign("("));
        let Some(Word::Id(_)) = self.peek() else {
            return self.expected("名称", "a name");
        };
        let argument = self.next()?;
        if !self.take(Word::Sign(")")) {
            return self.expected("`)`", "`)`");
        }
        let names = self.scope.names;
        let guard = match name.text {
            "known" => self.find(Kind::Fact, &names.facts, argument).map(Guard::Known),
            "in" => self.find(Kind::State, &names.states, argument).map(Guard::In),
            "reached" => self.find(Kind::State, &names.states, argument).map(Guard::Reached),
            "started" => self.find(Kind::Region, &names.regions, argument).map(Guard::Started),
            "running" => self.find(Kind::Region, &names.regions, argument).map(Guard::Running),
            "ended" => self.find(Kind::Region, &names.regions, argument).map(Guard::Ended),
            "happened" => self.find(Kind::Event, &names.events, argument).map(Guard::Happened),
            "signed" => self.find(Kind::Approval, &names.approvals, argument).map(Guard::Signed),
            "disagreed" => self.find(Kind::Approval, &names.approvals, argument).map(Guard::Disagreed),
            "held" => self.find(Kind::Form, &names.forms, argument).map(Guard::Held),
            _ => {
                let state = self.find(Kind::State, &names.states, argument);
                let sign = self.sign()?;
                let bound = self.whole()?;
                state.map(|s| sign.spread(|c| Guard::Rounds(s, c, bound)))
            }
        };
        // An unknown name is reported; the reading goes on to find more.
        Some(guard.unwrap_or(Guard::Always))
    }

    pub(super) fn find<T>(&mut self, kind: Kind, roster: &Roster<'_, T>, token: Token<'a>) -> Option<Ref<T>> {
        let found = roster.find(token.text);
        if found.is_none() {
            let names = self.scope.names;
            self.fault(token.start, token.end, || names.unknown(kind, roster, token.text));
        }
        found
    }

    /// `time in 16:00..17:30`
    pub(super) fn time(&mut self) -> Option<Guard> {
        self.take(Word::Id("in"));
        let from = self.clock()?;
        if !self.take(Word::Sign("..")) {
            return self.expected("`..`", "`..`");
        }
        Some(Guard::Time(from, self.clock()?))
    }

    pub(super) fn clock(&mut self) -> Option<chrono::NaiveTime> {
        let read = match self.peek() {
            Some(Word::Clock(h, m)) => chrono::NaiveTime::from_hms_opt(h, m, 0),
            _ => None,
        };
        match read {
            Some(time) => {
                self.at = self.at.saturating_add(1);
                Some(time)
            }
            None => self.expected("时刻，如 16:00", "a time of day such as 16:00"),
        }
    }
}
