//! Records in memory: tables that are changed in place, and how to take it back. Drivers that keep all their records in
//! memory are made of these.

#[cfg(feature = "files")]
mod kept;
mod table;
mod tables;
mod undo;
mod unique;

pub(crate) use tables::Tables;
pub(crate) use undo::UndoLog;
