use std::borrow::Cow;

use serde_json::{Map, Value, json};

use crate::declaration::{AttributesType, Declaration};

/// What shows in place of a sensitive value.
pub(crate) const REDACTED: &str = "[REDACTED]";

/// What is wrong with a value, without saying where the value is.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// The stable name of the error, as `below_minimum`.
    pub symbol: Cow<'static, str>,
    /// A sentence for people, without a final period.
    pub message: Cow<'static, str>,
    /// The facts, as an object.
    pub context: Value,
    /// Whether it hides what later steps would have said.
    pub is_fatal: bool,
}

impl Issue {
    /// The symbol of a missing record.
    pub(crate) const NOT_FOUND: &'static str = "not_found";

    /// Returns an issue that lets later steps have their say.
    pub fn new(
        symbol: impl Into<Cow<'static, str>>,
        message: impl Into<Cow<'static, str>>,
        context: Map<String, Value>,
    ) -> Self {
        Self {
            symbol: symbol.into(),
            message: message.into(),
            context: context.into(),
            is_fatal: false,
        }
    }

    /// Returns this issue as one that hides what later steps would have said.
    #[must_use]
    pub fn fatal(self) -> Self {
        Self {
            is_fatal: true,
            ..self
        }
    }

    /// Takes the value out of the issue, for secrets.
    pub fn conceal(&mut self) {
        if let Some(value) = self.context.get_mut("value") {
            *value = REDACTED.into();
        }
        self.message = self.symbol.replace('_', " ").into();
    }

    /// `cannot_cast`: the value is not of the declared type and cannot be made one. Fatal.
    pub fn cannot_cast(to: &Declaration, value: &Value) -> Self {
        let shown = if to.holds_secrets() {
            &Value::from(REDACTED)
        } else {
            value
        };
        let expected = to.base.expectation();
        let message = format!("Expected {expected}; got {}", brief(shown));
        Self::new(
            "cannot_cast",
            message,
            object([("cast_to", to.to_strict()), ("value", shown.clone())]),
        )
        .fatal()
    }

    /// `cannot_cast`: the decoder of a type that is described elsewhere refuses the value. Fatal.
    pub(crate) fn foreign(to: &Declaration, value: &Value, reason: String) -> Self {
        let refused = Self::cannot_cast(to, value);
        if to.holds_secrets() {
            return refused;
        }
        Self {
            message: reason.into(),
            ..refused
        }
    }

    /// `incorrect_tuple_size`: an array that should have another number of elements.
    pub(crate) fn incorrect_tuple_size(expected: usize, actual: usize, value: &Value) -> Self {
        let message = format!("Expected {expected} elements; got {actual}");
        let context = object([
            ("expected_size", expected.into()),
            ("actual_size", actual.into()),
            ("value", value.clone()),
        ]);
        Self::new("incorrect_tuple_size", message, context)
    }

    /// `value_not_valid`: the value is none of those that are allowed.
    pub(crate) fn value_not_valid(value: &Value, valid: Vec<Value>) -> Self {
        let list = valid.iter().map(Value::to_string).collect::<Vec<_>>().join(", ");
        let message = format!("{} is not one of {list}", brief(value));
        let context = object([("value", value.clone()), ("valid_values", valid.into())]);
        Self::new("value_not_valid", message, context)
    }

    /// `cannot_cast`: what should be a set of inputs is no object. Fatal.
    pub fn no_inputs(to: &AttributesType, value: &Value) -> Self {
        let shown = if to.holds_secrets() {
            &Value::from(REDACTED)
        } else {
            value
        };
        let message = format!("Expected an object with the inputs; got {}", brief(shown));
        let context = object([("cast_to", to.to_strict()), ("value", shown.clone())]);
        Self::new("cannot_cast", message, context).fatal()
    }

    /// `missing_required_attribute`: an attribute without which the value is incomplete. Fatal.
    pub fn missing_required_attribute(name: &str) -> Self {
        let message = format!("Missing required attribute {name}");
        Self::new(
            "missing_required_attribute",
            message,
            object([("attribute_name", name.into())]),
        )
        .fatal()
    }

    /// `unexpected_attributes`: attributes that the declaration does not know. Fatal.
    pub fn unexpected_attributes<'a>(unexpected: &[String], allowed: impl Iterator<Item = &'a str>) -> Self {
        let allowed: Vec<&str> = allowed.collect();
        let message = if allowed.is_empty() {
            format!(
                "Unexpected attributes: {}. None are allowed",
                unexpected.join(", ")
            )
        } else {
            format!(
                "Unexpected attributes: {}. Allowed are {}",
                unexpected.join(", "),
                allowed.join(", ")
            )
        };
        let context = object([
            ("unexpected_attributes", json!(unexpected)),
            ("allowed_attributes", json!(allowed)),
        ]);
        Self::new("unexpected_attributes", message, context).fatal()
    }

    /// `duplicate_attributes`: the same attribute was given more than once. Fatal.
    pub fn duplicate_attributes(names: &[String]) -> Self {
        let message = format!("Given more than once: {}", names.join(", "));
        Self::new(
            "duplicate_attributes",
            message,
            object([("duplicate_attributes", json!(names))]),
        )
        .fatal()
    }

    /// `not_found`: a record that the inputs refer to does not exist.
    pub fn not_found(entity: &str, criteria: Value, path: &str) -> Self {
        let message = format!("Could not find {entity} for {}", brief(&criteria));
        let context = object([
            ("entity_class", entity.into()),
            ("criteria", criteria),
            ("data_path", path.into()),
        ]);
        Self::new(Self::NOT_FOUND, message, context)
    }
}

/// Builds the context of an error.
pub(crate) fn object<const N: usize>(entries: [(&str, Value); N]) -> Map<String, Value> {
    entries
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// Shows a value within a sentence: short ones whole, long ones cut.
pub(crate) fn brief(value: &Value) -> String {
    const LONGEST: usize = 60;
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        None => text,
        Some((end, _)) => text
            .get(..end)
            .map_or_else(String::new, |start| format!("{start}…")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut_at_a_character() {
        let long = "é".repeat(100);
        assert_eq!(brief(&Value::from(long)), format!("\"{}…", "é".repeat(59)));
        assert_eq!(brief(&json!([1, 2])), "[1,2]");
    }
}
