//! The manifest: the one description that connectors, generators and other consumers read.
//!
//! It has the shape of Ruby foobara's, so that its consumers can read it, and it is deterministic: everything that has
//! no order of its own is sorted. Secrets do not show: neither sensitive attributes nor their defaults.
//!
//! [`root`] and its kin write it, [`reader`] reads it, and [`diff`](mod@diff) compares two of them.

pub mod diff;
pub mod reader;

mod command;
mod domain;
mod effects;
mod error;
mod mapper;
mod model;
mod processor;
mod root;
mod rule_error;
mod scoped;
mod switches;
mod types;

pub use command::{command, possible_errors};
pub use model::{Secrets, model};
pub use root::root;
pub use switches::Switches;
pub use types::describe_type;
