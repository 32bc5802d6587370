use jiff::civil::{Date, DateTime, Time};

use super::moment::{Moment, Offset};
use crate::builtin::{date, digits, time};

/// Reads `YYYY-MM-DDTHH:MM:SS`, with up to nine decimals, and after them `Z` or a distance from UTC as `+02:00`.
pub(super) fn strict(text: &str) -> Option<Moment> {
    let (head, tail) = text.split_at_checked(19)?;
    let zone = match tail.strip_prefix('.') {
        None => tail,
        Some(tail) => tail.trim_start_matches(|digit: char| digit.is_ascii_digit()),
    };
    let decimals = tail.len() - zone.len();
    let is_strict = head.get(10..11) == Some("T")
        && decimals <= 10
        && (zone == "Z" || zone.len() == 6 && zone.starts_with(['+', '-']) && zone != "-00:00");
    is_strict.then(|| parse(text)).flatten()
}

/// Reads ISO 8601, from a date alone to the strict form. A space can stand for the `T` and before the distance.
pub(super) fn parse(text: &str) -> Option<Moment> {
    let (local, zone) = match text.split_at_checked(10).and_then(with_time) {
        None => (day(text)?.to_datetime(Time::midnight()), ""),
        Some(found) => found,
    };
    Some(Moment {
        local,
        offset: if zone.is_empty() {
            Offset::ZERO
        } else {
            offset(zone)?
        },
    })
}

/// Reads a date alone. Of the delimiters of dates, these are none of times.
fn day(text: &str) -> Option<Date> {
    let is_usual = !text.contains(['\\', '|', '_', ':', ';']);
    is_usual.then(|| date::parse(text)).flatten()
}

/// Reads a date and a time, and returns what follows.
fn with_time<'a>((day, rest): (&str, &'a str)) -> Option<(DateTime, &'a str)> {
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let is_zone = |character: char| !character.is_ascii_digit() && !matches!(character, ':' | '.' | ',');
    let (clock, zone) = rest.split_at(rest.find(is_zone).unwrap_or(rest.len()));
    let local = date::strict(day)?.to_datetime(time::parse(clock)?);
    Some((
        local,
        zone.strip_prefix(' ')
            .filter(|zone| !zone.is_empty())
            .unwrap_or(zone),
    ))
}

/// Reads a distance from UTC of less than a day: `Z`, `UTC`, `+02`, `+0200` or `+02:00`.
///
/// One of `-00:00` says that it is not known, and stands for UTC.
pub(super) fn offset(text: &str) -> Option<Offset> {
    if text.eq_ignore_ascii_case("Z") || text.eq_ignore_ascii_case("UTC") {
        return Some(Offset::Utc);
    }
    let (sign, distance) = text.split_at_checked(1)?;
    let (hours, minutes) = distance.split_at_checked(2)?;
    let minutes = if minutes.is_empty() {
        "00"
    } else {
        minutes.strip_prefix(':').unwrap_or(minutes)
    };
    let (hours, minutes) = (i16::from(digits::two(hours)?), i16::from(digits::two(minutes)?));
    if hours > 23 || minutes > 59 {
        return None;
    }
    match (sign, hours * 60 + minutes) {
        ("-", 0) => Some(Offset::Utc),
        ("-", distance) => Some(Offset::Minutes(-distance)),
        ("+", distance) => Some(Offset::Minutes(distance)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(
            parse(text).map(|moment| moment.to_string()),
            Some(expected.to_owned()),
            "{text}"
        );
    }

    #[test]
    fn the_distance_from_utc_is_kept() {
        check("2020-01-31T12:34:56.5+01:00", "2020-01-31T12:34:56.5+01:00");
        check("2020-01-31T12:34:56+0130", "2020-01-31T12:34:56+01:30");
        check("2020-01-31 12:34:56 -0200", "2020-01-31T12:34:56-02:00");
        check("2020-01-31 12:34:56 UTC", "2020-01-31T12:34:56Z");
        check("2020-01-31t12:34:56z", "2020-01-31T12:34:56Z");
        check("2020-01-31T12:34:56-00:00", "2020-01-31T12:34:56Z");
        check("2020-01-31T12:34:56+23", "2020-01-31T12:34:56+23:00");
    }

    #[test]
    fn what_does_not_say_its_distance_is_utc() {
        check("2020-01-31T12:34:56", "2020-01-31T12:34:56+00:00");
        check("2020-01-31 12:34", "2020-01-31T12:34:00+00:00");
        check("2020-01-31", "2020-01-31T00:00:00+00:00");
        check("2020/1/5", "2020-01-05T00:00:00+00:00");
        check("20200131", "2020-01-31T00:00:00+00:00");
    }

    #[test]
    fn decimals_after_the_ninth_are_cut_off() {
        check(
            "2020-01-31T12:34:56,12345678999Z",
            "2020-01-31T12:34:56.123456789Z",
        );
    }

    #[test]
    fn refuses_what_is_no_moment() {
        for text in [
            "",
            "junk",
            "2020-02-30T00:00:00Z",
            "2020-01-31T24:00:00Z",
            "2020-01-31T23:59:60Z",
            "2020-01-31T",
            "2020-01-31 ",
            "2020-01-31T12",
            "2020-01-31T12:34:56 ",
            "2020-01-31T12:34:56+24:00",
            "2020-01-31T12:34:56+02:60",
            "2020-01-31T12:34:56+2",
            "2020-01-31T12:34:56+02:00:00",
            "2020-01-31T12:34:56+é:00",
            "2020-01-31T12:34:56CET",
            "2020-01-31T12:34:56Z\n",
            "2020-1-5T12:34:56Z",
            "1580428800",
            "Fri, 31 Jan 2020 00:00:00 GMT",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_strict_form_has_all_of_its_parts() {
        for text in [
            "2020-01-31t12:34:56Z",
            "2020-01-31T12:34:56z",
            "2020-01-31T12:34:56-00:00",
            "2020-01-31T12:34:56,5Z",
            "2020-01-31T12:34:56,12345",
            "2020-01-31T12:34:56.Z",
            "2020-01-31T12:34:56.1234567890Z",
            "2020-01-31T12:34:56+0200",
            "2020-01-31T12:34:56 +0200",
            "2020-01-31T12:34:56 +02:00",
            "2020-01-31T12:34:56",
            "2020-01-31T12:34Z",
        ] {
            assert_eq!(strict(text), None, "{text}");
        }
    }
}
