use serde_json::Value;

use super::value::{Difference, View, difference};

/// Returns the errors of a refused value or command: objects that have a key, a category and a symbol.
pub(crate) fn error_list(value: &Value) -> Option<&[Value]> {
    let is_error = |value: &Value| {
        ["key", "category", "symbol"]
            .iter()
            .all(|name| value[name].is_string())
    };
    match value.as_array() {
        Some(errors) if !errors.is_empty() && errors.iter().all(is_error) => Some(errors),
        _ => None,
    }
}

/// Returns the keys of errors in the order of the errors, as `[data.a.odd, data.b.odd]`.
pub(crate) fn keys(errors: &[Value]) -> String {
    let keys: Vec<&str> = errors.iter().map(key).collect();
    format!("[{}]", keys.join(", "))
}

/// Returns the first difference between two lists of errors, which compare as sets and without their messages.
pub(crate) fn errors_difference<V: View>(
    expected: &[Value],
    came: &[Value],
    view: V,
) -> Option<Difference<V>> {
    let (expected, came) = (by_key(expected), by_key(came));
    let (expected_keys, came_keys) = (keys(&expected), keys(&came));
    if expected_keys != came_keys {
        return Some(Difference {
            at: "errors".to_owned(),
            view,
            text: format!("expected errors {expected_keys}, came {came_keys}"),
        });
    }
    let mut pairs = expected.iter().zip(&came);
    pairs.find_map(|(expected, came)| difference(key(expected), expected, came, view))
}

fn key(error: &Value) -> &str {
    error["key"].as_str().unwrap_or_default()
}

/// What errors have besides what Ruby foobara says of them: messages are our own, and so is what is only sent at times.
const OURS: [&str; 5] = ["message", "severity", "suggestion", "help_url", "cause"];

/// Errors without what is ours, sorted by key.
fn by_key(errors: &[Value]) -> Vec<Value> {
    let mut errors = errors.to_vec();
    for members in errors.iter_mut().filter_map(Value::as_object_mut) {
        members.retain(|name, _| !OURS.contains(&name.as_str()));
    }
    errors.sort_by(|one, other| key(one).cmp(key(other)));
    errors
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::golden::compare::Whole;

    fn error(key: &str, context: &Value, message: &str) -> Value {
        json!({"key": key, "category": "data", "symbol": "odd", "context": context, "message": message})
    }

    #[track_caller]
    fn check(expected: &[Value], came: &[Value], outcome: Option<&str>) {
        let difference = errors_difference(expected, came, Whole);
        assert_eq!(difference.as_ref().map(|difference| &*difference.text), outcome);
    }

    #[test]
    fn errors_compare_as_a_set_without_messages() {
        let (a, b) = (json!({"max": 1}), json!({}));
        check(
            &[error("data.a.odd", &a, "one"), error("data.b.odd", &b, "two")],
            &[error("data.b.odd", &b, "three"), error("data.a.odd", &a, "four")],
            None,
        );
        check(
            &[error("data.a.odd", &a, "")],
            &[error("data.b.odd", &b, ""), error("data.a.odd", &a, "")],
            Some("expected errors [data.a.odd], came [data.a.odd, data.b.odd]"),
        );
        check(
            &[error("data.a.odd", &a, "")],
            &[error("data.a.odd", &a, ""), error("data.a.odd", &a, "")],
            Some("expected errors [data.a.odd], came [data.a.odd, data.a.odd]"),
        );
    }

    #[test]
    fn every_other_member_of_an_error_counts() {
        let expected = || error("data.a.odd", &json!({"max": 1}), "");
        for (member, other, outcome) in [
            (
                "context",
                json!({"max": 2}),
                "expected data.a.odd.context.max 1, came 2",
            ),
            (
                "symbol",
                json!("even"),
                "expected data.a.odd.symbol \"odd\", came \"even\"",
            ),
            (
                "category",
                json!("runtime"),
                "expected data.a.odd.category \"data\", came \"runtime\"",
            ),
            ("path", json!(["a"]), "expected no data.a.odd.path, came [\"a\"]"),
            (
                "is_fatal",
                json!(true),
                "expected no data.a.odd.is_fatal, came true",
            ),
            (
                "runtime_path",
                json!([]),
                "expected no data.a.odd.runtime_path, came []",
            ),
        ] {
            let mut came = expected();
            came[member] = other;
            check(&[expected()], &[came], Some(outcome));
        }
    }

    #[test]
    fn only_a_list_of_errors_is_one() {
        let one = json!([error("data.a.odd", &json!({}), "")]);
        assert_eq!(error_list(&one).map(keys).as_deref(), Some("[data.a.odd]"));
        assert_eq!(error_list(&json!([])), None);
        assert_eq!(error_list(&json!([{"key": "a"}])), None);
        assert_eq!(error_list(&json!({})), None);
    }
}
