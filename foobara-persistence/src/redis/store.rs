use std::{fmt, sync::Arc, time::Duration};

use foobara_core::transaction::StorageError;
use redis::{
    Client, InfoDict,
    aio::{ConnectionManager, ConnectionManagerConfig},
};

use super::{config::RedisConfig, error::translate, names::Names, server::Server, session::RedisSession};
use crate::{
    driver::{Begin, Capabilities, Io, Isolation, Session, Store, Stored},
    shape::Shape,
    storage::storage,
};

/// Pauses between attempts to connect grow from the first to the last.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LAST_PAUSE: Duration = Duration::from_secs(1);
const ATTEMPTS: usize = 4;

/// A store in a Redis server. Clones are the same store.
///
/// ```no_run
/// use foobara_core::App;
/// use foobara_persistence::RedisStore;
///
/// # async fn build() -> Result<(), Box<dyn std::error::Error>> {
/// let store = RedisStore::open("redis://127.0.0.1:6379").await?;
/// let app = App::builder().storage(store).build()?;
/// app.prepare().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct RedisStore {
    server: Arc<Server>,
    is_durable: bool,
}

impl RedisStore {
    /// Reaches the server at `url`. See [`RedisConfig`] for other ways.
    ///
    /// # Errors
    ///
    /// When it cannot be reached.
    pub async fn open(url: impl Into<String>) -> Result<Self, StorageError> {
        RedisConfig::new(url).open().await
    }
}

impl RedisConfig {
    /// Reaches the server.
    ///
    /// # Errors
    ///
    /// When the URL is none, or the server cannot be reached.
    pub async fn open(self) -> Result<RedisStore, StorageError> {
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(self.patience))
            .set_response_timeout(Some(self.patience))
            .set_min_delay(FIRST_PAUSE)
            .set_max_delay(LAST_PAUSE)
            .set_number_of_retries(ATTEMPTS);
        let client = Client::open(self.url).map_err(translate)?;
        let connection = client
            .get_connection_manager_with_config(config)
            .await
            .map_err(translate)?;
        let is_durable = is_durable(&connection).await;
        let server = Server {
            connection,
            names: Names::new(self.prefix),
            lifetimes: self.lifetimes,
        };
        Ok(RedisStore {
            server: Arc::new(server),
            is_durable,
        })
    }
}

/// Returns whether Redis keeps a log of what it has acknowledged. One that does not say so, promises nothing.
async fn is_durable(connection: &ConnectionManager) -> bool {
    let mut info = redis::cmd("INFO");
    let answer: Result<InfoDict, _> = info.arg("persistence").query_async(&mut connection.clone()).await;
    answer.is_ok_and(|info| info.get("aof_enabled") == Some(1))
}

impl Store for RedisStore {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            transactions: true,
            savepoints: true,
            snapshots: false,
            durable: self.is_durable,
            isolation: &[Isolation::Serializable],
            optimistic: true,
            gapless_keys: false,
            sql: false,
            nul_characters: true,
            text_search: false,
        }
    }

    fn begin(&self, how: Begin) -> Io<'_, Stored<Box<dyn Session>>> {
        let session = RedisSession::new(Arc::clone(&self.server), how.read_only);
        Io::ready(Ok(Box::new(session)))
    }

    fn prepare<'a>(&'a self, shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>> {
        Io::later(self.server.check(shapes))
    }
}

storage!(RedisStore);

/// Shows no records, and no URL.
impl fmt::Debug for RedisStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RedisStore")
            .field("names", &self.server.names)
            .finish_non_exhaustive()
    }
}
