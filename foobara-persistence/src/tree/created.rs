use foobara_core::{BoxFuture, Creates, Fault, transaction::StorageError};

use super::TreeWriter;
use crate::{
    entity::Entity,
    repository::{ReadWrite, Repository},
};

/// What it takes to create a record and those that it refers to, in a command `C` that declares all of this. Derived by
/// `#[entity(create_aggregate = ..)]`; see [`Repository::create_aggregate`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not what it takes to create records in `{C}`",
    note = "let the entity derive it: `#[entity(create_aggregate = {Self})]`"
)]
pub trait NewTree<C>: Send + Sized + 'static {
    /// What it creates.
    type Of: Entity;

    /// Creates what several of these refer to.
    ///
    /// # Errors
    ///
    /// As [`Repository::create`].
    fn write_nested<'a>(trees: &'a mut [Self], writer: TreeWriter<'a, C>)
    -> BoxFuture<'a, Result<(), Fault>>;

    /// Returns the record, once what it refers to is there.
    ///
    /// # Errors
    ///
    /// When it is not.
    fn into_record(self) -> Result<Self::Of, StorageError>;
}

/// Creates records of one entity, and what they refer to before.
pub(crate) async fn create_all<C, New>(
    mut trees: Vec<New>,
    writer: TreeWriter<'_, C>,
) -> Result<Vec<New::Of>, Fault>
where
    C: Creates<New::Of> + 'static,
    New: NewTree<C>,
{
    if trees.is_empty() {
        return Ok(Vec::new());
    }
    New::write_nested(&mut trees, writer).await?;
    let records: Result<Vec<New::Of>, _> = trees.into_iter().map(New::into_record).collect();
    Repository::<New::Of, ReadWrite<C>>::new(writer.access())
        .create_many(records?)
        .await
}
