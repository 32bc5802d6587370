use std::{fmt, marker::PhantomData};

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor},
};

use super::Strictly;
use crate::typed::Typed;

/// How a struct is put together from its attributes.
pub trait Fields: Sized {
    /// The values so far: a tuple of `Option`s.
    type Slots: Default;

    /// The name of the struct, for messages.
    const NAME: &'static str;
    /// The names of the attributes, for messages.
    const NAMES: &'static [&'static str];
    /// Whether attributes that are not declared are left out instead of refused.
    const IGNORES_UNEXPECTED: bool = false;

    /// Returns the position of the slot of an attribute.
    fn slot(name: &str) -> Option<usize>;

    /// Reads the next value into a slot.
    ///
    /// # Errors
    ///
    /// When the value does not fit or the slot is taken.
    fn fill<'de, A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        slot: usize,
        map: &mut A,
    ) -> Result<(), A::Error>;

    /// Puts the struct together.
    ///
    /// # Errors
    ///
    /// When an attribute that must be given was not.
    fn build<E: Error>(slots: Self::Slots) -> Result<Self, E>;
}

/// Decodes a struct described by [`Fields`].
///
/// # Errors
///
/// When the input is not exactly an object of the declared attributes.
#[inline]
pub fn decode<'de, T: Fields, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(FieldsVisitor::<T>(PhantomData))
}

struct FieldsVisitor<T>(PhantomData<T>);

impl<'de, T: Fields> Visitor<'de> for FieldsVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object with the attributes of {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut slots = T::Slots::default();
        while let Some(slot) = map.next_key_seed(NameSeed::<T>(PhantomData))? {
            match slot {
                Some(slot) => T::fill(&mut slots, slot, &mut map),
                None => map.next_value::<IgnoredAny>().map(drop),
            }?;
        }
        T::build(slots)
    }
}

struct NameSeed<T>(PhantomData<T>);

impl<'de, T: Fields> DeserializeSeed<'de> for NameSeed<T> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<T: Fields> Visitor<'_> for NameSeed<T> {
    type Value = Option<usize>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an attribute of {}", T::NAME)
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<Option<usize>, E> {
        match T::slot(name) {
            None if !T::IGNORES_UNEXPECTED => Err(E::unknown_field(name, T::NAMES)),
            slot => Ok(slot),
        }
    }
}

/// Reads the next value into a slot that is still empty.
///
/// # Errors
///
/// When the value does not fit or the slot is taken.
#[inline]
pub fn fill<'de, T: Typed, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    map: &mut A,
    name: &'static str,
) -> Result<(), A::Error> {
    if slot.is_some() {
        return Err(Error::duplicate_field(name));
    }
    *slot = Some(map.next_value_seed(Strictly::new())?);
    Ok(())
}

/// Reads the next value, refusing null, into a slot of an attribute that may be left out.
///
/// # Errors
///
/// When the value does not fit or the slot is taken.
#[inline]
pub fn fill_present<'de, T: Typed, A: MapAccess<'de>>(
    slot: &mut Option<Option<T>>,
    map: &mut A,
    name: &'static str,
) -> Result<(), A::Error> {
    if slot.is_some() {
        return Err(Error::duplicate_field(name));
    }
    *slot = Some(Some(map.next_value_seed(Strictly::new())?));
    Ok(())
}

/// Takes a value out of its slot.
///
/// # Errors
///
/// When there is none and there must be one.
#[inline]
pub fn take<T: Typed, E: Error>(slot: Option<T>, name: &'static str) -> Result<T, E> {
    slot.or_else(T::absent).ok_or_else(|| E::missing_field(name))
}

/// Takes a value out of its slot, or the default; null stands for the default unless it is a value of the type.
#[inline]
pub fn take_or<T: Typed>(slot: Option<Option<T>>, default: impl FnOnce() -> T) -> T {
    match slot {
        Some(Some(value)) => value,
        Some(None) if T::ALLOW_NIL => T::absent().unwrap_or_else(default),
        Some(None) | None => default(),
    }
}
