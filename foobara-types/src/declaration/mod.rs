//! What a value looks like, as data.
//!
//! Declarations are built in constants by the derives, or at run time from data; both are the same types, and
//! everything that reads them takes either.

mod access;
mod association;
mod attribute;
mod attribute_list;
mod base;
mod declaration;
mod foreign;
mod introspect;
mod kept;
mod model;
mod named;
mod reference;
mod scalar;
mod strict;
mod tuple;
mod union;
mod within;

pub use access::{Access, Delegate, Mutability};
pub use association::Association;
pub use attribute::{Attribute, AttributesType, DefaultValue};
pub use attribute_list::AttributeList;
pub use base::Base;
pub use declaration::Declaration;
pub use foreign::ForeignType;
pub use kept::{Kept, OnDelete, Stamp};
pub use model::ModelType;
pub use named::NamedType;
pub use reference::Ref;
pub use scalar::{Scalar, Wire};
pub use tuple::{MapType, TupleType};
pub use union::{Content, Tagging, UnionType, Variant};
use within::Within;
