//! The loop over blocks of 64 rows.

use super::ROWS;
use super::bits::{Ternary, bits};
use super::counts::Counts;
use super::guards::Block;
use super::input::Table;
use super::kernel::Share;
use super::scores::{BadCell, CheckColumn, ClassColumn, Fault, Scores, push_rows, push_word};
use crate::findings::{count_margin, is_part_of};
use crate::procedure::model::{Check, Class, Fact, FactKind, Procedure, Ref, Test, UNCLASSIFIED};

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

/// One table to score. A type of its own so that the loop is compiled once more inside a function for processors
/// with wider registers; a closure would be compiled apart from it and called.
struct Job<'s, 'p, 't> {
    scorer: &'s Scorer<'p>,
    table: &'s Table<'t>,
    wanted: Wanted,
}

impl Job<'_, '_, '_> {
    #[inline(always)]
    fn run(self) -> Scores {
        self.scorer.score_blocks(self.table, self.wanted)
    }
}

#[cfg(target_arch = "x86_64")]
impl pulp::NullaryFnOnce for Job<'_, '_, '_> {
    type Output = Scores;

    #[inline(always)]
    fn call(self) -> Scores {
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
        let job = Job { scorer: self, table, wanted };
        #[cfg(target_arch = "x86_64")]
        return pulp::Arch::new().dispatch(job);
        #[cfg(not(target_arch = "x86_64"))]
        job.run()
    }

    #[inline(always)]
    fn score_blocks(&self, table: &Table<'_>, wanted: Wanted) -> Scores {
        let rows = table.rows();
        let mut scores = self.empty(rows, wanted);
        let counted: Vec<Ref<Fact>> = self
            .procedure
            .facts
            .entries()
            .filter(|(at, fact)| matches!(fact.kind, FactKind::Count { .. }) && table.column(*at).is_some())
            .map(|(at, _)| at)
            .collect();
        let mut counts: Vec<Counts<'_>> = vec![Counts::default(); self.procedure.facts.len()];
        for row in (0..rows).step_by(ROWS) {
            self.load(table, &counted, &mut counts, row, &mut scores.bad);
            let block =
                Block { procedure: self.procedure, shares: &self.shares, table, counts: &counts, row };
            let present = table.present(row);
            for ((at, check), column) in self.procedure.checks.entries().zip(&mut scores.checks) {
                let answer = block.check(at);
                push_word(&mut column.answer, answer.yes & present);
                push_word(&mut column.valid, (answer.yes | answer.no) & present);
                if wanted.rates {
                    block.rate(check, column);
                }
                if wanted.margins {
                    block.margin(at, answer, present, column);
                }
            }
            for (class, column) in self.procedure.classes.iter().zip(&mut scores.classes) {
                block.class(class, present, column);
            }
        }
        scores.trim();
        scores
    }

    fn empty(&self, rows: usize, wanted: Wanted) -> Scores {
        let classes = self.procedure.classes.iter().map(|class| {
            let names = class.results.iter().map(|r| r.id.as_str()).chain([UNCLASSIFIED]).map(str::to_owned);
            ClassColumn { names: names.collect(), ..ClassColumn::default() }
        });
        let bytes = rows.div_ceil(ROWS).saturating_mul(8);
        let (rates, margins) = (if wanted.rates { bytes } else { 0 }, if wanted.margins { bytes } else { 0 });
        let checks = self.procedure.checks.iter().map(|_| CheckColumn {
            answer: Vec::with_capacity(bytes),
            valid: Vec::with_capacity(bytes),
            rate: Vec::with_capacity(rates.saturating_mul(8)),
            margin: Vec::with_capacity(margins.saturating_mul(8)),
            margin_valid: Vec::with_capacity(margins),
        });
        Scores { rows, checks: checks.collect(), classes: classes.collect(), bad: Vec::new() }
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
        let mut refused = 0;
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
        if refused != 0 {
            report(counted, counts, row, refused, bad);
        }
    }
}

#[cold]
fn report(counted: &[Ref<Fact>], counts: &[Counts<'_>], row: usize, refused: u64, bad: &mut Vec<BadCell>) {
    for at in super::bits::set_bits(refused) {
        for fact in counted {
            let Some(counts) = counts.get(fact.position()) else { continue };
            for (word, fault) in [
                (counts.negative, Fault::Negative),
                (counts.fraction, Fault::Fraction),
                (counts.exceeding, Fault::Exceeds),
            ] {
                if word >> at & 1 == 1 {
                    bad.push(BadCell { row: row.saturating_add(at), fact: *fact, fault });
                }
            }
        }
    }
}

impl Block<'_, '_> {
    #[inline(always)]
    fn rate(&self, check: &Check, column: &mut CheckColumn) {
        let Test::Rate { part, whole, .. } = check.test else { return };
        let mut rates = [0.0; ROWS];
        if let (Some(part), Some(whole)) = (self.counts_of(part), self.counts_of(whole)) {
            if part.is_wide() || whole.is_wide() {
                for ((rate, k), n) in rates.iter_mut().zip(part.values()).zip(whole.values()) {
                    *rate = k as f64 / n as f64;
                }
            } else {
                for ((rate, k), n) in rates.iter_mut().zip(part.lanes()).zip(whole.lanes()) {
                    *rate = f64::from(*k) / f64::from(*n);
                }
            }
        }
        push_rows(&mut column.rate, &rates);
    }

    #[inline(always)]
    fn margin(&self, at: Ref<Check>, answer: Ternary, present: u64, column: &mut CheckColumn) {
        let known = (answer.yes | answer.no) & present;
        let mut margins = [0_i64; ROWS];
        let valid = match self.procedure.checks[at].test {
            Test::Rate { part, whole, threshold } => {
                let bounded = is_part_of(self.procedure, part, whole);
                let (Some(k), Some(n)) = (self.counts_of(part), self.counts_of(whole)) else { return };
                match self.shares.get(at.position()).copied().flatten().and_then(|share| share.flips(n)) {
                    Some(high) if !k.is_wide() => {
                        small_margins(k.lanes(), &high, bounded.then_some(n.lanes()), &mut margins)
                    }
                    _ => each_margin(&mut margins, known, |row| {
                        let (k, n) = (k.values().get(row).copied()?, n.values().get(row).copied()?);
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
                each_margin(&mut margins, known, |row| {
                    let most = whole
                        .filter(|whole| whole.known >> row & 1 == 1)
                        .and_then(|whole| whole.values().get(row).copied());
                    count_margin(counts.values().get(row).copied()?, comparator, bound, most)
                })
            }
            _ => 0,
        };
        push_rows(&mut column.margin, &margins);
        push_word(&mut column.margin_valid, valid & known);
    }

    fn class(&self, class: &Class, present: u64, column: &mut ClassColumn) {
        let outcome = self.classify(class);
        let mut codes = [0_i32; ROWS];
        let several = outcome.alone(outcome.known & present, |at, rows| {
            let at = i32::try_from(at).unwrap_or_default();
            for (row, code) in codes.iter_mut().enumerate() {
                *code |= at.wrapping_mul(i32::from(rows >> row & 1 == 1));
            }
        });
        outcome.each(several, |row, results| {
            if let Some(code) = codes.get_mut(row) {
                *code = column.code(class, results);
            }
        });
        push_rows(&mut column.codes, &codes);
        push_word(&mut column.valid, outcome.known & present);
    }
}

/// For each row: the step to the other side of `high`, the least count on the high side of the threshold.
#[inline(always)]
fn small_margins(
    k: &[i32; ROWS],
    high: &[i32; ROWS],
    most: Option<&[i32; ROWS]>,
    margins: &mut [i64; ROWS],
) -> u64 {
    let mut targets = [0_i32; ROWS];
    for (((target, margin), k), high) in targets.iter_mut().zip(margins.iter_mut()).zip(k).zip(high) {
        *target = high.wrapping_sub(i32::from(k >= high));
        *margin = i64::from(target.wrapping_sub(*k));
    }
    let reachable = bits(&targets, |target| target >= 0);
    most.map_or(reachable, |most| {
        reachable & super::bits::bits2(&targets, most, |target, most| target <= most)
    })
}

fn each_margin(margins: &mut [i64; ROWS], known: u64, margin: impl Fn(usize) -> Option<i64>) -> u64 {
    let mut valid = 0;
    for (row, to) in margins.iter_mut().enumerate() {
        if known >> row & 1 == 0 {
            continue;
        }
        if let Some(margin) = margin(row) {
            *to = margin;
            valid |= 1_u64 << row;
        }
    }
    valid
}

impl ClassColumn {
    /// The code of some results, a new one for a combination not met before.
    fn code(&mut self, class: &Class, results: &[usize]) -> i32 {
        let at = match results {
            [one] => *one,
            many => {
                let ids: Vec<&str> = many
                    .iter()
                    .filter_map(|at| class.results.at(*at))
                    .map(|at| class.results[at].id.as_str())
                    .collect();
                let name = ids.join("+");
                match self.names.iter().position(|known| *known == name) {
                    Some(at) => at,
                    None => {
                        self.names.push(name);
                        self.names.len().saturating_sub(1)
                    }
                }
            }
        };
        i32::try_from(at).unwrap_or_default()
    }
}

impl Scores {
    /// Drops what the last block holds past the end of the table.
    fn trim(&mut self) {
        let (rows, bytes) = (self.rows, self.rows.div_ceil(8));
        for check in &mut self.checks {
            for bitmap in [&mut check.answer, &mut check.valid, &mut check.margin_valid] {
                bitmap.truncate(bytes);
            }
            check.rate.truncate(rows);
            check.margin.truncate(rows);
        }
        for class in &mut self.classes {
            class.codes.truncate(rows);
            class.valid.truncate(bytes);
        }
    }
}
