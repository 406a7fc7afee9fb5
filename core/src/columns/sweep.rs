//! A first look at a block of plain columns, of 32 or 64 bits: a few cache lines of every column in turn.
//!
//! Column after column, each would be waited for by itself: memory answers several requests in the time of one. So one
//! pass takes 128 rows of all columns, folds and compares them, and goes on to the next 128; nearly always that is all
//! there is to do. What it finds holds for the columns as they stand: where cells turn out to be refused and are set to
//! 0, or counts are too large for 32-bit floats, `counts.rs` and `kernel.rs` look again.

use super::ROWS;
use super::bits::Mask;
use super::input::{Plain, Table};
use super::kernel::{EXACT, Share};
use super::lanes::{Lanes, Way, Work};
use crate::procedure::model::{Fact, Ref};

/// So many times eight rows of a column are taken before the next column.
const AT_ONCE: usize = 16;

/// What the last pass found.
#[derive(Debug, Clone, Default)]
pub(super) struct Sweep<'t> {
    /// A place for each fact; none where its column is not plain.
    columns: Vec<Option<Column<'t>>>,
    /// The low halves of the columns of 64 bits.
    low: Vec<[i32; ROWS]>,
    /// A place for each count that is part of another.
    pairs: Vec<Option<Pair<'t>>>,
    /// A place for each check.
    checks: Vec<Option<Comparison<'t>>>,
}

/// All counts of a column or-ed.
#[derive(Debug, Clone)]
struct Column<'t> {
    rows: Rows<'t>,
    together: i64,
}

/// Counts of a block.
#[derive(Debug, Clone, Copy)]
enum Rows<'t> {
    /// As they stand.
    Short(&'t [i32; ROWS]),
    /// Of 64 bits, and which of `low` has them in 32.
    Long(&'t [i64; ROWS], usize),
}

/// What all wholes have more than their parts, or-ed: below 0 if one has less.
#[derive(Debug, Clone)]
struct Pair<'t> {
    part: Rows<'t>,
    whole: Rows<'t>,
    over: i32,
}

#[derive(Debug, Clone)]
struct Comparison<'t> {
    share: Share,
    part: Rows<'t>,
    whole: Rows<'t>,
    holds: [u8; ROWS / 8],
}

/// A rate check, and the facts it compares.
pub(super) type Rate = (Share, Ref<Fact>, Ref<Fact>);

/// The counts of a fact as they were read, and all of them or-ed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Swept<'s, 't> {
    /// The column's own memory; a column of 64 bits has none that can be used.
    pub(super) own: Option<&'t [i32; ROWS]>,
    pub(super) rows: &'s [i32; ROWS],
    pub(super) together: i32,
}

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
        let mut long = 0_usize;
        self.columns.clear();
        self.columns.extend(table.columns().iter().map(|column| {
            let rows = match column.as_ref()?.plain(row)? {
                Plain::Short(rows) => Rows::Short(rows),
                Plain::Long(rows) => {
                    let place = long;
                    long = long.saturating_add(1);
                    Rows::Long(rows, place)
                }
            };
            Some(Column { rows, together: 0 })
        }));
        self.low.resize(long, [0; ROWS]);
        let Self { columns, pairs, checks, .. } = self;
        let plain = |fact: Ref<Fact>| Some(columns.get(fact.position())?.as_ref()?.rows);
        pairs.clear();
        pairs.extend(
            parts
                .iter()
                .map(|(part, whole)| Some(Pair { part: plain(*part)?, whole: plain(*whole)?, over: 0 })),
        );
        checks.clear();
        checks.extend(rates.iter().zip(large).map(|(rate, large)| {
            let (share, part, whole) = rate.filter(|_| !large)?;
            Some(Comparison { share, part: plain(part)?, whole: plain(whole)?, holds: [0; ROWS / 8] })
        }));
        lanes.run(Pass(self));
    }

    /// The counts of a fact, if its column is plain and 32 bits hold them all.
    pub(super) fn column(&self, fact: Ref<Fact>) -> Option<Swept<'_, 't>> {
        let column = self.columns.get(fact.position())?.as_ref()?;
        let (own, rows) = match column.rows {
            Rows::Short(rows) => (Some(rows), rows),
            // A negative count would hide the high bits of the others.
            Rows::Long(_, at) => (None, self.low.get(at).filter(|_| column.together >= 0)?),
        };
        Some(Swept { own, rows, together: i32::try_from(column.together).ok()? })
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
        let column = |fact: &Ref<Fact>| self.columns.get(fact.position()).and_then(Option::as_ref);
        let most = |fact| column(fact).map_or(0, |column| column.together.unsigned_abs());
        share.greatest(most(part), most(whole)) < EXACT
    }
}

struct Pass<'s, 't>(&'s mut Sweep<'t>);

/// The rows of a column that are taken before the next column.
type Some8<T> = [[T; 8]; AT_ONCE];

impl Work for Pass<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run(self, way: impl Way) {
        let Sweep { columns, low, pairs, checks } = self.0;
        for at in 0..ROWS / 8 / AT_ONCE {
            for column in columns.iter_mut().flatten() {
                column.together |= match column.rows {
                    Rows::Short(rows) => {
                        eights(rows, at).map_or(0, |rows| i64::from(together(rows, rows, |row, _| row)))
                    }
                    Rows::Long(rows, place) => {
                        let to = low
                            .get_mut(place)
                            .and_then(|low| low.as_chunks_mut().0.as_chunks_mut().0.get_mut(at));
                        eights(rows, at).zip(to).map_or(0, |(rows, to)| halve(rows, to))
                    }
                };
            }
            for pair in pairs.iter_mut().flatten() {
                if let Some((part, whole)) = pair.part.eights(low, at).zip(pair.whole.eights(low, at)) {
                    pair.over |= together(part, whole, |part, whole| whole.wrapping_sub(part));
                }
            }
            for check in checks.iter_mut().flatten() {
                let to = check.holds.as_chunks_mut::<AT_ONCE>().0.get_mut(at);
                if let Some(((part, whole), to)) =
                    check.part.eights(low, at).zip(check.whole.eights(low, at)).zip(to)
                {
                    check.share.compare(way, part, whole, to);
                }
            }
        }
    }
}

impl Rows<'_> {
    #[inline(always)]
    fn eights<'r>(&'r self, low: &'r [[i32; ROWS]], at: usize) -> Option<&'r Some8<i32>> {
        match self {
            Self::Short(rows) => eights(rows, at),
            Self::Long(_, place) => eights(low.get(*place)?, at),
        }
    }
}

#[inline(always)]
fn eights<T>(rows: &[T; ROWS], at: usize) -> Option<&Some8<T>> {
    rows.as_chunks().0.as_chunks().0.get(at)
}

/// What is made of each pair, or-ed.
#[inline(always)]
fn together(a: &Some8<i32>, b: &Some8<i32>, make: impl Fn(i32, i32) -> i32) -> i32 {
    a.as_flattened().iter().zip(b.as_flattened()).fold(0, |all, (a, b)| all | make(*a, *b))
}

/// The low halves of numbers, and the numbers or-ed.
#[inline(always)]
fn halve(rows: &Some8<i64>, low: &mut Some8<i32>) -> i64 {
    let mut together = 0;
    for (to, row) in low.as_flattened_mut().iter_mut().zip(rows.as_flattened()) {
        *to = *row as i32;
        together |= *row;
    }
    together
}
