//! Records in MariaDB or MySQL, by way of sqlx. Tables are of InnoDB.
//!
//! The driver is made for MariaDB from 10.6 and MySQL from 8.0.17, and asks the server which of them it is.
//!
//! - **Isolation.** Units that write are one transaction, at the level `READ COMMITTED` unless they ask for another. Units
//!   that only read hold one connection and no transaction: each fetch sees what is committed when it runs. One that asks
//!   for more than that has a read-only transaction. What these databases call `REPEATABLE READ` reads a snapshot, and yet
//!   lets an update overwrite what others have changed since: it is a `Snapshot` only where the server has
//!   `innodb_snapshot_isolation`, as MariaDB has from 10.6.18, 10.11.8 and 11.4.2. Elsewhere a unit that asks for a `Snapshot`
//!   is `SERIALIZABLE`, which locks what it reads.
//! - **Conflicts.** A record that another unit is changing is waited for. A change of it is then made, unless it expects a
//!   version. Deadlocks are conflicts; the server rolls the whole unit back then, so that no savepoint is left to go back to.
//! - **Locks.** `for_update` locks the records found until the unit ends. Who waits for another unit longer than the
//!   [`patience`](MysqlConfig::patience), in whole seconds, has a conflict.
//! - **Durability.** A commit is acknowledged when the server says so, which is after it reached the disk, unless the server
//!   is set otherwise (`innodb_flush_log_at_trx_commit`).
//! - **Keys.** Assigned keys are `AUTO_INCREMENT`: numbers that were assigned and not committed are not assigned again. Those
//!   assigned after a given one are beyond it.
//! - **Values.** Text is compared by its characters' numbers, and blanks at its end count. Text that is a key or unique has at
//!   most 750 characters, and fewer where several such attributes are unique together, as what is in an index; text that
//!   becomes unique later needs a migration for that. Texts that are the same in their first 16,000 characters may come in
//!   any order. JSON is kept as text.
//! - **Searches** of text are refused: full text indexes there leave out short and common words, and what they leave out is
//!   up to the server.
//! - **Names** are of at most 64 bytes.
//! - **Making tables** cannot be undone there: where `prepare` fails, what it had made stays.
//!
//! Connections are encrypted if the program enables one of the features `tls-*` of sqlx.

mod catalog;
mod codec;
mod config;
mod dialect;
mod store;

pub use config::MysqlConfig;
pub use store::MysqlStore;
