//! Universally unique identifiers.

use ::uuid::Uuid;
use serde::Deserializer;
use serde_json::Value;

use crate::{
    declaration::{Base, Scalar, Wire},
    decode,
    typed::Typed,
};

/// `uuid`: an identifier of 128 bits, in lower case and with hyphens.
///
/// The pattern of its schema is exact.
pub const UUID: &Scalar = &Scalar {
    name: "uuid",
    wire: Wire::Text,
    expectation: "a UUID, as \"67e55044-10b1-426f-9247-bb680e5fe0c8\"",
    cast,
    schema: |schema| {
        schema.insert("format".to_owned(), "uuid".into());
        schema.insert(
            "pattern".to_owned(),
            "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$".into(),
        );
    },
    ..Scalar::ATOM
};

impl Typed for Uuid {
    const BASE: Base = Base::Scalar(UUID);

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::text(deserializer, "a UUID in lower case with hyphens", strict)
    }
}

/// Casts to a UUID: in either case, without hyphens, in braces, or after `urn:uuid:`.
fn cast(value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    if strict(text).is_some() {
        return Some(value.clone());
    }
    Uuid::try_parse(text).ok().map(|uuid| uuid.to_string().into())
}

fn strict(text: &str) -> Option<Uuid> {
    const LENGTH: usize = ::uuid::fmt::Hyphenated::LENGTH;
    let is_strict = text.len() == LENGTH && !text.bytes().any(|byte| byte.is_ascii_uppercase());
    is_strict.then(|| Uuid::try_parse(text).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::builtin::laws;

    #[test]
    fn accepts_the_usual_forms() {
        for text in [
            "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "67E55044-10B1-426F-9247-BB680E5FE0C8",
            "67e5504410b1426f9247bb680e5fe0c8",
            "{67e55044-10b1-426f-9247-bb680e5fe0c8}",
            "urn:uuid:67e55044-10b1-426f-9247-bb680e5fe0c8",
        ] {
            let strict = json!("67e55044-10b1-426f-9247-bb680e5fe0c8");
            assert_eq!(cast(&json!(text)), Some(strict), "{text}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        for value in [
            json!("67e55044-10b1-426f-9247-bb680e5fe0c"),
            json!("67e55044-10b1-426f-9247-bb680e5fe0cg"),
            json!("67e5504410b1-426f-9247-bb680e5fe0c8"),
            json!("67e55044-10b1-426f-9247-bb680e5fe0c8 "),
            json!("67e55044-10b1-426f-9247-bb680e5fe0é"),
            json!(""),
            json!(0),
            json!(null),
        ] {
            assert_eq!(cast(&value), None, "{value}");
        }
    }

    #[test]
    fn the_types_own_forms_beyond_the_strict_one_are_not_decoded() {
        assert!(Uuid::decode(&json!("67e5504410b1426f9247bb680e5fe0c8")).is_err());
        assert!(Uuid::decode(&json!("67E55044-10b1-426f-9247-bb680e5fe0c8")).is_err());
    }

    #[test]
    fn long_texts_take_no_time() {
        laws::check_long(UUID, "urn:uuid:");
    }

    proptest! {
        #[test]
        fn every_uuid_in_every_form_keeps_the_laws(bits: u128, form in 0..5) {
            let uuid = Uuid::from_u128(bits);
            let text = match form {
                0 => uuid.simple().to_string(),
                1 => uuid.braced().to_string(),
                2 => uuid.urn().to_string(),
                3 => uuid.to_string().to_uppercase(),
                _ => uuid.to_string(),
            };
            prop_assert_eq!(cast(&text.clone().into()), Some(uuid.to_string().into()));
            laws::check::<Uuid>(UUID, &text.into());
        }

        #[test]
        fn texts_keep_the_laws(text in r"[{]?[0-9a-fA-F]{7,8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}[}]?|\PC*") {
            laws::check::<Uuid>(UUID, &text.into());
        }

        #[test]
        fn other_values_keep_the_laws(value in laws::values()) {
            laws::check::<Uuid>(UUID, &value);
        }
    }
}
