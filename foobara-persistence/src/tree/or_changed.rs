use std::fmt;

use foobara_types::{
    At, Base, InputErrors, Ref, Typed,
    declaration::UnionType,
    decode::{Variants, decode_union, encode_union},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::NestedChanges;
use crate::{
    key::Key,
    loading::{HoldsRecords, RecordSlots},
    record::Record,
};

/// A reference to a record that is there as it is, to one that is changed together with the record that refers to it, or to
/// one that is created then.
///
/// In inputs the first is the primary key, the second an object with the primary key and what becomes of the other
/// attributes, and the last an object without it. Where keys are not assigned by the store, objects are changes: such a
/// record is created by a command of its own, or in code.
pub enum OrChanged<E: NestedChanges> {
    /// The record that is there.
    Old(Record<E>),
    /// What becomes of the record.
    Changed(Box<E::Changes>),
    /// What it takes to create the record.
    New(Box<E::New>),
}

impl<E: NestedChanges> OrChanged<E> {
    /// Returns a reference to the record with this key.
    pub const fn of(key: E::Key) -> Self {
        Self::Old(Record::of(key))
    }

    /// Returns a reference to a record that is to be changed.
    pub fn changed(changes: E::Changes) -> Self {
        Self::Changed(Box::new(changes))
    }

    /// Returns a reference to a record that is to be created.
    pub fn new(new: E::New) -> Self {
        Self::New(Box::new(new))
    }
}

impl<E: NestedChanges> From<Key<E>> for OrChanged<E> {
    fn from(key: Key<E>) -> Self {
        Self::of(key.into_inner())
    }
}

impl<E: NestedChanges> From<Record<E>> for OrChanged<E> {
    fn from(record: Record<E>) -> Self {
        Self::Old(record)
    }
}

impl<E: NestedChanges> Clone for OrChanged<E> {
    fn clone(&self) -> Self {
        match self {
            Self::Old(record) => Self::Old(record.clone()),
            Self::Changed(changes) => Self::Changed(changes.clone()),
            Self::New(new) => Self::New(new.clone()),
        }
    }
}

impl<E: NestedChanges> Variants for OrChanged<E> {
    const NAME: &'static str = "a record, changes of one, or a new one";
    const TAGS: &'static [&'static str] = &["key", "changed", "new"];

    fn union() -> &'static UnionType {
        E::or_changed()
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
            1 => E::Changes::decode(deserializer).map(Self::changed),
            _ => E::New::decode(deserializer).map(Self::new),
        }
    }

    fn position(&self) -> usize {
        match self {
            Self::Old(_) => 0,
            Self::Changed(_) => 1,
            Self::New(_) => 2,
        }
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Old(record) => record.serialize(serializer),
            Self::Changed(changes) => changes.serialize(serializer),
            Self::New(new) => new.serialize(serializer),
        }
    }
}

impl<E: NestedChanges> Serialize for OrChanged<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        encode_union(self, serializer)
    }
}

impl<'de, E: NestedChanges> Deserialize<'de> for OrChanged<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode_union(deserializer)
    }
}

/// Whether what is nested has rules is not asked: entities that nest each other, which have no end, are found when the app is built.
impl<E: NestedChanges> Typed for OrChanged<E> {
    const BASE: Base = Base::Union(Ref::Static(E::or_changed));
    const CHECKED: bool = true;

    fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
        match self {
            Self::Old(_) => {}
            Self::Changed(changes) => changes.check(at, errors),
            Self::New(new) => new.check(at, errors),
        }
    }
}

impl<E: NestedChanges> HoldsRecords for OrChanged<E> {
    fn slots<'r>(&'r mut self, up: Option<&At<'_>>, found: &mut RecordSlots<'r>) {
        match self {
            Self::Old(record) => record.slots(up, found),
            Self::Changed(changes) => changes.slots(up, found),
            Self::New(new) => new.slots(up, found),
        }
    }
}

impl<E: NestedChanges> fmt::Debug for OrChanged<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Old(record) => record.fmt(formatter),
            Self::Changed(changes) => changes.fmt(formatter),
            Self::New(new) => new.fmt(formatter),
        }
    }
}
