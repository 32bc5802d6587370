//! Reads attributes: first how every attribute is written, then one attribute a file.

mod case;
mod suggest;
mod words;

mod container;
mod doc;
mod entity;
mod input;
mod possible;
mod serde;

pub(crate) use case::Case;
pub(crate) use container::{
    COMMAND, Container, ContainerKind, DOMAIN, ENTITY, MODEL, ORGANIZATION, POSSIBLE, add_missing, root_of,
};
pub(crate) use doc::description;
pub(crate) use entity::EntityMarks;
pub(crate) use input::{Argument, Input, Number, Preset, Step};
pub(crate) use possible::Possible;
pub(crate) use serde::{SerdeContainer, SerdeField, SerdeVariant};
