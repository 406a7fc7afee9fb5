//! A short list kept in order, each value once. A tree or a sort of its own for every type would weigh more in the
//! browser than it saves.

/// Values in ascending order, none twice.
#[derive(Debug)]
pub(crate) struct Ordered<T>(Vec<T>);

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Ord> Ordered<T> {
    /// Puts a value at its place, unless it is there.
    pub(crate) fn insert(&mut self, value: T) {
        if let Err(place) = self.0.binary_search(&value) {
            self.0.insert(place, value);
        }
    }

    /// The values as a list.
    pub(crate) fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T: Ord> Extend<T> for Ordered<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        values.into_iter().for_each(|value| self.insert(value));
    }
}

impl<T> core::ops::Deref for Ordered<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_holds_what_a_set_holds(values in prop::collection::vec(0_u8..20, 0..40)) {
            let mut ordered = Ordered::default();
            ordered.extend(values.iter().copied());
            let set: BTreeSet<u8> = values.into_iter().collect();
            prop_assert_eq!(ordered.into_vec(), set.into_iter().collect::<Vec<_>>());
        }
    }
}
