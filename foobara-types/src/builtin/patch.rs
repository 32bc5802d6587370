//! Values that are changed, or left as they are.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    declaration::{Base, NamedType, Ref},
    error::InputErrors,
    path::At,
    rule::RuleSpec,
    typed::Typed,
};

/// What becomes of a value: it is left as it is, when nothing is given, or it becomes what is given.
///
/// Of a value that may be missing, a `Patch<Option<T>>`, null is given to take it away.
///
/// ```
/// use foobara_types::Patch;
///
/// let mut name = "Fumiko".to_owned();
/// Patch::Keep.apply_to(&mut name);
/// assert_eq!(name, "Fumiko");
/// Patch::Set("Barbara".to_owned()).apply_to(&mut name);
/// assert_eq!(name, "Barbara");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// It is left as it is.
    #[default]
    Keep,
    /// It becomes this.
    Set(T),
}

impl<T> Patch<T> {
    /// Makes the value what it becomes.
    pub fn apply_to(self, value: &mut T) {
        if let Self::Set(given) = self {
            *value = given;
        }
    }

    /// Returns what was given, if anything was.
    pub fn given(self) -> Option<T> {
        match self {
            Self::Keep => None,
            Self::Set(given) => Some(given),
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(given: T) -> Self {
        Self::Set(given)
    }
}

/// Written as what is given; what is left as it is, is left out where it is an attribute, and null elsewhere.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep => serializer.serialize_none(),
            Self::Set(given) => given.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::Set)
    }
}

impl<T: Typed> Typed for Patch<T> {
    const BASE: Base = T::BASE;
    const NAMED: Option<Ref<NamedType>> = T::NAMED;
    const RULES: &'static [RuleSpec] = T::RULES;
    const REQUIRED: bool = false;
    const ALLOW_NIL: bool = T::ALLOW_NIL;
    const SENSITIVE: bool = T::SENSITIVE;
    const CHECKED: bool = T::CHECKED;

    fn absent() -> Option<Self> {
        Some(Self::Keep)
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Keep)
    }

    fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
        if let Self::Set(given) = self {
            given.check(at, errors);
        }
    }

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::decode(deserializer).map(Self::Set)
    }
}
