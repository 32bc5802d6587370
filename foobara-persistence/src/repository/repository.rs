use std::{fmt, marker::PhantomData};

use foobara_core::{Context, Creates, Fault, Reads, StorageAccess};

use crate::{entity::Entity, reach::Reach, unit::UnitOfWork};

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
    pub(super) access: StorageAccess<'a>,
    reach: Reach,
    of: PhantomData<fn() -> (E, Mode)>,
}

impl<E, Mode> Clone for Repository<'_, E, Mode> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, Mode> Copy for Repository<'_, E, Mode> {}

impl<'a, E, Mode> Repository<'a, E, Mode> {
    pub(crate) const fn new(access: StorageAccess<'a>) -> Self {
        Self {
            access,
            reach: Reach::USUAL,
            of: PhantomData,
        }
    }

    /// Returns the same records, to read.
    pub(super) const fn reading(self) -> Repository<'a, E> {
        Repository {
            access: self.access,
            reach: self.reach,
            of: PhantomData,
        }
    }

    /// Returns which records there are for it.
    pub(crate) const fn reach(self) -> Reach {
        self.reach
    }

    /// Returns the records within reach.
    pub(crate) const fn reaching(self, reach: Reach) -> Self {
        Self { reach, ..self }
    }

    /// The one place where the pipeline's view of storage is made this crate's own.
    pub(super) fn unit(self) -> Result<&'a UnitOfWork, Fault> {
        Ok(UnitOfWork::of(self.access.transaction()?)?)
    }
}

impl<E: Entity, Mode> fmt::Debug for Repository<'_, E, Mode> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Repository")
            .field(&E::model().name)
            .finish()
    }
}
