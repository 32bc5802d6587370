//! One line of a corpus of declarations.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::excerpt::excerpt;
use crate::golden::compare::keys;
use crate::golden::corpus::{self, number, quirks};
use crate::step::Failure;

/// A declaration, often with a value, and what to expect of them. Shown as `53 "integer" <- 1E2`.
#[derive(Debug, PartialEq)]
pub(super) struct Line {
    /// The number of the line, by which it is named.
    pub(super) id: u64,
    /// The declaration.
    pub(super) declaration: Value,
    /// The JSON text of the value, exactly as it was written.
    pub(super) value: Option<String>,
    /// A fault or accident of Ruby's that ours need not share.
    pub(super) quirk: Option<String>,
    /// What must come of it.
    pub(super) expected: Expected,
}

/// What must come of a declaration and a value.
#[derive(Debug, PartialEq)]
pub(super) enum Expected {
    /// The value becomes this one.
    Result(Value),
    /// The value is refused.
    Errors(Vec<Value>),
    /// The declaration is refused; Ruby names this class.
    RefusedDeclaration(String),
    /// Nothing in particular: Ruby takes a dubious declaration, which we may refuse.
    DubiousDeclaration,
    /// Any structured error: an exception of this class left Ruby.
    Raised(String),
}

impl Line {
    /// Reads a corpus in the order of its lines.
    pub(super) fn read_all(file: &Path) -> Result<Vec<Self>, Failure> {
        corpus::read(file, Self::parse)
    }

    /// Reads one line.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (line, value) = members(text).map_err(|error| error.to_string())?;
        Ok(Self {
            id: number(&line, "id")?,
            declaration: line.get("declaration").cloned().ok_or("no `declaration`")?,
            value,
            quirk: quirks(&line).first().map(|&quirk| quirk.to_owned()),
            expected: Expected::parse(&line)?,
        })
    }
}

/// The members of a line but for `value`, of which the text is kept: parsing would change it.
fn members(text: &str) -> serde_json::Result<(Value, Option<String>)> {
    let mut members: BTreeMap<String, &RawValue> = serde_json::from_str(text)?;
    let value = members.remove("value").map(|value| value.get().to_owned());
    let line = members
        .into_iter()
        .map(|(key, member)| Ok((key, serde_json::from_str(member.get())?)))
        .collect::<serde_json::Result<Map<String, Value>>>()?;
    Ok((Value::Object(line), value))
}

impl Expected {
    fn parse(line: &Value) -> Result<Self, String> {
        let class = |key: &str| line[key].as_str().map(str::to_owned);
        if let Some(result) = line.get("ok") {
            return Ok(Self::Result(result.clone()));
        }
        if let Some(errors) = line["errors"].as_array() {
            return Ok(Self::Errors(errors.clone()));
        }
        if line["declaration_ok"] == true {
            return Ok(Self::DubiousDeclaration);
        }
        let refused = class("declaration_error").map(Self::RefusedDeclaration);
        refused
            .or_else(|| class("raised").map(Self::Raised))
            .ok_or_else(|| "no `ok`, `errors`, `raised`, `declaration_error` or `declaration_ok`".to_owned())
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.id, excerpt(&self.declaration.to_string()))?;
        match &self.value {
            Some(value) => write!(f, " <- {}", excerpt(value)),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Result(result) => write!(f, "result {}", excerpt(&result.to_string())),
            Self::Errors(errors) => write!(f, "errors {}", keys(errors)),
            Self::RefusedDeclaration(class) => write!(f, "the declaration to be refused ({class})"),
            Self::DubiousDeclaration => f.write_str("the declaration to be taken or refused"),
            Self::Raised(class) => write!(f, "an error (Ruby raises {class})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn line(members: &str) -> Line {
        Line::parse(&format!(r#"{{"id":1,"declaration":"duck",{members}}}"#))
            .expect("the line is well formed")
    }

    #[test]
    fn reads_a_whole_line() {
        let text = r#"{"id":53,"declaration":{"type":"integer"},"value":1E2,"ok":null,"quirk":"a","quirks":["a","b"]}"#;
        let expected = Line {
            id: 53,
            declaration: json!({"type": "integer"}),
            value: Some("1E2".to_owned()),
            quirk: Some("a".to_owned()),
            expected: Expected::Result(Value::Null),
        };
        assert_eq!(Line::parse(text), Ok(expected));
    }

    #[test]
    fn keeps_the_text_of_a_value() {
        for text in [
            "-0.0",
            "1E2",
            "1e400",
            "1000000000000000000000000000000",
            r#"{"a":1, "a":2}"#,
            r#""\ud83d""#,
            "null",
        ] {
            let line = line(&format!(r#""value":{text},"ok":1"#));
            assert_eq!(line.value.as_deref(), Some(text));
        }
        assert_eq!(line(r#""declaration_ok":true"#).value, None);
    }

    #[test]
    fn knows_what_to_expect() {
        for (members, expected, shown) in [
            (r#""ok":[1]"#, Expected::Result(json!([1])), "result [1]"),
            (
                r#""errors":[{"key":"data.a"},{"key":"data.b"}]"#,
                Expected::Errors(vec![json!({"key": "data.a"}), json!({"key": "data.b"})]),
                "errors [data.a, data.b]",
            ),
            (
                r#""declaration_error":"NoMethodError","phase":"use""#,
                Expected::RefusedDeclaration("NoMethodError".to_owned()),
                "the declaration to be refused (NoMethodError)",
            ),
            (
                r#""declaration_ok":true"#,
                Expected::DubiousDeclaration,
                "the declaration to be taken or refused",
            ),
            (
                r#""raised":"TypeError""#,
                Expected::Raised("TypeError".to_owned()),
                "an error (Ruby raises TypeError)",
            ),
        ] {
            let line = line(members);
            assert_eq!(
                (line.expected.to_string().as_str(), line.expected),
                (shown, expected)
            );
        }
    }

    #[test]
    fn a_line_is_shown_on_one_line() {
        assert_eq!(
            line(r#""value":{"a": "b"},"ok":1"#).to_string(),
            r#"1 "duck" <- {"a": "b"}"#
        );
        assert_eq!(line(r#""declaration_ok":true"#).to_string(), r#"1 "duck""#);
    }

    #[test]
    fn says_what_a_line_lacks() {
        let parse = |text| Line::parse(text).expect_err("the line is malformed");
        assert_eq!(parse("{}"), "no whole number `id`");
        assert_eq!(parse(r#"{"id":1}"#), "no `declaration`");
        assert_eq!(
            parse(r#"{"id":1,"declaration":"duck"}"#),
            "no `ok`, `errors`, `raised`, `declaration_error` or `declaration_ok`"
        );
    }
}
