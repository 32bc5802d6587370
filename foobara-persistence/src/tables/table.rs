use std::collections::{BTreeSet, HashMap, hash_map::Entry};

use foldhash::fast::RandomState;
use foobara_core::transaction::StorageError;

use super::unique::Unique;
use crate::{
    change::{Change, Operation},
    datum::Datum,
    driver::Stored,
    filter::Filter,
    query::{Query, Rows},
    row::Row,
    shape::Shape,
};

/// The records of one entity. They are in no order, for answers are put into one anyway.
pub(super) struct Table {
    pub(super) rows: HashMap<Datum, Row, RandomState>,
    pub(super) unique: Unique,
    /// The largest number that was a key so far, those of deleted records included.
    pub(super) last_key: i64,
}

impl Table {
    pub(super) fn of(shape: &'static Shape) -> Self {
        Self {
            rows: HashMap::default(),
            unique: Unique::of(shape),
            last_key: 0,
        }
    }

    pub(super) const fn last_key(&self) -> i64 {
        self.last_key
    }

    pub(super) fn answer(&self, query: &Query) -> Stored<Rows> {
        if let Some([key]) = query.keys() {
            return Ok(Rows::of(self.rows.get(key).cloned().into_iter().collect()));
        }
        match &query.filter {
            Filter::Keys(keys) => query.answer_with(self.with_keys(keys)),
            _ => query.answer(self.rows.values()),
        }
    }

    /// Makes one change, wholly or not at all. Returns the key of the record and what it was before.
    pub(super) fn apply(&mut self, change: &Change) -> Stored<(Datum, Option<Row>)> {
        match change.operation {
            Operation::Create => Ok((self.create(change)?, None)),
            Operation::Put if !self.rows.contains_key(&change.key) => Ok((self.create(change)?, None)),
            Operation::Put | Operation::Update => Ok((change.key.clone(), Some(self.update(change)?))),
            Operation::Delete => Ok((change.key.clone(), Some(self.delete(change)?))),
        }
    }

    /// Adds a record.
    pub(super) fn keep(&mut self, key: Datum, row: Row) -> Stored<()> {
        let Entry::Vacant(free) = self.rows.entry(key) else {
            return Err(StorageError::Duplicate);
        };
        self.unique.check(free.key(), &row)?;
        self.unique.add(free.key(), &row);
        free.insert(row);
        Ok(())
    }

    /// Makes a record what it was.
    pub(super) fn restore(&mut self, key: Datum, before: Option<Row>, last_key: i64) {
        self.last_key = last_key;
        if let Some(row) = self.rows.get(&key) {
            self.unique.remove(row);
        }
        match before {
            Some(row) => {
                self.unique.add(&key, &row);
                self.rows.insert(key, row);
            }
            None => drop(self.rows.remove(&key)),
        }
    }

    fn with_keys(&self, keys: &[Datum]) -> Vec<&Row> {
        let keys: BTreeSet<&Datum> = keys.iter().collect();
        keys.into_iter().filter_map(|key| self.rows.get(key)).collect()
    }

    fn create(&mut self, change: &Change) -> Stored<Datum> {
        let key = if change.key.is_null() {
            self.next_key()?
        } else {
            change.key.clone()
        };
        let mut row = change.record()?.clone();
        if change.key.is_null() {
            row.set(change.shape.key, key.clone());
        }
        self.keep(key.clone(), row)?;
        if let Datum::Int(number) = key {
            self.last_key = self.last_key.max(number);
        }
        Ok(key)
    }

    fn next_key(&self) -> Stored<Datum> {
        let next = self.last_key.checked_add(1);
        next.map(Datum::Int)
            .ok_or_else(|| StorageError::Other("there is no whole number left for a key".into()))
    }

    /// Replaces a row and returns what it was.
    fn update(&mut self, change: &Change) -> Stored<Row> {
        let row = self.rows.get_mut(&change.key).ok_or(StorageError::NotFound)?;
        change.check_version(row)?;
        let after = change.record()?;
        self.unique.check(&change.key, after)?;
        self.unique.remove(row);
        self.unique.add(&change.key, after);
        Ok(std::mem::replace(row, after.clone()))
    }

    fn delete(&mut self, change: &Change) -> Stored<Row> {
        let row = self.rows.remove(&change.key).ok_or(StorageError::NotFound)?;
        self.unique.remove(&row);
        Ok(row)
    }
}
