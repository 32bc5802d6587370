//! A command whose body is a closure, so that a test can say what a run does with storage.

use std::{convert::Infallible, sync::Mutex};

use foobara_core::{
    App, BoxFuture, Command, CommandMeta, Context, Creates, DeclaredHints, Deletes, DependsOn, DomainMeta,
    Execute, Failure, Fault, FaultKind, Outcome, Reads, Storage, StorageError, Writes,
};
use foobara_persistence::Entity;
use foobara_types::{AttributesType, InputErrors};
use serde::{Deserialize, Serialize};

use crate::fixtures::{Capybara, Keeper, SCOPE};

pub(crate) static ZOO: DomainMeta = DomainMeta {
    name: "Zoo",
    organization: None,
    scope: SCOPE,
    description: None,
    depends_on: &[],
};

type Body = Box<dyn for<'a> FnOnce(Context<'a, Script>) -> BoxFuture<'a, Result<(), Fault>> + Send>;

/// Does what it is told, and may do anything with both entities.
#[derive(Deserialize, Serialize)]
pub(crate) struct Script {
    #[serde(skip)]
    body: Mutex<Option<Body>>,
}

impl Script {
    pub(crate) fn new(
        body: impl for<'a> FnOnce(Context<'a, Self>) -> BoxFuture<'a, Result<(), Fault>> + Send + 'static,
    ) -> Self {
        Self {
            body: Mutex::new(Some(Box::new(body))),
        }
    }
}

impl Command for Script {
    const META: &'static CommandMeta = &CommandMeta {
        name: "Script",
        domain: &ZOO,
        description: None,
        returns: None,
        inputs: AttributesType::of(&[], &[], false),
        depends_on: &[],
        maps: &[],
        reads: &[],
        writes: &[Capybara::model, Keeper::model],
        creates: &[],
        deletes: &[Capybara::model, Keeper::model],
        uses: &[],
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

impl Execute for Script {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let body = self.body.into_inner().ok().flatten().expect("a script runs once");
        Ok(body(cx).await?)
    }
}

pub(crate) fn app(storage: impl Storage) -> App {
    App::builder()
        .storage(storage)
        .build()
        .expect("it has no mistakes")
}

/// Runs a script that is to succeed.
pub(crate) async fn run(
    app: &App,
    body: impl for<'a> FnOnce(Context<'a, Script>) -> BoxFuture<'a, Result<(), Fault>> + Send + 'static,
) {
    attempt(app, body).await.expect("the script succeeds");
}

/// Runs a script.
pub(crate) async fn attempt(
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
pub(crate) fn stop() -> Fault {
    FaultKind::Cancelled.into()
}

/// Takes the storage error out of a step that is to fail.
#[track_caller]
pub(crate) fn refused<T>(step: Result<T, Fault>) -> StorageError {
    match step.err().expect("the step fails").into_kind() {
        FaultKind::Storage(error) => error,
        other => panic!("not an error of storage: {other:?}"),
    }
}
