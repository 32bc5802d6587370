//! Whole numbers: every width of Rust, each with its own bounds.

use serde_json::{Number, Value};

use crate::{declaration::Base, typed::Typed};

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl Typed for $integer {
            const BASE: Base = Base::Integer {
                #[expect(clippy::as_conversions, reason = "lossless for every width, and `From` is not const")]
                min: <$integer>::MIN as i128,
                #[expect(clippy::as_conversions, reason = "lossless for every width, and `From` is not const")]
                max: <$integer>::MAX as i128,
            };
        }
    )*};
}

integers!(i8 i16 i32 i64 u8 u16 u32 u64);

/// Above this magnitude a double no longer tells neighbouring whole numbers apart.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Casts to a whole number within bounds: an integer, a float that is one, or digits with an optional minus sign.
pub(crate) fn cast(value: &Value, min: i128, max: i128) -> Option<Value> {
    let whole = match value {
        Value::Number(number) => whole(number)?,
        Value::String(text) => parse(text)?,
        _ => return None,
    };
    if whole < min || whole > max {
        return None;
    }
    i64::try_from(whole)
        .map(Value::from)
        .or_else(|_| u64::try_from(whole).map(Value::from))
        .ok()
}

fn whole(number: &Number) -> Option<i128> {
    if let Some(integer) = number.as_i64() {
        return Some(integer.into());
    }
    if let Some(integer) = number.as_u64() {
        return Some(integer.into());
    }
    number.as_f64().and_then(integral)
}

/// Returns the whole number that a float is exactly.
pub(crate) fn integral(float: f64) -> Option<i128> {
    if float.fract() != 0.0 || float.abs() > EXACT {
        return None;
    }
    format!("{float:.0}").parse().ok()
}

fn parse(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(value: &Value, expected: Option<i64>) {
        assert_eq!(
            cast(value, i64::MIN.into(), i64::MAX.into()),
            expected.map(Value::from),
            "{value}"
        );
    }

    #[test]
    fn accepts_whole_numbers_and_digits() {
        check(&json!(5), Some(5));
        check(&json!("-12"), Some(-12));
        check(&json!("007"), Some(7));
        check(&json!(1.0), Some(1));
        check(&json!(-1e12), Some(-1_000_000_000_000));
    }

    #[test]
    fn refuses_what_is_no_whole_number() {
        for value in [
            json!(1.5),
            json!("1.0"),
            json!(""),
            json!("-"),
            json!("+1"),
            json!("5\n"),
            json!(true),
            json!(null),
            json!([]),
            json!(1e30),
        ] {
            check(&value, None);
        }
    }

    #[test]
    fn refuses_what_does_not_fit_the_width() {
        assert_eq!(cast(&json!(256), 0, 255), None);
        assert_eq!(cast(&json!(u64::MAX), 0, u64::MAX.into()), Some(json!(u64::MAX)));
        assert_eq!(
            cast(
                &json!("99999999999999999999999999999999999999999999"),
                i128::MIN,
                i128::MAX
            ),
            None
        );
    }
}
