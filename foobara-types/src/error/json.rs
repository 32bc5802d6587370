//! Errors as JSON text.
//!
//! Most of an error is names that need no escape and are known when the program is built. Here they are written as they
//! are, where a serializer looks at each of their bytes, and the text is allocated once. The other way,
//! [`Serialize`](serde::Serialize), serves every other format; a property holds the two to the same text.

use std::fmt::{self, Write};

use super::{
    ErrorCollection, ErrorReport, Facts, Issue, Severity,
    escape::{escaped, quoted},
    extras::Extras,
    key,
    message::Message,
};
use crate::path::Segment;

/// What an error takes, more or less; where it is more, the text grows.
const USUAL_LENGTH: usize = 256;

impl ErrorCollection {
    /// Returns the errors as JSON text: the same as their [`Serialize`](serde::Serialize) makes, sooner.
    ///
    /// ```
    /// use foobara_types::{ErrorCollection, ErrorReport};
    ///
    /// let errors = ErrorCollection::from(ErrorReport::runtime("too_old", "Too old"));
    /// assert_eq!(errors.to_json(), serde_json::to_string(&errors)?);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn to_json(&self) -> String {
        let mut text = String::with_capacity(2 + USUAL_LENGTH * self.len());
        // Writing to a string does not fail.
        let _ = list(&self.0, &mut text, write);
        text
    }
}

/// Writes an array.
fn list<T>(elements: &[T], text: &mut String, write: impl Fn(&T, &mut String) -> fmt::Result) -> fmt::Result {
    text.push('[');
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        write(element, text)?;
    }
    text.push(']');
    Ok(())
}

fn write(error: &ErrorReport, text: &mut String) -> fmt::Result {
    text.push_str("{\"key\":\"");
    key::write_report(error, &mut Escaped(text))?;
    text.push_str("\",\"path\":");
    list(error.path.segments(), text, write_segment)?;
    text.push_str(",\"runtime_path\":");
    list(error.runtime_path.commands(), text, |command, text| {
        quoted(command, text)
    })?;
    text.push_str(",\"category\":\"");
    text.push_str(error.category.as_str());
    text.push_str("\",\"symbol\":");
    write_issue(&error.issue, text)?;
    text.push('}');
    Ok(())
}

/// Writes the symbol, and the fields after it.
fn write_issue(issue: &Issue, text: &mut String) -> fmt::Result {
    quoted(&issue.symbol, text)?;
    text.push_str(",\"message\":\"");
    match &issue.message {
        Message::Text(message) => escaped(message, text)?,
        Message::Sentence(_) | Message::Symbol => write!(Escaped(text), "{}", issue.message())?,
    }
    text.push_str("\",\"context\":{");
    write_facts(&issue.facts, text)?;
    text.push_str(if issue.is_fatal {
        "},\"is_fatal\":true"
    } else {
        "},\"is_fatal\":false"
    });
    issue
        .extras
        .as_ref()
        .map_or(Ok(()), |extras| write_extras(extras, text))
}

fn write_facts(facts: &Facts, text: &mut String) -> fmt::Result {
    for (index, (name, fact)) in facts.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        quoted(name, text)?;
        text.push(':');
        fact.write(text)?;
    }
    Ok(())
}

fn write_segment(segment: &Segment, text: &mut String) -> fmt::Result {
    match segment {
        Segment::Index(index) => write!(text, "{index}"),
        Segment::Name(name) => quoted(name, text),
        Segment::AnyIndex => quoted("#", text),
        Segment::AnyKey => quoted("*", text),
    }
}

#[cold]
fn write_extras(extras: &Extras, text: &mut String) -> fmt::Result {
    if extras.severity != Severity::Error {
        text.push_str(",\"severity\":");
        quoted(extras.severity.as_str(), text)?;
    }
    if let Some(suggestion) = &extras.suggestion {
        text.push_str(",\"suggestion\":");
        quoted(suggestion, text)?;
    }
    if let Some(url) = &extras.help_url {
        text.push_str(",\"help_url\":");
        quoted(url, text)?;
    }
    if let Some(cause) = &extras.cause {
        text.push_str(",\"cause\":");
        write(cause, text)?;
    }
    Ok(())
}

/// Writes within quotes.
struct Escaped<'a>(&'a mut String);

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escaped(text, self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::path::DataPath;

    fn fact() -> impl Strategy<Value = serde_json::Value> {
        prop_oneof![
            any::<String>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            any::<u64>().prop_map(Into::into),
            any::<f64>().prop_map(Into::into),
            any::<Option<bool>>().prop_map(Into::into),
            any::<Vec<String>>().prop_map(|texts| json!({ "texts": texts })),
        ]
    }

    fn issue() -> impl Strategy<Value = Issue> {
        let facts = proptest::collection::vec((any::<String>(), fact()), 0..4);
        (any::<String>(), any::<bool>(), facts, any::<u8>()).prop_map(|(text, is_lazy, facts, extras)| {
            let issue = if is_lazy {
                Issue::new("lazy", |facts, formatter| {
                    write!(formatter, "say \"{}\"", facts.shown("value"))
                })
                .with("value", text)
            } else {
                Issue::text(text.clone(), text)
            };
            let issue = facts
                .into_iter()
                .fold(issue, |issue, (name, fact)| issue.with(name, fact));
            match extras % 4 {
                0 => issue.with_suggestion("Say \"x\"").with_severity(Severity::Info),
                1 => issue
                    .with_help_url("https://example.com")
                    .caused_by(ErrorReport::runtime("a\"b", "\n")),
                2 => issue.fatal(),
                _ => issue,
            }
        })
    }

    proptest! {
        #[test]
        fn the_text_is_what_serde_makes(
            issues in proptest::collection::vec((issue(), any::<String>(), any::<bool>()), 0..4),
        ) {
            let errors: ErrorCollection = issues
                .into_iter()
                .map(|(issue, text, is_run)| {
                    let path = DataPath::from(text.as_str()).join(3).join(Segment::AnyKey);
                    let mut error = ErrorReport::input(path, issue);
                    if is_run {
                        error.runtime_path = [text, "b".to_owned()].into_iter().collect();
                    }
                    error
                })
                .collect();
            prop_assert_eq!(Some(errors.to_json()), serde_json::to_string(&errors).ok());
        }
    }
}
