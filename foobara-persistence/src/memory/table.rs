use std::collections::{BTreeMap, BTreeSet, HashMap};

use foobara_core::transaction::StorageError;

use crate::{
    change::{Change, Operation},
    datum::{Datum, Row},
    filter::Filter,
    query::{Query, Rows},
};

/// Every table, by name. A table appears with its first record.
#[derive(Default)]
pub(super) struct Tables(HashMap<&'static str, Table>);

#[derive(Default)]
struct Table {
    rows: BTreeMap<Datum, Row>,
    /// The largest key so far, those of deleted records included.
    last_key: i64,
}

/// How to take back one change.
pub(super) struct Undo {
    table: &'static str,
    key: Datum,
    before: Option<Row>,
    last_key: i64,
}

impl Tables {
    pub(super) fn fetch(&self, query: &Query) -> Result<Rows, StorageError> {
        match self.0.get(query.shape.table.as_str()) {
            Some(table) => table.answer(query),
            None => query.answer(std::iter::empty()),
        }
    }

    /// Makes one change, wholly or not at all, and says how to take it back.
    pub(super) fn apply(&mut self, change: &Change) -> Result<Undo, StorageError> {
        let name = change.shape.table.as_str();
        let table = self.0.entry(name).or_default();
        let last_key = table.last_key;
        let (key, before) = match change.operation {
            Operation::Create => (table.create(change)?, None),
            Operation::Update => (change.key.clone(), Some(table.update(change)?)),
            Operation::Put if table.rows.contains_key(&change.key) => {
                (change.key.clone(), Some(table.update(change)?))
            }
            Operation::Put => (table.create(change)?, None),
            Operation::Delete => (
                change.key.clone(),
                Some(table.rows.remove(&change.key).ok_or(StorageError::NotFound)?),
            ),
        };
        Ok(Undo {
            table: name,
            key,
            before,
            last_key,
        })
    }

    pub(super) fn undo(&mut self, undo: Undo) {
        let table = self.0.entry(undo.table).or_default();
        table.last_key = undo.last_key;
        match undo.before {
            Some(row) => table.rows.insert(undo.key, row),
            None => table.rows.remove(&undo.key),
        };
    }
}

impl Undo {
    pub(super) const fn key(&self) -> &Datum {
        &self.key
    }
}

impl Table {
    fn answer(&self, query: &Query) -> Result<Rows, StorageError> {
        match &query.filter {
            Filter::Keys(keys) => {
                let keys: BTreeSet<&Datum> = keys.iter().collect();
                query.answer_with(keys.into_iter().filter_map(|key| self.rows.get(key)).collect())
            }
            _ => query.answer(self.rows.values()),
        }
    }

    fn create(&mut self, change: &Change) -> Result<Datum, StorageError> {
        let key = if change.key.is_null() {
            self.next_key()?
        } else {
            change.key.clone()
        };
        if self.rows.contains_key(&key) {
            return Err(StorageError::Duplicate);
        }
        let mut row = after(change)?.clone();
        if let Some(slot) = row.0.get_mut(change.shape.key) {
            *slot = key.clone();
        }
        if let Datum::Int(number) = key {
            self.last_key = self.last_key.max(number);
        }
        self.rows.insert(key.clone(), row);
        Ok(key)
    }

    fn next_key(&self) -> Result<Datum, StorageError> {
        let next = self.last_key.checked_add(1);
        next.map(Datum::Int)
            .ok_or_else(|| StorageError::Other("there is no whole number left for a key".into()))
    }

    /// Replaces a row and returns what it was.
    fn update(&mut self, change: &Change) -> Result<Row, StorageError> {
        let row = self.rows.get_mut(&change.key).ok_or(StorageError::NotFound)?;
        if let (Some(expected), Some(version)) = (change.expected_version, change.shape.version)
            && row.get(version) != &Datum::Int(expected)
        {
            return Err(StorageError::Conflict);
        }
        Ok(std::mem::replace(row, after(change)?.clone()))
    }
}

fn after(change: &Change) -> Result<&Row, StorageError> {
    change
        .after
        .as_ref()
        .ok_or_else(|| StorageError::Other("a change without the record it makes".into()))
}
