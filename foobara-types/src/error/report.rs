use std::borrow::Cow;

use serde_json::Value;

use super::{Category, ErrorKey, ErrorKind, Facts, Issue, RuntimePath, Severity, key, message::Shown};
use crate::path::DataPath;

/// One error as every caller sees it, whatever the transport: an [`Issue`], where it is, and whose it is.
///
/// Its identity is the [`key`](Self::key): the run-time path, the category, the path in the inputs and the symbol.
///
/// ```
/// use foobara_types::{ErrorReport, Issue};
///
/// let mut error = ErrorReport::input("by".into(), Issue::text("max_exceeded", "Too much").with("max", 5));
/// error.runtime_path.enter("acme::zoo::increment_age".into());
/// assert_eq!(error.key(), "acme::zoo::increment_age>data.by.max_exceeded");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorReport {
    /// The part of the inputs that is concerned; empty for errors of the run.
    pub path: DataPath,
    /// The sub-commands on the way to the error.
    pub runtime_path: RuntimePath,
    /// Whether inputs or the run are at fault.
    pub category: Category,
    /// What a transport makes of it; not part of what is sent.
    pub kind: ErrorKind,
    /// What is wrong.
    pub issue: Box<Issue>,
}

impl ErrorReport {
    /// Returns an error of the input at `path`.
    #[inline]
    pub fn input(path: DataPath, issue: impl Into<Box<Issue>>) -> Self {
        let issue = issue.into();
        let kind = if issue.symbol == Issue::NOT_FOUND {
            ErrorKind::NotFound
        } else {
            ErrorKind::Failure
        };
        Self {
            path,
            runtime_path: RuntimePath::new(),
            category: Category::Data,
            kind,
            issue,
        }
    }

    /// Returns a fatal error of the run, with an empty context.
    pub fn runtime(symbol: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            path: DataPath::root(),
            runtime_path: RuntimePath::new(),
            category: Category::Runtime,
            kind: ErrorKind::Failure,
            issue: Box::new(Issue::text(symbol, message).fatal()),
        }
    }

    /// Returns this error as one of another kind.
    #[must_use]
    pub fn of_kind(self, kind: ErrorKind) -> Self {
        Self { kind, ..self }
    }

    /// Returns this error with other facts about it, as an object of JSON.
    #[must_use]
    pub fn with_context(mut self, context: impl Into<Facts>) -> Self {
        self.issue.facts = context.into();
        self
    }

    /// Returns this error with another severity than [`Severity::Error`].
    #[must_use]
    pub fn with_severity(self, severity: Severity) -> Self {
        self.map(|issue| issue.with_severity(severity))
    }

    /// Returns this error with what to try instead, as a sentence.
    #[must_use]
    pub fn with_suggestion(self, suggestion: impl Into<Cow<'static, str>>) -> Self {
        self.map(|issue| issue.with_suggestion(suggestion))
    }

    /// Returns this error with a page that explains it.
    #[must_use]
    pub fn with_help_url(self, url: impl Into<Cow<'static, str>>) -> Self {
        self.map(|issue| issue.with_help_url(url))
    }

    /// Returns this error with the one it follows from, which may have a cause itself.
    #[must_use]
    pub fn caused_by(self, cause: Self) -> Self {
        self.map(|issue| issue.caused_by(cause))
    }

    /// Returns the stable name of the error.
    pub fn symbol(&self) -> &str {
        &self.issue.symbol
    }

    /// Returns the sentence for people, to be shown or serialised.
    pub fn message(&self) -> Shown<'_> {
        self.issue.message()
    }

    /// Returns the facts as an object.
    pub fn context(&self) -> Value {
        self.issue.context()
    }

    /// Returns whether nothing after it was looked at.
    pub fn is_fatal(&self) -> bool {
        self.issue.is_fatal
    }

    /// Returns the identity of the error as text, as `add>data.operand1.cannot_cast`.
    pub fn key(&self) -> String {
        key::Written(self).to_string()
    }

    /// Returns the identity of the error.
    pub fn error_key(&self) -> ErrorKey {
        self.into()
    }

    /// Returns whether the two have one key.
    pub fn has_key_of(&self, other: &Self) -> bool {
        self.issue.symbol == other.issue.symbol
            && self.category == other.category
            && self.path == other.path
            && self.runtime_path == other.runtime_path
    }

    fn map(mut self, change: impl FnOnce(Issue) -> Issue) -> Self {
        *self.issue = change(*self.issue);
        self
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn odd() -> ErrorReport {
        ErrorReport::input("n".into(), Issue::text("odd", "3 is odd").with("value", 3))
    }

    #[test]
    fn only_a_missing_record_is_of_another_kind_than_a_failure() {
        let missing = ErrorReport::input(
            "id".into(),
            Issue::not_found("Zoo::Capybara", json!({ "id": 1 }), "id"),
        );
        assert_eq!(
            [missing.kind, odd().kind, ErrorReport::runtime("odd", "Odd").kind],
            [ErrorKind::NotFound, ErrorKind::Failure, ErrorKind::Failure]
        );
        assert_eq!(odd().of_kind(ErrorKind::Conflict).kind, ErrorKind::Conflict);
    }

    #[test]
    fn an_error_tells_what_is_known_of_its_issue() {
        let error = odd();
        assert_eq!(
            (error.symbol(), error.message().to_string()),
            ("odd", "3 is odd".to_owned())
        );
        assert_eq!(
            (error.context(), error.is_fatal()),
            (json!({ "value": 3 }), false)
        );
        assert!(ErrorReport::runtime("odd", "Odd").is_fatal());
    }

    #[test]
    fn errors_that_differ_in_nothing_of_their_identity_have_one_key() {
        let below = |mut error: ErrorReport| {
            error.runtime_path.enter("zoo::feed".into());
            error
        };
        let said_otherwise = ErrorReport::input("n".into(), Issue::text("odd", "5 is odd"));
        assert!(odd().has_key_of(&said_otherwise.of_kind(ErrorKind::Conflict)));
        for other in [
            ErrorReport::input("n".into(), Issue::text("even", "3 is even")),
            ErrorReport::input("m".into(), Issue::text("odd", "3 is odd")),
            below(odd()),
        ] {
            assert!(!odd().has_key_of(&other), "{}", other.key());
        }
        let (run, inputs) = (
            ErrorReport::runtime("odd", "Odd"),
            ErrorReport::input("".into(), Issue::text("odd", "Odd")),
        );
        assert!(!run.has_key_of(&inputs));
    }
}
