//! All that code written by the derives may name. Not part of the public interface.

pub use foobara_core::transaction::StorageError;

pub use crate::{
    datum::{Datum, Row},
    entity::Entity,
    field::{Field, column, json_column, json_datum},
    key::KeyField,
    loading::{HoldsNoRecords, HoldsRecords, RecordSlots, RecordsIn, load_records},
};
