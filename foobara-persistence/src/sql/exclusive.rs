use foobara_core::transaction::StorageError;
use tokio::sync::OwnedSemaphorePermit;

use super::{catalog::Catalog, fetch::ask, lease::Lease};
use crate::{datum::Datum, shape::Kind};

/// A transaction beside which nobody else makes tables: others wait, or are refused after a while. Dropped before it is
/// committed, it is rolled back and lets the others in.
pub(crate) struct Exclusive<D: Catalog> {
    lease: Lease<D>,
    /// The turn to write, where sessions take turns. Given back after the transaction is over: fields are dropped in order.
    _turn: Option<OwnedSemaphorePermit>,
}

impl<D: Catalog> Exclusive<D> {
    /// Keeps others out of a transaction that has begun.
    pub(super) async fn of(
        mut lease: Lease<D>,
        turn: Option<OwnedSemaphorePermit>,
    ) -> Result<Self, StorageError> {
        let Some(statement) = lease.dialect().keep_others_out() else {
            return Ok(Self { lease, _turn: turn });
        };
        let answer = ask(&mut lease, statement, &[Kind::Int]).await?;
        match answer.first().map(|row| row.get(0)) {
            Some(Datum::Int(1)) => Ok(Self { lease, _turn: turn }),
            _ => Err(StorageError::Unavailable(
                "another process prepares or migrates the same database, and did so for too long".into(),
            )),
        }
    }

    /// Returns the connection.
    pub(crate) const fn lease(&mut self) -> &mut Lease<D> {
        &mut self.lease
    }

    /// Makes what was done last, and runs what is to be run after that on the same connection.
    pub(crate) async fn commit(mut self, afterwards: Option<&str>) -> Result<(), StorageError> {
        self.lease.commit().await?;
        let let_others_in = self.lease.dialect().let_others_in();
        for text in let_others_in.into_iter().chain(afterwards.map(str::to_owned)) {
            self.lease.command_or_close(text).await?;
        }
        Ok(())
    }
}
