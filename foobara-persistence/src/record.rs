use std::{
    fmt,
    ops::{Deref, DerefMut},
};

use foobara_core::{Fault, LoadRecords, StorageAccess};
use foobara_types::{At, Base, InputErrors, Issue, Ref, Typed};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::{entity::Entity, repository::Repository};

/// An input that is a record: given by its primary key, and loaded before the command runs.
///
/// In `validate` and `execute` it is used like the record itself. A record that does not exist fails the run with
/// `not_found` at the path of the input.
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
/// # Panics
///
/// Using it like the record before it is loaded panics. That can only happen in code that makes one with
/// [`Record::of`] and does not run the command it belongs to.
#[derive(Clone)]
pub struct Record<E: Entity> {
    key: Option<E::Key>,
    record: Option<E>,
}

impl<E: Entity> Record<E> {
    /// Returns the record with this key, to be loaded when the command runs.
    pub const fn of(key: E::Key) -> Self {
        Self {
            key: Some(key),
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

    /// Takes the record out.
    ///
    /// # Panics
    ///
    /// When it is not loaded yet.
    pub fn into_inner(self) -> E {
        self.record.unwrap_or_else(|| not_loaded::<E>())
    }
}

#[cold]
fn not_loaded<E: Entity>() -> ! {
    panic!(
        "a `Record` of {} is used before it is loaded; the run of its command loads it",
        E::model().reference()
    )
}

impl<E: Entity> From<E> for Record<E> {
    fn from(record: E) -> Self {
        Self {
            key: record.key(),
            record: Some(record),
        }
    }
}

impl<E: Entity> Deref for Record<E> {
    type Target = E;

    fn deref(&self) -> &E {
        self.record.as_ref().unwrap_or_else(|| not_loaded::<E>())
    }
}

impl<E: Entity> DerefMut for Record<E> {
    fn deref_mut(&mut self) -> &mut E {
        self.record.as_mut().unwrap_or_else(|| not_loaded::<E>())
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

impl<E: Entity> LoadRecords for Record<E> {
    async fn load_records(
        &mut self,
        at: &At<'_>,
        storage: StorageAccess<'_>,
        errors: &mut InputErrors,
    ) -> Result<(), Fault> {
        self.record = match self.key.clone() {
            Some(key) => Repository::<E>::new(storage).find(key).await?,
            None => None,
        };
        if self.record.is_none() {
            let criteria = serde_json::to_value(&self.key).unwrap_or(Value::Null);
            let path = At::path(Some(at)).to_string();
            errors.push(
                Some(at),
                Issue::not_found(&E::model().reference(), criteria, &path),
            );
        }
        Ok(())
    }
}

/// Shows the key and not the record, which may hold secrets.
impl<E: Entity> fmt::Debug for Record<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Record").field(&self.key).finish()
    }
}
