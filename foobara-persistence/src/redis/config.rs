use std::{collections::BTreeMap, fmt, time::Duration};

use crate::{entity::Entity, shape::Shape};

/// How records are kept in a Redis server.
///
/// ```no_run
/// use foobara_persistence::RedisConfig;
///
/// # async fn open() -> Result<(), foobara_persistence::StorageError> {
/// let store = RedisConfig::new("redis://127.0.0.1:6379").prefix("zoo:").open().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a server is reached by `open`"]
pub struct RedisConfig {
    pub(super) url: String,
    pub(super) prefix: String,
    pub(super) patience: Duration,
    pub(super) lifetimes: BTreeMap<&'static str, Duration>,
}

impl RedisConfig {
    /// Returns the usual way to keep records in the server at `url`, as `redis://user:password@host:port/database`: under
    /// keys that begin with `foobara:`, with five seconds of patience.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            prefix: "foobara:".to_owned(),
            patience: Duration::from_secs(5),
            lifetimes: BTreeMap::new(),
        }
    }

    /// Begins all keys with this. Apps with different prefixes, of which none begins with the other, share nothing.
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Waits so long for a connection, and for an answer.
    pub const fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Takes the records of `E` away so long after each was last written, in steps of a millisecond.
    ///
    /// What expires conflicts with nobody who has read the entity as a whole.
    pub fn expire_after<E: Entity>(mut self, lifetime: Duration) -> Self {
        self.lifetimes.insert(&Shape::of_entity::<E>().table, lifetime);
        self
    }
}

/// Shows no URL, which may have a password in it.
impl fmt::Debug for RedisConfig {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RedisConfig")
            .field("prefix", &self.prefix)
            .field("patience", &self.patience)
            .field("lifetimes", &self.lifetimes)
            .finish_non_exhaustive()
    }
}
