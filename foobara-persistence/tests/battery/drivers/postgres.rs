use foobara_core::BoxFuture;
use foobara_persistence::{PostgresConfig, Stored};
use sqlx::{Connection, PgConnection};

use super::{Driver, Opened, PATIENCE, Place};
use crate::database::{Database, run};

/// The address is that of a database, in which a table is none of its business.
pub(crate) const DRIVER: Driver = Driver {
    name: "postgres",
    sessions: 5,
    gives_up: true,
    place,
    open,
    in_transaction,
    around,
};

fn place() -> BoxFuture<'static, Place> {
    Box::pin(async {
        let database = Database::<PgConnection>::create().await;
        let sentinel = "CREATE TABLE sentinel (text TEXT); INSERT INTO sentinel VALUES ('untouched')";
        run(&mut database.connect().await, sentinel).await;
        Place::new(database.url(), database)
    })
}

fn open(address: String) -> BoxFuture<'static, Stored<Opened>> {
    Box::pin(async move {
        let config = PostgresConfig::new(address).connections(5).patience(PATIENCE);
        Ok(Opened::of(config.open().await?))
    })
}

fn in_transaction(address: String) -> BoxFuture<'static, usize> {
    Box::pin(async move {
        let query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                     AND state LIKE 'idle in transaction%'";
        let mut connection = PgConnection::connect(&address)
            .await
            .expect("the server is there");
        let count: i64 = sqlx::query_scalar(query)
            .fetch_one(&mut connection)
            .await
            .expect("it answers");
        usize::try_from(count).expect("a count")
    })
}

fn around(address: String) -> BoxFuture<'static, Vec<String>> {
    Box::pin(async move {
        let query = "SELECT schemaname || '.' || tablename FROM pg_tables \
                     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') \
                     AND NOT (schemaname = 'public' AND tablename ~ '^(n[0-9]|acme_|foobara_)') \
                     UNION ALL SELECT text FROM sentinel ORDER BY 1";
        let mut connection = PgConnection::connect(&address)
            .await
            .expect("the server is there");
        sqlx::query_scalar(query)
            .fetch_all(&mut connection)
            .await
            .expect("the sentinel is there")
    })
}
