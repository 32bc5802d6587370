//! The type system of foobara: declarations as data, and what is done with values of them.
//!
//! A [`Declaration`] says what a value looks like: a base, the rules its values pass, whether it may be null.
//! Rust types carry one by implementing [`Typed`], usually by a derive. From declarations come
//!
//! * strict decoding straight into a struct ([`decode`]),
//! * the collecting caster for input that strict decoding refused ([`cast`]),
//! * Ruby foobara's strict declaration form ([`Declaration::to_strict`]) and JSON Schema ([`schema`]),
//! * the list of errors that an input can cause ([`possible`]).
//!
//! Nothing in this crate is async, and nothing does I/O.

pub mod declaration;
pub mod declare;
pub mod registry;
pub mod typed;

pub mod builtin;
pub mod rule;

pub mod cast;
pub mod decode;
pub mod json;

pub mod instance;

pub mod error;
pub mod path;

pub mod check;
#[cfg(feature = "schemars")]
pub mod foreign;
#[cfg(feature = "validator")]
pub mod validate;

pub mod possible;
pub mod schema;

pub use builtin::{Patch, Sensitive};
pub use check::{CheckOutcome, Finding};
pub use declaration::{
    Access, Association, Attribute, AttributesType, Base, Declaration, DefaultValue, Kept, ModelType,
    OnDelete, Ref,
};
pub use declare::DeclarationErrors;
pub use error::{Category, ErrorCollection, ErrorKey, ErrorKind, ErrorReport, InputErrors, Issue, Severity};
pub use instance::ModelInstance;
pub use path::{At, DataPath, PathError, Segment};
pub use registry::TypeRegistry;
pub use rule::{Argument, Rule, RuleKind, RuleSpec};
pub use typed::Typed;
