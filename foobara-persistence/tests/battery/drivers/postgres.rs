use std::sync::atomic::{AtomicU32, Ordering};

use foobara_core::BoxFuture;
use foobara_persistence::{PostgresConfig, Stored};
use sqlx::{AssertSqlSafe, ConnectOptions, PgConnection, postgres::PgConnectOptions};

use super::{Driver, Opened, PATIENCE, Place};

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
    static COUNT: AtomicU32 = AtomicU32::new(0);
    Box::pin(async {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("foobara_battery_{}_{number}", std::process::id());
        let server = server();
        run(&server, &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
        let database = server.clone().database(&name).to_url_lossy().to_string();
        run(
            &database.parse().expect("it is an address"),
            "CREATE TABLE sentinel (text TEXT); INSERT INTO sentinel VALUES ('untouched')",
        )
        .await;
        Place::new(database, Database(name))
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
        let mut connection = connect(&address).await;
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
        let mut connection = connect(&address).await;
        sqlx::query_scalar(query)
            .fetch_all(&mut connection)
            .await
            .expect("the sentinel is there")
    })
}

/// A database of a test; it is dropped with the value.
struct Database(String);

impl Drop for Database {
    fn drop(&mut self) {
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                let text = format!("DROP DATABASE {} WITH (FORCE)", self.0);
                runtime
                    .expect("there is a runtime")
                    .block_on(run(&server(), &text));
            });
        });
    }
}

fn server() -> PgConnectOptions {
    std::env::var("DATABASE_URL")
        .expect("set DATABASE_URL, or run `cargo xtask test`, which starts PostgreSQL")
        .parse()
        .expect("DATABASE_URL is an address")
}

async fn connect(address: &str) -> PgConnection {
    let options: PgConnectOptions = address.parse().expect("it is an address");
    options.connect().await.expect("the server is there")
}

async fn run(options: &PgConnectOptions, text: &str) {
    let mut connection = options.connect().await.expect("the server is there");
    sqlx::raw_sql(AssertSqlSafe(text.to_owned()))
        .execute(&mut connection)
        .await
        .expect("the server does as it is told");
}
