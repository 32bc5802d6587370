use std::cmp::Ordering;

use jiff::Timestamp;
use serde::Deserializer;
use serde_json::Value;

use super::{epoch, moment::Moment, parts, text};
use crate::{
    declaration::{Base, Scalar, Wire},
    decode,
    typed::Typed,
};

/// `datetime`: a moment of the years 0 to 9999, as RFC 3339 writes it; without leap seconds.
///
/// The distance from UTC is kept, and up to nine decimals of the seconds. The pattern of its schema admits days that a
/// month does not have.
pub const DATETIME: &Scalar = &Scalar {
    name: "datetime",
    wire: Wire::Text,
    expectation: "a date and time, as \"2020-01-31T13:30:00Z\", seconds since 1970, or an object with year, month and day",
    cast,
    compare: Some(compare),
    schema: |schema| {
        schema.insert("format".to_owned(), "date-time".into());
        schema.insert("pattern".to_owned(), PATTERN.into());
    },
    ..Scalar::ATOM
};

const PATTERN: &str = concat!(
    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?",
    "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$",
);

/// The moments up to 9999-12-30T22:00:00.999999999Z, which jiff can hold.
const TIMESTAMP: &Scalar = &Scalar {
    cast: |value| cast(value).filter(|cast| cast.as_str().and_then(timestamp).is_some()),
    ..*DATETIME
};

/// Written in UTC: of the distance that was given only the moment is kept.
impl Typed for Timestamp {
    const BASE: Base = Base::Scalar(TIMESTAMP);

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::text(
            deserializer,
            "a date and time as \"2020-01-31T13:30:00Z\"",
            timestamp,
        )
    }
}

fn timestamp(text: &str) -> Option<Timestamp> {
    Timestamp::from_duration(text::strict(text)?.since_epoch()).ok()
}

/// Casts to a moment: text in ISO 8601, of which the time, its seconds and the distance from UTC can be missing;
/// seconds since 1970, with decimals; or an object with `year`, `month`, `day` and if any, `hours`, `minutes`,
/// `seconds`, `milliseconds` and `zone`.
///
/// What does not say its distance from UTC is taken for UTC, and written with `+00:00`.
fn cast(value: &Value) -> Option<Value> {
    match value {
        Value::String(text) if text::strict(text).is_some() => Some(value.clone()),
        _ => read(value).map(|moment| moment.to_string().into()),
    }
}

fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    Some(read(one)?.since_epoch().cmp(&read(other)?.since_epoch()))
}

fn read(value: &Value) -> Option<Moment> {
    let moment = match value {
        Value::String(text) => text::parse(text)?,
        Value::Number(seconds) => epoch::moment(seconds)?,
        Value::Object(entries) => parts::moment(entries)?,
        _ => return None,
    };
    (moment.local.year() >= 0).then_some(moment)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::builtin::laws;

    fn same(one: &Value, other: &Value) -> bool {
        compare(one, other) == Some(Ordering::Equal)
    }

    #[track_caller]
    fn check(value: &Value) {
        laws::check_scalar(DATETIME, value);
        laws::check_but::<Timestamp>(TIMESTAMP, value, same);
    }

    #[test]
    fn the_strict_form_is_left_alone() {
        for text in [
            "2020-01-31T13:30:00Z",
            "2020-01-31T13:30:00+02:00",
            "2020-01-31T13:30:00+00:00",
            "2020-01-31T13:30:00.120-23:59",
            "0000-01-01T00:00:00.000000000Z",
            "9999-12-31T23:59:59.999999999Z",
        ] {
            assert_eq!(cast(&json!(text)), Some(json!(text)));
        }
    }

    #[test]
    fn moments_are_compared_across_offsets() {
        assert!(same(
            &json!("2020-01-31T00:00:00Z"),
            &json!("2020-01-31T02:00:00.000+02:00")
        ));
        assert_eq!(
            compare(&json!("2020-01-31T00:00:00Z"), &json!(1_580_428_801)),
            Some(Ordering::Less)
        );
        assert_eq!(compare(&json!("2020-01-31T00:00:00Z"), &json!("junk")), None);
    }

    #[test]
    fn timestamps_are_what_jiff_can_hold() {
        let last = json!("9999-12-30T22:00:00.999999999Z");
        let next = json!("9999-12-30T22:00:01Z");
        assert!(Timestamp::decode(&last).is_ok());
        assert!(Timestamp::decode(&next).is_err());
        assert_eq!((TIMESTAMP.cast)(&last), Some(last));
        assert_eq!((TIMESTAMP.cast)(&next), None);
        assert_eq!(cast(&next), Some(next));
    }

    #[test]
    fn the_types_own_forms_beyond_the_strict_one_are_not_decoded() {
        for text in [
            "2020-01-31 13:30:00Z",
            "2020-01-31T13:30Z",
            "+002020-01-31T13:30:00Z",
            "2020-01-31T13:30:60Z",
        ] {
            assert!(Timestamp::decode(&json!(text)).is_err(), "{text}");
        }
    }

    #[test]
    fn long_texts_take_no_time() {
        laws::check_long(DATETIME, "2020-01-31T00:00:00.");
    }

    proptest! {
        #[test]
        fn timestamps_in_utc_are_written_as_they_are_read(
            seconds in -62_167_219_200..253_402_207_200_i64,
            nanoseconds in 0..1_000_000_000,
        ) {
            let timestamp = Timestamp::new(seconds, nanoseconds).expect("is in range");
            laws::check::<Timestamp>(TIMESTAMP, &serde_json::to_value(timestamp).expect("is written"));
        }

        #[test]
        fn texts_keep_the_laws(
            text in r"(0000|2020|9999)-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9](:[0-6][0-9]){1,2}([.,][0-9]{0,11})?( ?[+-][012][0-9](:?[0-6][0-9])?|Z|z| UTC|x)?|\PC*"
        ) {
            check(&text.into());
        }

        #[test]
        fn objects_keep_the_laws(
            year in -1..10_001, month in 0..14, day in 0..33, hours in -1..25, minutes in -1..61,
            seconds in -1.0..61.0, milliseconds in -1..1002, zone in r"[+-][012][0-9]:?[0-6][0-9]|Z",
        ) {
            check(&json!({ "year": year, "month": month, "day": day }));
            check(&json!({
                "year": year, "month": month, "day": day, "hours": hours, "minutes": minutes,
                "seconds": seconds, "milliseconds": milliseconds, "zone": zone,
            }));
        }

        #[test]
        fn other_values_keep_the_laws(value in laws::values()) {
            check(&value);
        }
    }
}
