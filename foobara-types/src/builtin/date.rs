//! Days of the calendar.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde::Deserializer;
use serde_json::{Map, Value};

use super::{digits, integer};
use crate::{
    declaration::{Base, Scalar, Wire},
    decode,
    typed::Typed,
};

/// `date`: a day of the proleptic Gregorian calendar from `0000-01-01` to `9999-12-31`.
///
/// The pattern of its schema admits days that a month does not have, as `2021-02-30`.
pub const DATE: &Scalar = &Scalar {
    name: "date",
    wire: Wire::Text,
    expectation: "a date, as \"2020-01-31\" or \"2020/1/31\", or an object with year, month and day",
    cast,
    compare: Some(compare),
    schema: |schema| {
        schema.insert("format".to_owned(), "date".into());
        schema.insert(
            "pattern".to_owned(),
            "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$".into(),
        );
    },
    ..Scalar::ATOM
};

impl Typed for Date {
    const BASE: Base = Base::Scalar(DATE);

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::text(deserializer, "a date as \"2020-01-31\"", strict)
    }
}

/// Casts to a date: eight digits; year, month and day between two of the same out of `/ \ . | _ : ; -`; or an object
/// of exactly `year`, `month` and `day`, where a month or day below zero counts from the end.
fn cast(value: &Value) -> Option<Value> {
    match value {
        Value::String(text) if strict(text).is_some() => Some(value.clone()),
        Value::String(text) => written(parse(text)?),
        Value::Object(parts) => written(from_parts(parts)?),
        _ => None,
    }
}

fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    Some(parse(one.as_str()?)?.cmp(&parse(other.as_str()?)?))
}

/// Reads `YYYY-MM-DD`.
pub(super) fn strict(text: &str) -> Option<Date> {
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.strip_prefix('-')?.split_once('-')?;
    Date::new(digits::number(year)?, digits::two(month)?, digits::two(day)?).ok()
}

/// Reads every form of text that is cast to a date. A delimited year can have more zeros in front.
pub(super) fn parse(text: &str) -> Option<Date> {
    let (year, rest) = text.split_at_checked(text.find(DELIMITERS).unwrap_or(4))?;
    let (month, day) = match rest.strip_prefix(DELIMITERS) {
        None => rest.split_at_checked(2).filter(|(_, day)| day.len() == 2)?,
        Some(parts) => parts.split_once(rest.chars().next()?)?,
    };
    let part = |text: &str| (text.len() <= 2).then(|| digits::number(text)).flatten();
    let year = (year.len() >= 4).then(|| digits::number(year)).flatten()?;
    Date::new(year, part(month)?, part(day)?).ok()
}

const DELIMITERS: [char; 8] = ['/', '\\', '.', '|', '_', ':', ';', '-'];

/// Writes a date whose year has four digits.
fn written(date: Date) -> Option<Value> {
    (date.year() >= 0).then(|| date.to_string().into())
}

fn from_parts(parts: &Map<String, Value>) -> Option<Date> {
    if parts.len() != 3 {
        return None;
    }
    let part = |name, most: i8| counted(parts.get(name)?, most);
    let year = integer::cast(whole(parts.get("year")?)?, 0, 9999)?.as_i64()?;
    let first = Date::new(i16::try_from(year).ok()?, part("month", 12)?, 1).ok()?;
    let day = part("day", first.days_in_month())?;
    Date::new(first.year(), first.month(), day).ok()
}

/// Reads a number from one to `most`, or from minus one down to its negative, counted from the end.
fn counted(value: &Value, most: i8) -> Option<i8> {
    let number = integer::cast(whole(value)?, (-most).into(), most.into())?.as_i64()?;
    match i8::try_from(number).ok()? {
        0 => None,
        number if number < 0 => Some(most + 1 + number),
        number => Some(number),
    }
}

fn whole(value: &Value) -> Option<&Value> {
    value.is_number().then_some(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::builtin::laws;

    #[test]
    fn accepts_dates_of_one_delimiter_or_none() {
        for text in [
            "2020-01-05",
            "20200105",
            "2020/1/5",
            "2020\\01\\5",
            "2020.1.05",
            "2020|1|5",
            "2020_1_5",
            "2020:1:5",
            "2020;1;5",
            "02020-1-5",
        ] {
            assert_eq!(cast(&json!(text)), Some(json!("2020-01-05")), "{text}");
        }
    }

    #[test]
    fn accepts_objects_of_exactly_the_three_parts() {
        for (parts, date) in [
            (json!({ "year": 2020, "month": 1, "day": 2 }), "2020-01-02"),
            (json!({ "day": 29.0, "month": 2, "year": 2020 }), "2020-02-29"),
            (json!({ "year": 2020, "month": -1, "day": -1 }), "2020-12-31"),
            (json!({ "year": 2021, "month": 2, "day": -28 }), "2021-02-01"),
        ] {
            assert_eq!(cast(&parts), Some(json!(date)), "{parts}");
        }
        for parts in [
            json!({}),
            json!({ "year": 2020, "month": 1 }),
            json!({ "year": 2020, "month": 1, "day": 2, "hour": 1 }),
            json!({ "year": 2020, "month": 1, "Day": 2 }),
            json!({ "year": "2020", "month": "1", "day": "2" }),
            json!({ "year": 2020, "month": 1, "day": 1.5 }),
            json!({ "year": 2020, "month": 0, "day": 1 }),
            json!({ "year": 2021, "month": 2, "day": 29 }),
            json!({ "year": 2021, "month": 2, "day": -29 }),
            json!({ "year": -1, "month": 1, "day": 1 }),
            json!({ "year": 10000, "month": 1, "day": 1 }),
            json!({ "year": i64::MIN, "month": i64::MIN, "day": u64::MAX }),
        ] {
            assert_eq!(cast(&parts), None, "{parts}");
        }
    }

    #[test]
    fn refuses_what_is_no_day_of_the_calendar() {
        for value in [
            json!("2021-02-29"),
            json!("1900-02-29"),
            json!("2020-13-01"),
            json!("2020-00-01"),
            json!("2020--1-1"),
            json!("2020-1/5"),
            json!("2020-1-5-1"),
            json!("220-01-05"),
            json!("0220-01"),
            json!("2020-001-05"),
            json!("12020-01-05"),
            json!("-2020-01-05"),
            json!("2020-01-05 "),
            json!("2020-01-05\n"),
            json!("2020-01-05T00:00:00Z"),
            json!("2020015"),
            json!("202é0105"),
            json!("２０２０-01-05"),
            json!(""),
            json!(20200105),
            json!(null),
            json!(true),
            json!(["2020-01-05"]),
        ] {
            assert_eq!(cast(&value), None, "{value}");
        }
    }

    #[test]
    fn earlier_dates_are_less() {
        assert_eq!(
            compare(&json!("2020-01-31"), &json!("2020-02-01")),
            Some(Ordering::Less)
        );
        assert_eq!(compare(&json!("2020-01-31"), &json!("x")), None);
    }

    #[test]
    fn the_types_own_forms_beyond_the_strict_one_are_refused() {
        for text in [
            "-000001-01-01",
            "+002020-01-01",
            "2020-01-01T00:00:00",
            "2020-W01-1",
        ] {
            assert!(Date::decode(&json!(text)).is_err(), "{text}");
        }
    }

    #[test]
    fn long_texts_take_no_time() {
        laws::check_long(DATE, "2020-");
    }

    proptest! {
        #[test]
        fn texts_keep_the_laws(text in r"[0-9]{3,5}[-/.|x]?[0-3]?[0-9][-/.|x]?[0-3]?[0-9]|\PC*") {
            laws::check::<Date>(DATE, &text.into());
        }

        #[test]
        fn objects_keep_the_laws(year in -1..10_001, month in -13..14, day in -32..33) {
            laws::check::<Date>(DATE, &json!({ "year": year, "month": month, "day": day }));
        }

        #[test]
        fn other_values_keep_the_laws(value in laws::values()) {
            laws::check::<Date>(DATE, &value);
        }
    }
}
