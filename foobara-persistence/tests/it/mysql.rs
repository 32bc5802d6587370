use std::sync::atomic::{AtomicU32, Ordering};

use foobara_persistence::{MysqlConfig, MysqlStore};
use foobara_testing::driver_suite::{Subject, driver_suite};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, MySqlConnection, Row, mysql::MySqlConnectOptions};

/// A database of its own on the server of the tests. It is dropped when it is done with.
pub(crate) struct Database(String);

impl Database {
    pub(crate) async fn create() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let database = Self(format!("foobara_test_{}_{number}", std::process::id()));
        database
            .administer(&format!("CREATE DATABASE {}", database.0))
            .await;
        database
    }

    /// Returns the address, as a configuration takes it.
    pub(crate) fn url(&self) -> String {
        options().database(&self.0).to_url_lossy().to_string()
    }

    /// Returns a connection beside those of a store.
    pub(crate) async fn connect(&self) -> MySqlConnection {
        options().database(&self.0).connect().await.expect("it connects")
    }

    async fn administer(&self, text: &str) {
        let mut connection = options().connect().await.expect("the server is there");
        run(&mut connection, text.to_owned()).await;
        connection.close().await.expect("it closes");
    }

    /// Others may hold the database still: their connections are closed by tasks that come after this.
    async fn remove(&self) {
        let mut connection = options().connect().await.expect("the server is there");
        let others = sqlx::query("SELECT id FROM information_schema.processlist WHERE db = ?").bind(&self.0);
        for other in others.fetch_all(&mut connection).await.expect("the server knows") {
            let id: i64 = other.get(0);
            // It may be gone by now.
            let _ = sqlx::raw_sql(AssertSqlSafe(format!("KILL {id}")))
                .execute(&mut connection)
                .await;
        }
        run(&mut connection, format!("DROP DATABASE {}", self.0)).await;
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                runtime.expect("there is a runtime").block_on(self.remove());
            });
        });
    }
}

async fn run(connection: &mut MySqlConnection, text: String) {
    let done = sqlx::raw_sql(AssertSqlSafe(text)).execute(connection).await;
    done.expect("the server does as it is told");
}

fn options() -> MySqlConnectOptions {
    let url = std::env::var("MYSQL_URL");
    url.expect("set MYSQL_URL, or run `cargo xtask test`, which starts MariaDB")
        .parse()
        .expect("MYSQL_URL is an address")
}

async fn open_at(database: &Database) -> MysqlStore {
    let config = MysqlConfig::new(database.url()).connections(4);
    config.open().await.expect("it opens")
}

async fn open() -> Subject {
    let database = Database::create().await;
    Subject::new(open_at(&database).await).await.keeping(database)
}

driver_suite!(open);
