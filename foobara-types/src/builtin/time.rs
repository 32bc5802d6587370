//! Times of the day.

use std::cmp::Ordering;

use jiff::civil::Time;
use serde::Deserializer;
use serde_json::Value;

use super::digits;
use crate::{
    declaration::{Base, Scalar, Wire},
    decode,
    typed::Typed,
};

/// `time`: a time of the day from `00:00:00` to `23:59:59.999999999`, without a zone.
///
/// The pattern of its schema is exact. The format `time` of JSON Schema demands a zone, and so does not apply.
pub const TIME: &Scalar = &Scalar {
    name: "time",
    wire: Wire::Text,
    expectation: "a time of the day, as \"13:30\" or \"13:30:59.5\"",
    cast,
    compare: Some(compare),
    schema: |schema| {
        schema.insert("format".to_owned(), "time-local".into());
        schema.insert(
            "pattern".to_owned(),
            r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{0,8}[1-9])?$".into(),
        );
    },
    ..Scalar::ATOM
};

impl Typed for Time {
    const BASE: Base = Base::Scalar(TIME);

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::text(deserializer, "a time as \"13:30:59\"", strict)
    }
}

/// Casts to a time of the day: hours and minutes of two digits, and if any, seconds with their decimals after `.` or
/// `,`; decimals after the ninth are cut off.
fn cast(value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    if strict(text).is_some() {
        return Some(value.clone());
    }
    parse(text).map(|time| time.to_string().into())
}

fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    Some(parse(one.as_str()?)?.cmp(&parse(other.as_str()?)?))
}

/// Reads `HH:MM:SS`, with up to nine decimals of which the last is not a zero.
fn strict(text: &str) -> Option<Time> {
    let is_strict = match text.split_at_checked(8)? {
        (_, "") => true,
        (_, decimals) => decimals.len() <= 10 && decimals.starts_with('.') && !decimals.ends_with('0'),
    };
    is_strict.then(|| parse(text)).flatten()
}

/// Reads `HH:MM` or `HH:MM:SS`, the latter with any decimals.
pub(super) fn parse(text: &str) -> Option<Time> {
    let (hour, rest) = text.split_once(':')?;
    let (minute, seconds) = rest.split_once(':').unwrap_or((rest, "00"));
    let (second, nanosecond) = match seconds.split_once(['.', ',']) {
        None => (seconds, 0),
        Some((second, decimals)) => (second, digits::decimals(decimals)?),
    };
    Time::new(
        digits::two(hour)?,
        digits::two(minute)?,
        digits::two(second)?,
        nanosecond,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::builtin::laws;

    #[test]
    fn accepts_times_with_and_without_seconds() {
        for (text, time) in [
            ("13:30", "13:30:00"),
            ("13:30:59", "13:30:59"),
            ("13:30:59.50", "13:30:59.5"),
            ("13:30:59,123", "13:30:59.123"),
            ("13:30:59.000", "13:30:59"),
            ("23:59:59.9999999999", "23:59:59.999999999"),
        ] {
            assert_eq!(cast(&json!(text)), Some(json!(time)), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_time_of_the_day() {
        for value in [
            json!("24:00"),
            json!("13:60"),
            json!("13:30:60"),
            json!("1:30"),
            json!("13"),
            json!("13:30:"),
            json!("13:30:59."),
            json!("13:30:5.5"),
            json!("13:30.5"),
            json!("13:30:59Z"),
            json!("T13:30:59"),
            json!(" 13:30"),
            json!("13:30\n"),
            json!("13:30:5é"),
            json!(""),
            json!(1330),
            json!(null),
            json!({ "hours": 13 }),
        ] {
            assert_eq!(cast(&value), None, "{value}");
        }
    }

    #[test]
    fn earlier_times_are_less() {
        assert_eq!(
            compare(&json!("09:00:00"), &json!("09:00:00.5")),
            Some(Ordering::Less)
        );
        assert_eq!(
            compare(&json!("09:00:00.5"), &json!("09:00:00.45")),
            Some(Ordering::Greater)
        );
    }

    #[test]
    fn long_texts_take_no_time() {
        laws::check_long(TIME, "13:30:00.");
    }

    proptest! {
        #[test]
        fn texts_keep_the_laws(text in r"[0-2]?[0-9]:[0-6][0-9](:[0-6][0-9]([.,x][0-9]{0,12}0?)?)?[Z ]?|\PC*") {
            laws::check::<Time>(TIME, &text.into());
        }

        #[test]
        fn other_values_keep_the_laws(value in laws::values()) {
            laws::check::<Time>(TIME, &value);
        }
    }
}
