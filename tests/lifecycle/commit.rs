//! A commit that fails: nothing of the run lasts, and it is tried again only if the storage surely did nothing.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use foobara::{BoxFuture, Effect, MemoryStore, RunOptions, Storage, StorageError, concern::Retry};
use foobara_core::Transaction;
use foobara_persistence::{
    Applied, Begin, Capabilities, Change, Finish, Io, Query, Rows, Savepoint, Session, Shape, Store, Stored,
};
use foobara_types::ModelType;
use serde_json::json;

use crate::{
    commands::{self, Work},
    observed::{count, run},
};

/// A store in memory whose first commit fails.
#[derive(Clone)]
struct Faulty {
    store: MemoryStore,
    error: fn() -> StorageError,
    commits: Arc<AtomicU32>,
}

impl Storage for Faulty {
    fn open(&self, effect: Effect) -> Box<dyn Transaction> {
        foobara_persistence::open(Arc::new(self.clone()), effect)
    }

    fn prepare<'a>(&'a self, entities: &'a [&'static ModelType]) -> BoxFuture<'a, Result<(), StorageError>> {
        foobara_persistence::prepare(self, entities)
    }
}

impl Store for Faulty {
    fn capabilities(&self) -> Capabilities {
        self.store.capabilities()
    }

    fn begin(&self, how: Begin) -> Io<'_, Stored<Box<dyn Session>>> {
        Io::later(async move {
            let session = self.store.begin(how).await?;
            if how.read_only {
                return Ok(session);
            }
            let store = self.clone();
            Ok(Box::new(FaultySession { session, store }) as _)
        })
    }

    fn prepare<'a>(&'a self, shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>> {
        Store::prepare(&self.store, shapes)
    }
}

struct FaultySession {
    session: Box<dyn Session>,
    store: Faulty,
}

impl Session for FaultySession {
    fn fetch<'a>(&'a mut self, query: &'a Query) -> Io<'a, Stored<Rows>> {
        self.session.fetch(query)
    }

    fn apply<'a>(&'a mut self, changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>> {
        self.session.apply(changes)
    }

    fn savepoint(&mut self, step: Savepoint) -> Io<'_, Stored<()>> {
        self.session.savepoint(step)
    }

    fn finish(self: Box<Self>, how: Finish) -> Io<'static, Stored<()>> {
        if how == Finish::Commit && self.store.commits.fetch_add(1, Ordering::Relaxed) == 0 {
            return Io::ready(Err((self.store.error)()));
        }
        self.session.finish(how)
    }
}

#[tokio::test]
async fn a_commit_of_which_nobody_knows_is_not_tried_again() {
    let gone: fn() -> StorageError = || StorageError::Unavailable("gone".into());
    let conflict: fn() -> StorageError = || StorageError::Conflict;
    let duplicate: fn() -> StorageError = || StorageError::Duplicate;
    for (error, errors, commits, rows) in [
        (conflict, vec![], 2, 1),
        (duplicate, vec![], 2, 1),
        (gone, vec!["runtime.storage_unavailable"], 1, 0),
    ] {
        let store = Faulty {
            store: MemoryStore::default(),
            error,
            commits: Arc::default(),
        };
        let app = commands::builder()
            .concern_command::<Work>(Retry::times(2))
            .storage(store.clone())
            .build()
            .expect("no mistakes");
        let found = run(&app, "Work", &json!({ "n": 1 }), RunOptions::default()).await;
        assert_eq!(found, errors);
        assert_eq!(
            (store.commits.load(Ordering::Relaxed), count(&app).await),
            (commits, rows)
        );
    }
}
