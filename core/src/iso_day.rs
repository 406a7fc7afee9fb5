//! A day as `2026-09-28`, read and written without chrono's format language: a tenth of the browser's module hung on it.

use chrono::NaiveDate;
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::Serializer;

/// The day in a text.
pub(crate) fn parse(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

pub(crate) fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(day)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    parse(&String::deserialize(from)?).ok_or_else(|| D::Error::custom("not a day"))
}

/// The same for a day that need not be there.
pub(crate) mod option {
    use super::{Deserialize, Deserializer, Error, NaiveDate, Serializer, parse};

    pub(crate) fn serialize<S: Serializer>(day: &Option<NaiveDate>, to: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => to.serialize_some(&day.to_string()),
            None => to.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
        let text: Option<String> = Option::deserialize(from)?;
        text.map(|text| parse(&text).ok_or_else(|| D::Error::custom("not a day"))).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_day_that_exists() {
        assert_eq!(parse("2024-02-29"), NaiveDate::from_ymd_opt(2024, 2, 29));
        for wrong in ["2026-02-29", "2026-13-01", "2026-09", "", "2026-09-28T10:00", "２０２６-09-28"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
