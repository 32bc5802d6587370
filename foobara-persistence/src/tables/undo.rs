use foobara_core::transaction::{Savepoint, StorageError};

use super::tables::Tables;
use crate::{
    change::{Applied, Change},
    datum::Datum,
    driver::Stored,
    row::Row,
};

/// How to take back one change.
pub(super) struct Undo {
    pub(super) table: &'static str,
    pub(super) key: Datum,
    pub(super) before: Option<Row>,
    pub(super) last_key: i64,
}

/// How to take back what a session changed, change by change.
#[derive(Default)]
pub(crate) struct UndoLog {
    pub(super) undo: Vec<Undo>,
    /// The lengths of `undo` at the savepoints that are set.
    marks: Vec<usize>,
}

impl UndoLog {
    /// Makes changes, in order, up to the first that is refused.
    pub(crate) fn apply(&mut self, tables: &mut Tables, changes: &[Change]) -> Stored<Vec<Applied>> {
        let mut applied = Vec::with_capacity(changes.len());
        for change in changes {
            applied.push(self.change(tables, change)?);
        }
        Ok(applied)
    }

    /// Follows a savepoint.
    pub(crate) fn savepoint(&mut self, tables: &mut Tables, step: Savepoint) -> Stored<()> {
        if step == Savepoint::Set {
            self.marks.push(self.undo.len());
            return Ok(());
        }
        let missing = || StorageError::Other("there is no savepoint".into());
        let mark = self.marks.pop().ok_or_else(missing)?;
        if step == Savepoint::RollBack {
            self.undo_to(tables, mark);
        }
        Ok(())
    }

    /// Takes everything back.
    pub(crate) fn undo(&mut self, tables: &mut Tables) {
        self.undo_to(tables, 0);
    }

    /// Takes nothing back any more.
    pub(crate) fn forget(&mut self) {
        self.undo.clear();
    }

    fn change(&mut self, tables: &mut Tables, change: &Change) -> Stored<Applied> {
        let undo = tables.apply(change)?;
        let applied = if change.key.is_null() {
            Applied::assigned(undo.key.clone())
        } else {
            Applied::default()
        };
        self.undo.push(undo);
        Ok(applied)
    }

    fn undo_to(&mut self, tables: &mut Tables, length: usize) {
        for undo in self.undo.drain(length.min(self.undo.len())..).rev() {
            tables.undo(undo);
        }
    }
}
