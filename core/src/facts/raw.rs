//! One value as people and tables give it, read as the type its fact has.

use super::dates::date;
use super::numbers::{count, digits, quantity};
use super::refused::{refused, wrong_type};
use crate::problem::{Problem, nearest};
use crate::procedure::model::{Choice, Fact, FactKind, List, Named};
use crate::value::Value;

/// A value before its fact is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Raw<'a> {
    /// A whole number.
    Int(i128),
    /// A floating-point number, as spreadsheets store whole ones.
    Float(f64),
    /// A text, as CSV files have it.
    Str(&'a str),
    /// A truth value.
    Bool(bool),
    /// Nothing: the fact stays unknown.
    Null,
}

impl Raw<'_> {
    /// Reads the value for `fact`. `Ok(None)`: empty, so unknown.
    pub(crate) fn read(self, fact: &Fact) -> Result<Option<Value>, Box<Problem>> {
        // What needs no reading: the plain case, asked a million times.
        match (self, &fact.kind) {
            (_, FactKind::Count { .. }) => {
                if let Some(count) = self.count() {
                    return Ok(Some(Value::Count(count)));
                }
            }
            (Self::Bool(yes), FactKind::Flag) => return Ok(Some(Value::Flag(yes))),
            _ => {}
        }
        let text = match self {
            Self::Null => return Ok(None),
            Self::Str(text) => plain(text),
            Self::Int(number) => number.to_string(),
            Self::Float(number) => digits(number),
            Self::Bool(yes) => if yes { "true" } else { "false" }.to_owned(),
        };
        if text.is_empty() {
            return Ok(None);
        }
        let is_bool = matches!(self, Self::Bool(_));
        let is_number = matches!(self, Self::Int(_) | Self::Float(_));
        match &fact.kind {
            FactKind::Count { .. } if !is_bool => count(fact, self.float(), &text).map(Value::Count),
            FactKind::Flag => flag(fact, &text).map(Value::Flag),
            FactKind::Quantity { .. } if !is_bool => quantity(fact, self.float(), &text).map(Value::Quantity),
            FactKind::Date if !is_bool && !is_number => date(fact, &text).map(Value::Date),
            FactKind::Choice { options, open } if !is_bool => choice(fact, self.words(&text), options, *open),
            FactKind::Words if !is_bool => Ok(Value::Words(self.words(&text).to_owned())),
            _ => Err(wrong_type(fact, &text)),
        }
        .map(Some)
    }
}

impl Raw<'_> {
    /// A count that stands there plainly.
    #[inline]
    pub(crate) fn count(self) -> Option<u64> {
        match self {
            Self::Int(number) => u64::try_from(number).ok(),
            Self::Str(text) => all_digits(text),
            _ => None,
        }
    }
}

impl<'a> Raw<'a> {
    /// A text in which nothing stands. It is unknown, whatever its fact.
    pub(crate) fn is_blank(self) -> bool {
        matches!(self, Self::Str(text) if text.chars().all(|c| half_width(c).is_whitespace()))
    }

    /// A float that is a number.
    fn float(self) -> Option<f64> {
        match self {
            Self::Float(number) => Some(number).filter(|number| number.is_finite()),
            _ => None,
        }
    }

    /// The text as it was written; of a number, its digits.
    fn words(self, digits: &'a str) -> &'a str {
        match self {
            Self::Str(original) => original.trim(),
            _ => digits,
        }
    }
}

/// A number of digits alone, so few that any such number fits.
#[inline]
fn all_digits(text: &str) -> Option<u64> {
    let mut count = 0_u64;
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        count = count.wrapping_mul(10).wrapping_add(u64::from(digit));
    }
    (1..=19).contains(&text.len()).then_some(count)
}

/// A text without its outer spaces, full-width digits, letters and signs made half-width.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(half_width).collect::<String>().trim().to_owned()
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c).saturating_sub(0xFEE0)).unwrap_or(c),
        '\u{3000}' | '\u{feff}' => ' ',
        other => other,
    }
}

fn flag(fact: &Fact, text: &str) -> Result<bool, Box<Problem>> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "y" | "1" | "是" | "有" | "√" => Ok(true),
        "no" | "false" | "n" | "0" | "否" | "无" | "×" => Ok(false),
        _ => Err(wrong_type(fact, text)),
    }
}

fn choice(fact: &Fact, text: &str, options: &List<Choice>, open: bool) -> Result<Value, Box<Problem>> {
    let wanted = plain(text);
    let named = options.entries().find(|(_, option)| {
        option.id == wanted
            || plain(&option.label.zh) == wanted
            || plain(&option.label.en).eq_ignore_ascii_case(&wanted)
    });
    if let Some((option, _)) = named {
        return Ok(Value::Choice(option));
    }
    if open {
        return Ok(Value::Other(text.to_owned()));
    }
    let problem = refused("facts/option", fact, text, "不是可选项之一", "is not one of its options");
    let near = nearest(text, options.iter().flat_map(|o| [o.id(), o.label.zh.as_str(), o.label.en.as_str()]));
    Err(Box::new(match near {
        Some(near) => problem.help(format!("是否指“{near}”"), format!("did you mean `{near}`")),
        None => {
            let (zh, en) = listed(options);
            problem.help(zh, en)
        }
    }))
}

/// So many options are listed where a value is none of them.
const LISTED: usize = 12;

/// The options by label. In English with the id where that is another word: `Phone, oral (by-phone)`.
fn listed(options: &List<Choice>) -> (String, String) {
    let (mut zh, mut en) = ("可选：".to_owned(), "options: ".to_owned());
    for (place, option) in options.iter().enumerate() {
        if place > 0 {
            zh.push('、');
            en.push_str(", ");
        }
        if place == LISTED {
            zh.push('…');
            en.push('…');
            break;
        }
        zh.push_str(&option.label.zh);
        en.push_str(&option.label.en);
        if !is_same_word(&option.label.en, &option.id) {
            en.push_str(" (");
            en.push_str(&option.id);
            en.push(')');
        }
    }
    (zh, en)
}

/// Whether a label is an id but for capitals and spaces: `Web site`, `web-site`.
fn is_same_word(label: &str, id: &str) -> bool {
    let alike = |(a, b): (u8, u8)| a.eq_ignore_ascii_case(&b) || (a, b) == (b' ', b'-');
    label.len() == id.len() && label.bytes().zip(id.bytes()).all(alike)
}
