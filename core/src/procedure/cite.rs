//! Where a rule stands, in words: the same wherever it is explained.

use super::because::joined;
use super::model::{Basis, Procedure, Source};
use crate::problem::Text;

impl Source {
    /// The company's file, then the clause as printed; without a clause our own description, marked as ours. `None` if
    /// the rule names neither.
    pub fn stands(&self) -> Option<Text> {
        let company = self.company.clone();
        let here = match (&self.clause, &self.place) {
            (Some(clause), Some(place)) => Some(Text::new(
                format!("条款 {clause}（{}）", place.zh),
                format!("clause {clause} ({})", place.en),
            )),
            (Some(clause), None) => Some(Text::new(format!("条款 {clause}"), format!("clause {clause}"))),
            (None, Some(place)) => Some(Text::new(
                format!("出处（本库描述）：{}", place.zh),
                format!("place (our description): {}", place.en),
            )),
            (None, None) => None,
        };
        let parts: Vec<Text> = company.into_iter().chain(here).collect();
        (!parts.is_empty()).then(|| joined(parts.into_iter(), "，", ", "))
    }

    /// One sentence: the document's words, where they stand, how well they support the rule, its ids. `None` if the rule
    /// names no place.
    pub fn cited(&self) -> Option<Text> {
        let mut parts = vec![self.stands()?];
        if self.basis != Basis::Stated {
            parts.push(self.basis.label());
        }
        if !self.refs.is_empty() {
            let refs = self.refs.join(", ");
            parts.push(Text::new(refs.clone(), refs));
        }
        let words = self.quoted();
        let all = joined(parts.into_iter(), "，", ", ");
        Some(Text::new(format!("依据{}：{}。", words.zh, all.zh), format!("Basis{}: {}.", words.en, all.en)))
    }

    /// How each ambiguous place the rule depends on is read.
    pub(crate) fn read_as(&self, procedure: &Procedure) -> Vec<Text> {
        let readings = self.readings.iter().map(|reading| &procedure.readings[*reading]);
        readings
            .map(|reading| {
                let option = &reading.options[reading.chosen].label;
                Text::new(
                    format!("解释：{} 取“{}”。", reading.question.zh, option.zh),
                    format!("Reading: {} Taken as \"{}\".", reading.question.en, option.en),
                )
            })
            .collect()
    }

    /// The document's operative words in brackets, to be put behind a name; empty without any.
    pub(crate) fn quoted(&self) -> Text {
        match &self.words {
            Some(words) => Text::new(format!("（“{words}”）"), format!(" (“{words}”)")),
            None => Text::default(),
        }
    }
}
