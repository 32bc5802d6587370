use std::{fmt, str::FromStr, time::Duration};

use sqlx::{Executor, MySqlConnection, mysql::MySqlConnectOptions};

/// How a MariaDB or MySQL database is opened.
///
/// ```no_run
/// use foobara_persistence::MysqlConfig;
///
/// # async fn open() -> Result<(), foobara_persistence::StorageError> {
/// let store = MysqlConfig::new("mysql://zoo@localhost/zoo").connections(16).open().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a database is opened by `open`"]
pub struct MysqlConfig {
    url: String,
    pub(super) connections: u32,
    pub(super) patience: Duration,
}

impl MysqlConfig {
    /// Returns the usual way to open the database at an address as `mysql://user:password@host:3306/database`: eight
    /// connections and five seconds of patience.
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

    /// Waits so long for a connection, and for other units that hold a record; for those a second at least.
    pub const fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    pub(super) fn options(&self) -> Result<MySqlConnectOptions, sqlx::Error> {
        let options = MySqlConnectOptions::from_str(&self.url)?;
        // What statements mean is set in `settings`, all of it.
        Ok(options
            .pipes_as_concat(false)
            .no_engine_substitution(false)
            .timezone(None))
    }

    /// Returns what is set on every connection, whatever the server is set to.
    pub(super) fn settings(&self) -> String {
        let patience = self.patience.as_secs().max(1);
        format!(
            "SET sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO', \
             max_sort_length = 65536, innodb_lock_wait_timeout = {patience}, lock_wait_timeout = {patience}"
        )
    }
}

/// Prepares a connection to be used.
pub(super) async fn set_up(connection: &mut MySqlConnection, settings: String) -> Result<(), sqlx::Error> {
    connection.execute(sqlx::AssertSqlSafe(settings)).await?;
    Ok(())
}

/// Shows no address, for there may be a password in it.
impl fmt::Debug for MysqlConfig {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("MysqlConfig")
            .field("connections", &self.connections)
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}
