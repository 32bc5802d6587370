//! Records as values, for those who know no types.

use std::{collections::HashMap, ptr};

use foobara_types::ModelType;
use serde_json::Value;

use crate::transaction::{StorageError, Transaction};

/// Records by their entities, and by their keys as JSON.
pub(crate) struct RecordsByKey(Vec<(&'static ModelType, HashMap<String, Value>)>);

impl RecordsByKey {
    /// Loads records, those of each entity in one step.
    pub(crate) async fn load<'k>(
        transaction: &dyn Transaction,
        wanted: impl Iterator<Item = (&'static ModelType, &'k Value)> + Send,
    ) -> Result<Self, StorageError> {
        let mut loaded = Vec::new();
        for (entity, keys) in grouped(wanted) {
            let (names, keys): (Vec<String>, Vec<Value>) = keys.into_iter().unzip();
            let records = transaction.records(entity, &keys).await?;
            let found = names
                .into_iter()
                .zip(records)
                .filter_map(|(key, record)| Some((key, record?)));
            loaded.push((entity, found.collect()));
        }
        Ok(Self(loaded))
    }

    /// Returns a record that was loaded.
    pub(crate) fn get(&self, entity: &'static ModelType, key: &Value) -> Option<&Value> {
        let (_, records) = self.0.iter().find(|(known, _)| ptr::eq(*known, entity))?;
        records.get(&key.to_string())
    }
}

type Wanted = (&'static ModelType, HashMap<String, Value>);

/// Returns the keys for each entity, each once.
fn grouped<'k>(wanted: impl Iterator<Item = (&'static ModelType, &'k Value)>) -> Vec<Wanted> {
    let mut groups: Vec<Wanted> = Vec::new();
    for (entity, key) in wanted {
        let place = groups.iter().position(|(known, _)| ptr::eq(*known, entity));
        let place = place.unwrap_or_else(|| {
            groups.push((entity, HashMap::new()));
            groups.len() - 1
        });
        if let Some((_, keys)) = groups.get_mut(place) {
            keys.entry(key.to_string()).or_insert_with(|| key.clone());
        }
    }
    groups
}
