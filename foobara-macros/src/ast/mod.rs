//! What the derives know of a type: small trees of what was read, already free of mistakes that can be seen here.

mod access;
mod field;
mod function;
mod mapper;
mod newtype;
mod possible;
mod record;
mod returned;
mod structure;
mod subject;
mod symbols;
mod tagged;

pub(crate) use access::{Access, Mutability};
pub(crate) use field::{Field, marks_of_models, mentions, names_taken_twice, refuse_flattened};
pub(crate) use function::{Function, Parameter};
pub(crate) use mapper::Mapper;
pub(crate) use newtype::Newtype;
pub(crate) use possible::{ErrorSetVariant, PossibleSet, PossibleVariant};
pub(crate) use record::{may_hold_records, records};
pub(crate) use structure::Structure;
pub(crate) use subject::Subject;
pub(crate) use symbols::{Symbol, Symbols};
pub(crate) use tagged::{Content, Tagged, Tagging, Variant};
