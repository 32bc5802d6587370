//! The records of an entity, as a run sees them.

mod bulk;
mod hidden;
mod owners;
mod read;
mod record;
mod repository;
mod trees;
mod write;

pub use repository::{ReadOnly, ReadWrite, Repositories, Repository};
