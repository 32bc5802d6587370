//! What the tests of the rules ask of each of them.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Argument, Rule, RuleKind, RuleSpec};
use crate::{declaration::Base, error::Issue};

fn spec(kind: &'static RuleKind, arguments: &[Argument]) -> RuleSpec {
    RuleSpec {
        kind,
        arguments: arguments.to_vec().into(),
    }
}

fn apply(kind: &'static RuleKind, arguments: &[Argument], mut value: Value) -> Result<Value, Box<Issue>> {
    spec(kind, arguments)
        .process(&Base::Scalar(crate::builtin::DUCK), &mut value)
        .map(|()| value)
}

/// Asserts which values a validator passes and which it refuses, that it reports a symbol it declares, that it changes
/// nothing, and that its schema refuses nothing that it passes.
#[track_caller]
pub(super) fn check(kind: &'static RuleKind, arguments: &[Argument], good: &[Value], bad: &[Value]) {
    for value in good {
        assert_eq!(
            apply(kind, arguments, value.clone()),
            Ok(value.clone()),
            "{value}"
        );
        assert!(admits(kind, arguments, value), "the schema refuses {value}");
    }
    for value in bad {
        let issue = apply(kind, arguments, value.clone()).expect_err(&value.to_string());
        assert!(kind.symbols.contains(&issue.symbol.as_ref()), "{}", issue.symbol);
        assert!(!issue.message().to_string().ends_with('.'), "{}", issue.message());
    }
}

/// Like [`check`] of a validator that schemas say exactly: the schema refuses what it refuses.
#[track_caller]
pub(super) fn check_exact(kind: &'static RuleKind, arguments: &[Argument], good: &[Value], bad: &[Value]) {
    check(kind, arguments, good, bad);
    for value in bad {
        assert!(!admits(kind, arguments, value), "the schema admits {value}");
    }
}

/// Asserts that the two sides of a rule do the same to the same value.
#[track_caller]
pub(super) fn assert_same<T: Serialize + Clone>(
    typed: &impl Rule<T>,
    kind: &'static RuleKind,
    arguments: &[Argument],
    value: T,
) {
    let given = serde_json::to_value(&value).expect("is a value");
    let mut processed = value;
    let outcome = typed
        .process(&mut processed)
        .map(|()| serde_json::to_value(&processed).expect("is a value"));
    assert_eq!(outcome, apply(kind, arguments, given));
}

/// Returns what a rule says of a value that it refuses.
#[track_caller]
pub(super) fn issue_of(kind: &'static RuleKind, arguments: &[Argument], value: Value) -> Issue {
    *apply(kind, arguments, value).expect_err("is refused")
}

/// Returns whether the schema of a rule admits a value.
#[track_caller]
pub(super) fn admits(kind: &'static RuleKind, arguments: &[Argument], value: &Value) -> bool {
    let mut schema = Map::from_iter([("type".to_owned(), type_of(value).into())]);
    (kind.schema)(arguments, &mut schema);
    jsonschema::options()
        .should_validate_formats(true)
        .build(&Value::Object(schema))
        .expect("is a schema")
        .is_valid(value)
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Returns text as values.
pub(super) fn texts(texts: &[&str]) -> Vec<Value> {
    texts.iter().map(|text| Value::from(*text)).collect()
}
