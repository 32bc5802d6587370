use std::{any::Any, fmt, sync::Arc};

use foobara_core::{Effect, Transaction, transaction::StorageError};
use tokio::sync::Mutex;

use super::state::{Stage, State, leaves_doubt, torn};
use crate::{
    change::{Applied, Change, ChangeSet, Operation},
    driver::{Begin, Finish, Store},
    query::{Query, Rows, Select},
};

/// The unit of work of a run. It begins with the first step and ends with the run; dropped, it is rolled back.
pub struct UnitOfWork {
    pub(super) store: Arc<dyn Store>,
    effect: Effect,
    pub(super) state: Mutex<State>,
}

impl UnitOfWork {
    /// Returns the unit of work of a run that reads, or also writes. Nothing is begun before its first step.
    pub fn new(store: Arc<dyn Store>, effect: Effect) -> Self {
        Self {
            store,
            effect,
            state: Mutex::default(),
        }
    }

    /// Returns the pipeline's view of storage as this crate's own.
    ///
    /// # Errors
    ///
    /// When the app's storage is made of other units of work.
    pub(crate) fn of(transaction: &dyn Transaction) -> Result<&Self, StorageError> {
        let transaction: &dyn Any = transaction;
        transaction.downcast_ref().ok_or_else(|| {
            StorageError::Other("the app's storage opens no `foobara_persistence::UnitOfWork`".into())
        })
    }

    /// Returns what was changed so far.
    pub async fn changes(&self) -> ChangeSet {
        self.state.lock().await.log.changes().clone()
    }

    /// Fetches rows.
    ///
    /// # Errors
    ///
    /// When the query does not fit its entity, the unit has ended, or the store fails.
    pub(crate) async fn fetch(&self, mut query: Query) -> Result<Rows, StorageError> {
        query.filter = query.filter.fit(query.shape)?;
        if let Select::Figures(figures) = &query.select {
            figures.iter().try_for_each(|figure| figure.fit(query.shape))?;
        }
        let mut state = self.state.lock().await;
        self.begin(&mut state).await?;
        let rows = state.session()?.fetch(&query).await?;
        if self.effect == Effect::Write {
            state.log.saw(query.shape, &rows.rows);
        }
        if let Some(observed) = &mut state.observed {
            observed.saw(&query, &rows);
        }
        Ok(rows)
    }

    /// Makes a change and notes it.
    ///
    /// # Errors
    ///
    /// When the change does not fit its entity, the unit only reads or has ended, or the store fails.
    pub(crate) async fn apply(&self, mut change: Change) -> Result<Applied, StorageError> {
        if self.effect == Effect::Read {
            return Err(StorageError::Other(
                "a unit of work that only reads was asked to change a record".into(),
            ));
        }
        if let Some(after) = change.after.take() {
            let after = change.shape.fit(after)?;
            change.key = after.get(change.shape.key).clone();
            change.after = Some(after);
        }
        let mut state = self.state.lock().await;
        self.begin(&mut state).await?;
        change.before = state.log.known(change.shape, &change.key);
        if change.before.is_none() && state.observed.is_some() && change.operation != Operation::Create {
            change.before = state.row(change.shape, &change.key).await?;
        }
        let (session, is_changing) = state.changing()?;
        let applied = session.apply(std::slice::from_ref(&change)).await;
        *is_changing = leaves_doubt(&applied);
        let applied = applied?.pop().unwrap_or_default();

        if let (Some(key), Some(after)) = (&applied.assigned, &mut change.after) {
            change.key = key.clone();
            if let Some(slot) = after.0.get_mut(change.shape.key) {
                *slot = key.clone();
            }
        }
        state.log.note(change);
        Ok(applied)
    }

    pub(super) async fn begin(&self, state: &mut State) -> Result<(), StorageError> {
        if matches!(state.stage, Stage::NotBegun) {
            let begin = Begin {
                read_only: self.effect == Effect::Read,
                isolation: None,
            };
            state.stage = Stage::Begun(self.store.begin(begin).await?);
        }
        Ok(())
    }

    pub(super) async fn end(&self, how: Finish) -> Result<(), StorageError> {
        let mut state = self.state.lock().await;
        if how == Finish::Commit && state.is_changing {
            return Err(torn());
        }
        match std::mem::replace(&mut state.stage, Stage::Ended) {
            Stage::Begun(session) => session.finish(how).await,
            Stage::NotBegun | Stage::Ended => Ok(()),
        }
    }
}

impl fmt::Debug for UnitOfWork {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UnitOfWork")
            .field("effect", &self.effect)
            .finish_non_exhaustive()
    }
}
