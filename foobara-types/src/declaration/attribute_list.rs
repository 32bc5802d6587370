use std::{fmt, ops::Deref};

use super::Attribute;

/// The attributes of an [`AttributesType`](super::AttributesType), in the order they were written.
#[derive(Clone)]
pub enum AttributeList {
    /// Written by a derive.
    Borrowed(&'static [Attribute]),
    /// Built from data.
    Owned(Vec<Attribute>),
    /// Those of a struct, and of the structs that are flattened into it.
    Flattened(fn() -> &'static [Attribute]),
}

impl Deref for AttributeList {
    type Target = [Attribute];

    fn deref(&self) -> &[Attribute] {
        match self {
            Self::Borrowed(attributes) => attributes,
            Self::Owned(attributes) => attributes,
            Self::Flattened(attributes) => attributes(),
        }
    }
}

impl From<Vec<Attribute>> for AttributeList {
    fn from(attributes: Vec<Attribute>) -> Self {
        Self::Owned(attributes)
    }
}

impl fmt::Debug for AttributeList {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}
