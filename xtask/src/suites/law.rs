//! What may become of a value, wherever it is put.

use foobara_types::{ErrorCollection, ErrorKey, possible::PossibleInputError};

use crate::caught::caught;
use crate::excerpt::excerpt;

/// What is made of the text of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// It is accepted.
    Accepted,
    /// It is JSON and refused, with errors that are declared.
    Refused,
    /// It is refused as no JSON.
    NotJson,
}

/// A place to put values in.
pub(super) trait Place {
    /// Names the place.
    fn name(&self) -> &str;

    /// Puts the JSON text of a value there.
    ///
    /// # Errors
    ///
    /// What breaks a law.
    fn put(&self, value: &[u8]) -> Result<Answer, String>;

    /// Puts the JSON text of a value there; a panic breaks a law, too.
    ///
    /// # Errors
    ///
    /// What breaks a law.
    fn answer(&self, value: &[u8]) -> Result<Answer, String> {
        caught(|| self.put(value)).unwrap_or_else(|panic| Err(format!("panicked: {}", excerpt(&panic))))
    }
}

/// Returns an object of one attribute, as JSON text. The text of the value need not be JSON.
pub(super) fn object_of(name: &str, value: &[u8]) -> Vec<u8> {
    let name = serde_json::Value::from(name).to_string();
    [b"{", name.as_bytes(), b":", value, b"}"].concat()
}

/// Returns the keys of possible errors.
pub(super) fn keys(possible: &[PossibleInputError]) -> Vec<ErrorKey> {
    possible.iter().map(PossibleInputError::key).collect()
}

/// Says which error is not declared or not written as JSON.
///
/// # Errors
///
/// The first such error.
pub(super) fn declared(errors: &ErrorCollection, possible: &[ErrorKey]) -> Result<(), String> {
    if errors.is_empty() {
        return Err("is refused without an error".to_owned());
    }
    serde_json::to_string(errors).map_err(|error| format!("has errors that are no JSON: {error}"))?;
    let is_unknown = |error: &&_| !possible.iter().any(|possible| possible.matches(error));
    match errors.iter().find(is_unknown) {
        Some(error) => Err(format!(
            "causes an error that is not declared: {}",
            excerpt(&error.key())
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use foobara_types::{ErrorReport, Issue};

    use super::*;

    struct Fragile;

    impl Place for Fragile {
        fn name(&self) -> &str {
            "fragile"
        }

        fn put(&self, value: &[u8]) -> Result<Answer, String> {
            assert!(value.is_empty(), "too much");
            Ok(Answer::Accepted)
        }
    }

    #[test]
    fn a_panic_breaks_the_law() {
        assert_eq!(Fragile.answer(b""), Ok(Answer::Accepted));
        assert_eq!(Fragile.answer(b"1"), Err("panicked: too much".to_owned()));
    }

    #[test]
    fn an_error_that_is_not_declared_breaks_the_law() {
        let error = ErrorReport::input("value".into(), Issue::text("odd", "Odd"));
        let errors = ErrorCollection::from(error);
        let key = ErrorKey::from(&errors.0[0]);
        assert_eq!(declared(&errors, &[key]), Ok(()));
        assert_eq!(
            declared(&errors, &[]),
            Err("causes an error that is not declared: data.value.odd".to_owned())
        );
        assert_eq!(
            declared(&ErrorCollection::new(), &[]),
            Err("is refused without an error".to_owned())
        );
    }

    #[test]
    fn the_value_of_an_object_need_not_be_json() {
        assert_eq!(object_of("a\"b", b"[1,\xff"), b"{\"a\\\"b\":[1,\xff}");
    }
}
