//! JSON within JSON.

use serde_json::Value;

use super::DUCK;
use crate::{
    declaration::Scalar,
    json::{self, Notes},
};

/// `json`: any JSON value. An object or an array that comes as text, as from a command line, is read.
pub const JSON: &Scalar = &Scalar {
    name: "json",
    extends: Some(DUCK),
    expectation: "a JSON value, and no text of an object or array with the same name twice or a number too large",
    cast,
    ..*DUCK
};

/// Casts text that is a JSON object or array to what it says. Everything else stays as it is, other text among it.
///
/// Refuses text whose meaning would be changed: by a name that comes twice, or a whole number of more than 64 bits.
fn cast(value: &Value) -> Option<Value> {
    let Value::String(text) = value else {
        return Some(value.clone());
    };
    if !text.trim_ascii_start().starts_with(['{', '[']) {
        return Some(value.clone());
    }
    match json::parse(text.as_bytes()) {
        Ok((read, notes)) => (notes == Notes::none()).then_some(read),
        Err(_) => Some(value.clone()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::builtin::laws;

    #[test]
    fn objects_and_arrays_are_read_from_text() {
        assert_eq!(
            cast(&json!(r#" {"a": [1, "[2]"]}"#)),
            Some(json!({ "a": [1, "[2]"] }))
        );
        assert_eq!(cast(&json!("[]")), Some(json!([])));
    }

    #[test]
    fn everything_else_stays() {
        for value in [
            json!("5"),
            json!("null"),
            json!("[1"),
            json!("\"[1]\""),
            json!(""),
            json!(null),
            json!([1]),
        ] {
            assert_eq!(cast(&value), Some(value.clone()), "{value}");
        }
    }

    #[test]
    fn text_that_does_not_survive_reading_is_refused() {
        assert_eq!(cast(&json!(r#"{"a": 1, "a": 2}"#)), None);
        assert_eq!(cast(&json!("[18446744073709551616]")), None);
    }

    #[test]
    fn long_texts_take_no_time() {
        laws::check_long(JSON, "[");
    }

    proptest! {
        #[test]
        fn casting_twice_is_casting_once(value in laws::values()) {
            laws::check_scalar(JSON, &value);
            laws::check_scalar(JSON, &value.to_string().into());
        }
    }
}
