use foobara_core::{Creates, Fault, Writes, transaction::StorageError};

use super::{ReadWrite, Repository};
use crate::{
    entity::Entity,
    loading::{HoldsRecords, load_rest},
    tree::{ChangedTree, NewTree, TreeWriter, change_all, create_all},
};

/// Records together with those that they refer to.
#[expect(
    clippy::manual_async_fn,
    reason = "declared here, `Send` need not be proved at every caller"
)]
impl<'a, E: Entity, C: 'static> Repository<'a, E, ReadWrite<C>> {
    /// Creates a record and those that it refers to, and returns it with its primary key. The command says `creates(..)`, or
    /// more, of each entity that is nested.
    ///
    /// What is referred to is created first, that of one attribute in one step however many there are, and its keys are filled
    /// in. Records that are referred to by their keys must be there. What is returned is as it is kept: to use a
    /// [`Record`](crate::Record) of it, [`preload`](Self::preload) that.
    ///
    /// ```
    /// use foobara::{Auto, Key, OrNew, Repositories, prelude::*};
    ///
    /// #[derive(Domain)]
    /// struct Shop;
    ///
    /// #[derive(Debug, Clone, Entity)]
    /// #[entity(domain = Shop, create_aggregate = NewLine)]
    /// struct Line {
    ///     #[entity(key)]
    ///     id: Auto<i64>,
    ///     product: String,
    /// }
    ///
    /// #[derive(Debug, Clone, Entity)]
    /// #[entity(domain = Shop, create_aggregate = NewOrder)]
    /// struct Order {
    ///     #[entity(key)]
    ///     id: Auto<i64>,
    ///     #[entity(json, nested)]
    ///     lines: Vec<Key<Line>>,
    /// }
    ///
    /// #[derive(Debug, Command)]
    /// #[command(domain = Shop, creates(Order, Line))]
    /// struct PlaceOrder {
    ///     order: NewOrder,
    /// }
    ///
    /// impl Execute for PlaceOrder {
    ///     type Output = Order;
    ///     type Error = Infallible;
    ///
    ///     async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
    ///         Ok(cx.write::<Order>().create_aggregate(self.order).await?)
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`StorageError::NotFound`](crate::StorageError::NotFound) when a record is not there that is referred to, and as
    /// [`create`](Self::create). What was written before an error is undone with the run, or with the attempt that it is
    /// within.
    pub fn create_aggregate<New>(
        self,
        mut tree: New,
    ) -> impl Future<Output = Result<E, Fault>> + Send + use<'a, E, C, New>
    where
        C: Creates<E>,
        New: NewTree<C, Of = E> + HoldsRecords,
    {
        async move {
            load_rest(&mut tree, self.access).await?;
            only(create_all(vec![tree], TreeWriter::new(self.access)).await?)
        }
    }

    /// Changes a record and those that it refers to, and returns it as it is kept now: what is not given stays as it is. The
    /// command says `writes(..)` or `deletes(..)` of each entity that is nested.
    ///
    /// A reference becomes one to the record that is given: by its key as it is, changed, or created. A list is replaced as a
    /// whole, and records that are no longer referred to stay. Who may change which records is for the command to say:
    /// changes may be of any record, whether it was referred to before or not.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotFound`](crate::StorageError::NotFound) when one of the records is not there, and as
    /// [`update`](Self::update). What was written before an error is undone with the run, or with the attempt that it is
    /// within.
    pub fn update_aggregate<Changes>(
        self,
        mut tree: Changes,
    ) -> impl Future<Output = Result<E, Fault>> + Send + use<'a, E, C, Changes>
    where
        C: Writes<E>,
        Changes: ChangedTree<C, Of = E> + HoldsRecords,
    {
        async move {
            load_rest(&mut tree, self.access).await?;
            only(change_all(vec![tree], TreeWriter::new(self.access)).await?)
        }
    }
}

/// Returns the record that the only tree became.
fn only<E>(mut records: Vec<E>) -> Result<E, Fault> {
    Ok(records.pop().ok_or(StorageError::NotFound)?)
}
