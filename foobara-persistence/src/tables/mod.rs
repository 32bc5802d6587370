//! Records in memory: tables that are changed in place, and how to take it back. Drivers that keep records in memory, all
//! of them or those that a session has to do with, are made of these.

#[cfg(any(feature = "files", feature = "redis"))]
mod kept;
#[cfg(feature = "files")]
mod loaded;
#[cfg(feature = "redis")]
mod partial;
mod table;
mod tables;
mod undo;
mod unique;

pub(crate) use tables::Tables;
pub(crate) use undo::UndoLog;
