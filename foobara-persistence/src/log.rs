use std::collections::BTreeMap;

use foobara_core::transaction::Savepoint;

use crate::{
    change::{Change, ChangeSet},
    datum::Datum,
    row::Row,
    shape::Shape,
};

/// What a unit of work that writes remembers.
#[derive(Default)]
pub(crate) struct Log {
    changes: ChangeSet,
    /// The records as the unit knows them, by table and key: where the `before` of a change comes from.
    known: BTreeMap<(&'static str, Datum), Row>,
    /// The numbers of changes at the savepoints that are set.
    marks: Vec<usize>,
}

impl Log {
    pub(crate) const fn changes(&self) -> &ChangeSet {
        &self.changes
    }

    /// Returns a record as the unit knows it.
    pub(crate) fn known(&self, shape: &'static Shape, key: &Datum) -> Option<Row> {
        self.known.get(&(shape.table.as_str(), key.clone())).cloned()
    }

    /// Remembers records that were fetched.
    pub(crate) fn saw(&mut self, shape: &'static Shape, rows: &[Row]) {
        let known = |row: &Row| ((shape.table.as_str(), row.get(shape.key).clone()), row.clone());
        self.known.extend(rows.iter().map(known));
    }

    /// Remembers a change that was made.
    pub(crate) fn note(&mut self, change: Change) {
        self.know(&change, change.after.clone());
        self.changes.changes.push(change);
    }

    /// Returns the number of changes at the innermost savepoint.
    pub(crate) fn last_mark(&self) -> usize {
        self.marks.last().copied().unwrap_or_default()
    }

    /// Follows a savepoint: what is undone was not changed.
    pub(crate) fn mark(&mut self, step: Savepoint) {
        match step {
            Savepoint::Set => self.marks.push(self.changes.changes.len()),
            Savepoint::Release => drop(self.marks.pop()),
            Savepoint::RollBack => {
                let mark = self.marks.pop().unwrap_or_default();
                let undone = self
                    .changes
                    .changes
                    .split_off(mark.min(self.changes.changes.len()));
                for mut change in undone.into_iter().rev() {
                    let before = change.before.take();
                    self.know(&change, before);
                }
            }
        }
    }

    fn know(&mut self, change: &Change, row: Option<Row>) {
        let known = (change.shape.table.as_str(), change.key.clone());
        match row {
            Some(row) => self.known.insert(known, row),
            None => self.known.remove(&known),
        };
    }
}
