use foobara_core::transaction::{Savepoint, StorageError};
use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard};

use crate::{
    change::{Applied, Change},
    driver::{Finish, Io, Session, Stored},
    query::{Query, Rows},
    tables::{Tables, UndoLog},
};

pub(super) struct ReadSession(pub(super) OwnedRwLockReadGuard<Tables>);

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

/// Changes the tables in place; dropped unfinished, it takes that back.
pub(super) struct WriteSession {
    tables: OwnedRwLockWriteGuard<Tables>,
    undo: UndoLog,
}

impl WriteSession {
    pub(super) fn new(tables: OwnedRwLockWriteGuard<Tables>) -> Self {
        Self {
            tables,
            undo: UndoLog::default(),
        }
    }
}

impl Session for WriteSession {
    fn fetch<'a>(&'a mut self, query: &'a Query) -> Io<'a, Stored<Rows>> {
        Io::ready(self.tables.fetch(query))
    }

    fn apply<'a>(&'a mut self, changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>> {
        Io::ready(self.undo.apply(&mut self.tables, changes))
    }

    fn savepoint(&mut self, step: Savepoint) -> Io<'_, Stored<()>> {
        Io::ready(self.undo.savepoint(&mut self.tables, step))
    }

    fn finish(mut self: Box<Self>, how: Finish) -> Io<'static, Stored<()>> {
        if how == Finish::Commit {
            self.undo.forget();
        }
        Io::ready(Ok(()))
    }
}

impl Drop for WriteSession {
    fn drop(&mut self) {
        self.undo.undo(&mut self.tables);
    }
}
