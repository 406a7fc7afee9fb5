//! A JSON object read key by key: what is missing, of another type or unknown is refused by its path.
//!
//! Read by hand and not by derived code, so that a refusal says in both languages what was expected where, and so that
//! the browser carries one reader and not one for every type.

use crate::problem::{Error, Problem};
use serde_json::{Map, Value};

/// An object whose keys are taken out one by one; what is left at the end is unknown.
#[derive(Debug, Default)]
pub struct Fields {
    code: &'static str,
    path: String,
    left: Map<String, Value>,
}

type Read<T> = Result<T, Box<Problem>>;

impl From<Box<Problem>> for Error {
    /// What cannot be taken in is refused.
    fn from(problem: Box<Problem>) -> Self {
        Self::Refused(vec![*problem])
    }
}

impl Fields {
    /// The object in a JSON text; problems carry `code`.
    ///
    /// # Errors
    /// The text is no JSON (with line and column), or no object.
    pub fn parse(text: &str, code: &'static str) -> Read<Self> {
        let value = serde_json::from_str(text).map_err(|error| no_json(code, &error))?;
        Self::of(value, code, "")
    }

    /// The object that a value is; `path` is where it stands, empty at the top.
    ///
    /// # Errors
    /// The value is no object.
    pub fn of(value: Value, code: &'static str, path: &str) -> Read<Self> {
        match value {
            Value::Object(left) => Ok(Self { code, path: path.to_owned(), left }),
            other => Err(wrong(code, path, &other, ("对象 {…}", "an object {…}"))),
        }
    }

    /// Whether a key is there and not null.
    pub fn has(&self, key: &str) -> bool {
        self.left.get(key).is_some_and(|value| !value.is_null())
    }

    /// A text that must be there.
    pub fn text(&mut self, key: &str) -> Read<String> {
        self.need(key)?;
        self.maybe_text(key).map(Option::unwrap_or_default)
    }

    /// A text that may be missing or null.
    pub fn maybe_text(&mut self, key: &str) -> Read<Option<String>> {
        match self.take(key) {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text)),
            other => Err(self.wrong(key, &other, ("文字", "a text"))),
        }
    }

    /// Texts; none if the key is missing.
    pub fn texts(&mut self, key: &str) -> Read<Vec<String>> {
        let mut texts = Vec::new();
        for (place, value) in (0_usize..).zip(self.list(key)?) {
            match value {
                Value::String(text) => texts.push(text),
                other => return Err(self.wrong(&format!("{key}.{place}"), &other, ("文字", "a text"))),
            }
        }
        Ok(texts)
    }

    /// `true` or `false`; false if the key is missing.
    pub fn flag(&mut self, key: &str) -> Read<bool> {
        match self.take(key) {
            Value::Null => Ok(false),
            Value::Bool(flag) => Ok(flag),
            other => Err(self.wrong(key, &other, ("true 或 false", "true or false"))),
        }
    }

    /// A whole number from 0 that must be there.
    pub fn number(&mut self, key: &str) -> Read<u32> {
        self.need(key)?;
        let value = self.take(key);
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        number.ok_or_else(|| self.wrong(key, &value, ("从 0 起的整数", "a whole number from 0")))
    }

    /// A value as it is; null if the key is missing.
    pub fn value(&mut self, key: &str) -> Value {
        self.take(key)
    }

    /// A list; empty if the key is missing.
    pub fn list(&mut self, key: &str) -> Read<Vec<Value>> {
        match self.take(key) {
            Value::Null => Ok(Vec::new()),
            Value::Array(list) => Ok(list),
            other => Err(self.wrong(key, &other, ("列表 […]", "a list […]"))),
        }
    }

    /// An object as it is; empty if the key is missing.
    pub fn object(&mut self, key: &str) -> Read<Map<String, Value>> {
        match self.take(key) {
            Value::Null => Ok(Map::new()),
            Value::Object(map) => Ok(map),
            other => Err(self.wrong(key, &other, ("对象 {…}", "an object {…}"))),
        }
    }

    /// An object to be read key by key, which must be there.
    pub fn fields(&mut self, key: &str) -> Read<Self> {
        self.need(key)?;
        Self::of(self.take(key), self.code, &self.at(key))
    }

    /// Refuses keys that nobody took.
    pub fn done(self) -> Read<()> {
        let Some(key) = self.left.keys().next() else { return Ok(()) };
        let at = self.at(key);
        Err(self.problem(key, format!("没有键“{at}”"), format!("there is no key `{at}`")))
    }

    fn need(&self, key: &str) -> Read<()> {
        if self.has(key) {
            return Ok(());
        }
        let at = self.at(key);
        Err(self.problem(key, format!("缺少键“{at}”"), format!("the key `{at}` is missing")))
    }

    fn take(&mut self, key: &str) -> Value {
        self.left.remove(key).unwrap_or_default()
    }

    fn at(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn problem(&self, key: &str, zh: String, en: String) -> Box<Problem> {
        Box::new(Problem::new(self.code, zh, en).path(self.at(key)))
    }

    fn wrong(&self, key: &str, found: &Value, expected: (&str, &str)) -> Box<Problem> {
        wrong(self.code, &self.at(key), found, expected)
    }
}

fn wrong(code: &str, path: &str, found: &Value, (zh, en): (&str, &str)) -> Box<Problem> {
    let (found_zh, found_en) = match found {
        Value::Null => ("空", "null"),
        Value::Bool(_) => ("真假值", "a truth value"),
        Value::Number(_) => ("数", "a number"),
        Value::String(_) => ("文字", "a text"),
        Value::Array(_) => ("列表", "a list"),
        Value::Object(_) => ("对象", "an object"),
    };
    Box::new(match path {
        "" => Problem::new(
            code,
            format!("应为{zh}，却是{found_zh}"),
            format!("expected {en}, found {found_en}"),
        ),
        path => Problem::new(
            code,
            format!("“{path}”应为{zh}，却是{found_zh}"),
            format!("`{path}` must be {en}, found {found_en}"),
        )
        .path(path),
    })
}

fn no_json(code: &str, error: &serde_json::Error) -> Box<Problem> {
    let mut problem = Problem::new(code, "不是 JSON", "this is no JSON")
        .help("应为 to_json 写出的文字，完整无缺", "give the whole text that to_json wrote");
    problem.at.line = u32::try_from(error.line()).ok();
    problem.at.column = u32::try_from(error.column()).ok();
    Box::new(problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(problem: Problem) -> (String, String) {
        (problem.message.zh, problem.message.en)
    }

    #[test]
    fn what_does_not_fit_is_named_by_its_path() {
        let text = r#"{"log": {"at": 7, "forms": ["a", 1], "n": -1}, "x": 1}"#;
        let mut fields = Fields::parse(text, "t/t").unwrap();
        let mut log = fields.fields("log").unwrap();
        let at = log.text("at").unwrap_err();
        assert_eq!(at.at.path.as_deref(), Some("log.at"));
        let is = |problem: Box<Problem>, zh: &str, en: &str| {
            assert_eq!(said(*problem), (zh.to_owned(), en.to_owned()))
        };
        is(at, "“log.at”应为文字，却是数", "`log.at` must be a text, found a number");
        let forms = log.texts("forms").unwrap_err();
        is(forms, "“log.forms.1”应为文字，却是数", "`log.forms.1` must be a text, found a number");
        let n = log.number("n").unwrap_err();
        is(n, "“log.n”应为从 0 起的整数，却是数", "`log.n` must be a whole number from 0, found a number");
        is(log.text("by").unwrap_err(), "缺少键“log.by”", "the key `log.by` is missing");
        assert_eq!(log.maybe_text("by").unwrap(), None);
        log.done().unwrap();
        is(fields.done().unwrap_err(), "没有键“x”", "there is no key `x`");
    }

    #[test]
    fn what_is_no_object() {
        let list = Fields::parse("[]", "t/t").unwrap_err();
        assert_eq!(list.message.zh, "应为对象 {…}，却是列表");
        assert_eq!(list.message.en, "expected an object {…}, found a list");
        let broken = Fields::parse("{\n \"a\": ", "t/t").unwrap_err();
        assert_eq!((broken.at.line, broken.message.zh.as_str()), (Some(2), "不是 JSON"));
    }
}
