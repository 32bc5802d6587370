//! Where money is.

use std::borrow::Cow;

use crate::{
    builtin::STRING,
    declaration::{Base, NamedType},
    rule::{Argument, CREDIT_CARD as IS_CREDIT_CARD, IBAN as IS_IBAN, RuleSpec, UPCASE, WITHOUT},
};

/// `iban`: an international bank account number; spaces are removed, letters made capitals.
pub static IBAN: NamedType = NamedType {
    name: Cow::Borrowed("iban"),
    extends: Cow::Borrowed("string"),
    base: Base::Scalar(STRING),
    rules: Cow::Borrowed(
        const {
            &[
                RuleSpec::new(WITHOUT, const { &[Argument::text(" ")] }),
                RuleSpec::new(UPCASE, &[]),
                RuleSpec::new(IS_IBAN, &[]),
            ]
        },
    ),
    description: Some(Cow::Borrowed("An international bank account number")),
};

/// `credit_card`: a payment card number; spaces and hyphens are removed.
pub static CREDIT_CARD: NamedType = NamedType {
    name: Cow::Borrowed("credit_card"),
    extends: Cow::Borrowed("string"),
    base: Base::Scalar(STRING),
    rules: Cow::Borrowed(
        const {
            &[
                RuleSpec::new(WITHOUT, const { &[Argument::text(" -")] }),
                RuleSpec::new(IS_CREDIT_CARD, &[]),
            ]
        },
    ),
    description: Some(Cow::Borrowed("A payment card number")),
};

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::builtin::named::testing::{refuses, takes};

    #[test]
    fn numbers_lose_what_is_there_to_be_read() {
        takes(
            &IBAN,
            &json!("de89 3704 0044 0532 0130 00"),
            &json!("DE89370400440532013000"),
        );
        refuses(&IBAN, &json!("DE88 3704 0044 0532 0130 00"), "not_an_iban");
        takes(
            &CREDIT_CARD,
            &json!("4111 1111-1111 1111"),
            &json!("4111111111111111"),
        );
        refuses(&CREDIT_CARD, &json!("4111 1111 1111 1112"), "not_a_credit_card");
    }
}
