//! A first look at a block of plain 32-bit columns: a few cache lines of every column in turn.
//!
//! Column after column, each would be waited for by itself: memory answers several requests in the time of one. So one
//! pass takes 64 rows of all columns, folds and compares them, and goes on to the next 64; nearly always that is all
//! there is to do. What it finds holds for the columns as they stand: where cells turn out to be refused and are set to
//! 0, or counts are too large for 32-bit floats, `counts.rs` and `kernel.rs` look again.

use super::ROWS;
use super::bits::Mask;
use super::input::Table;
use super::kernel::{EXACT, Share};
use super::lanes::{Lanes, Way, Work};
use crate::procedure::model::{Fact, Ref};
use core::ops::Range;

/// So many times eight rows of a column are taken before the next column.
const AT_ONCE: usize = 16;

/// What the last pass found.
#[derive(Debug, Clone, Default)]
pub(super) struct Sweep<'t> {
    /// A place for each fact; none where its column is not plain.
    columns: Vec<Option<Column<'t>>>,
    /// A place for each count that is part of another.
    pairs: Vec<Option<Pair<'t>>>,
    /// A place for each check.
    checks: Vec<Option<Comparison<'t>>>,
}

/// All counts of a column or-ed.
#[derive(Debug, Clone)]
struct Column<'t> {
    rows: &'t [i32; ROWS],
    together: i32,
}

/// What all wholes have more than their parts, or-ed: below 0 if one has less.
#[derive(Debug, Clone)]
struct Pair<'t> {
    part: &'t [i32; ROWS],
    whole: &'t [i32; ROWS],
    over: i32,
}

#[derive(Debug, Clone)]
struct Comparison<'t> {
    share: Share,
    part: &'t [i32; ROWS],
    whole: &'t [i32; ROWS],
    holds: [u8; ROWS / 8],
}

/// A rate check, and the facts it compares.
pub(super) type Rate = (Share, Ref<Fact>, Ref<Fact>);

impl<'t> Sweep<'t> {
    /// Looks at the block at `row`. `rates` has a place for each check.
    pub(super) fn pass(
        &mut self,
        lanes: Lanes,
        table: &Table<'t>,
        parts: &[(Ref<Fact>, Ref<Fact>)],
        rates: &[Option<Rate>],
        row: usize,
    ) {
        // Where counts were too large before, they are likely to be so again.
        let large: Vec<bool> = rates.iter().map(|rate| rate.is_some_and(|rate| !self.fits(&rate))).collect();
        let plain = |fact: Ref<Fact>| table.column(fact)?.plain(row);
        self.columns.clear();
        self.columns.extend(
            table
                .columns()
                .iter()
                .map(|column| Some(Column { rows: column.as_ref()?.plain(row)?, together: 0 })),
        );
        self.pairs.clear();
        self.pairs.extend(
            parts
                .iter()
                .map(|(part, whole)| Some(Pair { part: plain(*part)?, whole: plain(*whole)?, over: 0 })),
        );
        self.checks.clear();
        self.checks.extend(rates.iter().zip(large).map(|(rate, large)| {
            let (share, part, whole) = rate.filter(|_| !large)?;
            Some(Comparison { share, part: plain(part)?, whole: plain(whole)?, holds: [0; ROWS / 8] })
        }));
        lanes.run(Pass(self));
    }

    /// The column of a fact and all its counts or-ed, if it is plain.
    pub(super) fn column(&self, fact: Ref<Fact>) -> Option<(&'t [i32; ROWS], i32)> {
        let column = self.columns.get(fact.position())?.as_ref()?;
        Some((column.rows, column.together))
    }

    /// Below 0 if in a row the whole is less than its part; `at` is the place among the parts.
    pub(super) fn over(&self, at: usize) -> Option<i32> {
        Some(self.pairs.get(at)?.as_ref()?.over)
    }

    /// The rows in which a check holds, if it could be told.
    pub(super) fn holds(&self, check: usize, rate: &Rate) -> Option<Mask> {
        let comparison = self.checks.get(check)?.as_ref()?;
        self.fits(rate).then(|| Mask::from_bytes(&comparison.holds))
    }

    /// Whether floats of 32 bits multiply these counts exactly; so it is said where nothing has been looked at yet.
    fn fits(&self, (share, part, whole): &Rate) -> bool {
        let most = |fact| self.column(fact).map_or(0, |(_, together)| u64::from(together.unsigned_abs()));
        share.greatest(most(*part), most(*whole)) < EXACT
    }
}

struct Pass<'s, 't>(&'s mut Sweep<'t>);

impl Work for Pass<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run(self, way: impl Way) {
        let Sweep { columns, pairs, checks } = self.0;
        for from in (0..ROWS / 8).step_by(AT_ONCE) {
            let some = from..from.saturating_add(AT_ONCE);
            for column in columns.iter_mut().flatten() {
                let rows = eights(column.rows, &some);
                column.together |= together(rows, rows, |row, _| row);
            }
            for pair in pairs.iter_mut().flatten() {
                let (part, whole) = (eights(pair.part, &some), eights(pair.whole, &some));
                pair.over |= together(part, whole, |part, whole| whole.wrapping_sub(part));
            }
            for check in checks.iter_mut().flatten() {
                let (part, whole) = (eights(check.part, &some), eights(check.whole, &some));
                let to = check.holds.get_mut(some.clone()).unwrap_or_default();
                check.share.compare(way, part, whole, to);
            }
        }
    }
}

#[inline(always)]
fn eights<'r>(rows: &'r [i32; ROWS], some: &Range<usize>) -> &'r [[i32; 8]] {
    rows.as_chunks().0.get(some.clone()).unwrap_or_default()
}

/// What is made of each pair, or-ed.
#[inline(always)]
fn together(a: &[[i32; 8]], b: &[[i32; 8]], make: impl Fn(i32, i32) -> i32) -> i32 {
    a.as_flattened().iter().zip(b.as_flattened()).fold(0, |all, (a, b)| all | make(*a, *b))
}
