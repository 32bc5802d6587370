use std::fmt;

use foobara_types::{
    At, Base, InputErrors, Ref, Typed,
    declaration::UnionType,
    decode::{Variants, decode_union, encode_union},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::NestedNew;
use crate::{
    key::Key,
    loading::{HoldsRecords, RecordSlots},
    record::Record,
};

/// A reference to a record that is there, or to one that is created together with the record that refers to it.
///
/// In inputs the first is the primary key, and the second an object with what it takes to create the record. A record that
/// is there is loaded with the inputs, and reported as `not_found` when it is not.
///
/// ```
/// use foobara::{Auto, Key, OrNew, prelude::*};
///
/// #[derive(Debug, Clone, Entity)]
/// #[entity(create_aggregate = NewKeeper)]
/// struct Keeper {
///     #[entity(key)]
///     id: Auto<i64>,
///     name: String,
/// }
///
/// #[derive(Debug, Clone, Entity)]
/// #[entity(create_aggregate = NewCapybara)]
/// struct Capybara {
///     #[entity(key)]
///     id: Auto<i64>,
///     #[entity(nested)]
///     keeper: Key<Keeper>,
/// }
///
/// let known: NewCapybara = serde_json::from_str(r#"{ "keeper": 7 }"#)?;
/// assert!(matches!(known.keeper, OrNew::Old(keeper) if *keeper.key() == 7));
/// let new: NewCapybara = serde_json::from_str(r#"{ "keeper": { "name": "Kim" } }"#)?;
/// assert!(matches!(new.keeper, OrNew::New(keeper) if keeper.name == "Kim"));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub enum OrNew<E: NestedNew> {
    /// The record that is there.
    Old(Record<E>),
    /// What it takes to create the record.
    New(Box<E::New>),
}

impl<E: NestedNew> OrNew<E> {
    /// Returns a reference to the record with this key.
    pub const fn of(key: E::Key) -> Self {
        Self::Old(Record::of(key))
    }

    /// Returns a reference to a record that is to be created.
    pub fn new(new: E::New) -> Self {
        Self::New(Box::new(new))
    }
}

impl<E: NestedNew> From<Key<E>> for OrNew<E> {
    fn from(key: Key<E>) -> Self {
        Self::of(key.into_inner())
    }
}

impl<E: NestedNew> From<Record<E>> for OrNew<E> {
    fn from(record: Record<E>) -> Self {
        Self::Old(record)
    }
}

impl<E: NestedNew> Clone for OrNew<E> {
    fn clone(&self) -> Self {
        match self {
            Self::Old(record) => Self::Old(record.clone()),
            Self::New(new) => Self::New(new.clone()),
        }
    }
}

impl<E: NestedNew> Variants for OrNew<E> {
    const NAME: &'static str = "a record or a new one";
    const TAGS: &'static [&'static str] = &["key", "new"];

    fn union() -> &'static UnionType {
        E::or_new()
    }

    fn variant(tag: &str) -> Option<usize> {
        Self::TAGS.iter().position(|known| *known == tag)
    }

    fn bare(_variant: usize) -> Option<Self> {
        None
    }

    fn read<'de, D: Deserializer<'de>>(variant: usize, deserializer: D) -> Result<Self, D::Error> {
        match variant {
            0 => Record::decode(deserializer).map(Self::Old),
            _ => E::New::decode(deserializer).map(Self::new),
        }
    }

    fn position(&self) -> usize {
        match self {
            Self::Old(_) => 0,
            Self::New(_) => 1,
        }
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Old(record) => record.serialize(serializer),
            Self::New(new) => new.serialize(serializer),
        }
    }
}

impl<E: NestedNew> Serialize for OrNew<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        encode_union(self, serializer)
    }
}

impl<'de, E: NestedNew> Deserialize<'de> for OrNew<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode_union(deserializer)
    }
}

/// Whether what is nested has rules is not asked: entities that nest each other, which have no end, are found when the app is built.
impl<E: NestedNew> Typed for OrNew<E> {
    const BASE: Base = Base::Union(Ref::Static(E::or_new));
    const CHECKED: bool = true;

    fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
        if let Self::New(new) = self {
            new.check(at, errors);
        }
    }
}

impl<E: NestedNew> HoldsRecords for OrNew<E> {
    fn slots<'r>(&'r mut self, up: Option<&At<'_>>, found: &mut RecordSlots<'r>) {
        match self {
            Self::Old(record) => record.slots(up, found),
            Self::New(new) => new.slots(up, found),
        }
    }
}

impl<E: NestedNew> fmt::Debug for OrNew<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Old(record) => record.fmt(formatter),
            Self::New(new) => new.fmt(formatter),
        }
    }
}
