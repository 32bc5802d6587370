use foobara_core::BoxFuture;
use foobara_persistence::{MysqlConfig, Stored};
use sqlx::{Connection, MySqlConnection};

use super::{Driver, Opened, PATIENCE, Place};
use crate::database::{Database, run};

/// The address is that of a database, in which a table is none of its business.
pub(crate) const DRIVER: Driver = Driver {
    name: "mysql",
    sessions: 5,
    gives_up: true,
    place,
    open,
    in_transaction,
    around,
};

fn place() -> BoxFuture<'static, Place> {
    Box::pin(async {
        let database = Database::<MySqlConnection>::create().await;
        let sentinel = "CREATE TABLE sentinel (text TEXT); INSERT INTO sentinel VALUES ('untouched')";
        run(&mut database.connect().await, sentinel).await;
        Place::new(database.url(), database)
    })
}

fn open(address: String) -> BoxFuture<'static, Stored<Opened>> {
    Box::pin(async move {
        let config = MysqlConfig::new(address).connections(5).patience(PATIENCE);
        Ok(Opened::of(config.open().await?))
    })
}

/// Counts those that do nothing: whoever looks is in a transaction, too, and does something.
fn in_transaction(address: String) -> BoxFuture<'static, usize> {
    Box::pin(async move {
        let query = "SELECT COUNT(*) FROM information_schema.innodb_trx t \
                     JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id \
                     WHERE p.db = DATABASE() AND p.command = 'Sleep'";
        let mut connection = MySqlConnection::connect(&address)
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
        let query = "SELECT CONVERT(table_name USING utf8mb4) FROM information_schema.tables \
                     WHERE table_schema = DATABASE() AND NOT table_name REGEXP '^(n[0-9]|acme_|foobara_)' \
                     UNION ALL SELECT CONVERT(text USING utf8mb4) FROM sentinel ORDER BY 1";
        let mut connection = MySqlConnection::connect(&address)
            .await
            .expect("the server is there");
        sqlx::query_scalar(query)
            .fetch_all(&mut connection)
            .await
            .expect("the sentinel is there")
    })
}
