use foobara_core::transaction::{Savepoint, StorageError};
use tokio::sync::OwnedSemaphorePermit;

use super::{apply::apply, dialect::Dialect, fetch, lease::Lease, statement::Statement};
use crate::{
    change::{Applied, Change},
    driver::{Finish, Io, Isolation, Session, Stored},
    query::{Query, Rows},
    raw::Sql,
    row::Row,
    shape::misfit,
};

/// One connection with a transaction; without one where each fetch may see what is committed when it runs.
pub(super) struct SqlSession<D: Dialect> {
    lease: Lease<D>,
    is_read_only: bool,
    /// How many savepoints are set.
    depth: usize,
    /// The turn to write, where sessions take turns. Given back after the transaction is over: fields are dropped in order.
    turn: Option<OwnedSemaphorePermit>,
}

impl<D: Dialect> SqlSession<D> {
    pub(super) const fn new(lease: Lease<D>, is_read_only: bool, turn: Option<OwnedSemaphorePermit>) -> Self {
        Self {
            lease,
            is_read_only,
            depth: 0,
            turn,
        }
    }

    async fn find(&mut self, query: &Query) -> Result<Rows, StorageError> {
        if !(query.for_update && self.is_read_only) {
            return fetch::fetch(&mut self.lease, query).await;
        }
        let mut query = query.clone();
        query.for_update = false;
        fetch::fetch(&mut self.lease, &query).await
    }

    async fn step(&mut self, step: Savepoint) -> Result<(), StorageError> {
        let name = |depth| format!("unit_{depth}");
        if step == Savepoint::Set {
            self.lease
                .command(format!("SAVEPOINT {}", name(self.depth + 1)))
                .await?;
            self.depth += 1;
            return Ok(());
        }
        let current = name(self.depth);
        self.depth = self
            .depth
            .checked_sub(1)
            .ok_or_else(|| misfit("there is no savepoint".to_owned()))?;
        match step {
            Savepoint::RollBack => self.lease.undo_to(&current).await,
            _ => self.lease.command(format!("RELEASE SAVEPOINT {current}")).await,
        }
    }

    /// A statement of others may change something, or come in several: a session that only reads has the database see to
    /// it that nothing comes of that.
    async fn run_raw(&mut self, sql: &Sql) -> Result<Vec<Row>, StorageError> {
        if self.is_read_only && !self.lease.is_open() {
            let begin = self.lease.dialect().begin(Isolation::ReadCommitted, true);
            self.lease.begin(begin).await?;
        }
        let statement = Statement::raw(self.lease.dialect(), sql);
        if sql.answers.is_empty() {
            self.lease.execute(statement).await?;
            return Ok(Vec::new());
        }
        let found = self.lease.rows(statement).await?;
        found
            .iter()
            .map(|found| fetch::values::<D>(found, &sql.answers))
            .collect()
    }

    async fn end(self, how: Finish) -> Result<(), StorageError> {
        let how = if self.is_read_only { Finish::Rollback } else { how };
        let ended = self.lease.end(how).await;
        drop(self.turn);
        ended
    }
}

impl<D: Dialect> Session for SqlSession<D> {
    fn fetch<'a>(&'a mut self, query: &'a Query) -> Io<'a, Stored<Rows>> {
        Io::later(self.find(query))
    }

    fn apply<'a>(&'a mut self, changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>> {
        if self.is_read_only {
            let refusal = "a session that only reads was asked to change a record";
            return Io::ready(Err(misfit(refusal.to_owned())));
        }
        Io::later(apply(&mut self.lease, changes))
    }

    fn savepoint(&mut self, step: Savepoint) -> Io<'_, Stored<()>> {
        if self.is_read_only {
            return Io::ready(Ok(()));
        }
        Io::later(self.step(step))
    }

    fn run<'a>(&'a mut self, statement: &'a Sql) -> Io<'a, Stored<Vec<Row>>> {
        Io::later(self.run_raw(statement))
    }

    fn finish(self: Box<Self>, how: Finish) -> Io<'static, Stored<()>> {
        Io::later(self.end(how))
    }
}
