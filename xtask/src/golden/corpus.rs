//! A corpus of HTTP requests with the answers to expect, one JSON object a line.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::http_client::Request;
use crate::step::Failure;

/// One request and the answer to expect.
#[derive(Debug, PartialEq)]
pub(super) struct Line {
    /// The sequence the request belongs to: the requests of one sequence share a server.
    pub(super) sequence: u64,
    /// The place of the request in its sequence.
    pub(super) step: u64,
    /// What is sent.
    pub(super) request: Request,
    /// A fault or accident of Ruby's that ours need not share.
    /// `None` also where we decided what to answer instead: then that is expected.
    pub(super) quirk: Option<String>,
    /// What must come back.
    pub(super) expected: Expected,
}

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

impl Line {
    /// Reads a corpus, sorted by sequence and step.
    pub(super) fn read_all(file: &Path) -> Result<Vec<Self>, Failure> {
        let file_name = file.display();
        let text = fs::read_to_string(file)
            .map_err(|error| Failure::new(format!("cannot read {file_name}: {error}")))?;

        let mut lines = Vec::new();
        for (index, text) in text
            .lines()
            .enumerate()
            .filter(|(_, text)| !text.trim().is_empty())
        {
            let line = Self::parse(text)
                .map_err(|reason| Failure::new(format!("{file_name}:{}: {reason}", index + 1)))?;
            lines.push(line);
        }
        lines.sort_by_key(|line| (line.sequence, line.step));
        Ok(lines)
    }

    /// The first segment of the path, after the prefix `/api` of the second connector.
    pub(super) fn action(&self) -> &str {
        let path = &self.request.path;
        let path = match path.strip_prefix("/api") {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => rest,
            _ => path,
        };
        path.trim_start_matches('/').split('/').next().unwrap_or_default()
    }

    fn parse(text: &str) -> Result<Self, String> {
        let line: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let quirks = quirks(&line);
        let decision = quirks.iter().copied().find_map(decision_for_quirk);
        let decided = decision.is_some();

        let mut parsed = Self {
            sequence: number(&line, "sequence")?,
            step: number(&line, "step")?,
            request: request(&line)?,
            quirk: quirks.first().filter(|_| !decided).map(|&quirk| quirk.to_owned()),
            expected: Expected::Refusal(UNSETTLED),
        };
        parsed.expected = match (decision, line["raised"].as_str()) {
            (Some(refusal), _) => Expected::Refusal(refusal),
            (None, Some(exception)) => Expected::Refusal(refusal_for_exception(exception)),
            (None, None) => expected_answer(&line, parsed.action())?,
        };
        Ok(parsed)
    }
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

fn request(line: &Value) -> Result<Request, String> {
    let headers = line["headers"].as_object().into_iter().flatten();
    let headers = headers.map(|(name, value)| match value.as_str() {
        Some(value) => Ok((name.clone(), value.to_owned())),
        None => Err(format!("header `{name}` is no string")),
    });
    // `raw` is a body that the corpus keeps beside a readable form of it.
    let body = if line["raw"].is_string() { "raw" } else { "body" };
    Ok(Request {
        method: text(line, "method")?,
        path: text(line, "path")?,
        query: text(line, "query").unwrap_or_default(),
        headers: headers.collect::<Result<_, _>>()?,
        body: text(line, body).unwrap_or_default(),
    })
}

fn quirks(line: &Value) -> Vec<&str> {
    let first = line["quirk"].as_str();
    let all = line["quirks"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    first.into_iter().chain(all).collect()
}

fn text(line: &Value, key: &str) -> Result<String, String> {
    line[key]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| format!("no string `{key}`"))
}

fn number(line: &Value, key: &str) -> Result<u64, String> {
    line[key]
        .as_u64()
        .ok_or_else(|| format!("no whole number `{key}`"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn line(members: &Value) -> Line {
        let mut line =
            json!({"sequence": 4, "step": 2, "method": "POST", "path": "/run/Opts", "query": "", "body": ""});
        for (key, value) in members.as_object().expect("members are an object") {
            line[key] = value.clone();
        }
        Line::parse(&line.to_string()).expect("the line is well formed")
    }

    #[test]
    fn reads_a_whole_line() {
        let members = json!({
            "path": "/api/run/IncrementAge", "query": "a=1", "body": "{}", "headers": {"x-user": "al"},
            "status": 200, "content_type": "application/json", "response": [1], "quirk": "array_accepts_hash",
        });
        let expected = Line {
            sequence: 4,
            step: 2,
            request: Request {
                method: "POST".to_owned(),
                path: "/api/run/IncrementAge".to_owned(),
                query: "a=1".to_owned(),
                headers: vec![("x-user".to_owned(), "al".to_owned())],
                body: "{}".to_owned(),
            },
            quirk: Some("array_accepts_hash".to_owned()),
            expected: Expected::Answer {
                status: 200,
                content_type: Some("application/json".to_owned()),
                body: Body::Outcome(json!([1])),
            },
        };
        assert_eq!(line(&members), expected);
    }

    #[test]
    fn sends_the_raw_body_when_there_is_one() {
        let line = line(&json!({"body": "shown", "raw": "sent", "status": 200}));
        assert_eq!(line.request.body, "sent");
    }

    #[test]
    fn expects_our_refusal_where_ruby_raised() {
        let check = |exception: &str, statuses, error| {
            let line = line(&json!({"raised": exception}));
            assert_eq!(
                (line.expected, line.quirk),
                (Expected::Refusal(Refusal { statuses, error }), None)
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
            let line = line(&json!({"raised": "NoMethodError", "quirk": quirk}));
            assert_eq!(
                (line.expected, line.quirk),
                (Expected::Refusal(Refusal { statuses, error }), None)
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
    fn knows_what_each_action_answers_with() {
        let check = |path: &str, members: Value, expected| {
            let mut members = members;
            members["path"] = json!(path);
            members["status"] = json!(200);
            let body = line(&members).expected;
            assert_eq!(
                body,
                Expected::Answer {
                    status: 200,
                    content_type: None,
                    body: expected
                }
            );
        };
        check("/ping", json!({"response_is": "time string"}), Body::JsonString);
        check("/help", json!({"response_is": "html"}), Body::Html);
        check(
            "/list",
            json!({"empty_body": true, "response": null}),
            Body::Empty,
        );
        check(
            "/api/describe_type/integer",
            json!({"response": {"reference": "integer"}, "metadata_keys_only": true}),
            Body::Description {
                value: json!({"reference": "integer"}),
                metadata_keys_only: true,
            },
        );
        check(
            "/manifest",
            json!({"top_keys": ["command"], "response_summary": {"command": ["A"]}}),
            Body::Manifest {
                top_keys: json!(["command"]),
                summary: Some(json!({"command": ["A"]})),
            },
        );
        check("/run/Quiet", json!({}), Body::Unrecorded);
    }

    #[test]
    fn finds_the_action_after_the_prefix() {
        let paths = [
            "/run/A",
            "/api/run/A",
            "/api",
            "/api/",
            "/apix/run/A",
            "/api/api/run/A",
            "/",
            "",
        ];
        let actions = paths.map(|path| line(&json!({"path": path, "status": 200})).action().to_owned());
        assert_eq!(actions, ["run", "run", "", "", "apix", "api", "", ""]);
    }

    #[test]
    fn says_what_a_line_lacks() {
        let parse = |text| Line::parse(text).expect_err("the line is malformed");
        assert_eq!(parse("{}"), "no whole number `sequence`");
        assert_eq!(
            parse(r#"{"sequence": 1, "step": 1, "method": "GET", "path": "/list"}"#),
            "no whole number `status`"
        );
    }
}
