use syn::{Type, parse_quote};

use crate::{
    ast::{Structure, records},
    attr::{Container, add_missing},
};

/// The entities of a command by what it may do with them.
pub(crate) struct Entities<'a> {
    /// All: what is said to be read, what is written, and the records among the inputs.
    pub(crate) reads: Vec<Type>,
    /// What is created, changed or deleted.
    pub(crate) writes: Vec<Type>,
    /// What is created only.
    pub(crate) creates: Vec<Type>,
    /// What is changed or deleted.
    pub(crate) changes: Vec<Type>,
    /// What is deleted.
    pub(crate) deletes: &'a [Type],
}

impl<'a> Entities<'a> {
    pub(crate) fn of(structure: &'a Structure) -> Self {
        let container = &structure.subject.container;
        let mut changes = container.writes.clone();
        add_missing(&mut changes, container.deletes.iter().cloned());
        let mut writes = changes.clone();
        add_missing(&mut writes, container.creates.iter().cloned());
        let mut reads = container.reads.clone();
        add_missing(&mut reads, writes.iter().cloned());
        add_missing(
            &mut reads,
            structure.attributes().flat_map(|field| records(&field.ty)),
        );
        let is_created_only = |entity: &&Type| !changes.contains(entity);
        Self {
            creates: writes.iter().filter(is_created_only).cloned().collect(),
            reads,
            writes,
            changes,
            deletes: &container.deletes,
        }
    }
}

/// Returns the entities that a command creates records of by what it hands on.
pub(super) fn sent(container: &Container) -> Vec<Type> {
    let message = (!container.publishes.is_empty()).then(|| parse_quote!(__foobara::OutboxMessage));
    let job = (!container.enqueues.is_empty()).then(|| parse_quote!(__foobara::Job));
    message.into_iter().chain(job).collect()
}
