//! What a newer calendar moved, as every language sees it.

use super::deadline::DeadlineView;
use super::standing::RemainingView;
use super::{ByView, Kind, RuleView};
use crate::calendar::{Amount, Calendar, Moment};
use crate::case::{Case, MovedObligation, moved};
use crate::problem::{Error, Text};
use serde::Serialize;

/// An obligation that ends at another time under the newer calendar.
#[derive(Debug, Clone, Serialize)]
pub struct MovedView<'c> {
    /// The limit.
    pub limit: RuleView<'c>,
    /// Which occurrence of what starts it.
    pub n: u32,
    /// The item or place it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Who owes it.
    pub owed_by: ByView<'c>,
    /// As promised, in the older calendar.
    pub before: DeadlineView,
    /// As now.
    pub after: DeadlineView,
    /// How it stood under the older calendar.
    pub stood: &'static str,
    /// How it stands now.
    pub standing: &'static str,
    /// The same as people say it.
    pub standing_label: Text,
    /// By how much it moved: working days, or seconds for hours; negative is earlier.
    pub by: RemainingView,
}

impl<'c> MovedView<'c> {
    /// Every open obligation that `new` moved.
    ///
    /// # Errors
    /// [`Error::Calendar`] if a deadline lies outside its calendar.
    pub fn all(case: &'c Case, now: Moment, old: &Calendar, new: &Calendar) -> Result<Vec<Self>, Error> {
        let view = |one: MovedObligation| {
            let p = case.procedure();
            let limit = &p.limits[one.limit];
            Ok(Self {
                limit: RuleView::new(p, Kind::Limit, &limit.id, &limit.label, &limit.source),
                n: one.n,
                part: one.part,
                owed_by: ByView::new(p, &limit.owed_by),
                before: DeadlineView::new(old, &one.before, false)?,
                after: DeadlineView::new(new, &one.after, false)?,
                stood: one.stood.id(),
                standing: one.stands.id(),
                standing_label: one.stands.label(),
                by: RemainingView { amount: one.by.count, unit: one.by.unit, text: told(one.by) },
            })
        };
        moved(case, now, old, new).into_iter().map(view).collect()
    }
}

/// `推迟1个工作日`, `1 working day later`.
fn told(by: Amount) -> Text {
    let label = by.label();
    match by.count {
        0 => Text::new("变动未跨工作日", "moved, but over no working day"),
        1.. => Text::new(format!("推迟{}", label.zh), format!("{} later", label.en)),
        _ => Text::new(format!("提前{}", label.zh), format!("{} earlier", label.en)),
    }
}
