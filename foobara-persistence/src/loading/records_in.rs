use foobara_types::At;

use super::{HoldsRecords, RecordSlots};

/// Finds out whether a value may hold records: what [`HoldsRecords`] brings hides what [`HoldsNoRecords`] has for every type.
#[derive(Debug)]
pub struct RecordsIn<'r, T>(pub &'r mut T);

impl<'r, T: HoldsRecords> RecordsIn<'r, T> {
    /// Whether there can be records.
    pub const RECORDS: bool = T::RECORDS;

    /// Finds their places.
    pub fn slots(self, up: Option<&At<'_>>, found: &mut RecordSlots<'r>) {
        self.0.slots(up, found);
    }
}

/// What is known of values that hold no records.
pub trait HoldsNoRecords<T>: Sized {
    /// Whether there can be records.
    const RECORDS: bool = false;

    /// Does nothing.
    fn slots(self, _up: Option<&At<'_>>, _found: &mut RecordSlots<'_>) {}
}

impl<T> HoldsNoRecords<T> for RecordsIn<'_, T> {}
