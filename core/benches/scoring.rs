//! How fast are tables scored? Four rate checks over five columns of counts, with nulls, negatives and parts above
//! their whole looked for inside the clock; beside a hand-written loop and the speed at which memory can be copied.
//!
//! `cargo bench -p aftersales --bench scoring`, optionally with `-- ROWS`. Every figure is the least of 15 runs or, for
//! small tables, of many more, in nanoseconds a row on one core.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a bench may stop"
)]

use aftersales::columns::{Bits, Column, Scorer, Table, Values, Wanted};
use aftersales::facts::{Facts, Raw};
use aftersales::findings::judge;
use aftersales::procedure::model::Procedure;
use std::hint::black_box;
use std::time::Instant;

const RULES: &str = r#"
format = 1
id = "scoring"
title = { zh = "评分", en = "Scoring" }
scope = { zh = "测速", en = "a benchmark" }
[facts]
n = { kind = "count", zh = "总", en = "all" }
a = { kind = "count", part-of = "n", zh = "甲", en = "part a" }
b = { kind = "count", part-of = "n", zh = "乙", en = "part b" }
c = { kind = "count", part-of = "n", zh = "丙", en = "part c" }
d = { kind = "count", part-of = "n", zh = "丁", en = "part d" }
[[check]]
id = "check-a"
zh = "甲"
en = "a"
rate = "a / n"
at-least = "20%"
place = "bench"
[[check]]
id = "check-b"
zh = "乙"
en = "b"
rate = "b / n"
above = "3%"
place = "bench"
[[check]]
id = "check-c"
zh = "丙"
en = "c"
rate = "c / n"
above = "3‰"
place = "bench"
[[check]]
id = "check-d"
zh = "丁"
en = "d"
rate = "d / n"
above = "1%"
place = "bench"
"#;

const RUNS: usize = 15;
/// Small tables are judged more often, until so many rows have been.
const AT_LEAST: usize = 20_000_000;
/// What the verdicts of a row may take, in ns.
const GOAL: f64 = 1.5;

fn main() {
    let rows = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(10_000_000_usize);
    let rules = match aftersales::procedure::read(RULES) {
        Ok(rules) => rules,
        Err(e) => panic!("{e}"),
    };
    println!(
        "{rows} rows, four checks, one thread, least of {} runs\n\n| what | ns a row | goal |\n|---|---:|---|",
        RUNS.max(AT_LEAST / rows)
    );
    let clean = columns(rows, 1000, 0);
    let only = Wanted::default();
    line("copy the five i32 columns (warm memory)", copy(rows, &clean));
    line("read the five i32 columns, one after the other", read(rows, &clean));
    line("hand-written loop, one byte a verdict", least(rows, || by_hand(&clean)));
    ours("verdicts, i32", score(&rules, &clean, None, only), GOAL, "");
    let known = vec![0xFF_u8; rows.div_ceil(8)];
    line("verdicts, i32 with a validity bitmap", score(&rules, &clean, Some(&known), only));
    line("verdicts, i32, one cell in 1000 negative", score(&rules, &columns(rows, 1000, 1000), None, only));
    line("verdicts, i32, counts up to 2 million", score(&rules, &columns(rows, 2_000_000, 0), None, only));
    line("verdicts, i64", score64(&rules, &clean, only));
    let write = least(rows, || vec![vec![1_u64; rows]; 8]);
    line("write eight columns of 8 bytes (fresh memory)", write);
    let detail = score(&rules, &clean, None, Wanted { rates: true, margins: true });
    ours("verdicts, rates and margins, i32", detail, write * 2.0, "twice the writing, ");
    let facts = Facts::read(&rules, ["n", "a", "b", "c", "d"].map(|name| (name, Raw::Int(100))));
    let one = || (0..1000).map(|_| judge(black_box(&rules), &facts).answers().len()).sum::<usize>();
    line("four verdicts of one set of facts", least(1000, one));
}

fn line(what: &str, ns: f64) {
    println!("| {what} | {ns:.2} | |");
}

/// A row of ours that is to take no longer than `goal`.
fn ours(what: &str, ns: f64, goal: f64, which: &str) {
    let met = if ns <= goal { "met" } else { "missed" };
    println!("| **{what}** | {ns:.2} | {which}{goal:.2}: {met} |");
}

/// The least time of the runs, in nanoseconds for each of `rows`.
fn least<T>(rows: usize, mut run: impl FnMut() -> T) -> f64 {
    let once = |_| {
        let start = Instant::now();
        let result = black_box(run());
        let elapsed = start.elapsed();
        drop(result);
        elapsed.as_secs_f64()
    };
    (0..RUNS.max(AT_LEAST / rows)).map(once).fold(f64::MAX, f64::min) / rows as f64 * 1e9
}

/// Five columns: the whole and four parts of it. One cell in `dirty` is negative.
fn columns(rows: usize, greatest: u64, dirty: u64) -> Vec<Vec<i32>> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let whole: Vec<i32> = (0..rows).map(|_| random(greatest) as i32 + 1).collect();
    let mut all = vec![whole.clone()];
    for _ in 0..4 {
        let part = |n: &i32| match dirty > 0 && random(dirty) == 0 {
            true => -1,
            false => random(u64::from(n.unsigned_abs()) + 1) as i32,
        };
        all.push(whole.iter().map(part).collect());
    }
    all
}

fn score(rules: &Procedure, columns: &[Vec<i32>], valid: Option<&[u8]>, wanted: Wanted) -> f64 {
    timed(rules, columns.iter().map(|column| Values::I32(column)).collect(), columns[0].len(), valid, wanted)
}

fn score64(rules: &Procedure, columns: &[Vec<i32>], wanted: Wanted) -> f64 {
    let wide: Vec<Vec<i64>> = columns.iter().map(|c| c.iter().map(|v| i64::from(*v)).collect()).collect();
    timed(rules, wide.iter().map(|column| Values::I64(column)).collect(), columns[0].len(), None, wanted)
}

fn timed(
    rules: &Procedure,
    columns: Vec<Values<'_>>,
    rows: usize,
    valid: Option<&[u8]>,
    wanted: Wanted,
) -> f64 {
    let mut table = Table::new(rules, rows);
    let valid = valid.map(|bytes| Bits { bytes, offset: 0 });
    for (name, values) in ["n", "a", "b", "c", "d"].into_iter().zip(columns) {
        table.set(rules, rules.fact_named(name).unwrap(), Column { values, valid }).unwrap();
    }
    let scorer = Scorer::new(rules);
    least(rows, || scorer.score(black_box(&table), wanted))
}

fn copy(rows: usize, columns: &[Vec<i32>]) -> f64 {
    let mut to = columns.to_vec();
    least(rows, || {
        for (to, from) in to.iter_mut().zip(black_box(columns)) {
            to.copy_from_slice(from);
        }
        black_box(&to).len()
    })
}

fn read(rows: usize, columns: &[Vec<i32>]) -> f64 {
    let xor = |column: &Vec<i32>| column.iter().fold(0, |all, count| all ^ count);
    least(rows, || black_box(columns).iter().map(xor).fold(0, |all, column| all ^ column))
}

/// What one would write for these four checks alone: 1 yes, 0 no, 2 no answer.
fn by_hand(columns: &[Vec<i32>]) -> Vec<Vec<u8>> {
    let [n, parts @ ..] = columns else { return Vec::new() };
    let bounds = [(1, 5, true), (3, 100, false), (3, 1000, false), (1, 100, false)];
    let verdict = |k: &i32, n: &i32, (p, q, inclusive): (i64, i64, bool)| {
        let (left, right) = (i64::from(*k) * q, i64::from(*n) * p);
        let yes = if inclusive { left >= right } else { left > right };
        if *n > 0 && *k >= 0 && k <= n { u8::from(yes) } else { 2 }
    };
    parts
        .iter()
        .zip(bounds)
        .map(|(k, bound)| k.iter().zip(n).map(|(k, n)| verdict(k, n, bound)).collect())
        .collect()
}
