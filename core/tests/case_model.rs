//! Random events, wrong ones too, against a small model of the main region of `cases/return-desk.toml`; after each the
//! case is read again from its JSON, and a refused event must have changed nothing.

#![expect(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "a test that cannot go on fails")]

use aftersales::calendar::{Calendar, Moment};
use aftersales::case::{Case, Event, Opening, Pause, Signature};
use aftersales::facts::{Facts, Raw};
use aftersales::procedure::model::{Named, Procedure};
use aftersales::procedure::read;
use aftersales::wire::{CaseView, ObligationView};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

static PROCEDURE: LazyLock<Arc<Procedure>> =
    LazyLock::new(|| Arc::new(read(include_str!("cases/return-desk.toml")).unwrap()));
static CHINA: LazyLock<Calendar> = LazyLock::new(Calendar::china);

#[derive(Debug, Clone)]
enum Told {
    Bring { slip: bool },
    Inspect { counts: Option<(u32, u32)> },
    BringAgain,
    Opine { opinion: Option<&'static str> },
    Sign { role: &'static str, agree: bool },
    ScrapIt,
    PutAside,
    FirstReply,
    Pause,
    Void { seq: u32 },
}

fn told() -> impl Strategy<Value = Told> {
    let opinions = prop_oneof![Just("scrap"), Just("rework"), Just("pending")];
    let roles = prop_oneof![Just("quality-staff"), Just("manager"), Just("engineer"), Just("workshop")];
    prop_oneof![
        2 => any::<bool>().prop_map(|slip| Told::Bring { slip }),
        3 => prop::option::of((0_u32..200, 0_u32..8)).prop_map(|counts| Told::Inspect { counts }),
        1 => Just(Told::BringAgain),
        3 => prop::option::of(opinions).prop_map(|opinion| Told::Opine { opinion }),
        4 => (roles, prop::bool::weighted(0.8)).prop_map(|(role, agree)| Told::Sign { role, agree }),
        1 => Just(Told::ScrapIt),
        1 => Just(Told::PutAside),
        1 => Just(Told::FirstReply),
        1 => Just(Told::Pause),
        1 => (0_u32..12).prop_map(|seq| Told::Void { seq }),
    ]
}

fn facts(given: &[(&str, Raw<'_>)]) -> Facts {
    Facts::read(&PROCEDURE, given.iter().copied())
}

/// Tells the case; the same clock for all, so that a void never breaks the order of time.
fn tell(case: &mut Case, told: &Told) -> bool {
    let at = Moment::parse("2026-09-02 10:00").unwrap();
    let event = |id: &str, by: &str| Event::new(id, at).by(by);
    match told {
        Told::Bring { slip: true } => case.apply(event("bring", "workshop").form("slip")),
        Told::Bring { slip: false } => case.apply(event("bring", "workshop")),
        Told::Inspect { counts: None } => case.apply(event("inspect", "inspector")),
        Told::Inspect { counts: Some((n, k)) } => {
            let counts =
                facts(&[("inspected", Raw::Int((*n).into())), ("mismatched", Raw::Int((*k).into()))]);
            case.apply(event("inspect", "inspector").facts(counts))
        }
        Told::BringAgain => case.apply(event("bring-again", "warehouse")),
        Told::Opine { opinion: None } => case.apply(event("opine", "manager")),
        Told::Opine { opinion: Some(opinion) } => {
            case.apply(event("opine", "manager").facts(facts(&[("opinion", Raw::Str(opinion))])))
        }
        Told::Sign { role, agree: true } => case.sign(Signature::new("cosign", role, at)),
        Told::Sign { role, agree: false } => case.sign(Signature::new("cosign", role, at).disagree()),
        Told::ScrapIt => case.apply(event("scrap-it", "warehouse")),
        Told::PutAside => case.apply(Event::new("put-aside", at)),
        Told::FirstReply => case.apply(event("first-reply", "quality-leader")),
        Told::Pause => case.pause(Pause::new(at)),
        Told::Void { seq } => case.void(*seq, "a mistake"),
    }
    .is_ok()
}

/// The main region, written down a second time in the plainest way. Everything a round brought goes when the state
/// it came after is entered again: what matters of that is told beside each field.
#[derive(Debug, Clone)]
struct Model {
    at: &'static str,
    slip: bool,
    /// Gone on coming to the desk again.
    counts: Option<(u32, u32)>,
    /// Gone on coming to the desk, or to judging, again.
    opinion: Option<&'static str>,
    staff: Option<bool>,
    engineer: Option<bool>,
    visited_desk: bool,
    visited_judging: bool,
}

impl Model {
    fn new() -> Self {
        Self {
            at: "found",
            slip: false,
            counts: None,
            opinion: None,
            staff: None,
            engineer: None,
            visited_desk: false,
            visited_judging: false,
        }
    }

    fn come_to_desk(&mut self) {
        if self.visited_desk {
            (self.counts, self.opinion, self.staff, self.engineer) = (None, None, None, None);
        }
        (self.at, self.visited_desk) = ("at-desk", true);
    }

    fn come_to_judging(&mut self, fresh: Option<(u32, u32)>) {
        if self.visited_judging {
            (self.opinion, self.staff, self.engineer) = (None, None, None);
        }
        self.counts = fresh;
        (self.at, self.visited_judging) = ("judging", true);
    }

    fn tell(&mut self, told: &Told) -> bool {
        match (told, self.at) {
            (Told::FirstReply | Told::Pause, _) => return true,
            (Told::Bring { slip }, "found") if *slip || self.slip => {
                self.come_to_desk();
                self.slip = true;
            }
            (Told::Inspect { counts }, "at-desk") => {
                let Some((n, k)) = counts.or(self.counts) else { return false };
                if k > n || n == 0 {
                    return false;
                }
                if k * 100 > 3 * n {
                    (self.counts, self.at) = (Some((n, k)), "sorting");
                } else {
                    self.come_to_judging(Some((n, k)));
                }
            }
            (Told::BringAgain, "sorting") => self.come_to_desk(),
            (Told::Opine { opinion }, "judging") => match opinion.or(self.opinion) {
                None => return false,
                Some("rework") => {
                    // Back to the very beginning: nothing of the round is left, the slip least of all.
                    let visited = (self.visited_desk, self.visited_judging);
                    *self = Self::new();
                    (self.visited_desk, self.visited_judging) = visited;
                    self.opinion = Some("rework");
                }
                Some(other) => (self.opinion, self.at) = (Some(other), "cosigning"),
            },
            (Told::Sign { role, agree }, "cosigning") => {
                let slot = match *role {
                    "quality-staff" | "manager" => &mut self.staff,
                    "engineer" => &mut self.engineer,
                    _ => return false,
                };
                if slot.is_some() {
                    return false;
                }
                *slot = Some(*agree);
                if !agree {
                    let counts = self.counts;
                    self.come_to_judging(counts);
                    // The disagreement itself came with this entry and is not yet old.
                    *(if *role == "engineer" { &mut self.engineer } else { &mut self.staff }) = Some(false);
                } else if (self.staff, self.engineer) == (Some(true), Some(true)) {
                    self.at = "decided";
                }
            }
            (Told::ScrapIt, "decided") if self.opinion == Some("scrap") => self.at = "scrapped",
            (Told::PutAside, "decided") if self.opinion == Some("pending") => self.at = "pending",
            _ => return false,
        }
        true
    }
}

fn seen(case: &Case) -> serde_json::Value {
    let now = Moment::parse("2026-09-03 10:00").unwrap();
    let obligations = ObligationView::all(case, now, &CHINA, false).unwrap();
    serde_json::to_value((CaseView::new(case), obligations)).unwrap()
}

fn main_state(case: &Case) -> &str {
    let p = case.procedure();
    case.states()
        .find(|(region, ..)| p.regions[*region].id() == "main")
        .map_or("", |(.., state)| p.states[state].id())
}

fn opened() -> Case {
    let given = facts(&[("costly", Raw::Bool(false)), ("urgent", Raw::Bool(false))]);
    let opening = Opening::new(Moment::parse("2026-09-01 00:00").unwrap()).facts(given);
    Case::open(Arc::clone(&PROCEDURE), opening).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn follows_the_model_and_reads_again_the_same(story in prop::collection::vec(told(), 1..25)) {
        let mut case = opened();
        let mut taken: Vec<(u32, Told)> = Vec::new();
        for told in &story {
            let before = seen(&case);
            let accepted = tell(&mut case, told);
            if let Told::Void { seq } = told {
                // The model without the voided entry: every later one must still be taken.
                let rest: Vec<_> = taken.iter().filter(|(at, _)| at != seq).cloned().collect();
                let mut model = Model::new();
                let stands = rest.len() < taken.len() && rest.iter().all(|(_, told)| model.tell(told));
                prop_assert_eq!(accepted, stands, "void {} of {:?}", seq, taken);
                if accepted {
                    taken = rest;
                }
            } else {
                let mut model = Model::new();
                for (_, told) in &taken {
                    prop_assert!(model.tell(told));
                }
                let expected = model.tell(told);
                prop_assert_eq!(accepted, expected, "{:?} after {:?}", told, taken);
                if accepted {
                    taken.push((case.log().last().map_or(0, |entry| entry.seq), told.clone()));
                }
            }
            let mut model = Model::new();
            taken.iter().for_each(|(_, told)| _ = model.tell(told));
            prop_assert_eq!(main_state(&case), model.at);
            if !accepted {
                prop_assert_eq!(seen(&case), before);
            }
        }
        let again = Case::from_json(&case.to_json(), Arc::clone(&PROCEDURE)).unwrap();
        prop_assert_eq!(again.to_json(), case.to_json());
        prop_assert_eq!(seen(&again), seen(&case));
    }
}

#[test]
fn another_edition_or_content_is_an_error() {
    let case = opened();
    let other = |change: &dyn Fn(&mut Procedure)| {
        let mut procedure = (**PROCEDURE).clone();
        change(&mut procedure);
        let error = Case::from_json(&case.to_json(), Arc::new(procedure)).unwrap_err();
        (error.problems()[0].message.zh.clone(), error.problems()[0].message.en.clone())
    };
    let edition = other(&|procedure| procedure.edition = Some("B/0".into()));
    assert_eq!(edition.0, "案件依据的版本为“A/0”，而给出的是“B/0”");
    assert_eq!(edition.1, "the case follows edition `A/0`, but `B/0` is given");
    let id = other(&|procedure| procedure.id = "other-desk".into());
    assert_eq!(id.0, "案件依据的程序为“return-desk”，而给出的是“other-desk”");
    assert_eq!(id.1, "the case follows procedure `return-desk`, but `other-desk` is given");
    assert!(other(&|procedure| procedure.hash = "0".into()).1.contains("the content"));
}

#[test]
fn what_is_no_case() {
    for text in ["", "{}", "[1]", "{\"format\": 1}"] {
        let error = Case::from_json(text, Arc::clone(&PROCEDURE)).unwrap_err();
        assert_eq!(error.problems()[0].code, "case/json", "{text}");
    }
    let nested = opened().to_json().replace("\"costly\":false", "\"costly\":[false]");
    let error = Case::from_json(&nested, Arc::clone(&PROCEDURE)).unwrap_err();
    assert_eq!(error.problems()[0].message.en, "the value of `costly` is not a single value");
}
