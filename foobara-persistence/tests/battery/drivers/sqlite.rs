use std::path::Path;

use foobara_core::BoxFuture;
use foobara_persistence::{SqliteConfig, Stored};
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{Driver, Opened, PATIENCE, Place};

/// The address is a file in a folder, in which a table and a file are none of its business.
pub(crate) const DRIVER: Driver = Driver {
    name: "sqlite",
    sessions: 5,
    gives_up: true,
    place,
    open,
    in_transaction,
    around,
};

fn place() -> BoxFuture<'static, Place> {
    Box::pin(async {
        let folder = tempfile::tempdir().expect("there is room");
        std::fs::write(folder.path().join("sentinel"), "untouched").expect("there is room");
        let address = folder.path().join("store").to_string_lossy().into_owned();
        let mut connection = connect(&address).await;
        sqlx::raw_sql("CREATE TABLE sentinel (text TEXT); INSERT INTO sentinel VALUES ('untouched')")
            .execute(&mut connection)
            .await
            .expect("there is room");
        connection.close().await.expect("it closes");
        Place::new(address, folder)
    })
}

fn open(address: String) -> BoxFuture<'static, Stored<Opened>> {
    Box::pin(async move {
        let config = SqliteConfig::new(address).connections(5).patience(PATIENCE);
        Ok(Opened::of(config.open().await?))
    })
}

async fn connect(address: &str) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(address)
        .create_if_missing(true);
    options.connect().await.expect("it opens")
}

/// One, if somebody may write and does not stop.
fn in_transaction(address: String) -> BoxFuture<'static, usize> {
    Box::pin(async move {
        let mut connection = connect(&address).await;
        let begun = sqlx::raw_sql("BEGIN IMMEDIATE; ROLLBACK")
            .execute(&mut connection)
            .await;
        usize::from(begun.is_err())
    })
}

fn around(address: String) -> BoxFuture<'static, Vec<String>> {
    Box::pin(async move {
        let mut connection = connect(&address).await;
        let tables = "SELECT 'table ' || name FROM sqlite_master WHERE type = 'table' \
                      AND NOT (name GLOB 'n[0-9]*' OR name GLOB 'acme_*' OR name GLOB 'foobara_*' OR name GLOB 'sqlite_*') \
                      UNION ALL SELECT text FROM sentinel";
        let mut listed: Vec<String> = sqlx::query_scalar(tables)
            .fetch_all(&mut connection)
            .await
            .expect("the sentinel is there");
        let folder = Path::new(&address).parent().expect("it is in a folder");
        listed.extend(crate::beside::listed(folder, "store"));
        listed
    })
}
