use std::collections::HashMap;

use foobara_core::{BoxFuture, Fault, Writes, transaction::StorageError};

use super::TreeWriter;
use crate::{
    entity::Entity,
    field::Field,
    filter::Filter,
    repository::{ReadWrite, Repository},
};

/// What becomes of a record and of those that it refers to, in a command `C` that declares all of this. Derived by
/// `#[entity(update_aggregate = ..)]`; see [`Repository::update_aggregate`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not what becomes of records in `{C}`",
    note = "let the entity derive it: `#[entity(update_aggregate = {Self})]`"
)]
pub trait ChangedTree<C>: Send + Sized + 'static {
    /// What it changes.
    type Of: Entity;

    /// Returns the primary key of the record.
    fn key(&self) -> <Self::Of as Entity>::Key;

    /// Creates and changes what several of these refer to.
    ///
    /// # Errors
    ///
    /// As [`Repository::create`] and [`Repository::update`].
    fn write_nested<'a>(trees: &'a mut [Self], writer: TreeWriter<'a, C>)
    -> BoxFuture<'a, Result<(), Fault>>;

    /// Changes a record, once what it refers to is there. Nothing is checked before that is written.
    ///
    /// # Errors
    ///
    /// When it is not there.
    fn apply_to(self, record: &mut Self::Of) -> Result<(), StorageError>;
}

/// Changes records of one entity, and what they refer to before. Returns them in the order of their changes.
pub(crate) async fn change_all<C, Changes>(
    mut trees: Vec<Changes>,
    writer: TreeWriter<'_, C>,
) -> Result<Vec<Changes::Of>, Fault>
where
    C: Writes<Changes::Of> + 'static,
    Changes: ChangedTree<C>,
{
    if trees.is_empty() {
        return Ok(Vec::new());
    }
    Changes::write_nested(&mut trees, writer).await?;
    let keys: Vec<_> = trees.iter().map(Changes::key).collect();
    let records = Repository::<Changes::Of, ReadWrite<C>>::new(writer.access());
    let filter = Filter::Keys(keys.iter().map(Field::to_datum).collect());
    let mut found = by_key(records.query().filter(filter).for_update().all().await?);
    for (tree, key) in trees.into_iter().zip(&keys) {
        tree.apply_to(found.get_mut(key).ok_or(StorageError::NotFound)?)?;
    }
    let changed = by_key(records.update_many(found.into_values().collect()).await?);
    let in_order: Option<Vec<_>> = keys.iter().map(|key| changed.get(key).cloned()).collect();
    Ok(in_order.ok_or(StorageError::NotFound)?)
}

fn by_key<E: Entity>(records: Vec<E>) -> HashMap<E::Key, E> {
    let keyed = records
        .into_iter()
        .filter_map(|record| Some((record.key()?, record)));
    keyed.collect()
}
