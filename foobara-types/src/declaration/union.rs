use std::borrow::Cow;

use serde_json::Value;

use super::{AttributesType, Declaration, Ref};

/// One out of several forms, told apart by a tag: a Rust enum whose variants hold data.
#[derive(Debug, Clone)]
pub struct UnionType {
    /// The name of the enum, for messages and schemas.
    pub name: Cow<'static, str>,
    /// What it is; one line.
    pub description: Option<Cow<'static, str>>,
    /// Where the tag stands.
    pub tagging: Tagging,
    /// The forms.
    pub variants: Cow<'static, [Variant]>,
}

/// Where the tag of a union stands. The same ways as serde's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tagging {
    /// `{"circle": {"radius": 1}}`: the tag is the only key; a variant without content is the tag alone.
    External,
    /// `{"type": "circle", "radius": 1}`: the tag is among the attributes.
    Internal {
        /// The attribute that holds the tag.
        tag: Cow<'static, str>,
    },
    /// `{"type": "circle", "value": {"radius": 1}}`: the tag and the content are attributes.
    Adjacent {
        /// The attribute that holds the tag.
        tag: Cow<'static, str>,
        /// The attribute that holds the content.
        content: Cow<'static, str>,
    },
    /// `7`, `{"id": 7, "name": "Kim"}` or `{"name": "Kim"}`: there is no tag, for a record is told from its key. What is no
    /// object is of the first form; an object with the attribute `key` is of the second, any other one of the last.
    Keyed {
        /// The attribute that holds the primary key.
        key: Cow<'static, str>,
    },
}

/// A form of a union.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The tag.
    pub name: Cow<'static, str>,
    /// Other tags it is read by.
    pub aliases: &'static [&'static str],
    /// What it is; one line.
    pub description: Option<Cow<'static, str>>,
    /// What it holds.
    pub content: Content,
}

/// What a variant holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// Nothing.
    Nothing,
    /// A value.
    Value(Ref<Declaration>),
    /// Attributes of its own.
    Attributes(Ref<AttributesType>),
}

impl Content {
    /// Returns the attributes it has, where it is nothing but attributes.
    pub fn attributes(&self) -> Option<&AttributesType> {
        match self {
            Self::Nothing => None,
            Self::Value(declaration) => declaration.base.attributes(),
            Self::Attributes(attributes) => Some(attributes),
        }
    }
}

impl UnionType {
    /// Returns the variant with a tag.
    pub fn variant(&self, tag: &str) -> Option<&Variant> {
        self.variants
            .iter()
            .find(|variant| variant.name == tag || variant.aliases.contains(&tag))
    }

    /// Returns the position of the form that a value is of, in a union without a tag ([`Tagging::Keyed`] by `key`).
    pub fn keyed(&self, key: &str, value: &Value) -> usize {
        let last = self.variants.len().saturating_sub(1);
        match value {
            Value::Object(entries) if entries.contains_key(key) => last.min(1),
            Value::Object(_) => last,
            _ => 0,
        }
    }

    /// Returns the tags in the order they were written.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.variants.iter().map(|variant| variant.name.as_ref())
    }
}
