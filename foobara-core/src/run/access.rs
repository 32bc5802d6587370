use std::fmt;

use foobara_types::ModelType;

use super::Frame;
use crate::{app::is_read, fault::Fault, transaction::Transaction};

/// The way to the run's unit of work, for what stands between commands and drivers.
#[derive(Clone, Copy)]
pub struct StorageAccess<'a>(&'a Frame<'a>);

impl<'a> StorageAccess<'a> {
    pub(crate) const fn new(frame: &'a Frame<'a>) -> Self {
        Self(frame)
    }

    /// Returns the run's unit of work.
    ///
    /// # Errors
    ///
    /// When the app has no storage, the deadline has passed, or the run was cancelled.
    pub fn transaction(self) -> Result<&'a dyn Transaction, Fault> {
        self.0.transaction()
    }

    /// Says whether the command may read records of an entity that it does not name in its code.
    ///
    /// # Errors
    ///
    /// When it does not declare that it reads them, which is a bug of the command that the log describes.
    pub fn may_read(self, entity: &ModelType) -> Result<(), Fault> {
        let Self(frame) = self;
        if is_read(frame.meta.reads, entity) || is_read(frame.meta.writes, entity) {
            return Ok(());
        }
        let (reference, name) = (entity.reference(), &entity.name);
        Err(frame.misused(&format!(
            "it loads records of {reference}; add `reads({name})` to its `#[command(..)]`"
        )))
    }
}

impl fmt::Debug for StorageAccess<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("StorageAccess")
    }
}
