//! Whether an answer is the one to expect, by the rules of `foobara-testing/golden/README.md`.
//!
//! Objects compare unordered, numbers by value, lists of errors as sets by `key` and without their messages.

use std::collections::BTreeSet;

use serde_json::{Map, Number, Value};

use super::corpus::{Body, Expected, Refusal};
use super::http_client::Answer;

/// Returns the first difference as `expected …, came …`; `None` when the answer is as expected.
pub(super) fn difference(expected: &Expected, answer: &Answer) -> Option<String> {
    match expected {
        Expected::Refusal(refusal) => refusal_difference(refusal, answer),
        Expected::Answer {
            status,
            content_type,
            body,
        } => {
            let status = (answer.status != *status).then(|| came(&format!("status {status}"), answer));
            status
                .or_else(|| media_type_difference(content_type.as_deref(), answer))
                .or_else(|| body_difference(body, answer))
        }
    }
}

fn refusal_difference(refusal: &Refusal, answer: &Answer) -> Option<String> {
    let statuses: Vec<String> = refusal.statuses.iter().map(u64::to_string).collect();
    let statuses = statuses.join(" or ");
    if !refusal.statuses.contains(&answer.status) {
        return Some(came(&format!("status {statuses}"), answer));
    }
    let (member, value) = refusal.error?;
    let refused_so = match json(answer).as_ref().and_then(error_list) {
        Some([error]) => error[member] == value,
        _ => false,
    };
    (!refused_so).then(|| {
        came(
            &format!("status {statuses} and one error with {member} {value}"),
            answer,
        )
    })
}

fn media_type_difference(expected: Option<&str>, answer: &Answer) -> Option<String> {
    let expected = media_type(expected?);
    let actual = answer.content_type.as_deref().map(media_type).unwrap_or_default();
    (!expected.eq_ignore_ascii_case(actual)).then(|| {
        let actual = if actual.is_empty() { "none" } else { actual };
        format!("expected content type {expected}, came {actual}")
    })
}

fn media_type(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

fn body_difference(expected: &Body, answer: &Answer) -> Option<String> {
    match expected {
        Body::Unrecorded => None,
        Body::Empty => (!answer.body.is_empty()).then(|| came("no body", answer)),
        Body::Html if answer.status != 200 => Some(came("a page with status 200", answer)),
        Body::Html => media_type_difference(Some("text/html"), answer),
        Body::JsonString => {
            (!json(answer).is_some_and(|actual| actual.is_string())).then(|| came("a JSON string", answer))
        }
        Body::Outcome(value) => {
            json_difference(answer, |actual| outcome_difference(value, actual, View::Whole))
        }
        Body::Description {
            value,
            metadata_keys_only,
        } => {
            let view = View::Description {
                metadata_keys_only: *metadata_keys_only,
            };
            json_difference(answer, |actual| outcome_difference(value, actual, view))
        }
        Body::Manifest { top_keys, summary } => json_difference(answer, |actual| {
            manifest_difference(top_keys, summary.as_ref(), actual)
        }),
    }
}

fn json_difference(answer: &Answer, compare: impl FnOnce(&Value) -> Option<String>) -> Option<String> {
    match json(answer) {
        Some(actual) => compare(&actual),
        None => Some(came("JSON", answer)),
    }
}

fn outcome_difference(expected: &Value, actual: &Value, view: View) -> Option<String> {
    match (error_list(expected), error_list(actual)) {
        (Some(expected), Some(actual)) => error_list_difference(expected, actual),
        _ => value_difference("response", expected, actual, view),
    }
}

fn manifest_difference(top_keys: &Value, summary: Option<&Value>, actual: &Value) -> Option<String> {
    let summary = summary.and_then(Value::as_object).into_iter().flatten();
    names_difference("the top", top_keys, actual).or_else(|| {
        summary
            .into_iter()
            .find_map(|(key, entries)| names_difference(key, entries, &actual[key]))
    })
}

/// Compares the names of entries: the keys of an object, or the strings of an array.
fn names_difference(at: &str, expected: &Value, actual: &Value) -> Option<String> {
    let (expected, actual) = (names(expected), names(actual));
    if expected == actual {
        return None;
    }
    let missing: Vec<&str> = expected.difference(&actual).copied().collect();
    let extra: Vec<&str> = actual.difference(&expected).copied().collect();
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

/// The errors of a refused command: objects that have a key, a category and a symbol.
fn error_list(value: &Value) -> Option<&[Value]> {
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

fn error_list_difference(expected: &[Value], actual: &[Value]) -> Option<String> {
    let (expected, actual) = (by_key(expected), by_key(actual));
    let keys = |errors: &[(String, Value)]| {
        let keys: Vec<&str> = errors.iter().map(|(key, _)| key.as_str()).collect();
        keys.join(", ")
    };
    let (expected_keys, actual_keys) = (keys(&expected), keys(&actual));
    if expected_keys != actual_keys {
        return Some(format!("expected errors [{expected_keys}], came [{actual_keys}]"));
    }
    expected
        .iter()
        .zip(&actual)
        .find_map(|((key, expected), (_, actual))| value_difference(key, expected, actual, View::Whole))
}

/// What errors have besides what Ruby foobara says of them: messages are our own, and so is what is only sent at times.
const OURS: [&str; 5] = ["message", "severity", "suggestion", "help_url", "cause"];

/// Errors without what is ours, sorted by key.
fn by_key(errors: &[Value]) -> Vec<(String, Value)> {
    let mut errors: Vec<(String, Value)> = errors
        .iter()
        .map(|error| {
            let mut error = error.clone();
            if let Some(members) = error.as_object_mut() {
                members.retain(|name, _| !OURS.contains(&name.as_str()));
            }
            (error["key"].as_str().unwrap_or_default().to_owned(), error)
        })
        .collect();
    errors.sort_by(|one, other| one.0.cmp(&other.0));
    errors
}

/// How much of a value counts.
#[derive(Debug, Clone, Copy)]
enum View {
    /// All of it.
    Whole,
    /// All but what only Ruby can know, its classes and how its types lean on each other, and the possible error that
    /// follows from a decision of ours: attributes that come more than once are refused.
    Description {
        /// Whether `metadata` is compared by the names of its keys.
        metadata_keys_only: bool,
    },
}

impl View {
    fn ignores(self, key: &str) -> bool {
        match self {
            Self::Whole => false,
            Self::Description { .. } => {
                key == "target_classes"
                    || key == "error"
                    || key.ends_with("_class")
                    || key.ends_with("types_depended_on")
                    || key.ends_with(".duplicate_attributes")
            }
        }
    }

    fn names_only(self, key: &str) -> bool {
        matches!(
            self,
            Self::Description {
                metadata_keys_only: true
            }
        ) && key == "metadata"
    }
}

fn value_difference(at: &str, expected: &Value, actual: &Value, view: View) -> Option<String> {
    let same = match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            return object_difference(at, expected, actual, view);
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            return expected
                .iter()
                .zip(actual)
                .enumerate()
                .find_map(|(index, (expected, actual))| {
                    value_difference(&format!("{at}[{index}]"), expected, actual, view)
                });
        }
        (Value::Number(expected), Value::Number(actual)) => same_number(expected, actual),
        (Value::String(expected), Value::String(actual)) => plain_regex(expected) == plain_regex(actual),
        (expected, actual) => expected == actual,
    };
    (!same).then(|| {
        format!(
            "expected {at} {}, came {}",
            short(&expected.to_string()),
            short(&actual.to_string())
        )
    })
}

fn object_difference(
    at: &str,
    expected: &Map<String, Value>,
    actual: &Map<String, Value>,
    view: View,
) -> Option<String> {
    let keys: BTreeSet<&String> = expected.keys().chain(actual.keys()).collect();
    keys.into_iter().filter(|key| !view.ignores(key)).find_map(|key| {
        let place = format!("{at}.{key}");
        match (expected.get(key), actual.get(key)) {
            (Some(expected), Some(actual)) if view.names_only(key) => {
                names_difference(&place, expected, actual)
            }
            (Some(expected), Some(actual)) => value_difference(&place, expected, actual, view),
            (Some(expected), None) => Some(format!(
                "expected {place} {}, came without it",
                short(&expected.to_string())
            )),
            (None, Some(actual)) => Some(format!(
                "expected no {place}, came {}",
                short(&actual.to_string())
            )),
            (None, None) => None,
        }
    })
}

/// Whole numbers compare exactly, all others as floats: `1` is `1.0`.
fn same_number(expected: &Number, actual: &Number) -> bool {
    match (expected.as_i128(), actual.as_i128()) {
        (Some(expected), Some(actual)) => expected == actual,
        _ => expected.as_f64() == actual.as_f64(),
    }
}

/// Ruby writes a regex as `(?-mix:…)`, with the flags it does not have.
fn plain_regex(text: &str) -> &str {
    text.strip_prefix("(?-mix:")
        .and_then(|text| text.strip_suffix(')'))
        .unwrap_or(text)
}

fn json(answer: &Answer) -> Option<Value> {
    serde_json::from_slice(&answer.body).ok()
}

fn came(expected: &str, answer: &Answer) -> String {
    let body = String::from_utf8_lossy(&answer.body);
    let errors = json(answer).as_ref().and_then(error_list).map(|errors| {
        let keys: Vec<&str> = errors.iter().filter_map(|error| error["key"].as_str()).collect();
        format!("[{}]", keys.join(", "))
    });
    let body = errors.unwrap_or_else(|| short(&body));
    format!("expected {expected}, came {} {body}", answer.status)
        .trim_end()
        .to_owned()
}

/// One line of at most 160 characters.
fn short(text: &str) -> String {
    let text = text.replace(['\n', '\r', '\t'], " ");
    match text.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer(status: u64, body: &Value) -> Answer {
        Answer {
            status,
            content_type: Some("application/json; charset=utf-8".to_owned()),
            body: body.to_string().into_bytes(),
        }
    }

    fn expected(status: u64, body: Body) -> Expected {
        Expected::Answer {
            status,
            content_type: Some("application/json".to_owned()),
            body,
        }
    }

    #[track_caller]
    fn check_outcome(recorded: Value, came: &Value, outcome: Option<&str>) {
        let expected = expected(200, Body::Outcome(recorded));
        assert_eq!(difference(&expected, &answer(200, came)).as_deref(), outcome);
    }

    #[track_caller]
    fn check_description(recorded: Value, came: &Value, outcome: Option<&str>) {
        let body = Body::Description {
            value: recorded,
            metadata_keys_only: true,
        };
        assert_eq!(
            difference(&expected(200, body), &answer(200, came)).as_deref(),
            outcome
        );
    }

    fn error(key: &str, context: &Value, message: &str) -> Value {
        json!({"key": key, "category": "data", "symbol": "odd", "context": context, "message": message})
    }

    #[test]
    fn objects_compare_unordered() {
        check_outcome(json!({"a": 1, "b": 2}), &json!({"b": 2, "a": 1}), None);
    }

    #[test]
    fn numbers_compare_by_value() {
        check_outcome(json!([1, 2.5, -0.0]), &json!([1.0, 2.5, 0]), None);
        check_outcome(json!(1), &json!(2), Some("expected response 1, came 2"));
        check_outcome(
            json!(9_007_199_254_740_993_i64),
            &json!(9_007_199_254_740_992_i64),
            Some("expected response 9007199254740993, came 9007199254740992"),
        );
        check_outcome(json!(1), &json!("1"), Some("expected response 1, came \"1\""));
    }

    #[test]
    fn members_must_be_there_and_no_others() {
        check_outcome(
            json!({"a": {"b": 1}}),
            &json!({"a": {}}),
            Some("expected response.a.b 1, came without it"),
        );
        check_outcome(
            json!({}),
            &json!({"a": null}),
            Some("expected no response.a, came null"),
        );
    }

    #[test]
    fn arrays_keep_their_order() {
        check_outcome(
            json!(["a", "b"]),
            &json!(["b", "a"]),
            Some("expected response[0] \"a\", came \"b\""),
        );
        check_outcome(
            json!([1]),
            &json!([1, 2]),
            Some("expected response [1], came [1,2]"),
        );
    }

    #[test]
    fn errors_compare_as_a_set_without_messages() {
        let (a, b) = (json!({"max": 1}), json!({}));
        check_outcome(
            json!([error("data.a.odd", &a, "one"), error("data.b.odd", &b, "two")]),
            &json!([error("data.b.odd", &b, "three"), error("data.a.odd", &a, "four")]),
            None,
        );
        check_outcome(
            json!([error("data.a.odd", &a, "")]),
            &json!([error("data.b.odd", &b, ""), error("data.a.odd", &a, "")]),
            Some("expected errors [data.a.odd], came [data.a.odd, data.b.odd]"),
        );
        check_outcome(
            json!([error("data.a.odd", &a, "")]),
            &json!([error("data.a.odd", &json!({"max": 2}), "")]),
            Some("expected data.a.odd.context.max 1, came 2"),
        );
    }

    #[test]
    fn a_message_of_a_result_counts() {
        check_outcome(
            json!({"message": "a"}),
            &json!({"message": "b"}),
            Some("expected response.message \"a\", came \"b\""),
        );
    }

    #[test]
    fn errors_compare_without_what_only_ours_say() {
        let mut ours = error("data.odd", &json!({}), "ours");
        ours["suggestion"] = "Did you mean `even`?".into();
        check_outcome(
            json!([error("data.odd", &json!({}), "theirs")]),
            &json!([ours]),
            None,
        );
    }

    #[test]
    fn a_regex_compares_without_the_flags_ruby_writes() {
        check_outcome(json!({"regex": "(?-mix:^a+$)"}), &json!({"regex": "^a+$"}), None);
        check_outcome(
            json!({"regex": "(?-mix:^a+$)"}),
            &json!({"regex": "^b+$"}),
            Some("expected response.regex \"(?-mix:^a+$)\", came \"^b+$\""),
        );
    }

    #[test]
    fn a_description_compares_without_what_only_ruby_knows() {
        check_description(
            json!({
                "reference": "A", "target_classes": ["A"], "types_depended_on": ["b"], "model_class": "A",
                "inputs_types_depended_on": [],
                "possible_errors": {"data.odd": {"error": "Odd", "key": "data.odd"}},
            }),
            &json!({"reference": "A", "possible_errors": {"data.odd": {"key": "data.odd"}}}),
            None,
        );
        check_description(
            json!({"reference": "A"}),
            &json!({"reference": "B"}),
            Some("expected response.reference \"A\", came \"B\""),
        );
    }

    #[test]
    fn metadata_compares_by_the_names_of_its_keys() {
        check_description(
            json!({"metadata": ["url", "when"]}),
            &json!({"metadata": {"when": "now", "url": "/"}}),
            None,
        );
        check_description(
            json!({"metadata": ["url", "when"]}),
            &json!({"metadata": {"url": "/", "who": "me"}}),
            Some("expected other names at response.metadata, came without [when] and with [who]"),
        );
    }

    #[test]
    fn a_manifest_compares_by_names() {
        let body = || Body::Manifest {
            top_keys: json!(["command", "type"]),
            summary: Some(json!({"command": ["A", "B"]})),
        };
        let came = |command| answer(200, &json!({"type": {}, "command": command}));
        assert_eq!(
            difference(&expected(200, body()), &came(json!({"B": {}, "A": {}}))),
            None
        );
        assert_eq!(
            difference(&expected(200, body()), &came(json!({"A": {}}))).as_deref(),
            Some("expected other names at command, came without [B] and with []")
        );
        assert_eq!(
            difference(&expected(200, body()), &answer(200, &json!({"command": {}}))).as_deref(),
            Some("expected other names at the top, came without [type] and with []")
        );
    }

    #[test]
    fn status_and_content_type_count() {
        let nothing = || expected(200, Body::Unrecorded);
        assert_eq!(difference(&nothing(), &answer(200, &json!({}))), None);
        assert_eq!(
            difference(
                &nothing(),
                &answer(404, &json!([error("data.a.odd", &json!({}), "")]))
            )
            .as_deref(),
            Some("expected status 200, came 404 [data.a.odd]")
        );
        let page = Answer {
            status: 200,
            content_type: Some("text/html".to_owned()),
            body: Vec::new(),
        };
        assert_eq!(
            difference(&nothing(), &page).as_deref(),
            Some("expected content type application/json, came text/html")
        );
        let bare = Answer {
            status: 200,
            content_type: None,
            body: Vec::new(),
        };
        assert_eq!(
            difference(&nothing(), &bare).as_deref(),
            Some("expected content type application/json, came none")
        );
    }

    #[test]
    fn a_body_may_be_empty_a_string_or_a_page() {
        let none = |body| Expected::Answer {
            status: 200,
            content_type: None,
            body,
        };
        let empty = Answer {
            status: 200,
            content_type: None,
            body: Vec::new(),
        };
        let page = Answer {
            status: 200,
            content_type: Some("text/html; charset=utf-8".to_owned()),
            body: b"<p>".to_vec(),
        };
        let string = answer(200, &json!("2026-11-21T00:00:00Z"));

        assert_eq!(difference(&none(Body::Empty), &empty), None);
        assert_eq!(difference(&none(Body::Html), &page), None);
        assert_eq!(difference(&none(Body::JsonString), &string), None);

        assert_eq!(
            difference(&none(Body::Empty), &page).as_deref(),
            Some("expected no body, came 200 <p>")
        );
        assert_eq!(
            difference(&none(Body::Html), &string).as_deref(),
            Some("expected content type text/html, came application/json")
        );
        assert_eq!(
            difference(&none(Body::JsonString), &answer(200, &json!(5))).as_deref(),
            Some("expected a JSON string, came 200 5")
        );
        assert_eq!(
            difference(&none(Body::Outcome(json!(1))), &page).as_deref(),
            Some("expected JSON, came 200 <p>")
        );
    }

    #[test]
    fn a_refusal_is_a_status_and_one_error() {
        let refusal = |error| {
            Expected::Refusal(Refusal {
                statuses: &[404],
                error,
            })
        };
        let odd = || error("data.a.odd", &json!({}), "");

        assert_eq!(
            difference(&refusal(Some(("symbol", "odd"))), &answer(404, &json!([odd()]))),
            None
        );
        assert_eq!(difference(&refusal(None), &answer(404, &json!({}))), None);
        assert_eq!(
            difference(&refusal(Some(("symbol", "even"))), &answer(404, &json!([odd()]))).as_deref(),
            Some("expected status 404 and one error with symbol even, came 404 [data.a.odd]")
        );
        assert_eq!(
            difference(
                &refusal(Some(("symbol", "odd"))),
                &answer(404, &json!([odd(), odd()]))
            )
            .as_deref(),
            Some("expected status 404 and one error with symbol odd, came 404 [data.a.odd, data.a.odd]")
        );
        assert_eq!(
            difference(&refusal(None), &answer(500, &json!([odd()]))).as_deref(),
            Some("expected status 404, came 500 [data.a.odd]")
        );
    }

    #[test]
    fn a_difference_fits_on_one_line() {
        let page = Answer {
            status: 500,
            content_type: None,
            body: "é\n".repeat(500).into_bytes(),
        };
        let expected = Expected::Answer {
            status: 200,
            content_type: None,
            body: Body::Unrecorded,
        };
        assert_eq!(
            difference(&expected, &page),
            Some(format!("expected status 200, came 500 {}…", "é ".repeat(80)))
        );
    }
}
