use std::{fmt, str::FromStr, time::Duration};

use sqlx::postgres::PgConnectOptions;

/// How a PostgreSQL database is opened.
///
/// ```no_run
/// use foobara_persistence::PostgresConfig;
///
/// # async fn open() -> Result<(), foobara_persistence::StorageError> {
/// let store = PostgresConfig::new("postgres://zoo@localhost/zoo").connections(16).open().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a database is opened by `open`"]
pub struct PostgresConfig {
    url: String,
    pub(super) connections: u32,
    pub(super) patience: Duration,
}

impl PostgresConfig {
    /// Returns the usual way to open the database at an address as `postgres://user:password@host:5432/database`: eight
    /// connections and five seconds of patience. What the address leaves out is taken from the environment, as `psql` does.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            connections: 8,
            patience: Duration::from_secs(5),
        }
    }

    /// Holds so many connections at most.
    pub const fn connections(mut self, connections: u32) -> Self {
        self.connections = connections;
        self
    }

    /// Waits so long for a connection, and for other units that hold a record.
    pub const fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    pub(super) fn options(&self) -> Result<PgConnectOptions, sqlx::Error> {
        let options = PgConnectOptions::from_str(&self.url)?;
        // Zero would be no limit.
        let patience = self.patience.as_millis().max(1);
        Ok(options.options([("lock_timeout", patience.to_string())]))
    }
}

/// Shows no address, for there may be a password in it.
impl fmt::Debug for PostgresConfig {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PostgresConfig")
            .field("connections", &self.connections)
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}
