//! Databases to migrate, and what is in them.

use std::{fs, path::PathBuf, sync::Arc};

use foobara_core::{BoxFuture, Migrations, Storage};
use foobara_persistence::{AnyStore, Begin, Datum, Finish, Kind, Sql, Store};
use tempfile::TempDir;

use super::entities::Entities;

/// A database of its own.
pub(super) trait Place: Sized + Send + Sync {
    /// What answers the columns of all tables but those of migrations, a line each.
    const COLUMNS: &'static str;
    /// What answers their indexes.
    const INDEXES: &'static str;
    /// Whether half of a migration may be done when it fails.
    const COMMITS_TABLES: bool;

    fn create() -> BoxFuture<'static, Self>;

    fn store(&self) -> BoxFuture<'_, AnyStore>;
}

/// A database and a folder of migrations of it.
pub(super) struct Site<P> {
    pub(super) place: P,
    pub(super) store: AnyStore,
    folder: TempDir,
}

impl<P: Place> Site<P> {
    pub(super) async fn create() -> Self {
        let place = P::create().await;
        Self {
            store: place.store().await,
            place,
            folder: tempfile::tempdir().expect("there is a folder"),
        }
    }

    /// Returns another store of the same database.
    pub(super) async fn beside(&self) -> AnyStore {
        self.place.store().await
    }

    pub(super) fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    pub(super) fn migrations(&self, entities: &Entities) -> Box<dyn Migrations> {
        self.migrations_of(&self.store, entities)
    }

    pub(super) fn migrations_of(&self, store: &AnyStore, entities: &Entities) -> Box<dyn Migrations> {
        let migrations = foobara_persistence::migrations(store, self.folder.path(), entities);
        migrations.expect("there is a schema")
    }

    /// Writes the next migration and puts a value wherever its author has to.
    pub(super) async fn diff(&self, entities: &Entities) {
        let draft = self.migrations(entities).diff(None).await.expect("it is written");
        for file in draft.expect("something differs").files {
            let text = fs::read_to_string(&file).expect("it is there");
            fs::write(file, text.replace("<<VALUE>>", "'1'")).expect("it is written");
        }
    }

    pub(super) async fn up(&self, entities: &Entities) -> Vec<String> {
        let applied = self.migrations(entities).up(None).await;
        names(&applied.expect("it is applied"))
    }

    pub(super) async fn down(&self, entities: &Entities, steps: u32) -> Vec<String> {
        let undone = self.migrations(entities).down(steps).await;
        names(&undone.expect("it is undone"))
    }

    /// Returns everything that the database says of its tables.
    pub(super) async fn catalog(&self) -> Vec<String> {
        let mut said = lines(&self.store, P::COLUMNS).await;
        said.extend(lines(&self.store, P::INDEXES).await);
        said
    }
}

/// Returns what a new database has in it that was prepared for entities.
pub(super) async fn fresh<P: Place>(entities: &Entities) -> Vec<String> {
    let site = Site::<P>::create().await;
    Storage::prepare(&site.store, entities)
        .await
        .expect("there is room");
    site.catalog().await
}

pub(super) fn names(migrations: &[foobara_core::Migration]) -> Vec<String> {
    migrations.iter().map(ToString::to_string).collect()
}

/// Runs a statement that answers one text a row.
pub(super) async fn lines(store: &dyn Store, text: &'static str) -> Vec<String> {
    let mut session = store.begin(Begin::default()).await.expect("it begins");
    let rows = session.run(&Sql::new(text).answers([Kind::Text])).await;
    let rows = rows.expect("it answers");
    session.finish(Finish::Rollback).await.expect("it ends");
    let line = |datum: &Datum| match datum {
        Datum::Text(text) => text.clone(),
        other => panic!("it answers text: {other:?}"),
    };
    rows.iter().map(|row| line(row.get(0))).collect()
}

/// Runs a statement of somebody's own.
pub(super) async fn run(store: &dyn Store, text: &'static str) {
    let mut session = store.begin(Begin::default()).await.expect("it begins");
    session.run(&Sql::new(text)).await.expect("it runs");
    session.finish(Finish::Commit).await.expect("it commits");
}

#[cfg(feature = "sqlite")]
pub(super) struct OnSqlite(Arc<TempDir>);

#[cfg(feature = "sqlite")]
impl Place for OnSqlite {
    const COLUMNS: &'static str = r#"
        SELECT concat_ws(' ', t.name, c.name, c.type, c."notnull", c.pk, c.dflt_value, t.strict, m.sql LIKE '%AUTOINCREMENT%')
        FROM pragma_table_list t JOIN sqlite_master m ON m.name = t.name JOIN pragma_table_info(t.name) c
        WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'foobara_migrations' ORDER BY 1"#;
    const INDEXES: &'static str = "
        SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1";
    const COMMITS_TABLES: bool = false;

    fn create() -> BoxFuture<'static, Self> {
        Box::pin(async { Self(Arc::new(tempfile::tempdir().expect("there is a folder"))) })
    }

    fn store(&self) -> BoxFuture<'_, AnyStore> {
        Box::pin(async {
            let config = foobara_persistence::SqliteConfig::new(self.0.path().join("leaf.sqlite3"));
            let opened = config.connections(4).synchronous_normal().open().await;
            AnyStore::new(opened.expect("it opens"))
        })
    }
}

#[cfg(feature = "postgres")]
pub(super) struct OnPostgres(Arc<crate::postgres::Database>);

#[cfg(feature = "postgres")]
impl Place for OnPostgres {
    const COLUMNS: &'static str = "
        SELECT concat_ws(' ', relname, attname, format_type(atttypid, atttypmod), attcollation::regcollation,
                         attnotnull, attidentity, atthasdef)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
          AND relname <> 'foobara_migrations' ORDER BY 1";
    const INDEXES: &'static str = "
        SELECT CASE WHEN indisprimary THEN concat_ws(' ', relname, 'key', (
                    SELECT string_agg(attname, ',') FROM pg_attribute
                    WHERE attrelid = indrelid AND attnum = ANY(indkey)))
               ELSE pg_get_indexdef(indexrelid) END
        FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
        WHERE relnamespace = 'public'::regnamespace AND relname <> 'foobara_migrations' ORDER BY 1";
    const COMMITS_TABLES: bool = false;

    fn create() -> BoxFuture<'static, Self> {
        Box::pin(async { Self(Arc::new(crate::postgres::Database::create().await)) })
    }

    fn store(&self) -> BoxFuture<'_, AnyStore> {
        Box::pin(async {
            let config = foobara_persistence::PostgresConfig::new(self.0.url());
            AnyStore::new(config.connections(2).open().await.expect("it opens"))
        })
    }
}

#[cfg(feature = "mysql")]
pub(super) struct OnMysql(pub(super) Arc<crate::mysql::Database>);

#[cfg(feature = "mysql")]
impl Place for OnMysql {
    const COLUMNS: &'static str = "
        SELECT CONCAT_WS(' ', table_name, column_name, column_type, collation_name, is_nullable, column_key, extra,
                         column_default)
        FROM information_schema.columns
        WHERE table_schema = DATABASE() AND table_name <> 'foobara_migrations' ORDER BY 1";
    const INDEXES: &'static str = "
        SELECT CONCAT_WS(' ', table_name, index_name, seq_in_index, column_name, sub_part, non_unique)
        FROM information_schema.statistics
        WHERE table_schema = DATABASE() AND table_name <> 'foobara_migrations' ORDER BY 1";
    const COMMITS_TABLES: bool = true;

    fn create() -> BoxFuture<'static, Self> {
        Box::pin(async { Self(Arc::new(crate::mysql::Database::create().await)) })
    }

    fn store(&self) -> BoxFuture<'_, AnyStore> {
        Box::pin(async {
            let config = foobara_persistence::MysqlConfig::new(self.0.url());
            AnyStore::new(config.connections(2).open().await.expect("it opens"))
        })
    }
}
