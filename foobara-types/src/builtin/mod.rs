//! The built-in types: one file each, holding the declaration of the Rust types and the caster of the base.

pub(crate) mod array;
pub(crate) mod boolean;
pub(crate) mod duck;
pub(crate) mod float;
pub(crate) mod integer;
pub(crate) mod map;
mod optional;
mod sensitive;
pub(crate) mod string;

pub use sensitive::Sensitive;
