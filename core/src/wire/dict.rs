//! Pairs that cross as a JSON object, in the order they are given: that of the file.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// Names with what each stands for; no name comes twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dict<'c, T>(Vec<(&'c str, T)>);

impl<'c, T> Dict<'c, T> {
    /// What stands under a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// All pairs, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&'c str, &T)> {
        self.0.iter().map(|(key, value)| (*key, value))
    }

    /// Adds a pair whose name is not there yet.
    pub(super) fn push(&mut self, name: &'c str, value: T) {
        self.0.push((name, value));
    }

    /// What stands under a name, to be changed.
    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        self.0.iter_mut().find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

impl<T> Default for Dict<'_, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'c, T> FromIterator<(&'c str, T)> for Dict<'c, T> {
    fn from_iter<I: IntoIterator<Item = (&'c str, T)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl<T: Serialize> Serialize for Dict<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.iter() {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
