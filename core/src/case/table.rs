//! One value for each entry of a procedure's list.

use crate::procedure::model::{List, Ref};
use core::marker::PhantomData;
use core::ops::{Index, IndexMut};

/// As long as the [`List`] it was made for.
#[derive(Debug)]
pub(super) struct Table<T, V>(Vec<V>, PhantomData<fn() -> T>);

impl<T, V: Clone> Clone for Table<T, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T, V: PartialEq> PartialEq for Table<T, V> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T, V: Clone> Table<T, V> {
    /// The same value everywhere.
    pub(super) fn of(list: &List<T>, value: V) -> Self {
        Self(vec![value; list.len()], PhantomData)
    }
}

impl<T, V> Index<Ref<T>> for Table<T, V> {
    type Output = V;

    #[expect(clippy::indexing_slicing, reason = "made for the list that hands out the Ref<T>")]
    fn index(&self, at: Ref<T>) -> &V {
        &self.0[at.position()]
    }
}

impl<T, V> IndexMut<Ref<T>> for Table<T, V> {
    #[expect(clippy::indexing_slicing, reason = "made for the list that hands out the Ref<T>")]
    fn index_mut(&mut self, at: Ref<T>) -> &mut V {
        &mut self.0[at.position()]
    }
}
