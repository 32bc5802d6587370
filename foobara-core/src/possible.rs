//! The errors a command can report itself.

use std::convert::Infallible;

use foobara_types::{
    Attribute, AttributesType, Category, DataPath, ErrorKind, ErrorReport, Issue, error::RuntimePath,
};
use serde_json::{Map, Value};

/// A set of errors that a command can report. Derive it for an enum: one variant an error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of possible errors",
    note = "derive `PossibleErrors` for it, or use `Infallible` for a command that cannot fail; the facts of an error are named fields"
)]
pub trait PossibleErrors: std::error::Error + Send + Sync + 'static {
    /// The errors of the set itself, in the order of the variants.
    const ALL: &'static [PossibleError];
    /// The errors of the sets within it.
    const SHARED: &'static [&'static [PossibleError]] = &[];

    /// Returns which error this is, and its facts.
    fn facts(&self) -> Facts;
}

/// The errors of a set, as data: its own, and those of the sets within it.
#[derive(Debug, Clone, Copy)]
pub struct ErrorSet {
    own: &'static [PossibleError],
    shared: &'static [&'static [PossibleError]],
}

impl ErrorSet {
    /// Returns the errors of `E`.
    pub const fn of<E: PossibleErrors>() -> Self {
        Self {
            own: E::ALL,
            shared: E::SHARED,
        }
    }

    /// Returns a set of errors that nobody shares.
    pub(crate) const fn own(own: &'static [PossibleError]) -> Self {
        Self { own, shared: &[] }
    }

    /// Returns each error.
    pub fn iter(self) -> impl Iterator<Item = &'static PossibleError> {
        self.own.iter().chain(self.shared.iter().copied().flatten())
    }
}

/// An error that a command can report, as data.
#[derive(Debug)]
pub struct PossibleError {
    /// Its stable name, as `too_old`.
    pub symbol: &'static str,
    /// The input it is about; an error of the run when there is none.
    pub input: Option<&'static str>,
    /// Whether it is fatal: errors of the run are, input errors are not, unless said otherwise.
    pub is_fatal: bool,
    /// Whether the same may succeed a little later, without anything being changed by whoever asks.
    pub is_retryable: bool,
    /// When it is reported; one line.
    pub description: Option<&'static str>,
    /// What its context holds.
    pub context: AttributesType,
}

impl PossibleError {
    /// Returns a fatal error of the run, as concerns declare theirs.
    pub const fn runtime(
        symbol: &'static str,
        description: &'static str,
        context: &'static [Attribute],
    ) -> Self {
        Self {
            symbol,
            input: None,
            is_fatal: true,
            is_retryable: false,
            description: Some(description),
            context: AttributesType::of(context, &[], false),
        }
    }

    /// Returns the category that follows from being about an input or not.
    pub const fn category(&self) -> Category {
        if self.input.is_some() {
            Category::Data
        } else {
            Category::Runtime
        }
    }

    /// Returns the path in the inputs, as `by`. With `#` or `*` it is a pattern, as `lines.#.price`.
    pub fn path(&self) -> DataPath {
        self.input.map(DataPath::from).unwrap_or_default()
    }

    /// Returns whether it may be reported at `path`: where it says that it is, or at one place of its pattern.
    pub fn may_be_at(&self, path: &DataPath) -> bool {
        self.input.is_some() && !path.is_pattern() && self.path().matches(path)
    }

    /// Returns the identity of the error within its command, as `data.by.not_odd`.
    pub fn key(&self) -> String {
        match self.input {
            Some(input) => format!("data.{input}.{}", self.symbol),
            None => format!("runtime.{}", self.symbol),
        }
    }
}

/// Which error one is, and its facts.
#[derive(Debug)]
pub struct Facts {
    /// The declared error.
    pub possible: &'static PossibleError,
    /// Its context.
    pub context: Map<String, Value>,
}

/// A command that cannot fail of its own.
impl PossibleErrors for Infallible {
    const ALL: &'static [PossibleError] = &[];

    fn facts(&self) -> Facts {
        match *self {}
    }
}

/// Renders an error of a command's own.
pub(crate) fn report<E: PossibleErrors>(error: &E) -> ErrorReport {
    let facts = error.facts();
    let path = facts.possible.path();
    rendered(facts, path, error.to_string())
}

/// Renders an error of a command's own that is at `path`; the declared error if it cannot be there.
pub(crate) fn report_at<E: PossibleErrors>(
    path: DataPath,
    error: &E,
) -> Result<ErrorReport, &'static PossibleError> {
    let facts = error.facts();
    if facts.possible.may_be_at(&path) {
        Ok(rendered(facts, path, error.to_string()))
    } else {
        Err(facts.possible)
    }
}

/// Renders a declared error with its facts.
pub(crate) fn rendered(facts: Facts, path: DataPath, message: String) -> ErrorReport {
    let mut issue = Issue::text(facts.possible.symbol, message);
    issue.facts = facts.context.into();
    issue.is_fatal = facts.possible.is_fatal;
    ErrorReport {
        path,
        runtime_path: RuntimePath::new(),
        category: facts.possible.category(),
        kind: ErrorKind::Failure,
        issue: Box::new(issue),
    }
}

/// Says that an error was reported where it cannot be.
#[cold]
pub(crate) fn misplaced(error: &PossibleError, path: &DataPath) -> String {
    let (symbol, path) = (error.symbol, path.to_string());
    match error.input {
        Some(input) => {
            format!("the error `{symbol}` is reported at `{path}`; it says that it is about `{input}`")
        }
        None => {
            format!("the error `{symbol}` is reported at `{path}`; it does not say that it is about an input")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(input: Option<&'static str>) -> PossibleError {
        PossibleError {
            input,
            ..PossibleError::runtime("odd", "It is odd", &[])
        }
    }

    #[track_caller]
    fn check(input: Option<&'static str>, path: &str, may_be_there: bool) {
        assert_eq!(about(input).may_be_at(&path.into()), may_be_there);
    }

    #[test]
    fn an_error_is_where_it_says() {
        check(Some("by"), "by", true);
        check(Some("by"), "by.0", false);
        check(Some("lines.#.price"), "lines.3.price", true);
        check(Some("lines.#.price"), "lines.first.price", false);
        check(Some("lines.#.price"), "lines.#.price", false);
        check(Some("prices.*"), "prices.chf", true);
        check(Some("pair.0"), "pair.0", true);
        check(None, "by", false);
        check(None, "", false);
    }

    #[test]
    fn what_is_misplaced_is_said() {
        let path = DataPath::from("lines.3.price");
        assert_eq!(
            [
                misplaced(&about(Some("lines.#.name")), &path),
                misplaced(&about(None), &path)
            ],
            [
                "the error `odd` is reported at `lines.3.price`; it says that it is about `lines.#.name`",
                "the error `odd` is reported at `lines.3.price`; it does not say that it is about an input",
            ]
        );
    }
}
