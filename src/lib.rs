//! Business logic written once, as typed **commands**: a struct of inputs, a result, a set of possible errors.
//!
//! The framework knows enough about each command to run it, compose it, store what it changes, and expose it over HTTP,
//! a command line and MCP without another line of glue.
//!
//! ```
//! use foobara::prelude::*;
//!
//! /// Whole-number arithmetic
//! #[derive(Domain)]
//! pub struct Arithmetic;
//!
//! /// Subtracts one number from another
//! #[derive(Debug, Command)]
//! #[command(domain = Arithmetic)]
//! pub struct Subtract {
//!     from: i64,
//!     amount: i64,
//! }
//!
//! impl Execute for Subtract {
//!     type Output = i64;
//!     type Error = Infallible;
//!
//!     async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
//!         Ok(self.from - self.amount)
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let app = App::builder().domain::<Arithmetic>(commands![Subtract]).build()?;
//! let difference = app.run(Subtract { from: 49, amount: 7 }).await;
//! assert_eq!(difference.ok(), Some(42));
//! # Ok(())
//! # }
//! ```

pub mod prelude;

// Commands and their outcomes.
pub use foobara_core::{
    App, AppBuilder, Around, BoxFuture, BuildError, BuildErrors, CallGraph, CancellationToken, Command,
    CommandDefinition, CommandEntry, CommandMeta, Concern, Context, Creates, DeclaredHints, DefinedCommand,
    DefinedContext, Deletes, DependsOn, Domain, DomainMapper, DomainMeta, Effect, Effects, Enqueues,
    ErrorDefinition, ErrorSet, Event, Events, Execute, Facts, Failure, Fault, FaultKind, GlobalDomain, Hint,
    Hook, MapperEnd, MapperEndKind, MapperMeta, Maps, MapsTo, On, Organization, OrganizationMeta, Outcome,
    Place, Port, PossibleError, PossibleErrors, Publishes, Reads, RunOptions, RunRecord, State, Step, Sub,
    SubSet, Subject, Transition, Uses, When, Writes, effects, manifest, ports,
};

// Plans, and what a run has done.
pub use foobara_core::{
    ChangeKind, Moved, NoToken, Plan, PlanKey, PlanRefusal, PlanToken, Planned, Policy, PortCall,
    ReadVersion, RecordedChange, SignedPlan, Subcommand,
};

pub use foobara_macros::{Command, Domain, Entity, Model, Organization, PossibleErrors, command, mapper};

/// What goes around runs; see [`Concern`].
pub mod concern {
    pub use foobara_core::concern::*;
    #[cfg(feature = "idempotency")]
    pub use foobara_persistence::idempotency::{self, Idempotency};
}
pub use foobara_core::app::Freshness;

// What commands store.
#[cfg(feature = "dotenv")]
pub use foobara_core::{Environment, EnvironmentError};
pub use foobara_core::{
    Isolation, Migration, MigrationDraft, MigrationError, MigrationState, MigrationStatus, Migrations,
    Storage, StorageError,
};
/// All there is to say of storage: what drivers are made of, and stores around stores.
pub use foobara_persistence as persistence;
pub use foobara_persistence::{
    AnyStore, Archive, Auto, Changed, ChangedTree, Changes, Comparison, Datum, DefinedRepositories,
    Direction, Entity, Filter, Identified, Job, JobState, Key, MemoryStore, NewTree, NoTextSearch, OrChanged,
    OrNew, Outbox, OutboxMessage, Outgoing, ReadOnly, ReadWrite, Record, RecordEvent, Refused, Repositories,
    Repository, Selection, Settled, SoftDelete, Sql, Stores, Watched, callbacks, memory, outbox,
};
#[cfg(feature = "files")]
pub use foobara_persistence::{FilesConfig, FilesStore, files};
#[cfg(feature = "mysql")]
pub use foobara_persistence::{MysqlConfig, MysqlStore, mysql};
#[cfg(feature = "postgres")]
pub use foobara_persistence::{PostgresConfig, PostgresStore, postgres};
#[cfg(feature = "redis")]
pub use foobara_persistence::{RedisConfig, RedisStore, redis};
#[cfg(feature = "sqlite")]
pub use foobara_persistence::{SqliteConfig, SqliteStore, sqlite};

// How commands are exposed.
pub use async_trait::async_trait;
#[cfg(feature = "cli")]
pub use foobara_connectors::cli::{Program, main};
#[cfg(feature = "http")]
pub use foobara_connectors::http;
#[cfg(feature = "mcp")]
pub use foobara_connectors::mcp;
pub use foobara_connectors::{
    AllowIf, AllowRule, ApplyPlan, Authenticator, Call, CredentialSource, Expose, Exposure, ExposureBuilder,
    ExposureError, NoCredentials, Principal, RuleRequest, openapi,
};
pub use foobara_core::{Encoding, RawInputs};

// Types.
pub use foobara_types::{
    Category, CheckOutcome, DataPath, Declaration, ErrorCollection, ErrorKey, ErrorKind, ErrorReport,
    Finding, InputErrors, Issue, Patch, Rule, Sensitive, Severity, TypeRegistry, Typed, error, json, rule,
    schema,
};

/// Makes the list of commands of a domain: `App::builder().domain::<Zoo>(commands![CreateKeeper, CreateCapybara])`.
#[macro_export]
macro_rules! commands {
    ($($command:ty),* $(,)?) => {
        [$($crate::CommandEntry::of::<$command>()),*]
    };
}

/// The programs in the pages of `docs` are compiled.
#[cfg(all(doctest, feature = "cli", feature = "sqlite"))]
#[doc = include_str!("../docs/migrations.md")]
mod migrations_page {}

/// What code written by the derives names. Not part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use foobara_core::__private::*;
    pub use foobara_persistence::__private::*;
}
