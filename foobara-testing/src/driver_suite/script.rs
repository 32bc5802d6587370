//! A command whose body is a closure, so that a test can say what a run does with storage.

use std::{convert::Infallible, fmt, sync::Mutex};

use foobara_core::{
    App, BoxFuture, Command, CommandEntry, CommandMeta, Context, Creates, DeclaredHints, Deletes, DependsOn,
    Domain, Enqueues, Execute, Failure, Fault, FaultKind, Outcome, Publishes, Reads, Storage, StorageError,
    Writes,
};
use foobara_persistence::Entity;
use foobara_types::{AttributesType, InputErrors};
use serde::{Deserialize, Serialize};

use super::entities::Zoo;

type Body = Box<dyn for<'a> FnOnce(Context<'a, Script>) -> BoxFuture<'a, Result<(), Fault>> + Send>;

/// Does what it is told, and may do anything with both entities.
#[derive(Deserialize, Serialize)]
pub struct Script {
    #[serde(skip)]
    body: Mutex<Option<Body>>,
}

impl Script {
    /// Returns a command that does this, once.
    pub fn new(
        body: impl for<'a> FnOnce(Context<'a, Self>) -> BoxFuture<'a, Result<(), Fault>> + Send + 'static,
    ) -> Self {
        Self {
            body: Mutex::new(Some(Box::new(body))),
        }
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Script")
    }
}

impl Command for Script {
    const META: &'static CommandMeta = &CommandMeta {
        name: "Script",
        domain: <Zoo as Domain>::META,
        description: None,
        returns: None,
        inputs: AttributesType::of(&[], &[], false),
        depends_on: &[],
        maps: &[],
        reads: &[],
        writes: super::MODELS,
        creates: &[],
        deletes: super::MODELS,
        loads: &[],
        uses: &[],
        publishes: &[],
        enqueues: &[],
        concerns: &[],
        is_clone: false,
        hints: DeclaredHints::NONE,
        definition: None,
    };

    fn check(&mut self, _errors: &mut InputErrors) {}
}

impl<E: Entity> Reads<E> for Script {}
impl<E: Entity> Creates<E> for Script {}
impl<E: Entity> Writes<E> for Script {}
impl<E: Entity> Deletes<E> for Script {}
impl DependsOn<Self> for Script {}
impl<M> Publishes<M> for Script {}
impl<S> Enqueues<S> for Script {}

impl Execute for Script {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let body = self.body.into_inner().ok().flatten().expect("a script runs once");
        Ok(body(cx).await?)
    }
}

/// Returns an app of scripts, whose storage this is.
///
/// # Panics
///
/// Never, for it has no mistakes.
pub fn app(storage: impl Storage) -> App {
    App::builder()
        .domain::<Zoo>([CommandEntry::of::<Script>()])
        .storage(storage)
        .build()
        .expect("it has no mistakes")
}

/// Runs a script that is to succeed.
pub async fn run(
    app: &App,
    body: impl for<'a> FnOnce(Context<'a, Script>) -> BoxFuture<'a, Result<(), Fault>> + Send + 'static,
) {
    attempt(app, body).await.expect("the script succeeds");
}

/// Runs a script.
pub async fn attempt(
    app: &App,
    body: impl for<'a> FnOnce(Context<'a, Script>) -> BoxFuture<'a, Result<(), Fault>> + Send + 'static,
) -> Result<(), Fault> {
    match app.run(Script::new(body)).await {
        Ok(()) => Ok(()),
        Err(Failure::Fault(fault)) => Err(fault),
        Err(Failure::Own(never)) => match never {},
    }
}

/// A fault to fail with on purpose.
pub fn stop() -> Fault {
    FaultKind::Cancelled.into()
}

/// Takes the storage error out of a step that is to fail.
#[track_caller]
pub fn refused<T>(step: Result<T, Fault>) -> StorageError {
    match step.err().expect("the step fails").into_kind() {
        FaultKind::Storage(error) => error,
        other => panic!("not an error of storage: {other:?}"),
    }
}

/// Runs a body, in which `cx` is the context of a command that may do anything with the entities, as a run of its own that
/// must succeed.
macro_rules! in_run {
    ($subject:expr, $cx:ident, $body:block) => {
        $crate::driver_suite::script::run(&$subject.app, |$cx| {
            Box::pin(async move {
                $body
                Ok(())
            })
        })
        .await
    };
}

/// Runs a body as a run of its own that fails at its end, whatever it did.
macro_rules! in_failing_run {
    ($subject:expr, $cx:ident, $body:block) => {{
        let failed = $crate::driver_suite::script::attempt(&$subject.app, |$cx| {
            Box::pin(async move {
                $body
                Err($crate::driver_suite::script::stop())
            })
        });
        assert!(failed.await.is_err(), "the run fails");
    }};
}

pub(crate) use {in_failing_run, in_run};
