use foobara_core::transaction::StorageError;
use foobara_types::{ModelType, Typed};
use serde::Serialize;

use crate::{key::PrimaryKey, loading::RecordSlots, row::Row};

/// A model that is kept under a primary key.
///
/// You rarely implement this by hand; derive it with `Entity`, which writes:
///
/// ```
/// use foobara::{Auto, prelude::*};
///
/// #[derive(Debug, Clone, Entity)]
/// struct Keeper {
///     #[entity(key)]
///     id: Auto<i64>,
///     name: String,
/// }
///
/// let keeper = Keeper { id: Auto::from(7), name: "Kim".to_owned() };
/// assert_eq!(foobara::Entity::key(&keeper), Some(7));
/// ```
///
/// Rows have one value for each attribute of [`model`](Self::model), in the same order, and
/// `from_row(record.to_row())` gives the record back.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity whose records are kept here",
    note = "derive `Entity` for it",
    note = "a `#[entity(detached)]` is kept by another system: it is known here by its `Key`, and by what is sent of it"
)]
pub trait Entity: Typed + Serialize + Clone + Send + Sync + 'static {
    /// What its records are found by.
    type Key: PrimaryKey;

    /// The position of the primary key among the attributes.
    const KEY: usize;

    /// Returns the declaration.
    fn model() -> &'static ModelType;

    /// Returns the primary key, once the record has one.
    fn key(&self) -> Option<Self::Key>;

    /// Returns the values as they are kept.
    fn to_row(&self) -> Row;

    /// Makes a record of what was kept.
    ///
    /// # Errors
    ///
    /// [`StorageError::Corrupt`] when the values do not fit the attributes.
    fn from_row(row: Row) -> Result<Self, StorageError>;

    /// Finds the places of the records that this one refers to by a [`Record`](crate::Record).
    fn associated<'r>(&'r mut self, _found: &mut RecordSlots<'r>) {}
}

/// A model that is known by a primary key, whether its records are kept here or by another system. Every [`Entity`] is one,
/// and so is what derives `Entity` with `#[entity(detached)]`.
///
/// A detached entity stands in inputs and results as a value, or by its [`Key`](crate::Key). Nothing is ever looked up, and
/// nothing is written: there is no repository of it. Two values of it are as equal as its type says; two keys are equal when
/// they are of the same record.
///
/// ```
/// use foobara::{Key, prelude::*};
///
/// /// Whoever is logged in, as the identity provider knows them
/// #[derive(Debug, Clone, PartialEq, Entity)]
/// #[entity(detached)]
/// struct User {
///     #[entity(key)]
///     subject: String,
///     email: Option<String>,
/// }
///
/// let user = User { subject: "u-7".to_owned(), email: None };
/// assert_eq!(Key::of(&user), Some(Key::new("u-7".to_owned())));
/// ```
///
/// ```compile_fail
/// # use foobara::{Reads, Repositories, prelude::*};
/// # #[derive(Debug, Clone, Entity)]
/// # #[entity(detached)]
/// # struct User { #[entity(key)] subject: String }
/// fn users<C: Reads<User>>(cx: Context<'_, C>) {
///     cx.read::<User>();
/// }
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` is not an entity", note = "derive `Entity` for it")]
pub trait Identified: Typed + 'static {
    /// What its records are found by.
    type Key: PrimaryKey;

    /// Returns the declaration.
    fn declared() -> &'static ModelType;

    /// Returns the primary key, once the record has one.
    fn identity(&self) -> Option<Self::Key>;
}

#[diagnostic::do_not_recommend]
impl<E: Entity> Identified for E {
    type Key = <E as Entity>::Key;

    fn declared() -> &'static ModelType {
        E::model()
    }

    fn identity(&self) -> Option<<E as Entity>::Key> {
        self.key()
    }
}

/// An entity whose records are marked when they are deleted, and hidden from then on; derived by `#[entity(soft_delete)]`.
#[diagnostic::on_unimplemented(
    message = "records of `{Self}` are not marked when they are deleted",
    note = "mark an attribute with `#[entity(soft_delete)]`"
)]
pub trait SoftDelete: Entity {}

/// An entity whose records can be archived, and are hidden from then on; derived by `#[entity(archive)]`.
#[diagnostic::on_unimplemented(
    message = "records of `{Self}` are not archived",
    note = "mark an attribute with `#[entity(archive)]`"
)]
pub trait Archive: Entity {}
