use jiff::{Timestamp, tz};
use serde_json::Number;

use super::moment::{Moment, Offset};

/// Reads seconds since 1970-01-01T00:00:00Z. Decimals are those of the double itself, cut off after the ninth.
pub(super) fn moment(seconds: &Number) -> Option<Moment> {
    let timestamp = match seconds.as_i64() {
        Some(seconds) => Timestamp::from_second(seconds).ok()?,
        None => Timestamp::from_nanosecond(nanoseconds(seconds.as_f64()?)?).ok()?,
    };
    Some(Moment {
        local: tz::Offset::UTC.to_datetime(timestamp),
        offset: Offset::ZERO,
    })
}

/// Multiplies by a thousand million and rounds down, without the error of doing so in double precision.
///
/// Doubles of 2⁵² and more are whole, and further from 1970 than any date.
fn nanoseconds(seconds: f64) -> Option<i128> {
    const FRACTION_BITS: u32 = 52;
    const BIAS: u32 = 1023;
    let bits = seconds.abs().to_bits();
    let exponent = u32::try_from(bits >> FRACTION_BITS).ok()?;
    let fraction = bits & ((1 << FRACTION_BITS) - 1);
    let mantissa = if exponent == 0 {
        fraction
    } else {
        fraction | 1 << FRACTION_BITS
    };
    let shift = (BIAS + FRACTION_BITS).checked_sub(exponent.max(1))?;
    let scaled = i128::from(mantissa) * 1_000_000_000;
    let signed = if seconds < 0.0 { -scaled } else { scaled };
    Some(signed >> shift.min(i128::BITS - 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(seconds: &serde_json::Value, expected: Option<&str>) {
        let moment = seconds
            .as_number()
            .and_then(moment)
            .map(|moment| moment.to_string());
        assert_eq!(moment.as_deref(), expected, "{seconds}");
    }

    #[test]
    fn seconds_are_counted_from_1970() {
        check(&json!(0), Some("1970-01-01T00:00:00+00:00"));
        check(&json!(-0.0), Some("1970-01-01T00:00:00+00:00"));
        check(&json!(-2_208_988_800_i64), Some("1900-01-01T00:00:00+00:00"));
        check(&json!(1.5), Some("1970-01-01T00:00:01.5+00:00"));
        check(&json!(-0.5), Some("1969-12-31T23:59:59.5+00:00"));
        check(
            &json!(1_580_428_800.123_456_7),
            Some("2020-01-31T00:00:00.123456716+00:00"),
        );
        check(&json!(5e-324), Some("1970-01-01T00:00:00+00:00"));
        check(&json!(-5e-324), Some("1969-12-31T23:59:59.999999999+00:00"));
        check(&json!(1e300), None);
        check(&json!(i64::MAX), None);
        check(&json!(u64::MAX), None);
    }

    proptest! {
        #[test]
        fn doubles_are_rounded_down(whole in -1_000_000_i64..1_000_000, quarters in 0..4_u8) {
            let seconds = f64::from(i32::try_from(whole).expect("fits")) + f64::from(quarters) / 4.0;
            let expected = i128::from(whole) * 1_000_000_000 + i128::from(quarters) * 250_000_000;
            prop_assert_eq!(nanoseconds(seconds), Some(expected));
        }
    }
}
