//! Records in PostgreSQL, by way of sqlx.
//!
//! - **Isolation.** Units that write are one transaction, at the level `READ COMMITTED` unless they ask for another; a
//!   `Snapshot` is `REPEATABLE READ`. Units that only read hold one connection and no transaction: each fetch sees what is
//!   committed when it runs. One that asks for more than that has a read-only transaction.
//! - **Conflicts.** A record that another unit is changing is waited for. At `READ COMMITTED` a change of it is then made,
//!   unless it expects a version; at stricter levels it is a conflict, and so is a deadlock. Such a unit can only be rolled
//!   back, whole or to a savepoint; it is never committed in part.
//! - **Locks.** `for_update` locks the records found until the unit ends. Who waits for another unit longer than the
//!   [`patience`](PostgresConfig::patience) has a conflict.
//! - **Durability.** A commit is acknowledged when the server says so, which is after it reached the disk, unless the server
//!   is set otherwise.
//! - **Keys.** Assigned keys are identity columns: numbers that were assigned and not committed are not assigned again. Those
//!   assigned after a given one are beyond it.
//! - **Values.** There is no text with the character NUL in it; it is refused before anything is sent. JSON is `jsonb`:
//!   models and maps are compared regardless of the order of their names, and come back in another one. Text that is a key,
//!   unique or indexed has at most some 2,700 bytes, as what is in an index.
//! - **Searches** are full text searches in the configuration `simple`, of what the collation `und-x-icu` calls letters and
//!   digits, whatever the locale of the database; a server in UTF-8 has that, unless it was built without ICU. An attribute
//!   with `#[entity(searched)]` has an index for it, of the kind `gin`; others are searched record by record. Texts have at
//!   most 1 MB of different words, as what is in such an index, and searches some ten thousand.
//! - **Names** are of at most 63 bytes.
//!
//! Connections are encrypted if the program enables one of the features `tls-*` of sqlx.

mod catalog;
mod codec;
mod config;
mod dialect;
mod store;

pub use config::PostgresConfig;
pub use store::PostgresStore;
