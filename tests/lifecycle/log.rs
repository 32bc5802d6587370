//! What the log has of a run that the caller may not know.

use std::{
    collections::BTreeMap,
    fmt,
    future::ready,
    sync::{Arc, Mutex, PoisonError},
};

use foobara::{
    AppBuilder, BoxFuture, ErrorCollection, MemoryStore, Storage, StorageError, ports::Ports, prelude::*,
};
use foobara_core::{Recorded, Transaction, transaction::Savepoint};
use foobara_types::ModelType;
use serde_json::Value;
use tracing::{
    Level, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

use crate::commands::{self, Lab, Thing};

/// Keeps what is logged on this thread.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<Line>>>);

type Line = (Level, BTreeMap<&'static str, String>);

struct Fields<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for Fields<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event() && metadata.target().starts_with("foobara")
    }

    fn new_span(&self, _span: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, _values: &Record<'_>) {}

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        let mut fields = BTreeMap::new();
        event.record(&mut Fields(&mut fields));
        let line = (*event.metadata().level(), fields);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

fn line(level: Level, fields: &[(&'static str, &str)]) -> Line {
    let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned()));
    (level, fields.collect())
}

fn builder() -> AppBuilder {
    commands::builder()
        .domain::<Lab>(commands![Write, Attempt, AttemptBesideAnother])
        .ports(Ports::test())
}

/// Runs a command; returns the messages for its caller, and the log.
async fn logged<C: Execute>(builder: AppBuilder, command: C) -> (Vec<String>, Vec<Line>) {
    let app = builder.build().expect("no mistakes");
    let log = Log::default();
    let _listening = tracing::subscriber::set_default(log.clone());
    let outcome = app.run(command).await;
    let errors = outcome.map_or_else(Failure::into_errors, |_| ErrorCollection::new());
    let messages = errors.iter().map(|error| error.message().to_string()).collect();
    let lines = log.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    (messages, lines)
}

#[foobara::command(domain = Lab, writes(Thing))]
async fn write(cx: Context<'_, Write>) -> Result<(), Fault> {
    cx.write::<Thing>().create(Thing::of(1)).await?;
    Ok(())
}

#[foobara::command(domain = Lab, depends_on(Write))]
async fn attempt(cx: Context<'_, Attempt>) -> Result<(), Fault> {
    match cx.sub(Write {}).attempt().await {
        Err(Failure::Fault(fault)) => Err(fault),
        _ => Ok(()),
    }
}

#[foobara::command(domain = Lab, depends_on(Write, Attempt))]
async fn attempt_beside_another(cx: Context<'_, AttemptBesideAnother>) -> Result<(), Fault> {
    cx.join((cx.sub(Write {}), cx.sub(Attempt {}))).await?;
    Ok(())
}

#[tokio::test]
async fn a_bug_is_there_under_the_id_that_the_caller_is_told() {
    let (messages, log) = logged(builder().storage(MemoryStore::default()), AttemptBesideAnother {}).await;
    assert_eq!(
        messages,
        ["Something went wrong; the log has it under 0000000000000001"]
    );
    let text =
        "it is attempted beside other sub-commands, and writes; run it, or attempt it after the `join`";
    let bug = [
        ("message", "a command has a bug"),
        ("command", "Lab::Write"),
        ("id", "0000000000000001"),
        ("text", text),
    ];
    assert_eq!(log, [line(Level::ERROR, &bug)]);
}

/// A storage that commands cannot use, and whose units cannot be rolled back.
struct Foreign;

impl Storage for Foreign {
    fn open(&self, _opening: foobara_core::Opening) -> Box<dyn Transaction> {
        Box::new(Self)
    }

    fn prepare<'a>(&'a self, _entities: &'a [&'static ModelType]) -> BoxFuture<'a, Result<(), StorageError>> {
        Box::pin(ready(Ok(())))
    }
}

impl Transaction for Foreign {
    fn observe(&mut self) {}

    fn recorded(&self) -> BoxFuture<'_, Recorded> {
        Box::pin(ready(Recorded::default()))
    }

    fn can_undo(&self) -> bool {
        false
    }

    fn commit(&self) -> BoxFuture<'_, Result<(), StorageError>> {
        Box::pin(ready(Ok(())))
    }

    fn rollback(&self) -> BoxFuture<'_, Result<(), StorageError>> {
        Box::pin(ready(Err(StorageError::Corrupt("page 7".to_owned()))))
    }

    fn savepoint(&self, _step: Savepoint) -> BoxFuture<'_, Result<(), StorageError>> {
        Box::pin(ready(Ok(())))
    }

    fn records<'a>(
        &'a self,
        _model: &'static ModelType,
        keys: &'a [Value],
    ) -> BoxFuture<'a, Result<Vec<Option<Value>>, StorageError>> {
        Box::pin(ready(Ok(vec![None; keys.len()])))
    }
}

#[tokio::test]
async fn what_is_wrong_with_the_storage_is_there_and_nowhere_else() {
    let (messages, log) = logged(builder().storage(Foreign), Write {}).await;
    assert_eq!(messages, ["The storage failed"]);
    let rollback = [
        ("message", "the rollback failed; the driver drops the connection"),
        ("command", "Write"),
        ("error", "what is stored does not fit the entity: page 7"),
    ];
    let storage = [("message", "the storage failed"), ("error", "the storage failed")];
    assert_eq!(log, [line(Level::WARN, &rollback), line(Level::ERROR, &storage)]);
}
