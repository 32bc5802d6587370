use std::collections::HashMap;

use foldhash::fast::RandomState;
use foobara_core::transaction::StorageError;

use crate::{datum::Datum, driver::Stored, row::Row, shape::Shape};

/// Which records have which values of the groups of columns that are unique.
pub(super) struct Unique {
    pub(super) shape: &'static Shape,
    /// For each group of the shape, the keys of records by their values.
    owners: Vec<HashMap<Vec<Datum>, Datum, RandomState>>,
}

impl Unique {
    pub(super) fn of(shape: &'static Shape) -> Self {
        Self {
            shape,
            owners: vec![HashMap::default(); shape.unique.len()],
        }
    }

    /// Says whether a record may have the values of `row`.
    pub(super) fn check(&self, key: &Datum, row: &Row) -> Stored<()> {
        for (group, owners) in self.shape.unique.iter().zip(&self.owners) {
            let owner = self
                .shape
                .values(group, row)
                .and_then(|values| owners.get(&values));
            if owner.is_some_and(|owner| owner != key) {
                return Err(StorageError::Taken(self.shape.names(group)));
            }
        }
        Ok(())
    }

    pub(super) fn add(&mut self, key: &Datum, row: &Row) {
        for (group, owners) in self.shape.unique.iter().zip(&mut self.owners) {
            if let Some(values) = self.shape.values(group, row) {
                owners.insert(values, key.clone());
            }
        }
    }

    pub(super) fn remove(&mut self, row: &Row) {
        for (group, owners) in self.shape.unique.iter().zip(&mut self.owners) {
            if let Some(values) = self.shape.values(group, row) {
                owners.remove(&values);
            }
        }
    }
}
