//! What one run does with storage.
//!
//! Changes go to the session at once, so that whatever reads next sees them, and into a log beside it. A step that is
//! dropped half-way, as by `select!`, leaves open what the store has done: if it was going to change something, the
//! unit can then only be rolled back.

use std::{any::Any, fmt, sync::Arc};

use foobara_core::{
    BoxFuture, Effect, Recorded, Transaction,
    transaction::{Savepoint, StorageError},
};
use foobara_types::ModelType;
use serde_json::Value;
use tokio::sync::Mutex;

use crate::{
    change::{Applied, Change, ChangeSet, Operation},
    datum::{Datum, Row},
    driver::{Begin, Finish, Session, Store},
    log::Log,
    observed::Observed,
    query::{Query, Rows},
    shape::Shape,
};

/// The unit of work of a run. It begins with the first step and ends with the run; dropped, it is rolled back.
pub struct UnitOfWork {
    store: Arc<dyn Store>,
    effect: Effect,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    stage: Stage,
    /// Set while a change is made; still set at the next step if it was dropped half-way.
    is_changing: bool,
    log: Log,
    /// What was looked at, for those who want to know.
    observed: Option<Box<Observed>>,
}

#[derive(Default)]
enum Stage {
    #[default]
    NotBegun,
    Begun(Box<dyn Session>),
    Ended,
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

    async fn begin(&self, state: &mut State) -> Result<(), StorageError> {
        if matches!(state.stage, Stage::NotBegun) {
            let begin = Begin {
                read_only: self.effect == Effect::Read,
            };
            state.stage = Stage::Begun(self.store.begin(begin).await?);
        }
        Ok(())
    }

    async fn end(&self, how: Finish) -> Result<(), StorageError> {
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

/// Whether a step may have been done in part, or have ended the driver's transaction; such a unit can only roll back.
const fn leaves_doubt<T>(step: &Result<T, StorageError>) -> bool {
    matches!(step, Err(StorageError::Unavailable(_) | StorageError::Other(_)))
}

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

impl State {
    /// Fetches the row with a key.
    async fn row(&mut self, shape: &'static Shape, key: &Datum) -> Result<Option<Row>, StorageError> {
        let query = Query::of_key(shape, key.clone());
        Ok(self.session()?.fetch(&query).await?.rows.pop())
    }

    /// Returns the session, for a step that may be dropped half-way.
    fn session(&mut self) -> Result<&mut dyn Session, StorageError> {
        self.changing().map(|(session, is_changing)| {
            *is_changing = false;
            session
        })
    }

    /// Returns the session, for a step that may not, and the mark to take away after it.
    fn changing(&mut self) -> Result<(&mut dyn Session, &mut bool), StorageError> {
        if self.is_changing {
            return Err(torn());
        }
        match &mut self.stage {
            Stage::Begun(session) => {
                self.is_changing = true;
                Ok((session.as_mut(), &mut self.is_changing))
            }
            Stage::NotBegun | Stage::Ended => Err(StorageError::Other("the unit of work has ended".into())),
        }
    }
}

fn torn() -> StorageError {
    StorageError::Other("a change was dropped half-way; the unit of work can only be rolled back".into())
}

impl fmt::Debug for UnitOfWork {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UnitOfWork")
            .field("effect", &self.effect)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::{borrow::Cow, task::Poll};

    use foobara_types::{Access, Attribute, AttributesType, Declaration, Typed};

    use super::*;
    use crate::{
        driver::{Capabilities, Io, Stored},
        key::Auto,
        memory::MemoryStore,
    };

    const fn attribute<T: Typed>(name: &'static str) -> Attribute {
        let declaration = Declaration::of::<T>();
        Attribute {
            name: Cow::Borrowed(name),
            declaration,
            required: T::REQUIRED,
            default: None,
        }
    }

    static LEAF: ModelType = ModelType {
        name: Cow::Borrowed("Leaf"),
        scope: &[],
        description: None,
        attributes: AttributesType::of(
            const { &[attribute::<Auto<i64>>("id"), attribute::<i64>("size")] },
            &[],
            false,
        ),
        primary_key: Some(Cow::Borrowed("id")),
        access: Access::OPEN,
    };

    fn leaf(id: Option<i64>, size: i64) -> Row {
        Row(vec![id.into(), size.into()])
    }

    #[tokio::test]
    async fn changes_are_noted_with_before_and_after() {
        let shape = Shape::of(&LEAF);
        let unit = UnitOfWork::new(Arc::new(MemoryStore::new()), Effect::Write);
        unit.apply(Change::create(shape, leaf(None, 1))).await.unwrap();
        unit.apply(Change::update(shape, leaf(Some(1), 2), None))
            .await
            .unwrap();
        unit.savepoint(Savepoint::Set).await.unwrap();
        unit.apply(Change::update(shape, leaf(Some(1), 3), None))
            .await
            .unwrap();
        unit.apply(Change::create(shape, leaf(None, 9))).await.unwrap();
        unit.savepoint(Savepoint::RollBack).await.unwrap();
        unit.apply(Change::delete(shape, Datum::Int(1))).await.unwrap();

        let changes = unit.changes().await.changes;
        let seen: Vec<_> = changes
            .into_iter()
            .map(|change| (change.key, change.before, change.after))
            .collect();
        let (one, first, second) = (Datum::Int(1), leaf(Some(1), 1), leaf(Some(1), 2));
        assert!(
            seen == [
                (one.clone(), None, Some(first.clone())),
                (one.clone(), Some(first), Some(second.clone())),
                (one, Some(second), None),
            ]
        );
    }

    #[tokio::test]
    async fn what_was_fetched_is_what_was_before() {
        let shape = Shape::of(&LEAF);
        let store = MemoryStore::new();
        let writer = UnitOfWork::new(Arc::new(store.clone()), Effect::Write);
        writer.apply(Change::create(shape, leaf(None, 1))).await.unwrap();
        writer.commit().await.unwrap();

        let unit = UnitOfWork::new(Arc::new(store), Effect::Write);
        unit.fetch(Query::all(shape)).await.unwrap();
        unit.apply(Change::delete(shape, Datum::Int(1))).await.unwrap();
        assert!(unit.changes().await.changes[0].before == Some(leaf(Some(1), 1)));
    }

    #[tokio::test]
    async fn a_unit_that_reads_changes_nothing() {
        let unit = UnitOfWork::new(Arc::new(MemoryStore::new()), Effect::Read);
        assert!(
            unit.apply(Change::create(Shape::of(&LEAF), leaf(None, 1)))
                .await
                .is_err()
        );
    }

    #[tokio::test]
    async fn a_row_that_does_not_fit_is_refused() {
        let unit = UnitOfWork::new(Arc::new(MemoryStore::new()), Effect::Write);
        for row in [
            Row(vec![Datum::Null, "5".into()]),
            Row(vec![Datum::Null, Datum::Null]),
            Row(vec![Datum::Null]),
        ] {
            assert!(unit.apply(Change::create(Shape::of(&LEAF), row)).await.is_err());
        }
    }

    /// A store whose changes end as it is told, if at all.
    struct Scripted(fn() -> Io<'static, Stored<Vec<Applied>>>);

    impl Store for Scripted {
        fn capabilities(&self) -> Capabilities {
            Capabilities::default()
        }

        fn begin(&self, _how: Begin) -> Io<'_, Stored<Box<dyn Session>>> {
            Io::ready(Ok(Box::new(Self(self.0))))
        }

        fn prepare<'a>(&'a self, _shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>> {
            Io::ready(Ok(()))
        }
    }

    impl Session for Scripted {
        fn fetch<'a>(&'a mut self, _query: &'a Query) -> Io<'a, Stored<Rows>> {
            Io::ready(Ok(Rows::default()))
        }

        fn apply<'a>(&'a mut self, _changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>> {
            (self.0)()
        }

        fn savepoint(&mut self, _step: Savepoint) -> Io<'_, Stored<()>> {
            Io::ready(Ok(()))
        }

        fn finish(self: Box<Self>, _how: Finish) -> Io<'static, Stored<()>> {
            Io::ready(Ok(()))
        }
    }

    #[tokio::test]
    async fn a_change_dropped_half_way_can_only_be_rolled_back() {
        let stuck = Scripted(|| Io::later(std::future::pending()));
        let unit = UnitOfWork::new(Arc::new(stuck), Effect::Write);
        {
            let mut change = Box::pin(unit.apply(Change::create(Shape::of(&LEAF), leaf(None, 1))));
            let poll = std::future::poll_fn(|context| Poll::Ready(change.as_mut().poll(context))).await;
            assert!(poll.is_pending());
        }
        assert!(unit.fetch(Query::all(Shape::of(&LEAF))).await.is_err());
        assert!(unit.commit().await.is_err());
        assert!(unit.rollback().await.is_ok());
    }

    #[tokio::test]
    async fn only_a_change_that_may_be_half_done_leaves_nothing_but_a_rollback() {
        for (store, is_usable) in [
            (
                Scripted(|| Io::ready(Err(StorageError::Unavailable("gone".into())))),
                false,
            ),
            (
                Scripted(|| Io::ready(Err(StorageError::Other("gone".into())))),
                false,
            ),
            (Scripted(|| Io::ready(Err(StorageError::Conflict))), true),
            (Scripted(|| Io::ready(Err(StorageError::Duplicate))), true),
        ] {
            let unit = UnitOfWork::new(Arc::new(store), Effect::Write);
            let change = Change::create(Shape::of(&LEAF), leaf(None, 1));
            assert!(unit.apply(change).await.is_err());
            let fetched = unit.fetch(Query::all(Shape::of(&LEAF))).await;
            assert_eq!(
                (fetched.is_ok(), unit.commit().await.is_ok()),
                (is_usable, is_usable)
            );
            assert!(unit.rollback().await.is_ok());
        }
    }

    #[tokio::test]
    async fn what_was_before_is_looked_up_only_for_those_who_want_to_know() {
        let shape = Shape::of(&LEAF);
        let store = MemoryStore::new();
        let writer = UnitOfWork::new(Arc::new(store.clone()), Effect::Write);
        writer.apply(Change::create(shape, leaf(None, 1))).await.unwrap();
        writer.commit().await.unwrap();

        for (is_observed, before) in [(false, None), (true, Some(leaf(Some(1), 1)))] {
            let mut unit = UnitOfWork::new(Arc::new(store.clone()), Effect::Write);
            if is_observed {
                unit.observe();
            }
            let change = Change::update(shape, leaf(Some(1), 2), None);
            unit.apply(change).await.unwrap();
            assert!(unit.changes().await.changes[0].before == before);
            unit.rollback().await.unwrap();
        }
    }

    #[test]
    fn a_unit_can_be_undone_if_its_store_can() {
        let stuck = Scripted(|| Io::later(std::future::pending()));
        assert!(!UnitOfWork::new(Arc::new(stuck), Effect::Write).can_undo());
        assert!(UnitOfWork::new(Arc::new(MemoryStore::new()), Effect::Write).can_undo());
    }
}
