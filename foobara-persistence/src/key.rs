use std::{
    fmt,
    hash::{Hash, Hasher},
};

use foobara_core::transaction::StorageError;
use foobara_types::{Base, Ref, RuleSpec, Typed, declaration::NamedType};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};

use crate::{datum::Datum, entity::Identified, field::Field};

/// A type of primary keys: whole numbers and text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a primary key",
    note = "use a whole number, a `String`, or `Auto<i64>` for keys that the store assigns"
)]
pub trait PrimaryKey:
    Clone + fmt::Debug + Eq + Hash + Serialize + DeserializeOwned + Typed + Field + Send + Sync + 'static
{
}

macro_rules! primary_keys {
    ($($key:ty)*) => {$(impl PrimaryKey for $key {})*};
}

primary_keys!(i8 i16 i32 i64 u8 u16 u32 u64 String);

/// What the attribute of a primary key may be: a key that is known beforehand, or an [`Auto`].
#[diagnostic::on_unimplemented(
    message = "an attribute of type `{Self}` cannot be a primary key",
    note = "use a whole number, a `String`, or `Auto<i64>` for keys that the store assigns"
)]
pub trait KeyField {
    /// The type of the key.
    type Key: PrimaryKey;

    /// Returns the key, once there is one.
    fn key(&self) -> Option<Self::Key>;
}

impl<K: PrimaryKey> KeyField for K {
    type Key = K;

    fn key(&self) -> Option<K> {
        Some(self.clone())
    }
}

impl<K: PrimaryKey> KeyField for Auto<K> {
    type Key = K;

    fn key(&self) -> Option<K> {
        self.0.clone()
    }
}

/// A primary key that the store assigns when the record is created.
///
/// ```
/// use foobara_persistence::Auto;
///
/// let new: Auto<i64> = Auto::unassigned();
/// assert_eq!(new.get(), None);
/// assert_eq!(Auto::from(5).get(), Some(&5));
/// assert_eq!(serde_json::to_string(&Auto::from(5))?, "5");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Auto<K>(Option<K>);

impl<K> Auto<K> {
    /// Returns the key of a record that was not created yet.
    pub const fn unassigned() -> Self {
        Self(None)
    }

    /// Returns the key, once it is assigned.
    pub const fn get(&self) -> Option<&K> {
        self.0.as_ref()
    }
}

impl<K> Default for Auto<K> {
    fn default() -> Self {
        Self::unassigned()
    }
}

impl<K> From<K> for Auto<K> {
    fn from(key: K) -> Self {
        Self(Some(key))
    }
}

impl<K: Serialize> Serialize for Auto<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Some(key) => key.serialize(serializer),
            None => serializer.serialize_unit(),
        }
    }
}

impl<'de, K: Deserialize<'de>> Deserialize<'de> for Auto<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        K::deserialize(deserializer).map(Self::from)
    }
}

impl<K: Typed> Typed for Auto<K> {
    const BASE: Base = K::BASE;
    const NAMED: Option<Ref<NamedType>> = K::NAMED;
    const RULES: &'static [RuleSpec] = K::RULES;
    const REQUIRED: bool = false;
    const SENSITIVE: bool = K::SENSITIVE;

    fn absent() -> Option<Self> {
        Some(Self::unassigned())
    }

    fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

impl<K: Field> Field for Auto<K> {
    fn to_datum(&self) -> Datum {
        self.0.to_datum()
    }

    fn from_datum(datum: Datum) -> Result<Self, StorageError> {
        Option::from_datum(datum).map(Self)
    }
}

/// A reference to a record by its primary key. It is not loaded; see [`Record`](crate::Record) for inputs that are.
///
/// Two references are equal when their keys are.
pub struct Key<E: Identified>(E::Key);

impl<E: Identified> Key<E> {
    /// Returns a reference to the record with this key. Whether there is one is not looked at.
    pub const fn new(key: E::Key) -> Self {
        Self(key)
    }

    /// Returns a reference to `record`, once it has a key.
    pub fn of(record: &E) -> Option<Self> {
        record.identity().map(Self)
    }

    /// Returns the key.
    pub const fn get(&self) -> &E::Key {
        &self.0
    }

    /// Takes the key out.
    pub fn into_inner(self) -> E::Key {
        self.0
    }
}

impl<E: Identified> Clone for Key<E> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<E: Identified<Key: Copy>> Copy for Key<E> {}

impl<E: Identified> PartialEq for Key<E> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<E: Identified> Eq for Key<E> {}

impl<E: Identified> Hash for Key<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<E: Identified> Serialize for Key<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, E: Identified> Deserialize<'de> for Key<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        E::Key::deserialize(deserializer).map(Self)
    }
}

impl<E: Identified> Typed for Key<E> {
    const BASE: Base = Base::Key(Ref::Static(E::declared));
}

impl<E: Identified> Field for Key<E> {
    fn to_datum(&self) -> Datum {
        self.0.to_datum()
    }

    fn from_datum(datum: Datum) -> Result<Self, StorageError> {
        E::Key::from_datum(datum).map(Self)
    }
}

impl<E: Identified> From<Key<E>> for Datum {
    fn from(key: Key<E>) -> Self {
        key.0.to_datum()
    }
}

impl<E: Identified> From<&Key<E>> for Datum {
    fn from(key: &Key<E>) -> Self {
        key.0.to_datum()
    }
}

impl<E: Identified> fmt::Debug for Key<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Key").field(&self.0).finish()
    }
}
