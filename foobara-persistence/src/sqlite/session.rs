use foobara_core::transaction::{Savepoint, StorageError};
use sqlx::{AssertSqlSafe, Row as _, Sqlite, SqliteConnection, pool::PoolConnection};
use tokio::sync::OwnedSemaphorePermit;

use super::{
    error::translate,
    sql::{self, Statement},
};
use crate::{
    change::{Applied, Change, Operation},
    datum::Row,
    driver::{Finish, Io, Session, Stored},
    query::{Query, Rows, Select},
};

/// One connection, each statement for itself.
pub(super) struct ReadSession(pub(super) PoolConnection<Sqlite>);

impl Session for ReadSession {
    fn fetch<'a>(&'a mut self, query: &'a Query) -> Io<'a, Stored<Rows>> {
        Io::later(fetch(&mut self.0, query))
    }

    fn apply<'a>(&'a mut self, _changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>> {
        Io::ready(Err(StorageError::Other(
            "a session that only reads was asked to change a record".into(),
        )))
    }

    fn savepoint(&mut self, _step: Savepoint) -> Io<'_, Stored<()>> {
        Io::ready(Ok(()))
    }

    fn finish(self: Box<Self>, _how: Finish) -> Io<'static, Stored<()>> {
        Io::ready(Ok(()))
    }
}

/// One transaction. Dropped unfinished, it is rolled back by sqlx before the connection is used again.
pub(super) struct WriteSession {
    transaction: sqlx::Transaction<'static, Sqlite>,
    depth: usize,
    /// Given back after the transaction is over, for fields are dropped in order.
    _turn: OwnedSemaphorePermit,
}

impl WriteSession {
    pub(super) const fn new(
        transaction: sqlx::Transaction<'static, Sqlite>,
        turn: OwnedSemaphorePermit,
    ) -> Self {
        Self {
            transaction,
            depth: 0,
            _turn: turn,
        }
    }

    async fn apply_all(&mut self, changes: &[Change]) -> Result<Vec<Applied>, StorageError> {
        let mut applied = Vec::with_capacity(changes.len());
        for change in changes {
            applied.push(apply(&mut self.transaction, change).await?);
        }
        Ok(applied)
    }

    async fn step(&mut self, step: Savepoint) -> Result<(), StorageError> {
        let missing = || StorageError::Other("there is no savepoint".into());
        let text = match step {
            Savepoint::Set => {
                self.depth += 1;
                format!("SAVEPOINT unit_{}", self.depth)
            }
            Savepoint::Release => format!("RELEASE unit_{}", self.depth),
            // A savepoint that is rolled back to is still set.
            Savepoint::RollBack => format!("ROLLBACK TO unit_{0}; RELEASE unit_{0}", self.depth),
        };
        if self.depth == 0 {
            return Err(missing());
        }
        if step != Savepoint::Set {
            self.depth -= 1;
        }
        sqlx::raw_sql(AssertSqlSafe(text))
            .execute(&mut *self.transaction)
            .await
            .map_err(translate)?;
        Ok(())
    }
}

impl Session for WriteSession {
    fn fetch<'a>(&'a mut self, query: &'a Query) -> Io<'a, Stored<Rows>> {
        Io::later(fetch(&mut self.transaction, query))
    }

    fn apply<'a>(&'a mut self, changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>> {
        Io::later(self.apply_all(changes))
    }

    fn savepoint(&mut self, step: Savepoint) -> Io<'_, Stored<()>> {
        Io::later(self.step(step))
    }

    fn finish(self: Box<Self>, how: Finish) -> Io<'static, Stored<()>> {
        Io::later(async move {
            let Self {
                transaction,
                _turn: turn,
                ..
            } = *self;
            let ended = match how {
                Finish::Commit => transaction.commit().await,
                Finish::Rollback => transaction.rollback().await,
            };
            drop(turn);
            ended.map_err(translate)
        })
    }
}

async fn fetch(connection: &mut SqliteConnection, query: &Query) -> Result<Rows, StorageError> {
    let found = Statement::select(query)
        .query()
        .fetch_all(connection)
        .await
        .map_err(translate)?;
    match &query.select {
        Select::Figures(_) => Ok(Rows::default()),
        Select::Rows => Ok(Rows::of(
            found
                .iter()
                .map(|row| sql::row(query.shape, row))
                .collect::<Result<_, _>>()?,
        )),
        Select::Count => {
            let count = found
                .first()
                .map(|row| row.try_get::<i64, _>(0))
                .transpose()
                .map_err(translate)?;
            Ok(Rows::counted(
                count
                    .and_then(|count| u64::try_from(count).ok())
                    .unwrap_or_default(),
            ))
        }
    }
}

async fn apply(connection: &mut SqliteConnection, change: &Change) -> Result<Applied, StorageError> {
    let after = || -> Result<&Row, StorageError> {
        change
            .after
            .as_ref()
            .ok_or_else(|| StorageError::Other("a change without the record it makes".into()))
    };
    let statement = match change.operation {
        Operation::Create if change.key.is_null() => return insert(connection, change, after()?).await,
        Operation::Create | Operation::Put => Statement::insert(change, after()?),
        Operation::Update => Statement::update(change, after()?),
        Operation::Delete => Statement::delete(change),
    };
    let done = statement
        .query()
        .execute(&mut *connection)
        .await
        .map_err(translate)?;
    if done.rows_affected() > 0 {
        return Ok(Applied::default());
    }
    if change.expected_version.is_none() {
        return Err(StorageError::NotFound);
    }
    // Either there is no such record, or it has another version.
    let exists = Statement::exists(change.shape, &change.key).query();
    match exists.fetch_optional(connection).await.map_err(translate)? {
        Some(_) => Err(StorageError::Conflict),
        None => Err(StorageError::NotFound),
    }
}

async fn insert(
    connection: &mut SqliteConnection,
    change: &Change,
    row: &Row,
) -> Result<Applied, StorageError> {
    // All rows and not only the first: SQLite completes the statement when it has answered the last.
    let returned = Statement::insert(change, row)
        .query()
        .fetch_all(connection)
        .await
        .map_err(translate)?;
    let key = returned
        .first()
        .ok_or_else(|| StorageError::Other("SQLite assigned no key".into()))?;
    Ok(Applied::assigned(sql::datum(key, 0, change.shape.key_column())?))
}
