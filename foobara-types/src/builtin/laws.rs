//! The laws of scalars, for the tests of each.

use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{declaration::Scalar, typed::Typed};

/// A cast value is cast to itself, is decoded, and is written as it was; what is decoded is cast to itself.
#[track_caller]
pub(super) fn check<T: Typed + Serialize>(scalar: &Scalar, value: &Value) {
    check_but::<T>(scalar, value, |written, cast| written == cast);
}

/// As [`check`], for types that do not keep all of the text: what they write is `same` as what they read.
#[track_caller]
pub(super) fn check_but<T: Typed + Serialize>(
    scalar: &Scalar,
    value: &Value,
    same: fn(&Value, &Value) -> bool,
) {
    if let Some(cast) = check_scalar(scalar, value) {
        let decoded = T::decode(&cast).unwrap_or_else(|error| panic!("{cast} is not decoded: {error}"));
        let written = serde_json::to_value(&decoded).expect("is written");
        assert!(same(&written, &cast), "{cast} is written as {written}");
        assert!(T::decode(&written).is_ok(), "{written} is not read back");
    }
    if T::decode(value).is_ok() {
        assert_eq!(
            (scalar.cast)(value).as_ref(),
            Some(value),
            "is decoded, and yet cast"
        );
    }
}

/// A cast value is cast to itself, and matches the pattern of the schema. Returns it.
#[track_caller]
pub(super) fn check_scalar(scalar: &Scalar, value: &Value) -> Option<Value> {
    let cast = (scalar.cast)(value)?;
    assert_eq!((scalar.cast)(&cast).as_ref(), Some(&cast), "{value}");
    let mut schema = Map::new();
    (scalar.schema)(&mut schema);
    if let (Some(pattern), Some(text)) = (schema.get("pattern").and_then(Value::as_str), cast.as_str()) {
        let pattern = regex::Regex::new(pattern).expect("is a pattern");
        assert!(pattern.is_match(text), "{text} does not match {pattern}");
    }
    Some(cast)
}

/// Any JSON value, three levels deep.
pub(super) fn values() -> impl Strategy<Value = Value> {
    let leaves = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-1e12..1e12).prop_map(Value::from),
        r"\PC*".prop_map(Value::from),
    ];
    leaves.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((r"[a-z]{1,4}", inner), 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// Casts texts of a megabyte after a start that the scalar takes: to fail a test that hangs, not to measure.
pub(super) fn check_long(scalar: &Scalar, start: &str) {
    const LENGTH: usize = 1 << 20;
    for piece in [
        "0", "9", "-", ".", ":", "[", "{", "a", "A", "é", " ", "=", "1h ", "0.", "1e", "::", "/", "%", "xn--",
    ] {
        check_scalar(
            scalar,
            &format!("{start}{}", piece.repeat(LENGTH / piece.len())).into(),
        );
    }
}
