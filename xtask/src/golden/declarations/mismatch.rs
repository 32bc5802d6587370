//! Whether what came of a line is what to expect.

use serde_json::Value;

use super::group::Group;
use super::line::{Expected, Line};
use super::outcome::Outcome;
use super::place::Place;
use super::ruby_text::RubyText;
use crate::golden::compare::{difference, errors_difference};

/// What differs in a line.
#[derive(Debug, PartialEq)]
pub(super) struct Mismatch {
    /// The kind of difference, by which many are told from few.
    pub(super) group: Group,
    /// The difference as `expected …, came …`.
    pub(super) text: String,
}

impl Mismatch {
    /// Returns the first difference between what to expect of a line and what came of it; `None` when there is none.
    pub(super) fn of(line: &Line, outcome: &Outcome) -> Option<Self> {
        let root = Place::root(&line.declaration);
        match (&line.expected, outcome) {
            (Expected::Result(expected), Outcome::Result(came)) => {
                let difference = difference("result", expected, came, root)?;
                Some(Self {
                    group: Group::of_results(difference.view),
                    text: difference.text,
                })
            }
            (Expected::Errors(expected), Outcome::Errors(came)) => {
                let difference = errors_difference(expected, came, RubyText)?;
                Some(Self {
                    group: Group::of_errors(root, expected, came, &difference.at),
                    text: difference.text,
                })
            }
            _ if is_as_expected(line, outcome) => None,
            (expected, outcome) => Some(Self {
                group: Group::of_kinds(root, expected, outcome),
                text: format!("expected {expected}, came {outcome}"),
            }),
        }
    }
}

/// Whether the outcome is of the expected kind, where there are no parts to compare.
fn is_as_expected(line: &Line, outcome: &Outcome) -> bool {
    match (&line.expected, outcome) {
        (_, Outcome::Panic(_)) => false,
        (Expected::DubiousDeclaration, _)
        | (Expected::RefusedDeclaration(_), Outcome::RefusedDeclaration(_))
        | (Expected::Raised(_), Outcome::Errors(_) | Outcome::RefusedDeclaration(_) | Outcome::NotJson(_)) => {
            true
        }
        (Expected::Raised(_), Outcome::Result(_)) => has_allowed_null(line),
        _ => false,
    }
}

/// Ruby stumbles over such a null, which is a value like any other.
fn has_allowed_null(line: &Line) -> bool {
    let value: Option<Value> = line
        .value
        .as_deref()
        .and_then(|text| serde_json::from_str(text).ok());
    value.is_some_and(|value| Place::root(&line.declaration).holds_allowed_null(&value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::golden::corpus::sample;

    /// Checks the text of the difference in a line with these members.
    #[track_caller]
    fn check(declaration: &Value, members: &str, outcome: &Outcome, text: Option<&str>) {
        let line = Line::parse(&format!(r#"{{"id":1,"declaration":{declaration},{members}}}"#))
            .expect("the line is well formed");
        let mismatch = Mismatch::of(&line, outcome);
        assert_eq!(mismatch.as_ref().map(|mismatch| &*mismatch.text), text);
    }

    #[track_caller]
    fn check_result(declaration: &Value, expected: &Value, came: Value, text: Option<&str>) {
        check(
            declaration,
            &format!(r#""value":1,"ok":{expected}"#),
            &Outcome::Result(came),
            text,
        );
    }

    #[track_caller]
    fn check_errors(expected: &Value, came: &[Value], text: Option<&str>) {
        check(
            &json!("duck"),
            &format!(r#""value":1,"errors":{expected}"#),
            &Outcome::Errors(came.to_vec()),
            text,
        );
    }

    fn error(context: &Value) -> Value {
        json!({
            "key": "data.a.odd", "path": ["a"], "runtime_path": [], "category": "data", "symbol": "odd",
            "context": context, "is_fatal": false,
        })
    }

    /// What Ruby makes of a line.
    fn recorded(line: &Line) -> Outcome {
        match &line.expected {
            Expected::Result(result) => Outcome::Result(result.clone()),
            Expected::Errors(errors) => Outcome::Errors(errors.clone()),
            Expected::RefusedDeclaration(reason) | Expected::Raised(reason) => {
                Outcome::RefusedDeclaration(reason.clone())
            }
            Expected::DubiousDeclaration => Outcome::Declared,
        }
    }

    #[test]
    fn what_is_recorded_is_as_expected() {
        let lines = Line::read_all(&sample("declarations.sample.jsonl")).expect("the corpus is well formed");
        for line in &lines {
            assert_eq!(Mismatch::of(line, &recorded(line)), None, "{line}");
        }
    }

    #[test]
    fn results_compare_as_they_are_declared() {
        let declaration = json!({"type": "attributes", "element_type_declarations": {
            "price": "big_decimal", "at": "datetime", "name": "string", "count": "float",
        }});
        let expected =
            json!({"price": "42.0", "at": "1970-01-01T00:00:00+00:00", "name": "1.0", "count": 1.0});
        check_result(
            &declaration,
            &expected,
            json!({"count": 1, "name": "1.0", "at": "1970-01-01T00:00:00Z", "price": "42"}),
            None,
        );
        check_result(
            &declaration,
            &expected,
            json!({"count": 1, "name": "1", "at": "1970-01-01T00:00:00Z", "price": "42"}),
            Some(r#"expected result.name "1.0", came "1""#),
        );
        check_result(
            &declaration,
            &expected,
            json!({"count": 1, "name": "1.0", "at": "1970-01-01T00:00:01Z", "price": "42"}),
            Some(r#"expected result.at "1970-01-01T00:00:00+00:00", came "1970-01-01T00:00:01Z""#),
        );
    }

    #[test]
    fn elements_compare_as_they_are_declared() {
        let array = json!({"type": "array", "element_type_declaration": {"type": "big_decimal"}});
        check_result(&array, &json!(["1.5", "2.0"]), json!(["1.50", "2"]), None);
        check_result(
            &array,
            &json!(["1.5", "2.0"]),
            json!(["1.50", "3"]),
            Some(r#"expected result[1] "2.0", came "3""#),
        );
        let map = json!({"type": "associative_array", "value_type_declaration": "big_decimal"});
        check_result(&map, &json!({"a": "2.0"}), json!({"a": "2"}), None);
    }

    #[test]
    fn errors_compare_as_sets() {
        let other = || json!({"key": "data.b.odd", "category": "data", "symbol": "odd"});
        check_errors(
            &json!([error(&json!({})), other()]),
            &[other(), error(&json!({}))],
            None,
        );
        check_errors(
            &json!([error(&json!({}))]),
            &[other()],
            Some("expected errors [data.a.odd], came [data.b.odd]"),
        );
    }

    #[test]
    fn contexts_compare_by_what_ruby_says() {
        let expected = json!([error(&json!({
            "cast_to": {
                "type": "attributes",
                "element_type_declarations": {"a": {"type": "string", "matches": r"(?-mix:a\/b)"}},
            },
            "value": {"b": 1, "a": 2.0},
            "valid_values": ["0.15e1", "2020-01-31 00:00:00 UTC"],
        }))]);
        let came = |price: &str| {
            error(&json!({
                "cast_to": {
                    "element_type_declarations": {"a": {"matches": "a/b", "type": "string"}},
                    "type": "attributes",
                },
                "value": {"a": 2, "b": 1},
                "valid_values": [price, "2020-01-31T00:00:00Z"],
            }))
        };
        check_errors(&expected, &[came("1.5")], None);
        check_errors(
            &expected,
            &[came("2")],
            Some(r#"expected data.a.odd.context.valid_values[0] "0.15e1", came "2""#),
        );
    }

    #[test]
    fn a_refused_declaration_is_one_whatever_the_reason() {
        let refused = || Outcome::RefusedDeclaration("no type `x`".to_owned());
        let members = r#""declaration_error":"NoMethodError","phase":"use""#;
        check(&json!("x"), members, &refused(), None);
        check(
            &json!("x"),
            members,
            &Outcome::Declared,
            Some("expected the declaration to be refused (NoMethodError), came a declaration"),
        );
        check(
            &json!("x"),
            r#""value":1,"ok":1"#,
            &refused(),
            Some("expected result 1, came a refused declaration: no type `x`"),
        );
    }

    #[test]
    fn a_dubious_declaration_may_be_taken_or_refused() {
        let members = r#""declaration_ok":true"#;
        check(&json!([]), members, &Outcome::Declared, None);
        check(
            &json!([]),
            members,
            &Outcome::RefusedDeclaration(String::new()),
            None,
        );
        check(
            &json!([]),
            members,
            &Outcome::Panic("index out of bounds".to_owned()),
            Some("expected the declaration to be taken or refused, came a panic: index out of bounds"),
        );
    }

    #[test]
    fn an_exception_becomes_an_error() {
        let members = r#""value":"a","raised":"TypeError""#;
        check(
            &json!("date"),
            members,
            &Outcome::Errors(vec![error(&json!({}))]),
            None,
        );
        check(&json!("date"), members, &Outcome::NotJson(String::new()), None);
        check(
            &json!("date"),
            members,
            &Outcome::Result(json!("a")),
            Some(r#"expected an error (Ruby raises TypeError), came result "a""#),
        );
    }

    #[test]
    fn a_null_that_is_allowed_is_no_error() {
        let declaration = json!({"type": "integer", "allow_nil": true, "min": 5});
        check(
            &declaration,
            r#""value":null,"raised":"NoMethodError""#,
            &Outcome::Result(json!(null)),
            None,
        );
        check(
            &declaration,
            r#""value":1,"raised":"NoMethodError""#,
            &Outcome::Result(json!(1)),
            Some("expected an error (Ruby raises NoMethodError), came result 1"),
        );
    }

    #[test]
    fn a_result_is_no_error() {
        check(
            &json!("integer"),
            r#""value":1,"ok":1"#,
            &Outcome::Errors(vec![error(&json!({}))]),
            Some("expected result 1, came errors [data.a.odd]"),
        );
        check(
            &json!("integer"),
            r#""value":1,"errors":[{"key":"data.odd"}]"#,
            &Outcome::Result(json!(1)),
            Some("expected errors [data.odd], came result 1"),
        );
        check(
            &json!("integer"),
            r#""value":1e400,"ok":1"#,
            &Outcome::NotJson("number out of range".to_owned()),
            Some("expected result 1, came a value that is no JSON: number out of range"),
        );
    }
}
