//! A table of days for a spreadsheet.

use crate::calendar::calendar::Calendar;
use crate::calendar::day::weekday;
use chrono::NaiveDate;

impl Calendar {
    /// A table of days: `date,weekday,kind,workday,number,name_zh,name_en`; `number` counts working days, so that a
    /// spreadsheet can look deadlines up.
    pub fn to_csv(&self, from: NaiveDate, to: NaiveDate) -> String {
        let mut csv = String::from("date,weekday,kind,workday,number,name_zh,name_en\r\n");
        let mut n = 0_u32;
        for (day, kind) in self.days().filter(|(day, _)| (from..=to).contains(day)) {
            n = n.saturating_add(u32::from(kind.is_workday()));
            let name = self.name(day).cloned().unwrap_or_default();
            let worked = u8::from(kind.is_workday());
            let line = format!(
                "{day},{},{},{worked},{n},{},{}\r\n",
                weekday(day).1,
                kind.id(),
                cell(&name.zh),
                cell(&name.en)
            );
            csv.push_str(&line);
        }
        csv
    }
}

/// A CSV cell, quoted where it must be.
fn cell(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{DayEntry, Kind};
    use crate::problem::Text;

    #[test]
    fn a_row_for_each_day() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let china = Calendar::china();
        let csv = china.to_csv(day("2026-01-01"), day("2026-12-31"));
        assert_eq!(csv.lines().count(), 366);
        assert_eq!(csv.lines().nth(4).unwrap(), "2026-01-04,Sunday,makeup_workday,1,1,元旦,New Year's Day");
        assert_eq!(csv.lines().last().unwrap(), "2026-12-31,Thursday,workday,1,248,,"); // 248 working days
        let name = Some(Text::new("盘点, \"冬\"", "Stock-taking"));
        let ours =
            china.with_entries(&[DayEntry { day: day("2026-12-31"), kind: Kind::Closure, name }]).unwrap();
        let csv = ours.to_csv(day("2026-12-31"), day("2026-12-31"));
        assert_eq!(
            csv.lines().nth(1).unwrap(),
            "2026-12-31,Thursday,closure,0,0,\"盘点, \"\"冬\"\"\",Stock-taking"
        );
    }
}
