//! Facts and times as the corpus writes them.

use aftersales::calendar::Moment;
use aftersales::facts::{Facts, Raw};
use aftersales::procedure::model::Procedure;

fn raw(value: &toml::Value) -> Raw<'_> {
    match value {
        toml::Value::Integer(n) => Raw::Int(i128::from(*n)),
        toml::Value::Float(x) => Raw::Float(*x),
        toml::Value::Boolean(b) => Raw::Bool(*b),
        toml::Value::String(s) => Raw::Str(s),
        other => panic!("a fact cannot be {other:?}"),
    }
}

/// Facts of a table, by their ids.
pub fn facts(procedure: &Procedure, table: &toml::Table) -> Facts {
    Facts::read(procedure, table.iter().map(|(name, value)| (name.as_str(), raw(value))))
}

/// A moment.
pub fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}
