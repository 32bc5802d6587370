use super::{Rule, RuleKind, Subject, case::on_text, keywords::require_pattern};
use crate::error::Issue;

/// A telephone number as E.164 writes it: `+` and 7 to 15 digits, of which the first is not zero.
///
/// Whether such a number is in use is not looked at; the rule `phone_number` knows the numbering plans.
#[derive(Debug, Clone, Copy)]
pub struct Phone;

/// `phone`: a telephone number as E.164 writes it, as `+493012345678`. Schemas say it exactly.
pub const PHONE: &RuleKind = &RuleKind {
    name: "phone",
    on: Subject::Text,
    symbols: &["not_a_phone_number"],
    process: &|_, value| on_text(value, &Phone),
    schema: |_, schema| require_pattern(r"^\+[1-9][0-9]{6,14}$", schema),
    ..RuleKind::VALIDATOR
};

impl Rule<String> for Phone {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if is_phone(value.as_bytes()) {
            Ok(())
        } else {
            Err(not_a_phone_number(value))
        }
    }
}

fn is_phone(text: &[u8]) -> bool {
    match text {
        [b'+', digits @ ..] => {
            (7..=15).contains(&digits.len())
                && digits.first() != Some(&b'0')
                && digits.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

#[cold]
pub(super) fn not_a_phone_number(value: &str) -> Box<Issue> {
    Box::new(
        Issue::text(
            "not_a_phone_number",
            "Must be a telephone number with its country code, as +14155552671",
        )
        .with("value", value.to_owned()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{assert_same, check_exact, texts};

    #[test]
    fn numbers_have_a_plus_and_7_to_15_digits() {
        check_exact(
            PHONE,
            &[],
            &texts(&["+1234567", "+14155552671", "+123456789012345"]),
            &texts(&[
                "",
                "+",
                "+123456",
                "+1234567890123456",
                "+01234567",
                "14155552671",
                "+1415555267a",
                "+1 415 5552671",
                "+1415555267\n",
            ]),
        );
    }

    proptest::proptest! {
        #[test]
        fn typed_and_dynamic_agree(text in "[+]?[0-9a]{5,17}") {
            assert_same(&Phone, PHONE, &[], text);
        }
    }
}
