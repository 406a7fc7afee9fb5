//! How do rules refer to each other? Things with an id stand in a [`List`] in file order; a [`Ref`] is a place in it,
//! resolved once when the file is read.

use super::Named;
use core::marker::PhantomData;
use core::ops::Index;
use std::collections::HashMap;

/// The place of a `T` in its [`List`]. Only a `List<T>` hands it out.
pub struct Ref<T>(u16, PhantomData<fn() -> T>);

impl<T> Ref<T> {
    /// Any place, for a rule that is already refused.
    pub(crate) fn first() -> Self {
        Self(0, PhantomData)
    }

    /// Position in file order, from 0.
    pub fn position(self) -> usize {
        usize::from(self.0)
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Ref<T> {}
impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Ref<T> {}
impl<T> PartialOrd for Ref<T> {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Ref<T> {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

impl<T> core::hash::Hash for Ref<T> {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T> core::fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// Things with an id, in file order.
#[derive(Debug, Clone)]
pub struct List<T>(Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> List<T> {
    /// Adds one and says where it stands. `None` when the list is full (65,535 entries).
    pub(crate) fn push(&mut self, item: T) -> Option<Ref<T>> {
        let at = u16::try_from(self.0.len()).ok()?;
        self.0.push(item);
        Some(Ref(at, PhantomData))
    }

    /// All, in file order.
    pub fn iter(&self) -> core::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// All with their places.
    pub fn entries(&self) -> impl Iterator<Item = (Ref<T>, &T)> {
        (0_u16..).map(|i| Ref(i, PhantomData)).zip(&self.0)
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The place at a position, if there is one.
    pub fn at(&self, position: usize) -> Option<Ref<T>> {
        let at = u16::try_from(position).ok()?;
        (position < self.0.len()).then_some(Ref(at, PhantomData))
    }

    /// The thing at a place, to be changed.
    pub(crate) fn get_mut(&mut self, at: Ref<T>) -> Option<&mut T> {
        self.0.get_mut(at.position())
    }

    /// The thing at a place that a [`Roster`] promised.
    pub(crate) fn promised(&self, at: Ref<T>) -> Option<&T> {
        self.0.get(at.position())
    }
}

impl<T: Named> List<T> {
    /// The one with this id.
    pub fn find(&self, id: &str) -> Option<Ref<T>> {
        self.0.iter().position(|item| item.id() == id).and_then(|i| self.at(i))
    }
}

impl<T> Index<Ref<T>> for List<T> {
    type Output = T;

    #[expect(clippy::indexing_slicing, reason = "a Ref<T> is made only by the List<T> of the same procedure")]
    fn index(&self, at: Ref<T>) -> &T {
        &self.0[at.position()]
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// Names that are known before the things themselves: rules may refer to each other in any order.
///
/// The `n`th name stands for the `n`th thing later pushed to the [`List`]; a file in which that fails is refused.
#[derive(Debug)]
pub(crate) struct Roster<'a, T> {
    places: HashMap<&'a str, u16>,
    next: usize,
    of: PhantomData<fn() -> T>,
}

impl<T> Default for Roster<'_, T> {
    fn default() -> Self {
        Self { places: HashMap::new(), next: 0, of: PhantomData }
    }
}

impl<'a, T> Roster<'a, T> {
    /// Takes the next place for `id`. `None` when the roster is full (65,535 names).
    pub(crate) fn add(&mut self, id: &'a str) -> Option<Ref<T>> {
        let at = u16::try_from(self.next).ok()?;
        self.next = self.next.saturating_add(1);
        self.places.entry(id).or_insert(at);
        Some(Ref(at, PhantomData))
    }

    /// The place that stands for `id`.
    pub(crate) fn find(&self, id: &str) -> Option<Ref<T>> {
        self.places.get(id).map(|at| Ref(*at, PhantomData))
    }

    /// The name that stands for a place.
    pub(crate) fn id_of(&self, at: Ref<T>) -> Option<&'a str> {
        self.places.iter().find(|(_, place)| **place == at.0).map(|(id, _)| *id)
    }

    /// All names, in no order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.places.keys().copied()
    }
}
