use std::{hash::BuildHasher, mem, sync::OnceLock};

use foldhash::fast::RandomState;
use foobara_types::error::likeness;
use hashbrown::{HashTable, hash_table::Entry};

/// Full names, found by any part at their end that is unambiguous.
///
/// ```
/// use foobara_core::app::{Lookup, Names};
///
/// let mut names = Names::default();
/// names.insert(&["Acme", "Zoo", "CreateKeeper"], 1);
/// assert_eq!(names.find("Acme::Zoo::CreateKeeper"), Lookup::Found(1));
/// assert_eq!(names.find("Zoo/CreateKeeper"), Lookup::Found(1));
/// assert_eq!(names.find("CreateKeeper"), Lookup::Found(1));
/// assert_eq!(names.find("Acme/CreateKeeper"), Lookup::Missing);
/// ```
///
/// The names are in one text, and what finds them is hashes of places in it; ends are hashed when the first is asked for.
#[derive(Debug, Clone)]
pub struct Names<T> {
    text: String,
    named: Vec<Named<T>>,
    exact: HashTable<usize>,
    endings: OnceLock<HashTable<Ending>>,
    hasher: RandomState,
}

/// A thing, and where its name is in the text.
#[derive(Debug, Clone)]
struct Named<T> {
    start: usize,
    end: usize,
    thing: T,
}

/// The end of a name, and that of which thing it is; `None` when it is that of several.
#[derive(Debug, Clone)]
struct Ending {
    start: usize,
    end: usize,
    of: Option<usize>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self {
            text: String::new(),
            named: Vec::new(),
            exact: HashTable::new(),
            endings: OnceLock::new(),
            hasher: RandomState::default(),
        }
    }
}

/// What was found under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup<T> {
    /// Exactly one thing.
    Found(T),
    /// Several things whose full names end like this.
    Ambiguous,
    /// Nothing.
    Missing,
}

impl<T> Lookup<T> {
    /// Returns what was found.
    pub fn found(self) -> Option<T> {
        match self {
            Self::Found(found) => Some(found),
            Self::Ambiguous | Self::Missing => None,
        }
    }

    pub(crate) fn and_then<U>(self, then: impl FnOnce(T) -> Option<U>) -> Lookup<U> {
        match self {
            Self::Found(found) => then(found).map_or(Lookup::Missing, Lookup::Found),
            Self::Ambiguous => Lookup::Ambiguous,
            Self::Missing => Lookup::Missing,
        }
    }
}

impl<T: Clone> Names<T> {
    /// Returns no names, with room for some.
    pub(crate) fn with_capacity(names: usize) -> Self {
        Self {
            named: Vec::with_capacity(names),
            exact: HashTable::with_capacity(names),
            ..Self::default()
        }
    }

    /// Adds a thing under its full name, outermost scope first. Returns what was there before.
    pub fn insert(&mut self, path: &[&str], thing: T) -> Option<T> {
        let (name, scope) = path.split_last()?;
        self.insert_within(scope, name, thing)
    }

    /// Adds a thing under its name within a scope. Returns what was there before.
    pub(crate) fn insert_within(&mut self, scope: &[&str], name: &str, thing: T) -> Option<T> {
        self.endings.take();
        let Self {
            text,
            named,
            exact,
            hasher,
            ..
        } = self;
        let start = text.len();
        for outer in scope {
            text.push_str(outer);
            text.push_str("::");
        }
        text.push_str(name);
        let end = text.len();
        let full_name = text.get(start..).unwrap_or_default();
        let name_of = |index: &usize| {
            let named: Option<&Named<T>> = named.get(*index);
            named.map_or("", |named| text.get(named.start..named.end).unwrap_or_default())
        };
        let entry = exact.entry(
            hasher.hash_one(full_name),
            |index| name_of(index) == full_name,
            |index| hasher.hash_one(name_of(index)),
        );
        match entry {
            Entry::Occupied(known) => {
                let known = *known.get();
                text.truncate(start);
                let known = named.get_mut(known)?;
                Some(mem::replace(&mut known.thing, thing))
            }
            Entry::Vacant(free) => {
                free.insert(named.len());
                named.push(Named { start, end, thing });
                None
            }
        }
    }

    /// Returns the number of names.
    pub(crate) const fn len(&self) -> usize {
        self.named.len()
    }

    /// Returns whether this is the full name of something.
    pub(crate) fn has(&self, path: &[&str]) -> bool {
        self.index_of(&path.join("::")).is_some()
    }

    /// Gives back the room for names that are not there.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.named.shrink_to_fit();
    }

    /// Finds a thing. Scopes are separated by `::` or `/`; a leading `::` is the outermost scope.
    pub fn find(&self, name: &str) -> Lookup<T> {
        match self.exact(name) {
            Some(thing) => Lookup::Found(thing),
            None => self.find_ending(name),
        }
    }

    /// Finds a thing whose full name was not given as it is.
    #[cold]
    fn find_ending(&self, name: &str) -> Lookup<T> {
        let slashed = name.replace('/', "::");
        if let Some(name) = slashed.strip_prefix("::") {
            return self.exact(name).map_or(Lookup::Missing, Lookup::Found);
        }
        if let Some(thing) = self.exact(&slashed) {
            return Lookup::Found(thing);
        }
        let endings = self.endings.get_or_init(|| self.all_endings());
        let is_name = |ending: &Ending| self.slice(ending.start, ending.end) == slashed;
        match endings.find(self.hasher.hash_one(slashed.as_str()), is_name) {
            Some(Ending { of: Some(index), .. }) => self.thing(*index).map_or(Lookup::Missing, Lookup::Found),
            Some(Ending { of: None, .. }) => Lookup::Ambiguous,
            None => Lookup::Missing,
        }
    }

    /// Returns every end of a name that is not the whole.
    fn all_endings(&self) -> HashTable<Ending> {
        let mut endings = HashTable::with_capacity(self.named.len());
        for (index, named) in self.named.iter().enumerate() {
            let name = self.slice(named.start, named.end);
            for (scope, separator) in name.match_indices("::") {
                let start = named.start + scope + separator.len();
                self.add_ending(&mut endings, start, named.end, index);
            }
        }
        endings
    }

    fn add_ending(&self, endings: &mut HashTable<Ending>, start: usize, end: usize, index: usize) {
        let name = |ending: &Ending| self.slice(ending.start, ending.end);
        let ending = Ending {
            start,
            end,
            of: Some(index),
        };
        let hash = |ending: &Ending| self.hasher.hash_one(name(ending));
        let is_same = |known: &Ending| name(known) == name(&ending);
        match endings.entry(hash(&ending), is_same, hash) {
            Entry::Occupied(mut known) => known.get_mut().of = None,
            Entry::Vacant(free) => {
                free.insert(ending);
            }
        }
    }

    /// Returns the thing whose full name this is.
    #[inline]
    fn exact(&self, name: &str) -> Option<T> {
        self.index_of(name).and_then(|index| self.thing(index))
    }

    #[inline]
    fn index_of(&self, name: &str) -> Option<usize> {
        let is_name = |index: &usize| self.full_name(*index) == name;
        self.exact.find(self.hasher.hash_one(name), is_name).copied()
    }

    fn full_name(&self, index: usize) -> &str {
        let named = self.named.get(index);
        named.map_or("", |named| self.slice(named.start, named.end))
    }

    fn thing(&self, index: usize) -> Option<T> {
        self.named.get(index).map(|named| named.thing.clone())
    }

    fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Returns every full name in the order they were added.
    fn full_names(&self) -> impl Iterator<Item = &str> {
        self.named.iter().map(|named| self.slice(named.start, named.end))
    }

    /// Finds a thing as it is seen from within a scope: what is nearer goes before what is farther out, and only then
    /// may the name be any end of a full name.
    ///
    /// ```
    /// use foobara_core::app::{Lookup, Names};
    ///
    /// let mut names = Names::default();
    /// names.insert(&["Acme", "Zoo", "Open"], 1);
    /// names.insert(&["Acme", "Shop", "Open"], 2);
    /// assert_eq!(names.find("Open"), Lookup::Ambiguous);
    /// assert_eq!(names.find_from(&["Acme", "Shop"], "Open"), Lookup::Found(2));
    /// assert_eq!(names.find_from(&["Acme", "Shop"], "Zoo::Open"), Lookup::Found(1));
    /// ```
    pub fn find_from(&self, scope: &[&str], name: &str) -> Lookup<T> {
        let slashed = name.replace('/', "::");
        if !slashed.starts_with("::") {
            for length in (1..=scope.len()).rev() {
                let outer = scope.get(..length).unwrap_or_default().join("::");
                if let Some(thing) = self.exact(&format!("{outer}::{slashed}")) {
                    return Lookup::Found(thing);
                }
            }
        }
        self.find(name)
    }

    /// Returns the full names that end in `name`, sorted: those that are meant where it is ambiguous.
    pub fn candidates(&self, name: &str) -> Vec<&str> {
        let ending = format!("::{}", name.replace('/', "::"));
        let mut candidates: Vec<&str> = self.full_names().filter(|full| full.ends_with(&ending)).collect();
        candidates.sort_unstable();
        candidates
    }

    /// Returns up to three full names that are spelt like `name`, the likeliest first. Their scopes do not count.
    pub fn suggestions(&self, name: &str) -> Vec<&str> {
        let wanted = name.replace('/', "::");
        let wanted = last(&wanted);
        let mut near: Vec<(usize, &str)> = self
            .full_names()
            .filter_map(|full| Some((likeness(wanted, last(full))?, full)))
            .collect();
        near.sort_unstable();
        near.into_iter().take(3).map(|(_, name)| name).collect()
    }
}

/// Returns the name without its scope.
fn last(full: &str) -> &str {
    full.rsplit("::").next().unwrap_or(full)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names<u8> {
        let mut names = Names::default();
        names.insert(&["Acme", "Zoo", "Open"], 1);
        names.insert(&["Acme", "Shop", "Open"], 2);
        names.insert(&["Open"], 3);
        names.insert(&["Acme", "Zoo", "Close"], 4);
        names
    }

    #[test]
    fn a_full_name_wins_over_an_ending() {
        assert_eq!(names().find("Open"), Lookup::Found(3));
        assert_eq!(names().find("::Open"), Lookup::Found(3));
        assert_eq!(names().find("::Close"), Lookup::Missing);
    }

    #[test]
    fn a_name_that_is_added_again_is_that_of_the_last_thing() {
        let mut names = names();
        assert_eq!(names.find("Close"), Lookup::Found(4));
        assert_eq!(names.insert(&["Acme", "Zoo", "Close"], 5), Some(4));
        assert_eq!(names.insert(&["Other", "Close"], 6), None);
        assert_eq!(names.len(), 5);
        assert_eq!(names.find("Acme/Zoo/Close"), Lookup::Found(5));
        assert_eq!(names.find("Zoo::Close"), Lookup::Found(5));
        assert_eq!(names.find("Close"), Lookup::Ambiguous);
    }

    #[test]
    fn endings_of_several_names_are_ambiguous() {
        let mut names = Names::default();
        names.insert(&["A", "Open"], 1);
        names.insert(&["B", "Open"], 2);
        assert_eq!(names.find("Open"), Lookup::Ambiguous);
        assert_eq!(names.find("A/Open"), Lookup::Found(1));
    }

    #[test]
    fn suggestions_are_the_nearest_names() {
        assert_eq!(names().suggestions("Closed"), ["Acme::Zoo::Close"]);
        assert!(names().suggestions("Whatever").is_empty());
    }

    #[test]
    fn candidates_are_the_names_that_end_alike() {
        let names = names();
        assert_eq!(names.candidates("Zoo/Open"), ["Acme::Zoo::Open"]);
        assert_eq!(names.candidates("Open"), ["Acme::Shop::Open", "Acme::Zoo::Open"]);
        assert!(names.candidates("pen").is_empty());
    }

    #[test]
    fn what_is_nearer_goes_before_what_is_farther() {
        let mut names = names();
        names.insert(&["Acme", "Close"], 5);
        let find = |name| names.find_from(&["Acme", "Shop"], name).found();
        assert_eq!(find("Open"), Some(2));
        assert_eq!(find("::Open"), Some(3));
        assert_eq!(find("Close"), Some(5));
        assert_eq!(find("Zoo::Close"), Some(4));
        assert_eq!(find("Zoo/Open"), Some(1));
        assert_eq!(find("Feed"), None);
    }
}
