//! Where a line that is no quirk of Ruby's comes to another end, since we decided otherwise.

use serde_json::Value;

use super::line::{Expected, Line};
use super::mismatch::Mismatch;
use super::outcome::Outcome;

/// The types that Ruby has; the others are ours.
const RUBY_TYPES: [&str; 16] = [
    "array",
    "associative_array",
    "atomic_duck",
    "attributes",
    "big_decimal",
    "boolean",
    "date",
    "datetime",
    "duck",
    "duckture",
    "email",
    "float",
    "integer",
    "number",
    "string",
    "symbol",
];

/// Returns the name of our decision that explains a difference, if one does.
pub(super) fn decision(
    line: &Line,
    outcome: &Outcome,
    mismatch: &Mismatch,
    is_type: impl Fn(&str) -> bool,
) -> Option<&'static str> {
    match (&line.expected, outcome) {
        (
            Expected::RefusedDeclaration(reason),
            Outcome::Declared | Outcome::Result(_) | Outcome::Errors(_),
        ) => match reason.rsplit("::").next() {
            Some("MissingProcessorError") => Some("rule_added"),
            Some("NoTypeDeclarationHandlerFoundError") if names_ours(&line.declaration, &is_type) => {
                Some("type_added")
            }
            _ => None,
        },
        (_, Outcome::RefusedDeclaration(reason)) if reason.contains("that is not negative") => {
            Some("negative_size_refused")
        }
        (_, Outcome::Errors(came)) if came.iter().any(|error| error["symbol"] == "duplicate_attributes") => {
            Some("keys_equal_after_casting_refused")
        }
        (_, Outcome::Errors(came)) if adds_casts_only(&line.expected, came) && holds_long_integer(line) => {
            Some("integer_beyond_64_bits")
        }
        _ if mismatch.text.ends_with("came \"[REDACTED]\"") => Some("secrets_hidden"),
        _ if mismatch.text.ends_with("{}, came null") => Some("null_of_map_kept"),
        _ if is_text_as_number(&mismatch.text) => Some("number_accepts_anything"),
        _ => None,
    }
}

/// Whether a declaration names a type that Ruby does not have.
fn names_ours(declaration: &Value, is_type: &impl Fn(&str) -> bool) -> bool {
    match declaration {
        Value::String(name) => is_type(name) && !RUBY_TYPES.contains(&name.as_str()),
        Value::Array(elements) => elements.iter().any(|element| names_ours(element, is_type)),
        Value::Object(members) => members.values().any(|member| names_ours(member, is_type)),
        _ => false,
    }
}

/// Whether one of the values that a number may be was written as text, which we cast.
fn is_text_as_number(text: &str) -> bool {
    let is_listed = text.contains("valid_values[") || text.contains(".one_of[");
    let (expected, came) = text.rsplit_once(", came ").unwrap_or_default();
    is_listed && expected.ends_with('"') && came.parse::<f64>().is_ok()
}

fn adds_casts_only(expected: &Expected, came: &[Value]) -> bool {
    let expected = match expected {
        Expected::Errors(errors) => errors.as_slice(),
        Expected::Result(_) => &[],
        _ => return false,
    };
    let is_known = |error: &Value| expected.iter().any(|known| known["key"] == error["key"]);
    came.iter()
        .all(|error| error["symbol"] == "cannot_cast" || is_known(error))
}

/// Whether digits that no 64 bits hold are anywhere in the value.
fn holds_long_integer(line: &Line) -> bool {
    let text = line.value.as_deref().unwrap_or_default();
    let runs = text.split(|letter: char| !letter.is_ascii_digit());
    runs.filter(|run| run.len() > 18)
        .any(|run| run.parse::<i64>().is_err())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, outcome: &Outcome, expected: Option<&str>) {
        let line = Line::parse(line).expect("the line is well formed");
        let mismatch = Mismatch::of(&line, outcome).expect("the outcome differs");
        let is_type = |name: &str| RUBY_TYPES.contains(&name) || name == "uuid";
        assert_eq!(decision(&line, outcome, &mismatch, is_type), expected);
    }

    #[test]
    fn what_we_add_is_no_mistake() {
        let refused = |declaration: &str, reason: &str| {
            format!(r#"{{"id":1,"declaration":{declaration},"declaration_error":"{reason}"}}"#)
        };
        let unknown = "NoTypeDeclarationHandlerFoundError";
        check(
            &refused(r#"["uuid"]"#, unknown),
            &Outcome::Declared,
            Some("type_added"),
        );
        check(&refused(r#"["Integer"]"#, unknown), &Outcome::Declared, None);
        let missing = refused(r#"{"type":"string","min_length":5}"#, "MissingProcessorError");
        check(&missing, &Outcome::Declared, Some("rule_added"));
    }

    #[test]
    fn integers_have_64_bits() {
        let error =
            serde_json::json!({ "key": "data.cannot_cast", "category": "data", "symbol": "cannot_cast" });
        let line = |digits: &str| format!(r#"{{"id":1,"declaration":"integer","value":"{digits}","ok":1}}"#);
        let outcome = Outcome::Errors(vec![error]);
        check(
            &line("9223372036854775808"),
            &outcome,
            Some("integer_beyond_64_bits"),
        );
        check(&line("9223372036854775807"), &outcome, None);
    }
}
