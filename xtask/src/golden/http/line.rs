//! One line of a corpus of HTTP requests.

use std::path::Path;

use serde_json::Value;

use super::client::Request;
use super::expected::{Expected, excuse};
use crate::golden::corpus::{self, number};
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

impl Line {
    /// Reads a corpus, sorted by sequence and step.
    pub(super) fn read_all(file: &Path) -> Result<Vec<Self>, Failure> {
        let mut lines = corpus::read(file, Self::parse)?;
        lines.sort_by_key(|line| (line.sequence, line.step));
        Ok(lines)
    }

    /// The first segment of the path, after the prefix `/api` of the second connector.
    pub(super) fn action(&self) -> &str {
        action(&self.request.path)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let line: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let (sequence, step) = (number(&line, "sequence")?, number(&line, "step")?);
        let request = request(&line)?;
        let expected = Expected::parse(&line, action(&request.path))?;
        Ok(Self {
            sequence,
            step,
            request,
            quirk: excuse(&line).map(str::to_owned),
            expected,
        })
    }
}

fn action(path: &str) -> &str {
    let path = match path.strip_prefix("/api") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => rest,
        _ => path,
    };
    path.trim_start_matches('/').split('/').next().unwrap_or_default()
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

fn text(line: &Value, key: &str) -> Result<String, String> {
    line[key]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| format!("no string `{key}`"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::golden::http::expected::Body;

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
