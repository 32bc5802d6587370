//! What every file of commands needs.

pub use std::{convert::Infallible, process::ExitCode};

pub use foobara_core::{App, Context, Execute, Failure, Fault, Outcome};
pub use foobara_macros::{Command, Domain, Entity, Model, Organization, PossibleErrors};
pub use foobara_persistence::{Outgoing, Repositories};
pub use foobara_types::Sensitive;

pub use crate::commands;
