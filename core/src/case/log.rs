//! What the host tells a case, and how the log keeps it.

use crate::calendar::Moment;
use crate::facts::Facts;
use crate::procedure::model::{Ref, Step};

/// How a case begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// When it came in.
    pub at: Moment,
    /// What is known from the start. Stays through every loop.
    pub facts: Option<Facts>,
    /// Refuse inferred steps unless somebody accepts them.
    pub strict: bool,
}

impl Opening {
    /// A case that came in at a moment; nothing more is known.
    pub fn new(at: Moment) -> Self {
        Self { at, facts: None, strict: false }
    }

    /// What is known from the start.
    #[must_use]
    pub fn facts(mut self, facts: Facts) -> Self {
        self.facts = Some(facts);
        self
    }

    /// Refuse inferred steps unless somebody accepts them.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }
}

/// Something that happened. `note` is an event of every procedure: it only brings facts and forms.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The event's id.
    pub event: String,
    /// When.
    pub at: Moment,
    /// The role that acted.
    pub by: Option<String>,
    /// The person, by whatever name the host uses.
    pub person: Option<String>,
    /// Who accepted that an inferred step is taken.
    pub accepted_by: Option<String>,
    /// The item or place meant, where a region has several.
    pub part: Option<String>,
    /// Facts that came with it.
    pub facts: Option<Facts>,
    /// Ids of the forms handed in.
    pub forms: Vec<String>,
}

impl Event {
    /// An event, and when it happened.
    pub fn new(event: &str, at: Moment) -> Self {
        Self {
            event: event.to_owned(),
            at,
            by: None,
            person: None,
            accepted_by: None,
            part: None,
            facts: None,
            forms: Vec::new(),
        }
    }

    /// The role that acted.
    #[must_use]
    pub fn by(mut self, role: &str) -> Self {
        self.by = Some(role.to_owned());
        self
    }

    /// The person.
    #[must_use]
    pub fn person(mut self, person: &str) -> Self {
        self.person = Some(person.to_owned());
        self
    }

    /// Who accepted that an inferred step is taken.
    #[must_use]
    pub fn accepted_by(mut self, person: &str) -> Self {
        self.accepted_by = Some(person.to_owned());
        self
    }

    /// The item or place meant.
    #[must_use]
    pub fn part(mut self, part: &str) -> Self {
        self.part = Some(part.to_owned());
        self
    }

    /// Facts that came with it.
    #[must_use]
    pub fn facts(mut self, facts: Facts) -> Self {
        self.facts = Some(facts);
        self
    }

    /// A form handed in.
    #[must_use]
    pub fn form(mut self, form: &str) -> Self {
        self.forms.push(form.to_owned());
        self
    }
}

/// What a signer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Verdict {
    /// 同意
    #[default]
    Agree,
    /// 不同意
    Disagree,
}

impl Verdict {
    /// As written in data.
    pub const ALL: [(&'static str, Self); 2] = [("agree", Self::Agree), ("disagree", Self::Disagree)];

    /// `agree` or `disagree`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Disagree => "disagree",
        }
    }
}

/// Somebody signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The approval's id.
    pub approval: String,
    /// When.
    pub at: Moment,
    /// The role that signs.
    pub by: String,
    /// The person, who signs an approval once.
    pub person: Option<String>,
    /// Agrees or not.
    pub verdict: Verdict,
    /// The item or place meant.
    pub part: Option<String>,
}

impl Signature {
    /// An agreeing signature.
    pub fn new(approval: &str, role: &str, at: Moment) -> Self {
        Self {
            approval: approval.to_owned(),
            at,
            by: role.to_owned(),
            person: None,
            verdict: Verdict::Agree,
            part: None,
        }
    }

    /// The person.
    #[must_use]
    pub fn person(mut self, person: &str) -> Self {
        self.person = Some(person.to_owned());
        self
    }

    /// Does not agree.
    #[must_use]
    pub fn disagree(mut self) -> Self {
        self.verdict = Verdict::Disagree;
        self
    }

    /// The item or place meant.
    #[must_use]
    pub fn part(mut self, part: &str) -> Self {
        self.part = Some(part.to_owned());
        self
    }
}

/// Clocks stop or go on: all of them, or those of the limits named. May be told late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// From when.
    pub at: Moment,
    /// Ids of the limits; empty: all.
    pub limits: Vec<String>,
    /// Why.
    pub why: Option<String>,
}

impl Pause {
    /// All clocks.
    pub fn new(at: Moment) -> Self {
        Self { at, limits: Vec::new(), why: None }
    }

    /// Only this limit's clocks, and others named.
    #[must_use]
    pub fn limit(mut self, limit: &str) -> Self {
        self.limits.push(limit.to_owned());
        self
    }

    /// Why.
    #[must_use]
    pub fn why(mut self, why: &str) -> Self {
        self.why = Some(why.to_owned());
        self
    }
}

/// What an entry of the log says.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// Something happened.
    Event(Event),
    /// Somebody signed.
    Sign(Signature),
    /// Clocks stop.
    Pause(Pause),
    /// Clocks go on.
    Resume(Pause),
    /// An earlier entry was a mistake.
    Void {
        /// Which.
        seq: u32,
        /// Why.
        why: String,
    },
}

/// One entry of the log. Entries are added and never taken away.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// From 1; the opening is 0.
    pub seq: u32,
    /// What it says.
    pub deed: Deed,
    /// Why it was voided, if it was.
    pub voided: Option<String>,
    /// The steps it takes, as derived now.
    pub steps: Vec<Ref<Step>>,
}

impl Entry {
    /// When; a void has no time of its own.
    pub fn at(&self) -> Option<Moment> {
        match &self.deed {
            Deed::Event(event) => Some(event.at),
            Deed::Sign(signature) => Some(signature.at),
            Deed::Pause(pause) | Deed::Resume(pause) => Some(pause.at),
            Deed::Void { .. } => None,
        }
    }
}
