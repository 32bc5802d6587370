//! What Ruby foobara was seen to do with dates, times and decimals.

use std::cmp::Ordering;

use serde_json::Value;

use super::{BIG_DECIMAL, DATE, DATETIME};
use crate::declaration::Scalar;

const SAMPLE: &str = include_str!("../../../foobara-testing/golden/declarations.sample.jsonl");

/// The lines that declare nothing but the type, and are not tagged as a fault or accident of Ruby's.
fn lines(scalar: &Scalar) -> impl Iterator<Item = Value> {
    SAMPLE
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("is JSON"))
        .filter(|line| line["quirk"].is_null() && line["declaration"] == scalar.name)
}

#[track_caller]
fn check(scalar: &Scalar, count: usize, same: fn(&Value, &Value) -> bool) {
    let mut seen = 0;
    for line in lines(scalar) {
        match ((scalar.cast)(&line["value"]), line.get("ok")) {
            (Some(cast), Some(ok)) => assert!(same(&cast, ok), "{cast} for {line}"),
            (None, None) => assert_eq!(line["errors"][0]["symbol"], "cannot_cast", "{line}"),
            (cast, _) => panic!("{cast:?} for {line}"),
        }
        seen += 1;
    }
    assert_eq!(seen, count);
}

#[test]
fn dates_are_those_of_ruby() {
    check(DATE, 11, |cast, ok| cast == ok);
}

#[test]
fn datetimes_are_those_of_ruby_with_their_distance_from_utc() {
    check(DATETIME, 12, |cast, ok| cast == ok);
}

#[test]
fn decimals_are_those_of_ruby() {
    let same = |one: &Value, other: &Value| {
        BIG_DECIMAL
            .compare
            .is_some_and(|compare| compare(one, other) == Some(Ordering::Equal))
    };
    check(BIG_DECIMAL, 10, same);
}
