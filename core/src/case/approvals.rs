//! Who has signed, who must still sign, and who may sign now.

use super::situation::{Signed, View};
use crate::procedure::evaluate::Context;
use crate::procedure::guard::Truth;
use crate::procedure::model::{Approval, Procedure, Ref, Role, Signer};

/// How an approval stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    /// Whether it is complete: undetermined while it is open whether an extra signer is needed.
    pub(super) signed: Truth,
    /// Positions of the signers who must, or may have to, sign still.
    pub(super) open: Vec<usize>,
}

/// Whether `role` may act where `signer` is asked for.
pub(super) fn fits(procedure: &Procedure, role: Ref<Role>, signer: Signer) -> bool {
    role == signer.role || (signer.or_higher && outranks(procedure, role, signer.role, procedure.roles.len()))
}

/// Whether `high` stands above `low`, directly or through others. `depth` bounds a circle in the file.
fn outranks(procedure: &Procedure, high: Ref<Role>, low: Ref<Role>, depth: usize) -> bool {
    let above = &procedure.roles[high].above;
    above.contains(&low)
        || depth
            .checked_sub(1)
            .is_some_and(|depth| above.iter().any(|next| outranks(procedure, *next, low, depth)))
}

/// Whether each signer is needed, in file order.
fn needed(view: View<'_>, approval: Ref<Approval>) -> impl Iterator<Item = Truth> {
    view.procedure.approvals[approval].signers.iter().map(move |(_, when)| {
        when.as_ref().map_or(Truth::Yes, |when| when.guard.truth(view.procedure, &view))
    })
}

/// How an approval stands.
pub(super) fn standing(view: View<'_>, approval: Ref<Approval>) -> Standing {
    let mut signed = Truth::of(!view.procedure.approvals[approval].signers.is_empty());
    let mut open = Vec::new();
    for (slot, needed) in needed(view, approval).enumerate() {
        if needed != Truth::No && !view.signatures(approval).any(|signed| signed.slot == slot) {
            open.push(slot);
            signed = signed.and(!needed);
        }
    }
    if view.disagreed(approval) == Truth::Yes {
        signed = Truth::No;
    }
    Standing { signed, open }
}

/// Why a signature is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unfit {
    /// The role is not among the signers, or not needed now.
    Role,
    /// Somebody has signed in this role already.
    Slot,
    /// This person has signed already.
    Person,
    /// Another signer comes first: their position.
    Order(usize),
    /// The approval is asked for in other states only.
    State,
}

/// The signer for whom `role` may sign now.
pub(super) fn slot(
    view: View<'_>,
    approval: Ref<Approval>,
    role: Ref<Role>,
    person: Option<&str>,
) -> Result<usize, Unfit> {
    let rules = &view.procedure.approvals[approval];
    if !rules.during.is_empty() && !rules.during.iter().any(|state| view.in_state(*state) == Truth::Yes) {
        return Err(Unfit::State);
    }
    let given: Vec<&Signed> = view.signatures(approval).collect();
    if person.is_some() && given.iter().any(|signed| signed.person.as_deref() == person) {
        return Err(Unfit::Person);
    }
    let open = standing(view, approval).open;
    let signer = |slot: &usize| rules.signers.get(*slot).map(|(signer, _)| *signer);
    let exact = open.iter().find(|slot| signer(slot).is_some_and(|signer| signer.role == role));
    let fitting =
        open.iter().find(|slot| signer(slot).is_some_and(|signer| fits(view.procedure, role, signer)));
    match (exact.or(fitting), open.first()) {
        (Some(slot), Some(first)) if rules.ordered && slot != first => Err(Unfit::Order(*first)),
        (Some(slot), _) => Ok(*slot),
        (None, _) => {
            let signed = given
                .iter()
                .any(|signed| signer(&signed.slot).is_some_and(|signer| fits(view.procedure, role, signer)));
            Err(if signed { Unfit::Slot } else { Unfit::Role })
        }
    }
}
