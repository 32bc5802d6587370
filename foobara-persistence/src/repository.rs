use std::{fmt, marker::PhantomData};

use foobara_core::{
    Context, Creates, Deletes, Fault, Reads, StorageAccess, Writes, transaction::StorageError,
};
use foobara_types::InputErrors;

use crate::{
    change::Change,
    datum::Datum,
    entity::Entity,
    field::Field,
    filter::Filter,
    query::{Query, Rows},
    selection::Selection,
    shape::Shape,
    unit::UnitOfWork,
};

/// The repositories that a command declares.
///
/// ```
/// use foobara::{Auto, prelude::*};
///
/// #[derive(Domain)]
/// struct Zoo;
///
/// #[derive(Debug, Clone, Entity)]
/// #[entity(domain = Zoo)]
/// struct Keeper {
///     #[entity(key)]
///     id: Auto<i64>,
///     name: String,
/// }
///
/// #[derive(Debug, Command)]
/// #[command(domain = Zoo, creates(Keeper))]
/// struct CreateKeeper {
///     name: String,
/// }
///
/// impl Execute for CreateKeeper {
///     type Output = Keeper;
///     type Error = Infallible;
///
///     async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
///         Ok(cx.write::<Keeper>().create(Keeper { id: Auto::unassigned(), name: self.name }).await?)
///     }
/// }
/// ```
pub trait Repositories<'a, C> {
    /// Returns the records of `E`, to read. The command says `reads(E)`, or that it writes them.
    fn read<E: Entity>(self) -> Repository<'a, E, ReadOnly>
    where
        C: Reads<E>;

    /// Returns the records of `E`, to read and write. The command says `creates(E)`, `writes(E)` or `deletes(E)`, and can
    /// do no more than that.
    fn write<E: Entity>(self) -> Repository<'a, E, ReadWrite<C>>
    where
        C: Creates<E>;
}

impl<'a, C> Repositories<'a, C> for Context<'a, C> {
    fn read<E: Entity>(self) -> Repository<'a, E, ReadOnly>
    where
        C: Reads<E>,
    {
        Repository::new(self.reading::<E>())
    }

    fn write<E: Entity>(self) -> Repository<'a, E, ReadWrite<C>>
    where
        C: Creates<E>,
    {
        Repository::new(self.writing::<E>())
    }
}

/// Marks a [`Repository`] that only reads.
#[derive(Debug, Clone, Copy)]
pub enum ReadOnly {}

/// Marks a [`Repository`] that also creates, changes and deletes records, as far as the command `C` declares it.
pub struct ReadWrite<C>(PhantomData<fn() -> C>);

impl<C> fmt::Debug for ReadWrite<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ReadWrite")
    }
}

/// The records of `E`, as this run sees them: its own changes included, though nobody else sees them yet.
pub struct Repository<'a, E, Mode = ReadOnly> {
    access: StorageAccess<'a>,
    of: PhantomData<fn() -> (E, Mode)>,
}

impl<E, Mode> Clone for Repository<'_, E, Mode> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, Mode> Copy for Repository<'_, E, Mode> {}

#[expect(
    clippy::manual_async_fn,
    reason = "declared here, `Send` need not be proved at every caller"
)]
impl<'a, E: Entity, Mode> Repository<'a, E, Mode> {
    pub(crate) const fn new(access: StorageAccess<'a>) -> Self {
        Self {
            access,
            of: PhantomData,
        }
    }

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

    /// Starts a query: a filter, an order, a page.
    pub const fn query(self) -> Selection<'a, E> {
        Selection::new(Repository::new(self.access))
    }

    pub(crate) async fn fetch(self, query: Query) -> Result<Rows, Fault> {
        Ok(unit(self.access)?.fetch(query).await?)
    }
}

impl<'a, E: Entity, C> Repository<'a, E, ReadWrite<C>> {
    /// Creates a record and returns it with its primary key. The command says `creates(E)`, or more.
    ///
    /// # Errors
    ///
    /// [`StorageError::Duplicate`] when the key is taken, and when the storage fails or the run is interrupted.
    pub fn create(self, record: E) -> impl Future<Output = Result<E, Fault>> + Send + use<'a, E, C>
    where
        C: Creates<E>,
    {
        create(self.access, record)
    }

    /// Replaces the record with the primary key of `record`, and returns it as it is kept now. The command
    /// says `writes(E)` or `deletes(E)`.
    ///
    /// The version of an entity that has one must still be the one that is kept; it is counted up.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotFound`] when there is no such record, [`StorageError::Conflict`] when its version is another,
    /// and when the storage fails or the run is interrupted.
    pub fn update<'r>(
        self,
        record: &'r E,
    ) -> impl Future<Output = Result<E, Fault>> + Send + use<'a, 'r, E, C>
    where
        C: Writes<E>,
    {
        update(self.access, record)
    }

    /// Deletes the record with this primary key. The command says `deletes(E)`.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotFound`] when there is none, and when the storage fails or the run is interrupted.
    pub fn delete(self, key: E::Key) -> impl Future<Output = Result<(), Fault>> + Send + use<'a, E, C>
    where
        C: Deletes<E>,
    {
        delete::<E>(self.access, key)
    }
}

fn create<E: Entity>(
    access: StorageAccess<'_>,
    record: E,
) -> impl Future<Output = Result<E, Fault>> + Send + use<'_, E> {
    async move {
        let shape = Shape::of_entity::<E>();
        let record = checked(record)?;
        let row = record.to_row();
        let applied = unit(access)?.apply(Change::create(shape, row)).await?;
        let Some(key) = applied.assigned else {
            return Ok(record);
        };
        let mut row = record.to_row();
        if let Some(slot) = row.0.get_mut(shape.key) {
            *slot = key;
        }
        Ok(E::from_row(row)?)
    }
}

fn update<'a, 'r, E: Entity>(
    access: StorageAccess<'a>,
    record: &'r E,
) -> impl Future<Output = Result<E, Fault>> + Send + use<'a, 'r, E> {
    async move {
        let shape = Shape::of_entity::<E>();
        let record = checked(record.clone())?;
        let mut row = record.to_row();
        let expected = shape
            .version
            .and_then(|version| row.0.get_mut(version))
            .map(count_up)
            .transpose()?;
        let updated = if expected.is_some() {
            E::from_row(row.clone())?
        } else {
            record
        };
        unit(access)?.apply(Change::update(shape, row, expected)).await?;
        Ok(updated)
    }
}

fn delete<E: Entity>(
    access: StorageAccess<'_>,
    key: E::Key,
) -> impl Future<Output = Result<(), Fault>> + Send + use<'_, E> {
    async move {
        unit(access)?
            .apply(Change::delete(Shape::of_entity::<E>(), key.to_datum()))
            .await?;
        Ok(())
    }
}

/// Applies the rules of an entity to a record of it.
fn checked<E: Entity>(mut record: E) -> Result<E, StorageError> {
    if !E::CHECKED {
        return Ok(record);
    }
    let mut errors = InputErrors::new();
    record.check(None, &mut errors);
    match errors.as_collection().first() {
        None => Ok(record),
        Some(error) => Err(StorageError::Invalid(format!(
            "{}.{}: {}",
            E::model().reference(),
            error.path,
            error.symbol()
        ))),
    }
}

/// Counts a version up and returns what it was.
fn count_up(version: &mut Datum) -> Result<i64, StorageError> {
    match version {
        Datum::Int(count) => {
            let before = *count;
            *count = count.checked_add(1).ok_or(StorageError::Conflict)?;
            Ok(before)
        }
        _ => Err(StorageError::Other(
            "the version of an entity is a whole number".into(),
        )),
    }
}

/// The one place where the pipeline's view of storage is made this crate's own.
fn unit(access: StorageAccess<'_>) -> Result<&UnitOfWork, Fault> {
    Ok(UnitOfWork::of(access.transaction()?)?)
}

impl<E: Entity, Mode> fmt::Debug for Repository<'_, E, Mode> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Repository")
            .field(&E::model().name)
            .finish()
    }
}
