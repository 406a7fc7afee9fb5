//! Ten million rows of working-day deadlines on the Chinese calendar, beside the same written by hand (`by_hand.rs`) and
//! beside other crates (`peers.rs`, on as many of the rows as their speed allows).
//!
//! `cargo bench -p aftersales --bench working_days`: the least of 15 runs on one core, in ns a row. Each result is
//! compared with the hand-written one outside the clock. Numbers are only comparable within one run.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a bench may stop, and the reference is written as one would by hand"
)]

mod by_hand;
mod peers;

use aftersales::calendar::columns::{working_days, working_days_between};
use aftersales::calendar::{Calendar, Convention, Hours, Moment};
use aftersales::span::Span;
use by_hand::ByHand;
use chrono::DateTime;
use std::hint::black_box;
use std::time::Instant;

const ROWS: usize = 10_000_000;
const RUNS: usize = 15;
/// What a row of ours may take, in ns.
const DATES: f64 = 1.2;
const TIMESTAMPS: f64 = 3.0;
const WORKING_HOURS: f64 = 6.0;
/// Rows for crates that take a thousand times as long.
const PEER_ROWS: usize = 100_000;
/// 2004-01-01.
const FIRST: i32 = 12_418;
/// Start days up to 2025-12-31.
const SPREAD: u32 = 8_036;

fn main() {
    let china = Calendar::china();
    let mut random = Random(7);
    let days: Vec<i32> = (0..ROWS).map(|_| FIRST + random.below(SPREAD).cast_signed()).collect();
    let ns: Vec<i32> = (0..ROWS).map(|_| 1 + random.below(30).cast_signed()).collect();
    let instants: Vec<i64> =
        days.iter().map(|d| i64::from(*d) * 86_400 + i64::from(random.below(86_400))).collect();
    let hand = ByHand::new(&china);
    let convention = Convention::default();

    println!(
        "ns a row, least of {RUNS} runs over {ROWS} rows\n\n| what | ns a row | answers | goal |\n|---|---:|---|---|"
    );
    let mut out = vec![0_i32; ROWS];
    let mut expected = vec![0_i32; ROWS];
    let mut wide = vec![0_i64; ROWS];
    let mut wide_expected = vec![0_i64; ROWS];

    let floor = least(|| days.iter().zip(&ns).zip(&mut out).for_each(|((d, n), o)| *o = d + n));
    line("memory floor: add two columns of days", floor, "");
    let by_hand = least(|| hand.per_row(&days, &ns, &mut expected));
    line("by hand: prefix table, n per row", by_hand, "");
    let found = least(|| _ = working_days(&china, &days, &ns, &mut out));
    ours("working_days, n per row", found, agree(&out, &expected), DATES);

    let column = china.column(Span::parse("5 working days").unwrap(), &convention).unwrap();
    let by_hand = least(|| hand.fixed(&days, 5, &mut expected));
    line("by hand: prefix table, 5 working days", by_hand, "");
    let found = least(|| _ = column.last_days(&days, &mut out).unwrap());
    ours("Column::last_days, 5 working days", found, agree(&out, &expected), DATES);
    let by_hand = least(|| hand.instants(&instants, 5, &mut wide_expected));
    line("by hand: prefix table, timestamps", by_hand, "");
    let found = least(|| _ = column.dues(&instants, &mut wide));
    ours("Column::dues, timestamps", found, agree(&wide, &wide_expected), TIMESTAMPS);

    let mut back = vec![0_i32; ROWS];
    let last: Vec<i32> = expected.clone();
    let found = least(|| _ = working_days_between(&china, &days, &last, &mut back));
    line("working_days_between", found, if back.iter().all(|n| *n == 5) { "same" } else { "DIFFERENT" });

    let office = china.with_hours(Hours::parse("09:00-12:00, 13:00-18:00").unwrap()).unwrap();
    let hours = office.column(Span::parse("20 working hours").unwrap(), &convention).unwrap();
    let by_hand = least(|| hand.office(&instants, 20 * 3600, &mut wide_expected));
    line("by hand: 20 working hours", by_hand, "");
    let found = least(|| _ = hours.dues(&instants, &mut wide));
    ours("Column::dues, 20 working hours", found, agree(&wide, &wide_expected), WORKING_HOURS);

    peers::working_days(&china, &days[..PEER_ROWS], 5, &expected[..PEER_ROWS]);
    peers::working_hours(&china, &instants[..PEER_ROWS], 20, &wide_expected[..PEER_ROWS]);

    let start = Moment::at(DateTime::from_timestamp(1_700_000_000, 0).unwrap().naive_utc());
    let span = Span::parse("5 working days").unwrap();
    let one = least_of(100_000, || _ = black_box(china.due(black_box(start), span, &convention)));
    line("Calendar::due, one call", one, "");
    let open = least_of(20, || _ = black_box(Calendar::china()));
    line("Calendar::china()", open, "");
}

fn line(what: &str, ns: f64, answers: &str) {
    println!("| {what} | {ns:.2} | {answers} | |");
}

/// A row of ours that is to take no longer than `goal`.
fn ours(what: &str, ns: f64, answers: &str, goal: f64) {
    let met = if ns <= goal { "met" } else { "missed" };
    println!("| **{what}** | {ns:.2} | {answers} | {goal}: {met} |");
}

fn agree<T: PartialEq>(a: &[T], b: &[T]) -> &'static str {
    if a == b { "same" } else { "DIFFERENT" }
}

fn least(run: impl FnMut()) -> f64 {
    least_over(ROWS, run)
}

fn least_over(rows: usize, mut run: impl FnMut()) -> f64 {
    (0..RUNS).map(|_| timed(&mut run)).fold(f64::MAX, f64::min) / rows as f64
}

fn least_of(calls: usize, mut run: impl FnMut()) -> f64 {
    (0..RUNS).map(|_| timed(|| (0..calls).for_each(|_| run()))).fold(f64::MAX, f64::min) / calls as f64
}

fn timed(mut run: impl FnMut()) -> f64 {
    let start = Instant::now();
    run();
    start.elapsed().as_nanos() as f64
}

/// splitmix64
struct Random(u64);

impl Random {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((z ^ (z >> 31)) % u64::from(n)).unwrap()
    }
}
