use super::{Rule, RuleKind, Subject, case::on_text, keywords::require_pattern};
use crate::error::Issue;

/// A social security number of the United States: `AAA-GG-SSSS`.
///
/// Areas 000, 666 and from 900 on, group 00 and serial 0000 are never issued.
#[derive(Debug, Clone, Copy)]
pub struct Ssn;

/// `ssn`: a social security number of the United States that may have been issued, as `123-45-6789`. Schemas say it
/// exactly.
pub const SSN: &RuleKind = &RuleKind {
    name: "ssn",
    on: Subject::Text,
    symbols: &["not_an_ssn"],
    process: &|_, value| on_text(value, &Ssn),
    schema: |_, schema| require_pattern(PATTERN, schema),
    ..RuleKind::VALIDATOR
};

/// Without looking ahead, which not every reader of patterns can.
const PATTERN: &str = concat!(
    "^(00[1-9]|0[1-9][0-9]|[1-578][0-9]{2}|6[0-57-9][0-9]|66[0-57-9])",
    "-(0[1-9]|[1-9][0-9])",
    "-(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})$",
);

impl Rule<String> for Ssn {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if is_ssn(value.as_bytes()) {
            Ok(())
        } else {
            Err(not_an_ssn(value))
        }
    }
}

fn is_ssn(text: &[u8]) -> bool {
    let [area @ .., b'-', tens, ones, b'-', a, b, c, d] = text else {
        return false;
    };
    area.len() == 3
        && is_issued(area)
        && area != b"666"
        && !area.starts_with(b"9")
        && is_issued(&[*tens, *ones])
        && is_issued(&[*a, *b, *c, *d])
}

fn is_issued(part: &[u8]) -> bool {
    part.iter().all(u8::is_ascii_digit) && part.iter().any(|digit| *digit != b'0')
}

#[cold]
fn not_an_ssn(value: &str) -> Box<Issue> {
    Box::new(
        Issue::text("not_an_ssn", "Must be a social security number, as 123-45-6789")
            .with("value", value.to_owned()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{admits, assert_same, check_exact, texts};

    #[test]
    fn numbers_that_are_never_issued_are_refused() {
        check_exact(
            SSN,
            &[],
            &texts(&[
                "123-45-6789",
                "001-01-0001",
                "665-99-9999",
                "667-10-1000",
                "899-01-0010",
            ]),
            &texts(&[
                "",
                "123456789",
                "123-456-789",
                "000-12-3456",
                "666-12-3456",
                "900-12-3456",
                "999-12-3456",
                "123-00-4567",
                "123-45-0000",
                "12a-45-6789",
                "123-45-6789\n",
                "١٢٣-45-6789",
            ]),
        );
    }

    proptest::proptest! {
        #[test]
        fn schemas_say_the_same(text in "[0-9]{3}-[01]{2}-[01]{4}|[0569]{3}-01-[0-9]{4}") {
            proptest::prop_assert_eq!(admits(SSN, &[], &text.as_str().into()), is_ssn(text.as_bytes()));
            assert_same(&Ssn, SSN, &[], text);
        }
    }
}
