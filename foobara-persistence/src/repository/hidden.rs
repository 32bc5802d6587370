use foobara_core::{Deletes, Fault, Writes};

use super::{ReadWrite, Repository};
use crate::{
    change::Change,
    entity::{Archive, Entity, SoftDelete},
    field::Field,
    reach::Reach,
    shape::{Shape, misfit},
    unit::Mark,
    upkeep::Upkeep,
};

/// Records that are hidden from those who do not ask for them: deleted ones, and archived ones.
///
/// ```
/// use foobara::{Auto, Fault, Reads, Repositories, Writes, prelude::*};
/// use jiff::Timestamp;
///
/// #[derive(Debug, Clone, Entity)]
/// struct Letter {
///     #[entity(key)]
///     id: Auto<i64>,
///     subject: String,
///     #[entity(soft_delete)]
///     deleted_at: Option<Timestamp>,
/// }
///
/// async fn bring_back<C: Writes<Letter>>(cx: Context<'_, C>, id: i64) -> Result<Letter, Fault> {
///     let letters = cx.write::<Letter>();
///     assert!(letters.find(id).await?.is_none());
///     assert!(letters.with_deleted().find(id).await?.is_some());
///     letters.restore(id).await
/// }
/// ```
impl<E: Entity, Mode> Repository<'_, E, Mode> {
    /// Returns the records with those that are marked as deleted. They are found, and can be changed; they stay marked.
    #[must_use]
    pub const fn with_deleted(self) -> Self
    where
        E: SoftDelete,
    {
        self.reaching(self.reach().to_deleted())
    }

    /// Returns the records with those that are archived. They are found, and can be changed and deleted; they stay archived.
    #[must_use]
    pub const fn with_archived(self) -> Self
    where
        E: Archive,
    {
        self.reaching(self.reach().to_archived())
    }
}

#[expect(
    clippy::manual_async_fn,
    reason = "declared here, `Send` need not be proved at every caller"
)]
impl<'a, E: Entity, C> Repository<'a, E, ReadWrite<C>> {
    /// Takes the mark from a record that is marked as deleted, and returns it. The command says `writes(E)` or `deletes(E)`.
    ///
    /// What was deleted or cleared with it stays so. A record that is not marked is left alone.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotFound`](crate::StorageError::NotFound) when there is no such record,
    /// [`StorageError::Conflict`](crate::StorageError::Conflict) when another run changed it at the same time, and when the
    /// storage fails or the run is interrupted.
    pub fn restore(self, key: E::Key) -> impl Future<Output = Result<E, Fault>> + Send + use<'a, E, C>
    where
        C: Writes<E>,
        E: SoftDelete,
    {
        self.reaching(self.reach().to_all())
            .mark(key, |upkeep| upkeep.deleted, false)
    }

    /// Deletes the record with this primary key for good, whether it is marked as deleted or not. The command says
    /// `deletes(E)`.
    ///
    /// What becomes of records that refer to it is what becomes of them when one is deleted; those that are marked as
    /// deleted count as well, and those that are deleted with it are gone for good.
    ///
    /// # Errors
    ///
    /// As [`delete`](Self::delete).
    pub fn hard_delete(self, key: E::Key) -> impl Future<Output = Result<(), Fault>> + Send + use<'a, E, C>
    where
        C: Deletes<E>,
        E: SoftDelete,
    {
        async move {
            let change = Change::delete(Shape::of_entity::<E>(), key.to_datum());
            self.unit()?.apply(change, Reach::FOR_GOOD).await?;
            Ok(())
        }
    }

    /// Archives a record, and returns it: it is hidden, and what refers to it stays as it is. The command says `writes(E)` or
    /// `deletes(E)`.
    ///
    /// A record that is archived is left alone.
    ///
    /// # Errors
    ///
    /// As [`restore`](Self::restore).
    pub fn archive(self, key: E::Key) -> impl Future<Output = Result<E, Fault>> + Send + use<'a, E, C>
    where
        C: Writes<E>,
        E: Archive,
    {
        self.with_archived().mark(key, |upkeep| upkeep.archived, true)
    }

    /// Shows an archived record again, and returns it. The command says `writes(E)` or `deletes(E)`.
    ///
    /// A record that is not archived is left alone.
    ///
    /// # Errors
    ///
    /// As [`restore`](Self::restore).
    pub fn unarchive(self, key: E::Key) -> impl Future<Output = Result<E, Fault>> + Send + use<'a, E, C>
    where
        C: Writes<E>,
        E: Archive,
    {
        self.with_archived().mark(key, |upkeep| upkeep.archived, false)
    }

    /// Writes the moment by which a record is hidden, or takes it away.
    fn mark(
        self,
        key: E::Key,
        column: fn(&Upkeep) -> Option<usize>,
        is_set: bool,
    ) -> impl Future<Output = Result<E, Fault>> + Send + use<'a, E, C> {
        async move {
            let shape = Shape::of_entity::<E>();
            let missing = || misfit(format!("{} has no attribute for this", shape.table));
            let column = column(&shape.upkeep).ok_or_else(missing)?;
            let mark = Mark { column, is_set };
            let row = self.unit()?.mark(shape, key.to_datum(), mark, self.reach());
            Ok(E::from_row(row.await?)?)
        }
    }
}
