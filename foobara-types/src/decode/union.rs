use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, EnumAccess, Error, MapAccess, VariantAccess, Visitor},
    ser::{Error as _, SerializeStruct},
};
use serde_json::Value;

use super::Unique;
use crate::{
    declaration::{Base, Content, Tagging, UnionType},
    typed::Typed,
};

/// How an enum is put together from a tag and what belongs to it, and taken apart again.
pub trait Variants: Sized {
    /// The name of the enum, for messages.
    const NAME: &'static str;
    /// The tags, for messages.
    const TAGS: &'static [&'static str];

    /// Returns the enum as data.
    fn union() -> &'static UnionType;

    /// Returns the position of the variant with a tag.
    fn variant(tag: &str) -> Option<usize>;

    /// Returns the variant at a position, when it holds nothing.
    fn bare(variant: usize) -> Option<Self>;

    /// Decodes what the variant at a position holds.
    ///
    /// # Errors
    ///
    /// When the value does not fit.
    fn read<'de, D: Deserializer<'de>>(variant: usize, deserializer: D) -> Result<Self, D::Error>;

    /// Returns the position of the variant that this is.
    fn position(&self) -> usize;

    /// Writes what the variant holds.
    ///
    /// # Errors
    ///
    /// When the serializer fails.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Decodes a union described by [`Variants`].
///
/// What stands beside its tag is kept as a value until all of it is there; otherwise nothing is, unless the content
/// comes before the tag.
///
/// # Errors
///
/// When the tag is unknown, missing or given twice, or when what belongs to it does not fit.
pub fn decode_union<'de, T: Variants, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    match &T::union().tagging {
        Tagging::External => deserializer.deserialize_enum(T::NAME, T::TAGS, External::<T>(PhantomData)),
        Tagging::Internal { tag } => deserializer.deserialize_map(Internal::<T> {
            tag,
            union: PhantomData,
        }),
        Tagging::Adjacent { tag, content } => deserializer.deserialize_map(Adjacent::<T> {
            tag,
            content,
            union: PhantomData,
        }),
        Tagging::Keyed { key } => {
            let Unique(value) = Unique::deserialize(deserializer)?;
            T::read(T::union().keyed(key, &value), value).map_err(D::Error::custom)
        }
    }
}

/// Refuses to read a variant that holds nothing.
///
/// # Errors
///
/// Always.
#[cold]
pub fn nothing<'de, T: Variants, D: Deserializer<'de>>(variant: usize, _: D) -> Result<T, D::Error> {
    let tag = T::TAGS.get(variant).copied().unwrap_or_default();
    Err(D::Error::custom(format_args!("`{tag}` holds nothing")))
}

/// Refuses, when it is evaluated in a constant, the values of a type that has no attributes to stand beside a tag.
///
/// # Panics
///
/// When values of the type are not made of attributes.
pub const fn stands_beside_a_tag<T: Typed>() {
    assert!(
        matches!(const { &T::BASE }, Base::Attributes(_) | Base::Model(_)),
        "what a variant holds stands beside the tag, so that it must be a struct that derives `Model`"
    );
}

/// Reads a tag.
struct Tag<T>(PhantomData<T>);

impl<'de, T: Variants> DeserializeSeed<'de> for Tag<T> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<T: Variants> Visitor<'_> for Tag<T> {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a tag of {}", T::NAME)
    }

    fn visit_str<E: Error>(self, tag: &str) -> Result<usize, E> {
        T::variant(tag).ok_or_else(|| E::unknown_variant(tag, T::TAGS))
    }
}

/// Reads what a variant holds.
struct Held<T>(usize, PhantomData<T>);

impl<'de, T: Variants> DeserializeSeed<'de> for Held<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(self.0, deserializer)
    }
}

struct External<T>(PhantomData<T>);

impl<'de, T: Variants> Visitor<'de> for External<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a variant of {}", T::NAME)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<T, A::Error> {
        let (variant, content) = data.variant_seed(Tag::<T>(PhantomData))?;
        match T::bare(variant) {
            Some(bare) => content.unit_variant().map(|()| bare),
            None => content.newtype_variant_seed(Held(variant, PhantomData)),
        }
    }
}

struct Internal<T> {
    tag: &'static str,
    union: PhantomData<T>,
}

impl<'de, T: Variants> Visitor<'de> for Internal<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "an object with the attribute `{}` of {}",
            self.tag,
            T::NAME
        )
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<T, A::Error> {
        let Value::Object(mut entries) = super::unique::UniqueVisitor.visit_map(entries)? else {
            return Err(A::Error::missing_field(self.tag));
        };
        let tag = entries
            .shift_remove(self.tag)
            .ok_or_else(|| A::Error::missing_field(self.tag))?;
        let variant = Tag::<T>(PhantomData).deserialize(tag).map_err(A::Error::custom)?;
        match (T::bare(variant), entries.keys().next()) {
            (Some(bare), None) => Ok(bare),
            (Some(_), Some(name)) => Err(A::Error::custom(format_args!("unknown field `{name}`"))),
            (None, _) => T::read(variant, Value::Object(entries)).map_err(A::Error::custom),
        }
    }
}

struct Adjacent<T> {
    tag: &'static str,
    content: &'static str,
    union: PhantomData<T>,
}

impl<'de, T: Variants> Visitor<'de> for Adjacent<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "an object with the attributes `{}` and `{}` of {}",
            self.tag,
            self.content,
            T::NAME
        )
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<T, A::Error> {
        let (mut variant, mut early, mut value) = (None, None, None);
        while let Some(name) = entries.next_key::<String>()? {
            if name == self.tag && variant.is_none() {
                variant = Some(entries.next_value_seed(Tag::<T>(PhantomData))?);
            } else if name == self.content && early.is_none() && value.is_none() {
                match variant {
                    Some(variant) => value = Some(entries.next_value_seed(Held(variant, PhantomData))?),
                    None => early = Some(entries.next_value::<Unique>()?),
                }
            } else {
                return Err(self.refusal(&name));
            }
        }
        let variant = variant.ok_or_else(|| A::Error::missing_field(self.tag))?;
        match (value, early) {
            (Some(value), _) => Ok(value),
            (None, Some(Unique(early))) => T::read(variant, early).map_err(A::Error::custom),
            (None, None) => T::bare(variant).ok_or_else(|| A::Error::missing_field(self.content)),
        }
    }
}

impl<T: Variants> Adjacent<T> {
    #[cold]
    fn refusal<E: Error>(&self, name: &str) -> E {
        if name == self.tag || name == self.content {
            E::custom(format_args!("duplicate field `{name}`"))
        } else {
            E::custom(format_args!("unknown field `{name}`"))
        }
    }
}

/// Writes a union described by [`Variants`].
///
/// # Errors
///
/// When the serializer fails.
pub fn encode_union<T: Variants, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let (union, position) = (T::union(), value.position());
    let tag = T::TAGS.get(position).copied().unwrap_or_default();
    let is_bare = union
        .variants
        .get(position)
        .is_some_and(|variant| matches!(variant.content, Content::Nothing));
    match &union.tagging {
        Tagging::External if is_bare => serializer.serialize_str(tag),
        Tagging::External => {
            let position = u32::try_from(position).unwrap_or(u32::MAX);
            serializer.serialize_newtype_variant(T::NAME, position, tag, &Written(value))
        }
        Tagging::Internal { tag: name } => encode_beside(name, tag, is_bare, value, serializer),
        Tagging::Keyed { .. } => value.write(serializer),
        Tagging::Adjacent { tag: name, content } => {
            let mut output = serializer.serialize_struct(T::NAME, 2)?;
            output.serialize_field(name.as_ref(), tag)?;
            if is_bare {
                output.skip_field(content.as_ref())?;
            } else {
                output.serialize_field(content.as_ref(), &Written(value))?;
            }
            output.end()
        }
    }
}

/// Writes the tag beside what belongs to it.
fn encode_beside<T: Variants, S: Serializer>(
    name: &str,
    tag: &str,
    is_bare: bool,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let held = if is_bare {
        Value::Object(serde_json::Map::new())
    } else {
        value
            .write(serde_json::value::Serializer)
            .map_err(S::Error::custom)?
    };
    let Value::Object(mut entries) = held else {
        return Err(S::Error::custom(format_args!(
            "what `{tag}` holds has no attributes"
        )));
    };
    entries.shift_insert(0, name.to_owned(), tag.into());
    entries.serialize(serializer)
}

/// What a variant holds.
struct Written<'a, T>(&'a T);

impl<T: Variants> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}
