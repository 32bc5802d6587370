use std::{fmt, marker::PhantomData};

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};

use crate::typed::Typed;

/// Decodes by [`Typed::decode`] where serde asks for a seed.
pub(super) struct Strictly<T>(PhantomData<T>);

impl<T> Strictly<T> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Typed> DeserializeSeed<'de> for Strictly<T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::decode(deserializer)
    }
}

/// Decodes a value that may be null.
pub(crate) fn option<'de, T: Typed, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    deserializer.deserialize_option(OptionVisitor(PhantomData))
}

struct OptionVisitor<T>(PhantomData<T>);

impl<'de, T: Typed> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::decode(deserializer).map(Some)
    }
}

/// Decodes the elements of an array.
pub(crate) fn list<'de, T, C, D>(deserializer: D) -> Result<C, D::Error>
where
    T: Typed,
    C: Default + Extend<T>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_seq(ListVisitor(PhantomData))
}

struct ListVisitor<T, C>(PhantomData<(T, C)>);

impl<'de, T: Typed, C: Default + Extend<T>> Visitor<'de> for ListVisitor<T, C> {
    type Value = C;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<C, A::Error> {
        let mut list = C::default();
        while let Some(element) = elements.next_element_seed(Strictly::new())? {
            list.extend([element]);
        }
        Ok(list)
    }
}

/// Decodes the entries of a map, of which `len` tells how many it holds: a key that comes twice is one too few.
pub(crate) fn map<'de, K, T, C, D>(deserializer: D, len: fn(&C) -> usize) -> Result<C, D::Error>
where
    K: Typed,
    T: Typed,
    C: Default + Extend<(K, T)>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_map(MapVisitor {
        len,
        entry: PhantomData,
    })
}

struct MapVisitor<K, T, C> {
    len: fn(&C) -> usize,
    entry: PhantomData<(K, T)>,
}

impl<'de, K: Typed, T: Typed, C: Default + Extend<(K, T)>> Visitor<'de> for MapVisitor<K, T, C> {
    type Value = C;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<C, A::Error> {
        let (mut map, mut given) = (C::default(), 0);
        while let Some(key) = entries.next_key_seed(Strictly::new())? {
            map.extend([(key, entries.next_value_seed(Strictly::new())?)]);
            given += 1;
        }
        if (self.len)(&map) == given {
            Ok(map)
        } else {
            Err(A::Error::custom("a key comes twice"))
        }
    }
}
