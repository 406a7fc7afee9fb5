//! The worked examples of `docs/guide-time.md`, line by line: expected values were counted by hand on the notice for 2026.

use aftersales::Error;
use aftersales::calendar::{Calendar, Convention, Hours, Last, Moment, Pauses};
use aftersales::span::Span;

const GUIDE: &str = include_str!("../../docs/guide-time.md");

/// `2026-02-25 24:00`, `2026-02-14 11:00`
fn written(last: Last) -> String {
    match last.day.filter(|_| !last.inclusive) {
        Some(day) => format!("{day} 24:00"),
        None => last.due.format("%Y-%m-%d %H:%M").to_string(),
    }
}

/// What the library says of a start, a limit and the settings between backticks.
fn ends(start: &str, span: &str, how: &str) -> Result<String, Error> {
    let mut calendar = Calendar::china();
    let mut convention = Convention::default();
    let start = Moment::parse(start)?;
    let mut pauses = Pauses::NONE;
    for (key, value) in how.split('`').filter_map(|setting| setting.split_once('=')) {
        match (key, value.split_once('/')) {
            ("hours", _) => calendar = calendar.with_hours(Hours::parse(value)?)?,
            ("pause", Some((from, to))) => {
                let (from, to) = (Moment::parse(from)?.earliest(), Moment::parse(to)?.earliest());
                pauses = Pauses::new([(from, Some(to))], to);
            }
            _ => convention = convention.with(key, value)?,
        }
    }
    let deadline = calendar.due_paused(start, Span::parse(span)?, &convention, &pauses)?;
    let target = deadline.target.map(|target| format!("{} … ", written(target))).unwrap_or_default();
    let last = deadline.last.map(written).unwrap_or_default();
    Ok(format!("{target}{last}{}", if deadline.provisional { " provisional" } else { "" }))
}

#[test]
fn every_example_of_the_guide() {
    let mut lines = 0;
    let mut wrong = Vec::new();
    for line in GUIDE.lines().filter(|line| line.starts_with("| 2")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let &[_, start, span, how, expected, ..] = cells.as_slice() else { continue };
        lines += 1;
        let expected = expected.replace("暂定", "provisional");
        match ends(start, span, how) {
            Ok(found) if found == expected => {}
            Ok(found) => wrong.push(format!("{line}\n  found {found}")),
            Err(error) => wrong.push(format!("{line}\n  {error}")),
        }
    }
    assert_eq!(lines, 30, "examples in both languages");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
