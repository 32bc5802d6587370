//! Text.

use std::borrow::Cow;

use serde_json::Value;

use crate::{
    declaration::{Base, Scalar, Wire},
    rule::{Argument, MAX_LENGTH, MIN_LENGTH, RuleSpec},
    typed::Typed,
};

/// `string`: text.
pub const STRING: &Scalar = &Scalar {
    name: "string",
    wire: Wire::Text,
    expectation: "text or a number",
    cast,
    ..Scalar::ATOM
};

/// `symbol`: a name out of a fixed or open set; text on the wire.
pub const SYMBOL: &Scalar = &Scalar {
    name: "symbol",
    wire: Wire::Text,
    expectation: "text",
    cast: cast_symbol,
    ..Scalar::ATOM
};

impl Typed for String {
    const BASE: Base = Base::Scalar(STRING);
}

impl Typed for Cow<'static, str> {
    const BASE: Base = Base::Scalar(STRING);
}

impl Typed for char {
    const BASE: Base = Base::Scalar(STRING);
    const RULES: &'static [RuleSpec] = &[
        RuleSpec::new(MIN_LENGTH, &[Argument::Int(1)]),
        RuleSpec::new(MAX_LENGTH, &[Argument::Int(1)]),
    ];
}

/// Casts to text: text, or a number as it is written.
pub(crate) fn cast(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
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
    fn accepts_text_and_numbers() {
        assert_eq!(cast(&json!("x")), Some(json!("x")));
        assert_eq!(cast(&json!(5)), Some(json!("5")));
        assert_eq!(cast(&json!(1.5)), Some(json!("1.5")));
        assert_eq!(cast(&json!(1e20)), Some(json!("1e+20")));
    }

    #[test]
    fn refuses_everything_else() {
        for value in [json!(null), json!(true), json!([]), json!({})] {
            assert_eq!(cast(&value), None, "{value}");
        }
        assert_eq!(cast_symbol(&json!(5)), None);
    }
}
