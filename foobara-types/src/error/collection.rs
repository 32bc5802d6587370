use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

use super::{ErrorKind, ErrorReport};

/// The errors of one run, in the order they were found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct ErrorCollection(pub Vec<ErrorReport>);

impl ErrorCollection {
    /// Returns no errors; nothing is allocated until the first.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Returns whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the number of errors.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the errors.
    pub fn iter(&self) -> std::slice::Iter<'_, ErrorReport> {
        self.0.iter()
    }

    /// Returns the first error that was found.
    pub fn first(&self) -> Option<&ErrorReport> {
        self.0.first()
    }

    /// Returns the only error, or `None` when there are several or none.
    pub fn only(&self) -> Option<&ErrorReport> {
        match self.0.as_slice() {
            [error] => Some(error),
            _ => None,
        }
    }

    /// Returns what a transport makes of the errors: the kind of the only one, or [`ErrorKind::Failure`] for several.
    pub fn kind(&self) -> ErrorKind {
        self.only().map_or(ErrorKind::Failure, |error| error.kind)
    }

    /// Returns the keys of the errors.
    pub fn keys(&self) -> Vec<String> {
        self.0.iter().map(ErrorReport::key).collect()
    }

    /// Returns an object with each error, as it is sent, under its key.
    pub fn errors_hash(&self) -> Map<String, Value> {
        self.0
            .iter()
            .map(|error| (error.key(), serde_json::to_value(error).unwrap_or_default()))
            .collect()
    }

    /// Returns the messages as one sentence: `A`, `A, and B`, `A, B, and C`.
    pub fn to_sentence(&self) -> String {
        let messages: Vec<String> = self.0.iter().map(|error| error.message().to_string()).collect();
        match messages.as_slice() {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => format!("{}, and {last}", first.join(", ")),
        }
    }
}

impl From<ErrorReport> for ErrorCollection {
    fn from(error: ErrorReport) -> Self {
        Self(vec![error])
    }
}

impl FromIterator<ErrorReport> for ErrorCollection {
    fn from_iter<I: IntoIterator<Item = ErrorReport>>(errors: I) -> Self {
        Self(errors.into_iter().collect())
    }
}

impl Extend<ErrorReport> for ErrorCollection {
    fn extend<I: IntoIterator<Item = ErrorReport>>(&mut self, errors: I) {
        self.0.extend(errors);
    }
}

impl IntoIterator for ErrorCollection {
    type Item = ErrorReport;
    type IntoIter = std::vec::IntoIter<ErrorReport>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a ErrorCollection {
    type Item = &'a ErrorReport;
    type IntoIter = std::slice::Iter<'a, ErrorReport>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for ErrorCollection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_sentence())
    }
}

impl std::error::Error for ErrorCollection {}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn several_errors_are_a_plain_failure_whatever_each_of_them_is() {
        let gone = ErrorReport::runtime("gone", "Gone").of_kind(ErrorKind::NotFound);
        let taken = ErrorReport::runtime("taken", "Taken").of_kind(ErrorKind::Conflict);
        for (errors, only, kind) in [
            (vec![], None, ErrorKind::Failure),
            (vec![gone.clone()], Some(&gone), ErrorKind::NotFound),
            (vec![gone.clone(), taken], None, ErrorKind::Failure),
        ] {
            let errors = ErrorCollection(errors);
            assert_eq!((errors.only(), errors.kind()), (only, kind));
        }
    }

    #[test]
    fn errors_are_counted_and_known_by_their_keys() {
        let mut errors = ErrorCollection::new();
        assert_eq!(
            (errors.is_empty(), errors.len(), errors.keys()),
            (true, 0, Vec::new())
        );
        errors.extend([ErrorReport::runtime("a", "A"), ErrorReport::runtime("b", "B")]);
        let keys = ["runtime.a", "runtime.b"].map(str::to_owned).to_vec();
        assert_eq!((errors.is_empty(), errors.len(), errors.keys()), (false, 2, keys));
    }

    #[test]
    fn errors_are_shown_as_a_sentence() {
        let errors = ErrorCollection(vec![
            ErrorReport::runtime("a", "A"),
            ErrorReport::runtime("b", "B"),
        ]);
        assert_eq!(errors.to_string(), "A, and B");
    }

    #[test]
    fn sentences_join_the_messages() {
        let errors = |messages: &[&'static str]| -> ErrorCollection {
            messages
                .iter()
                .map(|&message| ErrorReport::runtime("x", message))
                .collect()
        };
        assert_eq!(errors(&[]).to_sentence(), "");
        assert_eq!(errors(&["A"]).to_sentence(), "A");
        assert_eq!(errors(&["A!", "B!"]).to_sentence(), "A!, and B!");
        assert_eq!(errors(&["A", "B", "C"]).to_sentence(), "A, B, and C");
    }

    #[test]
    fn the_hash_has_each_error_under_its_key() {
        let errors = ErrorCollection::from(ErrorReport::runtime("x", "X"));
        let error = json!({
            "key": "runtime.x",
            "path": [],
            "runtime_path": [],
            "category": "runtime",
            "symbol": "x",
            "message": "X",
            "context": {},
            "is_fatal": true,
        });
        assert_eq!(Value::from(errors.errors_hash()), json!({ "runtime.x": error }));
    }
}
