use std::fmt;

use foobara_core::transaction::StorageError;
use foobara_types::{At, DataPath};

use crate::{datum::Datum, row::Row, shape::Shape};

/// The place of a record, whatever entity it is of.
pub trait RecordSlot: Send {
    /// Returns how records of the entity are laid out.
    fn shape(&self) -> &'static Shape;

    /// Returns the key of the record that belongs there, unless there is none yet.
    fn key(&self) -> Option<Datum>;

    /// Returns whether the record is there already.
    fn is_filled(&self) -> bool;

    /// Puts the record there, or nothing.
    ///
    /// # Errors
    ///
    /// [`StorageError::Corrupt`] when the row does not fit the entity.
    fn fill(&mut self, row: Option<Row>) -> Result<(), StorageError>;

    /// Finds the places of the records that the one there refers to.
    fn associated<'r>(&'r mut self, found: &mut RecordSlots<'r>);
}

/// Places of records within a value, each with its path.
#[derive(Default)]
pub struct RecordSlots<'r> {
    /// Where the value itself is.
    below: DataPath,
    pub(super) found: Vec<FoundSlot<'r>>,
}

/// A place of a record.
pub(super) struct FoundSlot<'r> {
    pub(super) path: DataPath,
    pub(super) slot: &'r mut dyn RecordSlot,
}

impl<'r> RecordSlots<'r> {
    /// Collects places within a value.
    pub fn new() -> Self {
        Self::default()
    }

    /// Collects places below another one.
    pub(super) const fn below(path: DataPath) -> Self {
        Self {
            below: path,
            found: Vec::new(),
        }
    }

    /// Adds the place of a record that is at `at` in the value.
    pub fn push(&mut self, at: Option<&At<'_>>, slot: &'r mut dyn RecordSlot) {
        let path = self.below.clone().append(At::path(at));
        self.found.push(FoundSlot { path, slot });
    }
}

impl fmt::Debug for RecordSlots<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths = self.found.iter().map(|found| found.path.to_string());
        formatter.debug_list().entries(paths).finish()
    }
}
