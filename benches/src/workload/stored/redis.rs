//! W4 in Redis, against its client by hand, on the server that `REDIS_URL` names.

use std::{env, sync::LazyLock};

use foobara::{App, RedisConfig};
use redis::{AsyncCommands, RedisError, aio::ConnectionManager, pipe};
use tokio::runtime::Runtime;

use super::{
    command::{AddBooks, BATCH, PAGES, TITLE, add, library},
    runtime::runtime,
};

static LIBRARY: LazyLock<(Runtime, App)> = LazyLock::new(|| {
    let runtime = runtime();
    let config = RedisConfig::new(url()).prefix("foobara_benches:");
    let store = runtime.block_on(config.open()).expect("the server is there");
    (runtime, library(store))
});

static CLIENT: LazyLock<(Runtime, ConnectionManager)> = LazyLock::new(|| {
    let runtime = runtime();
    let client = redis::Client::open(url()).expect("the address is one");
    let connection = runtime.block_on(client.get_connection_manager());
    (runtime, connection.expect("the server is there"))
});

pub(crate) fn framework(_: &App) -> u64 {
    let (runtime, app) = &*LIBRARY;
    runtime.block_on(add(app))
}

pub(crate) fn batch(_: &App) -> u64 {
    let (runtime, app) = &*LIBRARY;
    runtime.block_on(app.run(AddBooks)).expect("the store is there")
}

pub(crate) fn baseline(_: &App) -> u64 {
    by_hand(async |connection| {
        let id = create(connection, PAGES).await?;
        let record = format!("by_hand:book:{id}");
        let (_title, pages): (String, i64) = connection.hmget(&record, &["title", "pages"]).await?;
        let () = connection.hset(&record, "pages", pages + 1).await?;
        Ok(pages + 1)
    })
}

pub(crate) fn batch_by_hand(_: &App) -> u64 {
    by_hand(async |connection| {
        for pages in 0..BATCH {
            create(connection, pages).await?;
        }
        Ok(BATCH)
    })
}

fn by_hand(work: impl AsyncFnOnce(&mut ConnectionManager) -> Result<i64, RedisError>) -> u64 {
    let (runtime, connection) = &*CLIENT;
    let done = runtime.block_on(work(&mut connection.clone()));
    u64::try_from(done.expect("the server is there")).unwrap_or_default()
}

/// Creates a record, with the set of all keys, at once.
async fn create(connection: &mut ConnectionManager, pages: i64) -> Result<i64, RedisError> {
    let id: i64 = connection.incr("by_hand:book.last_key", 1).await?;
    let () = pipe()
        .atomic()
        .hset_multiple(
            format!("by_hand:book:{id}"),
            &[("title", TITLE), ("pages", &pages.to_string())],
        )
        .ignore()
        .zadd("by_hand:book", id, id)
        .ignore()
        .query_async(connection)
        .await?;
    Ok(id)
}

fn url() -> String {
    env::var("REDIS_URL").unwrap_or_default()
}
