use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::{table::Table, undo::Undo};
use crate::{
    change::Change,
    driver::Stored,
    query::{Query, Rows},
};

/// Every table, by name. A table appears with its first record.
#[derive(Default)]
pub(crate) struct Tables(pub(super) HashMap<&'static str, Table, RandomState>);

impl Tables {
    pub(crate) fn fetch(&self, query: &Query) -> Stored<Rows> {
        match self.0.get(query.shape.table.as_str()) {
            Some(table) => table.answer(query),
            None => query.answer(std::iter::empty()),
        }
    }

    /// Makes one change, wholly or not at all, and says how to take it back.
    pub(super) fn apply(&mut self, change: &Change) -> Stored<Undo> {
        let name = change.shape.table.as_str();
        let table = self.0.entry(name).or_insert_with(|| Table::of(change.shape));
        let last_key = table.last_key();
        let (key, before) = table.apply(change)?;
        Ok(Undo {
            table: name,
            key,
            before,
            last_key,
        })
    }

    pub(super) fn undo(&mut self, undo: Undo) {
        if let Some(table) = self.0.get_mut(undo.table) {
            table.restore(undo.key, undo.before, undo.last_key);
        }
    }
}
