//! Commands that are data and a function: made at run time, and run by the same pipeline as all others.
//!
//! A [`CommandDefinition`] becomes a [`CommandEntry`](crate::CommandEntry) when the app is built: its declarations are
//! read, its dependencies are found by their names, and what is known of it is leaked once, for descriptions live as
//! long as the program. What the pipeline then runs is a [`DefinedCommand`].

mod build;
mod command;
mod context;
mod definition;
mod error;
mod mapping;
mod records;
mod result;

pub(crate) use build::{Built, build};
pub use command::DefinedCommand;
pub(crate) use command::Definition;
pub use context::DefinedContext;
pub use definition::CommandDefinition;
pub use error::ErrorDefinition;
pub(crate) use result::withhold;
