//! Records in a SQLite file, by way of sqlx.
//!
//! - **Isolation.** The file is in WAL mode: readers do not wait for the writer. Units that write are one transaction, begun
//!   as a writing one (`BEGIN IMMEDIATE`), and run one after the other, which makes them serializable; within the process
//!   they queue in order. Units that only read hold one connection and no transaction: each fetch sees what is committed
//!   when it runs. One that asks for a level of isolation has a transaction, and sees what was committed before its first
//!   fetch.
//! - **Locks.** There is nothing to lock beyond the turn to write.
//! - **Durability.** An acknowledged commit survives a loss of power, unless
//!   [`synchronous_normal`](SqliteConfig::synchronous_normal) gives that up.
//! - **Keys.** The numbers that a unit assigned and did not commit are assigned again; those of deleted records are not.
//! - **Values.** Tables are strict. Numbers and text are kept as they are, and JSON as text.
//! - **Searches** of text are refused: they would need a table of their own for each text.

mod catalog;
mod codec;
mod config;
mod dialect;
mod store;

pub use config::SqliteConfig;
pub use store::SqliteStore;
