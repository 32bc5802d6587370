//! Databases of their own for tests, on the servers that `cargo xtask test` starts.

use std::{
    marker::PhantomData,
    sync::atomic::{AtomicU32, Ordering},
};

use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

/// A server with databases, as a connection to one.
pub(crate) trait Server: Connection + Send {
    /// What it is called.
    const NAME: &'static str;
    /// The variable that has its address.
    const VARIABLE: &'static str;
    /// What follows the name of a database that is made.
    const MADE: &'static str;
    /// What follows the name of a database that is dropped.
    const DROPPED: &'static str;

    /// Returns how a database is connected to.
    fn at(options: Self::Options, database: &str) -> Self::Options;

    /// Runs statements.
    async fn run(&mut self, text: &str) -> sqlx::Result<()>;

    /// Closes all connections to a database but this one.
    async fn cut(&mut self, database: &str);
}

/// A database of a test. It is dropped with the value.
pub(crate) struct Database<C: Server> {
    name: String,
    connection: PhantomData<fn() -> C>,
}

impl<C: Server> Database<C> {
    /// Makes one.
    pub(crate) async fn create() -> Self {
        Self::create_as("").await
    }

    /// Makes one that differs from others in `how`, as the server has words for it.
    pub(crate) async fn create_as(how: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("foobara_test_{}_{number}", std::process::id());
        let text = format!("CREATE DATABASE {name} {} {how}", C::MADE);
        run::<C>(&mut connect_to(server::<C>()).await, &text).await;
        Self {
            name,
            connection: PhantomData,
        }
    }

    /// Returns how it is connected to.
    pub(crate) fn options(&self) -> C::Options {
        C::at(server::<C>(), &self.name)
    }

    /// Returns the address, as a configuration takes it.
    pub(crate) fn url(&self) -> String {
        self.options().to_url_lossy().to_string()
    }

    /// Returns a connection beside those of a store.
    pub(crate) async fn connect(&self) -> C {
        connect_to(self.options()).await
    }

    /// Closes all connections to the database.
    pub(crate) async fn cut(&self) {
        let mut server: C = connect_to(server::<C>()).await;
        server.cut(&self.name).await;
    }

    /// Others may hold the database still: their connections are closed by tasks that come after this.
    async fn remove(&self) {
        self.cut().await;
        let text = format!("DROP DATABASE {} {}", self.name, C::DROPPED);
        run::<C>(&mut connect_to(server::<C>()).await, &text).await;
    }
}

impl<C: Server> Drop for Database<C> {
    fn drop(&mut self) {
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                runtime.expect("there is a runtime").block_on(self.remove());
            });
        });
    }
}

/// Runs statements that the server is to run.
pub(crate) async fn run<C: Server>(connection: &mut C, text: &str) {
    connection.run(text).await.expect("the server does as it is told");
}

async fn connect_to<C: Server>(options: C::Options) -> C {
    C::connect_with(&options).await.expect("the server is there")
}

fn server<C: Server>() -> C::Options {
    let (name, variable) = (C::NAME, C::VARIABLE);
    let address = std::env::var(variable)
        .unwrap_or_else(|_| panic!("set {variable}, or run `cargo xtask test`, which starts {name}"));
    address
        .parse()
        .unwrap_or_else(|_| panic!("{variable} is no address"))
}

#[cfg(feature = "mysql")]
impl Server for sqlx::MySqlConnection {
    const NAME: &'static str = "MariaDB";
    const VARIABLE: &'static str = "MYSQL_URL";
    const MADE: &'static str = "";
    const DROPPED: &'static str = "";

    fn at(options: Self::Options, database: &str) -> Self::Options {
        options.database(database)
    }

    async fn run(&mut self, text: &str) -> sqlx::Result<()> {
        let done = sqlx::raw_sql(AssertSqlSafe(text.to_owned())).execute(self);
        done.await.map(drop)
    }

    async fn cut(&mut self, database: &str) {
        let text = "SELECT id FROM information_schema.processlist WHERE db = ? AND id <> CONNECTION_ID()";
        let others = sqlx::query_scalar(text).bind(database).fetch_all(&mut *self);
        let others: Vec<i64> = others.await.expect("the server knows");
        for other in others {
            // It may be gone by now.
            let _ = self.run(&format!("KILL {other}")).await;
        }
    }
}

#[cfg(feature = "postgres")]
impl Server for sqlx::PgConnection {
    const NAME: &'static str = "PostgreSQL";
    const VARIABLE: &'static str = "DATABASE_URL";
    const MADE: &'static str = "TEMPLATE template0";
    const DROPPED: &'static str = "WITH (FORCE)";

    fn at(options: Self::Options, database: &str) -> Self::Options {
        options.database(database)
    }

    async fn run(&mut self, text: &str) -> sqlx::Result<()> {
        let done = sqlx::raw_sql(AssertSqlSafe(text.to_owned())).execute(self);
        done.await.map(drop)
    }

    async fn cut(&mut self, database: &str) {
        let text = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()";
        let cut = sqlx::query(text).bind(database).execute(self);
        cut.await.expect("the server knows");
    }
}
