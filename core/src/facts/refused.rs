//! What is wrong with a value, in words.

use crate::problem::Problem;
use crate::procedure::model::{Fact, FactKind};

/// The value is of the fact's type, and cannot be taken; `zh` and `en` say why.
pub(super) fn refused(code: &str, fact: &Fact, text: &str, zh: &str, en: &str) -> Box<Problem> {
    let problem = Problem::new(
        code,
        format!("“{}”的值“{text}”{zh}", fact.label.zh),
        format!("the value `{text}` of `{}` {en}", fact.label.en),
    )
    .path(format!("facts.{}", fact.id));
    Box::new(problem)
}

/// A value that is not of the fact's type at all.
pub(super) fn wrong_type(fact: &Fact, text: &str) -> Box<Problem> {
    let (zh, en, zh_help, en_help) = match &fact.kind {
        FactKind::Count { .. } => {
            ("不是数", "is not a number", "应为从 0 起的整数", "write a whole number from 0")
        }
        FactKind::Flag => ("不是“是”或“否”", "is neither yes nor no", "应为 是 或 否", "write yes or no"),
        FactKind::Date => ("不是日期", "is not a date", "应写成 2026-03-07", "write it as 2026-03-07"),
        FactKind::Quantity { .. } => {
            ("不是数", "is not a number", "应为十进制数，如 180.5", "write a decimal such as 180.5")
        }
        FactKind::Choice { .. } | FactKind::Words => {
            ("不是文字", "is not a text", "应为文字", "write a text")
        }
    };
    Box::new(refused("facts/type", fact, text, zh, en).help(zh_help, en_help))
}
