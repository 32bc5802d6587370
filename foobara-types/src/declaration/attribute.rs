use std::{borrow::Cow, fmt, sync::Arc};

use serde_json::Value;

use super::{AttributeList, Declaration};

/// A fixed set of named attributes: the inputs of a command, the fields of a model.
#[derive(Debug, Clone)]
pub struct AttributesType {
    /// The attributes in the order they were written.
    pub attributes: AttributeList,
    /// Other names of attributes, each with the name it stands for.
    pub aliases: &'static [(&'static str, &'static str)],
    /// Whether attributes that are not declared are left out instead of refused.
    pub ignores_unexpected: bool,
}

impl AttributesType {
    /// Returns the type with these attributes.
    pub fn new(attributes: impl Into<Vec<Attribute>>) -> Self {
        Self {
            attributes: AttributeList::Owned(attributes.into()),
            aliases: &[],
            ignores_unexpected: false,
        }
    }

    /// Returns the type with attributes written by a derive, and their other names.
    pub const fn of(
        attributes: &'static [Attribute],
        aliases: &'static [(&'static str, &'static str)],
        ignores_unexpected: bool,
    ) -> Self {
        Self {
            attributes: AttributeList::Borrowed(attributes),
            aliases,
            ignores_unexpected,
        }
    }

    /// Returns the type with the attributes of a struct, and of the structs that a derive has flattened into it.
    pub const fn flattened(
        attributes: fn() -> &'static [Attribute],
        aliases: &'static [(&'static str, &'static str)],
        ignores_unexpected: bool,
    ) -> Self {
        Self {
            attributes: AttributeList::Flattened(attributes),
            aliases,
            ignores_unexpected,
        }
    }

    /// Returns the attribute called `name`.
    pub fn get(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// Returns the names in the order they were written.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|attribute| attribute.name.as_ref())
    }
}

/// A named part of an [`AttributesType`].
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Its name on the wire.
    pub name: Cow<'static, str>,
    /// What its values look like.
    pub declaration: Declaration,
    /// Whether it must be given. Never set together with a default.
    pub required: bool,
    /// What it is when it is not given.
    pub default: Option<DefaultValue>,
}

/// What an attribute is when it is not given, made anew for each use.
#[derive(Clone)]
pub enum DefaultValue {
    /// Written by a derive.
    Static(fn() -> Value),
    /// Built from data.
    Shared(Arc<Value>),
}

impl DefaultValue {
    /// Returns the value.
    pub fn value(&self) -> Value {
        match self {
            Self::Static(function) => function(),
            Self::Shared(value) => Value::clone(value),
        }
    }
}

impl fmt::Debug for DefaultValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("DefaultValue")
            .field(&self.value())
            .finish()
    }
}
