//! When two JSON values are the same: numbers by value, objects whatever the order of their entries.

use std::{
    cmp::Ordering,
    hash::{BuildHasher, Hash, Hasher, RandomState},
};

use serde_json::{Number, Value};

use super::Argument;
use crate::builtin::number;

/// Returns whether two values are the same, as JSON Schema has it: 1 is 1.0, also within.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(_), Value::Number(_)) => number::compare(one, other) == Some(Ordering::Equal),
        (Value::Array(ones), Value::Array(others)) => {
            ones.len() == others.len() && ones.iter().zip(others).all(|(one, other)| same(one, other))
        }
        (Value::Object(ones), Value::Object(others)) => {
            let is_there = |(name, one)| others.get(name).is_some_and(|other| same(one, other));
            ones.len() == others.len() && ones.iter().all(is_there)
        }
        _ => one == other,
    }
}

/// Returns whether a value is what a rule was given.
pub(super) fn is(value: &Value, given: &Argument) -> bool {
    match given {
        Argument::Text(text) => *value == **text,
        Argument::Value(given) => same(value, given),
        Argument::Type(_) => false,
        Argument::Int(_) | Argument::Float(_) => same(value, &given.to_value()),
    }
}

/// A value that is found in a hash table by what it is the same as.
pub(super) struct Hashed<'a> {
    hash: u64,
    value: &'a Value,
}

impl<'a> Hashed<'a> {
    pub(super) fn new(value: &'a Value, state: &RandomState) -> Self {
        Self {
            hash: hash(value, state),
            value,
        }
    }
}

impl PartialEq for Hashed<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && same(self.value, other.value)
    }
}

impl Eq for Hashed<'_> {}

impl Hash for Hashed<'_> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        hasher.write_u64(self.hash);
    }
}

/// Hashes a value so that the same values have the same hash.
fn hash(value: &Value, state: &RandomState) -> u64 {
    match value {
        Value::Null => state.hash_one(0_u8),
        Value::Bool(boolean) => state.hash_one((1_u8, boolean)),
        Value::Number(number) => state.hash_one((2_u8, bits(number))),
        Value::String(text) => state.hash_one((3_u8, text)),
        Value::Array(elements) => elements.iter().fold(state.hash_one(4_u8), |sum, element| {
            state.hash_one((sum, hash(element, state)))
        }),
        Value::Object(entries) => entries.iter().fold(state.hash_one(5_u8), |sum, (name, value)| {
            sum.wrapping_add(state.hash_one((name, hash(value, state))))
        }),
    }
}

/// Returns the nearest double, of which there is one zero.
fn bits(number: &Number) -> Option<u64> {
    number.as_f64().map(|float| (float + 0.0).to_bits())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_the_same_by_value_and_objects_in_any_order() {
        let state = RandomState::new();
        for (one, other) in [
            (json!(1), json!(1.0)),
            (json!(0.0), json!(-0.0)),
            (json!([1, { "a": 2, "b": 3.0 }]), json!([1.0, { "b": 3, "a": 2 }])),
            (json!(null), json!(null)),
        ] {
            assert!(same(&one, &other), "{one} {other}");
            assert_eq!(hash(&one, &state), hash(&other, &state), "{one} {other}");
        }
    }

    #[test]
    fn others_are_told_apart() {
        for (one, other) in [
            (json!(1), json!("1")),
            (json!(1), json!(true)),
            (json!(u64::MAX), json!(u64::MAX - 1)),
            (json!([1, 2]), json!([2, 1])),
            (json!([]), json!({})),
            (json!({ "a": 1 }), json!({ "b": 1 })),
        ] {
            assert!(!same(&one, &other), "{one} {other}");
        }
    }
}
