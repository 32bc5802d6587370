//! Bytes.

use std::ops::Deref;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_PAD_INDIFFERENT, URL_SAFE_PAD_INDIFFERENT},
};
use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::STRING;
use crate::{
    declaration::{Base, Scalar, Wire},
    decode,
    typed::Typed,
};

/// `binary`: bytes, as text in Base64 of the standard alphabet with padding (RFC 4648, section 4).
///
/// The pattern of its schema is exact. `max_length` and other rules on text count the characters of the Base64.
pub const BINARY: &Scalar = &Scalar {
    name: "binary",
    extends: Some(STRING),
    wire: Wire::Text,
    expectation: "bytes as text in Base64",
    cast,
    schema: |schema| {
        schema.insert("contentEncoding".to_owned(), "base64".into());
        schema.insert(
            "pattern".to_owned(),
            "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$".into(),
        );
    },
    ..Scalar::ATOM
};

/// Bytes that are read and written as text in Base64. Cloning shares them.
///
/// ```
/// use foobara_types::builtin::Binary;
///
/// let greeting = Binary::from(b"hello".to_vec());
/// assert_eq!(serde_json::to_string(&greeting)?, r#""aGVsbG8=""#);
/// assert_eq!(serde_json::from_str::<Binary>(r#""aGVsbG8=""#)?, greeting);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Binary(pub Bytes);

impl Deref for Binary {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Bytes> for Binary {
    fn from(bytes: Bytes) -> Self {
        Self(bytes)
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl Serialize for Binary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&base64::display::Base64Display::new(&self.0, &STANDARD))
    }
}

impl<'de> Deserialize<'de> for Binary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::text(deserializer, "bytes in Base64 with padding", strict)
    }
}

impl Typed for Binary {
    const BASE: Base = Base::Scalar(BINARY);
}

/// Casts to Base64 of the standard alphabet with padding, from this or the URL-safe one, with padding or without.
fn cast(value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    let bytes = STANDARD_PAD_INDIFFERENT
        .decode(text)
        .or_else(|_| URL_SAFE_PAD_INDIFFERENT.decode(text))
        .ok()?;
    Some(STANDARD.encode(bytes).into())
}

fn strict(text: &str) -> Option<Binary> {
    STANDARD.decode(text).ok().map(Binary::from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::builtin::laws;

    #[test]
    fn accepts_both_alphabets_with_padding_and_without() {
        for text in ["+/+/+w==", "+/+/+w", "-_-_-w==", "-_-_-w"] {
            assert_eq!(cast(&json!(text)), Some(json!("+/+/+w==")), "{text}");
        }
        assert_eq!(cast(&json!("")), Some(json!("")));
    }

    #[test]
    fn refuses_what_is_not_written_by_an_encoder() {
        for value in [
            json!("a"),
            json!("+/+/+x=="),
            json!("+_+/"),
            json!("+/+/ +w=="),
            json!("+/+/\n"),
            json!("===="),
            json!("é"),
            json!(5),
            json!([1, 2]),
            json!(null),
        ] {
            assert_eq!(cast(&value), None, "{value}");
        }
    }

    #[test]
    fn long_texts_take_no_time() {
        laws::check_long(BINARY, "aaaa");
    }

    proptest! {
        #[test]
        fn all_bytes_are_read_back(bytes: Vec<u8>) {
            let written = serde_json::to_value(Binary::from(bytes.clone())).expect("is written");
            prop_assert_eq!(Binary::decode(&written).ok(), Some(Binary::from(bytes)));
            laws::check::<Binary>(BINARY, &written);
        }

        #[test]
        fn texts_keep_the_laws(text in r"[A-D+/_w048-]{0,12}={0,3}|\PC*") {
            laws::check::<Binary>(BINARY, &text.into());
        }

        #[test]
        fn other_values_keep_the_laws(value in laws::values()) {
            laws::check::<Binary>(BINARY, &value);
        }
    }
}
