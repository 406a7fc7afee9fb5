//! What kind of day a day is.

use crate::problem::Text;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// Why a day is worked or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A working day of the week.
    Workday,
    /// A weekend day worked in exchange (调休上班).
    MakeupWorkday,
    /// An ordinary rest day of the week.
    Weekend,
    /// A rest day of the week inside a holiday break.
    BreakWeekend,
    /// A weekday off in exchange (调休, 补休).
    AdjustedRestDay,
    /// A holiday by law.
    StatutoryHoliday,
    /// A weekday off whose ground the source does not say.
    Holiday,
    /// A day the company itself is closed.
    Closure,
    /// A rest day the company works.
    Opening,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Workday,
        Self::MakeupWorkday,
        Self::Weekend,
        Self::BreakWeekend,
        Self::AdjustedRestDay,
        Self::StatutoryHoliday,
        Self::Holiday,
        Self::Closure,
        Self::Opening,
    ];

    /// The kind with this id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// Whether the day is worked.
    pub fn is_workday(self) -> bool {
        matches!(self, Self::Workday | Self::MakeupWorkday | Self::Opening)
    }

    /// Stable id: `makeup_workday`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Workday => "workday",
            Self::MakeupWorkday => "makeup_workday",
            Self::Weekend => "weekend",
            Self::BreakWeekend => "break_weekend",
            Self::AdjustedRestDay => "adjusted_rest_day",
            Self::StatutoryHoliday => "statutory_holiday",
            Self::Holiday => "holiday",
            Self::Closure => "closure",
            Self::Opening => "opening",
        }
    }

    /// As people say it.
    pub fn label(self) -> Text {
        match self {
            Self::Workday => Text::new("工作日", "working day"),
            Self::MakeupWorkday => Text::new("调休上班", "make-up workday"),
            Self::Weekend => Text::new("周末", "weekend"),
            Self::BreakWeekend => Text::new("放假", "holiday break"),
            Self::AdjustedRestDay => Text::new("调休放假", "day off in exchange"),
            Self::StatutoryHoliday => Text::new("法定节假日", "statutory holiday"),
            Self::Holiday => Text::new("放假", "holiday"),
            Self::Closure => Text::new("本单位休息", "closed"),
            Self::Opening => Text::new("本单位上班", "open by own decision"),
        }
    }
}

/// 周六, Saturday.
pub(crate) fn weekday(day: NaiveDate) -> (&'static str, &'static str) {
    match day.weekday() {
        Weekday::Mon => ("周一", "Monday"),
        Weekday::Tue => ("周二", "Tuesday"),
        Weekday::Wed => ("周三", "Wednesday"),
        Weekday::Thu => ("周四", "Thursday"),
        Weekday::Fri => ("周五", "Friday"),
        Weekday::Sat => ("周六", "Saturday"),
        Weekday::Sun => ("周日", "Sunday"),
    }
}

/// Days since 1970-01-01, as tables and columns count them.
pub(crate) fn number(day: NaiveDate) -> i32 {
    day.num_days_from_ce().saturating_sub(719_163)
}

/// The day of a number; `None` outside the years 1 to 9999.
pub(crate) fn date(number: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(number.checked_add(719_163)?)
        .filter(|d| (1..=9999).contains(&d.year()))
}
