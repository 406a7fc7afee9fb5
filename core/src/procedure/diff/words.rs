//! A change as a sentence.

use super::{Change, Rule, keys};
use crate::problem::Text;

impl Rule {
    fn text(&self) -> Text {
        let kind = keys::kind(self.kind);
        Text::new(
            format!("{}“{}”（{}）", kind.zh, self.label.zh, self.id),
            format!("{} `{}` ({})", kind.en, self.id, self.label.en),
        )
    }
}

impl Change {
    /// What changed, in words.
    pub fn text(&self) -> Text {
        match self {
            Self::Added { rule } => {
                let rule = rule.text();
                Text::new(format!("新增{}", rule.zh), format!("{} is added", rule.en))
            }
            Self::Removed { rule } => {
                let rule = rule.text();
                Text::new(format!("删去{}", rule.zh), format!("{} is removed", rule.en))
            }
            Self::Changed { rule, key, before, after } => {
                let key = keys::name(key);
                let (zh, en) = match rule.as_ref().map(Rule::text) {
                    Some(rule) => (format!("{}的{}", rule.zh, key.zh), format!("{}: {}", rule.en, key.en)),
                    None => (key.zh, key.en),
                };
                Text::new(
                    format!("{zh}由“{}”改为“{}”", before.zh, after.zh),
                    format!("{en} was `{}`, is now `{}`", before.en, after.en),
                )
            }
            Self::Decided { rule, witness, before, after } => {
                let rule = rule.text();
                Text::new(
                    format!("{}判定不同：{witness} 时原为“{}”，现为“{}”", rule.zh, before.zh, after.zh),
                    format!(
                        "{} decides otherwise: for {witness} it said `{}`, it now says `{}`",
                        rule.en, before.en, after.en
                    ),
                )
            }
            Self::Rewritten { rule, all_tried } => {
                let rule = rule.text();
                let (zh, en) = match all_tried {
                    true => ("，各种情形的判定相同", ", and decides every case alike"),
                    false => (
                        "；试过的情形判定相同，但未能全部试过",
                        "; the cases tried are decided alike, not all could be tried",
                    ),
                };
                Text::new(
                    format!("{}的写法不同{zh}", rule.zh),
                    format!("{} is written otherwise{en}", rule.en),
                )
            }
            Self::Labels { count } => Text::new(
                format!("{count} 处名称或说明的用语不同"),
                plural(
                    *count,
                    "label or explanation is worded otherwise",
                    "labels or explanations are worded otherwise",
                ),
            ),
            Self::Citations { count } => Text::new(
                format!("{count} 处出处（条款、位置、原词、编号）不同"),
                plural(
                    *count,
                    "citation (clause, place, words, ids) differs",
                    "citations (clause, place, words, ids) differ",
                ),
            ),
        }
    }
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
