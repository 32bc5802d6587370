use jiff::{
    SignedDuration,
    civil::{Date, DateTime},
};
use serde_json::{Map, Value};

use super::{
    moment::{Moment, Offset},
    text,
};
use crate::builtin::{digits, integer};

const NAMES: [&str; 8] = [
    "year",
    "month",
    "day",
    "hours",
    "minutes",
    "seconds",
    "milliseconds",
    "zone",
];

/// Reads an object with `year`, `month`, `day`, and if any, `hours`, `minutes`, `seconds`, `milliseconds` and `zone`.
pub(super) fn moment(entries: &Map<String, Value>) -> Option<Moment> {
    if !entries.keys().all(|name| NAMES.contains(&name.as_str())) {
        return None;
    }
    Some(Moment {
        local: local(entries)?,
        offset: match entries.get("zone") {
            None => Offset::ZERO,
            Some(zone) => text::offset(zone.as_str()?)?,
        },
    })
}

fn local(entries: &Map<String, Value>) -> Option<DateTime> {
    let part = |name, least, most| whole(entries.get(name)?, least, most);
    let small = |name, least, most| i8::try_from(part(name, least, most)?).ok();
    let date = Date::new(
        part("year", 0, 9999)?,
        small("month", 1, 12)?,
        small("day", 1, 31)?,
    )
    .ok()?;
    let (second, nanosecond) = given(entries, "seconds").map_or(Some((0, 0)), seconds)?;
    let clock = |name, most| given(entries, name).map_or(Some(0), |value| whole(value, 0, most));
    let (hour, minute) = (
        i8::try_from(clock("hours", 23)?).ok()?,
        i8::try_from(clock("minutes", 59)?).ok()?,
    );
    let milliseconds = entries
        .get("milliseconds")
        .map_or(Some(0), |value| whole(value, 0, 1000))?;
    date.at(hour, minute, second, nanosecond)
        .checked_add(SignedDuration::from_millis(milliseconds.into()))
        .ok()
}

/// Null stands for a part that was not given.
fn given<'a>(entries: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    entries.get(name).filter(|value| !value.is_null())
}

fn whole(value: &Value, least: i16, most: i16) -> Option<i16> {
    let number = integer::cast(value, least.into(), most.into())?;
    i16::try_from(number.as_i64()?).ok()
}

/// Reads seconds from 0 to 59, with decimals, as seconds and nanoseconds.
fn seconds(value: &Value) -> Option<(i8, i32)> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, "0"));
    let seconds = (digits::number(whole)?, digits::decimals(decimals)?);
    (seconds <= (59, 0)).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(parts: &Value, expected: Option<&str>) {
        let moment = parts
            .as_object()
            .and_then(moment)
            .map(|moment| moment.to_string());
        assert_eq!(moment.as_deref(), expected, "{parts}");
    }

    #[test]
    fn the_parts_of_the_time_can_be_missing() {
        check(
            &json!({ "year": 2020, "month": 2, "day": 3 }),
            Some("2020-02-03T00:00:00+00:00"),
        );
        check(
            &json!({ "year": "2020", "month": "02", "day": 3.0, "hours": 4, "minutes": null, "seconds": null }),
            Some("2020-02-03T04:00:00+00:00"),
        );
        check(&json!({ "month": 2, "day": 3 }), None);
    }

    #[test]
    fn seconds_can_have_decimals_and_milliseconds() {
        let at = |seconds: Value, milliseconds: i32| json!({ "year": 2020, "month": 2, "day": 3, "seconds": seconds, "milliseconds": milliseconds });
        check(&at(json!("12.5"), 0), Some("2020-02-03T00:00:12.5+00:00"));
        check(&at(json!(12.5), 250), Some("2020-02-03T00:00:12.75+00:00"));
        check(&at(json!(59), 1000), Some("2020-02-03T00:01:00+00:00"));
        check(
            &at(json!("12.12345678999"), 0),
            Some("2020-02-03T00:00:12.123456789+00:00"),
        );
        check(&at(json!(59), 1001), None);
        check(&at(json!(59.5), 0), None);
        check(&at(json!(-1), 0), None);
        check(&at(json!("x"), 0), None);
        check(
            &json!({ "year": 2020, "month": 2, "day": 3, "milliseconds": null }),
            None,
        );
    }

    #[test]
    fn the_zone_is_a_distance_from_utc() {
        let within = |zone: Value| json!({ "year": 2020, "month": 2, "day": 3, "zone": zone });
        check(&within(json!("+02:00")), Some("2020-02-03T00:00:00+02:00"));
        check(&within(json!("-0330")), Some("2020-02-03T00:00:00-03:30"));
        check(&within(json!("UTC")), Some("2020-02-03T00:00:00Z"));
        for zone in [
            json!("EST"),
            json!("Europe/Berlin"),
            json!(""),
            json!(2),
            json!(null),
            json!("+24:00"),
        ] {
            check(&within(zone), None);
        }
    }

    #[test]
    fn refuses_what_is_no_moment() {
        for parts in [
            json!({}),
            json!({ "year": 2020, "month": 13, "day": 3 }),
            json!({ "year": 2021, "month": 2, "day": 29 }),
            json!({ "year": 10000, "month": 1, "day": 1 }),
            json!({ "year": -1, "month": 1, "day": 1 }),
            json!({ "year": 2020, "month": 2, "day": 3, "hours": 24 }),
            json!({ "year": 2020, "month": 2, "day": 3, "minutes": 60 }),
            json!({ "year": 2020, "month": 2, "day": 3, "hour": 1 }),
            json!({ "year": 2020.5, "month": 2, "day": 3 }),
            json!({ "year": 9999, "month": 12, "day": 31, "hours": 23, "minutes": 59, "seconds": 59, "milliseconds": 1000 }),
        ] {
            check(&parts, None);
        }
    }
}
