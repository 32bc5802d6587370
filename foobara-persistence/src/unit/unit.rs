use std::{any::Any, fmt, sync::Arc};

use foobara_core::{Effect, Opening, Transaction, transaction::StorageError};
use tokio::sync::Mutex;

use super::references::References;
use super::state::{Stage, State, leaves_doubt};
use super::upkeep::check_fixed;
use super::watch::tell;
use crate::{
    change::{Applied, Change, ChangeSet},
    driver::{Begin, Finish, Store},
    filter::Filter,
    query::{Query, Rows, Select},
    raw::Sql,
    reach::Reach,
    row::Row,
    shape::Shape,
};

/// The unit of work of a run. It begins with the first step and ends with the run; dropped, it is rolled back.
pub struct UnitOfWork {
    pub(super) store: Arc<dyn Store>,
    pub(super) opening: Opening,
    pub(super) state: Mutex<State>,
}

impl UnitOfWork {
    /// Returns the unit of work of a run that reads, or also writes. Nothing is begun before its first step.
    pub fn new(store: Arc<dyn Store>, opening: impl Into<Opening>) -> Self {
        Self {
            store,
            opening: opening.into(),
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

    /// Fetches rows within reach.
    ///
    /// # Errors
    ///
    /// When the query does not fit its entity, the unit has ended, or the store fails.
    pub(crate) async fn fetch(&self, mut query: Query, reach: Reach) -> Result<Rows, StorageError> {
        query.filter.check_depth(query.shape)?;
        if query.filter.leads_elsewhere() {
            query.filter = self.keys_of(query.filter, query.shape).await?;
        }
        query.filter = query.filter.fit(query.shape)?;
        if let Select::Figures(figures) = &query.select {
            figures.iter().try_for_each(|figure| figure.fit(query.shape))?;
        }
        reach.narrow(&mut query);
        let mut state = self.state.lock().await;
        self.begin(&mut state).await?;
        let mut rows = state.session()?.fetch(&query).await?;
        reach.sift(&query, &mut rows);
        if let Some(observed) = &mut state.observed {
            observed.saw(&query, &rows);
        }
        // A row of figures is no record.
        if query.select == Select::Rows {
            if self.opening.effect == Effect::Write {
                state.log.saw(query.shape, &rows.rows);
            }
            state.tell_loaded(query.shape, &rows.rows)?;
        }
        Ok(rows)
    }

    /// Makes a change of a record within reach, and notes it. Returns the record as it is kept, where that is other than it
    /// was given.
    ///
    /// # Errors
    ///
    /// When the change does not fit its entity, the unit only reads or has ended, or the store fails.
    pub(crate) async fn apply(&self, change: Change, reach: Reach) -> Result<Option<Row>, StorageError> {
        let mut change = self.admit(change)?;
        let mut state = self.state.lock().await;
        let changes = std::slice::from_mut(&mut change);
        let applied = self.make(&mut state, changes, reach).await?;
        let rewritten = applied.first().and_then(|applied| change.rewritten(applied));
        state.log.note(change);
        state.tell_changes()?;
        Ok(rewritten)
    }

    /// Makes changes in one step and notes them. When one of several is refused, the unit can only be rolled back.
    ///
    /// # Errors
    ///
    /// As [`apply`](Self::apply).
    pub(crate) async fn apply_all(
        &self,
        changes: Vec<Change>,
        reach: Reach,
    ) -> Result<Vec<Option<Row>>, StorageError> {
        let admitted = changes.into_iter().map(|change| self.admit(change));
        let mut changes = admitted.collect::<Result<Vec<_>, _>>()?;
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        let mut state = self.state.lock().await;
        let applied = self.make(&mut state, &mut changes, reach).await?;
        let rewritten = changes.iter().zip(&applied);
        let rewritten = rewritten.map(|(change, applied)| change.rewritten(applied));
        let rewritten = rewritten.collect();
        changes.into_iter().for_each(|change| state.log.note(change));
        state.tell_changes()?;
        Ok(rewritten)
    }

    /// Deletes the records within reach that a filter holds for, and returns how many they were. They are fetched first,
    /// for plans and audits show what is deleted.
    ///
    /// # Errors
    ///
    /// As [`fetch`](Self::fetch) and [`apply_all`](Self::apply_all).
    pub(crate) async fn delete_all(
        &self,
        shape: &'static Shape,
        filter: Filter,
        reach: Reach,
    ) -> Result<usize, StorageError> {
        let mut query = Query::all(shape);
        query.filter = filter;
        query.for_update = true;
        let found = self.fetch(query, reach).await?.rows;
        let changes = found
            .iter()
            .map(|row| Change::delete(shape, row.get(shape.key).clone()));
        self.apply_all(changes.collect(), reach).await?;
        Ok(found.len())
    }

    /// Runs a statement in the language of the store.
    ///
    /// # Errors
    ///
    /// When the store has none, the unit has ended, or the store fails.
    pub(crate) async fn run(&self, statement: &Sql) -> Result<Vec<Row>, StorageError> {
        let mut state = self.state.lock().await;
        self.begin(&mut state).await?;
        let (session, is_changing) = state.changing()?;
        let answered = session.run(statement).await;
        *is_changing = leaves_doubt(&answered);
        answered
    }

    /// Brings a change to the form in which drivers take it.
    pub(super) fn admit(&self, mut change: Change) -> Result<Change, StorageError> {
        if self.opening.effect == Effect::Read {
            return Err(StorageError::Other(
                "a unit of work that only reads was asked to change a record".into(),
            ));
        }
        if let Some(after) = change.after.take() {
            let after = change.shape.fit(after)?;
            change.key = after.get(change.shape.key).clone();
            change.after = Some(after);
        }
        Ok(change)
    }

    /// Makes changes, and before them those that they bring about.
    async fn make(
        &self,
        state: &mut State,
        changes: &mut [Change],
        reach: Reach,
    ) -> Result<Vec<Applied>, StorageError> {
        let mut ahead = self.parting(state, changes, reach).await?;
        self.tend(state, changes, reach).await?;
        changes.iter().try_for_each(check_fixed)?;
        if !ahead.is_empty() {
            self.tend(state, &mut ahead, reach.to_all()).await?;
            self.step(state, &mut ahead).await?;
            ahead.into_iter().for_each(|change| state.log.note(change));
        }
        self.step(state, changes).await
    }

    /// Returns what parts records that are about to be deleted from those that refer to them: those are deleted before, or
    /// refer to none.
    async fn parting(
        &self,
        state: &mut State,
        changes: &[Change],
        reach: Reach,
    ) -> Result<Vec<Change>, StorageError> {
        let references = References::of(&self.opening.surroundings.entities);
        if !references.concern(changes) {
            return Ok(Vec::new());
        }
        self.begin(state).await?;
        references.follow(state, changes, reach).await
    }

    pub(super) async fn step(
        &self,
        state: &mut State,
        changes: &mut [Change],
    ) -> Result<Vec<Applied>, StorageError> {
        self.begin(state).await?;
        if state.watch.is_some() {
            Box::pin(state.look_to_tell(changes)).await?;
        }
        for change in &mut *changes {
            change.before = state.before(change).await?;
        }
        let (session, is_changing) = state.changing()?;
        let applied = session.apply(changes).await;
        *is_changing = leaves_doubt(&applied) || (applied.is_err() && changes.len() > 1);
        let applied = applied?;
        for (change, applied) in changes.iter_mut().zip(&applied) {
            change.settle(applied);
        }
        Ok(applied)
    }

    pub(super) async fn begin(&self, state: &mut State) -> Result<(), StorageError> {
        if matches!(state.stage, Stage::NotBegun) {
            let begin = Begin {
                read_only: self.opening.effect == Effect::Read,
                isolation: self.opening.isolation,
            };
            state.stage = Stage::Begun(self.store.begin(begin).await?);
        }
        Ok(())
    }

    pub(super) async fn end(&self, how: Finish) -> Result<(), StorageError> {
        let mut state = self.state.lock().await;
        if how == Finish::Commit {
            if state.is_changing {
                return Err(state.doubt());
            }
            state.tell_changes()?;
        }
        let settled = state.settle(how)?;
        let ended = match std::mem::replace(&mut state.stage, Stage::Ended) {
            Stage::Begun(session) => session.finish(how).await,
            Stage::NotBegun | Stage::Ended => Ok(()),
        };
        tell(settled, how, &ended);
        ended
    }
}

impl fmt::Debug for UnitOfWork {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UnitOfWork")
            .field("effect", &self.opening.effect)
            .finish_non_exhaustive()
    }
}
