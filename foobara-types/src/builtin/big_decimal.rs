//! Decimal numbers that are exact.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde::Deserializer;
use serde_json::Value;

use super::{NUMBER, float};
use crate::{
    declaration::{Base, Scalar, Wire},
    decode,
    typed::Typed,
};

/// `big_decimal`: an exact decimal number as text, of up to 96 bits and up to 28 decimals, as `-12.50`.
///
/// The pattern of its schema admits some that are beyond 96 bits.
pub const BIG_DECIMAL: &Scalar = &Scalar {
    name: "big_decimal",
    wire: Wire::Text,
    expectation: "a decimal number of at most 96 bits and 28 decimals, as \"-12.50\" or 12",
    cast,
    compare: Some(compare),
    schema: |schema| {
        schema.insert(
            "pattern".to_owned(),
            r"^-?(0|[1-9][0-9]{0,28})(\.[0-9]{1,28})?$".into(),
        );
    },
    ..*NUMBER
};

impl Typed for Decimal {
    const BASE: Base = Base::Scalar(BIG_DECIMAL);

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::text(deserializer, "a decimal number as \"-12.50\"", strict)
    }
}

/// Casts to a decimal: numbers, those of double precision by their shortest text, and text as `-1.5e3`. What 96 bits
/// and 28 decimals cannot hold exactly is refused. Decimals that are zero are kept.
fn cast(value: &Value) -> Option<Value> {
    match value {
        Value::String(text) if strict(text).is_some() => Some(value.clone()),
        _ => read(value).map(|decimal| decimal.to_string().into()),
    }
}

fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    Some(read(one)?.cmp(&read(other)?))
}

fn strict(text: &str) -> Option<Decimal> {
    let is_short = text.len() <= 32;
    is_short.then(|| decode::canonical(text)).flatten()
}

fn read(value: &Value) -> Option<Decimal> {
    match value {
        Value::String(text) => parse(text),
        Value::Number(number) => parse(&number.to_string().replace("e+", "e")),
        _ => None,
    }
}

/// Reads `-?\d+(\.\d+)?([eE]-?\d+)?`, exactly.
fn parse(text: &str) -> Option<Decimal> {
    if !float::is_number(text) {
        return None;
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let is_negative = mantissa.starts_with('-');
    let mantissa = mantissa.trim_start_matches('-');
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{decimals}");
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Some(Decimal::new(0, zeros(decimals)));
    }
    let scale = i64::try_from(decimals.len())
        .ok()?
        .checked_sub(exponent.parse().ok()?)?;
    scaled(digits, scale).map(|decimal| if is_negative { -decimal } else { decimal })
}

/// Returns how many decimals of a zero are kept.
fn zeros(decimals: &str) -> u32 {
    u32::try_from(decimals.len())
        .unwrap_or(Decimal::MAX_SCALE)
        .min(Decimal::MAX_SCALE)
}

/// Returns the digits, the last `scale` of them decimals. Zeros at the end give way when there are too many digits.
fn scaled(digits: &str, scale: i64) -> Option<Decimal> {
    exactly(digits, scale).or_else(|| {
        let short = digits.trim_end_matches('0');
        let dropped = i64::try_from(digits.len() - short.len()).ok()?;
        exactly(short, scale.checked_sub(dropped)?)
    })
}

/// As [`scaled`], with all of the digits. A negative scale stands for zeros that follow.
fn exactly(digits: &str, scale: i64) -> Option<Decimal> {
    let zeros = u32::try_from(scale.min(0).unsigned_abs()).ok()?;
    let whole = digits
        .parse::<i128>()
        .ok()?
        .checked_mul(10_i128.checked_pow(zeros)?)?;
    Decimal::try_from_i128_with_scale(whole, u32::try_from(scale.max(0)).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::builtin::laws;

    #[test]
    fn accepts_numbers_and_numbers_as_text() {
        for (value, decimal) in [
            (json!("-12.50"), "-12.50"),
            (json!("007.50"), "7.50"),
            (json!("-0"), "0"),
            (json!("1.5e2"), "150"),
            (json!("1E-5"), "0.00001"),
            (json!("0.00e-400"), "0.00"),
            (json!("0e400"), "0"),
            (json!(42), "42"),
            (json!(u64::MAX), "18446744073709551615"),
            (json!(0.1), "0.1"),
            (json!(1e20), "100000000000000000000"),
            (json!(1e-7), "0.0000001"),
            (
                json!("79228162514264337593543950335"),
                "79228162514264337593543950335",
            ),
            (
                json!("-7.9228162514264337593543950335"),
                "-7.9228162514264337593543950335",
            ),
            (
                json!("0.0000000000000000000000000001"),
                "0.0000000000000000000000000001",
            ),
            (json!("1.50000000000000000000000000000000000"), "1.5"),
            (
                json!("79228162514264337593543950335.0"),
                "79228162514264337593543950335",
            ),
            (
                json!("79228162514264337593543950335000e-5"),
                "792281625142643375935439503.35",
            ),
        ] {
            assert_eq!(cast(&value), Some(json!(decimal)), "{value}");
        }
    }

    #[test]
    fn refuses_what_is_no_number_or_would_be_rounded() {
        for value in [
            json!("79228162514264337593543950336"),
            json!("7.92281625142643375935439503351"),
            json!("0.00000000000000000000000000001"),
            json!("1e400"),
            json!("1e-400"),
            json!("1e99999999999999999999"),
            json!(5e-324),
            json!(f64::MAX),
            json!("+1"),
            json!("1."),
            json!(".5"),
            json!("1e+5"),
            json!("1_000"),
            json!("1 "),
            json!("\n1"),
            json!("NaN"),
            json!("Infinity"),
            json!(""),
            json!("-"),
            json!(true),
            json!(null),
        ] {
            assert_eq!(cast(&value), None, "{value}");
        }
    }

    #[test]
    fn decimals_are_compared_by_value() {
        assert_eq!(compare(&json!("1.5"), &json!("1.50")), Some(Ordering::Equal));
        assert_eq!(compare(&json!("-0.5"), &json!(-1)), Some(Ordering::Greater));
        assert_eq!(compare(&json!("0.1"), &json!(0.1)), Some(Ordering::Equal));
        assert_eq!(compare(&json!("0.1"), &json!("x")), None);
    }

    #[test]
    fn long_texts_take_no_time() {
        laws::check_long(BIG_DECIMAL, "0.");
    }

    proptest! {
        #[test]
        fn decimals_are_written_in_the_strict_form(mantissa in -(1_i128 << 96) + 1..1_i128 << 96, scale in 0..29_u32) {
            let decimal = Decimal::from_i128_with_scale(mantissa, scale);
            let written = serde_json::to_value(decimal).expect("is written");
            prop_assert_eq!(Decimal::decode(&written).ok(), Some(decimal));
            laws::check::<Decimal>(BIG_DECIMAL, &written);
        }

        #[test]
        fn texts_keep_the_laws(text in r"-?0{0,2}[0-9]{1,30}(\.[0-9]{0,30})?([eE]-?[0-9]{1,3})?|\PC*") {
            laws::check::<Decimal>(BIG_DECIMAL, &text.into());
        }

        #[test]
        fn other_values_keep_the_laws(value in laws::values()) {
            laws::check::<Decimal>(BIG_DECIMAL, &value);
        }
    }
}
