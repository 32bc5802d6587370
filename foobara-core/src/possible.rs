//! The errors a command can report itself.

use std::convert::Infallible;

use foobara_types::{
    AttributesType, Category, DataPath, ErrorKind, ErrorReport, Issue, Segment, error::RuntimePath,
};
use serde_json::{Map, Value};

/// A set of errors that a command can report. Derive it for an enum: one variant an error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of possible errors",
    note = "derive `PossibleErrors` for it, or use `Infallible` for a command that cannot fail"
)]
pub trait PossibleErrors: std::error::Error + Send + Sync + 'static {
    /// Every error of the set, in the order of the variants.
    const ALL: &'static [PossibleError];

    /// Returns which error this is, and its facts.
    fn facts(&self) -> Facts;
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
    /// When it is reported; one line.
    pub description: Option<&'static str>,
    /// What its context holds.
    pub context: AttributesType,
}

impl PossibleError {
    /// Returns a fatal error of the run without facts, as concerns declare theirs.
    pub const fn runtime(symbol: &'static str, description: &'static str) -> Self {
        Self {
            symbol,
            input: None,
            is_fatal: true,
            description: Some(description),
            context: AttributesType::of(&[], &[], false),
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

    /// Returns the path in the inputs, as `by`.
    pub fn path(&self) -> DataPath {
        self.input
            .iter()
            .flat_map(|input| input.split('.'))
            .map(Segment::from)
            .collect()
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
    let mut issue = Issue::text(facts.possible.symbol, error.to_string());
    issue.facts = facts.context.into();
    issue.is_fatal = facts.possible.is_fatal;
    ErrorReport {
        path: facts.possible.path(),
        runtime_path: RuntimePath::new(),
        category: facts.possible.category(),
        kind: ErrorKind::Failure,
        issue: Box::new(issue),
    }
}
