//! The loop over blocks of rows.

use super::ROWS;
use super::bits::{Mask, Ternary, bits, bits2};
use super::counts::Counts;
use super::guards::Block;
use super::input::Table;
use super::kernel::Share;
use super::parts::{CheckPart, ClassPart, Found, Part, keep_end, rows_at, write_bits};
use super::scores::{BadCell, Fault, Scores};
use crate::findings::{count_margin, is_part_of};
use crate::procedure::model::{Check, Class, Fact, FactKind, Procedure, Ref, Test};

/// A procedure made ready to score tables. One can score many tables at the same time.
#[derive(Debug, Clone)]
pub struct Scorer<'p> {
    procedure: &'p Procedure,
    /// For each check that is a rate: its fraction in lowest terms.
    shares: Vec<Option<Share>>,
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

/// A stretch of a table to score. A type of its own so that the loop is compiled once more inside a function for
/// processors with wider registers; a closure would be compiled apart from it and called.
struct Job<'s, 'p, 't> {
    scorer: &'s Scorer<'p>,
    table: &'s Table<'t>,
    part: Part<'s>,
}

impl Job<'_, '_, '_> {
    #[inline(always)]
    fn run(self) -> Found {
        self.scorer.score_blocks(self.table, self.part)
    }
}

#[cfg(target_arch = "x86_64")]
impl pulp::NullaryFnOnce for Job<'_, '_, '_> {
    type Output = Found;

    #[inline(always)]
    fn call(self) -> Found {
        self.run()
    }
}

impl<'p> Scorer<'p> {
    /// Prepares a procedure.
    pub fn new(procedure: &'p Procedure) -> Self {
        let shares = procedure
            .checks
            .iter()
            .map(|check| match check.test {
                Test::Rate { threshold, .. } => Some(Share::new(threshold)),
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
        Self { procedure, shares, parts }
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
    pub fn fill(&self, table: &Table<'_>, part: Part<'_>) -> Found {
        let job = Job { scorer: self, table, part };
        #[cfg(target_arch = "x86_64")]
        return pulp::Arch::new().dispatch(job);
        #[cfg(not(target_arch = "x86_64"))]
        job.run()
    }

    #[inline(always)]
    fn score_blocks(&self, table: &Table<'_>, mut part: Part<'_>) -> Found {
        let counted: Vec<Ref<Fact>> = self
            .procedure
            .facts
            .entries()
            .filter(|(at, fact)| matches!(fact.kind, FactKind::Count { .. }) && table.column(*at).is_some())
            .map(|(at, _)| at)
            .collect();
        let mut counts: Vec<Counts<'_>> = vec![Counts::default(); self.procedure.facts.len()];
        let mut bad = Vec::new();
        for row in (0..part.rows.len()).step_by(ROWS) {
            self.load(table, &counted, &mut counts, row, &mut bad);
            let block =
                Block { procedure: self.procedure, shares: &self.shares, table, counts: &counts, row };
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
    #[inline(always)]
    fn load<'t>(
        &self,
        table: &Table<'t>,
        counted: &[Ref<Fact>],
        counts: &mut [Counts<'t>],
        row: usize,
        bad: &mut Vec<BadCell>,
    ) {
        let mut refused = Mask::NONE;
        for fact in counted {
            if let Some(counts) = counts.get_mut(fact.position()) {
                counts.load(table, *fact, row);
                refused |= counts.negative | counts.fraction;
            }
        }
        for (part, whole) in &self.parts {
            if let Ok([part, whole]) = counts.get_disjoint_mut([part.position(), whole.position()]) {
                part.hold_to(whole);
                refused |= part.exceeding;
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
    #[inline(always)]
    fn rate(&self, check: &Check, column: &mut CheckPart<'_>) {
        let Test::Rate { part, whole, .. } = check.test else { return };
        let (Some(part), Some(whole)) = (self.counts_of(part), self.counts_of(whole)) else { return };
        let mut spare = [0.0; ROWS];
        let rates = rows_at(column.rate, self.row, &mut spare);
        if part.is_wide() || whole.is_wide() {
            for ((rate, k), n) in rates.iter_mut().zip(part.values()).zip(whole.values()) {
                *rate = k as f64 / n as f64;
            }
        } else {
            for ((rate, k), n) in rates.iter_mut().zip(part.lanes()).zip(whole.lanes()) {
                *rate = f64::from(*k) / f64::from(*n);
            }
        }
        keep_end(column.rate, self.row, &spare);
    }

    #[inline(always)]
    fn margin(&self, at: Ref<Check>, answer: Ternary, present: Mask, column: &mut CheckPart<'_>) {
        let known = (answer.yes | answer.no) & present;
        let mut spare = [0; ROWS];
        let margins = rows_at(column.margin, self.row, &mut spare);
        let valid = match self.procedure.checks[at].test {
            Test::Rate { part, whole, threshold } => {
                let bounded = is_part_of(self.procedure, part, whole);
                let (Some(k), Some(n)) = (self.counts_of(part), self.counts_of(whole)) else { return };
                let high = self.shares.get(at.position()).copied().flatten().and_then(|share| share.flips(n));
                match high {
                    Some(high) if !k.is_wide() => {
                        small_margins(k.lanes(), &high, bounded.then_some(n.lanes()), margins)
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
                let Some(counts) = self.counts_of(fact) else { return };
                each_margin(margins, known, |row| {
                    let most = whole.filter(|whole| whole.known.has(row)).and_then(|whole| whole.value(row));
                    count_margin(counts.value(row)?, comparator, bound, most)
                })
            }
            _ => Mask::NONE,
        };
        keep_end(column.margin, self.row, &spare);
        write_bits(column.margin_valid, self.row, valid & known);
    }

    fn class(&self, class: &Class, present: Mask, column: &mut ClassPart<'_>) {
        let outcome = self.classify(class);
        let (mut codes, mut spare) = ([0; ROWS], [0; ROWS]);
        let several = outcome.alone(outcome.known & present, |at, rows| {
            rows.mark(&mut codes, i32::try_from(at).unwrap_or_default());
        });
        outcome.each(several, |row, results| {
            if let Some(code) = codes.get_mut(row) {
                *code = column.code(class, results);
            }
        });
        *rows_at(column.codes, self.row, &mut spare) = codes;
        keep_end(column.codes, self.row, &codes);
        write_bits(column.valid, self.row, outcome.known & present);
    }
}

/// For each row: the step to the other side of `high`, the least count on the high side of the threshold.
#[inline(always)]
fn small_margins(
    k: &[i32; ROWS],
    high: &[i32; ROWS],
    most: Option<&[i32; ROWS]>,
    margins: &mut [i64; ROWS],
) -> Mask {
    let mut targets = [0_i32; ROWS];
    for (((target, margin), k), high) in targets.iter_mut().zip(margins.iter_mut()).zip(k).zip(high) {
        *target = high.wrapping_sub(i32::from(k >= high));
        *margin = i64::from(target.wrapping_sub(*k));
    }
    let reachable = bits(&targets, |target| target >= 0);
    most.map_or(reachable, |most| reachable & bits2(&targets, most, |target, most| target <= most))
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
