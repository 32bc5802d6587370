use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use foobara_core::transaction::{Savepoint, StorageError};

use crate::{
    change::{Applied, Change},
    driver::{Begin, Capabilities, Finish, Io, Session, Store, Stored},
    query::{Query, Rows},
    raw::Sql,
    row::Row,
    shape::Shape,
    storage::storage,
};

/// A store that fails when it is told to: to see what commands make of it.
///
/// Steps of a kind are counted from 1, those of all sessions together.
///
/// ```
/// use foobara_persistence::{FaultInjecting, MemoryStore, Step, StorageError};
///
/// let store = FaultInjecting::new(MemoryStore::new());
/// store.fail(Step::Apply, 2, || StorageError::Conflict);
/// assert_eq!(store.count(Step::Apply), 0);
/// ```
#[derive(Clone)]
pub struct FaultInjecting<S> {
    store: S,
    faults: Arc<Faults>,
}

/// A kind of step that a store can be told to fail at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A session begins.
    Begin,
    /// Rows are fetched.
    Fetch,
    /// Changes are made.
    Apply,
    /// A savepoint is moved.
    Savepoint,
    /// A statement is run.
    Run,
    /// A session that writes is committed.
    Commit,
    /// A session that writes is rolled back.
    Rollback,
    /// Room is made for entities.
    Prepare,
}

impl Step {
    /// Every kind of step.
    pub const ALL: [Self; 8] = [
        Self::Begin,
        Self::Fetch,
        Self::Apply,
        Self::Savepoint,
        Self::Run,
        Self::Commit,
        Self::Rollback,
        Self::Prepare,
    ];
}

type MakeError = Box<dyn Fn() -> StorageError + Send + Sync>;

/// What happens to a step.
enum Effect {
    Fail(MakeError),
    Lose(MakeError),
    Delay(Duration),
    Panic,
}

struct Fault {
    step: Step,
    nth: usize,
    effect: Effect,
}

#[derive(Default)]
struct Faults {
    planned: Mutex<Vec<Fault>>,
    counted: Mutex<Vec<Step>>,
}

impl<S: Store> FaultInjecting<S> {
    /// Returns the store, without any faults yet.
    pub fn new(store: S) -> Self {
        Self {
            store,
            faults: Arc::default(),
        }
    }

    /// Answers the nth step of a kind with an error, and does not do it.
    pub fn fail(&self, step: Step, nth: usize, error: impl Fn() -> StorageError + Send + Sync + 'static) {
        self.faults.plan(step, nth, Effect::Fail(Box::new(error)));
    }

    /// Answers the nth step of a kind with an error although it is done, as when a connection is lost.
    pub fn lose(&self, step: Step, nth: usize, error: impl Fn() -> StorageError + Send + Sync + 'static) {
        self.faults.plan(step, nth, Effect::Lose(Box::new(error)));
    }

    /// Does the nth step of a kind only after some time.
    pub fn delay(&self, step: Step, nth: usize, time: Duration) {
        self.faults.plan(step, nth, Effect::Delay(time));
    }

    /// Panics at the nth step of a kind.
    pub fn panic(&self, step: Step, nth: usize) {
        self.faults.plan(step, nth, Effect::Panic);
    }

    /// Returns how many steps of a kind there were.
    pub fn count(&self, step: Step) -> usize {
        self.faults.count(step)
    }
}

impl Faults {
    fn plan(&self, step: Step, nth: usize, effect: Effect) {
        let mut planned = self.planned.lock().unwrap_or_else(PoisonError::into_inner);
        planned.push(Fault { step, nth, effect });
    }

    fn count(&self, step: Step) -> usize {
        let counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        counted.iter().filter(|counted| **counted == step).count()
    }

    /// Counts a step, and takes the fault that is planned for it.
    fn take(&self, step: Step) -> Option<Effect> {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        counted.push(step);
        let nth = counted.iter().filter(|counted| **counted == step).count();
        drop(counted);
        let mut planned = self.planned.lock().unwrap_or_else(PoisonError::into_inner);
        let place = planned
            .iter()
            .position(|fault| fault.step == step && fault.nth == nth)?;
        Some(planned.swap_remove(place).effect)
    }

    /// Does a step, with what is planned for it.
    fn around<'a, T: Unpin + Send + 'a>(
        &self,
        step: Step,
        work: impl FnOnce() -> Io<'a, Stored<T>> + Send + 'a,
    ) -> Io<'a, Stored<T>> {
        match self.take(step) {
            None => work(),
            Some(Effect::Fail(error)) => Io::ready(Err(error())),
            Some(Effect::Panic) => panic!("a fault was planned: {step:?} panics"),
            Some(Effect::Lose(error)) => Io::later(async move {
                work().await?;
                Err(error())
            }),
            Some(Effect::Delay(time)) => Io::later(async move {
                tokio::time::sleep(time).await;
                work().await
            }),
        }
    }
}

impl<S: Store> Store for FaultInjecting<S> {
    fn capabilities(&self) -> Capabilities {
        self.store.capabilities()
    }

    fn begin(&self, how: Begin) -> Io<'_, Stored<Box<dyn Session>>> {
        let begun = self.faults.around(Step::Begin, move || self.store.begin(how));
        Io::later(async move {
            Ok(Box::new(FaultySession {
                session: begun.await?,
                faults: Arc::clone(&self.faults),
                is_read_only: how.read_only,
            }) as Box<dyn Session>)
        })
    }

    fn prepare<'a>(&'a self, shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>> {
        self.faults
            .around(Step::Prepare, move || self.store.prepare(shapes))
    }
}

struct FaultySession {
    session: Box<dyn Session>,
    faults: Arc<Faults>,
    is_read_only: bool,
}

impl Session for FaultySession {
    fn fetch<'a>(&'a mut self, query: &'a Query) -> Io<'a, Stored<Rows>> {
        let Self { session, faults, .. } = self;
        faults.around(Step::Fetch, move || session.fetch(query))
    }

    fn apply<'a>(&'a mut self, changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>> {
        let Self { session, faults, .. } = self;
        faults.around(Step::Apply, move || session.apply(changes))
    }

    fn savepoint(&mut self, step: Savepoint) -> Io<'_, Stored<()>> {
        let Self { session, faults, .. } = self;
        faults.around(Step::Savepoint, move || session.savepoint(step))
    }

    fn run<'a>(&'a mut self, statement: &'a Sql) -> Io<'a, Stored<Vec<Row>>> {
        let Self { session, faults, .. } = self;
        faults.around(Step::Run, move || session.run(statement))
    }

    fn finish(self: Box<Self>, how: Finish) -> Io<'static, Stored<()>> {
        let step = match how {
            Finish::Commit => Step::Commit,
            Finish::Rollback => Step::Rollback,
        };
        let Self {
            session,
            faults,
            is_read_only,
        } = *self;
        if is_read_only {
            return session.finish(how);
        }
        faults.around(step, move || session.finish(how))
    }
}

storage!(FaultInjecting<S>);

impl<S: fmt::Debug> fmt::Debug for FaultInjecting<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FaultInjecting")
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}
