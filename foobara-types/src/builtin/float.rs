//! Numbers of double precision.

use serde_json::Value;

use super::number::NUMBER;
use crate::{
    declaration::{Base, Scalar},
    typed::Typed,
};

/// `float`: a number of double precision; neither infinite nor NaN.
pub const FLOAT: &Scalar = &Scalar {
    name: "float",
    extends: Some(NUMBER),
    cast,
    ..*NUMBER
};

impl Typed for f64 {
    const BASE: Base = Base::Scalar(FLOAT);
}

impl Typed for f32 {
    const BASE: Base = Base::Scalar(FLOAT);
}

/// Casts to a number: any JSON number, or one as text, as `-1.5e3`. Neither infinite nor NaN.
pub(crate) fn cast(value: &Value) -> Option<Value> {
    let float = match value {
        Value::Number(_) => return Some(value.clone()),
        Value::String(text) if is_number(text) => text.parse::<f64>().ok()?,
        _ => return None,
    };
    serde_json::Number::from_f64(float).map(Value::Number)
}

/// Matches `-?\d+(\.\d+)?([eE]-?\d+)?`, the form Ruby foobara takes.
pub(super) fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text
        .split_once(['e', 'E'])
        .map_or((text, None), |(mantissa, exponent)| (mantissa, Some(exponent)));
    let (whole, fraction) = mantissa
        .split_once('.')
        .map_or((mantissa, None), |(whole, fraction)| (whole, Some(fraction)));
    let exponent = exponent.map(|exponent| exponent.strip_prefix('-').unwrap_or(exponent));
    [Some(whole), fraction, exponent]
        .into_iter()
        .flatten()
        .all(is_digits)
}

/// Whether text is made of ASCII digits, at least one.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn accepts_numbers_and_numbers_as_text() {
        assert_eq!(cast(&json!(1.5)), Some(json!(1.5)));
        assert_eq!(cast(&json!(3)), Some(json!(3)));
        assert_eq!(cast(&json!("-1.5e3")), Some(json!(-1500.0)));
    }

    #[test]
    fn refuses_what_is_no_number() {
        for value in [
            json!("+1"),
            json!("1."),
            json!(".5"),
            json!("1e+5"),
            json!("NaN"),
            json!("inf"),
            json!("1e400"),
            json!(""),
            json!(true),
            json!(null),
        ] {
            assert_eq!(cast(&value), None, "{value}");
        }
    }
}
