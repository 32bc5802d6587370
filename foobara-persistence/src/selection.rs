use std::borrow::Cow;

use foobara_core::{Fault, transaction::StorageError};

use crate::{
    datum::Row,
    entity::Entity,
    filter::Filter,
    query::{Direction, Order, Query, Select},
    repository::Repository,
    shape::{Shape, misfit},
};

/// A query that is being written; the store carries it out.
///
/// ```
/// use foobara::{Direction, Entity, Fault, Filter, ReadOnly, Repository};
///
/// async fn page<E: Entity>(records: Repository<'_, E, ReadOnly>) -> Result<Vec<E>, Fault> {
///     let young = Filter::less("age", 3);
///     records.query().filter(young).order("name", Direction::Ascending).limit(20).all().await
/// }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a query does nothing until its records are asked for"]
pub struct Selection<'a, E: Entity> {
    repository: Repository<'a, E>,
    filter: Filter,
    order: Vec<(Cow<'static, str>, Direction)>,
    limit: Option<u32>,
    after: Option<Row>,
}

#[expect(
    clippy::manual_async_fn,
    reason = "declared here, `Send` need not be proved at every caller"
)]
impl<'a, E: Entity> Selection<'a, E> {
    pub(crate) const fn new(repository: Repository<'a, E>) -> Self {
        Self {
            repository,
            filter: Filter::All,
            order: Vec::new(),
            limit: None,
            after: None,
        }
    }

    /// Leaves out what the filter does not hold for. Several filters must all hold.
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = self.filter.and(filter);
        self
    }

    /// Orders by an attribute, after those named before. The primary key decides in the end.
    pub fn order(mut self, column: impl Into<Cow<'static, str>>, direction: Direction) -> Self {
        self.order.push((column.into(), direction));
        self
    }

    /// Takes so many at most.
    pub const fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Goes on after a record, usually the last of the page before. It need not exist any more.
    pub fn after(mut self, last: &E) -> Self {
        self.after = Some(last.to_row());
        self
    }

    /// Returns the records.
    ///
    /// # Errors
    ///
    /// When the filter or the order does not fit the entity, the storage fails, or the run is interrupted.
    pub fn all(self) -> impl Future<Output = Result<Vec<E>, Fault>> + Send + use<'a, E> {
        async move {
            let repository = self.repository;
            let rows = repository.fetch(self.into_query(Select::Rows)?).await?;
            Ok(rows.rows.into_iter().map(E::from_row).collect::<Result<_, _>>()?)
        }
    }

    /// Returns the first record.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    pub fn first(self) -> impl Future<Output = Result<Option<E>, Fault>> + Send + use<'a, E> {
        let only = self.limit(1).all();
        async move { Ok(only.await?.pop()) }
    }

    /// Returns how many records there are, whatever the limit.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    pub fn count(self) -> impl Future<Output = Result<u64, Fault>> + Send + use<'a, E> {
        async move {
            let repository = self.repository;
            Ok(repository.fetch(self.into_query(Select::Count)?).await?.count)
        }
    }

    fn into_query(self, select: Select) -> Result<Query, StorageError> {
        let shape = Shape::of_entity::<E>();
        let mut query = Query::all(shape);
        for (name, direction) in self.order {
            let column = shape.position(&name);
            let column =
                column.ok_or_else(|| misfit(format!("{} has no attribute `{name}`", shape.table)))?;
            query.order.push(Order { column, direction });
        }
        query.filter = match self.after {
            Some(last) => self.filter.and(query.after(&shape.fit(last)?)),
            None => self.filter,
        };
        query.limit = self.limit;
        query.select = select;
        Ok(query)
    }
}
