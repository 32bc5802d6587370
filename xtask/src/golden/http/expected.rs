//! What must come back for a request.

use serde_json::Value;

use crate::golden::corpus::{number, quirks};

/// The answer to expect.
#[derive(Debug, PartialEq)]
pub(super) enum Expected {
    /// An error of ours where an exception left Ruby's connector.
    Refusal(Refusal),
    /// What Ruby answered.
    Answer {
        /// The status.
        status: u64,
        /// The media type, when one was recorded.
        content_type: Option<String>,
        /// The body.
        body: Body,
    },
}

/// A refusal: one of `statuses`, and one error whose member has the value named by `error`.
#[derive(Debug, PartialEq)]
pub(super) struct Refusal {
    /// The statuses that will do.
    pub(super) statuses: &'static [u64],
    /// A member of an error and its value.
    pub(super) error: Option<(&'static str, &'static str)>,
}

/// The body to expect.
#[derive(Debug, PartialEq)]
pub(super) enum Body {
    /// Nothing was recorded of it.
    Unrecorded,
    /// No bytes at all.
    Empty,
    /// A page, with status 200.
    Html,
    /// Any JSON string.
    JsonString,
    /// The result of a command, or its errors.
    Outcome(Value),
    /// A description of a command or type.
    Description {
        /// The description.
        value: Value,
        /// Whether `metadata` holds only the names of its keys.
        metadata_keys_only: bool,
    },
    /// The manifest, of which only the names of its entries were recorded.
    Manifest {
        /// The keys at the top.
        top_keys: Value,
        /// The names of the entries below each of them.
        summary: Option<Value>,
    },
}

impl Expected {
    /// Reads what a line expects of `action`.
    pub(super) fn parse(line: &Value, action: &str) -> Result<Self, String> {
        if let Some(decision) = decision(line) {
            return Ok(Self::Refusal(decision));
        }
        match line["raised"].as_str() {
            Some(exception) => Ok(Self::Refusal(refusal_for_exception(exception))),
            None => expected_answer(line, action),
        }
    }
}

/// Returns the quirk of a line that excuses any other answer; none does where we decided what to answer instead.
pub(super) fn excuse(line: &Value) -> Option<&str> {
    let first = quirks(line).into_iter().next();
    first.filter(|_| decision(line).is_none())
}

fn decision(line: &Value) -> Option<Refusal> {
    quirks(line).into_iter().find_map(decision_for_quirk)
}

/// An exception for which no particular answer is settled: any structured refusal will do.
const UNSETTLED: Refusal = Refusal {
    statuses: &[400, 404, 422],
    error: None,
};

const NOT_JSON: Refusal = Refusal {
    statuses: &[400],
    error: Some(("key", "runtime.invalid_json")),
};

/// The quirks of Ruby's for which we decided what to answer instead.
fn decision_for_quirk(quirk: &str) -> Option<Refusal> {
    match quirk {
        "bad_json_escapes_connector" => Some(NOT_JSON),
        "non_object_body_escapes_connector" => Some(Refusal {
            statuses: &[422],
            error: Some(("key", "data.cannot_cast")),
        }),
        "empty_name_ambiguous_lookup" => Some(Refusal {
            statuses: &[404],
            error: None,
        }),
        _ => None,
    }
}

fn refusal_for_exception(class: &str) -> Refusal {
    let not_found = |symbol| Refusal {
        statuses: &[404],
        error: Some(("symbol", symbol)),
    };
    match class.rsplit("::").next().unwrap_or(class) {
        "NoCommandFoundError" => not_found("no_command_found"),
        "NoTypeFoundError" => not_found("no_type_found"),
        "NoCommandOrTypeFoundError" => not_found("no_command_or_type_found"),
        "InvalidContextError" => not_found("invalid_context"),
        "AmbiguousLookupError" => Refusal {
            statuses: &[404],
            error: None,
        },
        "ParserError" => NOT_JSON,
        _ => UNSETTLED,
    }
}

fn expected_answer(line: &Value, action: &str) -> Result<Expected, String> {
    let content_type = line["content_type"].as_str().map(str::to_owned);
    Ok(Expected::Answer {
        status: number(line, "status")?,
        content_type,
        body: expected_body(line, action)?,
    })
}

fn expected_body(line: &Value, action: &str) -> Result<Body, String> {
    if line["empty_body"] == true {
        return Ok(Body::Empty);
    }
    if let Some(kind) = line["response_is"].as_str() {
        return match kind {
            "html" => Ok(Body::Html),
            "time string" => Ok(Body::JsonString),
            unknown => Err(format!("`response_is` is `{unknown}`, which has no meaning here")),
        };
    }
    if let Some(top_keys) = line.get("top_keys") {
        return Ok(Body::Manifest {
            top_keys: top_keys.clone(),
            summary: line.get("response_summary").cloned(),
        });
    }
    let Some(value) = line.get("response").cloned() else {
        return Ok(Body::Unrecorded);
    };
    if action.starts_with("describe") || action == "manifest" {
        return Ok(Body::Description {
            value,
            metadata_keys_only: line["metadata_keys_only"] == true,
        });
    }
    Ok(Body::Outcome(value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn expects_our_refusal_where_ruby_raised() {
        let check = |exception: &str, statuses, error| {
            let line = json!({"raised": exception});
            assert_eq!(
                (Expected::parse(&line, "run"), excuse(&line)),
                (Ok(Expected::Refusal(Refusal { statuses, error })), None)
            );
        };
        check(
            "Foobara::CommandConnector::NoCommandFoundError",
            &[404],
            Some(("symbol", "no_command_found")),
        );
        check(
            "Foobara::CommandConnector::NoTypeFoundError",
            &[404],
            Some(("symbol", "no_type_found")),
        );
        check(
            "Foobara::CommandConnector::NoCommandOrTypeFoundError",
            &[404],
            Some(("symbol", "no_command_or_type_found")),
        );
        check(
            "Foobara::CommandConnector::InvalidContextError",
            &[404],
            Some(("symbol", "invalid_context")),
        );
        check("Foobara::Namespace::AmbiguousLookupError", &[404], None);
        check("JSON::ParserError", &[400], Some(("key", "runtime.invalid_json")));
        check("NoMethodError", &[400, 404, 422], None);
    }

    #[test]
    fn expects_our_decision_where_we_took_one() {
        let check = |quirk: &str, statuses, error| {
            let line = json!({"raised": "NoMethodError", "quirk": quirk});
            assert_eq!(
                (Expected::parse(&line, "run"), excuse(&line)),
                (Ok(Expected::Refusal(Refusal { statuses, error })), None)
            );
        };
        check(
            "bad_json_escapes_connector",
            &[400],
            Some(("key", "runtime.invalid_json")),
        );
        check(
            "non_object_body_escapes_connector",
            &[422],
            Some(("key", "data.cannot_cast")),
        );
        check("empty_name_ambiguous_lookup", &[404], None);
    }

    #[test]
    fn a_quirk_excuses_another_answer() {
        let line = json!({"status": 200, "quirk": "array_accepts_hash"});
        assert_eq!(excuse(&line), Some("array_accepts_hash"));
    }

    #[test]
    fn knows_what_each_action_answers_with() {
        let check = |action: &str, members: Value, body| {
            let mut members = members;
            members["status"] = json!(200);
            assert_eq!(
                Expected::parse(&members, action),
                Ok(Expected::Answer {
                    status: 200,
                    content_type: None,
                    body
                })
            );
        };
        check("ping", json!({"response_is": "time string"}), Body::JsonString);
        check("help", json!({"response_is": "html"}), Body::Html);
        check("list", json!({"empty_body": true, "response": null}), Body::Empty);
        check(
            "describe_type",
            json!({"response": {"reference": "integer"}, "metadata_keys_only": true}),
            Body::Description {
                value: json!({"reference": "integer"}),
                metadata_keys_only: true,
            },
        );
        check(
            "manifest",
            json!({"top_keys": ["command"], "response_summary": {"command": ["A"]}}),
            Body::Manifest {
                top_keys: json!(["command"]),
                summary: Some(json!({"command": ["A"]})),
            },
        );
        check("run", json!({}), Body::Unrecorded);
    }
}
