use std::{borrow::Cow, collections::HashMap};

use foobara_core::{Fault, transaction::StorageError};

use super::Repository;
use crate::{
    entity::Entity,
    field::Field,
    filter::Filter,
    key::Key,
    loading::preload,
    query::{Query, Rows},
    selection::Selection,
    shape::Shape,
    unit::UnitOfWork,
};

#[expect(
    clippy::manual_async_fn,
    reason = "declared here, `Send` need not be proved at every caller"
)]
impl<'a, E: Entity, Mode> Repository<'a, E, Mode> {
    /// Finds a record by its primary key.
    ///
    /// # Errors
    ///
    /// When the storage fails, or the run is interrupted.
    pub fn find(
        self,
        key: E::Key,
    ) -> impl Future<Output = Result<Option<E>, Fault>> + Send + use<'a, E, Mode> {
        async move {
            let query = Query::of_key(Shape::of_entity::<E>(), key.to_datum());
            let rows = self.fetch(query).await?;
            Ok(rows.rows.into_iter().next().map(E::from_row).transpose()?)
        }
    }

    /// Finds a record that must be there.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotFound`] when it is not, and as [`find`](Self::find).
    pub fn load(self, key: E::Key) -> impl Future<Output = Result<E, Fault>> + Send + use<'a, E, Mode> {
        async move { Ok(self.find(key).await?.ok_or(StorageError::NotFound)?) }
    }

    /// Finds records by their primary keys, in one step. They come by key, each once, without those that do not exist.
    ///
    /// # Errors
    ///
    /// As [`find`](Self::find).
    pub fn find_many(
        self,
        keys: &[E::Key],
    ) -> impl Future<Output = Result<Vec<E>, Fault>> + Send + use<'a, E, Mode> {
        self.find_all_by(Filter::Keys(keys.iter().map(Field::to_datum).collect()))
    }

    /// Finds records that must all be there, in one step. They come in the order asked for.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotFound`] when one is not, and as [`find`](Self::find).
    pub fn load_many(
        self,
        keys: &[E::Key],
    ) -> impl Future<Output = Result<Vec<E>, Fault>> + Send + use<'a, E, Mode> {
        let keys = keys.to_vec();
        async move {
            let found = self.by_key(&keys).await?;
            let all: Option<Vec<E>> = keys.iter().map(|key| found.get(key).cloned()).collect();
            Ok(all.ok_or(StorageError::NotFound)?)
        }
    }

    /// Finds the records that others refer to, in one step, however many there are.
    ///
    /// ```
    /// use std::{borrow::Cow, collections::HashMap};
    ///
    /// use foobara::{Auto, Fault, Key, Reads, Repositories, prelude::*};
    ///
    /// #[derive(Debug, Clone, Entity)]
    /// struct Keeper {
    ///     #[entity(key)]
    ///     id: Auto<i64>,
    /// }
    ///
    /// #[derive(Debug, Clone, Entity)]
    /// struct Capybara {
    ///     #[entity(key)]
    ///     id: Auto<i64>,
    ///     keeper: Option<Key<Keeper>>,
    /// }
    ///
    /// async fn keepers<C: Reads<Capybara> + Reads<Keeper>>(cx: Context<'_, C>) -> Result<HashMap<i64, Keeper>, Fault> {
    ///     let capybaras = cx.read::<Capybara>().all().await?;
    ///     cx.read::<Keeper>().referred_by(capybaras.iter().filter_map(|capybara| capybara.keeper).collect()).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`find`](Self::find).
    pub fn referred_by(
        self,
        references: Vec<Key<E>>,
    ) -> impl Future<Output = Result<HashMap<E::Key, E>, Fault>> + Send + use<'a, E, Mode> {
        let keys: Vec<E::Key> = references.into_iter().map(Key::into_inner).collect();
        self.by_key(&keys)
    }

    /// Returns every record, by primary key.
    ///
    /// # Errors
    ///
    /// As [`find`](Self::find).
    pub fn all(self) -> impl Future<Output = Result<Vec<E>, Fault>> + Send + use<'a, E, Mode> {
        self.query().all()
    }

    /// Finds the first record, by primary key, that a filter holds for.
    ///
    /// # Errors
    ///
    /// When the filter does not fit the entity, and as [`find`](Self::find).
    pub fn find_by(
        self,
        filter: Filter,
    ) -> impl Future<Output = Result<Option<E>, Fault>> + Send + use<'a, E, Mode> {
        self.query().filter(filter).first()
    }

    /// Returns every record that a filter holds for, by primary key.
    ///
    /// # Errors
    ///
    /// As [`find_by`](Self::find_by).
    pub fn find_all_by(
        self,
        filter: Filter,
    ) -> impl Future<Output = Result<Vec<E>, Fault>> + Send + use<'a, E, Mode> {
        self.query().filter(filter).all()
    }

    /// Returns how many records a filter holds for.
    ///
    /// # Errors
    ///
    /// As [`find_by`](Self::find_by).
    pub fn count(self, filter: Filter) -> impl Future<Output = Result<u64, Fault>> + Send + use<'a, E, Mode> {
        self.query().filter(filter).count()
    }

    /// Returns whether a filter holds for any record.
    ///
    /// # Errors
    ///
    /// As [`find_by`](Self::find_by).
    pub fn exists(
        self,
        filter: Filter,
    ) -> impl Future<Output = Result<bool, Fault>> + Send + use<'a, E, Mode> {
        self.query().filter(filter).exists()
    }

    /// Returns whether there is a record for each of these primary keys.
    ///
    /// # Errors
    ///
    /// As [`find`](Self::find).
    pub fn all_exist(
        self,
        keys: &[E::Key],
    ) -> impl Future<Output = Result<bool, Fault>> + Send + use<'a, E, Mode> {
        let keys = keys.to_vec();
        async move {
            let found = self.by_key(&keys).await?;
            Ok(keys.iter().all(|key| found.contains_key(key)))
        }
    }

    /// Loads the records that others refer to by a [`Record`](crate::Record), into their places. A path names an association,
    /// or leads on to one of the records there: `keeper.zoo` loads the keepers and their zoos. It may go through lists and
    /// models, as `friends` and `home.landlord`.
    ///
    /// Records of one entity that are equally far away are one step, however many there are and whatever refers to them.
    /// The command says that it reads their entities.
    ///
    /// ```
    /// use foobara::{Auto, Fault, Reads, Record, Repositories, prelude::*};
    ///
    /// #[derive(Debug, Clone, Entity)]
    /// struct Keeper {
    ///     #[entity(key)]
    ///     id: Auto<i64>,
    ///     name: String,
    /// }
    ///
    /// #[derive(Debug, Clone, Entity)]
    /// struct Capybara {
    ///     #[entity(key)]
    ///     id: Auto<i64>,
    ///     keeper: Record<Keeper>,
    /// }
    ///
    /// async fn keepers<C: Reads<Capybara> + Reads<Keeper>>(cx: Context<'_, C>) -> Result<Vec<String>, Fault> {
    ///     let mut capybaras = cx.read::<Capybara>().all().await?;
    ///     cx.read::<Capybara>().preload(&mut capybaras, ["keeper"]).await?;
    ///     Ok(capybaras.iter().map(|capybara| capybara.keeper.name.clone()).collect())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// When a path leads to no `Record`, the command does not say that it reads the entity there,
    /// [`StorageError::NotFound`] when one of the records is not there, and as [`find`](Self::find).
    pub fn preload<'r, Paths>(
        self,
        records: &'r mut [E],
        paths: Paths,
    ) -> impl Future<Output = Result<(), Fault>> + Send + use<'a, 'r, E, Mode, Paths>
    where
        Paths: IntoIterator<Item: Into<Cow<'static, str>>>,
    {
        let paths: Vec<Cow<'static, str>> = paths.into_iter().map(Into::into).collect();
        async move { self.preload_all(records, &paths).await }
    }

    /// Starts a query: a filter, an order, a page.
    pub const fn query(self) -> Selection<'a, E> {
        Selection::new(self.reading())
    }

    pub(crate) async fn preload_all(
        self,
        records: &mut [E],
        paths: &[Cow<'static, str>],
    ) -> Result<(), Fault> {
        preload(records, paths, self.access).await
    }

    pub(crate) async fn fetch(self, query: Query) -> Result<Rows, Fault> {
        let unit = self.unit_for(&query.filter)?;
        Ok(unit.fetch(query, self.reach()).await?)
    }

    /// Returns the unit of work, for a filter that leads to no records but those that the command may read.
    pub(super) fn unit_for(self, filter: &Filter) -> Result<&'a UnitOfWork, Fault> {
        for entity in filter.elsewhere(Shape::of_entity::<E>())? {
            self.access.may_read(entity)?;
        }
        self.unit()
    }

    fn by_key(
        self,
        keys: &[E::Key],
    ) -> impl Future<Output = Result<HashMap<E::Key, E>, Fault>> + Send + use<'a, E, Mode> {
        let found = self.find_many(keys);
        async move {
            let found = found.await?.into_iter();
            Ok(found.filter_map(|record| Some((record.key()?, record))).collect())
        }
    }
}
