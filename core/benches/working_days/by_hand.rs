//! What an expert writes by hand for one calendar, without bad or missing rows.

use crate::FIRST;
use aftersales::calendar::Calendar;
use chrono::NaiveDate;

/// Prefix tables of one calendar.
pub(crate) struct ByHand {
    rank: Vec<u32>,
    nth: Vec<i32>,
}

impl ByHand {
    pub(crate) fn new(china: &Calendar) -> Self {
        let mut table = Self { rank: Vec::new(), nth: Vec::new() };
        for day in FIRST.. {
            let date = NaiveDate::from_num_days_from_ce_opt(day + 719_163).unwrap();
            let Ok(works) = china.is_workday(date) else { break };
            if works {
                table.nth.push(day);
            }
            table.rank.push(u32::try_from(table.nth.len()).unwrap());
        }
        table
    }

    pub(crate) fn per_row(&self, days: &[i32], ns: &[i32], out: &mut [i32]) {
        for ((day, n), out) in days.iter().zip(ns).zip(out) {
            *out = self.nth[self.rank[(day - FIRST) as usize] as usize + *n as usize - 1];
        }
    }

    pub(crate) fn fixed(&self, days: &[i32], n: usize, out: &mut [i32]) {
        for (day, out) in days.iter().zip(out) {
            *out = self.nth[self.rank[(day - FIRST) as usize] as usize + n - 1];
        }
    }

    pub(crate) fn instants(&self, starts: &[i64], n: usize, out: &mut [i64]) {
        for (start, out) in starts.iter().zip(out) {
            let day = start.div_euclid(86_400) - i64::from(FIRST);
            *out = (i64::from(self.nth[self.rank[day as usize] as usize + n - 1]) + 1) * 86_400;
        }
    }

    /// 9-12, 13-18 only.
    pub(crate) fn office(&self, starts: &[i64], length: i64, out: &mut [i64]) {
        const H: i64 = 3600;
        for (start, out) in starts.iter().zip(out) {
            let (day, at) = (start.div_euclid(86_400) - i64::from(FIRST), start.rem_euclid(86_400));
            let rank = i64::from(self.rank[day as usize]);
            let worked = rank > 0 && i64::from(self.nth[rank as usize - 1] - FIRST) == day;
            let today = (at - 9 * H).clamp(0, 3 * H) + (at - 13 * H).clamp(0, 5 * H);
            let position = if worked { (rank - 1) * 8 * H + today } else { rank * 8 * H } + length;
            let (full, rest) = ((position - 1) / (8 * H), (position - 1) % (8 * H) + 1);
            let clock = if rest <= 3 * H { 9 * H + rest } else { 10 * H + rest };
            *out = i64::from(self.nth[full as usize]) * 86_400 + clock;
        }
    }
}
