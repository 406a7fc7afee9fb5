//! Guards, checks and classes over a block of rows at once: the rules of `procedure/evaluate.rs` on masks.

use super::ROWS;
use super::bits::{Mask, Ternary};
use super::counts::Counts;
use super::input::{Table, Values};
use super::kernel::{Share, compare_both, count_holds};
use super::lanes::Lanes;
use super::sweep::{Rate, Sweep};
use crate::procedure::evaluate::Context;
use crate::procedure::guard::{DateTerm, Guard};
use crate::procedure::model::{
    Check, Choice, Class, ClassResult, Decimal, Fact, FactKind, Hit, Procedure, Ref, Test,
};
use crate::rate::Comparator;
use crate::value::Value;
use chrono::{Days, NaiveDate};

/// A block of rows of a table.
#[derive(Debug)]
pub(super) struct Block<'b, 't> {
    pub(super) lanes: Lanes,
    pub(super) procedure: &'b Procedure,
    /// For each check that is a rate: its share.
    pub(super) rates: &'b [Option<Rate>],
    pub(super) sweep: &'b Sweep<'t>,
    pub(super) table: &'b Table<'t>,
    /// The counts, one place for each fact.
    pub(super) counts: &'b [Counts<'t>],
    pub(super) row: usize,
}

/// Which results a class may have, a mask of rows for each result and one for "unclassified".
pub(super) struct Outcome {
    /// Rows a result is given by a row of the table that matches.
    pub(super) sure: Vec<Mask>,
    /// Rows that may have it, the sure ones included.
    pub(super) possible: Vec<Mask>,
    /// Rows whose answer is known.
    pub(super) known: Mask,
}

impl Block<'_, '_> {
    pub(super) fn check(&self, at: Ref<Check>) -> Ternary {
        let Some(Some(rate)) = self.rates.get(at.position()) else {
            return self.other_check(&self.procedure.checks[at].test);
        };
        let (share, part, whole) = rate;
        let (Some(k), Some(n)) = (self.counts_of(*part), self.counts_of(*whole)) else {
            return Ternary::UNDETERMINED;
        };
        let swept = self.sweep.holds(at.position(), rate).filter(|_| k.is_as_swept() && n.is_as_swept());
        let holds = swept.unwrap_or_else(|| share.holds(self.lanes, k, n));
        Ternary::known(holds, k.known & n.known & n.nonzero(self.lanes))
    }

    fn other_check(&self, test: &Test) -> Ternary {
        match test {
            Test::Rate { part, whole, threshold } => self.share(*part, *whole, &Share::new(*threshold)),
            Test::Count { fact, comparator, bound } => self.count(*fact, *comparator, *bound),
            Test::Quantity { fact, bounds } => bounds
                .iter()
                .map(|(comparator, bound)| self.quantity(*fact, *comparator, *bound))
                .fold(Ternary::known(Mask::ALL, self.table.given(*fact, self.row)), Ternary::and),
            Test::When(when) => self.guard(&when.guard),
            Test::Unset => Ternary::UNDETERMINED,
        }
    }

    pub(super) fn guard(&self, guard: &Guard) -> Ternary {
        match guard {
            Guard::Always => Ternary::YES,
            Guard::And(all) => all.iter().fold(Ternary::YES, |so_far, guard| so_far.and(self.guard(guard))),
            Guard::Or(any) => any.iter().fold(Ternary::NO, |so_far, guard| so_far.or(self.guard(guard))),
            Guard::Not(inner) => self.guard(inner).not(),
            Guard::Flag(fact) => match self.table.column(*fact).map(|column| column.values) {
                Some(Values::Bits(flags)) => Ternary::known(flags.block(self.row), self.known(*fact)),
                _ => Ternary::UNDETERMINED,
            },
            Guard::Known(fact) => Ternary::known(self.known(*fact), Mask::ALL),
            Guard::Count(fact, comparator, bound) => self.count(*fact, *comparator, *bound),
            Guard::Counts(a, comparator, b) => match (self.counts_of(*a), self.counts_of(*b)) {
                (Some(a), Some(b)) => Ternary::known(
                    compare_both(self.lanes, &a.values(), *comparator, &b.values()),
                    a.known & b.known,
                ),
                _ => Ternary::UNDETERMINED,
            },
            Guard::Quantity(fact, comparator, bound) => self.quantity(*fact, *comparator, *bound),
            Guard::Rate(part, whole, threshold) => self.share(*part, *whole, &Share::new(*threshold)),
            Guard::Choice(fact, options) => self.choice(*fact, options),
            Guard::Date(a, comparator, b) => self.dates(a, *comparator, b),
            Guard::Check(check) => self.check(*check),
            Guard::Class(class, wanted) => self.is_among(&self.procedure.classes[*class], wanted),
            // A table holds facts; the rest needs a case.
            Guard::In(_)
            | Guard::Reached(_)
            | Guard::Rounds(..)
            | Guard::Started(_)
            | Guard::Running(_)
            | Guard::Ended(_)
            | Guard::Happened(_)
            | Guard::Signed(_)
            | Guard::Disagreed(_)
            | Guard::Held(_)
            | Guard::Time(..) => Ternary::UNDETERMINED,
        }
    }

    /// The outcome of a table: which results are possible in which rows, and where only one set of them is.
    pub(super) fn classify(&self, class: &Class) -> Outcome {
        let results = class.results.len();
        let mut outcome = Outcome {
            sure: vec![Mask::NONE; results.saturating_add(1)],
            possible: vec![Mask::NONE; results.saturating_add(1)],
            known: Mask::NONE,
        };
        let mut live = Mask::ALL;
        let mut matched = Mask::NONE;
        for row in &class.rows {
            let truth = self.guard(&row.when.guard);
            let at = row.result.position();
            mark(&mut outcome.possible, at, live & !truth.no);
            mark(&mut outcome.sure, at, live & truth.yes);
            matched |= live & truth.yes;
            if class.hit == Hit::First {
                live &= !truth.yes;
            }
        }
        let otherwise = class.otherwise.map_or(results, Ref::position);
        mark(&mut outcome.possible, otherwise, !matched);
        outcome.known = match class.hit {
            Hit::First | Hit::Single => single(&outcome.possible),
            Hit::All => {
                let open = outcome
                    .sure
                    .iter()
                    .zip(&outcome.possible)
                    .fold(Mask::NONE, |open, (sure, possible)| open | (*possible & !*sure));
                (matched & !open) | (!matched & single(&outcome.possible))
            }
        };
        outcome
    }

    fn is_among(&self, class: &Class, wanted: &[Option<Ref<ClassResult>>]) -> Ternary {
        let outcome = self.classify(class);
        let unclassified = class.results.len();
        let (mut inside, mut outside, mut sure_inside) = (Mask::NONE, Mask::NONE, Mask::NONE);
        for (at, (possible, sure)) in outcome.possible.iter().zip(&outcome.sure).enumerate() {
            let is_wanted = wanted.iter().any(|result| result.map_or(unclassified, Ref::position) == at);
            if is_wanted {
                inside |= *possible;
                sure_inside |= *sure;
            } else {
                outside |= *possible;
            }
        }
        let adds_up = if class.hit == Hit::All { sure_inside } else { Mask::NONE };
        Ternary { yes: (inside & !outside) | adds_up, no: !inside }
    }

    fn share(&self, part: Ref<Fact>, whole: Ref<Fact>, share: &Share) -> Ternary {
        let (Some(part), Some(whole)) = (self.counts_of(part), self.counts_of(whole)) else {
            return Ternary::UNDETERMINED;
        };
        let known = part.known & whole.known & whole.nonzero(self.lanes);
        Ternary::known(share.holds(self.lanes, part, whole), known)
    }

    fn count(&self, fact: Ref<Fact>, comparator: Comparator, bound: u64) -> Ternary {
        let Some(counts) = self.counts_of(fact) else { return Ternary::UNDETERMINED };
        Ternary::known(count_holds(self.lanes, counts, comparator, bound), counts.known)
    }

    fn quantity(&self, fact: Ref<Fact>, comparator: Comparator, bound: Decimal) -> Ternary {
        let (digits, scale) = match self.table.column(fact).map(|column| column.values) {
            Some(Values::Decimal(digits, scale)) => (digits, scale),
            Some(Values::I64(digits)) => (digits, 0),
            _ => return Ternary::UNDETERMINED,
        };
        let mut block = [0; ROWS];
        for (to, from) in block.iter_mut().zip(digits.get(self.row..).unwrap_or_default()) {
            *to = *from;
        }
        let answer =
            self.lanes.bits(&block, |digits| comparator.holds(Decimal { digits, scale }.cmp(&bound)));
        Ternary::known(answer, self.known(fact))
    }

    fn choice(&self, fact: Ref<Fact>, options: &[Ref<Choice>]) -> Ternary {
        let Some(column) = self.table.column(fact) else { return Ternary::UNDETERMINED };
        let codes = column.values.block(self.row);
        let answer = options
            .iter()
            .filter_map(|option| i32::try_from(option.position()).ok())
            .fold(Mask::NONE, |answer, option| answer | self.lanes.bits(&codes, |code| code == option));
        Ternary::known(answer, self.known(fact))
    }

    fn dates(&self, a: &DateTerm, comparator: Comparator, b: &DateTerm) -> Ternary {
        let known = [a, b]
            .iter()
            .filter_map(|term| term.fact)
            .fold(Mask::ALL, |known, fact| known & self.known(fact));
        let (mut left, mut right) = ([0; ROWS], [0; ROWS]);
        let mut usable = Mask::NONE;
        for ((at, left), right) in left.iter_mut().enumerate().zip(&mut right) {
            if !known.has(at) {
                continue;
            }
            let row = OneRow { block: self, at };
            let days = |term: &DateTerm| row.day(term).map(|day| chrono::Datelike::num_days_from_ce(&day));
            if let (Some(a), Some(b)) = (days(a), days(b)) {
                (*left, *right) = (a, b);
                usable.insert(at);
            }
        }
        Ternary::known(self.lanes.bits2(&left, &right, |a, b| comparator.holds(a.cmp(&b))), usable)
    }

    /// Rows in which a fact has a usable value.
    pub(super) fn known(&self, fact: Ref<Fact>) -> Mask {
        match self.procedure.facts[fact].kind {
            FactKind::Count { .. } => self.counts_of(fact).map_or(Mask::NONE, |counts| counts.known),
            _ => self.table.given(fact, self.row),
        }
    }

    pub(super) fn counts_of(&self, fact: Ref<Fact>) -> Option<&Counts<'_>> {
        self.counts.get(fact.position())
    }
}

/// One row of a block, for what is worked out day by day.
struct OneRow<'b, 'c, 't> {
    block: &'b Block<'c, 't>,
    at: usize,
}

impl OneRow<'_, '_, '_> {
    fn day(&self, term: &DateTerm) -> Option<NaiveDate> {
        let Values::I32(days) = self.block.table.column(term.fact?)?.values else { return None };
        let since_epoch = *days.get(self.block.row.checked_add(self.at)?)?;
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1)?;
        let distance = Days::new(since_epoch.unsigned_abs().into());
        let day = if since_epoch < 0 {
            epoch.checked_sub_days(distance)
        } else {
            epoch.checked_add_days(distance)
        }?;
        term.day(&JustDay(Value::Date(day)))
    }
}

/// A context that knows one date, whatever it is asked.
struct JustDay(Value);

impl Context for JustDay {
    fn fact(&self, _fact: Ref<Fact>) -> Option<&Value> {
        Some(&self.0)
    }
}

fn mark(masks: &mut [Mask], at: usize, rows: Mask) {
    if let Some(mask) = masks.get_mut(at) {
        *mask |= rows;
    }
}

/// Rows in which exactly one result is possible.
fn single(possible: &[Mask]) -> Mask {
    let (mut once, mut twice) = (Mask::NONE, Mask::NONE);
    for mask in possible {
        twice |= once & *mask;
        once |= *mask;
    }
    once & !twice
}

impl Outcome {
    /// Result by result, those of the `known` rows that have it alone; gives the rows that have several.
    pub(super) fn alone(&self, known: Mask, mut take: impl FnMut(usize, Mask)) -> Mask {
        let any_sure = self.sure.iter().fold(Mask::NONE, |rows, mask| rows | *mask);
        let (one_sure, one_possible) = (single(&self.sure), single(&self.possible) & !any_sure);
        for (at, (sure, possible)) in self.sure.iter().zip(&self.possible).enumerate() {
            let rows = (*sure & one_sure | *possible & one_possible) & known;
            if !rows.is_empty() {
                take(at, rows);
            }
        }
        known & !(one_sure | one_possible)
    }

    /// The results of each known row, as positions in file order; `results` is the number of results of the class.
    pub(super) fn each(&self, present: Mask, mut take: impl FnMut(usize, &[usize])) {
        let mut at_row: Vec<usize> = Vec::new();
        for row in (self.known & present).rows() {
            at_row.clear();
            let has = |masks: &[Mask]| -> Vec<usize> {
                masks.iter().enumerate().filter(|(_, mask)| mask.has(row)).map(|(at, _)| at).collect()
            };
            let sure = has(&self.sure);
            at_row.extend(if sure.is_empty() { has(&self.possible) } else { sure });
            take(row, &at_row);
        }
    }
}
