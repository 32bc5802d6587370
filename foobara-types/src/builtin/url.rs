//! Addresses on the web and elsewhere.

use ::url::Url;
use serde::Deserializer;
use serde_json::Value;

use super::STRING;
use crate::{
    declaration::{Base, Scalar, Wire},
    decode,
    typed::Typed,
};

/// `url`: an absolute address of any scheme, written as the URL Standard normalises it.
///
/// The schema has no pattern: it admits any text.
pub const URL: &Scalar = &Scalar {
    name: "url",
    extends: Some(STRING),
    wire: Wire::Text,
    expectation: "an absolute URL, as \"https://example.com/\"",
    cast,
    schema: |schema| drop(schema.insert("format".to_owned(), "uri".into())),
    ..Scalar::ATOM
};

impl Typed for Url {
    const BASE: Base = Base::Scalar(URL);

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::text(deserializer, "a normalised URL", strict)
    }
}

/// Casts to a URL: text that the URL Standard takes, normalised. What changes when it is normalised again is refused.
fn cast(value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    if strict(text).is_some() {
        return Some(value.clone());
    }
    let url = String::from(Url::parse(text).ok()?);
    strict(&url).is_some().then(|| url.into())
}

fn strict(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| url.as_str() == text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::builtin::laws;

    #[test]
    fn addresses_are_normalised() {
        for (text, url) in [
            ("https://example.com/", "https://example.com/"),
            ("HTTPS://Example.COM:443", "https://example.com/"),
            (
                "https://example.com/a/../b c?q=é",
                "https://example.com/b%20c?q=%C3%A9",
            ),
            ("http://bücher.example", "http://xn--bcher-kva.example/"),
            ("mailto:a@example.com", "mailto:a@example.com"),
        ] {
            assert_eq!(cast(&json!(text)), Some(json!(url)), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_absolute_address() {
        for value in [
            json!("example.com"),
            json!("/a"),
            json!("http://"),
            json!("http://a b/"),
            json!("http://1.2.3.4.5/"),
            json!(""),
            json!(1),
            json!(null),
        ] {
            assert_eq!(cast(&value), None, "{value}");
        }
    }

    #[test]
    fn long_texts_take_no_time() {
        laws::check_long(URL, "http://");
    }

    proptest! {
        #[test]
        fn texts_keep_the_laws(
            text in r"(http|HTTP|ftp|file|data|x)://?/?([a-zA-Z0-9.é%@:]{0,12})(:[0-9]{0,5})?(/[a-z.%2é |]{0,6}){0,3}([?#]\PC{0,5})?|\PC*"
        ) {
            laws::check::<Url>(URL, &text.into());
        }

        #[test]
        fn other_values_keep_the_laws(value in laws::values()) {
            laws::check::<Url>(URL, &value);
        }
    }
}
