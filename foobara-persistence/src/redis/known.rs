use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use foobara_core::transaction::StorageError;

use crate::{datum::Datum, driver::Stored, shape::Shape};

/// What a session has read, and relies on when it is committed.
#[derive(Default)]
pub(super) struct Known {
    records: BTreeMap<(&'static str, Datum), Seen>,
    /// The stamps of entities that were read as a whole.
    tables: BTreeMap<&'static str, String>,
    /// The names of values that were asked for, and whether nobody had them.
    values: BTreeMap<String, bool>,
    /// The numbers that were reserved for this session.
    reserved: BTreeSet<(&'static str, i64)>,
    /// How often something was read.
    looks: usize,
}

/// A record as it was read.
pub(super) struct Seen {
    /// When it was last written; empty when it was not there.
    pub(super) stamp: String,
    /// The names of its values that are unique.
    pub(super) values: Vec<String>,
}

impl Known {
    pub(super) fn record(&self, table: &'static str, key: &Datum) -> Option<&Seen> {
        self.records.get(&(table, key.clone()))
    }

    pub(super) fn records(&self) -> impl Iterator<Item = (&'static str, &Datum, &Seen)> {
        self.records
            .iter()
            .map(|((table, key), seen)| (*table, key, seen))
    }

    pub(super) fn tables(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.tables.iter().map(|(table, stamp)| (*table, stamp.as_str()))
    }

    pub(super) fn free_values(&self) -> impl Iterator<Item = &str> {
        let free = self.values.iter().filter(|(_, is_free)| **is_free);
        free.map(|(name, _)| name.as_str())
    }

    /// Returns whether it is known who has a value.
    pub(super) fn has_value(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    pub(super) fn is_reserved(&self, table: &'static str, key: &Datum) -> bool {
        matches!(key, Datum::Int(number) if self.reserved.contains(&(table, *number)))
    }

    /// Returns whether all that is known was so at one time.
    pub(super) const fn is_of_one_time(&self) -> bool {
        self.looks < 2
    }

    pub(super) fn looked(&mut self) {
        self.looks += 1;
    }

    pub(super) fn saw(&mut self, table: &'static str, key: Datum, seen: Seen) {
        self.values
            .extend(seen.values.iter().map(|name| (name.clone(), false)));
        self.records.insert((table, key), seen);
    }

    /// Notes that nobody has a value.
    pub(super) fn saw_free(&mut self, name: String) {
        self.values.insert(name, true);
    }

    /// Notes the stamp of an entity that was read as a whole.
    ///
    /// # Errors
    ///
    /// When it was read before, and was changed since.
    pub(super) fn scanned(&mut self, shape: &'static Shape, stamp: String) -> Stored<()> {
        match self.tables.entry(&shape.table) {
            Entry::Occupied(known) if *known.get() != stamp => Err(StorageError::Conflict),
            known => {
                known.or_insert(stamp);
                Ok(())
            }
        }
    }

    pub(super) fn reserve(&mut self, table: &'static str, numbers: impl Iterator<Item = i64>) {
        self.reserved.extend(numbers.map(|number| (table, number)));
    }
}
