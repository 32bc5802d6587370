use super::{Category, ErrorKind, ErrorReport, Issue};
use crate::path::{At, DataPath};

/// An [`Issue`] and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct InputError {
    /// The path of the offending part.
    pub path: DataPath,
    /// What is wrong with it.
    pub issue: Issue,
}

/// The errors of one set of inputs: not only the first, and not more than [`MOST`](Self::MOST).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InputErrors(Vec<InputError>);

impl InputErrors {
    /// The number of errors that are kept; what a hostile caller sends is not answered at fifty times its length.
    pub const MOST: usize = 100;

    /// Returns whether further errors are not kept, so that looking for them can stop.
    pub const fn is_full(&self) -> bool {
        self.0.len() >= Self::MOST
    }

    /// Returns an empty collection; nothing is allocated until the first error.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds an issue found at `at`.
    #[cold]
    pub fn push(&mut self, at: Option<&At<'_>>, issue: Issue) {
        if !self.is_full() {
            self.push_at(At::path(at), issue);
        }
    }

    /// Adds an issue found at `path`.
    #[cold]
    pub fn push_at(&mut self, path: DataPath, issue: Issue) {
        if !self.is_full() {
            self.0.push(InputError { path, issue });
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
    pub fn iter(&self) -> impl Iterator<Item = &InputError> {
        self.0.iter()
    }
}

impl IntoIterator for InputErrors {
    type Item = InputError;
    type IntoIter = std::vec::IntoIter<InputError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl From<InputError> for ErrorReport {
    fn from(error: InputError) -> Self {
        let kind = if error.issue.symbol == Issue::NOT_FOUND {
            ErrorKind::NotFound
        } else {
            ErrorKind::Failure
        };
        Self {
            path: error.path,
            runtime_path: Vec::new(),
            category: Category::Data,
            symbol: error.issue.symbol,
            message: error.issue.message,
            context: error.issue.context,
            is_fatal: error.issue.is_fatal,
            kind,
        }
    }
}
