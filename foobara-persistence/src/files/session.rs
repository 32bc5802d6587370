use std::sync::Arc;

use foobara_core::transaction::{Savepoint, StorageError};
use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard};

use super::{cache::Cache, folder::Folder, lock::Lock, store::blocking};
use crate::{
    change::{Applied, Change},
    driver::{Finish, Io, Session, Stored},
    query::{Query, Rows},
    tables::UndoLog,
};

pub(super) struct ReadSession(pub(super) OwnedRwLockReadGuard<Cache>);

impl Session for ReadSession {
    fn fetch<'a>(&'a mut self, query: &'a Query) -> Io<'a, Stored<Rows>> {
        Io::ready(self.0.fetch(query))
    }

    fn apply<'a>(&'a mut self, _changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>> {
        Io::ready(Err(StorageError::Other(
            "a session that only reads was asked to change a record".into(),
        )))
    }

    fn savepoint(&mut self, _step: Savepoint) -> Io<'_, Stored<()>> {
        Io::ready(Ok(()))
    }

    fn finish(self: Box<Self>, _how: Finish) -> Io<'static, Stored<()>> {
        Io::ready(Ok(()))
    }
}

/// Changes what is in memory in place; dropped unfinished, it takes that back.
pub(super) struct WriteSession {
    folder: Arc<Folder>,
    cache: OwnedRwLockWriteGuard<Cache>,
    undo: UndoLog,
    /// Given back before the cache, or the next session of this process would find it taken.
    lock: Option<Lock>,
}

impl WriteSession {
    pub(super) fn new(folder: Arc<Folder>, cache: OwnedRwLockWriteGuard<Cache>, lock: Lock) -> Self {
        Self {
            folder,
            cache,
            undo: UndoLog::default(),
            lock: Some(lock),
        }
    }

    fn commit(&mut self) -> Stored<()> {
        let journal = self.cache.journal(&self.folder, &self.undo);
        if journal.writes.is_empty() {
            return Ok(());
        }
        self.folder.commit(&journal)?;
        self.undo.forget();
        self.cache.committed(&journal);
        if let Err(error) = self.folder.carry_out(&journal) {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a unit is committed and its documents are not all written; whoever uses the folder next writes them"
            );
        }
        Ok(())
    }
}

impl Session for WriteSession {
    fn fetch<'a>(&'a mut self, query: &'a Query) -> Io<'a, Stored<Rows>> {
        Io::ready(self.cache.fetch(query))
    }

    fn apply<'a>(&'a mut self, changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>> {
        Io::ready(self.cache.apply(&mut self.undo, changes))
    }

    fn savepoint(&mut self, step: Savepoint) -> Io<'_, Stored<()>> {
        Io::ready(self.undo.savepoint(&mut self.cache.tables, step))
    }

    fn finish(mut self: Box<Self>, how: Finish) -> Io<'static, Stored<()>> {
        match how {
            Finish::Rollback => Io::ready(Ok(())),
            // Once begun, it is finished even when nobody waits for it any more.
            Finish::Commit => Io::later(async move { blocking(move || self.commit()).await? }),
        }
    }
}

impl Drop for WriteSession {
    fn drop(&mut self) {
        self.undo.undo(&mut self.cache.tables);
        self.lock = None;
    }
}
