//! From a command to its outcome: the one pipeline that every run goes through, from wherever it was asked for.
//!
//! A [`Command`] is a struct of inputs; [`Execute`] is what it does. An [`App`] knows a set of commands and runs them.
//! Within a run, [`Context`] is the way to everything outside the command: sub-commands, storage, ports.
//!
//! This crate knows no transport and no driver. Connectors and drivers meet it at [`App`], [`Storage`] and
//! [`ports`].

mod command;
mod domain;
mod outcome;
mod possible;

mod context;
mod sub;

mod fault;
mod render;

mod hook;
mod lifecycle;
mod run;
mod runner;

mod entry;
#[cfg(feature = "dotenv")]
mod environment;
mod erased;

pub mod app;
pub mod concern;
pub mod manifest;
pub mod ports;
pub mod transaction;

#[doc(hidden)]
pub mod __private;

pub use app::{App, AppBuilder, BuildError, BuildErrors};
pub use command::{Command, CommandMeta, DependsOn, Execute, Reads, SubcommandOf, Uses, Writes};
pub use concern::{Around, Concern, Place, Subject};
pub use context::Context;
pub use domain::{Domain, DomainMeta, Organization, OrganizationMeta};
pub use entry::{CommandEntry, models};
#[cfg(feature = "dotenv")]
pub use environment::{Environment, EnvironmentError};
pub use erased::{Encoding, RawInputs};
pub use fault::{Fault, FaultKind, Refusal};
pub use hook::{Event, Events, Hook, On, When};
pub use lifecycle::{State, Transition};
pub use outcome::{Failure, Outcome};
pub use ports::{Effect, Port};
pub use possible::{Facts, PossibleError, PossibleErrors};
pub use run::{Gate, RunOptions, RunRecord, Step, StorageAccess};
pub use runner::LoadRecords;
pub use sub::Sub;
pub use tokio_util::sync::CancellationToken;
pub use transaction::{Storage, StorageError, Transaction};

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
