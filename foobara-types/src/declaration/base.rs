use std::borrow::Cow;

use super::{AttributesType, Declaration, ModelType, Ref};

/// What the values of a type are, before any rule.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Base {
    /// Anything.
    Duck,
    /// True or false.
    Boolean,
    /// A whole number between two bounds, both included; the bounds are those of the Rust type.
    Integer {
        /// The smallest value.
        min: i128,
        /// The largest value.
        max: i128,
    },
    /// A number of double precision; neither infinite nor NaN.
    Float,
    /// Text.
    String,
    /// A name out of a fixed or open set; text on the wire.
    Symbol,
    /// Any number of elements of one type.
    Array(Ref<Declaration>),
    /// Values of one type under keys of any name.
    Map(Ref<Declaration>),
    /// A fixed set of named attributes.
    Attributes(Ref<AttributesType>),
    /// Attributes that have a name of their own: a model, or an entity with all of its attributes.
    Model(Ref<ModelType>),
    /// An entity by its primary key, which need not exist.
    Key(Ref<ModelType>),
    /// An entity by its primary key; the record is loaded before the command runs.
    Record(Ref<ModelType>),
}

impl Base {
    /// How deep a walk over types goes: they may refer to themselves, and further down they repeat.
    pub const DEEPEST: usize = 8;

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
            Self::Duck => "duck",
            Self::Boolean => "boolean",
            Self::Integer { .. } => "integer",
            Self::Float => "float",
            Self::String => "string",
            Self::Symbol => "symbol",
            Self::Array(_) => "array",
            Self::Map(_) => "associative_array",
            Self::Attributes(_) => "attributes",
            Self::Model(model) | Self::Key(model) | Self::Record(model) => model.builtin_name(),
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
        Cow::Borrowed(match self {
            Self::Duck => "any value",
            Self::Boolean => "a boolean, as true or \"yes\"",
            Self::Integer { min, max } => {
                return Cow::Owned(format!("a whole number from {min} to {max}, or one as text"));
            }
            Self::Float => "a number, or one as text",
            Self::String => "text or a number",
            Self::Symbol => "text",
            Self::Array(_) => "an array",
            Self::Map(_) | Self::Attributes(_) => "an object",
            Self::Model(model) => {
                return Cow::Owned(format!("an object with the attributes of {}", model.reference()));
            }
            Self::Key(model) | Self::Record(model) => {
                return Cow::Owned(format!("the primary key of {}", model.reference()));
            }
        })
    }
}
