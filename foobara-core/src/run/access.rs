use std::fmt;

use super::Frame;
use crate::{fault::Fault, transaction::Transaction};

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
}

impl fmt::Debug for StorageAccess<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("StorageAccess")
    }
}
