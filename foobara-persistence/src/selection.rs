use std::borrow::Cow;

use foobara_core::{Fault, transaction::StorageError};
use futures::{Stream, TryStreamExt, future, stream};

use crate::{
    aggregate::{Aggregate, Function},
    datum::Datum,
    entity::{Archive, Entity, SoftDelete},
    filter::Filter,
    query::{Direction, Order, Query, Select},
    repository::Repository,
    row::Row,
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
    is_for_update: bool,
    preloaded: Vec<Cow<'static, str>>,
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
            is_for_update: false,
            preloaded: Vec::new(),
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

    /// Keeps others from changing the records until the run ends: they wait, or one of both is refused with a conflict.
    pub const fn for_update(mut self) -> Self {
        self.is_for_update = true;
        self
    }

    /// Loads the records that those found refer to, as `keeper`, or `keeper.zoo` with both: one more step for each
    /// association, however many records there are. See [`Repository::preload`].
    pub fn preload(mut self, path: impl Into<Cow<'static, str>>) -> Self {
        self.preloaded.push(path.into());
        self
    }

    /// Finds the records that are marked as deleted as well.
    pub const fn with_deleted(mut self) -> Self
    where
        E: SoftDelete,
    {
        self.repository = self.repository.with_deleted();
        self
    }

    /// Finds the records that are archived as well.
    pub const fn with_archived(mut self) -> Self
    where
        E: Archive,
    {
        self.repository = self.repository.with_archived();
        self
    }

    /// Returns the records.
    ///
    /// # Errors
    ///
    /// When the filter or the order does not fit the entity, the storage fails, or the run is interrupted.
    pub fn all(mut self) -> impl Future<Output = Result<Vec<E>, Fault>> + Send + use<'a, E> {
        async move {
            let repository = self.repository;
            let preloaded = std::mem::take(&mut self.preloaded);
            let rows = repository.fetch(self.into_query(Select::Rows)?).await?;
            let records = rows.rows.into_iter().map(E::from_row);
            let mut records: Vec<E> = records.collect::<Result<_, _>>()?;
            if !preloaded.is_empty() {
                Box::pin(repository.preload_all(&mut records, &preloaded)).await?;
            }
            Ok(records)
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

    /// Returns whether there is a record.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    pub fn exists(self) -> impl Future<Output = Result<bool, Fault>> + Send + use<'a, E> {
        let first = self.first();
        async move { Ok(first.await?.is_some()) }
    }

    /// Returns the sum of an attribute; null when no record has a value.
    ///
    /// # Errors
    ///
    /// When the attribute is no number, the sum of whole numbers has more than 64 bits, and as [`all`](Self::all).
    pub fn sum(self, column: &str) -> impl Future<Output = Result<Datum, Fault>> + Send + use<'a, E> {
        self.figure(Function::Sum, column)
    }

    /// Returns the mean of an attribute; null when no record has a value.
    ///
    /// # Errors
    ///
    /// When the attribute is no number, and as [`all`](Self::all).
    pub fn average(self, column: &str) -> impl Future<Output = Result<Datum, Fault>> + Send + use<'a, E> {
        self.figure(Function::Average, column)
    }

    /// Returns the smallest value of an attribute; null when no record has one.
    ///
    /// # Errors
    ///
    /// When the attribute is neither a number nor text, and as [`all`](Self::all).
    pub fn min(self, column: &str) -> impl Future<Output = Result<Datum, Fault>> + Send + use<'a, E> {
        self.figure(Function::Minimum, column)
    }

    /// Returns the largest value of an attribute; null when no record has one.
    ///
    /// # Errors
    ///
    /// When the attribute is neither a number nor text, and as [`all`](Self::all).
    pub fn max(self, column: &str) -> impl Future<Output = Result<Datum, Fault>> + Send + use<'a, E> {
        self.figure(Function::Maximum, column)
    }

    /// Returns the records one after the other, fetched in pages of so many, so that not all are held at once.
    ///
    /// ```
    /// use std::pin::pin;
    ///
    /// use foobara::{Entity, Fault, ReadOnly, Repository};
    /// use futures::TryStreamExt;
    ///
    /// async fn count<E: Entity>(records: Repository<'_, E, ReadOnly>) -> Result<usize, Fault> {
    ///     let mut records = pin!(records.query().stream(100));
    ///     let mut count = 0;
    ///     while records.try_next().await?.is_some() {
    ///         count += 1;
    ///     }
    ///     Ok(count)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all); nothing comes after an error.
    ///
    /// # Panics
    ///
    /// When `page` is 0.
    pub fn stream(self, page: u32) -> impl Stream<Item = Result<E, Fault>> + Send + use<'a, E> {
        assert!(page > 0, "a page has at least one record");
        stream::try_unfold(Some(self), move |rest| {
            rest.map_or_else(
                || future::Either::Left(future::ready(Ok(None))),
                |rest| future::Either::Right(rest.next_page(page)),
            )
        })
        .map_ok(|records| stream::iter(records.into_iter().map(Ok)))
        .try_flatten()
    }

    /// Returns the next page, and what comes after it, if there may be more.
    async fn next_page(self, page: u32) -> Result<Option<(Vec<E>, Option<Self>)>, Fault> {
        let size = self.limit.map_or(page, |left| left.min(page));
        let records = self.clone().limit(size).all().await?;
        let left = self.limit.map(|left| left.saturating_sub(size));
        let is_full = u32::try_from(records.len()).is_ok_and(|count| count == size);
        let rest = records
            .last()
            .filter(|_| is_full && left != Some(0))
            .map(|last| Self {
                limit: left,
                ..self.after(last)
            });
        Ok(Some((records, rest)))
    }

    fn figure(
        self,
        function: Function,
        column: &str,
    ) -> impl Future<Output = Result<Datum, Fault>> + Send + use<'a, E> {
        let column = position::<E>(column);
        async move {
            let figure = Aggregate {
                function,
                column: column?,
            };
            let repository = self.repository;
            let rows = repository
                .fetch(self.into_query(Select::Figures(vec![figure]))?)
                .await?;
            let figures = rows.rows.into_iter().next();
            Ok(figures.map_or(Datum::Null, |figures| figures.get(0).clone()))
        }
    }

    fn into_query(self, select: Select) -> Result<Query, StorageError> {
        let shape = Shape::of_entity::<E>();
        let mut query = Query::all(shape);
        for (name, direction) in self.order {
            let column = position::<E>(&name)?;
            query.order.push(Order { column, direction });
        }
        query.filter = match self.after {
            Some(last) => self.filter.and(query.after(&shape.fit(last)?)),
            None => self.filter,
        };
        query.limit = self.limit;
        query.select = select;
        query.for_update = self.is_for_update;
        Ok(query)
    }
}

fn position<E: Entity>(name: &str) -> Result<usize, StorageError> {
    let shape = Shape::of_entity::<E>();
    shape
        .position(name)
        .ok_or_else(|| misfit(format!("{} has no attribute `{name}`", shape.table)))
}
