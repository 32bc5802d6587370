use std::{path::Path, sync::Arc};

use foobara_core::{MigrationError, Migrations, transaction::StorageError};
use sqlx::{MySqlPool, Row, mysql::MySqlPoolOptions};

use super::{
    config::{MysqlConfig, set_up},
    dialect::{Maker, Mysql},
};
use crate::{
    driver::{Begin, Capabilities, Io, Isolation, Session, Store, Stored},
    migrate::migrations,
    shape::Shape,
    sql::{Connections, is_alive, translate},
    storage::storage,
};

/// A store in a MariaDB or MySQL database. Clones are the same store.
///
/// ```no_run
/// use foobara_core::App;
/// use foobara_persistence::MysqlStore;
///
/// # async fn build() -> Result<(), Box<dyn std::error::Error>> {
/// let app = App::builder().storage(MysqlStore::open("mysql://zoo@localhost/zoo").await?).build()?;
/// app.prepare().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct MysqlStore(Arc<Connections<Mysql>>);

impl MysqlStore {
    /// Opens the database at `url`. See [`MysqlConfig`] for other ways.
    ///
    /// # Errors
    ///
    /// When the database cannot be reached, or refuses.
    pub async fn open(url: impl Into<String>) -> Result<Self, StorageError> {
        MysqlConfig::new(url).open().await
    }

    /// Closes every connection, once nothing uses it any more.
    pub async fn close(&self) {
        self.0.close().await;
    }
}

impl MysqlConfig {
    /// Opens the database.
    ///
    /// # Errors
    ///
    /// When it cannot be reached, or refuses.
    pub async fn open(self) -> Result<MysqlStore, StorageError> {
        self.connect().await.map_err(translate::<Mysql>)
    }

    async fn connect(self) -> Result<MysqlStore, sqlx::Error> {
        let settings = self.settings();
        let pool = MySqlPoolOptions::new()
            .max_connections(self.connections)
            .acquire_timeout(self.patience)
            // To find out each time costs as much as a read.
            .test_before_acquire(false)
            .before_acquire(|connection, about| Box::pin(is_alive(connection, about)))
            .after_connect(move |connection, _| Box::pin(set_up(connection, settings.clone())))
            .connect_with(self.options()?)
            .await?;
        let dialect = dialect_of(&pool).await?;
        Ok(MysqlStore(Arc::new(Connections::new(pool, dialect))))
    }
}

/// Asks the server what it is.
async fn dialect_of(pool: &MySqlPool) -> Result<Mysql, sqlx::Error> {
    let version = sqlx::query("SELECT VERSION()").fetch_one(pool).await?;
    let version: String = version.try_get(0)?;
    let snapshots = sqlx::query("SHOW VARIABLES LIKE 'innodb_snapshot_isolation'");
    Ok(Mysql {
        maker: if version.contains("MariaDB") {
            Maker::MariaDb
        } else {
            Maker::MySql
        },
        has_snapshots: snapshots.fetch_optional(pool).await?.is_some(),
    })
}

impl Store for MysqlStore {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            transactions: true,
            savepoints: true,
            snapshots: false,
            durable: true,
            isolation: if self.0.dialect().has_snapshots {
                &[
                    Isolation::ReadCommitted,
                    Isolation::Snapshot,
                    Isolation::Serializable,
                ]
            } else {
                &[Isolation::ReadCommitted, Isolation::Serializable]
            },
            optimistic: false,
            gapless_keys: false,
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

storage!(MysqlStore);
