//! Where things are found.

use std::borrow::Cow;

use crate::{
    builtin::STRING,
    declaration::{Base, NamedType},
    rule::{RuleSpec, URL as IS_URL},
};

/// `url`: an absolute URL of any scheme.
pub static URL: NamedType = NamedType {
    name: Cow::Borrowed("url"),
    extends: Cow::Borrowed("string"),
    base: Base::Scalar(STRING),
    rules: Cow::Borrowed(const { &[RuleSpec::new(IS_URL, &[])] }),
    description: Some(Cow::Borrowed("An absolute URL")),
};

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::builtin::named::testing::{refuses, takes};

    #[test]
    fn urls_pass_as_they_are() {
        takes(&URL, &json!("https://example.com"), &json!("https://example.com"));
        refuses(&URL, &json!("example.com"), "not_a_url");
    }
}
