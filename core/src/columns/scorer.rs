//! The loop over blocks of rows.

use super::ROWS;
use super::bits::{Mask, Ternary};
use super::counts::Counts;
use super::guards::Block;
use super::input::Table;
use super::kernel::Share;
use super::lanes::Lanes;
use super::parts::{CheckPart, ClassPart, Found, Part, write_bits, write_rows};
use super::scores::{BadCell, Fault, Scores};
use super::sweep::{Rate, Sweep};
use crate::findings::{count_margin, is_part_of};
use crate::procedure::model::{Check, Class, Fact, FactKind, Procedure, Ref, Test};

/// A procedure made ready to score tables. One can score many tables at the same time.
#[derive(Debug, Clone)]
pub struct Scorer<'p> {
    lanes: Lanes,
    procedure: &'p Procedure,
    /// For each check that is a rate: its fraction in lowest terms, and the facts.
    rates: Vec<Option<Rate>>,
    /// Counts that are part of another, in file order.
    parts: Vec<(Ref<Fact>, Ref<Fact>)>,
}

/// Which columns to work out besides the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// The measured shares.
    pub rates: bool,
    /// The distances to the boundary.
    pub margins: bool,
}

impl<'p> Scorer<'p> {
    /// Prepares a procedure.
    pub fn new(procedure: &'p Procedure) -> Self {
        let rates = procedure
            .checks
            .iter()
            .map(|check| match check.test {
                Test::Rate { part, whole, threshold } => Some((Share::new(threshold), part, whole)),
                _ => None,
            })
            .collect();
        let parts = procedure
            .facts
            .entries()
            .filter_map(|(part, fact)| match fact.kind {
                FactKind::Count { part_of: Some(whole) } => Some((part, whole)),
                _ => None,
            })
            .collect();
        Self { lanes: Lanes::new(), procedure, rates, parts }
    }

    /// Judges every row of a table.
    pub fn score(&self, table: &Table<'_>, wanted: Wanted) -> Scores {
        let mut scores = Scores::new(self.procedure, table.rows(), wanted);
        let found = scores.parts(table.rows()).into_iter().map(|part| self.fill(table, part)).collect();
        scores.join(found);
        scores
    }

    /// Judges the rows of one part. The table has them alone ([`Table::slice`] cuts them out); what is returned goes to
    /// [`Scores::join`].
    pub fn fill(&self, table: &Table<'_>, mut part: Part<'_>) -> Found {
        let counted: Vec<Ref<Fact>> = self
            .procedure
            .facts
            .entries()
            .filter(|(at, fact)| matches!(fact.kind, FactKind::Count { .. }) && table.column(*at).is_some())
            .map(|(at, _)| at)
            .collect();
        let mut counts: Vec<Counts<'_>> = vec![Counts::default(); self.procedure.facts.len()];
        let mut sweep = Sweep::default();
        let mut bad = Vec::new();
        for row in (0..part.rows.len()).step_by(ROWS) {
            sweep.pass(self.lanes, table, &self.parts, &self.rates, row);
            self.load(table, &sweep, &counted, &mut counts, row, &mut bad);
            let Self { lanes, procedure, rates, .. } = self;
            let block = Block { lanes: *lanes, procedure, rates, sweep: &sweep, table, counts: &counts, row };
            let present = table.present(row);
            for ((at, check), column) in self.procedure.checks.entries().zip(&mut part.checks) {
                let answer = block.check(at);
                write_bits(column.answer, row, answer.yes & present);
                write_bits(column.valid, row, (answer.yes | answer.no) & present);
                if !column.rate.is_empty() {
                    block.rate(check, column);
                }
                if !column.margin.is_empty() {
                    block.margin(at, answer, present, column);
                }
            }
            for (class, column) in self.procedure.classes.iter().zip(&mut part.classes) {
                block.class(class, present, column);
            }
        }
        let names = part.classes.into_iter().map(|class| class.names).collect();
        Found { rows: part.rows, bad, names }
    }

    /// Loads the counts of a block and refuses what is below 0, not whole, or more than the count it is part of.
    fn load<'t>(
        &self,
        table: &Table<'t>,
        sweep: &Sweep<'t>,
        counted: &[Ref<Fact>],
        counts: &mut [Counts<'t>],
        row: usize,
        bad: &mut Vec<BadCell>,
    ) {
        let mut refused = Mask::NONE;
        for fact in counted {
            if let Some(counts) = counts.get_mut(fact.position()) {
                counts.load(self.lanes, table, sweep, *fact, row);
                if counts.refuses {
                    refused |= counts.negative | counts.fraction;
                }
            }
        }
        for (at, (part, whole)) in self.parts.iter().enumerate() {
            if let Ok([part, whole]) = counts.get_disjoint_mut([part.position(), whole.position()]) {
                part.hold_to(self.lanes, whole, sweep.over(at));
                if part.refuses {
                    refused |= part.exceeding;
                }
            }
        }
        if !refused.is_empty() {
            report(counted, counts, row, refused, bad);
        }
    }
}

#[cold]
fn report(counted: &[Ref<Fact>], counts: &[Counts<'_>], row: usize, refused: Mask, bad: &mut Vec<BadCell>) {
    for at in refused.rows() {
        for fact in counted {
            let Some(counts) = counts.get(fact.position()) else { continue };
            for (mask, fault) in [
                (counts.negative, Fault::Negative),
                (counts.fraction, Fault::Fraction),
                (counts.exceeding, Fault::Exceeds),
            ] {
                if mask.has(at) {
                    bad.push(BadCell { row: row.saturating_add(at), fact: *fact, fault });
                }
            }
        }
    }
}

impl Block<'_, '_> {
    fn rate(&self, check: &Check, column: &mut CheckPart<'_>) {
        let Test::Rate { part, whole, .. } = check.test else { return };
        let (Some(part), Some(whole)) = (self.counts_of(part), self.counts_of(whole)) else { return };
        write_rows(column.rate, self.row, |rates| {
            if part.is_wide() || whole.is_wide() {
                let share = |k, n| k as f64 / n as f64;
                self.lanes.each2(&part.values(), &whole.values(), rates, share);
            } else {
                let share = |k, n| f64::from(k) / f64::from(n);
                self.lanes.each2(part.small(), whole.small(), rates, share);
            }
        });
    }

    fn margin(&self, at: Ref<Check>, answer: Ternary, present: Mask, column: &mut CheckPart<'_>) {
        let known = (answer.yes | answer.no) & present;
        let valid = write_rows(column.margin, self.row, |margins| match self.procedure.checks[at].test {
            Test::Rate { part, whole, threshold } => {
                let bounded = is_part_of(self.procedure, part, whole);
                let (Some(k), Some(n)) = (self.counts_of(part), self.counts_of(whole)) else {
                    return Mask::NONE;
                };
                let rate = self.rates.get(at.position()).copied().flatten();
                match rate.and_then(|(share, ..)| share.flips(self.lanes, n)) {
                    Some(high) if !k.is_wide() => {
                        small_margins(self.lanes, k.small(), &high, bounded.then_some(n.small()), margins)
                    }
                    _ => each_margin(margins, known, |row| {
                        let (k, n) = (k.value(row)?, n.value(row)?);
                        threshold.margin(k, n, bounded.then_some(n))
                    }),
                }
            }
            Test::Count { fact, comparator, bound } => {
                let whole = match self.procedure.facts[fact].kind {
                    FactKind::Count { part_of: Some(whole) } => self.counts_of(whole),
                    _ => None,
                };
                let Some(counts) = self.counts_of(fact) else { return Mask::NONE };
                each_margin(margins, known, |row| {
                    let most = whole.filter(|whole| whole.known.has(row)).and_then(|whole| whole.value(row));
                    count_margin(counts.value(row)?, comparator, bound, most)
                })
            }
            _ => Mask::NONE,
        });
        write_bits(column.margin_valid, self.row, valid & known);
    }

    fn class(&self, class: &Class, present: Mask, column: &mut ClassPart<'_>) {
        let outcome = self.classify(class);
        let mut codes = [0; ROWS];
        let several = outcome.alone(outcome.known & present, |at, rows| {
            rows.mark(&mut codes, i32::try_from(at).unwrap_or_default());
        });
        outcome.each(several, |row, results| {
            if let Some(code) = codes.get_mut(row) {
                *code = column.code(class, results);
            }
        });
        write_rows(column.codes, self.row, |to| *to = codes);
        write_bits(column.valid, self.row, outcome.known & present);
    }
}

/// For each row: the step to the other side of `high`, the least count on the high side of the threshold.
fn small_margins(
    lanes: Lanes,
    k: &[i32; ROWS],
    high: &[i32; ROWS],
    most: Option<&[i32; ROWS]>,
    margins: &mut [i64; ROWS],
) -> Mask {
    let mut targets = [0_i32; ROWS];
    lanes.each2(k, high, &mut targets, |k, high| high.wrapping_sub(i32::from(k >= high)));
    lanes.each2(&targets, k, margins, |target, k| i64::from(target.wrapping_sub(k)));
    let reachable = lanes.bits(&targets, |target| target >= 0);
    most.map_or(reachable, |most| reachable & lanes.bits2(&targets, most, |target, most| target <= most))
}

fn each_margin(margins: &mut [i64; ROWS], known: Mask, margin: impl Fn(usize) -> Option<i64>) -> Mask {
    let mut valid = Mask::NONE;
    for row in known.rows() {
        if let (Some(to), Some(margin)) = (margins.get_mut(row), margin(row)) {
            *to = margin;
            valid.insert(row);
        }
    }
    valid
}
