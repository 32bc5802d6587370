//! Where people are reached.

use std::borrow::Cow;

use crate::{
    builtin::STRING,
    declaration::{Base, NamedType},
    rule::{
        Argument, COUNTRY as IS_COUNTRY, DOWNCASE, EMAIL as IS_EMAIL, PHONE as IS_PHONE,
        POSTAL_CODE as IS_POSTAL_CODE, PostalCode, RuleSpec, WITHOUT,
    },
};

/// `email`: an e-mail address, in lower case.
pub static EMAIL: NamedType = NamedType {
    name: Cow::Borrowed("email"),
    extends: Cow::Borrowed("string"),
    base: Base::Scalar(STRING),
    rules: Cow::Borrowed(const { &[RuleSpec::new(DOWNCASE, &[]), RuleSpec::new(IS_EMAIL, &[])] }),
    description: Some(Cow::Borrowed("An e-mail address")),
};

/// `phone`: a telephone number of E.164; spaces, hyphens and parentheses are removed.
pub static PHONE: NamedType = NamedType {
    name: Cow::Borrowed("phone"),
    extends: Cow::Borrowed("string"),
    base: Base::Scalar(STRING),
    rules: Cow::Borrowed(
        const {
            &[
                RuleSpec::new(WITHOUT, const { &[Argument::text(" -()")] }),
                RuleSpec::new(IS_PHONE, &[]),
            ]
        },
    ),
    description: Some(Cow::Borrowed(
        "A telephone number with its country code, as +14155552671",
    )),
};

/// `postal_code`: a postal code of any country.
pub static POSTAL_CODE: NamedType = NamedType {
    name: Cow::Borrowed("postal_code"),
    extends: Cow::Borrowed("string"),
    base: Base::Scalar(STRING),
    rules: Cow::Borrowed(
        const {
            &[RuleSpec::new(
                IS_POSTAL_CODE,
                const { &[Argument::text(PostalCode::ANYWHERE)] },
            )]
        },
    ),
    description: Some(Cow::Borrowed("A postal code")),
};

/// `country`: a country by its code of ISO 3166-1 alpha-2.
pub static COUNTRY: NamedType = NamedType {
    name: Cow::Borrowed("country"),
    extends: Cow::Borrowed("string"),
    base: Base::Scalar(STRING),
    rules: Cow::Borrowed(const { &[RuleSpec::new(IS_COUNTRY, &[])] }),
    description: Some(Cow::Borrowed("A country by its code of two letters, as DE")),
};

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::builtin::named::testing::{refuses, takes};

    #[test]
    fn addresses_are_in_lower_case() {
        takes(&EMAIL, &json!("Ada@Example.COM"), &json!("ada@example.com"));
        refuses(&EMAIL, &json!("a@b_c"), "second_part_has_bad_characters");
    }

    #[test]
    fn numbers_lose_what_is_there_to_be_read() {
        takes(&PHONE, &json!("+1 (415) 555-2671"), &json!("+14155552671"));
        refuses(&PHONE, &json!("(415) 555-2671"), "not_a_phone_number");
    }

    #[test]
    fn codes_are_of_any_country() {
        takes(&POSTAL_CODE, &json!("SW1A 1AA"), &json!("SW1A 1AA"));
        takes(&POSTAL_CODE, &json!(10115), &json!("10115"));
        refuses(&POSTAL_CODE, &json!("?"), "not_a_postal_code");
        takes(&COUNTRY, &json!("DE"), &json!("DE"));
        refuses(&COUNTRY, &json!("XX"), "not_a_country");
    }
}
