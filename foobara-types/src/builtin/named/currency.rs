//! What money is of.

use std::borrow::Cow;

use crate::{
    builtin::STRING,
    declaration::{Base, NamedType},
    rule::{CURRENCY as IS_CURRENCY, RuleSpec},
};

/// `currency`: a currency by its code of ISO 4217.
pub static CURRENCY: NamedType = NamedType {
    name: Cow::Borrowed("currency"),
    extends: Cow::Borrowed("string"),
    base: Base::Scalar(STRING),
    rules: Cow::Borrowed(const { &[RuleSpec::new(IS_CURRENCY, &[])] }),
    description: Some(Cow::Borrowed("A currency by its code of three letters, as EUR")),
};

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::builtin::named::testing::{refuses, takes};

    #[test]
    fn codes_pass_as_they_are() {
        takes(&CURRENCY, &json!("EUR"), &json!("EUR"));
        refuses(&CURRENCY, &json!("eur"), "not_a_currency");
    }
}
