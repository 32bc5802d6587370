//! Errors as they are sent. The names and their order are a contract.

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{ErrorReport, Severity, extras::Extras, key};

/// The fields that every error has.
const ALWAYS: usize = 8;

impl Serialize for ErrorReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let issue = &*self.issue;
        let extras = issue.extras.as_deref();
        let mut error = serializer.serialize_struct("Error", ALWAYS + extras.map_or(0, Extras::count))?;
        error.serialize_field("key", &key::Written(self))?;
        error.serialize_field("path", &self.path)?;
        error.serialize_field("runtime_path", &self.runtime_path)?;
        error.serialize_field("category", self.category.as_str())?;
        error.serialize_field("symbol", issue.symbol.as_ref())?;
        error.serialize_field("message", &issue.message())?;
        error.serialize_field("context", &issue.facts)?;
        error.serialize_field("is_fatal", &issue.is_fatal)?;
        if let Some(extras) = extras {
            extras.write(&mut error)?;
        }
        error.end()
    }
}

impl Extras {
    /// Returns how many fields there are to write.
    fn count(&self) -> usize {
        [
            self.severity != Severity::Error,
            self.suggestion.is_some(),
            self.help_url.is_some(),
            self.cause.is_some(),
        ]
        .into_iter()
        .filter(|is_there| *is_there)
        .count()
    }

    /// Writes what is there.
    #[cold]
    fn write<S: SerializeStruct>(&self, error: &mut S) -> Result<(), S::Error> {
        if self.severity != Severity::Error {
            error.serialize_field("severity", &self.severity)?;
        }
        if let Some(suggestion) = &self.suggestion {
            error.serialize_field("suggestion", suggestion)?;
        }
        if let Some(url) = &self.help_url {
            error.serialize_field("help_url", url)?;
        }
        if let Some(cause) = &self.cause {
            error.serialize_field("cause", cause)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{ErrorCollection, Issue};

    #[track_caller]
    fn check(error: &ErrorReport, expected: &str) {
        assert_eq!(serde_json::to_string(error).expect("serialises"), expected);
    }

    #[test]
    fn an_error_of_the_run_serialises_with_every_field() {
        check(
            &ErrorReport::runtime("too_old", "Too old").with_context(json!({ "age": 101 })),
            r#"{"key":"runtime.too_old","path":[],"runtime_path":[],"category":"runtime","symbol":"too_old","message":"Too old","context":{"age":101},"is_fatal":true}"#,
        );
    }

    #[test]
    fn an_error_of_an_input_serialises_with_every_field() {
        let issue = Issue::new("odd", |facts, formatter| {
            write!(formatter, "\"{}\" is odd", facts.shown("value"))
        });
        let mut error = ErrorReport::input("lines.0.a\"b".into(), issue.with("value", 3));
        error.runtime_path.enter("zoo::feed".into());
        check(
            &error,
            r#"{"key":"zoo::feed>data.lines.0.a\"b.odd","path":["lines",0,"a\"b"],"runtime_path":["zoo::feed"],"category":"data","symbol":"odd","message":"\"3\" is odd","context":{"value":3},"is_fatal":false}"#,
        );
    }

    #[test]
    fn what_is_seldom_there_is_only_sent_when_it_is() {
        let cause = ErrorReport::runtime("offline", "Offline");
        let error = ErrorReport::runtime("x", "X")
            .with_severity(Severity::Critical)
            .with_suggestion("Try again")
            .with_help_url("https://example.com/x")
            .caused_by(cause);
        check(
            &error,
            r#"{"key":"runtime.x","path":[],"runtime_path":[],"category":"runtime","symbol":"x","message":"X","context":{},"is_fatal":true,"severity":"critical","suggestion":"Try again","help_url":"https://example.com/x","cause":{"key":"runtime.offline","path":[],"runtime_path":[],"category":"runtime","symbol":"offline","message":"Offline","context":{},"is_fatal":true}}"#,
        );
        let usual = ErrorReport::runtime("x", "X").with_severity(Severity::Error);
        check(
            &usual,
            r#"{"key":"runtime.x","path":[],"runtime_path":[],"category":"runtime","symbol":"x","message":"X","context":{},"is_fatal":true}"#,
        );
    }

    #[test]
    fn formats_that_count_fields_are_told_their_number() {
        let error = || ErrorReport::runtime("x", "X");
        for error in [
            error(),
            error().with_severity(Severity::Info),
            error().with_suggestion("Try again"),
            error().with_help_url("https://example.com/x").caused_by(error()),
        ] {
            let mut written = Vec::new();
            ciborium::into_writer(&error, &mut written).expect("serialises");
            let read: Value = ciborium::from_reader(written.as_slice()).expect("is whole");
            assert_eq!(read, json!(error));
        }
    }

    #[test]
    fn a_collection_is_an_array() {
        let none = serde_json::to_string(&ErrorCollection::default());
        assert_eq!(none.ok().as_deref(), Some("[]"));
    }
}
