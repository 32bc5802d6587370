use std::{path::Path, sync::Arc};

use foobara_core::{MigrationError, Migrations, transaction::StorageError};
use sqlx::sqlite::SqlitePoolOptions;

use super::{config::SqliteConfig, dialect::Sqlite};
use crate::{
    driver::{Begin, Capabilities, Io, Isolation, Session, Store, Stored},
    migrate::migrations,
    shape::Shape,
    sql::{Connections, translate},
    storage::storage,
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
#[derive(Debug, Clone)]
pub struct SqliteStore(Arc<Connections<Sqlite>>);

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
        self.0.close().await;
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
            .connect_with(self.options())
            .await
            .map_err(translate::<Sqlite>)?;
        Ok(SqliteStore(Arc::new(Connections::taking_turns(pool, Sqlite))))
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
            sql: true,
            nul_characters: true,
            text_search: false,
        }
    }

    fn begin(&self, how: Begin) -> Io<'_, Stored<Box<dyn Session>>> {
        Io::later(self.0.begin(how, self.capabilities()))
    }

    fn prepare<'a>(&'a self, shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>> {
        Io::later(self.0.prepare(shapes))
    }

    fn migrations(
        &self,
        folder: &Path,
        shapes: &[&'static Shape],
    ) -> Result<Box<dyn Migrations>, MigrationError> {
        migrations(&self.0, folder, shapes)
    }
}

storage!(SqliteStore);
