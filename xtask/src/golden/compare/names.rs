use std::collections::BTreeSet;

use serde_json::Value;

/// Compares the names of entries: the keys of an object, or the strings of an array.
pub(crate) fn names_difference(at: &str, expected: &Value, came: &Value) -> Option<String> {
    let (expected, came) = (names(expected), names(came));
    if expected == came {
        return None;
    }
    let missing: Vec<&str> = expected.difference(&came).copied().collect();
    let extra: Vec<&str> = came.difference(&expected).copied().collect();
    Some(format!(
        "expected other names at {at}, came without [{}] and with [{}]",
        missing.join(", "),
        extra.join(", ")
    ))
}

fn names(value: &Value) -> BTreeSet<&str> {
    match value {
        Value::Object(entries) => entries.keys().map(String::as_str).collect(),
        Value::Array(entries) => entries.iter().filter_map(Value::as_str).collect(),
        _ => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_are_the_keys_of_an_object_or_the_strings_of_an_array() {
        let names = json!(["b", "a"]);
        assert_eq!(names_difference("here", &names, &json!({ "a": 1, "b": 2 })), None);
        assert_eq!(
            names_difference("here", &names, &json!({ "a": 1, "c": 2 })).as_deref(),
            Some("expected other names at here, came without [b] and with [c]")
        );
    }
}
