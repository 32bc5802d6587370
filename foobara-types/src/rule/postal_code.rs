use serde_json::Value;

use super::{
    Argument, Rule, RuleKind, Subject, Takes,
    case::on_text,
    keywords::require_pattern,
    postal_formats::{is_any, is_of, pattern_of},
};
use crate::error::{Issue, brief};

/// A postal code of a country, which is given by its code of ISO 3166-1 alpha-2.
///
/// Codes are written as the country's post does, with capital letters; a space or a hyphen may be left out where many
/// do. Of a country that is not known here, as `ZZ`, it is 2 to 10 letters, digits, spaces and hyphens of ASCII.
#[derive(Debug, Clone, Copy)]
pub struct PostalCode<'a>(pub &'a str);

impl PostalCode<'static> {
    /// The code of no country, for postal codes of any.
    pub const ANYWHERE: &'static str = "ZZ";
}

/// `postal_code`: a postal code of a country, which is given by its code, as [`PostalCode`] says. Schemas say it exactly.
pub const POSTAL_CODE: &RuleKind = &RuleKind {
    name: "postal_code",
    on: Subject::Text,
    takes: Takes::Text,
    symbols: &["not_a_postal_code"],
    process: &|given, value| match given.text() {
        Some(country) => on_text(value, &PostalCode(country)),
        None => Ok(()),
    },
    schema: |arguments, schema| {
        if let Some(country) = arguments.first().and_then(Argument::as_str) {
            require_pattern(&pattern_of(country), schema);
        }
    },
    ..RuleKind::VALIDATOR
};

impl Rule<String> for PostalCode<'_> {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if is_of(self.0, value.as_bytes()).unwrap_or_else(|| is_any(value.as_bytes())) {
            Ok(())
        } else {
            Err(not_a_postal_code(value, self.0))
        }
    }
}

#[cold]
fn not_a_postal_code(value: &str, country: &str) -> Box<Issue> {
    let value = Value::from(value);
    let message = match country {
        PostalCode::ANYWHERE => format!("{} is not a postal code", brief(&value)),
        _ => format!("{} is not a postal code of {country}", brief(&value)),
    };
    Box::new(
        Issue::text("not_a_postal_code", message)
            .with("value", value)
            .with("postal_code", country.to_owned()),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rule::testing::{admits, assert_same, check_exact, issue_of, texts};

    #[track_caller]
    fn check(country: &'static str, good: &[&str], bad: &[&str]) {
        check_exact(POSTAL_CODE, &[Argument::text(country)], &texts(good), &texts(bad));
    }

    #[test]
    fn codes_are_written_as_their_post_does() {
        check(
            "US",
            &["94103", "94103-1234"],
            &["", "9410", "941030", "94103-", "94103 1234", "9410a", "94103\n"],
        );
        check("CA", &["K1A 0B1", "K1A0B1"], &["k1a 0b1", "K1A-0B1", "KIA 0B1"]);
        check(
            "GB",
            &["SW1A 1AA", "M1 1AE", "CR2 6XH", "DN55 1PT"],
            &["SW1A1A", "SW1A 11A", "12345"],
        );
        check("DE", &["10115"], &["1011", "D-10115"]);
        check("NL", &["1234 AB", "1234AB"], &["1234", "1234 A"]);
        check("IE", &["D02 AF30", "D6W XY00", "A65F4E2"], &["D02", "002 AF30"]);
        check("JP", &["100-0001", "1000001"], &["100-001"]);
        check("SE", &["114 55", "11455"], &["1145"]);
        check("PL", &["00-950"], &["00950"]);
    }

    #[test]
    fn of_a_country_that_is_not_known_any_code_will_do() {
        check(
            "ZZ",
            &["12", "AB-12 c", "1234567890"],
            &["", "1", "12345678901", "12_34", "é12"],
        );
        let issue = issue_of(POSTAL_CODE, &[Argument::text("ZZ")], json!(""));
        assert_eq!(issue.message().to_string(), "\"\" is not a postal code");
    }

    #[test]
    fn the_issue_says_which_country() {
        let issue = issue_of(POSTAL_CODE, &[Argument::text("DE")], json!("1"));
        assert_eq!(issue.message().to_string(), "\"1\" is not a postal code of DE");
        assert_eq!(issue.context(), json!({ "value": "1", "postal_code": "DE" }));
    }

    proptest::proptest! {
        #[test]
        fn schemas_say_the_same(country in "US|CA|GB|NL|JP|AR|ZZ", text in "[0-9A]{3,5}[ -]?[0-9A]{0,4}") {
            let argument = &[Argument::Text(country.clone().into())];
            let passes = PostalCode(&country).process(&mut text.clone()).is_ok();
            proptest::prop_assert_eq!(admits(POSTAL_CODE, argument, &text.as_str().into()), passes);
            assert_same(&PostalCode(&country), POSTAL_CODE, argument, text);
        }
    }
}
