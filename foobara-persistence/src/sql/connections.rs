use std::{fmt, sync::Arc, time::Duration};

use foobara_core::transaction::StorageError;
use sqlx::Pool;
#[cfg(any(feature = "mysql", feature = "postgres"))]
use sqlx::pool::PoolConnectionMetadata;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{
    catalog::Catalog, codec::Codec, dialect::no_isolation, error::translate, exclusive::Exclusive,
    lease::Lease, prepare, session::SqlSession,
};
use crate::{
    driver::{Begin, Capabilities, Isolation, Session},
    shape::Shape,
};

/// The connections to a database, and what is begun on them.
pub(crate) struct Connections<D: Catalog> {
    pool: Pool<<D as Codec>::Database>,
    dialect: D,
    /// The turn to write, in databases that let one session write at a time: those that wait queue, in order, and do not
    /// hold a connection meanwhile.
    turn: Option<Arc<Semaphore>>,
}

impl<D: Catalog> Connections<D> {
    /// Returns connections whose sessions write beside each other.
    pub(crate) const fn new(pool: Pool<<D as Codec>::Database>, dialect: D) -> Self {
        Self {
            pool,
            dialect,
            turn: None,
        }
    }

    /// Returns connections whose sessions take turns to write.
    #[cfg(feature = "sqlite")]
    pub(crate) fn taking_turns(pool: Pool<<D as Codec>::Database>, dialect: D) -> Self {
        Self {
            turn: Some(Arc::new(Semaphore::new(1))),
            ..Self::new(pool, dialect)
        }
    }

    /// Returns how statements are written for the database.
    pub(crate) const fn dialect(&self) -> D {
        self.dialect
    }

    /// Begins a session. One that only reads has no transaction unless it asks for more than that each fetch sees what is
    /// committed when it runs.
    pub(crate) async fn begin(
        &self,
        how: Begin,
        capabilities: Capabilities,
    ) -> Result<Box<dyn Session>, StorageError> {
        if how.read_only {
            let mut lease = self.lease().await?;
            if let Some(level @ (Isolation::Snapshot | Isolation::Serializable)) = how.isolation {
                lease.begin(self.dialect.begin(level, true)).await?;
            }
            return Ok(Box::new(SqlSession::new(lease, true, None)));
        }
        let level = capabilities.isolates(how.isolation).ok_or_else(no_isolation)?;
        let turn = self.turn().await?;
        let mut lease = self.lease().await?;
        lease.begin(self.dialect.begin(level, false)).await?;
        Ok(Box::new(SqlSession::new(lease, false, turn)))
    }

    /// Makes room for entities. Where several do so at once, one waits for the other.
    pub(crate) async fn prepare(&self, shapes: &[&'static Shape]) -> Result<(), StorageError> {
        let mut alone = self.alone(None).await?;
        prepare::prepare(alone.lease(), shapes).await?;
        alone.commit(None).await
    }

    /// Begins a transaction beside which nobody else makes tables, after what is to be run before it.
    pub(crate) async fn alone(&self, before: Option<&str>) -> Result<Exclusive<D>, StorageError> {
        let turn = self.turn().await?;
        let mut lease = self.lease().await?;
        if let Some(text) = before {
            lease.command_or_close(text.to_owned()).await?;
        }
        let begun = lease.begin(self.dialect.begin(Isolation::ReadCommitted, false));
        begun.await?;
        Exclusive::of(lease, turn).await
    }

    /// Closes every connection, once nothing uses it any more.
    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }

    /// Takes a connection, in no transaction.
    pub(crate) async fn lease(&self) -> Result<Lease<D>, StorageError> {
        match self.pool.acquire().await {
            Ok(connection) => Ok(Lease::new(connection, self.dialect)),
            Err(sqlx::Error::PoolTimedOut) => Err(StorageError::Unavailable(self.exhausted().into())),
            Err(error) => Err(translate::<D>(error)),
        }
    }

    async fn turn(&self) -> Result<Option<OwnedSemaphorePermit>, StorageError> {
        let Some(turn) = &self.turn else {
            return Ok(None);
        };
        if let Ok(turn) = Arc::clone(turn).try_acquire_owned() {
            return Ok(Some(turn));
        }
        tokio::select! {
            biased;
            turn = Arc::clone(turn).acquire_owned() => {
                turn.map(Some).map_err(|closed| StorageError::Unavailable(Box::new(closed)))
            }
            () = tokio::time::sleep(self.patience()) => {
                Err(StorageError::Unavailable("other runs of this process wrote for too long".into()))
            }
        }
    }

    fn exhausted(&self) -> String {
        format!(
            "none of the {} connections to {} came free within {:?}; allow more by `connections`, or wait longer by `patience`",
            self.pool.options().get_max_connections(),
            D::NAME,
            self.patience(),
        )
    }

    fn patience(&self) -> Duration {
        self.pool.options().get_acquire_timeout()
    }
}

impl<D: Catalog> fmt::Debug for Connections<D> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Connections")
            .field("pool", &self.pool)
            .field("dialect", &self.dialect)
            .finish_non_exhaustive()
    }
}

/// How long a connection is taken to be alive after it was last used.
#[cfg(any(feature = "mysql", feature = "postgres"))]
const FRESH: Duration = Duration::from_secs(5);

/// Returns whether a connection to a server can be used again; one that was idle for a while may have lost it.
#[cfg(any(feature = "mysql", feature = "postgres"))]
pub(crate) async fn is_alive<C: sqlx::Connection>(
    connection: &mut C,
    about: PoolConnectionMetadata,
) -> Result<bool, sqlx::Error> {
    if about.idle_for > FRESH {
        connection.ping().await?;
    }
    Ok(true)
}
