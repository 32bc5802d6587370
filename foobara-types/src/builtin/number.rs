//! Numbers of any kind, and their order.

use std::cmp::Ordering;

use serde_json::Value;

use super::float;
use crate::declaration::{Scalar, Wire};

/// `number`: a number, or one as text.
pub const NUMBER: &Scalar = &Scalar {
    name: "number",
    wire: Wire::Number,
    expectation: "a number, or one as text",
    cast: float::cast,
    compare: Some(compare),
    ..Scalar::ATOM
};

/// Compares whole numbers exactly, others as floats.
pub(crate) fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}

fn whole(value: &Value) -> Option<i128> {
    value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn whole_numbers_are_told_apart_beyond_the_precision_of_floats() {
        assert_eq!(
            compare(&json!(u64::MAX), &json!(u64::MAX - 1)),
            Some(Ordering::Greater)
        );
        assert_eq!(compare(&json!(1), &json!(1.0)), Some(Ordering::Equal));
        assert_eq!(compare(&json!(-1), &json!(0.5)), Some(Ordering::Less));
        assert_eq!(compare(&json!("1"), &json!(1)), None);
    }
}
