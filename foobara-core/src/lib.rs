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
mod join;
mod mapper;
mod sub;

mod fault;
mod render;

pub mod concern;
mod hook;
mod lifecycle;
mod plan;
mod recorded;
mod run;
mod runner;

mod defined;
mod entry;
#[cfg(feature = "dotenv")]
mod environment;
mod erased;
mod records_by_key;

pub mod app;
pub mod effects;
pub mod manifest;
pub mod migration;
pub mod ports;
pub mod transaction;

#[doc(hidden)]
pub mod __private;

pub use app::{App, AppBuilder, BuildError, BuildErrors};
pub use command::{
    Command, CommandMeta, Creates, DeclaredHints, Deletes, DependsOn, Enqueues, Execute, JobOf, MessageOf,
    Publishes, Reads, SubcommandOf, Uses, Writes,
};
pub use concern::{Around, Concern, Place, Subject};
pub use context::Context;
pub use defined::{CommandDefinition, DefinedCommand, DefinedContext, ErrorDefinition};
pub use domain::{Domain, DomainMeta, GlobalDomain, Organization, OrganizationMeta};
pub use effects::{CallGraph, Effects, Hint};
pub use entry::{CommandEntry, models};
#[cfg(feature = "dotenv")]
pub use environment::{Environment, EnvironmentError};
pub use erased::{Encoding, RawInputs};
pub use fault::{Fault, FaultKind, Refusal};
pub use hook::{Event, Events, Hook, On, When};
pub use join::SubSet;
pub use lifecycle::{State, Transition};
pub use mapper::{DomainMapper, MapperEnd, MapperEndKind, MapperMeta, Maps, MapsTo};
pub use migration::{Migration, MigrationDraft, MigrationError, MigrationState, MigrationStatus, Migrations};
pub use outcome::{Failure, Outcome};
pub use plan::{Moved, NoToken, Plan, PlanKey, PlanRefusal, PlanToken, SignedPlan};
pub use ports::{Effect, Planned, Port};
pub use possible::{ErrorSet, Facts, PossibleError, PossibleErrors};
pub use recorded::{ChangeKind, Digest, Digester, ReadVersion, Recorded, RecordedChange};
pub use run::{Gate, Policy, PortCall, RunOptions, RunRecord, Step, StorageAccess, Subcommand};
pub use sub::Sub;
pub use tokio_util::sync::CancellationToken;
pub use transaction::{Isolation, Opening, Storage, StorageError, Surroundings, Transaction};

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
