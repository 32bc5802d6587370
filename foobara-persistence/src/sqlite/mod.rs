//! Records in a SQLite file, by way of sqlx.
//!
//! The file is in WAL mode: readers do not wait for the writer. Units that write are one transaction, begun as a
//! writing one (`BEGIN IMMEDIATE`), and run one after the other; within the process they queue in order. Units that
//! only read hold one connection and no transaction: each fetch sees what is committed when it runs.

mod config;
mod error;
mod migrate;
mod session;
mod sql;
mod store;

pub use config::SqliteConfig;
pub use store::SqliteStore;
