//! What a value looks like, as data.
//!
//! Declarations are built in constants by the derives, or at run time from data; both are the same types, and
//! everything that reads them takes either.

mod attribute;
mod base;
mod declaration;
mod model;
mod reference;
mod strict;

pub use attribute::{Attribute, AttributesType, DefaultValue};
pub use base::Base;
pub use declaration::Declaration;
pub use model::ModelType;
pub use reference::Ref;
