use foobara_core::{Fault, transaction::StorageError};
use foobara_types::{Association, DataPath};

use super::Repository;
use crate::{
    datum::Datum,
    entity::Entity,
    field::Field,
    filter::Filter,
    selection::Selection,
    shape::{Shape, misfit},
    unit::refers_to_any,
};

impl<'a, E: Entity, Mode> Repository<'a, E, Mode> {
    /// Starts a query for the records that refer to another one, by the only attribute that refers to its entity, be it alone,
    /// in a list or in a model.
    ///
    /// ```
    /// use foobara::{Auto, Fault, Key, Reads, Repositories, prelude::*};
    ///
    /// #[derive(Debug, Clone, Entity)]
    /// struct Capybara {
    ///     #[entity(key)]
    ///     id: Auto<i64>,
    /// }
    ///
    /// #[derive(Debug, Clone, Entity)]
    /// struct Pen {
    ///     #[entity(key)]
    ///     id: Auto<i64>,
    ///     #[entity(json)]
    ///     capybaras: Vec<Key<Capybara>>,
    /// }
    ///
    /// async fn pen_of<C: Reads<Pen>>(cx: Context<'_, C>, capybara: &Capybara) -> Result<Option<Pen>, Fault> {
    ///     cx.read::<Pen>().that_own(capybara)?.first().await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// When no attribute refers to the entity, or several do: [`that_own_by`](Self::that_own_by) says which.
    pub fn that_own<T: Entity>(self, owned: &T) -> Result<Selection<'a, E>, Fault> {
        let shape = Shape::of_entity::<E>();
        let mut found = shape.model.attributes.associations();
        found.retain(is_to::<T>);
        match found.as_slice() {
            [only] => self.that_own_by(&only.path.to_string(), owned),
            several => Err(ambiguous::<E, T>(several).into()),
        }
    }

    /// Starts a query for the records that refer to another one by the attribute at a path, as `keeper`, `capybaras` for a
    /// list, or `shifts.keeper` for models in one. A path may lead on through records: `keeper.zoo` for those whose keeper
    /// refers to a zoo; then the command says that it reads keepers, too.
    ///
    /// # Errors
    ///
    /// When the path does not lead to the entity of the record.
    pub fn that_own_by<T: Entity>(self, path: &str, owned: &T) -> Result<Selection<'a, E>, Fault> {
        let shape = Shape::of_entity::<E>();
        let along = shape.model.attributes.associations_along(&path.into());
        let along = along.filter(|along| along.last().is_some_and(is_to::<T>));
        let along = along.ok_or_else(|| {
            misfit(format!(
                "`{path}` of {} does not lead to a {}",
                E::model().reference(),
                T::model().reference()
            ))
        })?;
        let key = owned.key().map(|key| key.to_datum());
        Ok(self.query().filter(owning(shape, &along, key)?))
    }
}

/// Returns the filter for records from which associations lead to a key.
fn owning(
    shape: &'static Shape,
    along: &[Association<'static>],
    key: Option<Datum>,
) -> Result<Filter, StorageError> {
    let Some((last, before)) = along.split_last() else {
        return Ok(Filter::Or(Vec::new()));
    };
    let owner = before.last().map_or(shape, |owner| Shape::of(owner.entity));
    let last_step = refers_to_any(owner, &step(before, last), key.into_iter().collect())?;
    let through = (0..before.len()).rev().fold(last_step, |filter, index| {
        let (before, rest) = before.split_at(index);
        let path = rest.first().map(|association| step(before, association));
        Filter::through(path.unwrap_or_default().to_string(), filter)
    });
    Ok(through)
}

/// Returns the path of an association from the record that has it.
fn step(before: &[Association<'_>], association: &Association<'_>) -> DataPath {
    let start = before.last().map_or(0, |before| before.path.segments().len());
    association.path.segments().iter().skip(start).cloned().collect()
}

fn is_to<T: Entity>(association: &Association<'_>) -> bool {
    std::ptr::eq(association.entity, T::model())
}

fn ambiguous<E: Entity, T: Entity>(found: &[Association<'_>]) -> StorageError {
    let (owner, owned) = (E::model().reference(), T::model().reference());
    if found.is_empty() {
        return misfit(format!("no attribute of {owner} refers to a {owned}"));
    }
    let paths: Vec<String> = found
        .iter()
        .map(|association| format!("`{}`", association.path))
        .collect();
    misfit(format!(
        "{} of {owner} refer to a {owned}; say which, by `that_own_by`",
        paths.join(" and ")
    ))
}
