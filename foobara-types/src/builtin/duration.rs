//! Lengths of time.

use std::{cmp::Ordering, time::Duration};

use jiff::SignedDuration;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Number, Value};

use super::float;
use crate::{
    declaration::{Base, Scalar, Wire},
    decode,
    typed::Typed,
};

/// `duration`: a length of time in hours, minutes and seconds, as `PT1H30M`; up to nine decimals, and 64 bits of
/// seconds either way.
///
/// The pattern of its schema admits more hours than that. The format `duration` of JSON Schema knows neither decimals
/// nor a sign, and so does not apply.
pub const DURATION: &Scalar = &Scalar {
    name: "duration",
    wire: Wire::Text,
    expectation: "a duration, as \"PT1H30M\", \"1h 30m\" or a number of seconds",
    cast,
    compare: Some(compare),
    schema: |schema| {
        schema.insert(
            "pattern".to_owned(),
            format!("^(PT0S|-?PT{MORE_THAN_ZERO})$").into(),
        );
    },
    ..Scalar::ATOM
};

/// The values of `duration` that are not below zero.
const UNSIGNED: &Scalar = &Scalar {
    expectation: "a duration that is not below zero, as \"PT1H30M\", \"1h 30m\" or a number of seconds",
    cast: |value| cast(value).filter(|cast| cast.as_str().is_some_and(|text| !text.starts_with('-'))),
    schema: |schema| {
        schema.insert("pattern".to_owned(), format!("^PT(0S|{MORE_THAN_ZERO})$").into());
    },
    ..*DURATION
};

/// Hours, minutes and seconds, those that are zero left out, of which at least one is not.
const MORE_THAN_ZERO: &str = concat!(
    r"([1-9][0-9]*H(([1-9]|[1-5][0-9])M)?(([1-9]|[1-5][0-9])(\.[0-9]{0,8}[1-9])?S|0\.[0-9]{0,8}[1-9]S)?",
    r"|([1-9]|[1-5][0-9])M(([1-9]|[1-5][0-9])(\.[0-9]{0,8}[1-9])?S|0\.[0-9]{0,8}[1-9]S)?",
    r"|([1-9]|[1-5][0-9])(\.[0-9]{0,8}[1-9])?S|0\.[0-9]{0,8}[1-9]S)",
);

impl Typed for SignedDuration {
    const BASE: Base = Base::Scalar(DURATION);

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::text(deserializer, "a duration as \"PT1H30M\"", decode::canonical)
    }
}

/// A [`Duration`] that is read and written as `PT1H30M`; serde writes the standard one as an object.
///
/// ```
/// use std::time::Duration;
///
/// use foobara_types::builtin::UnsignedDuration;
///
/// let ninety = UnsignedDuration(Duration::from_secs(90));
/// assert_eq!(serde_json::to_string(&ninety)?, r#""PT1M30S""#);
/// assert_eq!(serde_json::from_str::<UnsignedDuration>(r#""PT1M30S""#)?, ninety);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnsignedDuration(pub Duration);

impl From<Duration> for UnsignedDuration {
    fn from(duration: Duration) -> Self {
        Self(duration)
    }
}

impl From<UnsignedDuration> for Duration {
    fn from(duration: UnsignedDuration) -> Self {
        duration.0
    }
}

/// Fails for more than 63 bits of seconds, which cannot be read back.
impl Serialize for UnsignedDuration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let duration = SignedDuration::try_from(self.0).map_err(serde::ser::Error::custom)?;
        duration.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for UnsignedDuration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::text(
            deserializer,
            "a duration as \"PT1H30M\", not below zero",
            |text| {
                let duration: SignedDuration = decode::canonical(text)?;
                Duration::try_from(duration).ok().map(Self)
            },
        )
    }
}

impl Typed for UnsignedDuration {
    const BASE: Base = Base::Scalar(UNSIGNED);
}

/// Casts to a duration: in ISO 8601 (without days and longer units, whose length varies), in words as `1h 30m`, or as
/// a number of seconds, which may be text.
fn cast(value: &Value) -> Option<Value> {
    let duration = match value {
        Value::Number(seconds) => from_seconds(seconds)?,
        Value::String(text) if decode::canonical::<SignedDuration>(text).is_some() => {
            return Some(value.clone());
        }
        Value::String(text) => parse(text)?,
        _ => return None,
    };
    Some(duration.to_string().into())
}

fn parse(text: &str) -> Option<SignedDuration> {
    match float::cast(&text.into()) {
        Some(Value::Number(seconds)) => from_seconds(&seconds),
        _ => text.parse().ok(),
    }
}

fn from_seconds(seconds: &Number) -> Option<SignedDuration> {
    match seconds.as_i64() {
        Some(seconds) => Some(SignedDuration::from_secs(seconds)),
        None => SignedDuration::try_from_secs_f64(seconds.as_f64()?).ok(),
    }
}

fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    let duration = |value: &Value| cast(value)?.as_str()?.parse::<SignedDuration>().ok();
    Some(duration(one)?.cmp(&duration(other)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::builtin::laws;

    #[test]
    fn accepts_iso_words_and_seconds() {
        for (value, duration) in [
            (json!("PT1H30M"), "PT1H30M"),
            (json!("PT90M"), "PT1H30M"),
            (json!("pt90m"), "PT1H30M"),
            (json!("-PT0.5S"), "-PT0.5S"),
            (json!("-PT0S"), "PT0S"),
            (json!("1h 30m"), "PT1H30M"),
            (json!("1 hour, 30 minutes"), "PT1H30M"),
            (json!("5 seconds ago"), "-PT5S"),
            (json!(5400), "PT1H30M"),
            (json!(-1), "-PT1S"),
            (json!(0.1), "PT0.1S"),
            (json!("90"), "PT1M30S"),
            (json!("1e-3"), "PT0.001S"),
            (json!(i64::MAX), "PT2562047788015215H30M7S"),
            (json!(i64::MIN), "-PT2562047788015215H30M8S"),
        ] {
            assert_eq!(cast(&value), Some(json!(duration)), "{value}");
        }
    }

    #[test]
    fn refuses_what_has_no_certain_length() {
        for value in [
            json!("P1D"),
            json!("P1M"),
            json!("1 day"),
            json!("1 month"),
            json!("PT"),
            json!("P"),
            json!(""),
            json!(" "),
            json!("h"),
            json!(u64::MAX),
            json!(1e30),
            json!("1e30"),
            json!(null),
            json!(true),
            json!({ "secs": 1, "nanos": 0 }),
        ] {
            assert_eq!(cast(&value), None, "{value}");
        }
    }

    #[test]
    fn unsigned_durations_are_not_below_zero() {
        assert_eq!((UNSIGNED.cast)(&json!(90)), Some(json!("PT1M30S")));
        assert_eq!((UNSIGNED.cast)(&json!(-90)), None);
        assert!(serde_json::to_value(UnsignedDuration(Duration::MAX)).is_err());
    }

    #[test]
    fn shorter_durations_are_less() {
        assert_eq!(compare(&json!("PT59S"), &json!("PT1M")), Some(Ordering::Less));
        assert_eq!(compare(&json!("PT1M"), &json!(60)), Some(Ordering::Equal));
    }

    #[test]
    fn long_texts_take_no_time() {
        laws::check_long(DURATION, "PT0.");
    }

    proptest! {
        #[test]
        fn durations_are_written_in_the_strict_form(seconds: i64, nanoseconds in -999_999_999..1_000_000_000_i32) {
            let written = serde_json::to_value(SignedDuration::new(seconds / 2, nanoseconds)).expect("is written");
            prop_assert_eq!(cast(&written), Some(written.clone()));
            laws::check::<SignedDuration>(DURATION, &written);
            laws::check::<UnsignedDuration>(UNSIGNED, &written);
        }

        #[test]
        fn texts_keep_the_laws(
            text in r"-?PT?([0-9]{0,3}[HMS]){0,3}([0-9]{1,2}\.[0-9]{0,10}S)?|([0-9]{1,4} ?(h|m|s|ms|ns|days?)[ ,]*){0,3}|\PC*"
        ) {
            laws::check::<SignedDuration>(DURATION, &text.clone().into());
            laws::check::<UnsignedDuration>(UNSIGNED, &text.into());
        }

        #[test]
        fn other_values_keep_the_laws(value in laws::values()) {
            laws::check::<SignedDuration>(DURATION, &value);
            laws::check::<UnsignedDuration>(UNSIGNED, &value);
        }
    }
}
