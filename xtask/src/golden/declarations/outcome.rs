//! What came of a declaration and a value.

use std::fmt;

use serde_json::Value;

use crate::excerpt::excerpt;
use crate::golden::compare::keys;

/// What we make of a line.
#[derive(Debug, PartialEq)]
pub(super) enum Outcome {
    /// The declaration is taken, and there is no value.
    Declared,
    /// The value becomes this one.
    Result(Value),
    /// The value is refused with these errors, as a caller sees them.
    Errors(Vec<Value>),
    /// The declaration is refused for this reason.
    RefusedDeclaration(String),
    /// The text of the value is refused: it is no JSON.
    NotJson(String),
    /// A panic with this message: always a defect.
    Panic(String),
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declared => f.write_str("a declaration"),
            Self::Result(result) => write!(f, "result {}", excerpt(&result.to_string())),
            Self::Errors(errors) => write!(f, "errors {}", keys(errors)),
            Self::RefusedDeclaration(reason) => write!(f, "a refused declaration: {}", excerpt(reason)),
            Self::NotJson(reason) => write!(f, "a value that is no JSON: {}", excerpt(reason)),
            Self::Panic(message) => write!(f, "a panic: {}", excerpt(message)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_outcome_is_shown_on_one_line() {
        for (outcome, shown) in [
            (Outcome::Declared, "a declaration"),
            (Outcome::Result(json!([1])), "result [1]"),
            (
                Outcome::Errors(vec![json!({"key": "data.a"}), json!({"key": "data.b"})]),
                "errors [data.a, data.b]",
            ),
            (
                Outcome::RefusedDeclaration("no type\n`x`".to_owned()),
                "a refused declaration: no type `x`",
            ),
            (
                Outcome::NotJson("expected value".to_owned()),
                "a value that is no JSON: expected value",
            ),
            (Outcome::Panic("oh".to_owned()), "a panic: oh"),
        ] {
            assert_eq!(outcome.to_string(), shown);
        }
    }
}
