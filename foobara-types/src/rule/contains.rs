use std::collections::VecDeque;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{
    Argument, Rule, RuleKind, Subject, Takes,
    collection::shown,
    keywords::{escape, require, require_pattern},
    same::{is, same},
};
use crate::error::{Issue, brief};

/// Text with this within, or a list with this among its elements.
#[derive(Debug, Clone, Copy)]
pub struct Contains<T>(pub T);

/// `contains`: text with this within, or an array with this among its elements, compared as JSON, where 1 is 1.0.
pub const CONTAINS: &RuleKind = &RuleKind {
    name: "contains",
    on: Subject::TextOrList,
    takes: Takes::Anything,
    symbols: &["does_not_contain"],
    looks_inside: true,
    process: &|given, value| match given.arguments.first() {
        Some(part) if !holds(value, part) => Err(does_not_contain(value.clone(), part.to_value())),
        _ => Ok(()),
    },
    schema: |arguments, schema| {
        if let Some(part) = arguments.first() {
            require_part(part, schema);
        }
    },
    ..RuleKind::VALIDATOR
};

impl Rule<String> for Contains<&str> {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if value.contains(self.0) {
            Ok(())
        } else {
            Err(does_not_contain(value.as_str().into(), self.0.into()))
        }
    }
}

impl<T: Serialize + PartialEq<Part>, Part: Serialize> Rule<Vec<T>> for Contains<Part> {
    fn process(&self, value: &mut Vec<T>) -> Result<(), Box<Issue>> {
        if value.iter().any(|element| *element == self.0) {
            Ok(())
        } else {
            judge_as_json(shown(value), shown(&self.0))
        }
    }
}

impl<T: Serialize + PartialEq<Part>, Part: Serialize> Rule<VecDeque<T>> for Contains<Part> {
    fn process(&self, value: &mut VecDeque<T>) -> Result<(), Box<Issue>> {
        if value.iter().any(|element| *element == self.0) {
            Ok(())
        } else {
            judge_as_json(shown(value), shown(&self.0))
        }
    }
}

/// Elements that Rust tells apart may be the same as JSON.
#[cold]
fn judge_as_json(value: Value, part: Value) -> Result<(), Box<Issue>> {
    let is_within = value
        .as_array()
        .is_some_and(|elements| elements.iter().any(|element| same(element, &part)));
    if is_within {
        Ok(())
    } else {
        Err(does_not_contain(value, part))
    }
}

/// Whether the part is within; values that are neither text nor a list have no parts to miss.
fn holds(value: &Value, part: &Argument) -> bool {
    match value {
        Value::String(text) => text_of(part).is_none_or(|part| text.contains(part)),
        Value::Array(elements) => elements.iter().any(|element| is(element, part)),
        _ => true,
    }
}

fn text_of(argument: &Argument) -> Option<&str> {
    match argument {
        Argument::Text(text) => Some(text),
        Argument::Value(value) => value.as_str(),
        Argument::Int(_) | Argument::Float(_) | Argument::Type(_) => None,
    }
}

fn require_part(part: &Argument, schema: &mut Map<String, Value>) {
    if schema.get("type").is_some_and(|kind| kind == "array") {
        require("contains", json!({ "const": part.to_value() }), schema);
    } else if let Some(part) = text_of(part) {
        require_pattern(&escape(part), schema);
    }
}

#[cold]
fn does_not_contain(value: Value, part: Value) -> Box<Issue> {
    let message = format!("{} does not contain {}", brief(&value), brief(&part));
    Box::new(
        Issue::text("does_not_contain", message)
            .with("value", value)
            .with("contains", part),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{assert_same, check_exact, issue_of, texts};

    #[test]
    fn text_has_it_within() {
        let argument = &[Argument::text("a.b")];
        check_exact(
            CONTAINS,
            argument,
            &texts(&["a.b", "xa.by"]),
            &texts(&["", "axb", "A.B"]),
        );
        let argument = &[Argument::Value(json!("a"))];
        check_exact(CONTAINS, argument, &texts(&["cab"]), &texts(&["cob"]));
    }

    #[test]
    fn arrays_have_it_among_their_elements() {
        let bad = [json!([]), json!([[1]]), json!(["1"])];
        check_exact(
            CONTAINS,
            &[Argument::Int(1)],
            &[json!([0, 1]), json!([1.0])],
            &bad,
        );
        check_exact(
            CONTAINS,
            &[Argument::text("a")],
            &[json!(["a"])],
            &[json!(["ab"]), json!([])],
        );
        let part = Argument::Value(json!({ "a": 1 }));
        check_exact(
            CONTAINS,
            &[part],
            &[json!([{ "a": 1.0 }])],
            &[json!([{ "a": 1, "b": 2 }])],
        );
    }

    #[test]
    fn the_issue_says_what_is_missing() {
        let issue = issue_of(CONTAINS, &[Argument::Int(3)], json!([1]));
        assert_eq!(issue.message().to_string(), "[1] does not contain 3");
        assert_eq!(issue.context(), json!({ "value": [1], "contains": 3 }));
    }

    proptest::proptest! {
        #[test]
        fn typed_and_dynamic_agree(text in "[ab]{0,3}", list in proptest::collection::vec(0_i64..4, 0..4)) {
            assert_same(&Contains("ab"), CONTAINS, &[Argument::text("ab")], text.clone());
            assert_same(&Contains("ab"), CONTAINS, &[Argument::text("ab")], vec![text]);
            assert_same(&Contains(2_i64), CONTAINS, &[Argument::Int(2)], list);
            assert_same(&Contains(1_i64), CONTAINS, &[Argument::Int(1)], vec![json!(1.0)]);
        }
    }
}
