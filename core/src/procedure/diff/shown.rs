//! A value of a view in words, and what of it is only wording.

use super::keys::is_notation;
use crate::problem::Text;
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// The labels of everything with an id.
#[derive(Default)]
pub(super) struct Names(HashMap<String, Text>);

impl Names {
    /// Of everything that a procedure's view names.
    pub(super) fn of(view: &Map<String, Json>) -> Self {
        let mut names = Self::default();
        view.values().for_each(|value| names.add(value));
        names
    }

    fn add(&mut self, value: &Json) {
        match value {
            Json::Array(all) => all.iter().for_each(|one| self.add(one)),
            Json::Object(object) => {
                if let Some(id) = object.get("id").and_then(Json::as_str)
                    && object.contains_key("label")
                {
                    self.0.entry(id.to_owned()).or_insert_with(|| label(object));
                }
                object.values().for_each(|one| self.add(one));
            }
            _ => {}
        }
    }

    /// A value of a key, in words.
    pub(super) fn show(&self, key: &str, value: &Json) -> Text {
        match value {
            Json::Null => Text::new("无", "none"),
            Json::Bool(true) => Text::new("是", "yes"),
            Json::Bool(false) => Text::new("否", "no"),
            Json::Number(number) => Text::new(number.to_string(), number.to_string()),
            Json::String(text) if is_notation(key) => Text::new(text, text),
            Json::String(id) => self.0.get(id).cloned().unwrap_or_else(|| Text::new(id, id)),
            Json::Array(all) => self.list(key, all),
            Json::Object(object) => self.object(key, object),
        }
    }

    fn list(&self, key: &str, all: &[Json]) -> Text {
        let texts: Vec<Text> = all.iter().map(|one| self.show(key, one)).collect();
        match texts.as_slice() {
            [] => self.show(key, &Json::Null),
            texts => joined(texts),
        }
    }

    fn object(&self, key: &str, object: &Map<String, Json>) -> Text {
        if let Some(text) = both_languages(object) {
            return text;
        }
        let is = |flag: &str| object.get(flag) == Some(&Json::Bool(true));
        if is("unstated") {
            return Text::new("文中未写明", "nobody the text names");
        }
        if is("auto") {
            return Text::new("自动", "by itself");
        }
        if let Some(roles) = object.get("roles") {
            return self.show(key, roles);
        }
        let id = object.get("id").unwrap_or(&Json::Null);
        let mut text = if object.contains_key("label") { label(object) } else { self.show("", id) };
        if is("or_higher") {
            text = Text::new(format!("{}以上", text.zh), format!("{} or higher", text.en));
        }
        if let Some(when) = object.get("when").and_then(Json::as_str) {
            text = Text::new(format!("{}（当 {when}）", text.zh), format!("{} (when {when})", text.en));
        }
        match object.get("then").and_then(Json::as_array).map_or(&[][..], Vec::as_slice) {
            [] => text,
            then => {
                let then = self.list("then", then);
                Text::new(format!("{}（则 {}）", text.zh, then.zh), format!("{} (then {})", text.en, then.en))
            }
        }
    }
}

fn joined(texts: &[Text]) -> Text {
    let zh: Vec<&str> = texts.iter().map(|text| text.zh.as_str()).collect();
    let en: Vec<&str> = texts.iter().map(|text| text.en.as_str()).collect();
    Text::new(zh.join("、"), en.join(", "))
}

fn both_languages(object: &Map<String, Json>) -> Option<Text> {
    Some(Text::new(object.get("zh")?.as_str()?, object.get("en")?.as_str()?))
}

/// The label of a rule; of a reading its question, of a declared fault why it stands.
pub(super) fn label(rule: &Map<String, Json>) -> Text {
    let texts = ["label", "question", "why"].iter().filter_map(|key| rule.get(*key)?.as_object());
    texts.filter_map(both_languages).next().unwrap_or_default()
}

/// A value without its wording, lists in one order where theirs means nothing: what is compared.
pub(super) fn bare(key: &str, value: &Json) -> Json {
    match value {
        Json::Array(all) if all.is_empty() => Json::Null,
        Json::Array(all) => {
            let mut all: Vec<Json> = all.iter().map(|one| bare(key, one)).collect();
            if key != "signers" {
                all.sort_by_cached_key(Json::to_string);
            }
            Json::Array(all)
        }
        Json::Object(object) => {
            let content = |key: &str| {
                matches!(
                    key,
                    "id" | "or_higher" | "when" | "then" | "roles" | "unstated" | "auto" | "zh" | "en"
                )
            };
            let kept = object.iter().filter(|(key, _)| content(key));
            Json::Object(kept.map(|(key, value)| (key.clone(), bare(key, value))).collect())
        }
        other => other.clone(),
    }
}

/// How many of the things named in both values have another label.
pub(super) fn relabelled(before: &Json, after: &Json) -> usize {
    let (Some(was), Some(is)) = (before.as_array(), after.as_array()) else { return 0 };
    let changed = |one: &&Json| {
        let same = is.iter().find(|other| other.get("id").is_some() && other.get("id") == one.get("id"));
        one.get("label").is_some() && same.is_some_and(|other| other.get("label") != one.get("label"))
    };
    was.iter().filter(changed).count()
}
