//! What a procedure is: the types that a file in `core/procedures/` is read into.
//!
//! Names are those of the file format (`docs/procedure-format.md`); nothing here knows a particular procedure.
//! Rules refer to each other by [`Ref`], resolved once when the file is read.

pub use super::decimal::Decimal;
use super::guard::Condition;
use super::tree::Tree;
use crate::problem::Text;
use crate::rate::{Comparator, Rate, Threshold};
use crate::span::Span;
use chrono::NaiveDate;
use core::marker::PhantomData;
use core::ops::Index;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;

/// The place of a `T` in its [`List`]. Only a `List<T>` hands it out.
pub struct Ref<T>(u16, PhantomData<fn() -> T>);

impl<T> Ref<T> {
    /// Any place, for a rule that is already refused.
    pub(crate) fn first() -> Self {
        Self(0, PhantomData)
    }

    /// Position in file order, from 0.
    pub fn position(self) -> usize {
        usize::from(self.0)
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Ref<T> {}
impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Ref<T> {}
impl<T> PartialOrd for Ref<T> {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Ref<T> {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> core::hash::Hash for Ref<T> {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> core::fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// Things with an id, in file order.
#[derive(Debug, Clone)]
pub struct List<T>(Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> List<T> {
    /// Adds one and says where it stands. `None` when the list is full (65,535 entries).
    pub(crate) fn push(&mut self, item: T) -> Option<Ref<T>> {
        let at = u16::try_from(self.0.len()).ok()?;
        self.0.push(item);
        Some(Ref(at, PhantomData))
    }

    /// All, in file order.
    pub fn iter(&self) -> core::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// All with their places.
    pub fn entries(&self) -> impl Iterator<Item = (Ref<T>, &T)> {
        (0_u16..).map(|i| Ref(i, PhantomData)).zip(&self.0)
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The place at a position, if there is one.
    pub fn at(&self, position: usize) -> Option<Ref<T>> {
        let at = u16::try_from(position).ok()?;
        (position < self.0.len()).then_some(Ref(at, PhantomData))
    }

    /// The thing at a place, to be changed.
    pub(crate) fn get_mut(&mut self, at: Ref<T>) -> Option<&mut T> {
        self.0.get_mut(at.position())
    }

    /// The thing at a place that a [`Roster`] promised.
    pub(crate) fn promised(&self, at: Ref<T>) -> Option<&T> {
        self.0.get(at.position())
    }
}

impl<T: Named> List<T> {
    /// The one with this id.
    pub fn find(&self, id: &str) -> Option<Ref<T>> {
        self.0.iter().position(|item| item.id() == id).and_then(|i| self.at(i))
    }
}

impl<T> Index<Ref<T>> for List<T> {
    type Output = T;

    #[expect(clippy::indexing_slicing, reason = "a Ref<T> is made only by the List<T> of the same procedure")]
    fn index(&self, at: Ref<T>) -> &T {
        &self.0[at.position()]
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// Names that are known before the things themselves: rules may refer to each other in any order.
///
/// The `n`th name stands for the `n`th thing later pushed to the [`List`]; a file in which that fails is refused.
#[derive(Debug)]
pub(crate) struct Roster<'a, T> {
    places: HashMap<&'a str, Ref<T>>,
    next: usize,
}

impl<T> Default for Roster<'_, T> {
    fn default() -> Self {
        Self { places: HashMap::new(), next: 0 }
    }
}

impl<'a, T> Roster<'a, T> {
    /// Takes the next place for `id`. `None` when the roster is full (65,535 names).
    pub(crate) fn add(&mut self, id: &'a str) -> Option<Ref<T>> {
        let at = Ref(u16::try_from(self.next).ok()?, PhantomData);
        self.next = self.next.saturating_add(1);
        self.places.entry(id).or_insert(at);
        Some(at)
    }

    /// The place that stands for `id`.
    pub(crate) fn find(&self, id: &str) -> Option<Ref<T>> {
        self.places.get(id).copied()
    }

    /// The name that stands for a place.
    pub(crate) fn id_of(&self, at: Ref<T>) -> Option<&'a str> {
        self.places.iter().find(|(_, r)| **r == at).map(|(id, _)| *id)
    }

    /// All names, in no order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.places.keys().copied()
    }
}

/// Anything a file gives an id.
pub trait Named {
    /// The id, kebab-case.
    fn id(&self) -> &str;
}

macro_rules! named {
    ($($t:ty),* $(,)?) => { $(impl Named for $t { fn id(&self) -> &str { &self.id } })* };
}
named!(
    Role,
    Fact,
    Choice,
    Form,
    Region,
    State,
    Event,
    Step,
    Check,
    Class,
    ClassResult,
    Approval,
    Ban,
    Limit,
    Duty,
    Notice,
    Norm,
    Cost,
    Sampling,
    Reading,
    ReadingOption,
);

/// One controlled document as data.
#[derive(Debug, Clone, Default)]
pub struct Procedure {
    /// Kebab-case name, the same in every edition.
    pub id: String,
    /// Title of the document.
    pub title: Text,
    /// Document number as printed.
    pub document: Option<String>,
    /// Who issued it, if the document says.
    pub issuer: Option<Text>,
    /// Version as printed.
    pub edition: Option<String>,
    /// The day the edition takes effect, if printed.
    pub effective: Option<NaiveDate>,
    /// What it covers, in our words.
    pub scope: Text,
    /// How much of the document is there, in our words.
    pub completeness: Option<Text>,
    /// Hash of the file's content (hex), so that an answer can say which rules it followed.
    pub hash: String,
    /// Set when a company's file made this procedure its own: that file's id of the base procedure.
    pub extends: Option<String>,
    /// Who acts.
    pub roles: List<Role>,
    /// Typed inputs.
    pub facts: List<Fact>,
    /// Documents the procedure demands.
    pub forms: List<Form>,
    /// State machines that run side by side.
    pub regions: List<Region>,
    /// All states of all regions.
    pub states: List<State>,
    /// Happenings: those of the steps, and milestones declared on their own.
    pub events: List<Event>,
    /// Transitions.
    pub steps: List<Step>,
    /// Exact thresholds.
    pub checks: List<Check>,
    /// Decision tables.
    pub classes: List<Class>,
    /// Signatures by roles.
    pub approvals: List<Approval>,
    /// What is forbidden, and who may allow it all the same.
    pub bans: List<Ban>,
    /// Time limits.
    pub limits: List<Limit>,
    /// Recurring obligations.
    pub duties: List<Duty>,
    /// Who must tell whom.
    pub notices: List<Notice>,
    /// Norms that are not steps.
    pub norms: List<Norm>,
    /// Who pays, from which account.
    pub costs: List<Cost>,
    /// How many to inspect out of a lot.
    pub samplings: List<Sampling>,
    /// How ambiguous places are read.
    pub readings: List<Reading>,
    /// Faults of the document itself that the proof would report: declared, not silenced.
    pub known: Vec<Known>,
    /// What the model was built from; readings are patches on it.
    pub(crate) tree: Arc<Tree>,
}

/// How well the document supports a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The text says it.
    #[default]
    Stated,
    /// The words are there, their order or attachment was lost.
    Reconstructed,
    /// Needed, not written.
    Inferred,
    /// The text stops here: the engine stops and asks.
    Lost,
}

impl Basis {
    /// As written in files.
    pub const ALL: [(&'static str, Self); 4] = [
        ("stated", Self::Stated),
        ("reconstructed", Self::Reconstructed),
        ("inferred", Self::Inferred),
        ("lost", Self::Lost),
    ];

    /// Name and label.
    pub fn label(self) -> Text {
        match self {
            Self::Stated => Text::new("原文明示", "stated"),
            Self::Reconstructed => Text::new("按原文词句重建", "reconstructed"),
            Self::Inferred => Text::new("推定", "inferred"),
            Self::Lost => Text::new("原文缺失", "lost"),
        }
    }
}

/// Where a rule comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The clause number as printed in the document.
    pub clause: Option<String>,
    /// Our own description of the place, where the document prints no number.
    pub place: Option<String>,
    /// How well the text supports the rule.
    pub basis: Basis,
    /// Keys of this rule that are inferred although the rest is stated: `["to", "by"]`.
    pub inferred: Vec<String>,
    /// Rule ids of the rule book (`S0-08-H2`).
    pub refs: Vec<String>,
    /// The reading this rule depends on.
    pub readings: Vec<Ref<Reading>>,
    /// The operative words of the document (`超过3%`).
    pub words: Option<String>,
    /// Set when a company's file changed or added the rule: that file's title. Then clause and words are the company's.
    pub company: Option<Text>,
}

/// Who acts.
#[derive(Debug, Clone)]
pub struct Role {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Roles this one outranks (directly).
    pub above: Vec<Ref<Role>>,
    /// Outside the company: customer, supplier.
    pub outside: bool,
}

/// A typed input.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Id.
    pub id: String,
    /// 中文 and English; columns are found by either.
    pub label: Text,
    /// Type.
    pub kind: FactKind,
    /// Describes the case, not a round: never cleared by a loop.
    pub keep: bool,
    /// Rule ids (a class may be a fact with options).
    pub source: Source,
}

/// The type of a fact.
#[derive(Debug, Clone)]
pub enum FactKind {
    /// A whole number from 0.
    Count {
        /// The count it can never exceed.
        part_of: Option<Ref<Fact>>,
    },
    /// Yes or no.
    Flag,
    /// One of a list.
    Choice {
        /// The options.
        options: List<Choice>,
        /// The document's list is open (等, 例): other values are taken and match no option.
        open: bool,
    },
    /// A day.
    Date,
    /// An exact decimal with its unit.
    Quantity {
        /// The unit as printed: `℃`, `元`, `cm`.
        unit: String,
    },
    /// Free text, for required fields; never compared.
    Words,
}

impl FactKind {
    /// As written in files.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Count { .. } => "count",
            Self::Flag => "flag",
            Self::Choice { .. } => "choice",
            Self::Date => "date",
            Self::Quantity { .. } => "quantity",
            Self::Words => "words",
        }
    }
}

/// One option of a choice.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Rule ids and place, if the option is a rule (a class) of its own.
    pub source: Source,
}

/// A document the procedure demands.
#[derive(Debug, Clone)]
pub struct Form {
    /// Id.
    pub id: String,
    /// Name as printed.
    pub label: Text,
    /// Fields that must be filled.
    pub fields: Vec<Text>,
    /// Copies and who holds them.
    pub copies: Vec<Text>,
    /// Where it is demanded.
    pub source: Source,
}

/// One state machine of a procedure.
#[derive(Debug, Clone)]
pub struct Region {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// One token per item.
    pub parts: Parts,
}

/// Whether a region has one token or one per item.
#[derive(Debug, Clone)]
pub enum Parts {
    /// One token.
    One,
    /// One token for each of a fixed list.
    Fixed(List<Choice>),
    /// One token for each item the events name (lines of a complaint).
    Open,
}

/// A state of a region.
#[derive(Debug, Clone)]
pub struct State {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// The region it belongs to.
    pub region: Ref<Region>,
    /// Entered when the case opens (`Yes`), or as soon as a guard holds.
    pub start: Option<Condition>,
    /// Ends its region.
    pub end: bool,
    /// Why a case may rest here although the state is no end: the text says no more.
    pub rests: Option<Text>,
    /// Place.
    pub source: Source,
}

/// Something that can happen.
#[derive(Debug, Clone)]
pub struct Event {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Declared on its own as a milestone (no step needs to take it); who may report it.
    pub milestone: Option<By>,
    /// Place, for a milestone that is a rule.
    pub source: Source,
}

/// Who may act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// Any of these. `or_higher` lets those who outrank it act too.
    Roles(Vec<Signer>),
    /// The text names nobody: any role, and shown so.
    Unstated,
    /// Nobody: taken by itself as soon as its guard holds.
    Auto,
}

/// A role, or that role and higher (组长以上).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signer {
    /// The role.
    pub role: Ref<Role>,
    /// Whoever outranks it may act as well.
    pub or_higher: bool,
}

/// Something that must be there, always or when a guard holds.
#[derive(Debug, Clone)]
pub struct Need<T> {
    /// What.
    pub what: Ref<T>,
    /// When; `None` is always.
    pub when: Option<Condition>,
}

/// A transition taken on an event.
#[derive(Debug, Clone)]
pub struct Step {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// The event that takes it.
    pub event: Ref<Event>,
    /// Any of these states; empty: enters a region that has not started.
    pub from: Vec<Ref<State>>,
    /// The states entered, at most one a region; empty: stays where it is.
    pub to: Vec<Ref<State>>,
    /// Only tokens of these parts of its region may take it; empty: any.
    pub parts: Vec<String>,
    /// Who.
    pub by: By,
    /// Only when.
    pub when: Option<Condition>,
    /// Facts that must be known.
    pub facts: Vec<Need<Fact>>,
    /// Forms that must be held.
    pub forms: Vec<Need<Form>>,
    /// Approvals that must be signed.
    pub approved: Vec<Need<Approval>>,
    /// An entry step may enter its region again after it ended.
    pub again: bool,
}

/// An exact threshold or norm that answers yes, no or undetermined.
#[derive(Debug, Clone)]
pub struct Check {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// What is measured.
    pub test: Test,
    /// Judged for each (material, lot, mechanism): told, not enforced.
    pub per: Option<Text>,
    /// Ids of what follows on yes: steps, forms, notices, costs.
    pub then: Vec<String>,
    /// Ids of what follows on no.
    pub otherwise: Vec<String>,
}

/// What a check measures.
#[derive(Debug, Clone)]
pub enum Test {
    /// part / whole against a share.
    Rate {
        /// Numerator.
        part: Ref<Fact>,
        /// Denominator.
        whole: Ref<Fact>,
        /// Bound.
        threshold: Threshold,
    },
    /// A count against a number.
    Count {
        /// The count.
        fact: Ref<Fact>,
        /// Comparator.
        comparator: Comparator,
        /// Bound.
        bound: u64,
    },
    /// A quantity inside inclusive bounds, either may be missing.
    Quantity {
        /// The quantity.
        fact: Ref<Fact>,
        /// Bounds with their comparators, all of which must hold.
        bounds: Vec<(Comparator, Decimal)>,
    },
    /// Any guard.
    When(Condition),
    /// The text gives no number (or the contract does): undetermined until a company's file sets it.
    Unset,
}

/// A decision table.
#[derive(Debug, Clone)]
pub struct Class {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source of the table as a whole.
    pub source: Source,
    /// What happens when several rows match.
    pub hit: Hit,
    /// Possible results, in file order. [`UNCLASSIFIED`] is always possible besides.
    pub results: List<ClassResult>,
    /// Rows, in file order.
    pub rows: Vec<Row>,
    /// The result when no row matches; `None` is "unclassified".
    pub otherwise: Option<Ref<ClassResult>>,
}

/// The result when no row of a table matches and the table names none.
pub const UNCLASSIFIED: &str = "unclassified";

/// Hit policy of a decision table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Hit {
    /// The first matching row.
    First,
    /// Exactly one row may match; two that differ are a conflict, answered "undetermined".
    Single,
    /// Every matching row; the results add up.
    All,
}

/// A result of a class.
#[derive(Debug, Clone)]
pub struct ClassResult {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Ids of what follows.
    pub then: Vec<String>,
}

/// A row of a decision table.
#[derive(Debug, Clone)]
pub struct Row {
    /// When it matches.
    pub when: Condition,
    /// What it says.
    pub result: Ref<ClassResult>,
    /// Source.
    pub source: Source,
}

/// Signatures by roles, all needed.
#[derive(Debug, Clone)]
pub struct Approval {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// Who must sign, always or when a guard holds.
    pub signers: Vec<(Signer, Option<Condition>)>,
    /// Whether they must sign in this order.
    pub ordered: bool,
    /// Only while the case is in one of these states; empty: at any time.
    pub during: Vec<Ref<State>>,
    /// The form that is signed.
    pub form: Option<Ref<Form>>,
}

/// What is forbidden, and who may allow it all the same.
#[derive(Debug, Clone)]
pub struct Ban {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// The steps it bars.
    pub steps: Vec<Ref<Step>>,
    /// When it bars them.
    pub when: Condition,
    /// The approval that lifts it.
    pub unless: Option<Ref<Approval>>,
}

/// What starts, ends or stops a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The case opens.
    Opened,
    /// A state is entered.
    Entered(Ref<State>),
    /// A step is taken.
    Taken(Ref<Step>),
    /// An event happens.
    Happened(Ref<Event>),
    /// An approval is complete.
    Signed(Ref<Approval>),
    /// A form is handed in.
    Held(Ref<Form>),
    /// A region ends.
    Ended(Ref<Region>),
    /// The day a date fact names.
    Day(Ref<Fact>),
}

/// Something due within a span of an event.
#[derive(Debug, Clone)]
pub struct Limit {
    /// Id.
    pub id: String,
    /// 中文 and English: what must be done.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// What starts it. Several: each starts an obligation.
    pub from: Vec<Trigger>,
    /// What fulfils it; empty: the text does not say.
    pub until: Vec<Trigger>,
    /// How long.
    pub within: Span,
    /// The date fact that holds the promise, for `agreed`.
    pub date: Option<Ref<Fact>>,
    /// Who owes it.
    pub owed_by: By,
    /// Applies when.
    pub when: Option<Condition>,
    /// What happens to a running one when `when` changes.
    pub on_change: OnChange,
    /// Never later than these limits started by the same case.
    pub cap: Vec<Ref<Limit>>,
    /// What cancels it.
    pub cancelled_by: Vec<Trigger>,
    /// What pauses it.
    pub paused_by: Vec<Trigger>,
    /// What resumes it.
    pub resumed_by: Vec<Trigger>,
    /// Whether done before the lower end of a range is early (`not-before`) or simply done (`target`).
    pub lower: Lower,
    /// How long before due it is "due soon".
    pub warn: Vec<Span>,
    /// Departures from the calendar's convention, by key: `count-first-day`, `roll`, `close`, `start`.
    pub counting: Vec<(String, String)>,
    /// What the document says follows on a breach; nothing is invented.
    pub breach: Option<Text>,
}

/// What happens to a running limit when its class changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OnChange {
    /// The guard of today decides, counted from the first trigger.
    #[default]
    Recompute,
    /// Counted from the change.
    Forward,
    /// What held at the trigger stays.
    Keep,
}

/// What the lower end of a range means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lower {
    /// An aim; earlier is no breach.
    #[default]
    Target,
    /// Not before it: earlier is "met early".
    NotBefore,
}

/// A recurring obligation.
#[derive(Debug, Clone)]
pub struct Duty {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// How often and when.
    pub every: Recurrence,
    /// Who owes it.
    pub owed_by: By,
    /// How often at most inside one recurrence; a count across cases is the host's to supply.
    pub at_most: Option<u32>,
    /// Only when.
    pub when: Option<Condition>,
}

/// When a duty recurs; it may hang on what starts and ends clocks.
pub type Recurrence = crate::calendar::Recurrence<Trigger>;

/// Who must tell whom.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Id.
    pub id: String,
    /// 中文 and English: what is told.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// On what; empty: the text does not say.
    pub on: Vec<Trigger>,
    /// Only when.
    pub when: Option<Condition>,
    /// Who tells.
    pub by: By,
    /// Who is told.
    pub to: Vec<Ref<Role>>,
}

/// A norm that is not a step: kept, shown, cited.
#[derive(Debug, Clone)]
pub struct Norm {
    /// Id.
    pub id: String,
    /// 中文 and English, in our words.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// Where it applies: ids of steps, forms, approvals.
    pub on: Vec<String>,
}

/// Who pays, from which account.
#[derive(Debug, Clone)]
pub struct Cost {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// When.
    pub when: Option<Condition>,
    /// Who pays; `None`: the text does not say (unallocated).
    pub payer: Option<Ref<Role>>,
    /// The account as printed.
    pub account: Option<Text>,
}

/// How many to inspect out of a lot.
#[derive(Debug, Clone)]
pub struct Sampling {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// The count that is the lot.
    pub of: Option<Ref<Fact>>,
    /// The count that is the sample, checked against the plan when both are known.
    pub sample: Option<Ref<Fact>>,
    /// The share; `None`: the text gives none, the caller supplies it.
    pub rate: Option<Rate>,
    /// The greatest share, for `5%..10%`.
    pub most: Option<Rate>,
    /// How a fraction is rounded.
    pub rounding: Rounding,
    /// The least sample.
    pub minimum: u64,
    /// Per material, per lot: told, not enforced.
    pub per: Option<Text>,
}

/// How a fraction of a unit is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// Up.
    #[default]
    Up,
    /// Down.
    Down,
    /// To the nearest, halves up.
    HalfUp,
}

/// How an ambiguous place is read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Id.
    pub id: String,
    /// What the text leaves open.
    pub question: Text,
    /// The ambiguity's id in the rule book.
    pub refs: Vec<String>,
    /// The options; the first is the one recommended.
    pub options: List<ReadingOption>,
    /// The option in force.
    pub chosen: Ref<ReadingOption>,
    /// Why the recommended one.
    pub why: Option<Text>,
}

/// One way to read it.
#[derive(Debug, Clone)]
pub struct ReadingOption {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
}

/// A fault the document itself has, declared where the proof would find it.
#[derive(Debug, Clone)]
pub struct Known {
    /// The fault's code: `table-overlap`, `dead-end`.
    pub fault: String,
    /// The rule or state it concerns.
    pub at: String,
    /// Why it stands.
    pub why: Text,
}
