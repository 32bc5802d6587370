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

/// Compares numbers exactly.
pub(crate) fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        (None, None) => one.as_f64()?.partial_cmp(&other.as_f64()?),
        (Some(whole), None) => against(whole, one.as_f64()?, other.as_f64()?),
        (None, Some(whole)) => against(whole, other.as_f64()?, one.as_f64()?).map(Ordering::reverse),
    }
}

/// Compares a whole number with a float. What `rounded` says of it holds, but when the two floats are the same, which
/// stands for several whole numbers beyond 2⁵³.
fn against(whole: i128, rounded: f64, float: f64) -> Option<Ordering> {
    const EXACT: u128 = 1 << 53;
    match rounded.partial_cmp(&float)? {
        Ordering::Equal if whole.unsigned_abs() > EXACT => {
            format!("{float:.0}").parse().ok().map(|float| whole.cmp(&float))
        }
        told => Some(told),
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
        let above = 9_007_199_254_740_993_i64;
        assert_eq!(
            compare(&json!(above), &json!(9_007_199_254_740_992.0)),
            Some(Ordering::Greater)
        );
        assert_eq!(
            compare(&json!(-9_007_199_254_740_992.0), &json!(-above)),
            Some(Ordering::Greater)
        );
        assert_eq!(compare(&json!(-0.0), &json!(0)), Some(Ordering::Equal));
    }
}
