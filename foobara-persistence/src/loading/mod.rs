//! Records in the places of their keys, loaded without a step for each: those of one level in one step for each entity,
//! then those that these refer to, as far as somebody asked for them.

mod holds_records;
mod load;
mod paths;
mod records_in;
mod slot;

pub use holds_records::HoldsRecords;
pub use load::load_records;
pub(crate) use load::{load_rest, preload};
pub use records_in::{HoldsNoRecords, RecordsIn};
pub use slot::{RecordSlot, RecordSlots};
