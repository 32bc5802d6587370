use std::{fmt, path::Path, sync::Arc, time::Duration};

use foobara_core::{BoxFuture, Effect, Storage, Transaction, transaction::StorageError};
use foobara_types::ModelType;
use sqlx::{Connection, SqliteConnection, SqlitePool, sqlite::SqlitePoolOptions};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{
    config::SqliteConfig,
    error::translate,
    migrate,
    session::{ReadSession, WriteSession},
};
use crate::{
    driver::{Begin, Capabilities, Io, Isolation, Session, Store, Stored},
    shape::Shape,
    storage,
};

/// A store in a SQLite file. Clones are the same store.
///
/// ```no_run
/// use foobara_core::App;
/// use foobara_persistence::SqliteStore;
///
/// # async fn build() -> Result<(), Box<dyn std::error::Error>> {
/// let app = App::builder().storage(SqliteStore::open("zoo.sqlite3").await?).build()?;
/// app.prepare().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct SqliteStore(Arc<Inner>);

struct Inner {
    pool: SqlitePool,
    patience: Duration,
    /// The turn to write. SQLite lets one connection write at a time and has the others try again and again; here they
    /// queue, in order, and do not hold a connection meanwhile.
    turn: Arc<Semaphore>,
}

impl SqliteStore {
    /// Opens the file at `path`, which is created if it is not there. See [`SqliteConfig`] for other ways.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, StorageError> {
        SqliteConfig::new(path).open().await
    }

    /// Closes every connection, once nothing uses it any more.
    pub async fn close(&self) {
        self.0.pool.close().await;
    }
}

impl SqliteConfig {
    /// Opens the file.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    pub async fn open(self) -> Result<SqliteStore, StorageError> {
        let pool = SqlitePoolOptions::new()
            .max_connections(self.connections)
            .acquire_timeout(self.patience)
            // Connections to a file do not go away; a statement to find out costs as much as a read.
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
            .after_release(|connection, _| Box::pin(is_clean(connection)))
            .connect_with(self.options())
            .await
            .map_err(translate)?;
        Ok(SqliteStore(Arc::new(Inner {
            pool,
            patience: self.patience,
            turn: Arc::new(Semaphore::new(1)),
        })))
    }
}

/// Returns whether a connection may be used again: not if it is still in a transaction.
///
/// A transaction that is dropped queues its rollback on the connection, so that is waited for. One that is open even
/// then has lost its owner, and closing the connection rolls it back.
async fn is_clean(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if connection.is_in_transaction() {
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

impl Inner {
    async fn begin(&self, how: Begin) -> Result<Box<dyn Session>, StorageError> {
        if how.read_only {
            let connection = self.pool.acquire().await.map_err(translate)?;
            return Ok(Box::new(ReadSession(connection)));
        }
        let turn = self.turn().await?;
        let transaction = self.pool.begin_with("BEGIN IMMEDIATE").await.map_err(translate)?;
        Ok(Box::new(WriteSession::new(transaction, turn)))
    }

    async fn turn(&self) -> Result<OwnedSemaphorePermit, StorageError> {
        if let Ok(turn) = Arc::clone(&self.turn).try_acquire_owned() {
            return Ok(turn);
        }
        tokio::select! {
            biased;
            turn = Arc::clone(&self.turn).acquire_owned() => {
                turn.map_err(|closed| StorageError::Unavailable(Box::new(closed)))
            }
            () = tokio::time::sleep(self.patience) => {
                Err(StorageError::Unavailable("other runs of this process wrote for too long".into()))
            }
        }
    }

    async fn prepare(&self, shapes: &[&'static Shape]) -> Result<(), StorageError> {
        let _turn = self.turn().await?;
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await.map_err(translate)?;
        for shape in shapes {
            migrate::prepare(&mut transaction, shape).await?;
        }
        transaction.commit().await.map_err(translate)
    }
}

impl Store for SqliteStore {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            transactions: true,
            savepoints: true,
            snapshots: false,
            durable: true,
            isolation: &[Isolation::Serializable],
            optimistic: false,
            gapless_keys: true,
            sql: false,
            nul_characters: true,
        }
    }

    fn begin(&self, how: Begin) -> Io<'_, Stored<Box<dyn Session>>> {
        Io::later(self.0.begin(how))
    }

    fn prepare<'a>(&'a self, shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>> {
        Io::later(self.0.prepare(shapes))
    }
}

impl Storage for SqliteStore {
    fn open(&self, effect: Effect) -> Box<dyn Transaction> {
        storage::open(Arc::new(self.clone()), effect)
    }

    fn prepare<'a>(&'a self, entities: &'a [&'static ModelType]) -> BoxFuture<'a, Result<(), StorageError>> {
        storage::prepare(self, entities)
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SqliteStore")
            .field("pool", &self.0.pool)
            .finish_non_exhaustive()
    }
}
