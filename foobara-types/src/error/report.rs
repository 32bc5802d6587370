use std::{borrow::Cow, fmt};

use serde::{Serialize, Serializer, ser::SerializeStruct};
use serde_json::Value;

use super::{Category, ErrorKind};
use crate::path::DataPath;

/// One error as every caller sees it, whatever the transport.
///
/// Its identity is the [`key`](Self::key): the run-time path, the category, the path in the inputs and the symbol.
///
/// ```
/// use foobara_types::{Category, DataPath, ErrorKind, ErrorReport};
///
/// let error = ErrorReport {
///     path: DataPath::root().join("by"),
///     runtime_path: vec!["acme::zoo::increment_age".into()],
///     category: Category::Data,
///     symbol: "max_exceeded".into(),
///     message: "Max exceeded. 9 is larger than 5".into(),
///     context: serde_json::json!({ "value": 9, "max": 5 }),
///     is_fatal: false,
///     kind: ErrorKind::Failure,
/// };
/// assert_eq!(error.key(), "acme::zoo::increment_age>data.by.max_exceeded");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorReport {
    /// The part of the inputs that is concerned; empty for errors of the run.
    pub path: DataPath,
    /// The sub-commands on the way to the error, outermost first; each the called command's symbol.
    pub runtime_path: Vec<Cow<'static, str>>,
    /// Whether inputs or the run are at fault.
    pub category: Category,
    /// The stable name of the error.
    pub symbol: Cow<'static, str>,
    /// A sentence for people.
    pub message: Cow<'static, str>,
    /// The facts, as an object.
    pub context: Value,
    /// Whether nothing after it was looked at.
    pub is_fatal: bool,
    /// What a transport makes of it; not part of what is sent.
    pub kind: ErrorKind,
}

impl ErrorReport {
    /// Returns a fatal error of the run, with an empty context.
    pub fn runtime(symbol: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            path: DataPath::root(),
            runtime_path: Vec::new(),
            category: Category::Runtime,
            symbol: symbol.into(),
            message: message.into(),
            context: Value::Object(serde_json::Map::new()),
            is_fatal: true,
            kind: ErrorKind::Failure,
        }
    }

    /// Returns this error as one of another kind.
    #[must_use]
    pub fn of_kind(self, kind: ErrorKind) -> Self {
        Self { kind, ..self }
    }

    /// Returns this error with facts about it.
    #[must_use]
    pub fn with_context(self, context: Value) -> Self {
        Self { context, ..self }
    }

    /// Returns the identity of the error, as `add>data.operand1.cannot_cast`.
    pub fn key(&self) -> String {
        Key(self).to_string()
    }
}

struct Key<'a>(&'a ErrorReport);

impl fmt::Display for Key<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for command in &self.0.runtime_path {
            write!(formatter, "{command}>")?;
        }
        write!(formatter, "{}", self.0.category)?;
        if !self.0.path.is_root() {
            write!(formatter, ".{}", self.0.path)?;
        }
        write!(formatter, ".{}", self.0.symbol)
    }
}

impl Serialize for Key<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for ErrorReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut error = serializer.serialize_struct("Error", 8)?;
        error.serialize_field("key", &Key(self))?;
        error.serialize_field("path", &self.path)?;
        error.serialize_field("runtime_path", &self.runtime_path)?;
        error.serialize_field("category", &self.category)?;
        error.serialize_field("symbol", &self.symbol)?;
        error.serialize_field("message", &self.message)?;
        error.serialize_field("context", &self.context)?;
        error.serialize_field("is_fatal", &self.is_fatal)?;
        error.end()
    }
}

/// The errors of one run, in the order they were found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct ErrorCollection(pub Vec<ErrorReport>);

impl ErrorCollection {
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

    /// Returns the messages as one sentence: `A`, `A, and B`, `A, B, and C`.
    pub fn to_sentence(&self) -> String {
        let Some((last, first)) = self.0.split_last() else {
            return String::new();
        };
        let mut sentence: String = first
            .iter()
            .flat_map(|error| [error.message.as_ref(), ", "])
            .collect();
        if !first.is_empty() {
            sentence.push_str("and ");
        }
        sentence.push_str(&last.message);
        sentence
    }
}

impl From<ErrorReport> for ErrorCollection {
    fn from(error: ErrorReport) -> Self {
        Self(vec![error])
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
    use super::*;

    #[test]
    fn an_error_of_the_run_serialises_with_every_field() {
        let error =
            ErrorReport::runtime("too_old", "Too old").with_context(serde_json::json!({ "age": 101 }));
        assert_eq!(
            serde_json::to_string(&error).expect("serialises"),
            r#"{"key":"runtime.too_old","path":[],"runtime_path":[],"category":"runtime","symbol":"too_old","message":"Too old","context":{"age":101},"is_fatal":true}"#
        );
    }

    #[test]
    fn sentences_join_the_messages() {
        let errors = |messages: &[&'static str]| {
            ErrorCollection(
                messages
                    .iter()
                    .map(|&message| ErrorReport::runtime("x", message))
                    .collect(),
            )
        };
        assert_eq!(errors(&[]).to_sentence(), "");
        assert_eq!(errors(&["A"]).to_sentence(), "A");
        assert_eq!(errors(&["A!", "B!"]).to_sentence(), "A!, and B!");
        assert_eq!(errors(&["A", "B", "C"]).to_sentence(), "A, B, and C");
    }
}
