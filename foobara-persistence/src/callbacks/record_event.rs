use crate::{entity::Entity, reach::Reach, row::Row, shape::Shape, unit::is_same};
use foobara_core::transaction::StorageError;

/// What happens to a record within a run. See [the module](super) for when each is told.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum RecordEvent<'a, E> {
    /// The run fetched it.
    Loaded(&'a E),
    /// It was created.
    Created(&'a E),
    /// It was changed, or written as it was.
    Updated(&'a Changed<E>),
    /// It was marked as deleted, or archived: it is there, and hidden.
    Hidden(&'a Changed<E>),
    /// It is not hidden any more.
    Restored(&'a Changed<E>),
    /// It was deleted for good.
    Deleted(&'a E),
}

/// A record before and after a change.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Changed<E> {
    /// As it was, as far as the run knew.
    pub before: E,
    /// As it is.
    pub after: E,
    /// The names of the attributes that are others now, in the order of their declaration.
    pub attributes: Vec<&'static str>,
}

impl<E> RecordEvent<'_, E> {
    /// Returns what it is called in errors.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Loaded(_) => "loaded",
            Self::Created(_) => "created",
            Self::Updated(_) => "updated",
            Self::Hidden(_) => "hidden",
            Self::Restored(_) => "restored",
            Self::Deleted(_) => "deleted",
        }
    }
}

impl<E: Entity> Changed<E> {
    pub(super) fn of(shape: &'static Shape, before: &Row, after: &Row) -> Result<Self, StorageError> {
        let columns = shape.columns.iter().enumerate();
        let is_other = |at: usize| !is_same(before.get(at), after.get(at));
        let attributes = columns.filter(|(at, _)| is_other(*at));
        Ok(Self {
            before: E::from_row(before.clone())?,
            after: E::from_row(after.clone())?,
            attributes: attributes.map(|(_, column)| column.name.as_str()).collect(),
        })
    }
}

/// Says what a change of a record is, which has a value in one of some columns as long as it is hidden.
pub(super) fn of_change<'a, E>(
    shape: &Shape,
    (before, after): (&Row, &Row),
    changed: &'a Changed<E>,
) -> RecordEvent<'a, E> {
    let is_shown = |row| shape.upkeep.shows(row, Reach::USUAL);
    match (is_shown(before), is_shown(after)) {
        (true, false) => RecordEvent::Hidden(changed),
        (false, true) => RecordEvent::Restored(changed),
        (true, true) | (false, false) => RecordEvent::Updated(changed),
    }
}
