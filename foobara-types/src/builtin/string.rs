//! Text.

use std::borrow::Cow;

use serde_json::{Number, Value};

use super::integer::integral;
use crate::{declaration::Base, typed::Typed};

impl Typed for String {
    const BASE: Base = Base::String;
}

impl Typed for Cow<'static, str> {
    const BASE: Base = Base::String;
}

impl Typed for char {
    const BASE: Base = Base::String;
}

/// Casts to text: text, or a number that has one plain way of being written.
pub(crate) fn cast(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Number(number) => write(number).map(Value::String),
        _ => None,
    }
}

/// Whole numbers as digits; fractions as they are. A float beyond the range of exact whole numbers is refused, for
/// it may have been a longer integer.
fn write(number: &Number) -> Option<String> {
    let is_plain = !number.is_f64() || number.as_f64().is_some_and(|float| float.fract() != 0.0 || integral(float).is_some());
    is_plain.then(|| number.to_string())
}

/// Casts to a symbol: text only.
pub(crate) fn cast_symbol(value: &Value) -> Option<Value> {
    value.is_string().then(|| value.clone())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn accepts_text_and_plain_numbers() {
        assert_eq!(cast(&json!("x")), Some(json!("x")));
        assert_eq!(cast(&json!(5)), Some(json!("5")));
        assert_eq!(cast(&json!(1.5)), Some(json!("1.5")));
    }

    #[test]
    fn refuses_everything_else() {
        for value in [json!(null), json!(true), json!([]), json!({}), json!(18_446_744_073_709_551_616_f64)] {
            assert_eq!(cast(&value), None, "{value}");
        }
        assert_eq!(cast_symbol(&json!(5)), None);
    }
}
