//! The issues of the framework's own.

use serde_json::Value;

use super::{
    Fact, Facts, Issue,
    brief::Brief,
    issue::REDACTED,
    suggest::{self, did_you_mean},
};
use crate::declaration::{AttributesType, Declaration};

impl Issue {
    /// The symbol of a missing record.
    pub(crate) const NOT_FOUND: &'static str = "not_found";

    /// `cannot_cast`: the value is not of the declared type and cannot be made one. Fatal.
    pub fn cannot_cast(to: &Declaration, value: &Value) -> Self {
        let expected = to.base.expectation();
        Self::uncastable(&expected, to.to_strict(), to.holds_secrets(), value)
    }

    /// `cannot_cast`: the decoder of a type that is described elsewhere refuses the value. Fatal.
    pub(crate) fn foreign(to: &Declaration, value: &Value, reason: String) -> Self {
        let refused = Self::cannot_cast(to, value);
        if to.holds_secrets() {
            return refused;
        }
        refused.with_message(reason)
    }

    /// `incorrect_tuple_size`: an array that should have another number of elements.
    pub(crate) fn incorrect_tuple_size(expected: usize, actual: usize, value: &Value) -> Self {
        Self::new("incorrect_tuple_size", |facts, formatter| {
            let (expected, actual) = (facts.shown("expected_size"), facts.shown("actual_size"));
            write!(formatter, "Expected {expected} elements; got {actual}")
        })
        .with("expected_size", expected)
        .with("actual_size", actual)
        .with("value", value.clone())
    }

    /// `cannot_cast`: what should be a set of inputs is no object. Fatal.
    pub fn no_inputs(to: &AttributesType, value: &Value) -> Self {
        let expected = "an object with the inputs";
        Self::uncastable(expected, to.to_strict(), to.holds_secrets(), value)
    }

    fn uncastable(expected: &str, to: impl Into<Fact>, is_secret: bool, value: &Value) -> Self {
        let shown: Fact = if is_secret {
            REDACTED.into()
        } else {
            value.clone().into()
        };
        let message = format!("Expected {expected}; got {}", Brief(&shown));
        Self::text("cannot_cast", message)
            .with("cast_to", to)
            .with("value", shown)
            .fatal()
    }

    /// `missing_required_attribute`: an attribute without which the value is incomplete. Fatal.
    pub fn missing_required_attribute(name: &str) -> Self {
        Self::new("missing_required_attribute", |facts, formatter| {
            write!(
                formatter,
                "Missing required attribute {}",
                facts.text("attribute_name")
            )
        })
        .with("attribute_name", name.to_owned())
        .fatal()
    }

    /// `unexpected_attributes`: attributes that the declaration does not know. Fatal.
    ///
    /// Suggests the allowed ones that are spelt like them.
    pub fn unexpected_attributes<'a>(unexpected: &[String], allowed: impl Iterator<Item = &'a str>) -> Self {
        let allowed: Vec<&str> = allowed.collect();
        let suggestion = suggest::attributes(unexpected, &allowed);
        Self::new("unexpected_attributes", |facts, formatter| {
            let unexpected = facts.names("unexpected_attributes");
            write!(formatter, "Unexpected attributes: {unexpected}. ")?;
            match facts.names("allowed_attributes") {
                none if none.is_empty() => formatter.write_str("None are allowed"),
                allowed => write!(formatter, "Allowed are {allowed}"),
            }
        })
        .with("unexpected_attributes", unexpected.to_vec())
        .with("allowed_attributes", allowed)
        .suggesting(suggestion)
        .fatal()
    }

    /// `duplicate_attributes`: the same attribute was given more than once. Fatal.
    pub fn duplicate_attributes(names: &[String]) -> Self {
        Self::new("duplicate_attributes", |facts, formatter| {
            write!(
                formatter,
                "Given more than once: {}",
                facts.names("duplicate_attributes")
            )
        })
        .with("duplicate_attributes", names.to_vec())
        .fatal()
    }

    /// `value_not_valid`: the value is none of those that are allowed.
    ///
    /// Suggests the one that is spelt like it.
    pub fn value_not_valid(value: Value, valid: Vec<Value>) -> Self {
        let texts = valid.iter().filter_map(Value::as_str);
        let suggestion = value
            .as_str()
            .and_then(|value| suggest::nearest(value, texts))
            .map(did_you_mean);
        Self::new("value_not_valid", |facts, formatter| {
            write!(
                formatter,
                "{} is not one of {}",
                facts.shown("value"),
                facts.list("valid_values")
            )
        })
        .with("value", value)
        .with("valid_values", valid)
        .suggesting(suggestion)
    }

    /// `not_found`: a record that the inputs refer to does not exist.
    pub fn not_found(entity: &str, criteria: Value, path: &str) -> Self {
        Self::new(Self::NOT_FOUND, |facts, formatter| {
            write!(
                formatter,
                "Could not find {} for {}",
                facts.text("entity_class"),
                facts.shown("criteria")
            )
        })
        .with("entity_class", entity.to_owned())
        .with("criteria", criteria)
        .with("data_path", path.to_owned())
    }

    fn suggesting(self, suggestion: Option<String>) -> Self {
        match suggestion {
            Some(suggestion) => self.with_suggestion(suggestion),
            None => self,
        }
    }
}

impl Facts {
    /// Returns the texts of an array, as they are: `a, b`.
    fn names(&self, name: &str) -> String {
        match self.get(name) {
            Some(Fact::Value(value)) => {
                let names = value.as_array().into_iter().flatten();
                names.filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
            }
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(issue: &Issue, message: &str, suggestion: Option<&str>) {
        assert_eq!(
            (issue.message().to_string().as_str(), issue.suggestion()),
            (message, suggestion)
        );
    }

    fn unexpected(names: &[&str], allowed: &[&'static str]) -> Issue {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        Issue::unexpected_attributes(&names, allowed.iter().copied())
    }

    #[test]
    fn unexpected_attributes_suggest_what_is_spelt_like_them() {
        check(
            &unexpected(&["color"], &["name", "colour"]),
            "Unexpected attributes: color. Allowed are name, colour",
            Some("Did you mean `colour`?"),
        );
        check(
            &unexpected(&["color", "x", "nmae"], &["name", "colour"]),
            "Unexpected attributes: color, x, nmae. Allowed are name, colour",
            Some("Did you mean `colour` for `color`, `name` for `nmae`?"),
        );
        check(
            &unexpected(&["x"], &[]),
            "Unexpected attributes: x. None are allowed",
            None,
        );
    }

    #[test]
    fn a_value_suggests_the_one_that_is_spelt_like_it() {
        let valid = || vec![json!("red"), json!("green")];
        check(
            &Issue::value_not_valid(json!("gren"), valid()),
            r#""gren" is not one of "red", "green""#,
            Some("Did you mean `green`?"),
        );
        check(
            &Issue::value_not_valid(json!(3), valid()),
            r#"3 is not one of "red", "green""#,
            None,
        );
    }
}
