//! Reads attributes: first how every attribute is written, then one attribute a file.

mod case;
mod suggest;
mod words;

mod argument;
mod container;
mod doc;
mod entity;
mod input;
mod pattern;
mod possible;
mod rules;
mod serde;

pub(crate) use argument::{Argument, Magnitude, Number};
pub(crate) use case::Case;
pub(crate) use container::{
    COMMAND, Container, ContainerKind, DOMAIN, ENTITY, ENUM, MAPPER, MODEL, ORGANIZATION, POSSIBLE,
    add_missing, root_of,
};
pub(crate) use doc::description;
pub(crate) use entity::{EntityMarks, OnDelete, Stamp};
pub(crate) use input::{Input, Preset, Step};
pub(crate) use possible::Possible;
pub(crate) use rules::Stage;
pub(crate) use serde::{SerdeContainer, SerdeField, SerdeVariant};
pub(crate) use suggest::nearest;
