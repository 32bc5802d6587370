//! The form of postal codes by country.

/// The forms of a country's codes, in the order of the countries. `9` stands for a digit, `A` for a capital letter, `X` for
/// either; everything else is as it stands there.
const FORMATS: &[(&str, &[&str])] = &[
    ("AD", &["AD999"]),
    ("AR", &["9999", "A9999AAA"]),
    ("AT", &["9999"]),
    ("AU", &["9999"]),
    ("BA", &["99999"]),
    ("BD", &["9999"]),
    ("BE", &["9999"]),
    ("BG", &["9999"]),
    ("BR", &["99999-999", "99999999"]),
    ("BY", &["999999"]),
    ("CA", &["A9A 9A9", "A9A9A9"]),
    ("CH", &["9999"]),
    ("CL", &["9999999", "999-9999"]),
    ("CN", &["999999"]),
    ("CO", &["999999"]),
    ("CR", &["99999"]),
    ("CY", &["9999"]),
    ("CZ", &["999 99", "99999"]),
    ("DE", &["99999"]),
    ("DK", &["9999"]),
    ("DO", &["99999"]),
    ("DZ", &["99999"]),
    ("EC", &["999999"]),
    ("EE", &["99999"]),
    ("EG", &["99999", "9999999"]),
    ("ES", &["99999"]),
    ("FI", &["99999"]),
    ("FO", &["999"]),
    ("FR", &["99999"]),
    (
        "GB",
        &[
            "A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA", "A99AA", "A999AA", "AA99AA",
            "AA999AA", "A9A9AA", "AA9A9AA", "GIR 0AA",
        ],
    ),
    ("GE", &["9999"]),
    ("GR", &["999 99", "99999"]),
    ("GT", &["99999"]),
    ("HR", &["99999"]),
    ("HU", &["9999"]),
    ("ID", &["99999"]),
    ("IE", &["A99 XXXX", "A99XXXX", "A9A XXXX", "A9AXXXX"]),
    ("IL", &["9999999", "99999"]),
    ("IN", &["999999", "999 999"]),
    ("IS", &["999"]),
    ("IT", &["99999"]),
    ("JP", &["999-9999", "9999999"]),
    ("KE", &["99999"]),
    ("KR", &["99999"]),
    ("KZ", &["999999", "A99A9A9"]),
    ("LI", &["9999"]),
    ("LK", &["99999"]),
    ("LT", &["LT-99999", "99999"]),
    ("LU", &["9999", "L-9999"]),
    ("LV", &["LV-9999"]),
    ("MA", &["99999"]),
    ("MC", &["99999"]),
    ("MD", &["MD-9999", "MD9999", "9999"]),
    ("ME", &["99999"]),
    ("MK", &["9999"]),
    ("MT", &["AAA 9999", "AAA9999"]),
    ("MX", &["99999"]),
    ("MY", &["99999"]),
    ("NG", &["999999"]),
    ("NL", &["9999 AA", "9999AA"]),
    ("NO", &["9999"]),
    ("NZ", &["9999"]),
    ("PE", &["99999"]),
    ("PH", &["9999"]),
    ("PK", &["99999"]),
    ("PL", &["99-999"]),
    ("PR", &["99999", "99999-9999"]),
    ("PT", &["9999-999", "9999"]),
    ("RO", &["999999"]),
    ("RS", &["99999", "999999"]),
    ("RU", &["999999"]),
    ("SA", &["99999", "99999-9999"]),
    ("SE", &["999 99", "99999"]),
    ("SG", &["999999"]),
    ("SI", &["9999", "SI-9999"]),
    ("SK", &["999 99", "99999"]),
    ("SM", &["99999"]),
    ("TH", &["99999"]),
    ("TN", &["9999"]),
    ("TR", &["99999"]),
    ("TW", &["999", "99999", "999-99", "999999", "999-999"]),
    ("UA", &["99999"]),
    ("US", &["99999", "99999-9999"]),
    ("UY", &["99999"]),
    ("VA", &["99999"]),
    ("VN", &["99999", "999999"]),
    ("ZA", &["9999"]),
];

/// How codes of unknown countries look.
const ANY: &str = "^[A-Za-z0-9 -]{2,10}$";

/// Returns whether a code has a form of the country; `None` where the country is not known.
pub(super) fn is_of(country: &str, code: &[u8]) -> Option<bool> {
    Some(
        formats(country)?
            .iter()
            .any(|format| has_form(code, format.as_bytes())),
    )
}

/// Returns whether a code may be one of some country.
pub(super) fn is_any(code: &[u8]) -> bool {
    let is_good = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-');
    (2..=10).contains(&code.len()) && code.iter().all(is_good)
}

/// Returns the forms of a country as a pattern of JSON Schema.
pub(super) fn pattern_of(country: &str) -> String {
    let Some(formats) = formats(country) else {
        return ANY.to_owned();
    };
    let patterns: Vec<String> = formats
        .iter()
        .map(|format| format.chars().map(class).collect())
        .collect();
    format!("^({})$", patterns.join("|"))
}

fn formats(country: &str) -> Option<&'static [&'static str]> {
    let index = FORMATS.binary_search_by_key(&country, |(code, _)| code).ok()?;
    FORMATS.get(index).map(|(_, formats)| *formats)
}

fn has_form(code: &[u8], format: &[u8]) -> bool {
    let fits = |(byte, form): (&u8, &u8)| match form {
        b'9' => byte.is_ascii_digit(),
        b'A' => byte.is_ascii_uppercase(),
        b'X' => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
        form => byte == form,
    };
    code.len() == format.len() && code.iter().zip(format).all(fits)
}

fn class(form: char) -> String {
    match form {
        '9' => "[0-9]".to_owned(),
        'A' => "[A-Z]".to_owned(),
        'X' => "[A-Z0-9]".to_owned(),
        form => form.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_in_order() {
        assert!(FORMATS.is_sorted_by(|(one, _), (other, _)| one < other));
    }

    #[test]
    fn forms_are_made_of_what_can_be_said() {
        let is_known = |byte: u8| byte.is_ascii_uppercase() || matches!(byte, b'0' | b'9' | b' ' | b'-');
        for (country, formats) in FORMATS {
            assert!(
                formats.iter().all(|format| format.bytes().all(is_known)),
                "{country}"
            );
            assert!(
                formats.iter().all(|format| is_any(format.as_bytes())),
                "{country}"
            );
        }
    }

    #[test]
    fn patterns_are_written_out_of_forms() {
        assert_eq!(
            pattern_of("PT"),
            "^([0-9][0-9][0-9][0-9]-[0-9][0-9][0-9]|[0-9][0-9][0-9][0-9])$"
        );
        assert_eq!(pattern_of("xx"), ANY);
    }
}
