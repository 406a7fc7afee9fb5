//! How time is counted: which day is the first, where the last one rolls to, when it ends. Every choice has a name.

use crate::problem::{Error, Problem, Text, nearest};
use serde::{Deserialize, Serialize};

/// A way to count. The default is `prc-civil-code` (PRC Civil Code, arts. 200-204).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Convention {
    /// Whether the day of the event is counted (art. 201: it is not).
    pub first_day: FirstDay,
    /// Whether an event outside working time is deemed to fall at the next opening.
    pub start: Start,
    /// Where a last day that is a rest day rolls to (art. 203: the next working day).
    pub roll: Roll,
    /// When the last day ends (art. 203: where there are business hours, when they end).
    pub close: Close,
    /// Whether "before day 3" (3日前) includes that day.
    pub before: Before,
    /// How days are counted of which the text does not say whether calendar or working.
    pub days: OpenDays,
}

macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $id:literal, $zh:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            const ALL: &'static [(&'static str, Self)] = &[$(($id, Self::$variant)),+];

            /// As written in files.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// As people say it.
            pub fn label(self) -> Text {
                match self { $(Self::$variant => Text::new($zh, $en),)+ }
            }
        }
    };
}

choices! {
    /// Whether the day of the event is day 1.
    FirstDay {
        /// The next day is day 1.
        #[default]
        NotCounted = "not-counted", "当日不计，次日起算", "the day of the event is not counted";
        /// The day of the event is day 1; begun on a rest day, the next working day is, for working days.
        Counted = "counted", "当日计入", "the day of the event is counted";
    }
}
choices! {
    /// When a limit is deemed to start.
    Start {
        /// When the event happened.
        #[default]
        Event = "event", "自事件发生时起", "from the event itself";
        /// At the next opening; at closing time, before opening and at lunch it is the same day.
        NextOpening = "next-opening", "非工作时间视为下一工作时段开始时", "outside working time: from the next opening";
    }
}
choices! {
    /// Where a last day that is a rest day rolls to.
    Roll {
        /// The next working day.
        #[default]
        Next = "next", "末日休息则顺延至下一工作日", "a last day off moves to the next working day";
        /// The working day before, never before the start.
        Previous = "previous", "末日休息则提前至前一工作日", "a last day off moves to the working day before";
        /// It stays.
        None = "none", "末日休息不顺延", "a last day off stays";
    }
}
choices! {
    /// When the last day ends.
    Close {
        /// At the close of its last window where the calendar has hours, else at 24:00.
        #[default]
        Business = "business", "有工作时间的至当日下班，否则至24:00", "at closing time where there are business hours";
        /// At 24:00.
        Midnight = "midnight", "至当日24:00", "at 24:00";
    }
}
choices! {
    /// Whether "before day k" includes day k.
    Before {
        /// It does.
        #[default]
        Included = "included", "“某日前”含当日", "`by day k` includes that day";
        /// It does not.
        Excluded = "excluded", "“某日前”不含当日", "`by day k` excludes that day";
    }
}
choices! {
    /// How days of an unsaid kind are counted.
    OpenDays {
        /// As calendar days.
        #[default]
        Calendar = "calendar", "“天”按日历日计", "`days` are calendar days";
        /// As working days.
        Working = "working", "“天”按工作日计", "`days` are working days";
    }
}

impl Default for Convention {
    fn default() -> Self {
        Self::PRC_CIVIL_CODE
    }
}

impl Convention {
    /// `prc-civil-code`
    pub const PRC_CIVIL_CODE: Self = Self {
        first_day: FirstDay::NotCounted,
        start: Start::Event,
        roll: Roll::Next,
        close: Close::Business,
        before: Before::Included,
        days: OpenDays::Calendar,
    };

    /// `sla-next-opening`: as the Civil Code, from the next opening.
    pub const SLA_NEXT_OPENING: Self = Self { start: Start::NextOpening, ..Self::PRC_CIVIL_CODE };

    /// The named sets.
    pub const NAMED: [(&'static str, Self); 2] =
        [("prc-civil-code", Self::PRC_CIVIL_CODE), ("sla-next-opening", Self::SLA_NEXT_OPENING)];

    /// The keys a limit may set.
    pub const KEYS: [&'static str; 6] = ["first-day", "start", "roll", "close", "before", "days"];

    /// A set by name.
    ///
    /// # Errors
    /// [`Error::Span`] `convention/name`.
    pub fn named(name: &str) -> Result<Self, Error> {
        Self::NAMED.iter().find(|(known, _)| *known == name).map(|(_, set)| *set).ok_or_else(|| {
            unknown("convention/name", "计时约定", "convention", name, Self::NAMED.map(|n| n.0).as_slice())
        })
    }

    /// The name of this set, if it is one that has a name.
    pub fn name(&self) -> Option<&'static str> {
        Self::NAMED.iter().find(|(_, set)| set == self).map(|(name, _)| *name)
    }

    /// This convention with one key set, as in `counting = { roll = "previous" }`. The key `convention` takes a
    /// whole named set.
    ///
    /// # Errors
    /// [`Error::Span`] `convention/key` or `convention/value`.
    pub fn with(mut self, key: &str, value: &str) -> Result<Self, Error> {
        match key {
            "convention" => self = Self::named(value)?,
            "first-day" => self.first_day = choose(FirstDay::ALL, key, value)?,
            "start" => self.start = choose(Start::ALL, key, value)?,
            "roll" => self.roll = choose(Roll::ALL, key, value)?,
            "close" => self.close = choose(Close::ALL, key, value)?,
            "before" => self.before = choose(Before::ALL, key, value)?,
            "days" => self.days = choose(OpenDays::ALL, key, value)?,
            _ => {
                return Err(unknown(
                    "convention/key",
                    "计时约定的键",
                    "key of a convention",
                    key,
                    &Self::KEYS,
                ));
            }
        }
        Ok(self)
    }

    /// Every choice: key, value, and the value as people say it.
    pub fn entries(&self) -> [(&'static str, &'static str, Text); 6] {
        [
            ("first-day", self.first_day.id(), self.first_day.label()),
            ("start", self.start.id(), self.start.label()),
            ("roll", self.roll.id(), self.roll.label()),
            ("close", self.close.id(), self.close.label()),
            ("before", self.before.id(), self.before.label()),
            ("days", self.days.id(), self.days.label()),
        ]
    }
}

fn choose<T: Copy>(all: &[(&'static str, T)], key: &str, value: &str) -> Result<T, Error> {
    let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    all.iter().find(|(name, _)| *name == value).map(|(_, choice)| *choice).ok_or_else(|| {
        unknown("convention/value", &format!("“{key}”的取值"), &format!("value of `{key}`"), value, &names)
    })
}

fn unknown(code: &str, zh: &str, en: &str, found: &str, known: &[&str]) -> Error {
    let problem =
        Problem::new(code, format!("没有这样的{zh}：“{found}”"), format!("no such {en}: `{found}`"));
    let problem = match nearest(found, known.iter().copied()) {
        Some(near) => problem.help(format!("是否指“{near}”？"), format!("did you mean `{near}`?")),
        None => {
            problem.help(format!("可用：{}", known.join("、")), format!("use one of {}", known.join(", ")))
        }
    };
    Error::Span(vec![problem])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Lang;

    #[test]
    fn every_entry_reads_back() {
        let odd = Convention {
            first_day: FirstDay::Counted,
            start: Start::NextOpening,
            roll: Roll::None,
            close: Close::Midnight,
            before: Before::Excluded,
            days: OpenDays::Working,
        };
        for set in [Convention::default(), Convention::SLA_NEXT_OPENING, odd] {
            let read =
                set.entries().iter().try_fold(Convention::default(), |c, (k, v, _)| c.with(k, v)).unwrap();
            assert_eq!(read, set);
            assert_eq!(set.entries().map(|e| e.0), Convention::KEYS);
        }
        assert_eq!(Convention::named("sla-next-opening").unwrap().name(), Some("sla-next-opening"));
        assert_eq!(odd.name(), None);
    }

    #[test]
    fn refuses_unknown_words() {
        let line = |r: Result<Convention, Error>, lang| r.unwrap_err().problems()[0].line(lang);
        let roll = || Convention::default().with("roll", "nxt");
        assert_eq!(
            line(roll(), Lang::En),
            "no such value of `roll`: `nxt`; did you mean `next`? [convention/value]"
        );
        assert_eq!(
            line(roll(), Lang::Zh),
            "没有这样的“roll”的取值：“nxt”。是否指“next”？ [convention/value]"
        );
        assert_eq!(
            line(Convention::default().with("weekday", "x"), Lang::En),
            "no such key of a convention: `weekday`; use one of first-day, start, roll, close, before, days \
             [convention/key]"
        );
        assert_eq!(
            line(Convention::named("bgb"), Lang::Zh),
            "没有这样的计时约定：“bgb”。可用：prc-civil-code、sla-next-opening [convention/name]"
        );
    }
}
