//! A worked example: what a procedure is told, and what must come out by its clauses.
//!
//! With `case` it is a case: entries in, states and obligations out. Without, its facts are judged.

use crate::calendar::Moment;
use crate::problem::{Spot, Text};

/// One worked example of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Kebab-case name, one of its kind in the file.
    pub id: String,
    /// What it shows.
    pub about: Option<Text>,
    /// Rule ids it exercises.
    pub refs: Vec<String>,
    /// Readings other than those in force: the reading and its option.
    pub readings: Vec<(String, String)>,
    /// Facts by id: those at opening, or those judged.
    pub facts: Vec<(String, Given)>,
    /// How the case goes; none: the facts alone are judged.
    pub case: Option<Told>,
    /// What is compared; what is not given is not.
    pub expect: Vec<Expectation>,
    /// Where it stands in the file.
    pub at: Spot,
}

/// The value of a fact as an example writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// `3`
    Int(i64),
    /// `true`
    Flag(bool),
    /// `"scrap"`, `"5.50"`; a date as its text.
    Text(String),
}

/// A case told from its opening to the moment it is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// When it comes in.
    pub opened: Moment,
    /// Whether it opens strictly.
    pub strict: bool,
    /// In order.
    pub entries: Vec<Entry>,
    /// When it is looked at.
    pub now: Moment,
}

/// One entry told to the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What happens.
    pub deed: Deed,
    /// When.
    pub at: Moment,
    /// The role that acts.
    pub by: Option<String>,
    /// The person.
    pub person: Option<String>,
    /// Who accepted an inferred step.
    pub accepted_by: Option<String>,
    /// The item or place meant.
    pub part: Option<String>,
    /// Facts that come with it.
    pub facts: Vec<(String, Given)>,
    /// Forms handed in.
    pub forms: Vec<String>,
    /// It must be refused, one of the problems having this code.
    pub refused: Option<String>,
    /// Where it stands in the file.
    pub spot: Spot,
}

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// An event, by its id.
    Event(String),
    /// A signature.
    Sign {
        /// The approval.
        approval: String,
        /// False: the signer disagrees.
        agrees: bool,
    },
    /// Facts and forms alone; the text is for the reader.
    Note(String),
    /// An earlier entry taken back.
    Void {
        /// Its number: the opening is 0, the first entry 1; refused ones take no number.
        entry: u32,
        /// Why.
        why: String,
    },
}

/// One thing that must come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// What.
    pub what: Expected,
    /// Where it stands in the file.
    pub at: Spot,
}

/// What must come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Where a region, or one part of it, stands.
    State {
        /// The region.
        region: String,
        /// The item or place.
        part: Option<String>,
        /// The state; empty: not started, or left.
        state: String,
    },
    /// The step may be taken next.
    Open(String),
    /// The step may not.
    Barred(String),
    /// Whether every region that started has ended.
    Ended(bool),
    /// How an obligation stands.
    Owed {
        /// Which.
        which: Which,
        /// What of it.
        what: Owed,
        /// The value; `none`: it has none, or there is no such obligation.
        is: String,
    },
    /// The answer of a check or class: as `Finding::answer_id`.
    Answer {
        /// The check or class.
        rule: String,
        /// Its answer.
        is: String,
    },
    /// Units of the numerator that would flip the answer.
    Margin {
        /// The check.
        rule: String,
        /// How many; minus: fewer.
        is: i64,
    },
    /// Facts without which it stays undetermined.
    Missing {
        /// The check or class.
        rule: String,
        /// Ids, in order.
        are: Vec<String>,
    },
    /// Ids of what follows, in file order.
    Actions(Vec<String>),
    /// Codes of what is wrong with the facts.
    Problems(Vec<String>),
}

/// Names an obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Which {
    /// Its limit.
    pub limit: String,
    /// Which of them, from 1; none: the first there is.
    pub n: Option<u32>,
    /// The item or place.
    pub part: Option<String>,
}

/// What of an obligation is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owed {
    /// `pending`, `met late`, ...
    Standing,
    /// `2026-09-29`
    LastDay,
    /// `2026-09-30T00:00:00+08:00`
    Due,
    /// The last day of the target of a range.
    Target,
}

impl Owed {
    /// As written in files.
    pub const ALL: [(&'static str, Self); 4] = [
        ("standing", Self::Standing),
        ("last-day", Self::LastDay),
        ("due", Self::Due),
        ("target", Self::Target),
    ];

    /// `last-day`
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, owed)| *owed == self).map_or("", |(id, _)| id)
    }
}
