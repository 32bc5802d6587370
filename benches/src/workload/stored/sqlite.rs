//! W4 in SQLite, against sqlx by hand: the same pool, journal and kind of transaction.

use std::{fs, path::PathBuf, sync::LazyLock};

use foobara::{App, SqliteConfig};
use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::runtime::Runtime;

use super::{
    command::{PAGES, TITLE, add, library},
    runtime::runtime,
};

static LIBRARY: LazyLock<(Runtime, App)> = LazyLock::new(|| {
    let runtime = runtime();
    let app = runtime.block_on(async {
        let config = SqliteConfig::new(fresh("foobara")).synchronous_normal();
        let app = library(config.open().await.expect("the file can be opened"));
        app.prepare().await.expect("the file can be written to");
        app
    });
    (runtime, app)
});

static POOL: LazyLock<(Runtime, SqlitePool)> = LazyLock::new(|| {
    let runtime = runtime();
    let pool = runtime.block_on(async {
        let options = SqliteConnectOptions::new()
            .filename(fresh("by_hand"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal);
        let pool = SqlitePoolOptions::new()
            .max_connections(8)
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        sqlx::query(
            "CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT NOT NULL, pages INTEGER NOT NULL) STRICT",
        )
        .execute(&pool)
        .await?;
        Ok::<_, sqlx::Error>(pool)
    });
    (runtime, pool.expect("the file can be opened"))
});

pub(crate) fn framework(_: &App) -> u64 {
    let (runtime, app) = &*LIBRARY;
    runtime.block_on(add(app))
}

pub(crate) fn baseline(_: &App) -> u64 {
    let (runtime, pool) = &*POOL;
    let pages = runtime.block_on(by_hand(pool)).expect("the store is there");
    u64::try_from(pages).unwrap_or_default()
}

async fn by_hand(pool: &SqlitePool) -> Result<i64, sqlx::Error> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let created = sqlx::query("INSERT INTO book (title, pages) VALUES (?, ?)")
        .bind(TITLE.to_owned())
        .bind(PAGES)
        .execute(&mut *transaction)
        .await?;
    let (id, title, pages): (i64, String, i64) =
        sqlx::query_as("SELECT id, title, pages FROM book WHERE id = ?")
            .bind(created.last_insert_rowid())
            .fetch_one(&mut *transaction)
            .await?;
    sqlx::query("UPDATE book SET title = ?, pages = ? WHERE id = ?")
        .bind(title)
        .bind(pages + 1)
        .bind(id)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(pages + 1)
}

/// Returns the path of a file that is not there any more.
fn fresh(side: &str) -> PathBuf {
    let folder = std::env::temp_dir().join("foobara-benches");
    fs::create_dir_all(&folder).expect("there is room for files");
    for suffix in ["", "-wal", "-shm"] {
        drop(fs::remove_file(folder.join(format!("{side}.sqlite3{suffix}"))));
    }
    folder.join(format!("{side}.sqlite3"))
}
