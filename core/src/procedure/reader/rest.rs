//! Sampling plans, norms, costs, readings and known faults.

use super::super::model::{
    Cost, FactKind, Known, List, Norm, Reading, ReadingOption, Ref, Rounding, Sampling,
};
use super::names::{Kind, check_form};
use super::refs::Reader;
use super::source::{Rule, refs};
use super::view::View;
use super::{Problem, push};
use crate::rate::Rate;

const ROUNDING: [(&str, Rounding); 3] =
    [("up", Rounding::Up), ("down", Rounding::Down), ("half-up", Rounding::HalfUp)];

impl Reader<'_> {
    pub(super) fn samplings(&self, head: &View<'_>) -> List<Sampling> {
        let mut list = List::default();
        for view in head.rules("sampling") {
            let sampling = Sampling {
                id: view.need_item("id").map(|i| i.text.to_owned()).unwrap_or_default(),
                label: view.label(),
                source: self.source(&view, Rule::SAMPLING),
                of: self.count_of(&view, "of"),
                sample: self.count_of(&view, "sample"),
                rate: rate(&view, "rate"),
                most: rate(&view, "most"),
                rounding: view.word("rounding", &ROUNDING).unwrap_or_default(),
                minimum: view.number("minimum").unwrap_or_default(),
                per: view.both("per"),
            };
            if let (Some(least), Some(most)) = (sampling.rate, sampling.most)
                && most < least
            {
                let problem =
                    || Problem::new("procedure/rate", "most 小于 rate", "`most` is less than `rate`");
                view.fault("most", problem);
            }
            view.done();
            push(&mut list, sampling);
        }
        list
    }

    fn count_of(&self, view: &View<'_>, key: &'static str) -> Option<Ref<super::super::model::Fact>> {
        let fact = self.one(view, key, Kind::Fact, &self.names.facts)?;
        self.of_kind(view, fact, view.item(key)?, key, |k| matches!(k, FactKind::Count { .. }))
    }

    pub(super) fn norms(&self, head: &View<'_>) -> List<Norm> {
        let mut list = List::default();
        for view in head.rules("norm") {
            let norm = Norm {
                id: view.need_item("id").map(|i| i.text.to_owned()).unwrap_or_default(),
                label: view.label(),
                source: self.source(&view, Rule::NORM),
                on: self.anything(&view, "on"),
            };
            view.done();
            push(&mut list, norm);
        }
        list
    }

    pub(super) fn costs(&self, head: &View<'_>) -> List<Cost> {
        let mut list = List::default();
        for view in head.rules("cost") {
            let cost = Cost {
                id: view.need_item("id").map(|i| i.text.to_owned()).unwrap_or_default(),
                label: view.label(),
                source: self.source(&view, Rule::COST),
                when: self.condition(&view, "when"),
                payer: self.one(&view, "payer", Kind::Role, &self.names.roles),
                account: view.both("account"),
            };
            view.done();
            push(&mut list, cost);
        }
        list
    }

    /// The readings; `[readings]` of a company's file chooses among their options.
    pub(super) fn readings(&self, head: &View<'_>) -> List<Reading> {
        let chosen = head.table("readings");
        let mut list = List::default();
        for view in head.rules("reading") {
            let id = view.need_item("id").map(|i| i.text).unwrap_or_default();
            let mut options = List::default();
            for option in view.rules("option") {
                let at = option.need_item("id");
                if let Some(at) = at {
                    check_form(at.text, at.mark, view.faults);
                }
                let _ = option.get("patch");
                let own = at.map(|i| i.text.to_owned()).unwrap_or_default();
                push(&mut options, ReadingOption { id: own, label: option.label() });
                option.done();
            }
            if options.is_empty() {
                view.need("option");
            }
            let choice = chosen.as_ref().and_then(|c| c.table.text(id)).and_then(|c| options.find(c));
            view.need("question");
            let reading = Reading {
                id: id.to_owned(),
                question: view.both("question").unwrap_or_default(),
                refs: refs(&view, "Q"),
                options,
                chosen: choice.unwrap_or_else(Ref::first),
                why: view.both("why"),
            };
            view.done();
            push(&mut list, reading);
        }
        list
    }

    pub(super) fn known(&self, head: &View<'_>) -> Vec<Known> {
        let mut list = Vec::new();
        for view in head.rules("known") {
            let text = |key| view.need_item(key).map(|i| i.text.to_owned()).unwrap_or_default();
            list.push(Known { fault: text("fault"), at: text("at"), why: view.label() });
            view.done();
        }
        list
    }
}

fn rate(view: &View<'_>, key: &'static str) -> Option<Rate> {
    let item = view.item(key)?;
    match Rate::parse(item.text) {
        Ok(rate) => Some(rate),
        Err(error) => {
            for problem in error.problems() {
                view.fault_at(item.mark, key, || Problem {
                    code: "procedure/rate".to_owned(),
                    ..problem.clone()
                });
            }
            None
        }
    }
}
