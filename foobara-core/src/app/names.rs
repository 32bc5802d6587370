use std::collections::HashMap;

use foldhash::fast::RandomState;
use foobara_types::error::likeness;

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
#[derive(Debug, Clone)]
pub struct Names<T> {
    exact: HashMap<String, T, RandomState>,
    endings: HashMap<String, Ending<T>, RandomState>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self {
            exact: HashMap::default(),
            endings: HashMap::default(),
        }
    }
}

#[derive(Debug, Clone)]
enum Ending<T> {
    One(T),
    Several,
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
    /// Adds a thing under its full name, outermost scope first. Returns what was there before.
    pub fn insert(&mut self, path: &[&str], thing: T) -> Option<T> {
        for start in 1..path.len() {
            let ending = path.get(start..).unwrap_or_default().join("::");
            self.endings
                .entry(ending)
                .and_modify(|found| *found = Ending::Several)
                .or_insert_with(|| Ending::One(thing.clone()));
        }
        self.exact.insert(path.join("::"), thing)
    }

    /// Finds a thing. Scopes are separated by `::` or `/`; a leading `::` is the outermost scope.
    pub fn find(&self, name: &str) -> Lookup<T> {
        let absolute = name.strip_prefix("::");
        let name = absolute.unwrap_or(name);
        let mut slashed = String::new();
        if name.bytes().any(|byte| byte == b'/') {
            slashed = name.replace('/', "::");
        }
        let name = if slashed.is_empty() { name } else { &slashed };
        if let Some(thing) = self.exact.get(name) {
            return Lookup::Found(thing.clone());
        }
        match self.endings.get(name) {
            Some(Ending::One(thing)) if absolute.is_none() => Lookup::Found(thing.clone()),
            Some(Ending::Several) if absolute.is_none() => Lookup::Ambiguous,
            _ => Lookup::Missing,
        }
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
                if let Some(thing) = self.exact.get(&format!("{outer}::{slashed}")) {
                    return Lookup::Found(thing.clone());
                }
            }
        }
        self.find(name)
    }

    /// Returns the full names that end in `name`, sorted: those that are meant where it is ambiguous.
    pub fn candidates(&self, name: &str) -> Vec<&str> {
        let ending = format!("::{}", name.replace('/', "::"));
        let mut candidates: Vec<&str> = self
            .exact
            .keys()
            .map(String::as_str)
            .filter(|full| full.ends_with(&ending))
            .collect();
        candidates.sort_unstable();
        candidates
    }

    /// Returns up to three full names that are spelt like `name`, the likeliest first. Their scopes do not count.
    pub fn suggestions(&self, name: &str) -> Vec<&str> {
        let wanted = name.replace('/', "::");
        let wanted = last(&wanted);
        let mut near: Vec<(usize, &str)> = self
            .exact
            .keys()
            .filter_map(|full| Some((likeness(wanted, last(full))?, full.as_str())))
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
