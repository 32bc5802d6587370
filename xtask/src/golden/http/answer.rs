//! Whether an answer is the one to expect.

use serde_json::Value;

use super::client::Answer;
use super::description::Description;
use super::expected::{Body, Expected, Refusal};
use super::manifest::manifest_difference;
use crate::excerpt::excerpt;
use crate::golden::compare::{self, View, Whole, error_list, errors_difference, keys};

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
        Body::Outcome(value) => json_difference(answer, |actual| outcome_difference(value, actual, Whole)),
        Body::Description {
            value,
            metadata_keys_only,
        } => {
            let view = Description {
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

fn outcome_difference<V: View>(expected: &Value, actual: &Value, view: V) -> Option<String> {
    match (error_list(expected), error_list(actual)) {
        (Some(expected), Some(actual)) => {
            errors_difference(expected, actual, Whole).map(|difference| difference.text)
        }
        _ => compare::difference("response", expected, actual, view).map(|difference| difference.text),
    }
}

fn json(answer: &Answer) -> Option<Value> {
    serde_json::from_slice(&answer.body).ok()
}

fn came(expected: &str, answer: &Answer) -> String {
    let body = String::from_utf8_lossy(&answer.body);
    let errors = json(answer).as_ref().and_then(error_list).map(keys);
    let body = errors.unwrap_or_else(|| excerpt(&body));
    format!("expected {expected}, came {} {body}", answer.status)
        .trim_end()
        .to_owned()
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

    fn error(key: &str, context: &Value, message: &str) -> Value {
        json!({"key": key, "category": "data", "symbol": "odd", "context": context, "message": message})
    }

    #[test]
    fn results_and_errors_compare_by_their_parts() {
        check_outcome(json!({"a": [1]}), &json!({"a": [1.0]}), None);
        check_outcome(json!(1), &json!(2), Some("expected response 1, came 2"));
        check_outcome(
            json!([error("data.a.odd", &json!({"max": 1}), "one")]),
            &json!([error("data.a.odd", &json!({"max": 2}), "two")]),
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
