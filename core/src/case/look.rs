//! What a case knows: facts, forms and signatures, of the whole and of its parts.

use super::log::Verdict;
use super::reasons::{self, Thing};
use super::situation::{Known, Part};
use super::{Case, approvals};
use crate::calendar::Moment;
use crate::procedure::evaluate::Context;
use crate::procedure::guard::Truth;
use crate::procedure::model::{Approval, Fact, Form, Ref, Role};
use crate::value::Value;
use std::sync::Arc;

/// How an approval stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalStanding<'c> {
    /// The approval.
    pub approval: Ref<Approval>,
    /// The item or place it is signed for.
    pub part: Option<&'c str>,
    /// Whether it is complete.
    pub complete: Truth,
    /// Whether a signer disagreed.
    pub disagreed: bool,
    /// Who has signed.
    pub signed: Vec<Signatory<'c>>,
    /// Who must, or may have to, sign still.
    pub open: Vec<Thing>,
}

/// Somebody who has signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signatory<'c> {
    /// The role.
    pub role: Ref<Role>,
    /// The person.
    pub person: Option<&'c str>,
    /// What they said.
    pub verdict: Verdict,
    /// When.
    pub at: Moment,
}

impl Case {
    /// The latest moment of the log.
    pub fn latest(&self) -> Moment {
        self.situation.latest
    }

    /// The items and places of which something is known.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.situation.parts.keys().map(|part| &**part)
    }

    /// The facts known of a part, or of the case as a whole; in file order.
    pub fn facts(&self, part: Option<&str>) -> impl Iterator<Item = (Ref<Fact>, &Value)> {
        let known: Option<&Known> = match part {
            None => Some(&self.situation.case),
            Some(part) => self.situation.parts.get(part),
        };
        let facts = self.procedure.facts.entries();
        facts.filter_map(move |(fact, _)| known?.facts[fact].as_ref().map(|(value, _)| (fact, value)))
    }

    /// The forms held, in file order.
    pub fn forms(&self) -> impl Iterator<Item = Ref<Form>> {
        let view = self.situation.view(&self.procedure, &None, self.latest());
        let forms = self.procedure.forms.entries().map(|(form, _)| form);
        forms.filter(move |form| view.held(*form) == Truth::Yes)
    }

    /// How every approval stands, and again for each part that somebody has signed for.
    pub fn approvals(&self) -> Vec<ApprovalStanding<'_>> {
        let mut out = Vec::new();
        for (approval, _) in self.procedure.approvals.entries() {
            out.push(self.approval(approval, None));
            let parts = self.situation.parts.iter();
            let signed_for =
                parts.filter(|(_, known)| known.signatures.iter().any(|s| s.approval == approval));
            out.extend(signed_for.map(|(part, _)| self.approval(approval, Some(part))));
        }
        out
    }

    fn approval<'c>(&'c self, approval: Ref<Approval>, part: Option<&'c Arc<str>>) -> ApprovalStanding<'c> {
        let own: Part = part.cloned();
        let view = self.situation.view(&self.procedure, &own, self.latest());
        let standing = approvals::standing(view, approval);
        let signers = &self.procedure.approvals[approval].signers;
        let known = core::iter::once(&self.situation.case);
        let known = known.chain(part.and_then(|part| self.situation.parts.get(part)));
        let signed = known.flat_map(|known| &known.signatures).filter(|signed| signed.approval == approval);
        ApprovalStanding {
            approval,
            part: part.map(|part| &**part),
            complete: standing.signed,
            disagreed: view.disagreed(approval) == Truth::Yes,
            signed: signed
                .map(|signed| Signatory {
                    role: signed.role,
                    person: signed.person.as_deref(),
                    verdict: if signed.agreed { Verdict::Agree } else { Verdict::Disagree },
                    at: signed.at,
                })
                .collect(),
            open: standing
                .open
                .iter()
                .filter_map(|slot| signers.get(*slot))
                .map(|(one, _)| reasons::signer(&self.procedure, *one))
                .collect(),
        }
    }
}
