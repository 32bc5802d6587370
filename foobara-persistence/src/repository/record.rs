//! Records on their way into a store.

use foobara_core::transaction::StorageError;
use foobara_types::InputErrors;

use crate::{change::Change, datum::Datum, entity::Entity, row::Row, shape::Shape};

/// Returns the change that creates a record.
pub(super) fn creation<E: Entity>(record: E) -> Result<(E, Change), StorageError> {
    let record = checked(record)?;
    let row = record.to_row();
    Ok((record, Change::create(Shape::of_entity::<E>(), row)))
}

/// Returns a record as it is kept, which may be other than it was given: with its key, and the moments of its life.
pub(super) fn kept<E: Entity>(record: E, rewritten: Option<Row>) -> Result<E, StorageError> {
    rewritten.map_or(Ok(record), E::from_row)
}

/// Returns a record as it is kept once it is replaced, with its version counted up, and the change that does it.
pub(super) fn replacement<E: Entity>(record: &E) -> Result<(E, Change), StorageError> {
    let shape = Shape::of_entity::<E>();
    let record = checked(record.clone())?;
    let mut row = record.to_row();
    let Some(version) = shape.version else {
        return Ok((record, Change::update(shape, row, None)));
    };
    let expected = count_up(&mut row, version)?;
    let updated = E::from_row(row.clone())?;
    Ok((updated, Change::update(shape, row, Some(expected))))
}

/// Applies the rules of an entity to a record of it.
pub(super) fn checked<E: Entity>(record: E) -> Result<E, StorageError> {
    if !E::CHECKED {
        return Ok(record);
    }
    record.validated().map_err(|errors| invalid::<E>(&errors))
}

#[cold]
fn invalid<E: Entity>(errors: &InputErrors) -> StorageError {
    let entity = E::model().reference();
    let first = errors.as_collection().first();
    let what = first.map(|error| format!("{entity}.{}: {}", error.path, error.symbol()));
    StorageError::Invalid(what.unwrap_or(entity))
}

/// Counts a version up and returns what it was.
fn count_up(row: &mut Row, version: usize) -> Result<i64, StorageError> {
    match *row.get(version) {
        Datum::Int(before) => {
            let after = before.checked_add(1).ok_or(StorageError::Conflict)?;
            row.set(version, Datum::Int(after));
            Ok(before)
        }
        _ => Err(StorageError::Other(
            "the version of an entity is a whole number".into(),
        )),
    }
}
