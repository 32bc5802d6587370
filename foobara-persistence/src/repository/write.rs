use foobara_core::{Creates, Deletes, Fault, Writes, transaction::StorageError};

use super::{
    ReadWrite, Repository,
    record::{checked, creation, kept, replacement},
};
use crate::{
    change::Change, changes::Changes, entity::Entity, field::Field, filter::Filter, raw::Sql, row::Row,
    shape::Shape,
};

#[expect(
    clippy::manual_async_fn,
    reason = "declared here, `Send` need not be proved at every caller"
)]
impl<'a, E: Entity, C> Repository<'a, E, ReadWrite<C>> {
    /// Creates a record and returns it with its primary key. The command says `creates(E)`, or more.
    ///
    /// # Errors
    ///
    /// [`StorageError::Duplicate`](crate::StorageError::Duplicate) when the key is taken,
    /// [`StorageError::Taken`](crate::StorageError::Taken) when the value of a unique attribute is, and when the storage
    /// fails or the run is interrupted.
    pub fn create(self, record: E) -> impl Future<Output = Result<E, Fault>> + Send + use<'a, E, C>
    where
        C: Creates<E>,
    {
        async move {
            let (record, change) = creation(record)?;
            let rewritten = self.unit()?.apply(change, self.reach()).await?;
            Ok(kept(record, rewritten)?)
        }
    }

    /// Replaces the record with the primary key of `record`, and returns it as it is kept now. The command
    /// says `writes(E)` or `deletes(E)`.
    ///
    /// The version of an entity that has one must still be the one that is kept; it is counted up.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotFound`](crate::StorageError::NotFound) when there is no such record,
    /// [`StorageError::Conflict`](crate::StorageError::Conflict) when its version is another,
    /// [`StorageError::Taken`](crate::StorageError::Taken) when the value of a unique attribute is that of another record,
    /// and when the storage fails or the run is interrupted.
    pub fn update<'r>(
        self,
        record: &'r E,
    ) -> impl Future<Output = Result<E, Fault>> + Send + use<'a, 'r, E, C>
    where
        C: Writes<E>,
    {
        async move {
            let (updated, change) = replacement(record)?;
            let rewritten = self.unit()?.apply(change, self.reach()).await?;
            Ok(kept(updated, rewritten)?)
        }
    }

    /// Changes a record, and returns it as it is kept now: what is not given stays as it is. The command says `writes(E)` or
    /// `deletes(E)`.
    ///
    /// The record is found for update, so that changes of other attributes by others are not lost. Where a version is given,
    /// it must still be the one that is kept.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update).
    pub fn apply<X: Changes<Of = E>>(
        self,
        changes: X,
    ) -> impl Future<Output = Result<E, Fault>> + Send + use<'a, E, C, X>
    where
        C: Writes<E>,
    {
        async move {
            let key = Filter::Keys(vec![changes.key().to_datum()]);
            let found = self.query().filter(key).for_update().all().await?.pop();
            let mut record = found.ok_or(StorageError::NotFound)?;
            changes.apply_to(&mut record);
            self.update(&record).await
        }
    }

    /// Creates a record, or replaces the one with its primary key, whatever its version; returns it with its key. The
    /// command says `writes(E)` or `deletes(E)`.
    ///
    /// # Errors
    ///
    /// [`StorageError::Taken`](crate::StorageError::Taken) when the value of a unique attribute is that of another record,
    /// and when the storage fails or the run is interrupted.
    pub fn put(self, record: E) -> impl Future<Output = Result<E, Fault>> + Send + use<'a, E, C>
    where
        C: Writes<E>,
    {
        async move {
            let record = checked(record)?;
            let change = Change::put(Shape::of_entity::<E>(), record.to_row());
            let rewritten = self.unit()?.apply(change, self.reach()).await?;
            Ok(kept(record, rewritten)?)
        }
    }

    /// Deletes the record with this primary key: marks it, if the entity has an attribute with `#[entity(soft_delete)]`. The
    /// command says `deletes(E)`.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotFound`](crate::StorageError::NotFound) when there is none, and when the storage fails or the run
    /// is interrupted.
    pub fn delete(self, key: E::Key) -> impl Future<Output = Result<(), Fault>> + Send + use<'a, E, C>
    where
        C: Deletes<E>,
    {
        async move {
            let change = Change::delete(Shape::of_entity::<E>(), key.to_datum());
            self.unit()?.apply(change, self.reach()).await?;
            Ok(())
        }
    }

    /// Runs a statement in the language of the store, within the unit of work. The command says `deletes(E)`, for a
    /// statement may do anything; what it changes is in no plan and no audit.
    ///
    /// # Errors
    ///
    /// When the store has no language of its own ([`Capabilities::sql`](crate::Capabilities::sql)), it refuses the
    /// statement, or the run is interrupted.
    pub fn run(self, statement: Sql) -> impl Future<Output = Result<Vec<Row>, Fault>> + Send + use<'a, E, C>
    where
        C: Deletes<E>,
    {
        async move { Ok(self.unit()?.run(&statement.on(Shape::of_entity::<E>())).await?) }
    }
}
