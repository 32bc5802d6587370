/// Returns whether two texts are one datetime in ISO 8601, at one offset: `+00:00` is `Z`, and `.120` is `.12`.
pub(crate) fn same_datetime(expected: &str, came: &str) -> bool {
    Datetime::iso(expected).is_some_and(|expected| Some(expected) == Datetime::iso(came))
}

/// Returns whether `expected` is a datetime as Ruby writes it, and `came` the same one: `2020-01-31 00:00:00 UTC`
/// is `2020-01-31T00:00:00Z`.
///
/// Ruby writes no fractions of a second here, so those of `came` do not count.
pub(crate) fn same_ruby_datetime(expected: &str, came: &str) -> bool {
    let came = || Datetime::iso(came).or_else(|| Datetime::ruby(came));
    let to_the_second = || came().map(|came| Datetime { fraction: "", ..came });
    Datetime::ruby(expected).is_some_and(|expected| Some(expected) == to_the_second())
}

/// The parts of a datetime, of which the fraction has no zeros at its end.
#[derive(Debug, PartialEq)]
struct Datetime<'a> {
    date: &'a str,
    clock: &'a str,
    fraction: &'a str,
    offset: String,
}

impl<'a> Datetime<'a> {
    /// Reads `2020-01-31T12:34:56.789+02:00`.
    fn iso(text: &'a str) -> Option<Self> {
        let (date, time) = text.split_once('T')?;
        let (time, offset) = time.split_at(time.find(['Z', '+', '-'])?);
        let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
        let offset = if offset == "+00:00" { "Z" } else { offset };
        Self {
            date,
            clock,
            fraction: fraction.trim_end_matches('0'),
            offset: offset.to_owned(),
        }
        .checked()
    }

    /// Reads `2020-01-31 12:34:56 +0200` and `2020-01-31 12:34:56 UTC`.
    fn ruby(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(3, ' ');
        let (date, clock) = (parts.next()?, parts.next()?);
        let offset = match parts.next()? {
            "UTC" | "+0000" => "Z".to_owned(),
            offset => {
                let (hours, minutes) = offset.split_at_checked(3)?;
                format!("{hours}:{minutes}")
            }
        };
        Self {
            date,
            clock,
            fraction: "",
            offset,
        }
        .checked()
    }

    fn checked(self) -> Option<Self> {
        let is_made_of = |text: &str, separator: char| {
            !text.is_empty()
                && text
                    .chars()
                    .all(|letter| letter.is_ascii_digit() || letter == separator)
        };
        (is_made_of(self.date, '-') && is_made_of(self.clock, ':')).then_some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_and_the_name_of_no_offset_do_not_count() {
        for (expected, came) in [
            ("1970-01-01T00:00:00+00:00", "1970-01-01T00:00:00Z"),
            ("2020-01-31T00:00:00.120Z", "2020-01-31T00:00:00.12Z"),
            ("2020-01-31T00:00:00.000+02:00", "2020-01-31T00:00:00+02:00"),
        ] {
            assert!(same_datetime(expected, came), "{expected} {came}");
        }
        for (expected, came) in [
            ("2020-01-31T00:00:00Z", "2020-01-31T00:00:00+02:00"),
            ("2020-01-31T00:00:00Z", "2020-01-31T00:00:00.1Z"),
            ("2020-01-31T00:00:00Z", "2020-01-31T00:00:01Z"),
            ("2020-01-31T00:00:00Z", "2020-01-31"),
            ("2020-01-31", "2020-01-31"),
            ("aTZ", "aTZ"),
        ] {
            assert!(!same_datetime(expected, came), "{expected} {came}");
        }
    }

    #[test]
    fn ruby_writes_datetimes_with_spaces_and_to_the_second() {
        for (expected, came) in [
            ("2020-01-31 00:00:00 UTC", "2020-01-31T00:00:00Z"),
            ("1970-01-01 00:00:00 +0000", "1970-01-01T00:00:00Z"),
            ("2020-01-31 00:00:00 +0200", "2020-01-31T00:00:00+02:00"),
            ("2020-01-31 12:34:56 UTC", "2020-01-31T12:34:56.789+00:00"),
            ("2020-01-31 00:00:00 UTC", "2020-01-31 00:00:00 +0000"),
        ] {
            assert!(same_ruby_datetime(expected, came), "{expected} {came}");
        }
        for (expected, came) in [
            ("2020-01-31 00:00:00 UTC", "2020-01-31T00:00:00+02:00"),
            ("2020-01-31 00:00:00 é", "2020-01-31T00:00:00Z"),
            ("a red fox", "a red fox"),
            ("2020-01-31T00:00:00Z", "2020-01-31T00:00:00+00:00"),
        ] {
            assert!(!same_ruby_datetime(expected, came), "{expected} {came}");
        }
    }
}
