use std::{
    fmt,
    ops::{Deref, DerefMut},
};

use foobara_core::transaction::StorageError;
use foobara_types::{At, Base, Ref, Typed};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    datum::Datum,
    entity::Entity,
    field::Field,
    loading::{HoldsRecords, RecordSlot, RecordSlots},
    row::Row,
    shape::Shape,
};

/// A record by its primary key, in a place where it is once it is loaded: an input, or an attribute of an entity that
/// refers to another record.
///
/// As an input it is loaded before the command runs, and is used like the record itself in `validate` and `execute`. A
/// record that does not exist fails the run with `not_found` at the path of the input.
///
/// ```
/// use foobara::{Auto, Record, prelude::*};
///
/// #[derive(Domain)]
/// struct Zoo;
///
/// #[derive(Debug, Clone, Entity)]
/// #[entity(domain = Zoo)]
/// struct Capybara {
///     #[entity(key)]
///     id: Auto<i64>,
///     age: i64,
/// }
///
/// #[derive(Debug, Command)]
/// #[command(domain = Zoo, writes(Capybara))]
/// struct IncrementAge {
///     capybara: Record<Capybara>,
/// }
///
/// impl Execute for IncrementAge {
///     type Output = Capybara;
///     type Error = Infallible;
///
///     async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
///         let mut capybara = self.capybara.into_inner();
///         capybara.age += 1;
///         Ok(cx.write::<Capybara>().update(&capybara).await?)
///     }
/// }
/// ```
///
/// As an attribute of an entity it is kept as the key. It is loaded where somebody says so: by
/// `#[command(loads("capybara.keeper"))]` before the command runs, or in it by
/// [`Selection::preload`](crate::Selection::preload) and [`Repository::preload`](crate::Repository::preload), however many
/// there are in one step. [`Key`](crate::Key) is a reference that is never loaded.
///
/// # Panics
///
/// Using it like the record before it is loaded panics; [`loaded`](Self::loaded) tells.
#[derive(Clone)]
pub struct Record<E: Entity> {
    key: Option<E::Key>,
    /// Behind a box, since records may refer to others of their entity.
    record: Option<Box<E>>,
}

impl<E: Entity> Record<E> {
    /// Returns the record with this key, to be loaded when the command runs.
    pub const fn of(key: E::Key) -> Self {
        Self {
            key: Some(key),
            record: None,
        }
    }

    /// Stands in the place of a record that is being written.
    pub(crate) const fn unknown() -> Self {
        Self {
            key: None,
            record: None,
        }
    }

    /// Returns the key.
    ///
    /// # Panics
    ///
    /// When it was made from a record that has no key yet; create that first.
    pub fn key(&self) -> &E::Key {
        self.key
            .as_ref()
            .expect("the `Record` was made from a record without a key; create the record first")
    }

    /// Returns the record, if it is loaded.
    pub fn loaded(&self) -> Option<&E> {
        self.record.as_deref()
    }

    /// Takes the record out.
    ///
    /// # Panics
    ///
    /// When it is not loaded yet.
    pub fn into_inner(self) -> E {
        self.record.map_or_else(|| not_loaded::<E>(), |record| *record)
    }
}

#[cold]
fn not_loaded<E: Entity>() -> ! {
    panic!(
        "a `Record` of {} is used before it is loaded; load it with the command's inputs, or by `preload`",
        E::model().reference()
    )
}

impl<E: Entity> From<E> for Record<E> {
    fn from(record: E) -> Self {
        Self {
            key: record.key(),
            record: Some(Box::new(record)),
        }
    }
}

impl<E: Entity> Deref for Record<E> {
    type Target = E;

    fn deref(&self) -> &E {
        self.record.as_deref().unwrap_or_else(|| not_loaded::<E>())
    }
}

impl<E: Entity> DerefMut for Record<E> {
    fn deref_mut(&mut self) -> &mut E {
        self.record.as_deref_mut().unwrap_or_else(|| not_loaded::<E>())
    }
}

impl<E: Entity> Serialize for Record<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.key.serialize(serializer)
    }
}

impl<'de, E: Entity> Deserialize<'de> for Record<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        E::Key::deserialize(deserializer).map(Self::of)
    }
}

impl<E: Entity> Typed for Record<E> {
    const BASE: Base = Base::Record(Ref::Static(E::model));
}

/// Kept as the key.
impl<E: Entity> Field for Record<E> {
    fn to_datum(&self) -> Datum {
        self.key.to_datum()
    }

    fn from_datum(datum: Datum) -> Result<Self, StorageError> {
        E::Key::from_datum(datum).map(Self::of)
    }
}

/// The same record, loaded or not.
impl<E: Entity> PartialEq for Record<E> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl<E: Entity> Eq for Record<E> {}

impl<E: Entity> HoldsRecords for Record<E> {
    fn slots<'r>(&'r mut self, up: Option<&At<'_>>, found: &mut RecordSlots<'r>) {
        found.push(up, self);
    }
}

impl<E: Entity> RecordSlot for Record<E> {
    fn shape(&self) -> &'static Shape {
        Shape::of_entity::<E>()
    }

    fn key(&self) -> Option<Datum> {
        self.key.as_ref().map(Field::to_datum)
    }

    fn is_filled(&self) -> bool {
        self.record.is_some()
    }

    fn fill(&mut self, row: Option<Row>) -> Result<(), StorageError> {
        self.record = row.map(E::from_row).transpose()?.map(Box::new);
        Ok(())
    }

    fn associated<'r>(&'r mut self, found: &mut RecordSlots<'r>) {
        if let Some(record) = &mut self.record {
            record.associated(found);
        }
    }
}

/// Shows the key and not the record, which may hold secrets.
impl<E: Entity> fmt::Debug for Record<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Record").field(&self.key).finish()
    }
}
