//! What people and things are known by.

use std::borrow::Cow;

use crate::{
    builtin::STRING,
    declaration::{Base, NamedType},
    rule::{RuleSpec, SLUG as IS_SLUG, SSN as IS_SSN, USERNAME as IS_USERNAME},
};

/// `username`: a name to sign in with.
pub static USERNAME: NamedType = NamedType {
    name: Cow::Borrowed("username"),
    extends: Cow::Borrowed("string"),
    base: Base::Scalar(STRING),
    rules: Cow::Borrowed(const { &[RuleSpec::new(IS_USERNAME, &[])] }),
    description: Some(Cow::Borrowed(
        "A name to sign in with: 3 to 32 letters, digits, underscores, full stops and hyphens, a letter first",
    )),
};

/// `slug`: a name for addresses.
pub static SLUG: NamedType = NamedType {
    name: Cow::Borrowed("slug"),
    extends: Cow::Borrowed("string"),
    base: Base::Scalar(STRING),
    rules: Cow::Borrowed(const { &[RuleSpec::new(IS_SLUG, &[])] }),
    description: Some(Cow::Borrowed("Lower-case words joined by single hyphens")),
};

/// `ssn`: a social security number of the United States.
pub static SSN: NamedType = NamedType {
    name: Cow::Borrowed("ssn"),
    extends: Cow::Borrowed("string"),
    base: Base::Scalar(STRING),
    rules: Cow::Borrowed(const { &[RuleSpec::new(IS_SSN, &[])] }),
    description: Some(Cow::Borrowed(
        "A social security number of the United States, as 123-45-6789",
    )),
};

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::builtin::named::testing::{refuses, takes};

    #[test]
    fn names_pass_as_they_are() {
        takes(&USERNAME, &json!("Ada_1"), &json!("Ada_1"));
        refuses(&USERNAME, &json!("1"), "not_a_username");
        takes(&SLUG, &json!("hello-world"), &json!("hello-world"));
        refuses(&SLUG, &json!("Hello"), "not_a_slug");
        takes(&SSN, &json!("123-45-6789"), &json!("123-45-6789"));
        refuses(&SSN, &json!("000-45-6789"), "not_an_ssn");
    }
}
