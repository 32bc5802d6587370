use super::{ErrorCollection, ErrorReport, Issue};
use crate::path::{At, DataPath};

/// The errors of one set of inputs: not only the first, and not more than [`MOST`](Self::MOST).
///
/// They become an [`ErrorCollection`] as they are, and can be asked the same as one:
///
/// ```
/// use foobara_types::{ErrorCollection, InputErrors, Issue};
///
/// let mut errors = InputErrors::new();
/// errors.push_at("lines.0.price".into(), Issue::text("odd", "3 is odd"));
/// assert_eq!(errors.as_collection().at("lines.#.price").count(), 1);
/// assert_eq!(ErrorCollection::from(errors).keys(), ["data.lines.0.price.odd"]);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InputErrors(ErrorCollection);

impl InputErrors {
    /// The number of errors that are kept; what a hostile caller sends is not answered at fifty times its length.
    pub const MOST: usize = 100;

    /// Returns whether further errors are not kept, so that looking for them can stop.
    pub const fn is_full(&self) -> bool {
        self.0.len() >= Self::MOST
    }

    /// Returns an empty collection; nothing is allocated until the first error.
    pub const fn new() -> Self {
        Self(ErrorCollection::new())
    }

    /// Adds an issue found at `at`.
    #[cold]
    pub fn push(&mut self, at: Option<&At<'_>>, issue: impl Into<Box<Issue>>) {
        if !self.is_full() {
            self.push_at(At::path(at), issue);
        }
    }

    /// Adds an issue found at `path`.
    #[cold]
    pub fn push_at(&mut self, path: DataPath, issue: impl Into<Box<Issue>>) {
        let mut issue = issue.into();
        let others = issue.take_others();
        if others.is_empty() {
            self.report(path, issue);
        } else {
            self.report(path.clone(), issue);
            others
                .into_iter()
                .for_each(|other| self.push_at(path.clone(), other));
        }
    }

    fn report(&mut self, path: DataPath, issue: Box<Issue>) {
        if !self.is_full() {
            self.0.0.push(ErrorReport::input(path, issue));
        }
    }

    /// Returns whether nothing was wrong.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the number of errors.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the errors in the order they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, ErrorReport> {
        self.0.iter()
    }

    /// Returns the errors to be asked about.
    pub const fn as_collection(&self) -> &ErrorCollection {
        &self.0
    }
}

impl From<InputErrors> for ErrorCollection {
    fn from(errors: InputErrors) -> Self {
        errors.0
    }
}

impl IntoIterator for InputErrors {
    type Item = ErrorReport;
    type IntoIter = std::vec::IntoIter<ErrorReport>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a InputErrors {
    type Item = &'a ErrorReport;
    type IntoIter = std::slice::Iter<'a, ErrorReport>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issue(symbol: &'static str) -> Issue {
        Issue::text(symbol, "?")
    }

    #[test]
    fn issues_of_one_value_are_reported_each_by_itself_in_their_order() {
        let mut errors = InputErrors::new();
        errors.push_at(
            "n".into(),
            issue("odd")
                .and(issue("prime").and(issue("small")))
                .and(issue("cold")),
        );
        let keys = ["data.n.odd", "data.n.prime", "data.n.small", "data.n.cold"];
        assert_eq!(errors.as_collection().keys(), keys);
        assert_eq!((errors.len(), errors.is_empty()), (4, false));
        assert_eq!(ErrorCollection::from(errors).keys(), keys);
    }

    #[test]
    fn not_more_errors_are_kept_than_anybody_reads() {
        let mut errors = InputErrors::new();
        assert!(errors.is_empty());
        for _ in 1..InputErrors::MOST {
            errors.push(None, issue("odd"));
        }
        assert_eq!((errors.len(), errors.is_full()), (InputErrors::MOST - 1, false));
        errors.push(None, issue("last").and(issue("late")));
        assert_eq!((errors.len(), errors.is_full()), (InputErrors::MOST, true));
        errors.push_at("n".into(), issue("late"));
        let mut last = None;
        for error in &errors {
            last = Some(error.key());
        }
        assert_eq!(last.as_deref(), Some("data.last"));
    }
}
