use std::collections::HashMap;

use foobara_core::{
    BoxFuture, Recorded, Transaction,
    transaction::{Savepoint, StorageError},
};
use foobara_types::ModelType;
use serde_json::Value;

use super::UnitOfWork;
use crate::{datum::Datum, driver::Finish, query::Query, reach::Reach, row::Row, shape::Shape};

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
            state.forgive(step);
            let (session, is_changing) = state.changing()?;
            let moved = session.savepoint(step).await;
            *is_changing = false;
            moved?;
            let undone = state.undoing(step);
            state.log.mark(step);
            undone.into_iter().for_each(|tell| tell(false));
            Ok(())
        })
    }

    fn records<'a>(
        &'a self,
        model: &'static ModelType,
        keys: &'a [Value],
    ) -> BoxFuture<'a, Result<Vec<Option<Value>>, StorageError>> {
        Box::pin(async move {
            let shape = Shape::of(model);
            let keys = keys
                .iter()
                .cloned()
                .map(|key| Datum::from(key).fit(shape.key_column().kind));
            let keys: Vec<Option<Datum>> = keys.collect();
            let rows = self
                .fetch(
                    Query::of_keys(shape, keys.iter().flatten().cloned().collect()),
                    Reach::REFERRED,
                )
                .await?
                .rows;
            let by_key: HashMap<&Datum, &Row> = rows.iter().map(|row| (row.get(shape.key), row)).collect();
            let shown = |key: &Option<Datum>| Some(shape.to_value(by_key.get(key.as_ref()?)?));
            Ok(keys.iter().map(shown).collect())
        })
    }
}
