use foobara_core::{
    BoxFuture, Recorded, Transaction,
    transaction::{Savepoint, StorageError},
};
use foobara_types::ModelType;
use serde_json::Value;

use super::UnitOfWork;
use crate::{datum::Datum, driver::Finish, query::Query, shape::Shape};

impl Transaction for UnitOfWork {
    fn observe(&mut self) {
        self.state.get_mut().observed = Some(Box::default());
    }

    fn recorded(&self) -> BoxFuture<'_, Recorded> {
        Box::pin(async move {
            let state = self.state.lock().await;
            let observed = state.observed.as_ref();
            observed.map_or_else(Recorded::default, |observed| {
                observed.recorded(state.log.changes())
            })
        })
    }

    fn can_undo(&self) -> bool {
        self.store.capabilities().transactions
    }

    fn commit(&self) -> BoxFuture<'_, Result<(), StorageError>> {
        Box::pin(self.end(Finish::Commit))
    }

    fn rollback(&self) -> BoxFuture<'_, Result<(), StorageError>> {
        Box::pin(self.end(Finish::Rollback))
    }

    fn savepoint(&self, step: Savepoint) -> BoxFuture<'_, Result<(), StorageError>> {
        Box::pin(async move {
            let mut state = self.state.lock().await;
            self.begin(&mut state).await?;
            let (session, is_changing) = state.changing()?;
            let moved = session.savepoint(step).await;
            *is_changing = false;
            moved?;
            state.log.mark(step);
            Ok(())
        })
    }

    fn record<'a>(
        &'a self,
        model: &'static ModelType,
        key: &'a Value,
    ) -> BoxFuture<'a, Result<Option<Value>, StorageError>> {
        Box::pin(async move {
            let shape = Shape::of(model);
            let rows = self.fetch(Query::of_key(shape, Datum::from(key.clone()))).await?;
            Ok(rows.rows.first().map(|row| shape.to_value(row)))
        })
    }
}
