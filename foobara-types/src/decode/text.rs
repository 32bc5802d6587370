use std::{
    fmt::{self, Display, Write},
    str::FromStr,
};

use serde::{
    Deserializer,
    de::{Error, Visitor},
};

/// Decodes a type whose strict form is text, by a function that reads this form and no other.
///
/// The types of other crates often read more than one form. Their [`Typed::decode`](crate::Typed::decode) calls this,
/// so that what is decoded is what the caster leaves alone.
///
/// ```
/// use std::net::IpAddr;
///
/// use foobara_types::decode;
/// use serde_json::json;
///
/// let strict = |text: &str| decode::text::<IpAddr, _>(&json!(text), "an IP address", decode::canonical);
/// assert_eq!(strict("::1")?, "::1".parse::<IpAddr>()?);
/// assert!(strict("0:0::1").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the value is no text, or `parse` does not take it; the message says what was `expected`.
#[inline]
pub fn text<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(TextVisitor { expected, parse })
}

struct TextVisitor<T> {
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
}

impl<T> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.expected)
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).ok_or_else(|| E::custom(format_args!("expected {}", self.expected)))
    }
}

/// Reads text that is written exactly as the type writes it. Nothing is allocated for the comparison.
pub fn canonical<T: FromStr + Display>(text: &str) -> Option<T> {
    let value = text.parse().ok()?;
    let mut rest = Remaining(text);
    (write!(rest, "{value}").is_ok() && rest.0.is_empty()).then_some(value)
}

/// What is still to be written of a text. Writing anything else fails.
struct Remaining<'a>(&'a str);

impl Write for Remaining<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(piece).ok_or(fmt::Error)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn canonical_text_is_what_the_type_writes() {
        assert_eq!(canonical::<u8>("7"), Some(7));
        assert_eq!(canonical::<u8>("07"), None);
        assert_eq!(canonical::<u8>("x"), None);
        assert_eq!(canonical::<f64>("1.0"), None);
    }

    #[test]
    fn the_message_says_what_was_expected_and_does_not_repeat_the_text() {
        let refused = |value: serde_json::Value| {
            text::<u8, _>(&value, "a small number", canonical).map_err(|error| error.to_string())
        };
        assert_eq!(refused(json!("7")), Ok(7));
        assert_eq!(
            refused(json!("secret")),
            Err("expected a small number".to_owned())
        );
        assert_eq!(
            refused(json!(7)),
            Err("invalid type: integer `7`, expected a small number".to_owned())
        );
    }
}
