//! Why a guard holds or not, and what is missing while it is undetermined.
//!
//! Only what decides is told: of an `and` that fails the parts that fail, of an `or` that holds the parts that hold.

use super::evaluate::{Classified, Context};
use super::guard::{DateTerm, Guard, Truth};
use super::model::{
    Approval, Check, Class, Decimal, Event, Fact, FactKind, Form, Hit, Procedure, Ref, Region, Row, State,
    Test, UNCLASSIFIED,
};
use crate::ordered::Ordered;
use crate::problem::Text;
use crate::rate::{Comparator, percent};
use crate::value::Value;
use chrono::{NaiveTime, Timelike};

/// Something whose knowledge would help to settle an undetermined answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The value of a fact.
    Fact(Ref<Fact>),
    /// A number the document leaves open, until a company's file sets it.
    Unset(Ref<Check>),
    /// Where the case stands.
    State(Ref<State>),
    /// How far a region is.
    Region(Ref<Region>),
    /// Whether an event happened.
    Event(Ref<Event>),
    /// An approval.
    Approval(Ref<Approval>),
    /// A form.
    Form(Ref<Form>),
    /// The day of the event.
    Today,
    /// The time of day of the event.
    Time,
}

impl Missing {
    /// The id in the file; `today` and `time` for the event's own.
    pub fn id(self, procedure: &Procedure) -> &str {
        match self {
            Self::Fact(fact) => &procedure.facts[fact].id,
            Self::Unset(check) => &procedure.checks[check].id,
            Self::State(state) => &procedure.states[state].id,
            Self::Region(region) => &procedure.regions[region].id,
            Self::Event(event) => &procedure.events[event].id,
            Self::Approval(approval) => &procedure.approvals[approval].id,
            Self::Form(form) => &procedure.forms[form].id,
            Self::Today => "today",
            Self::Time => "time",
        }
    }

    /// What it is called.
    pub fn label(self, procedure: &Procedure) -> Text {
        match self {
            Self::Fact(fact) => procedure.facts[fact].label.clone(),
            Self::Unset(check) => procedure.checks[check].label.clone(),
            Self::State(state) => procedure.states[state].label.clone(),
            Self::Region(region) => procedure.regions[region].label.clone(),
            Self::Event(event) => procedure.events[event].label.clone(),
            Self::Approval(approval) => procedure.approvals[approval].label.clone(),
            Self::Form(form) => procedure.forms[form].label.clone(),
            Self::Today => Text::new("当天日期", "day of the event"),
            Self::Time => Text::new("当天时刻", "time of the event"),
        }
    }
}

impl Guard {
    /// What would settle an undetermined answer, in file order, each once; empty for yes and no.
    pub fn missing(&self, procedure: &Procedure, context: &(impl Context + ?Sized)) -> Vec<Missing> {
        let mut found = Ordered::default();
        self.collect(procedure, context, &mut found);
        found.into_vec()
    }

    fn collect(
        &self,
        procedure: &Procedure,
        context: &(impl Context + ?Sized),
        found: &mut Ordered<Missing>,
    ) {
        if self.truth(procedure, context) != Truth::Undetermined {
            return;
        }
        let unknown = |fact: Ref<Fact>| context.fact(fact).is_none().then_some(Missing::Fact(fact));
        match self {
            Self::Always | Self::Known(_) => {}
            Self::Flag(a) | Self::Count(a, ..) | Self::Quantity(a, ..) | Self::Choice(a, _) => {
                found.extend(unknown(*a));
            }
            Self::Counts(a, _, b) | Self::Rate(a, b, _) => {
                found.extend(unknown(*a));
                found.extend(unknown(*b));
            }
            Self::Date(a, _, b) => {
                for term in [a, b] {
                    found.extend(term.fact.map_or(Some(Missing::Today), unknown));
                }
            }
            Self::And(guards) | Self::Or(guards) => {
                for guard in guards {
                    guard.collect(procedure, context, found);
                }
            }
            Self::Not(inner) => inner.collect(procedure, context, found),
            Self::Check(check) => found.extend(procedure.missing_for_check(*check, context)),
            Self::Class(class, _) => found.extend(procedure.classes[*class].missing(procedure, context)),
            Self::In(state) | Self::Reached(state) | Self::Rounds(state, ..) => {
                found.insert(Missing::State(*state));
            }
            Self::Started(region) | Self::Running(region) | Self::Ended(region) => {
                found.insert(Missing::Region(*region));
            }
            Self::Happened(event) => found.insert(Missing::Event(*event)),
            Self::Signed(approval) | Self::Disagreed(approval) => found.insert(Missing::Approval(*approval)),
            Self::Held(form) => found.insert(Missing::Form(*form)),
            Self::Time(..) => found.insert(Missing::Time),
        }
    }

    /// What decides the answer, one sentence each, with the values it was decided on.
    pub fn because(&self, procedure: &Procedure, context: &(impl Context + ?Sized)) -> Vec<Text> {
        let mut told = Vec::new();
        self.tell(Teller { procedure, context }, &mut told);
        told
    }

    fn tell<C: Context + ?Sized>(&self, teller: Teller<'_, C>, told: &mut Vec<Text>) {
        let truth = self.truth(teller.procedure, teller.context);
        match self {
            Self::And(guards) | Self::Or(guards) => {
                for guard in guards {
                    // A part decides if it answers like the whole.
                    if guard.truth(teller.procedure, teller.context) == truth {
                        guard.tell(teller, told);
                    }
                }
            }
            Self::Not(inner) => inner.tell(teller, told),
            atom => {
                let sentence = teller.atom(atom, truth);
                if !told.contains(&sentence) {
                    told.push(sentence);
                }
            }
        }
    }
}

impl Procedure {
    /// What would settle an undetermined check, in file order.
    pub fn missing_for_check(&self, check: Ref<Check>, context: &(impl Context + ?Sized)) -> Vec<Missing> {
        let unknown = |facts: &[Ref<Fact>]| {
            let mut found = Ordered::default();
            let unknown = facts.iter().filter(|fact| context.fact(**fact).is_none());
            found.extend(unknown.map(|fact| Missing::Fact(*fact)));
            found.into_vec()
        };
        match &self.checks[check].test {
            Test::Rate { part, whole, .. } => unknown(&[*part, *whole]),
            Test::Count { fact, .. } | Test::Quantity { fact, .. } => unknown(&[*fact]),
            Test::When(when) => when.guard.missing(self, context),
            Test::Unset => vec![Missing::Unset(check)],
        }
    }
}

impl Check {
    /// What decides the answer of the check, with the values it was decided on.
    pub fn because(&self, procedure: &Procedure, context: &(impl Context + ?Sized)) -> Vec<Text> {
        let teller = Teller { procedure, context };
        let truth = self.truth(procedure, context);
        match &self.test {
            Test::When(when) => when.guard.because(procedure, context),
            Test::Unset => vec![Text::new("原文未给出数值", "the document gives no number")],
            Test::Rate { part, whole, threshold } => {
                vec![teller.atom(&Guard::Rate(*part, *whole, *threshold), truth)]
            }
            Test::Count { fact, comparator, bound } => {
                vec![teller.atom(&Guard::Count(*fact, *comparator, *bound), truth)]
            }
            Test::Quantity { fact, bounds } => {
                let claims: Vec<String> = bounds
                    .iter()
                    .map(|(comparator, bound)| format!("{} {bound}", comparator.sign()))
                    .collect();
                vec![teller.measured(*fact, &Text::new(claims.join("，"), claims.join(", ")), truth)]
            }
        }
    }
}

impl Class {
    /// The rows that decide: those that match, and those that cannot be decided while they matter.
    pub fn deciding_rows<'a, C: Context + ?Sized>(
        &'a self,
        procedure: &'a Procedure,
        context: &'a C,
    ) -> impl Iterator<Item = (&'a Row, Truth)> + use<'a, C> {
        let mut decided = false;
        self.rows.iter().filter_map(move |row| {
            let truth = if decided { Truth::No } else { row.when.guard.truth(procedure, context) };
            decided |= self.hit == Hit::First && truth == Truth::Yes;
            (truth != Truth::No).then_some((row, truth))
        })
    }

    /// What would settle an undetermined table, in file order; empty when the answer is known.
    pub fn missing(&self, procedure: &Procedure, context: &(impl Context + ?Sized)) -> Vec<Missing> {
        if self.classify(procedure, context) != Classified::Undetermined {
            return Vec::new();
        }
        let mut found = Ordered::default();
        for (row, _) in self.deciding_rows(procedure, context) {
            row.when.guard.collect(procedure, context, &mut found);
        }
        found.into_vec()
    }

    /// The answer in words: the results' labels, "unclassified" or "undetermined".
    pub fn answer_label(&self, answer: &Classified) -> Text {
        match answer {
            Classified::Unclassified => Text::new("未分级", UNCLASSIFIED),
            Classified::Undetermined | Classified::Conflict(..) => Truth::Undetermined.label(),
            Classified::One(result) => self.results[*result].label.clone(),
            Classified::Several(results) => {
                joined(results.iter().map(|r| self.results[*r].label.clone()), "、", ", ")
            }
        }
    }
}

impl Truth {
    /// 是、否、无法判定
    pub fn label(self) -> Text {
        match self {
            Self::Yes => Text::new("是", "yes"),
            Self::No => Text::new("否", "no"),
            Self::Undetermined => Text::new("无法判定", "undetermined"),
        }
    }

    /// `yes`, `no`, `undetermined`
    pub fn id(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Undetermined => "undetermined",
        }
    }
}

impl Value {
    /// The value as people read it, with the unit of its fact.
    pub fn label(&self, fact: &Fact) -> Text {
        let same = |text: String| Text::new(text.clone(), text);
        match self {
            Self::Count(count) => same(count.to_string()),
            Self::Flag(yes) => Truth::of(*yes).label(),
            Self::Choice(choice) => match &fact.kind {
                FactKind::Choice { options, .. } if options.at(choice.position()).is_some() => {
                    options[*choice].label.clone()
                }
                _ => Text::default(),
            },
            Self::Date(day) => same(day.to_string()),
            Self::Quantity(decimal) => quantity(*decimal, fact),
            Self::Other(words) | Self::Words(words) => same(words.clone()),
        }
    }
}

fn quantity(decimal: Decimal, fact: &Fact) -> Text {
    match &fact.kind {
        FactKind::Quantity { unit } => Text::new(format!("{decimal}{unit}"), format!("{decimal} {unit}")),
        _ => Text::new(decimal.to_string(), decimal.to_string()),
    }
}

pub(crate) fn joined(texts: impl Iterator<Item = Text>, zh: &str, en: &str) -> Text {
    let (all_zh, all_en): (Vec<String>, Vec<String>) = texts.map(|text| (text.zh, text.en)).unzip();
    Text::new(all_zh.join(zh), all_en.join(en))
}

/// Puts single comparisons into words.
struct Teller<'a, C: Context + ?Sized> {
    procedure: &'a Procedure,
    context: &'a C,
}

impl<C: Context + ?Sized> Clone for Teller<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<C: Context + ?Sized> Copy for Teller<'_, C> {}

impl<C: Context + ?Sized> Teller<'_, C> {
    fn atom(self, atom: &Guard, truth: Truth) -> Text {
        let p = self.procedure;
        let signed = |comparator: &Comparator, bound: &str| {
            Text::new(format!("{} {bound}", comparator.sign()), format!("{} {bound}", comparator.sign()))
        };
        match atom {
            Guard::Flag(fact) => answered(&p.facts[*fact].label, truth),
            Guard::Known(fact) => answered(&titled("已知“", &p.facts[*fact].label, "”", "known: "), truth),
            Guard::Count(fact, comparator, bound) => {
                self.measured(*fact, &signed(comparator, &bound.to_string()), truth)
            }
            Guard::Quantity(fact, comparator, bound) => {
                self.measured(*fact, &signed(comparator, &bound.to_string()), truth)
            }
            Guard::Choice(fact, options) => self.measured(*fact, &self.options(*fact, options), truth),
            Guard::Counts(a, comparator, b) => {
                let other = self.value(*b);
                let label = &p.facts[*b].label;
                let claim = Text::new(
                    format!("{} {}（{}）", comparator.sign(), other.zh, label.zh),
                    format!("{} {} ({})", comparator.sign(), other.en, label.en),
                );
                self.measured(*a, &claim, truth)
            }
            Guard::Rate(part, whole, threshold) => self.share(*part, *whole, threshold, truth),
            Guard::Date(a, comparator, b) => {
                let (left, right) = (self.day(a), self.day(b));
                let claim = Text::new(
                    format!("{} {} {}", left.zh, comparator.sign(), right.zh),
                    format!("{} {} {}", left.en, comparator.sign(), right.en),
                );
                answered(&claim, truth)
            }
            Guard::Check(check) => {
                let check = &p.checks[*check];
                let because = joined(check.because(p, self.context).into_iter(), "；", "; ");
                let answer = answered(&check.label, truth);
                Text::new(
                    format!("{}（{}）", answer.zh, because.zh),
                    format!("{} ({})", answer.en, because.en),
                )
            }
            Guard::Class(class, _) => {
                let class = &p.classes[*class];
                let result = class.answer_label(&class.classify(p, self.context));
                Text::new(
                    format!("{}：{}", class.label.zh, result.zh),
                    format!("{}: {}", class.label.en, result.en),
                )
            }
            Guard::In(state) => answered(&titled("处于“", &p.states[*state].label, "”", "in state: "), truth),
            Guard::Reached(state) => {
                answered(&titled("到过“", &p.states[*state].label, "”", "has reached: "), truth)
            }
            Guard::Rounds(state, comparator, bound) => {
                let label = &p.states[*state].label;
                let rounds = self.context.rounds(*state).map_or_else(|| "?".to_owned(), |n| n.to_string());
                let claim = signed(comparator, &bound.to_string());
                said(
                    &titled("进入“", label, "”的次数", "times entered: "),
                    &Text::new(rounds.clone(), rounds),
                    &claim,
                    truth,
                )
            }
            Guard::Started(region) => {
                answered(&titled("“", &p.regions[*region].label, "”已开始", "started: "), truth)
            }
            Guard::Running(region) => {
                answered(&titled("“", &p.regions[*region].label, "”进行中", "running: "), truth)
            }
            Guard::Ended(region) => {
                answered(&titled("“", &p.regions[*region].label, "”已结束", "ended: "), truth)
            }
            Guard::Happened(event) => {
                answered(&titled("已发生“", &p.events[*event].label, "”", "happened: "), truth)
            }
            Guard::Signed(approval) => {
                answered(&titled("“", &p.approvals[*approval].label, "”已签署", "signed: "), truth)
            }
            Guard::Disagreed(approval) => {
                answered(&titled("“", &p.approvals[*approval].label, "”有人不同意", "disagreed: "), truth)
            }
            Guard::Held(form) => answered(&titled("已有“", &p.forms[*form].label, "”", "form held: "), truth),
            Guard::Time(from, to) => {
                let shown = |time: &NaiveTime| format!("{:02}:{:02}", time.hour(), time.minute());
                let (from, to) = (shown(from), shown(to));
                let claim =
                    Text::new(format!("时刻在 {from} 至 {to} 之间"), format!("time between {from} and {to}"));
                answered(&claim, truth)
            }
            Guard::Always | Guard::And(_) | Guard::Or(_) | Guard::Not(_) => Text::new("总是成立", "always"),
        }
    }

    fn value(self, fact: Ref<Fact>) -> Text {
        self.context
            .fact(fact)
            .map_or_else(|| Text::new("未知", "unknown"), |value| value.label(&self.procedure.facts[fact]))
    }

    /// `Units unlike their label is 4: > 3 holds`
    fn measured(self, fact: Ref<Fact>, claim: &Text, truth: Truth) -> Text {
        said(&self.procedure.facts[fact].label, &self.value(fact), claim, truth)
    }

    fn share(
        self,
        part: Ref<Fact>,
        whole: Ref<Fact>,
        threshold: &crate::rate::Threshold,
        truth: Truth,
    ) -> Text {
        let (part_label, whole_label) =
            (&self.procedure.facts[part].label, &self.procedure.facts[whole].label);
        let subject = Text::new(
            format!("{}/{}", part_label.zh, whole_label.zh),
            format!("{} / {}", part_label.en, whole_label.en),
        );
        let value = match (self.context.fact(part), self.context.fact(whole)) {
            (Some(Value::Count(k)), Some(Value::Count(n))) => match percent(*k, *n) {
                Some(share) => Text::new(format!("{k}/{n}（{share}）"), format!("{k}/{n} ({share})")),
                None => Text::new(format!("{k}/{n}（没有比率）"), format!("{k}/{n} (no rate)")),
            },
            _ => {
                let (k, n) = (self.value(part), self.value(whole));
                Text::new(format!("{}/{}", k.zh, n.zh), format!("{}/{}", k.en, n.en))
            }
        };
        let claim = format!("{} {}", threshold.comparator.sign(), threshold.rate);
        said(&subject, &value, &Text::new(claim.clone(), claim), truth)
    }

    fn options(self, fact: Ref<Fact>, options: &[Ref<super::model::Choice>]) -> Text {
        let fact = &self.procedure.facts[fact];
        joined(options.iter().map(|option| Value::Choice(*option).label(fact)), "或", " or ")
    }

    fn day(self, term: &DateTerm) -> Text {
        let label = match term.fact {
            Some(fact) => self.procedure.facts[fact].label.clone(),
            None => Missing::Today.label(self.procedure),
        };
        let shift = |zh: bool| {
            let mut out = String::new();
            for (amount, unit) in [
                (term.months, if zh { "个月" } else { " months" }),
                (term.days, if zh { "天" } else { " days" }),
            ] {
                if amount != 0 {
                    let sign = if amount < 0 { '-' } else { '+' };
                    out.push_str(&format!(" {sign} {}{unit}", amount.unsigned_abs()));
                }
            }
            out
        };
        match term.day(self.context) {
            Some(day) => Text::new(
                format!("{}{}（{day}）", label.zh, shift(true)),
                format!("{}{} ({day})", label.en, shift(false)),
            ),
            None => Text::new(
                format!("{}{}（未知）", label.zh, shift(true)),
                format!("{}{} (unknown)", label.en, shift(false)),
            ),
        }
    }
}

fn titled(zh_before: &str, label: &Text, zh_after: &str, en_before: &str) -> Text {
    Text::new(format!("{zh_before}{}{zh_after}", label.zh), format!("{en_before}{}", label.en))
}

fn answered(claim: &Text, truth: Truth) -> Text {
    let answer = truth.label();
    Text::new(format!("{}：{}", claim.zh, answer.zh), format!("{}: {}", claim.en, answer.en))
}

fn said(subject: &Text, value: &Text, claim: &Text, truth: Truth) -> Text {
    let (zh, en) = match truth {
        Truth::Yes => ("成立", "holds"),
        Truth::No => ("不成立", "does not hold"),
        Truth::Undetermined => ("无法判定", "cannot be decided"),
    };
    Text::new(
        format!("{}为{}，“{}”{zh}", subject.zh, value.zh, claim.zh),
        format!("{} is {}: {} {en}", subject.en, value.en, claim.en),
    )
}
