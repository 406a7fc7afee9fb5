//! What has an id?

use super::{
    Approval, Ban, Check, Choice, Class, ClassResult, Cost, Duty, Event, Fact, Form, Limit, Norm, Notice,
    Reading, ReadingOption, Region, Role, Sampling, State, Step,
};

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
