//! What changed from one manifest to another, and what that means for those who call the commands.
//!
//! Inputs are contravariant: a command may accept more than before, and must not refuse what it accepted. Results are
//! covariant: a command may promise more than before, and must not give what it never gave. A possible error that is new
//! breaks clients that handle each one. From the changes follows the version that is [needed](Bump).
//!
//! ```
//! use foobara_core::manifest::{
//!     diff::{Bump, diff},
//!     reader::Manifest,
//! };
//! use serde_json::json;
//!
//! let manifest = |age| {
//!     let inputs = json!({ "type": "attributes", "element_type_declarations": { "age": age } });
//!     let command = json!({
//!         "reference": "Zoo::Feed",
//!         "scoped_name": "Feed",
//!         "domain": "Zoo",
//!         "organization": "global_organization",
//!         "inputs_type": inputs,
//!     });
//!     Manifest::parse(&json!({ "command": { "Zoo::Feed": command } }))
//! };
//! let changes = diff(&manifest(json!("integer"))?, &manifest(json!({ "type": "integer", "max": 9 }))?);
//! assert_eq!(
//!     changes.to_string(),
//!     "major: `Zoo::Feed`: `age` of the inputs is under `max: 9` now; what was accepted may be refused\n"
//! );
//! assert_eq!(changes.needed(), Bump::Major);
//! # Ok::<(), foobara_core::manifest::reader::ManifestErrors>(())
//! ```
//!
//! A manifest does not say everything: other names of inputs (`alias`), how wide a whole number may be in Rust, and what
//! rules of an app's own do are not compared. An entity among the inputs is compared by its primary key.

mod bump;
mod change;
mod changes;
mod diff;

mod commands;
mod effects;
mod errors;
mod messages;

mod attributes;
mod declared;
mod rules;
mod site;
mod special_case;
mod types;

mod compatible;

pub use bump::Bump;
pub use change::Change;
pub use changes::{Changes, Undeclared};
pub use compatible::assert_compatible;
pub use diff::diff;
