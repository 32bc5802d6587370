//! What callbacks are told, on every kind of store that they go around.

use std::{
    error::Error as _,
    fmt::Debug,
    sync::{Arc, Mutex},
};

use foobara_core::{App, BuildError, Fault, FaultKind, Storage};
use foobara_persistence::{
    AnyStore, Entity, FaultInjecting, Filter, Key, MemoryStore, RecordEvent, Refused, Repositories, Settled,
    Sql, SqliteConfig, Step, StorageError, Store, Stores, Watched,
};
use foobara_testing::driver_suite::{
    Subject, driver_suite,
    entities::{Capybara, Keeper, Letter, Visit, Visitor},
    script::{Script, app, attempt, run, stop},
};
use tempfile::TempDir;
use tokio::task::JoinSet;

/// What callbacks were told, a line each.
#[derive(Clone, Default)]
struct Diary(Arc<Mutex<Vec<String>>>);

impl Diary {
    fn note(&self, line: String) {
        self.0.lock().expect("nobody panics in between").push(line);
    }

    /// Returns what was noted since it was read last.
    fn read(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().expect("nobody panics in between"))
    }
}

/// A record as it is called in a diary.
trait Named: Entity + Debug {
    fn name(&self) -> String;
}

impl Named for Capybara {
    fn name(&self) -> String {
        let age = self.age.map_or_else(String::new, |age| age.to_string());
        format!("{}{age}", self.name)
    }
}

impl Named for Visit {
    fn name(&self) -> String {
        format!("visit {}", self.id.get().expect("it was created"))
    }
}

impl Named for Letter {
    fn name(&self) -> String {
        format!("{} v{}", self.subject, self.version)
    }
}

fn noted<E: Named>(event: &RecordEvent<'_, E>) -> String {
    match event {
        RecordEvent::Loaded(record) => format!("loaded {}", record.name()),
        RecordEvent::Created(record) => format!("created {}", record.name()),
        RecordEvent::Deleted(record) => format!("deleted {}", record.name()),
        RecordEvent::Updated(change) => {
            let names = change.attributes.join(", ");
            format!(
                "updated {} to {}: {names}",
                change.before.name(),
                change.after.name()
            )
        }
        RecordEvent::Hidden(change) => format!("hidden {}", change.after.name()),
        RecordEvent::Restored(change) => format!("restored {}", change.after.name()),
        other => panic!("nobody knows {other:?}"),
    }
}

fn settled<E: Named>(settled: Settled<E>) -> String {
    let name = |record: Option<E>| record.map_or_else(|| "nothing".to_owned(), |record| record.name());
    match settled {
        Settled::Persisted { before, after } => format!("persisted {} as {}", name(before), name(after)),
        Settled::Reverted { before, after } => format!("reverted {} from {}", name(before), name(after)),
        other => panic!("nobody knows {other:?}"),
    }
}

/// Notes all there is of an entity; a record that is called `no` is refused.
fn watching<E: Named>(storage: Watched<AnyStore>, diary: &Diary) -> Watched<AnyStore> {
    let (within, after) = (diary.clone(), diary.clone());
    storage
        .on::<E>(move |event| {
            let line = noted(&event);
            let is_refused = line.ends_with(" no");
            within.note(line);
            if is_refused {
                Err("no means no".into())
            } else {
                Ok(())
            }
        })
        .after::<E>(move |record| after.note(settled(record)))
}

/// An app whose callbacks keep a diary.
struct Zoo {
    app: App,
    diary: Diary,
    _folder: TempDir,
}

impl Zoo {
    async fn over(store: impl Store, folder: TempDir) -> Self {
        let diary = Diary::default();
        let storage = Watched::new(AnyStore::new(store));
        let storage = watching::<Capybara>(storage, &diary);
        let storage = watching::<Visit>(storage, &diary);
        let app = app(watching::<Letter>(storage, &diary));
        app.prepare().await.expect("there is room");
        Self {
            app,
            diary,
            _folder: folder,
        }
    }

    /// Returns one in memory, one in SQLite, and one in both.
    async fn each() -> [Self; 3] {
        let [one, two, three] = [(); 3].map(|()| tempfile::tempdir().expect("there is a folder"));
        let on_disk = |folder: &TempDir| SqliteConfig::new(folder.path().join("zoo.sqlite3")).open();
        let sqlite = on_disk(&two).await.expect("it opens");
        let part = on_disk(&three).await.expect("it opens");
        let both = Stores::new(MemoryStore::new()).keep([Letter::model, Visit::model], part);
        [
            Self::over(MemoryStore::new(), one).await,
            Self::over(sqlite, two).await,
            Self::over(both, three).await,
        ]
    }
}

macro_rules! in_run {
    ($zoo:expr, $cx:ident, $body:block) => {
        run(&$zoo.app, |$cx| {
            Box::pin(async move {
                $body
                Ok(())
            })
        })
        .await
    };
}

/// Takes the refusal out of an error of storage.
fn refusal(error: &StorageError) -> &Refused {
    let source = error.source().expect("there is a source");
    source.downcast_ref().expect("a callback refused it")
}

fn storage_error(failed: Result<(), Fault>) -> StorageError {
    match failed.expect_err("it fails").into_kind() {
        FaultKind::Storage(error) => error,
        other => panic!("not an error of storage: {other:?}"),
    }
}

mod refused;
mod settled;
mod told;

mod suite {
    use super::*;

    async fn open() -> Subject {
        let mut subject = Subject::new(MemoryStore::new()).await;
        let store = AnyStore::from(Arc::clone(&subject.store));
        let storage = watching::<Letter>(
            watching::<Visit>(Watched::new(store), &Diary::default()),
            &Diary::default(),
        );
        subject.app = app(watching::<Capybara>(storage, &Diary::default()));
        subject
    }

    driver_suite!(@all open);
}
