//! All that code written by the derives may name. Not part of the public interface.

pub use foobara_core::{BoxFuture, transaction::StorageError};
pub use foobara_types::Patch;

pub use crate::{
    changes::Changes,
    datum::Datum,
    entity::{Archive, Entity, Identified, SoftDelete},
    field::{Field, column, json_column, json_datum},
    filter::Filter,
    key::KeyField,
    loading::{HoldsNoRecords, HoldsRecords, RecordSlots, RecordsIn, load_records},
    moment::{Moment, OptionalMoment},
    outbox::{Job, OutboxMessage},
    row::Row,
    search::SearchedText,
    tree::{
        ChangedTree, NestedChanges, NestedNew, NewTree, OrChanged, OrNew, Settle, TreeWriter, or_changed,
        or_new,
    },
};
