use std::borrow::Cow;

use super::{
    AttributesType, Declaration, ForeignType, MapType, ModelType, Ref, Scalar, TupleType, UnionType,
};

/// What the values of a type are, before any rule.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Base {
    /// Values of one piece: text, numbers, dates, anything.
    Scalar(&'static Scalar),
    /// A whole number between two bounds, both included; the bounds are those of the Rust type.
    Integer {
        /// The smallest value.
        min: i128,
        /// The largest value.
        max: i128,
    },
    /// Any number of elements of one type.
    Array(Ref<Declaration>),
    /// A fixed number of elements, each of a type of its own.
    Tuple(Ref<TupleType>),
    /// Values of one type under keys of another.
    Map(Ref<MapType>),
    /// A fixed set of named attributes.
    Attributes(Ref<AttributesType>),
    /// One out of several forms, told apart by a tag.
    Union(Ref<UnionType>),
    /// Attributes that have a name of their own: a model, or an entity with all of its attributes.
    Model(Ref<ModelType>),
    /// An entity by its primary key, which need not exist.
    Key(Ref<ModelType>),
    /// An entity by its primary key; the record is loaded before the command runs.
    Record(Ref<ModelType>),
    /// Values of a type that is described elsewhere.
    Foreign(&'static ForeignType),
}

impl Base {
    /// How deep a walk over types goes: they may refer to themselves, and further down they repeat.
    pub const DEEPEST: usize = 8;

    /// Returns whole numbers of 64 bits with a sign.
    pub const fn integer() -> Self {
        <i64 as crate::Typed>::BASE
    }

    /// Returns the scalar that the values are.
    pub const fn scalar(&self) -> Option<&'static Scalar> {
        match self {
            Self::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// Returns whether the values are anything at all.
    pub fn is_anything(&self) -> bool {
        self.scalar() == Some(crate::builtin::DUCK)
    }

    /// Returns the name that Ruby's strict form uses, or the reference of a model.
    pub fn name(&self) -> Cow<'static, str> {
        match self {
            Self::Model(model) | Self::Key(model) | Self::Record(model) => Cow::Owned(model.reference()),
            _ => Cow::Borrowed(self.builtin_name()),
        }
    }

    /// Returns the name of the built-in type that the values are of.
    pub fn builtin_name(&self) -> &'static str {
        match self {
            Self::Scalar(scalar) => scalar.name,
            Self::Integer { .. } => "integer",
            Self::Array(_) => "array",
            Self::Tuple(_) => "tuple",
            Self::Map(_) => "associative_array",
            Self::Attributes(_) => "attributes",
            Self::Union(_) => "union",
            Self::Model(model) | Self::Key(model) | Self::Record(model) => model.builtin_name(),
            Self::Foreign(_) => "foreign",
        }
    }

    /// Returns whether the values have elements, with types of their own: those of arrays, maps, attributes and unions.
    pub const fn has_elements(&self) -> bool {
        match self {
            Self::Array(_) | Self::Tuple(_) | Self::Map(_) => true,
            Self::Attributes(_) | Self::Model(_) | Self::Union(_) => true,
            Self::Scalar(_) | Self::Integer { .. } | Self::Key(_) | Self::Record(_) | Self::Foreign(_) => {
                false
            }
        }
    }

    /// Returns the attributes, where the values have a fixed set of them.
    pub fn attributes(&self) -> Option<&AttributesType> {
        match self {
            Self::Attributes(attributes) => Some(attributes),
            Self::Model(model) => Some(&model.attributes),
            _ => None,
        }
    }

    /// Says what a caster accepts, to complete "Expected …".
    pub(crate) fn expectation(&self) -> Cow<'static, str> {
        match self {
            Self::Scalar(scalar) => Cow::Borrowed(scalar.expectation),
            Self::Integer { min, max } => {
                Cow::Owned(format!("a whole number from {min} to {max}, or one as text"))
            }
            Self::Array(_) => Cow::Borrowed("an array"),
            Self::Tuple(tuple) => Cow::Owned(format!("an array of {} elements", tuple.elements.len())),
            Self::Map(_) | Self::Attributes(_) => Cow::Borrowed("an object"),
            Self::Union(union) => {
                let tags = union.tags().collect::<Vec<_>>().join(", ");
                Cow::Owned(format!("one of the forms of {}: {tags}", union.name))
            }
            Self::Model(model) => {
                Cow::Owned(format!("an object with the attributes of {}", model.reference()))
            }
            Self::Key(model) | Self::Record(model) => {
                Cow::Owned(format!("the primary key of {}", model.reference()))
            }
            Self::Foreign(foreign) => Cow::Owned(format!("a value of {}", (foreign.name)())),
        }
    }
}
