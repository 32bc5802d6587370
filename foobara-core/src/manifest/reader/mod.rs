//! Reads manifests: ours, and those of Ruby foobara.
//!
//! [`Manifest::parse`] reads all of one and reports every mistake with its place; what was read is plain data. Things are
//! found by their full names, and an [`Entry`] leads from one thing to the others of the same manifest.
//!
//! ```
//! use foobara_core::manifest::reader::Manifest;
//! use serde_json::json;
//!
//! let mistakes = Manifest::parse(&json!({ "command": { "Zoo::Feed": {} } })).map(|_| ());
//! let first = mistakes.map_err(|mistakes| mistakes.0[0].to_string());
//! assert_eq!(first, Err("`command.Zoo::Feed.reference` is missing; expected text".to_owned()));
//! ```

mod cursor;
mod error;

mod entry;
mod manifest;

mod command;
mod declared;
mod declared_error;
mod declared_type;
mod domain;
mod effects;
mod organization;
mod possible_error;
mod processor;

pub use command::Command;
pub use declared::{Attributes, Declared, Parts, Variants};
pub use declared_error::DeclaredError;
pub use declared_type::{DeclaredType, TypeKind};
pub use domain::Domain;
pub use effects::{CommandEffects, PortUse};
pub use entry::Entry;
pub use error::{ManifestError, ManifestErrors};
pub use manifest::Manifest;
pub use organization::Organization;
pub use possible_error::PossibleError;
pub use processor::Processor;
