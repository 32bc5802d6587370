use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
    ptr,
};

use foobara_core::{Fault, StorageAccess, transaction::StorageError};
use foobara_types::{DataPath, InputErrors, Issue};
use serde_json::Value;

use super::{HoldsRecords, RecordSlots, paths::Paths};
use crate::{
    datum::Datum, entity::Entity, query::Query, reach::Reach, row::Row, shape::Shape, unit::UnitOfWork,
};

/// Loads the records among inputs, and the associations of theirs that `paths` name; reports those that do not exist.
///
/// # Errors
///
/// When the storage fails, or the run is interrupted.
pub async fn load_records(
    slots: RecordSlots<'_>,
    paths: &'static [&'static str],
    storage: StorageAccess<'_>,
    errors: &mut InputErrors,
) -> Result<(), Fault> {
    let report = |missing: Missing| {
        let criteria = missing.key.map_or(Value::Null, Datum::into_value);
        let issue = Issue::not_found(
            &missing.shape.model.reference(),
            criteria,
            &missing.path.to_string(),
        );
        errors.push_at(missing.path, issue);
        Ok(())
    };
    load_levels(slots, &Paths::checked(paths), Reach::USUAL, storage, report).await
}

/// Loads associations of records.
///
/// # Errors
///
/// When a path leads nowhere, the command may not read what is there, one of the records does not exist, the storage fails,
/// or the run is interrupted.
pub(crate) async fn preload<E: Entity>(
    records: &mut [E],
    paths: &[Cow<'static, str>],
    storage: StorageAccess<'_>,
) -> Result<(), Fault> {
    let paths = Paths::check(Shape::of_entity::<E>(), paths, storage)?;
    let mut slots = RecordSlots::default();
    for record in records {
        record.associated(&mut slots);
    }
    slots.found.retain(|found| paths.lead_over(&found.path));
    let missing = |_| Err(StorageError::NotFound.into());
    load_levels(slots, &paths, Reach::REFERRED, storage, missing).await
}

/// Loads the records of a value that are not loaded yet.
///
/// # Errors
///
/// When the command may not read them, one of them does not exist, the storage fails, or the run is interrupted.
pub(crate) async fn load_rest(
    value: &mut impl HoldsRecords,
    storage: StorageAccess<'_>,
) -> Result<(), Fault> {
    let mut slots = RecordSlots::default();
    value.slots(None, &mut slots);
    slots.found.retain(|found| !found.slot.is_filled());
    for found in &slots.found {
        storage.may_read(found.slot.shape().model)?;
    }
    let missing = |_| Err(StorageError::NotFound.into());
    load_levels(slots, &Paths::none(), Reach::REFERRED, storage, missing).await
}

/// A record that does not exist.
struct Missing {
    shape: &'static Shape,
    path: DataPath,
    key: Option<Datum>,
}

async fn load_levels(
    mut level: RecordSlots<'_>,
    paths: &Paths,
    mut reach: Reach,
    storage: StorageAccess<'_>,
    mut report: impl FnMut(Missing) -> Result<(), Fault> + Send,
) -> Result<(), Fault> {
    while !level.found.is_empty() {
        let unit = UnitOfWork::of(storage.transaction()?)?;
        let rows = fetch(unit, level.wanted(), reach).await?;
        for missing in level.fill(&rows)? {
            report(missing)?;
        }
        level = level.next(paths);
        reach = Reach::REFERRED;
    }
    Ok(())
}

/// Rows by their tables and keys.
type RowsByKey = HashMap<(&'static str, Datum), Row>;

/// Fetches rows, those of each entity in one step.
async fn fetch(unit: &UnitOfWork, wanted: Wanted, reach: Reach) -> Result<RowsByKey, StorageError> {
    let mut rows = RowsByKey::new();
    for (shape, keys) in wanted {
        let found = unit.fetch(Query::of_keys(shape, keys), reach).await?.rows;
        let by_key = |row: Row| ((shape.table.as_str(), row.get(shape.key).clone()), row);
        rows.extend(found.into_iter().map(by_key));
    }
    Ok(rows)
}

/// The keys for each entity, each once.
type Wanted = Vec<(&'static Shape, Vec<Datum>)>;

impl RecordSlots<'_> {
    /// Returns the keys of what belongs into the places.
    fn wanted(&self) -> Wanted {
        let mut wanted: Vec<(&'static Shape, BTreeSet<Datum>)> = Vec::new();
        for found in &self.found {
            let (shape, Some(key)) = (found.slot.shape(), found.slot.key()) else {
                continue;
            };
            match wanted.iter_mut().find(|(known, _)| ptr::eq(*known, shape)) {
                Some((_, keys)) => drop(keys.insert(key)),
                None => wanted.push((shape, BTreeSet::from([key]))),
            }
        }
        let lists = wanted
            .into_iter()
            .map(|(shape, keys)| (shape, keys.into_iter().collect()));
        lists.collect()
    }

    /// Puts the records into their places, and returns the missing ones.
    fn fill(&mut self, rows: &RowsByKey) -> Result<Vec<Missing>, StorageError> {
        let mut missing = Vec::new();
        for found in &mut self.found {
            let (shape, key) = (found.slot.shape(), found.slot.key());
            let known = key.clone().map(|key| (shape.table.as_str(), key));
            let row = known.and_then(|known| rows.get(&known)).cloned();
            if row.is_none() {
                let path = found.path.clone();
                missing.push(Missing { shape, path, key });
            }
            found.slot.fill(row)?;
        }
        Ok(missing)
    }

    /// Returns the places of the records that these refer to, as far as the paths lead over them.
    fn next(self, paths: &Paths) -> Self {
        let mut next = Self::default();
        if paths.is_empty() {
            return next;
        }
        for found in self.found {
            let mut below = Self::below(found.path);
            found.slot.associated(&mut below);
            let wanted = below
                .found
                .into_iter()
                .filter(|found| paths.lead_over(&found.path));
            next.found.extend(wanted);
        }
        next
    }
}
