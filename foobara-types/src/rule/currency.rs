use iso_currency::Currency as Code;

use super::{Rule, RuleKind, Subject, case::on_text, keywords::require_pattern};
use crate::error::{Issue, brief};

/// A currency by its code of three capital letters, as ISO 4217 assigns them.
#[derive(Debug, Clone, Copy)]
pub struct Currency;

/// `currency`: a currency by its code of ISO 4217, as `EUR`. Schemas say the form, which other letters have, too.
pub const CURRENCY: &RuleKind = &RuleKind {
    name: "currency",
    on: Subject::Text,
    symbols: &["not_a_currency"],
    process: &|_, value| on_text(value, &Currency),
    schema: |_, schema| require_pattern("^[A-Z]{3}$", schema),
    ..RuleKind::VALIDATOR
};

impl Rule<String> for Currency {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        match Code::from_code(value) {
            Some(_) => Ok(()),
            None => Err(not_a_currency(value)),
        }
    }
}

#[cold]
fn not_a_currency(value: &str) -> Box<Issue> {
    let message = format!(
        "{} is not the code of a currency in capital letters, as EUR",
        brief(&value.into())
    );
    Box::new(Issue::text("not_a_currency", message).with("value", value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{assert_same, check, texts};

    #[test]
    fn codes_are_those_that_are_assigned() {
        check(
            CURRENCY,
            &[],
            &texts(&["EUR", "USD", "JPY", "CHF", "XAU"]),
            &texts(&["", "EU", "EURO", "eur", "ABC", "€"]),
        );
    }

    proptest::proptest! {
        #[test]
        fn typed_and_dynamic_agree(text in "[A-Z]{2,4}") {
            assert_same(&Currency, CURRENCY, &[], text);
        }
    }
}
