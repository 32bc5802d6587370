use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

/// How a SQLite file is opened.
///
/// ```no_run
/// use foobara_persistence::SqliteConfig;
///
/// # async fn open() -> Result<(), foobara_persistence::StorageError> {
/// let store = SqliteConfig::new("zoo.sqlite3").connections(16).open().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a file is opened by `open`"]
pub struct SqliteConfig {
    pub(super) path: PathBuf,
    pub(super) connections: u32,
    pub(super) patience: Duration,
    is_synchronous_full: bool,
}

impl SqliteConfig {
    /// Returns the usual way to open the file at `path`, which is created if it is not there: eight connections, five
    /// seconds of patience, and an acknowledged commit that survives a loss of power.
    pub fn new(path: impl AsRef<Path>) -> Self {
        Self {
            path: path.as_ref().to_owned(),
            connections: 8,
            patience: Duration::from_secs(5),
            is_synchronous_full: true,
        }
    }

    /// Holds so many connections at most.
    pub const fn connections(mut self, connections: u32) -> Self {
        self.connections = connections;
        self
    }

    /// Waits so long for a connection, and for other units that write.
    pub const fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Leaves it to the operating system when a commit reaches the disk: faster, and the last commits before a loss of
    /// power can be lost. They are never half there.
    pub const fn synchronous_normal(mut self) -> Self {
        self.is_synchronous_full = false;
        self
    }

    pub(super) fn options(&self) -> SqliteConnectOptions {
        let synchronous = if self.is_synchronous_full {
            SqliteSynchronous::Full
        } else {
            SqliteSynchronous::Normal
        };
        SqliteConnectOptions::new()
            .filename(&self.path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .busy_timeout(self.patience)
            .foreign_keys(true)
    }
}
