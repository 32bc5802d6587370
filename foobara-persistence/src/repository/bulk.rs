use foobara_core::{Creates, Deletes, Fault, Writes, transaction::StorageError};

use super::{
    ReadWrite, Repository,
    record::{checked, creation, kept, replacement},
};
use crate::{change::Change, entity::Entity, field::Field, filter::Filter, row::Row, shape::Shape};

/// Many records in one step. When one of them is refused, all of the run is undone.
#[expect(
    clippy::manual_async_fn,
    reason = "declared here, `Send` need not be proved at every caller"
)]
impl<'a, E: Entity, C> Repository<'a, E, ReadWrite<C>> {
    /// Creates records and returns them with their primary keys, in their order. The command says `creates(E)`, or more.
    ///
    /// # Errors
    ///
    /// As [`create`](Self::create); after one, the run can only fail.
    pub fn create_many(
        self,
        records: Vec<E>,
    ) -> impl Future<Output = Result<Vec<E>, Fault>> + Send + use<'a, E, C>
    where
        C: Creates<E>,
    {
        async move {
            let creations = records.into_iter().map(creation);
            let (records, changes): (Vec<E>, Vec<Change>) =
                creations.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
            let rewritten = self.unit()?.apply_all(changes, self.reach()).await?;
            Ok(all_kept(records, rewritten)?)
        }
    }

    /// Replaces records, and returns them as they are kept now. The command says `writes(E)` or `deletes(E)`.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update); after one, the run can only fail.
    pub fn update_many(
        self,
        records: Vec<E>,
    ) -> impl Future<Output = Result<Vec<E>, Fault>> + Send + use<'a, E, C>
    where
        C: Writes<E>,
    {
        async move {
            let replacements = records.iter().map(replacement);
            let (records, changes): (Vec<E>, Vec<Change>) =
                replacements.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
            let rewritten = self.unit()?.apply_all(changes, self.reach()).await?;
            Ok(all_kept(records, rewritten)?)
        }
    }

    /// Creates records, or replaces those with their primary keys. The command says `writes(E)` or `deletes(E)`.
    ///
    /// # Errors
    ///
    /// As [`put`](Self::put); after one, the run can only fail.
    pub fn put_many(
        self,
        records: Vec<E>,
    ) -> impl Future<Output = Result<Vec<E>, Fault>> + Send + use<'a, E, C>
    where
        C: Writes<E>,
    {
        async move {
            let shape = Shape::of_entity::<E>();
            let records = records.into_iter().map(checked).collect::<Result<Vec<E>, _>>()?;
            let changes = records.iter().map(|record| Change::put(shape, record.to_row()));
            let rewritten = self.unit()?.apply_all(changes.collect(), self.reach()).await?;
            Ok(all_kept(records, rewritten)?)
        }
    }

    /// Deletes the records with these primary keys. The command says `deletes(E)`.
    ///
    /// # Errors
    ///
    /// As [`delete`](Self::delete); after one, the run can only fail.
    pub fn delete_many(
        self,
        keys: Vec<E::Key>,
    ) -> impl Future<Output = Result<(), Fault>> + Send + use<'a, E, C>
    where
        C: Deletes<E>,
    {
        async move {
            let shape = Shape::of_entity::<E>();
            let changes = keys.into_iter().map(|key| Change::delete(shape, key.to_datum()));
            self.unit()?.apply_all(changes.collect(), self.reach()).await?;
            Ok(())
        }
    }

    /// Deletes the records that a filter holds for, and returns how many they were. The command says `deletes(E)`.
    ///
    /// # Errors
    ///
    /// When the filter does not fit the entity, and as [`delete_many`](Self::delete_many).
    pub fn delete_all_by(
        self,
        filter: Filter,
    ) -> impl Future<Output = Result<usize, Fault>> + Send + use<'a, E, C>
    where
        C: Deletes<E>,
    {
        async move {
            let shape = Shape::of_entity::<E>();
            let unit = self.unit_for(&filter)?;
            Ok(unit.delete_all(shape, filter, self.reach()).await?)
        }
    }
}

/// Returns records as they are kept.
fn all_kept<E: Entity>(records: Vec<E>, rewritten: Vec<Option<Row>>) -> Result<Vec<E>, StorageError> {
    let records = records.into_iter().zip(rewritten);
    records
        .map(|(record, rewritten)| kept(record, rewritten))
        .collect()
}
