//! True and false.

use serde_json::Value;

use crate::{
    declaration::{Base, Scalar, Wire},
    typed::Typed,
};

/// `boolean`: true or false.
pub const BOOLEAN: &Scalar = &Scalar {
    name: "boolean",
    wire: Wire::Boolean,
    expectation: "a boolean, as true or \"yes\"",
    cast,
    ..Scalar::ATOM
};

impl Typed for bool {
    const BASE: Base = Base::Scalar(BOOLEAN);
}

/// Casts to a boolean: `true, t, 1, yes, y` and `false, f, 0, no, n` in any case, and the numbers 0 and 1.
pub(crate) fn cast(value: &Value) -> Option<Value> {
    match value {
        Value::Bool(_) => Some(value.clone()),
        Value::Number(number) => match number.as_i64()? {
            0 => Some(false.into()),
            1 => Some(true.into()),
            _ => None,
        },
        Value::String(word) => parse(word).map(Value::Bool),
        _ => None,
    }
}

fn parse(word: &str) -> Option<bool> {
    const TRUE: [&str; 5] = ["true", "t", "1", "yes", "y"];
    const FALSE: [&str; 5] = ["false", "f", "0", "no", "n"];
    let is = |other: &&str| word.eq_ignore_ascii_case(other);
    if TRUE.iter().any(is) {
        Some(true)
    } else {
        FALSE.iter().any(is).then_some(false)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn accepts_the_words_of_either_value() {
        for value in [json!(true), json!("YES"), json!("t"), json!(1), json!("1")] {
            assert_eq!(cast(&value), Some(json!(true)), "{value}");
        }
        for value in [json!(false), json!("No"), json!("F"), json!(0)] {
            assert_eq!(cast(&value), Some(json!(false)), "{value}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        for value in [
            json!("on"),
            json!("true "),
            json!(2),
            json!(1.0),
            json!(null),
            json!([]),
        ] {
            assert_eq!(cast(&value), None, "{value}");
        }
    }
}
