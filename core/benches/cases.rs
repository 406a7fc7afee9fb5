//! How long does a case take to say what is due? A complaint of thirty events under a procedure of fifteen limits.
//!
//! `cargo bench -p aftersales --bench cases`: the least of 15 runs, in microseconds a call. The events are whatever the
//! procedure takes next, so the bench needs no story of its own; the table says how many obligations they left.

#![expect(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "a bench may stop")]

use aftersales::calendar::{Calendar, Moment};
use aftersales::case::{Case, Event, Opening};
use aftersales::facts::{Facts, Raw};
use aftersales::procedure::model::Procedure;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

const EVENTS: usize = 30;
const CALLS: u32 = 1_000;
const RUNS: usize = 15;
/// What a call of `obligations` may take, in microseconds.
const GOAL: f64 = 5.0;

fn main() {
    let procedure = Arc::new(aftersales::procedure("zjhp-complaint-return", None).unwrap());
    let calendar = Calendar::china();
    let case = busy(&procedure);
    let now = moment(40, 9);
    let listed = case.obligations(now, &calendar);
    println!(
        "{} events, {} limits in the procedure, {} obligations listed; microseconds a call, least of {RUNS} runs\n",
        case.log().len(),
        procedure.limits.len(),
        listed.len()
    );
    println!("| what | µs | goal |\n|---|---:|---|");
    let due = least(&|| _ = black_box(case.obligations(black_box(now), &calendar)));
    println!("| **Case::obligations** | {due:.2} | {GOAL}: {} |", if due <= GOAL { "met" } else { "missed" });
    let next = least(&|| _ = black_box(case.next_steps(black_box(now))));
    println!("| Case::next_steps | {next:.2} | |");
}

/// A domestic complaint that has taken in as many events as it would, again and again.
fn busy(procedure: &Arc<Procedure>) -> Case {
    let facts = [
        ("kind", "complaint"),
        ("center-kind", "domestic"),
        ("item", "lamp"),
        ("cause-owner", "supplier"),
        ("supplier-defect", "single"),
    ];
    let facts = Facts::read(procedure, facts.map(|(fact, value)| (fact, Raw::Str(value))));
    let mut case = Case::open(procedure.clone(), Opening::new(moment(1, 9)).facts(facts)).unwrap();
    for round in 0_u32.. {
        let before = case.log().len();
        for event in procedure.events.iter() {
            for role in procedure.roles.iter() {
                if case.log().len() == EVENTS {
                    return case;
                }
                let at = moment(2 + round.min(25), 10);
                let told = procedure
                    .forms
                    .iter()
                    .fold(Event::new(&event.id, at).by(&role.id), |told, form| told.form(&form.id));
                if case.apply(told.facts(shown(procedure))).is_ok() {
                    break;
                }
            }
        }
        if case.log().len() == before {
            return case;
        }
    }
    case
}

/// What the events show: goods that fail, and a power supply among them.
fn shown(procedure: &Procedure) -> Facts {
    let words = [
        ("inspection", "fail"),
        ("fail-route", "material"),
        ("part-kind", "power-supply"),
        ("shipping-inspection", "pass"),
    ];
    let flags = ["goods-returned", "function-abnormal", "like-defect"];
    let words = words.map(|(fact, value)| (fact, Raw::Str(value)));
    Facts::read(procedure, words.into_iter().chain(flags.map(|fact| (fact, Raw::Bool(true)))))
}

fn moment(day: u32, hour: u32) -> Moment {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 1).unwrap() + chrono::Days::new(day.into());
    Moment::at(day.and_hms_opt(hour, 0, 0).unwrap())
}

fn least(work: &dyn Fn()) -> f64 {
    let once = |_| {
        let start = Instant::now();
        (0..CALLS).for_each(|_| work());
        start.elapsed().as_secs_f64() / f64::from(CALLS) * 1e6
    };
    (0..RUNS).map(once).fold(f64::MAX, f64::min)
}
