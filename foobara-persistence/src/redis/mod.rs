//! Records in Redis, by way of redis-rs: for data that is shared by many processes and read by its keys, and for records that
//! are to expire. Redis 7.0 and later.
//!
//! # What is promised
//!
//! - **Isolation.** Sessions are optimistic: they wait for nobody. One that writes notes what it reads, and when it is
//!   committed everything must be as it was, or else it fails with [`Conflict`](crate::StorageError::Conflict) and nothing of
//!   it is done; so those that commit could have run one after the other. A commit is one script, which Redis runs alone.
//!   Units that only read note nothing: each of their fetches sees one state, two of them may see two.
//! - **Durability.** What Redis is configured for. [`Capabilities::durable`](crate::Capabilities) says whether its log
//!   (`appendonly`) was on when the store was opened; with `appendfsync everysec` a loss of power of the server takes the last
//!   second. An eviction policy other than `noeviction` may take any record, and the stamps by which conflicts are found.
//! - **Keys.** A taken key that the session has not looked at is a [`Duplicate`](crate::StorageError::Duplicate) when it is
//!   committed. Keys are assigned by a counter, and those that a failed session was given are not given again.
//! - **Unique values** are looked up when a record is created or changed, and again when it is committed.
//! - **Connections.** There is one, which all sessions share. When it is lost, what was under way fails with
//!   [`Unavailable`](crate::StorageError::Unavailable), and it is made again. A commit that fails so may have been done.
//!
//! # What is not
//!
//! - Anything but records by their keys or by all values of a group that is unique reads the whole entity, in pages, and
//!   conflicts with whoever writes to it.
//! - Searches of text are refused.
//! - Redis Cluster is not supported: a commit touches keys of many slots.
//! - Values are not encrypted, secrets included.
//!
//! # Where things are
//!
//! After the prefix of the [configuration](RedisConfig), `acme_zoo_keeper:barbara` is a hash of the attributes that have a value,
//! and of its stamp, `@`. `acme_zoo_keeper` is the sorted set of all keys, by number or by text;
//! `acme_zoo_keeper.unique.mail:["a@b"]` says which record has a value, `.last_key` counts the keys that are assigned,
//! `.changed` is the stamp of the last change, and `.expiring` says when records expire. `.commits` counts commits.
//! They may be read by others, and are written by this driver only.

mod commit;
mod config;
mod error;
mod known;
mod names;
mod record;
mod server;
mod session;
mod store;
mod target;

pub use config::RedisConfig;
pub use store::RedisStore;
