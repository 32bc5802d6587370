//! Strategies for property tests: values of a declaration, values that it refuses, and declarations themselves.
//!
//! Everything is made from the declaration alone. A test of a command takes the inputs that the command declares:
//!
//! ```
//! use foobara_testing::{proptest::prelude::*, strategy};
//! use foobara_types::{TypeRegistry, cast};
//! use serde_json::json;
//!
//! let declaration = TypeRegistry::standard().declare(&json!({
//!     "age": { "type": "integer", "min": 0, "max": 150, "required": true },
//!     "email": { "type": "string", "email": true },
//! }))?;
//! proptest!(|(inputs in strategy::valid(&declaration))| {
//!     prop_assert!(cast::accepts(&declaration, &inputs));
//! });
//! # Ok::<(), foobara_types::DeclarationErrors>(())
//! ```
//!
//! | strategy        | values                                                        |
//! |-----------------|---------------------------------------------------------------|
//! | [`valid`]       | in the strict form, within every rule                         |
//! | [`invalid`]     | wrong in one known place, with what will be said of it        |
//! | [`castable`]    | in another form than the strict one, with what they are cast to |
//! | [`json`]        | any JSON at all                                               |
//! | [`declaration`] | declarations as data, of the built-in types and rules         |
//!
//! Types and rules are known by their names, in a table a file. Values of types that are not there, as those that an app
//! adds, are found by casting; those of rules that are not there, by trying.

mod valid;

mod castable;
mod invalid;
mod json;

mod arguments;
mod declaration;

// What values are made from.
mod bounds;
mod forms;
mod kept;
mod numbers;
mod rules;
mod scalars;
mod sizes;
mod texts;
mod trail;
mod wrong;

pub use castable::{Castable, castable};
pub use declaration::{Declarations, declaration};
pub use invalid::{Invalid, invalid};
pub use json::json;
pub use valid::valid;
