use std::fmt;

use foobara_core::transaction::StorageError;

use crate::{datum::Datum, row::Row, shape::Shape};

/// One record created, updated or deleted.
#[derive(Clone)]
#[non_exhaustive]
pub struct Change {
    /// Of which entity.
    pub shape: &'static Shape,
    /// What is done.
    pub operation: Operation,
    /// The primary key; null for a record whose key the store assigns, until it has.
    pub key: Datum,
    /// The record before, if the unit of work had seen it.
    pub before: Option<Row>,
    /// The record after; `None` when it is deleted.
    pub after: Option<Row>,
    /// The version that the record must still have.
    pub expected_version: Option<i64>,
}

/// What is done with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// It is created; its key must be free.
    Create,
    /// All its attributes but the key are replaced; it must exist.
    Update,
    /// It is created, or all its attributes but the key are replaced.
    Put,
    /// It is deleted; it must exist.
    Delete,
}

/// What came of a [`Change`].
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Applied {
    /// The primary key that the store assigned.
    pub assigned: Option<Datum>,
}

/// Everything a unit of work has changed so far, in order.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ChangeSet {
    /// The changes.
    pub changes: Vec<Change>,
}

impl Change {
    /// Creates a record; its key is null when the store assigns it.
    pub fn create(shape: &'static Shape, after: Row) -> Self {
        let key = after.get(shape.key).clone();
        let after = Some(after);
        Self {
            shape,
            operation: Operation::Create,
            key,
            before: None,
            after,
            expected_version: None,
        }
    }

    /// Replaces a record, if it still has the expected version.
    pub fn update(shape: &'static Shape, after: Row, expected_version: Option<i64>) -> Self {
        let key = after.get(shape.key).clone();
        Self {
            shape,
            operation: Operation::Update,
            key,
            before: None,
            after: Some(after),
            expected_version,
        }
    }

    /// Creates a record, or replaces the one with its key.
    pub fn put(shape: &'static Shape, after: Row) -> Self {
        Self {
            operation: Operation::Put,
            ..Self::create(shape, after)
        }
    }

    /// Takes over what came of the change: the key that the store assigned.
    pub(crate) fn settle(&mut self, applied: &Applied) {
        let Some(key) = &applied.assigned else {
            return;
        };
        self.key = key.clone();
        if let Some(after) = &mut self.after {
            after.set(self.shape.key, key.clone());
        }
    }

    /// Returns the record as it is kept, where that is other than it was given.
    pub(crate) fn rewritten(&self, applied: &Applied) -> Option<Row> {
        let is_other = applied.assigned.is_some() || !self.shape.upkeep.is_nothing();
        self.after.as_ref().filter(|_| is_other).cloned()
    }

    /// Deletes a record.
    pub const fn delete(shape: &'static Shape, key: Datum) -> Self {
        Self {
            shape,
            operation: Operation::Delete,
            key,
            before: None,
            after: None,
            expected_version: None,
        }
    }
}

/// What drivers ask of a change.
impl Change {
    /// Returns the record that it makes.
    pub(crate) fn record(&self) -> Result<&Row, StorageError> {
        let missing = || StorageError::Other("a change without the record it makes".into());
        self.after.as_ref().ok_or_else(missing)
    }

    /// Says whether the record that is kept has the version it must still have.
    pub(crate) fn check_version(&self, row: &Row) -> Result<(), StorageError> {
        match (self.expected_version, self.shape.version) {
            (Some(expected), Some(version)) if row.get(version) != &Datum::Int(expected) => {
                Err(StorageError::Conflict)
            }
            _ => Ok(()),
        }
    }
}

impl Applied {
    /// The store assigned a key.
    pub const fn assigned(key: Datum) -> Self {
        Self { assigned: Some(key) }
    }
}

/// Shows the records with their secrets left out.
impl fmt::Debug for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |row: &Option<Row>| row.as_ref().map(|row| self.shape.to_value(row).to_string());
        formatter
            .debug_struct("Change")
            .field("table", &self.shape.table)
            .field("operation", &self.operation)
            .field("before", &shown(&self.before))
            .field("after", &shown(&self.after))
            .finish_non_exhaustive()
    }
}
