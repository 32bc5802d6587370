use std::{path::Path, sync::Arc};

use foobara_core::{MigrationError, Migrations, transaction::StorageError};
use sqlx::postgres::PgPoolOptions;

use super::{config::PostgresConfig, dialect::Postgres};
use crate::{
    driver::{Begin, Capabilities, Io, Isolation, Session, Store, Stored},
    migrate::migrations,
    shape::Shape,
    sql::{Connections, is_alive, translate},
    storage::storage,
};

/// A store in a PostgreSQL database. Clones are the same store.
///
/// ```no_run
/// use foobara_core::App;
/// use foobara_persistence::PostgresStore;
///
/// # async fn build() -> Result<(), Box<dyn std::error::Error>> {
/// let app = App::builder().storage(PostgresStore::open("postgres://zoo@localhost/zoo").await?).build()?;
/// app.prepare().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct PostgresStore(Arc<Connections<Postgres>>);

impl PostgresStore {
    /// Opens the database at `url`. See [`PostgresConfig`] for other ways.
    ///
    /// # Errors
    ///
    /// When the database cannot be reached, or refuses.
    pub async fn open(url: impl Into<String>) -> Result<Self, StorageError> {
        PostgresConfig::new(url).open().await
    }

    /// Closes every connection, once nothing uses it any more.
    pub async fn close(&self) {
        self.0.close().await;
    }
}

impl PostgresConfig {
    /// Opens the database.
    ///
    /// # Errors
    ///
    /// When it cannot be reached, or refuses.
    pub async fn open(self) -> Result<PostgresStore, StorageError> {
        let pool = PgPoolOptions::new()
            .max_connections(self.connections)
            .acquire_timeout(self.patience)
            // To find out each time costs as much as a read.
            .test_before_acquire(false)
            .before_acquire(|connection, about| Box::pin(is_alive(connection, about)))
            .connect_with(self.options().map_err(translate::<Postgres>)?)
            .await
            .map_err(translate::<Postgres>)?;
        Ok(PostgresStore(Arc::new(Connections::new(pool, Postgres))))
    }
}

impl Store for PostgresStore {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            transactions: true,
            savepoints: true,
            snapshots: false,
            durable: true,
            isolation: &[
                Isolation::ReadCommitted,
                Isolation::Snapshot,
                Isolation::Serializable,
            ],
            optimistic: false,
            gapless_keys: false,
            sql: true,
            nul_characters: false,
            text_search: true,
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

storage!(PostgresStore);
