//! What the derives know of a type: small trees of what was read, already free of mistakes that can be seen here.

mod field;
mod function;
mod possible;
mod record;
mod structure;
mod subject;
mod symbols;

pub(crate) use field::{Field, names_taken_twice};
pub(crate) use function::{Function, Parameter};
pub(crate) use possible::{PossibleSet, PossibleVariant};
pub(crate) use record::records;
pub(crate) use structure::Structure;
pub(crate) use subject::Subject;
pub(crate) use symbols::{Symbol, Symbols};
