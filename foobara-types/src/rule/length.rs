use serde_json::Value;

use super::{Argument, Rule, RuleKind, spec::keyword};
use crate::error::Issue;

/// At least this many characters or elements.
#[derive(Debug, Clone, Copy)]
pub struct MinLength(pub usize);

/// At most this many characters or elements.
#[derive(Debug, Clone, Copy)]
pub struct MaxLength(pub usize);

/// `min_length`: at least this many characters or elements.
pub const MIN_LENGTH: &RuleKind = &RuleKind {
    name: "min_length",
    symbols: &["below_minimum_length"],
    takes_list: false,
    process: |arguments, value| match bound(value, arguments) {
        Some((length, min)) if length < min => Err(below_minimum_length(value.clone(), min)),
        _ => Ok(()),
    },
    schema: |arguments, schema| {
        let name = if schema.get("type") == Some(&Value::from("array")) {
            "minItems"
        } else {
            "minLength"
        };
        keyword(name, arguments, schema);
    },
};

/// `max_length`: at most this many characters or elements.
pub const MAX_LENGTH: &RuleKind = &RuleKind {
    name: "max_length",
    symbols: &["max_length_exceeded"],
    takes_list: false,
    process: |arguments, value| match bound(value, arguments) {
        Some((length, max)) if length > max => Err(max_length_exceeded(value.clone(), max)),
        _ => Ok(()),
    },
    schema: |arguments, schema| {
        let name = if schema.get("type") == Some(&Value::from("array")) {
            "maxItems"
        } else {
            "maxLength"
        };
        keyword(name, arguments, schema);
    },
};

/// Values that have a length, and can be shown in an error.
pub trait Length {
    /// Returns the number of characters or elements.
    fn length(&self) -> usize;

    /// Returns the value for the context of an error.
    fn shown(&self) -> Value;
}

impl Length for String {
    fn length(&self) -> usize {
        characters(self)
    }

    fn shown(&self) -> Value {
        self.as_str().into()
    }
}

impl<T: serde::Serialize> Length for Vec<T> {
    fn length(&self) -> usize {
        self.len()
    }

    fn shown(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

impl<T: Length> Rule<T> for MinLength {
    fn process(&self, value: &mut T) -> Result<(), Box<Issue>> {
        if value.length() < self.0 {
            Err(below_minimum_length(value.shown(), self.0))
        } else {
            Ok(())
        }
    }
}

impl<T: Length> Rule<T> for MaxLength {
    fn process(&self, value: &mut T) -> Result<(), Box<Issue>> {
        if value.length() > self.0 {
            Err(max_length_exceeded(value.shown(), self.0))
        } else {
            Ok(())
        }
    }
}

/// Counts characters; text that is plainly ASCII is as long as its bytes.
fn characters(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    }
}

fn bound(value: &Value, arguments: &[Argument]) -> Option<(usize, usize)> {
    let length = match value {
        Value::String(text) => characters(text),
        Value::Array(elements) => elements.len(),
        _ => return None,
    };
    Some((length, arguments.first()?.as_usize()?))
}

#[cold]
fn below_minimum_length(value: Value, min: usize) -> Box<Issue> {
    let issue = Issue::new("below_minimum_length", |facts, formatter| {
        let (value, min) = (facts.shown("value"), facts.shown("min_length"));
        write!(formatter, "Below minimum length. {value} is shorter than {min}")
    });
    Box::new(issue.with("value", value).with("min_length", min))
}

#[cold]
fn max_length_exceeded(value: Value, max: usize) -> Box<Issue> {
    let issue = Issue::new("max_length_exceeded", |facts, formatter| {
        let max = facts.shown("max_length");
        write!(formatter, "Max length exceeded. Cannot be longer than {max}")
    });
    Box::new(issue.with("value", value).with("max_length", max))
}
