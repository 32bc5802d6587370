//! Entities, and where they are kept.
//!
//! An [`Entity`] is a struct with a primary key. A command that says `reads(Keeper)` or `writes(Keeper)` reaches its
//! records by [`Repositories::read`] and [`Repositories::write`]; a [`Record`] among its inputs is loaded before it
//! runs. All that one run does belongs to one [`UnitOfWork`], which is begun at the first step and committed once.
//!
//! Below that, drivers know nothing of entities: a [`Store`] opens a [`Session`], and a session fetches and changes
//! [`Row`]s of a [`Shape`]. [`MemoryStore`] is such a driver, and so are, with the features of their names, [`FilesStore`],
//! [`SqliteStore`], [`PostgresStore`], [`MysqlStore`] and [`RedisStore`].

// What is kept.
mod changes;
mod datum;
mod entity;
mod field;
mod key;
mod moment;
mod own;
mod place;
mod record;
mod row;
mod shape;
mod upkeep;

// What is asked of a driver.
mod aggregate;
mod change;
mod driver;
mod filter;
mod query;
mod raw;
mod reach;
mod search;

// What stands between commands and drivers.
mod defined;
mod loading;
mod log;
mod observed;
mod repository;
mod selection;
mod storage;
mod tree;
mod unit;

#[cfg(any(
    feature = "files",
    feature = "idempotency",
    feature = "mysql",
    feature = "postgres",
    feature = "sqlite"
))]
mod digest;

// What is told of records.
pub mod callbacks;

// What runs hand on.
pub mod outbox;

// What goes around runs.
#[cfg(feature = "idempotency")]
pub mod idempotency;

// Stores around stores, and several as one.
mod decorator;
pub mod stores;

// The drivers.
#[cfg(feature = "files")]
pub mod files;
pub mod memory;
#[cfg(feature = "mysql")]
pub mod mysql;
#[cfg(feature = "postgres")]
pub mod postgres;
#[cfg(feature = "redis")]
pub mod redis;
#[cfg(feature = "sqlite")]
pub mod sqlite;

// What drivers are made of that have records in memory.
mod tables;

// What drivers of SQL databases share.
#[cfg(any(feature = "mysql", feature = "postgres", feature = "sqlite"))]
mod sql;

// What takes SQL databases from one version of entities to the next.
#[cfg(any(feature = "mysql", feature = "postgres", feature = "sqlite"))]
mod migrate;

#[doc(hidden)]
pub mod __private;

pub use aggregate::{Aggregate, Function};
pub use callbacks::{Changed, RecordEvent, Refused, Settled, Watched};
pub use change::{Applied, Change, ChangeSet, Operation};
pub use changes::Changes;
pub use datum::Datum;
pub use decorator::{AnyStore, FaultInjecting, Prefixed, ReadOnlyStore, Step};
pub use defined::DefinedRepositories;
pub use driver::{Begin, Capabilities, Finish, Io, Session, Store, Stored};
pub use entity::{Archive, Entity, Identified, SoftDelete};
pub use field::{Field, column, json_column, json_datum};
#[cfg(feature = "files")]
pub use files::{FilesConfig, FilesStore};
pub use filter::{Comparison, Filter};
pub use foobara_core::transaction::{Isolation, Savepoint, StorageError};
#[cfg(feature = "idempotency")]
pub use idempotency::Idempotency;
pub use key::{Auto, Key, KeyField, PrimaryKey};
pub use loading::{HoldsRecords, RecordSlot, RecordSlots, load_records};
pub use memory::MemoryStore;
pub use moment::{Moment, OptionalMoment};
#[cfg(feature = "mysql")]
pub use mysql::{MysqlConfig, MysqlStore};
pub use outbox::{Job, JobState, Outbox, OutboxMessage, Outgoing};
pub use place::Place;
#[cfg(feature = "postgres")]
pub use postgres::{PostgresConfig, PostgresStore};
pub use query::{Direction, Order, Query, Rows, Select};
pub use raw::Sql;
pub use record::Record;
#[cfg(feature = "redis")]
pub use redis::{RedisConfig, RedisStore};
pub use repository::{ReadOnly, ReadWrite, Repositories, Repository};
pub use row::{Row, RowValues};
pub use search::{NoTextSearch, SearchedText};
pub use selection::Selection;
pub use shape::{Column, Kind, Shape};
#[cfg(feature = "sqlite")]
pub use sqlite::{SqliteConfig, SqliteStore};
pub use storage::{migrations, open, prepare};
pub use stores::{CommittedInPart, Stores};
pub use tree::{
    ChangedTree, NestedChanges, NestedNew, NewTree, OrChanged, OrNew, References, Settle, TreeWriter,
};
pub use unit::UnitOfWork;
