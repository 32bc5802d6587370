//! Errors as they are kept: as they are sent, and what a transport makes of them.

use std::borrow::Cow;

use foobara_types::{Category, ErrorCollection, ErrorKind, ErrorReport, Issue, Segment, Severity};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Returns errors as text.
pub(super) fn text(errors: &ErrorCollection) -> String {
    let kept: Vec<_> = errors
        .0
        .iter()
        .map(|error| Kept {
            kind: error.kind,
            error,
        })
        .collect();
    serde_json::to_string(&kept).unwrap_or_default()
}

/// Reads errors from text; `None` when that is not what was kept.
pub(super) fn read(text: &str) -> Option<Vec<ErrorReport>> {
    let kept: Vec<Kept<Sent>> = serde_json::from_str(text).ok()?;
    Some(
        kept.into_iter()
            .map(|kept| kept.error.report(kept.kind))
            .collect(),
    )
}

#[derive(Serialize, Deserialize)]
struct Kept<Error> {
    kind: ErrorKind,
    error: Error,
}

/// An error as it is sent.
#[derive(Deserialize)]
struct Sent {
    path: Vec<Value>,
    runtime_path: Vec<String>,
    category: String,
    symbol: String,
    message: String,
    context: Map<String, Value>,
    is_fatal: bool,
    severity: Option<String>,
    suggestion: Option<String>,
    help_url: Option<String>,
    cause: Option<Box<Self>>,
}

impl Sent {
    fn report(self, kind: ErrorKind) -> ErrorReport {
        let mut issue = Issue::text(self.symbol, self.message);
        issue.facts = self.context.into();
        issue.is_fatal = self.is_fatal;
        let mut report = ErrorReport {
            path: self.path.into_iter().map(segment).collect(),
            runtime_path: self.runtime_path.into_iter().collect(),
            category: if self.category == Category::Data.as_str() {
                Category::Data
            } else {
                Category::Runtime
            },
            kind,
            issue: Box::new(issue),
        };
        if let Some(severity) = self.severity.as_deref().and_then(severity) {
            report = report.with_severity(severity);
        }
        if let Some(suggestion) = self.suggestion {
            report = report.with_suggestion(suggestion);
        }
        if let Some(url) = self.help_url {
            report = report.with_help_url(url);
        }
        match self.cause {
            Some(cause) => report.caused_by(cause.report(ErrorKind::Failure)),
            None => report,
        }
    }
}

fn segment(value: Value) -> Segment {
    match value {
        Value::String(name) => Segment::Name(Cow::Owned(name)),
        index => {
            let index = index.as_u64().and_then(|index| usize::try_from(index).ok());
            Segment::Index(index.unwrap_or_default())
        }
    }
}

fn severity(word: &str) -> Option<Severity> {
    let all = [
        Severity::Debug,
        Severity::Info,
        Severity::Warning,
        Severity::Error,
        Severity::Critical,
    ];
    all.into_iter().find(|severity| severity.as_str() == word)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn errors_come_back_as_they_were() {
        let mut input = ErrorReport::input(
            "lines.0.age".into(),
            Issue::text("odd", "3 is odd").with("value", 3),
        );
        input.runtime_path.enter("zoo::feed".into());
        let cause = ErrorReport::runtime("offline", "Offline");
        let run = ErrorReport::runtime("too_old", "Too old")
            .of_kind(ErrorKind::Conflict)
            .with_context(json!({ "age": 101 }))
            .with_severity(Severity::Critical)
            .with_suggestion("Try another")
            .with_help_url("https://example.com/x")
            .caused_by(cause);
        let errors = ErrorCollection(vec![input, run]);
        assert_eq!(read(&text(&errors)), Some(errors.0));
        assert_eq!(read("{}"), None);
    }
}
