//! Secrets.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    declaration::{Base, NamedType, Ref},
    error::{InputErrors, REDACTED},
    path::At,
    rule::RuleSpec,
    typed::Typed,
};

/// A secret: kept out of debug output, logs, errors, results and manifests.
///
/// ```
/// use foobara_types::Sensitive;
///
/// let pin = Sensitive::new("1234".to_owned());
/// assert_eq!(format!("{pin:?}"), "[REDACTED]");
/// assert_eq!(serde_json::to_string(&pin)?, r#""[REDACTED]""#);
/// assert_eq!(pin.expose(), "1234");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Takes a secret into custody.
    pub const fn new(secret: T) -> Self {
        Self(secret)
    }

    /// Returns the secret; every place that calls this answers for where it goes.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Gives the secret up.
    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl<T> From<T> for Sensitive<T> {
    fn from(secret: T) -> Self {
        Self(secret)
    }
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(REDACTED)
    }
}

impl<T> Serialize for Sensitive<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(REDACTED)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Sensitive<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

impl<T: Typed> Typed for Sensitive<T> {
    const BASE: Base = T::BASE;
    const NAMED: Option<Ref<NamedType>> = T::NAMED;
    const RULES: &'static [RuleSpec] = T::RULES;
    const REQUIRED: bool = T::REQUIRED;
    const ALLOW_NIL: bool = T::ALLOW_NIL;
    const SENSITIVE: bool = true;
    const CHECKED: bool = T::CHECKED;

    fn absent() -> Option<Self> {
        T::absent().map(Self)
    }

    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }

    fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
        let mut found = InputErrors::new();
        self.0.check(at, &mut found);
        for mut error in found {
            error.issue.conceal();
            errors.push_at(error.path, error.issue);
        }
    }

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::decode(deserializer).map(Self)
    }
}
