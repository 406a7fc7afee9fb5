//! What a case does with events, on a made-up procedure (`cases/return-desk.toml`).

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on fails"
)]

use aftersales::calendar::{Calendar, Moment};
use aftersales::case::{Applied, Case, Event, NextStep, Opening, Pause, Signature};
use aftersales::facts::{Facts, Raw};
use aftersales::procedure::model::{Named, Procedure};
use aftersales::procedure::read;
use aftersales::span::{Span, Unit};
use aftersales::{Error, Lang};
use std::sync::{Arc, LazyLock};

static PROCEDURE: LazyLock<Arc<Procedure>> =
    LazyLock::new(|| match read(include_str!("cases/return-desk.toml")) {
        Ok(procedure) => Arc::new(procedure),
        Err(error) => panic!("{}", lines(&error, Lang::En).join("\n")),
    });

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

/// The `hour`th hour after the case opened.
fn hour(hour: u32) -> Moment {
    at(&format!("2026-09-{:02} {:02}:00", 1 + hour / 24, hour % 24))
}

fn facts(given: &[(&str, Raw<'_>)]) -> Facts {
    Facts::read(&PROCEDURE, given.iter().copied())
}

fn opened_with(given: &[(&str, Raw<'_>)]) -> Case {
    Case::open(Arc::clone(&PROCEDURE), Opening::new(hour(0)).facts(facts(given))).unwrap()
}

fn opened() -> Case {
    opened_with(&[("urgent", Raw::Bool(false))])
}

fn lines(error: &Error, lang: Lang) -> Vec<String> {
    error.problems().iter().map(|problem| problem.line(lang)).collect()
}

fn codes(result: Result<Applied, Error>) -> Vec<String> {
    match result {
        Ok(_) => panic!("accepted"),
        Err(error) => error.problems().iter().map(|problem| problem.code.clone()).collect(),
    }
}

/// `main=found floor:places=to-check`
fn states(case: &Case) -> String {
    let mut out: Vec<String> = Vec::new();
    for (region, part, state) in case.states() {
        let part = part.map(|part| format!("{part}:")).unwrap_or_default();
        let p = case.procedure();
        out.push(format!("{part}{}={}", p.regions[region].id(), p.states[state].id()));
    }
    out.join(" ")
}

fn taken(applied: &Applied) -> Vec<&str> {
    applied.steps.iter().map(|step| PROCEDURE.steps[*step].id()).collect()
}

fn inspect(hour_of: u32, inspected: i128, mismatched: i128) -> Event {
    let facts = facts(&[("inspected", Raw::Int(inspected)), ("mismatched", Raw::Int(mismatched))]);
    Event::new("inspect", hour(hour_of)).by("inspector").facts(facts)
}

fn opine(hour_of: u32, opinion: &str) -> Event {
    Event::new("opine", hour(hour_of)).by("quality-leader").facts(facts(&[("opinion", Raw::Str(opinion))]))
}

fn bring(hour_of: u32) -> Event {
    Event::new("bring", hour(hour_of)).by("workshop").form("slip")
}

/// A case whose goods are being signed for.
fn at_cosigning(given: &[(&str, Raw<'_>)]) -> Case {
    let mut case = opened_with(given);
    case.apply(bring(1)).unwrap();
    case.apply(inspect(2, 100, 3)).unwrap();
    case.apply(opine(3, "scrap")).unwrap();
    case
}

fn next<'a>(steps: &'a [NextStep], id: &str) -> &'a NextStep {
    steps.iter().find(|next| PROCEDURE.steps[next.step].id() == id).unwrap()
}

#[test]
fn goes_from_state_to_state_by_its_guards() {
    let mut case = opened();
    assert_eq!(states(&case), "main=found");
    case.apply(bring(1)).unwrap();
    let applied = case.apply(inspect(2, 100, 4)).unwrap();
    assert_eq!(taken(&applied), ["send-back"]);
    assert_eq!(states(&case), "main=sorting");
}

#[test]
fn exactly_at_the_bound_passes() {
    let mut case = opened();
    case.apply(bring(1)).unwrap();
    assert_eq!(taken(&case.apply(inspect(2, 100, 3)).unwrap()), ["let-pass"]);
}

#[test]
fn old_counts_never_judge_new_goods() {
    let mut case = opened();
    case.apply(bring(1)).unwrap();
    case.apply(inspect(2, 100, 4)).unwrap();
    case.apply(Event::new("bring-again", hour(3)).by("workshop")).unwrap();
    let refused = case.apply(Event::new("inspect", hour(4)).by("inspector"));
    assert!(codes(refused).iter().all(|code| code == "case/fact"));
    case.apply(inspect(5, 50, 0)).unwrap();
    assert_eq!(states(&case), "main=judging");
}

#[test]
fn facts_of_the_opening_stand_again_after_a_loop() {
    let mut case = opened_with(&[("inspected", Raw::Int(200)), ("mismatched", Raw::Int(0))]);
    case.apply(bring(1)).unwrap();
    case.apply(inspect(2, 100, 4)).unwrap();
    case.apply(Event::new("bring-again", hour(3)).by("workshop")).unwrap();
    assert_eq!(taken(&case.apply(Event::new("inspect", hour(4)).by("inspector")).unwrap()), ["let-pass"]);
}

#[test]
fn a_form_handed_in_before_a_loop_is_still_held_before_it_and_gone_after() {
    let mut case = opened();
    case.apply(bring(1)).unwrap();
    case.apply(inspect(2, 100, 0)).unwrap();
    // Rework leads back to `found`: the slip came with the step after it, and must be handed in again.
    case.apply(opine(3, "rework")).unwrap();
    assert_eq!(codes(case.apply(Event::new("bring", hour(4)).by("workshop"))), ["case/form"]);
    case.apply(bring(4)).unwrap();
}

#[test]
fn what_a_new_round_brought_stands_when_it_comes_to_its_inner_states() {
    let mut case = opened();
    case.apply(bring(1)).unwrap();
    case.apply(inspect(2, 100, 0)).unwrap();
    case.apply(opine(3, "rework")).unwrap();
    let counts = facts(&[("inspected", Raw::Int(50)), ("mismatched", Raw::Int(2))]);
    case.apply(Event::new("note", hour(4)).facts(counts)).unwrap();
    case.apply(bring(5)).unwrap();
    let applied = case.apply(Event::new("inspect", hour(6)).by("inspector")).unwrap();
    assert_eq!(taken(&applied), ["send-back"]);
}

#[test]
fn what_sent_the_goods_back_is_of_the_old_round() {
    let mut case = opened();
    case.apply(bring(1)).unwrap();
    case.apply(inspect(2, 100, 0)).unwrap();
    case.apply(opine(3, "rework")).unwrap();
    case.apply(bring(4)).unwrap();
    case.apply(inspect(5, 100, 0)).unwrap();
    let again = Event::new("opine", hour(6)).by("quality-leader");
    assert_eq!(codes(case.apply(again)), ["case/fact", "case/ban", "case/fact"]);
}

#[test]
fn a_refused_event_changes_nothing() {
    let mut case = at_cosigning(&[("costly", Raw::Bool(false))]);
    let before = format!("{case:?}");
    assert!(case.apply(inspect(4, 10, 1)).is_err());
    assert!(case.apply(Event::new("note", hour(1))).is_err());
    assert!(case.sign(Signature::new("cosign", "workshop", hour(4))).is_err());
    assert!(case.void(1, "a mistake").is_err());
    assert!(case.pause(Pause::new(hour(4)).limit("replay")).is_err());
    assert_eq!(format!("{case:?}"), before);
}

#[test]
fn signatures_complete_an_approval_and_the_step_follows_by_itself() {
    let mut case = at_cosigning(&[("costly", Raw::Bool(false))]);
    case.sign(Signature::new("cosign", "manager", hour(4)).person("Li")).unwrap();
    let done = case.sign(Signature::new("cosign", "engineer", hour(4)).person("Wang")).unwrap();
    assert_eq!(taken(&done), ["decide"]);
    case.apply(Event::new("scrap-it", hour(5)).by("warehouse")).unwrap();
    assert_eq!(states(&case), "main=scrapped");
    assert!(case.ended());
    assert_eq!(codes(case.apply(bring(6))), ["case/ended"]);
}

#[test]
fn an_extra_signer_is_asked_for_when_the_guard_holds() {
    let override_it = |case: &mut Case| {
        case.sign(Signature::new("override", "engineer", hour(2))).unwrap();
        case.sign(Signature::new("override", "manager", hour(2))).unwrap();
    };
    let mut case = opened_with(&[("costly", Raw::Bool(true))]);
    case.apply(bring(1)).unwrap();
    case.apply(inspect(2, 100, 3)).unwrap();
    assert_eq!(codes(case.apply(opine(3, "scrap"))), ["case/ban"]);
    override_it(&mut case);
    case.apply(opine(3, "scrap")).unwrap();
    case.sign(Signature::new("cosign", "quality-staff", hour(4))).unwrap();
    case.sign(Signature::new("cosign", "engineer", hour(4))).unwrap();
    assert_eq!(states(&case), "main=cosigning");
    case.sign(Signature::new("cosign", "manager", hour(4))).unwrap();
    assert_eq!(states(&case), "main=decided");
}

#[test]
fn whether_an_extra_signer_is_needed_can_be_undetermined() {
    let mut case = at_cosigning(&[("urgent", Raw::Bool(false)), ("costly", Raw::Bool(false))]);
    assert_eq!(states(&case), "main=cosigning");
    // Unknown whether costly: the ban cannot be decided either.
    let mut unknown = opened();
    unknown.apply(bring(1)).unwrap();
    unknown.apply(inspect(2, 100, 3)).unwrap();
    assert_eq!(codes(unknown.apply(opine(3, "scrap"))), ["case/ban"]);
    unknown.apply(opine(3, "pending")).unwrap();
    unknown.sign(Signature::new("cosign", "quality-staff", hour(4))).unwrap();
    unknown.sign(Signature::new("cosign", "engineer", hour(4))).unwrap();
    assert_eq!(states(&unknown), "main=cosigning");
    let told = Event::new("note", hour(5)).facts(facts(&[("costly", Raw::Bool(false))]));
    assert_eq!(taken(&unknown.apply(told).unwrap()), ["decide"]);
    case.sign(Signature::new("cosign", "engineer", hour(4))).unwrap();
}

#[test]
fn disagreement_leads_back_and_signing_starts_again() {
    let mut case = at_cosigning(&[("costly", Raw::Bool(false))]);
    case.sign(Signature::new("cosign", "quality-staff", hour(4)).person("Li")).unwrap();
    let no = case.sign(Signature::new("cosign", "engineer", hour(4)).person("Wang").disagree()).unwrap();
    assert_eq!(taken(&no), ["disagree"]);
    case.apply(opine(5, "pending")).unwrap();
    assert_eq!(states(&case), "main=cosigning");
    case.sign(Signature::new("cosign", "quality-staff", hour(6)).person("Li")).unwrap();
    case.sign(Signature::new("cosign", "engineer", hour(6)).person("Wang")).unwrap();
    assert_eq!(states(&case), "main=decided");
}

#[test]
fn who_may_not_sign() {
    let mut case = at_cosigning(&[("costly", Raw::Bool(false))]);
    assert_eq!(codes(case.sign(Signature::new("cosign", "workshop", hour(4)))), ["case/role"]);
    case.sign(Signature::new("cosign", "quality-leader", hour(4)).person("Li")).unwrap();
    assert_eq!(codes(case.sign(Signature::new("cosign", "quality-staff", hour(4)))), ["case/signed-twice"]);
    let twice = case.sign(Signature::new("cosign", "engineer", hour(4)).person("Li"));
    assert_eq!(codes(twice), ["case/signed-twice"]);
    assert_eq!(codes(opened().sign(Signature::new("cosign", "engineer", hour(1)))), ["case/state"]);
    assert_eq!(codes(case.sign(Signature::new("override", "manager", hour(4)))), ["case/approval"]);
}

#[test]
fn regions_run_side_by_side_and_start_by_a_guard() {
    let mut case = opened_with(&[]);
    let urgent = Event::new("note", hour(1)).facts(facts(&[("urgent", Raw::Bool(true))]));
    case.apply(urgent).unwrap();
    assert_eq!(states(&case), "main=found fast=alarm");
    case.apply(Event::new("ask-why", hour(2)).by("quality-staff")).unwrap();
    assert_eq!(codes(case.apply(Event::new("ask-why", hour(2)).by("quality-staff"))), ["case/state"]);
    // Asked for only where it is urgent.
    assert_eq!(codes(case.apply(Event::new("explain", hour(3)).by("quality-staff"))), ["case/fact"]);
    let explained = facts(&[("similar", Raw::Bool(false))]);
    case.apply(Event::new("explain", hour(3)).by("quality-staff").facts(explained)).unwrap();
    case.apply(Event::new("call-off", hour(4)).by("manager")).unwrap();
    assert_eq!(states(&case), "main=found cause=explained fast=calm");
    case.apply(Event::new("ask-why", hour(5)).by("quality-staff")).unwrap();
    assert_eq!(states(&case), "main=found cause=analysing fast=calm");
}

#[test]
fn a_fixed_list_of_parts_has_one_token_each() {
    let mut case = opened();
    case.apply(Event::new("alert-places", hour(1)).by("quality-staff")).unwrap();
    assert_eq!(states(&case), "main=found floor:places=to-check store:places=to-check");
    assert_eq!(codes(case.apply(Event::new("check-place", hour(2)))), ["case/ambiguous"]);
    let error = case.apply(Event::new("check-place", hour(2)).part("flor")).unwrap_err();
    assert_eq!(lines(&error, Lang::Zh), ["没有名为“flor”的部分。是否指 floor？ [case/part]"]);
    assert_eq!(lines(&error, Lang::En), ["there is no part `flor`; did you mean `floor`? [case/part]"]);
}

#[test]
fn parts_move_on_their_own() {
    let mut case = opened();
    case.apply(Event::new("alert-places", hour(1)).by("quality-staff")).unwrap();
    case.apply(Event::new("check-place", hour(2)).part("floor")).unwrap();
    assert_eq!(states(&case), "main=found floor:places=checked store:places=to-check");
    // Only one could be meant now.
    case.apply(Event::new("check-place", hour(2))).unwrap();
    assert_eq!(states(&case), "main=found floor:places=checked store:places=checked");
}

#[test]
fn an_open_list_gets_a_token_for_each_item_named() {
    let line = |name: &str, count| {
        let facts = facts(&[("line-count", Raw::Int(count))]);
        Event::new("close-line", hour(1)).by("warehouse").part(name).facts(facts)
    };
    let mut case = opened();
    case.apply(line("1", 5)).unwrap();
    // The count of line 1 is no count of line 2.
    assert_eq!(codes(case.apply(Event::new("close-line", hour(1)).by("warehouse").part("2"))), ["case/fact"]);
    assert_eq!(codes(case.apply(line("2", 0))), ["case/guard"]);
    case.apply(line("2", 1)).unwrap();
    assert_eq!(states(&case), "main=found 1:lines=line-closed 2:lines=line-closed");
}

#[test]
fn time_does_not_go_back() {
    let mut case = opened();
    let note = |when: &str| Event::new("note", at(when));
    case.apply(note("2026-09-02 10:00")).unwrap();
    case.apply(note("2026-09-02 10:00")).unwrap();
    case.apply(note("2026-09-02")).unwrap();
    assert_eq!(codes(case.apply(note("2026-09-02 09:59"))), ["case/time"]);
    assert_eq!(codes(case.apply(note("2026-09-01"))), ["case/time"]);
    case.apply(note("2026-09-02 10:01")).unwrap();
    // Pauses may be told late, but none is before the case.
    case.pause(Pause::new(at("2026-09-01 08:00"))).unwrap();
    assert_eq!(codes(case.pause(Pause::new(at("2026-08-31")))), ["case/time"]);
}

#[test]
fn a_strict_case_takes_inferred_steps_only_when_accepted() {
    let decided = |opening: Opening| {
        let mut case =
            Case::open(Arc::clone(&PROCEDURE), opening.facts(facts(&[("costly", Raw::Bool(false))])))
                .unwrap();
        case.apply(bring(1)).unwrap();
        case.apply(inspect(2, 100, 3)).unwrap();
        case.apply(opine(3, "pending")).unwrap();
        case.sign(Signature::new("cosign", "quality-staff", hour(4))).unwrap();
        case.sign(Signature::new("cosign", "engineer", hour(4))).unwrap();
        case
    };
    let mut case = decided(Opening::new(hour(0)).strict());
    assert_eq!(codes(case.apply(Event::new("put-aside", hour(5)))), ["case/inferred"]);
    case.apply(Event::new("put-aside", hour(5)).accepted_by("Chen")).unwrap();
    assert_eq!(codes(case.apply(Event::new("vanish", hour(6)))), ["case/lost"]);
    decided(Opening::new(hour(0))).apply(Event::new("put-aside", hour(5))).unwrap();
}

#[test]
fn a_void_derives_the_case_anew_and_both_stay_in_the_log() {
    let mut case = opened();
    case.apply(bring(1)).unwrap();
    case.apply(inspect(2, 100, 4)).unwrap();
    let voided = case.void(2, "wrong sheet").unwrap();
    assert_eq!(voided.seq, 3);
    assert_eq!(states(&case), "main=at-desk");
    assert_eq!(case.log().len(), 3);
    assert_eq!(case.log()[1].voided.as_deref(), Some("wrong sheet"));
    case.apply(inspect(2, 100, 1)).unwrap();
    assert_eq!(states(&case), "main=judging");
    let error = case.void(1, "not the slip").unwrap_err();
    assert_eq!(
        lines(&error, Lang::En)[0],
        "entry 1 cannot be voided: without it entry 4 does not stand; void entry 4 first [case/void]"
    );
    assert_eq!(
        lines(&error, Lang::Zh)[0],
        "第 1 条不能作废：没有它，第 4 条不成立。请先作废第 4 条 [case/void]"
    );
    let error = case.void(4, " ").unwrap_err();
    assert_eq!(lines(&error, Lang::En), ["say why entry 4 is voided; e.g. `wrong sheet` [case/void]"]);
    assert_eq!(lines(&error, Lang::Zh), ["作废第 4 条须说明原因。例如“填错单号” [case/void]"]);
    assert_eq!(case.log().len(), 4);
}

#[test]
fn next_steps_say_what_is_missing_and_what_bars() {
    let mut case = opened_with(&[("costly", Raw::Bool(true))]);
    case.apply(bring(1)).unwrap();
    let steps = case.next_steps(hour(2));
    assert!(next(&steps, "send-back").open);
    assert_eq!(next(&steps, "send-back").barred.len(), 1);
    assert_eq!(next(&steps, "send-back").barred[0].message.zh, "缺少事实：抽检数、不符数");
    assert_eq!(
        next(&steps, "send-back").barred[0].message.en,
        "facts are missing: Units inspected, Units unlike their label"
    );
    assert!(next(&steps, "ask-why").open && next(&steps, "ask-why").barred.is_empty());
    case.apply(inspect(2, 100, 3)).unwrap();
    let known = Event::new("note", hour(2)).facts(facts(&[("opinion", Raw::Str("scrap"))]));
    case.apply(known).unwrap();
    let steps = case.next_steps(hour(3));
    let opine = next(&steps, "opine");
    assert!(!opine.open);
    assert_eq!(opine.barred[0].message.zh, "禁止：贵重品不得报废；“特批”可解除");
    assert_eq!(opine.barred[0].message.en, "forbidden: costly goods are not scrapped; Override lifts it");
    let rework = next(&steps, "opine-rework");
    assert_eq!(rework.barred[0].code, "guard");
}

// ---- what is due: 2026-09-01 is a Tuesday ----

fn china() -> &'static Calendar {
    static CHINA: LazyLock<Calendar> = LazyLock::new(Calendar::china);
    &CHINA
}

/// `inspection#1 pending 2026-09-04 00:00`, in the order given.
fn due(case: &Case, now: Moment, limits: &[&str]) -> Vec<String> {
    let all = case.obligations(now, china());
    let wanted = all.iter().filter(|one| limits.contains(&PROCEDURE.limits[one.limit].id()));
    wanted
        .map(|one| {
            let due = one.deadline.as_ref().and_then(|deadline| deadline.due());
            let due = due.map(|due| format!(" {}", Moment::at(due))).unwrap_or_default();
            let part = one.part.as_ref().map(|part| format!("/{part}")).unwrap_or_default();
            format!("{}#{}{part} {}{due}", PROCEDURE.limits[one.limit].id(), one.n, one.standing.id())
        })
        .collect()
}

#[test]
fn hours_run_day_and_night_and_end_with_their_instant() {
    let mut case = opened();
    let reply = |case: &Case, now: &str| due(case, at(now), &["reply"]);
    assert_eq!(reply(&case, "2026-09-01 21:59"), ["reply#1 pending 2026-09-02 00:00"]);
    assert_eq!(reply(&case, "2026-09-01 22:00"), ["reply#1 due soon 2026-09-02 00:00"]);
    assert_eq!(reply(&case, "2026-09-02 00:00"), ["reply#1 due soon 2026-09-02 00:00"]);
    assert_eq!(reply(&case, "2026-09-02 00:01"), ["reply#1 overdue 2026-09-02 00:00"]);
    case.apply(Event::new("first-reply", at("2026-09-02 00:00")).by("quality-leader")).unwrap();
    assert_eq!(reply(&case, "2026-09-09 00:00"), ["reply#1 met 2026-09-02 00:00"]);
}

#[test]
fn the_host_may_warn_where_the_document_does_not() {
    let case = opened();
    let standing = |now: &str| {
        let warn = [Span::Exactly(3, Unit::Hours)];
        let all = case.obligations_warned(at(now), china(), &warn);
        all.iter().find(|one| PROCEDURE.limits[one.limit].id() == "reply").unwrap().standing.id()
    };
    assert_eq!(standing("2026-09-01 20:59"), "pending");
    assert_eq!(standing("2026-09-01 21:00"), "due soon");
    assert_eq!(standing("2026-09-02 00:01"), "overdue");
}

#[test]
fn a_warning_is_the_instant_from_which_it_is_due_soon() {
    let mut case = opened();
    let warnings = |case: &Case, id: &str| {
        let all = case.obligations(at("2026-09-01 21:59"), china());
        let one = all.iter().find(|one| PROCEDURE.limits[one.limit].id() == id).unwrap();
        case.warnings(one, china()).unwrap().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(warnings(&case, "reply"), ["2026-09-01 22:00:00"]);
    case.apply(Event::new("first-reply", at("2026-09-01 21:00")).by("quality-leader")).unwrap();
    assert_eq!(warnings(&case, "reply"), [""; 0]);
}

#[test]
fn a_limit_that_may_apply_is_undetermined_and_one_that_never_did_is_not_listed() {
    let mut case = opened_with(&[]);
    assert_eq!(due(&case, hour(1), &["reply-urgent"]), ["reply-urgent#1 undetermined"]);
    let urgent = |hours, yes| Event::new("note", hour(hours)).facts(facts(&[("urgent", Raw::Bool(yes))]));
    case.apply(urgent(1, true)).unwrap();
    assert_eq!(due(&case, hour(1), &["reply-urgent"]), ["reply-urgent#1 pending 2026-09-01 04:00"]);
    case.apply(urgent(2, false)).unwrap();
    assert_eq!(due(&case, hour(2), &["reply-urgent"]), ["reply-urgent#1 cancelled"]);
    assert!(due(&opened(), hour(2), &["reply-urgent"]).is_empty());
}

#[test]
fn pauses_of_the_document_and_of_the_host_put_hours_off() {
    let mut case = opened();
    let reply = |case: &Case, now: u32| due(case, hour(now), &["reply"]);
    case.apply(Event::new("held-up", hour(2))).unwrap();
    assert_eq!(reply(&case, 5), ["reply#1 paused 2026-09-02 03:00"]);
    case.apply(Event::new("answered", hour(8))).unwrap();
    assert_eq!(reply(&case, 9), ["reply#1 pending 2026-09-02 06:00"]);
    // Told late: 06:00 to 10:00 overlaps the six hours above by two.
    case.pause(Pause::new(hour(6)).limit("reply")).unwrap();
    case.resume(Pause::new(hour(10)).limit("reply")).unwrap();
    assert_eq!(reply(&case, 11), ["reply#1 pending 2026-09-02 08:00"]);
    case.void(3, "told by mistake").unwrap();
    case.void(4, "told by mistake").unwrap();
    assert_eq!(reply(&case, 11), ["reply#1 pending 2026-09-02 06:00"]);
}

#[test]
fn each_entry_starts_a_new_numbered_obligation() {
    let mut case = opened();
    case.apply(bring(1)).unwrap();
    case.apply(inspect(2, 100, 4)).unwrap();
    case.apply(Event::new("bring-again", at("2026-09-04 10:00")).by("workshop")).unwrap();
    assert_eq!(
        due(&case, at("2026-09-05"), &["inspection"]),
        ["inspection#1 met 2026-09-04 00:00", "inspection#2 pending 2026-09-09 00:00"]
    );
}

#[test]
fn each_part_has_its_own_obligation() {
    let mut case = opened();
    case.apply(Event::new("alert-places", hour(1)).by("quality-staff")).unwrap();
    case.apply(Event::new("check-place", hour(2)).part("store")).unwrap();
    assert_eq!(
        due(&case, at("2026-09-05"), &["check-places"]),
        ["check-places#1/floor overdue 2026-09-05 00:00", "check-places#1/store met 2026-09-05 00:00"]
    );
}

#[test]
fn when_a_condition_changes_a_limit_is_counted_anew_kept_or_capped() {
    let mut case = opened_with(&[("costly", Raw::Bool(false))]);
    case.apply(bring(1)).unwrap();
    case.apply(inspect(2, 100, 3)).unwrap();
    let limits = ["costly-goods", "kept"];
    assert!(due(&case, hour(3), &limits).is_empty());
    let told = facts(&[("costly", Raw::Bool(true))]);
    case.apply(Event::new("note", at("2026-09-15 09:00")).facts(told)).unwrap();
    // Forward: a month from the 15th, but never later than 30 days from the 1st: a holiday, so the 8th. Keep: what
    // held at the start stays.
    assert_eq!(due(&case, at("2026-09-16"), &limits), ["costly-goods#1 pending 2026-10-09 00:00"]);
    let all = case.obligations(at("2026-09-16"), china());
    let costly = all.iter().find(|one| PROCEDURE.limits[one.limit].id() == "costly-goods").unwrap();
    assert_eq!(costly.started, at("2026-09-15 09:00"));
    assert_eq!(costly.capped_by, PROCEDURE.limits.find("whole"));
}

#[test]
fn ranges_promises_and_limits_without_a_number() {
    let mut case = opened();
    let limits = ["whole", "promise", "soon", "blank"];
    assert_eq!(
        due(&case, at("2026-09-17 08:00"), &limits),
        ["whole#1 past target 2026-10-09 00:00", "promise#1 undetermined",]
    );
    let told = facts(&[("promised", Raw::Str("2026-09-12")), ("found-on", Raw::Str("2026-08-30"))]);
    case.apply(Event::new("note", hour(1)).facts(told)).unwrap();
    assert_eq!(
        due(&case, at("2026-09-12 23:59"), &limits),
        ["promise#1 due soon 2026-09-13 00:00", "whole#1 pending 2026-10-09 00:00", "soon#1 no fixed limit",]
    );
    case.apply(bring(2)).unwrap();
    assert_eq!(
        due(&case, at("2026-09-13"), &["promise", "soon"]),
        ["promise#1 overdue 2026-09-13 00:00", "soon#1 met",]
    );
}

#[test]
fn an_hour_limit_from_a_day_without_a_time_says_that_a_time_is_needed() {
    let opening = Opening::new(at("2026-09-01"));
    let case = Case::open(Arc::clone(&PROCEDURE), opening).unwrap();
    let all = case.obligations(hour(1), china());
    let reply = all.iter().find(|one| PROCEDURE.limits[one.limit].id() == "reply").unwrap();
    assert_eq!(reply.standing.id(), "undetermined");
    assert_eq!(reply.problems[0].code, "calendar/time-needed");
}

#[test]
fn a_blank_limit_is_listed_as_unset() {
    let mut case = at_cosigning(&[("costly", Raw::Bool(false))]);
    case.sign(Signature::new("cosign", "manager", hour(4))).unwrap();
    assert!(due(&case, hour(5), &["blank"]).is_empty());
    case.sign(Signature::new("cosign", "engineer", hour(4))).unwrap();
    assert_eq!(due(&case, hour(5), &["blank"]), ["blank#1 unset"]);
}
