use std::borrow::Cow;

use crate::builtin::{SCALARS, named::NAMED_TYPES};
use crate::declaration::{Base, Declaration, MapType, ModelType, NamedType, Ref, Scalar};

/// What a name in a declaration stands for.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum RegisteredType {
    /// A type of one piece.
    Scalar(&'static Scalar),
    /// Whole numbers.
    Integer,
    /// A type made of another by rules.
    Named(Ref<NamedType>),
    /// A model; an entity is taken by its primary key.
    Model(Ref<ModelType>),
    /// A type that has parts, with the name of the type it is a special case of. What the parts are, declarations say.
    Structure(&'static str, &'static str),
}

impl RegisteredType {
    /// Returns the name.
    pub fn name(&self) -> Cow<'_, str> {
        match self {
            Self::Scalar(scalar) => scalar.name.into(),
            Self::Integer => "integer".into(),
            Self::Named(named) => named.name.as_ref().into(),
            Self::Model(model) => model.reference().into(),
            Self::Structure(name, _) => (*name).into(),
        }
    }

    /// Returns the name of the type it is a special case of; `None` for the root, `duck`.
    pub fn extends(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Scalar(scalar) => scalar.extends.map(|parent| parent.name.into()),
            Self::Integer => Some("number".into()),
            Self::Named(named) => Some(named.extends.as_ref().into()),
            Self::Model(model) => Some(model.builtin_name().into()),
            Self::Structure(_, parent) => Some((*parent).into()),
        }
    }

    /// Returns whether it comes with this crate.
    pub fn is_builtin(&self) -> bool {
        match self {
            Self::Scalar(scalar) => SCALARS.iter().any(|known| known.name == scalar.name),
            Self::Named(named) => NAMED_TYPES
                .iter()
                .any(|known| known.name == named.name && known.description == named.description),
            Self::Model(_) => false,
            Self::Integer | Self::Structure(..) => true,
        }
    }

    /// Returns what it is; one line.
    pub fn description(&self) -> Option<&str> {
        match self {
            Self::Named(named) => named.description.as_deref(),
            Self::Model(model) => model.description.as_deref(),
            Self::Scalar(_) | Self::Integer | Self::Structure(..) => None,
        }
    }

    /// Returns the declaration of its values, with nothing said of parts.
    pub fn declaration(&self) -> Declaration {
        match self {
            Self::Scalar(scalar) => Declaration::new(Base::Scalar(scalar)),
            Self::Integer => Declaration::new(Base::integer()),
            Self::Named(named) => Declaration::named(named.clone()),
            Self::Model(model) if model.primary_key.is_some() => {
                Declaration::new(Base::Record(model.clone()))
            }
            Self::Model(model) => Declaration::new(Base::Model(model.clone())),
            Self::Structure("array" | "tuple", _) => Declaration::new(Base::Array(anything().into())),
            Self::Structure("associative_array" | "attributes", _) => Declaration::new(Base::Map(
                MapType {
                    key: anything(),
                    value: anything(),
                }
                .into(),
            )),
            Self::Structure(..) => anything(),
        }
    }
}

/// Null is a value of the elements about which nothing is said.
pub(crate) fn anything() -> Declaration {
    Declaration {
        allow_nil: true,
        ..Declaration::new(Base::Scalar(crate::builtin::DUCK))
    }
}
