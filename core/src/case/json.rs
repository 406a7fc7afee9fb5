//! A case as JSON and back: the procedure it follows, how it began, and its log. All else is derived again.

use super::log::{Deed, Entry, Event, Opening, Pause, Signature, Verdict};
use super::{Case, known, next_seq};
use crate::calendar::Moment;
use crate::facts::{Facts, Raw};
use crate::fields::Fields;
use crate::problem::{Error, Problem};
use crate::procedure::model::{FactKind, Procedure};
use crate::value::Value;
use serde::Serialize;
use serde_json::{Map, Value as Json};
use std::sync::Arc;

/// What is wrong with a text that should be a case.
const CODE: &str = "case/json";

/// The form written today.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Saved {
    format: u32,
    procedure: Followed,
    opened: String,
    strict: bool,
    facts: Map<String, Json>,
    log: Vec<Line>,
}

/// Which rules a case follows: another id, edition, content or reading would answer otherwise.
#[derive(Serialize, PartialEq)]
struct Followed {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<String>,
    hash: String,
    readings: Map<String, Json>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Line {
    Event {
        event: String,
        at: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        person: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        accepted_by: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        part: Option<String>,
        #[serde(skip_serializing_if = "Map::is_empty")]
        facts: Map<String, Json>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        forms: Vec<String>,
    },
    Sign {
        approval: String,
        at: String,
        by: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        person: Option<String>,
        verdict: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        part: Option<String>,
    },
    Pause(Halted),
    Resume(Halted),
    Void {
        seq: u32,
        why: String,
    },
}

#[derive(Serialize)]
struct Halted {
    at: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    limits: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

impl Case {
    /// The case as JSON, to be kept by the host.
    pub fn to_json(&self) -> String {
        let saved = Saved {
            format: FORMAT,
            procedure: Followed::of(&self.procedure),
            opened: self.opening.at.to_string(),
            strict: self.opening.strict,
            facts: write(&self.procedure, self.opening.facts.as_ref()),
            log: self.log.iter().map(|entry| line(&self.procedure, &entry.deed)).collect(),
        };
        // Strings, numbers and maps with string keys: nothing here can fail to be written.
        serde_json::to_string(&saved).unwrap_or_default()
    }

    /// The case again, derived from its log.
    ///
    /// # Errors
    /// [`Error::Procedure`] when it followed other rules than `procedure`, [`Error::Refused`] when the text is no case
    /// or its log does not stand.
    pub fn from_json(text: &str, procedure: Arc<Procedure>) -> Result<Self, Error> {
        let mut saved = Fields::parse(text, CODE)?;
        let format = saved.number("format")?;
        if format != FORMAT {
            return Err(refused(
                Problem::new(
                    CODE,
                    format!("案件数据的格式为 {format}"),
                    format!("the case is in format {format}"),
                )
                .help(format!("本版本可读格式 {FORMAT}"), format!("this version reads format {FORMAT}")),
            ));
        }
        let followed = saved.fields("procedure").and_then(Followed::read)?;
        let differs = followed.differences(&Followed::of(&procedure));
        if !differs.is_empty() {
            return Err(Error::Procedure(differs));
        }
        let opening = Opening {
            at: moment(&mut saved, "opened")?,
            facts: read(&procedure, &mut saved)?,
            strict: saved.flag("strict")?,
        };
        let mut log: Vec<Entry> = Vec::new();
        for (place, line) in (0_usize..).zip(saved.list("log")?) {
            let deed = deed(&procedure, Fields::of(line, CODE, &format!("log.{place}"))?)?;
            if let Deed::Void { seq, why } = &deed {
                super::names::voidable(&mut log, *seq).map_err(|problem| refused(*problem))?.voided =
                    Some(why.clone());
            }
            log.push(Entry { seq: next_seq(&log), deed, voided: None, steps: Vec::new() });
        }
        saved.done()?;
        let mut case = Self::open(procedure, opening)?;
        let (situation, first) = case.replay(&mut log).map_err(|(seq, mut problems)| {
            problems.insert(
                0,
                Problem::new(
                    CODE,
                    format!("日志第 {seq} 条不成立"),
                    format!("entry {seq} of the log does not stand"),
                ),
            );
            Error::Refused(problems)
        })?;
        (case.log, case.situation, case.first) = (log, situation, first);
        Ok(case)
    }
}

impl Followed {
    fn of(procedure: &Procedure) -> Self {
        let readings = procedure.readings.iter();
        Self {
            id: procedure.id.clone(),
            edition: procedure.edition.clone(),
            hash: procedure.hash.clone(),
            readings: named(readings.map(|r| (r.id.clone(), r.options[r.chosen].id.as_str().into()))),
        }
    }

    fn read(mut from: Fields) -> Result<Self, Box<Problem>> {
        let followed = Self {
            id: from.text("id")?,
            edition: from.maybe_text("edition")?,
            hash: from.text("hash")?,
            readings: from.object("readings")?,
        };
        from.done()?;
        Ok(followed)
    }

    /// What differs from the rules at hand; the first that does explains the rest.
    fn differences(&self, now: &Self) -> Vec<Problem> {
        let differs = |zh: &str, en: &str, then: &str, now: &str| {
            vec![
                Problem::new(
                    "case/procedure",
                    format!("案件依据的{zh}为“{then}”，而给出的是“{now}”"),
                    format!("the case follows {en} `{then}`, but `{now}` is given"),
                )
                .help("请用案件开始时的程序打开", "open it with the procedure it was begun under"),
            ]
        };
        let none = || "-".to_owned();
        if self.id != now.id {
            return differs("程序", "procedure", &self.id, &now.id);
        }
        if self.edition != now.edition {
            let (then, now) = (self.edition.clone(), now.edition.clone());
            return differs("版本", "edition", &then.unwrap_or_else(none), &now.unwrap_or_else(none));
        }
        for (reading, then) in &self.readings {
            if let Some(other) = now.readings.get(reading).filter(|other| *other != then) {
                let (zh, en) = (format!("解释 {reading}"), format!("reading `{reading}`:"));
                let option = |chosen: &Json| chosen.as_str().unwrap_or("-").to_owned();
                return differs(&zh, &en, &option(then), &option(other));
            }
        }
        if self != now {
            return differs("程序内容", "the content", &self.hash, &now.hash);
        }
        Vec::new()
    }
}

fn refused(problem: Problem) -> Error {
    Error::Refused(vec![problem])
}

// ---- to JSON ----

fn line(procedure: &Procedure, deed: &Deed) -> Line {
    match deed {
        Deed::Event(event) => Line::Event {
            event: event.event.clone(),
            at: event.at.to_string(),
            by: event.by.clone(),
            person: event.person.clone(),
            accepted_by: event.accepted_by.clone(),
            part: event.part.clone(),
            facts: write(procedure, event.facts.as_ref()),
            forms: event.forms.clone(),
        },
        Deed::Sign(signature) => Line::Sign {
            approval: signature.approval.clone(),
            at: signature.at.to_string(),
            by: signature.by.clone(),
            person: signature.person.clone(),
            verdict: signature.verdict.id().to_owned(),
            part: signature.part.clone(),
        },
        Deed::Pause(pause) => Line::Pause(halted(pause)),
        Deed::Resume(pause) => Line::Resume(halted(pause)),
        Deed::Void { seq, why } => Line::Void { seq: *seq, why: why.clone() },
    }
}

fn halted(pause: &Pause) -> Halted {
    Halted { at: pause.at.to_string(), limits: pause.limits.clone(), why: pause.why.clone() }
}

fn write(procedure: &Procedure, facts: Option<&Facts>) -> Map<String, Json> {
    let known = known(procedure, facts).unwrap_or_default();
    named(known.into_iter().map(|(at, value)| {
        let fact = &procedure.facts[at];
        (fact.id.clone(), value_json(&value, &fact.kind))
    }))
}

/// One by one: collecting would sort them first, by a sort of their own.
fn named(pairs: impl Iterator<Item = (String, Json)>) -> Map<String, Json> {
    let mut map = Map::new();
    map.extend(pairs);
    map
}

/// A value as it is read again: an option by its id, a day and an exact decimal as texts.
pub(crate) fn value_json(value: &Value, kind: &FactKind) -> Json {
    match value {
        Value::Count(count) => Json::from(*count),
        Value::Flag(flag) => Json::from(*flag),
        Value::Date(day) => Json::from(day.to_string()),
        Value::Quantity(decimal) => Json::from(decimal.to_string()),
        Value::Other(words) | Value::Words(words) => Json::from(words.as_str()),
        Value::Choice(choice) => match kind {
            FactKind::Choice { options, .. } if options.at(choice.position()).is_some() => {
                Json::from(options[*choice].id.as_str())
            }
            _ => Json::Null,
        },
    }
}

// ---- from JSON ----

fn read(procedure: &Procedure, from: &mut Fields) -> Result<Option<Facts>, Error> {
    let facts = from.object("facts")?;
    let mut raw: Vec<(&str, Raw<'_>)> = Vec::new();
    for (name, value) in &facts {
        raw.push((name, as_raw(value).ok_or_else(|| refused(no_value(name)))?));
    }
    Ok((!raw.is_empty()).then(|| Facts::read(procedure, raw)))
}

/// A single value; lists and maps are none.
fn as_raw(value: &Json) -> Option<Raw<'_>> {
    Some(match value {
        Json::String(text) => Raw::Str(text),
        Json::Bool(flag) => Raw::Bool(*flag),
        Json::Number(number) => match number.as_i128() {
            Some(whole) => Raw::Int(whole),
            None => Raw::Float(number.as_f64()?),
        },
        Json::Null => Raw::Null,
        Json::Array(_) | Json::Object(_) => return None,
    })
}

fn no_value(name: &str) -> Problem {
    Problem::new(
        CODE,
        format!("“{name}”的值不是单个值"),
        format!("the value of `{name}` is not a single value"),
    )
    .help("应为数、文字、真假或日期", "it is a number, a text, a truth value or a date")
    .path(format!("facts.{name}"))
}

fn deed(procedure: &Procedure, mut line: Fields) -> Result<Deed, Error> {
    let kind = line.text("kind")?;
    Ok(match kind.as_str() {
        "event" => Deed::Event(Event::read(procedure, line)?),
        "sign" => Deed::Sign(Signature::read(line)?),
        "pause" => Deed::Pause(Pause::read(line)?),
        "resume" => Deed::Resume(Pause::read(line)?),
        "void" => {
            let (seq, why) = (line.number("seq")?, line.text("why")?);
            line.done()?;
            Deed::Void { seq, why }
        }
        other => return Err(refused(no_kind(other))),
    })
}

impl Event {
    /// An event as a case's JSON has it: `event`, `at`, and what came with it.
    ///
    /// # Errors
    /// [`Error::Refused`]: a key that is missing, unknown or of another type. What is wrong with a fact is told when the
    /// event is applied.
    pub fn read(procedure: &Procedure, mut from: Fields) -> Result<Self, Error> {
        let event = Self {
            event: from.text("event")?,
            at: moment(&mut from, "at")?,
            by: from.maybe_text("by")?,
            person: from.maybe_text("person")?,
            accepted_by: from.maybe_text("accepted_by")?,
            part: from.maybe_text("part")?,
            facts: read(procedure, &mut from)?,
            forms: from.texts("forms")?,
        };
        from.done()?;
        Ok(event)
    }
}

impl Signature {
    /// A signature as a case's JSON has it; without a `verdict` the signer agrees.
    ///
    /// # Errors
    /// As [`Event::read`].
    pub fn read(mut from: Fields) -> Result<Self, Error> {
        let signature = Self {
            approval: from.text("approval")?,
            at: moment(&mut from, "at")?,
            by: from.text("by")?,
            person: from.maybe_text("person")?,
            verdict: from.maybe_text("verdict")?.map_or(Ok(Verdict::Agree), |id| Verdict::read(&id))?,
            part: from.maybe_text("part")?,
        };
        from.done()?;
        Ok(signature)
    }
}

impl Pause {
    /// A pause, or its end, as a case's JSON has it; without `limits` all clocks are meant.
    ///
    /// # Errors
    /// As [`Event::read`].
    pub fn read(mut from: Fields) -> Result<Self, Error> {
        let pause = Self {
            at: moment(&mut from, "at")?,
            limits: from.texts("limits")?,
            why: from.maybe_text("why")?,
        };
        from.done()?;
        Ok(pause)
    }
}

fn moment(from: &mut Fields, key: &str) -> Result<Moment, Error> {
    Moment::parse(&from.text(key)?)
}

impl Verdict {
    /// `agree` or `disagree`.
    ///
    /// # Errors
    /// [`Error::Refused`] for anything else.
    pub fn read(id: &str) -> Result<Self, Error> {
        let known = Self::ALL.into_iter().find(|(known, _)| *known == id);
        known.map(|(_, verdict)| verdict).ok_or_else(|| refused(no_verdict(id)))
    }
}

fn no_kind(kind: &str) -> Problem {
    Problem::new(CODE, format!("日志中没有“{kind}”这类条目"), format!("a log has no entry of kind `{kind}`"))
        .help("应为 event、sign、pause、resume 或 void", "it is event, sign, pause, resume or void")
}

/// A verdict that is neither.
pub(crate) fn no_verdict(verdict: &str) -> Problem {
    Problem::new(
        "case/verdict",
        format!("签署意见“{verdict}”无法识别"),
        format!("there is no verdict `{verdict}`"),
    )
    .help("应为 agree（同意）或 disagree（不同意）", "it is `agree` or `disagree`")
}
