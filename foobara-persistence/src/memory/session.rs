use foobara_core::transaction::{Savepoint, StorageError};
use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard};

use super::table::{Tables, Undo};
use crate::{
    change::{Applied, Change},
    driver::{Finish, Io, Session, Stored},
    query::{Query, Rows},
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

/// Changes the tables in place and notes how to take it back; dropped unfinished, it does so.
pub(super) struct WriteSession {
    tables: OwnedRwLockWriteGuard<Tables>,
    undo: Vec<Undo>,
    /// The lengths of `undo` at the savepoints that are set.
    marks: Vec<usize>,
}

impl WriteSession {
    pub(super) const fn new(tables: OwnedRwLockWriteGuard<Tables>) -> Self {
        Self {
            tables,
            undo: Vec::new(),
            marks: Vec::new(),
        }
    }

    fn change(&mut self, change: &Change) -> Result<Applied, StorageError> {
        let undo = self.tables.apply(change)?;
        let applied = if change.key.is_null() {
            Applied::assigned(undo.key().clone())
        } else {
            Applied::default()
        };
        self.undo.push(undo);
        Ok(applied)
    }

    fn undo_to(&mut self, length: usize) {
        for undo in self.undo.drain(length.min(self.undo.len())..).rev() {
            self.tables.undo(undo);
        }
    }
}

impl Session for WriteSession {
    fn fetch<'a>(&'a mut self, query: &'a Query) -> Io<'a, Stored<Rows>> {
        Io::ready(self.tables.fetch(query))
    }

    fn apply<'a>(&'a mut self, changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>> {
        Io::ready(changes.iter().map(|change| self.change(change)).collect())
    }

    fn savepoint(&mut self, step: Savepoint) -> Io<'_, Stored<()>> {
        let mark = match step {
            Savepoint::Set => {
                self.marks.push(self.undo.len());
                return Io::ready(Ok(()));
            }
            Savepoint::Release | Savepoint::RollBack => self.marks.pop(),
        };
        match (step, mark) {
            (_, None) => return Io::ready(Err(StorageError::Other("there is no savepoint".into()))),
            (Savepoint::RollBack, Some(mark)) => self.undo_to(mark),
            (Savepoint::Set | Savepoint::Release, Some(_)) => {}
        }
        Io::ready(Ok(()))
    }

    fn finish(mut self: Box<Self>, how: Finish) -> Io<'static, Stored<()>> {
        if how == Finish::Commit {
            self.undo.clear();
        }
        Io::ready(Ok(()))
    }
}

impl Drop for WriteSession {
    fn drop(&mut self) {
        self.undo_to(0);
    }
}
