//! The prefix table: how many working days lie up to a day, and which day the n-th is. Two look-ups a deadline.

/// Working days of a stretch of days, countable both ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// Number of the first day.
    first: i32,
    /// Working days up to and including each day.
    rank: Vec<u32>,
    /// Number of each working day, in order.
    nth: Vec<i32>,
}

impl Table {
    pub(crate) fn new(first: i32, works: impl Iterator<Item = bool>) -> Self {
        let (days, _) = works.size_hint();
        let mut table = Self { first, rank: Vec::with_capacity(days), nth: Vec::with_capacity(days) };
        let mut day = first;
        for worked in works {
            if worked {
                table.nth.push(day);
            }
            table.rank.push(u32::try_from(table.nth.len()).unwrap_or(u32::MAX));
            day = day.saturating_add(1);
        }
        table
    }

    /// The parts a column kernel works on: first day, ranks, working days.
    pub(crate) fn parts(&self) -> (i32, &[u32], &[i32]) {
        (self.first, &self.rank, &self.nth)
    }

    /// Working days from the beginning up to and including `day`.
    pub(crate) fn rank(&self, day: i32) -> Option<u32> {
        let at = usize::try_from(day.checked_sub(self.first)?).ok()?;
        self.rank.get(at).copied()
    }

    /// As [`Table::rank`], with the day before the first at 0.
    fn rank_before(&self, day: i32) -> Option<u32> {
        if day == self.first { Some(0) } else { self.rank(day.checked_sub(1)?) }
    }

    pub(crate) fn is_workday(&self, day: i32) -> Option<bool> {
        Some(self.rank(day)? > self.rank_before(day)?)
    }

    /// The n-th working day after `day`; n from 1.
    pub(crate) fn after(&self, day: i32, n: u32) -> Option<i32> {
        let index = usize::try_from(self.rank(day)?).ok()?.checked_add(usize::try_from(n).ok()?)?;
        self.nth.get(index.checked_sub(1)?).copied()
    }

    /// `day` itself if worked, else the next working day.
    pub(crate) fn on_or_after(&self, day: i32) -> Option<i32> {
        self.nth.get(usize::try_from(self.rank_before(day)?).ok()?).copied()
    }

    /// `day` itself if worked, else the working day before it.
    pub(crate) fn on_or_before(&self, day: i32) -> Option<i32> {
        self.nth.get(usize::try_from(self.rank(day)?).ok()?.checked_sub(1)?).copied()
    }

    /// The n-th working day before `day`; n from 1.
    pub(crate) fn before(&self, day: i32, n: u32) -> Option<i32> {
        let index = usize::try_from(self.rank_before(day)?).ok()?.checked_sub(usize::try_from(n).ok()?)?;
        self.nth.get(index).copied()
    }

    /// Working days after `from` up to and including `to`; negative the other way round.
    pub(crate) fn between(&self, from: i32, to: i32) -> Option<i64> {
        Some(i64::from(self.rank(to)?).saturating_sub(i64::from(self.rank(from)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_both_ways() {
        // days 10..=16: worked 10, 11, 13, 16
        let works = [true, true, false, true, false, false, true];
        let table = Table::new(10, works.into_iter());
        assert_eq!(table.after(10, 1), Some(11));
        assert_eq!(table.after(12, 1), Some(13));
        assert_eq!(table.after(12, 2), Some(16));
        assert_eq!(table.after(12, 3), None);
        assert_eq!(table.on_or_after(14), Some(16));
        assert_eq!(table.on_or_after(10), Some(10));
        assert_eq!(table.on_or_before(15), Some(13));
        assert_eq!(table.before(16, 2), Some(11));
        assert_eq!(table.before(12, 1), Some(11));
        assert_eq!(table.between(10, 16), Some(3));
        assert_eq!(table.between(16, 10), Some(-3));
        assert_eq!(table.is_workday(12), Some(false));
        assert_eq!(table.is_workday(10), Some(true));
        assert_eq!(table.rank(9), None);
        assert_eq!(table.rank(17), None);
        assert_eq!(table.before(10, 1), None);
    }
}
