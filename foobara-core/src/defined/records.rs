//! Inputs of defined commands that are records.

use foobara_types::{At, AttributesType, Base, DataPath, Declaration, InputErrors, Issue, ModelType};
use serde_json::Value;

use crate::{command::CommandMeta, fault::Fault, records_by_key::RecordsByKey, run::StorageAccess};

/// A key among the inputs, in the place where the record is to be.
struct Place<'v> {
    path: DataPath,
    /// The name of the entity.
    reference: String,
    /// The entity, if the command says that it reads it.
    entity: Option<&'static ModelType>,
    value: &'v mut Value,
}

/// Puts the records into the places of their keys, in one step for each entity, and reports those that do not exist.
pub(super) async fn load(
    meta: &'static CommandMeta,
    inputs: &mut Value,
    storage: StorageAccess<'_>,
    errors: &mut InputErrors,
) -> Result<(), Fault> {
    let mut places = Vec::new();
    in_attributes(meta, &meta.inputs, inputs, None, &mut places);
    if places.is_empty() {
        return Ok(());
    }
    let wanted = places
        .iter()
        .filter_map(|place| Some((place.entity?, &*place.value)));
    let records = RecordsByKey::load(storage.transaction()?, wanted).await?;
    for place in places {
        let found = place.entity.and_then(|entity| records.get(entity, place.value));
        if let Some(record) = found {
            *place.value = record.clone();
        } else {
            let (key, path) = (place.value.take(), place.path.to_string());
            errors.push_at(place.path, Issue::not_found(&place.reference, key, &path));
        }
    }
    Ok(())
}

fn in_attributes<'v>(
    meta: &CommandMeta,
    declared: &AttributesType,
    value: &'v mut Value,
    up: Option<&At<'_>>,
    found: &mut Vec<Place<'v>>,
) {
    let Value::Object(entries) = value else {
        return;
    };
    for (name, value) in entries.iter_mut() {
        if let Some(attribute) = declared.get(name) {
            in_value(meta, &attribute.declaration, value, &At::name(up, name), found);
        }
    }
}

fn in_value<'v>(
    meta: &CommandMeta,
    declaration: &Declaration,
    value: &'v mut Value,
    at: &At<'_>,
    found: &mut Vec<Place<'v>>,
) {
    match (&declaration.base, value) {
        (_, Value::Null) => {}
        (Base::Record(model), value) => {
            let reference = model.reference();
            found.push(Place {
                path: At::path(Some(at)),
                entity: entity(meta.reads, &reference),
                reference,
                value,
            });
        }
        (Base::Array(element), Value::Array(elements)) => {
            for (index, value) in elements.iter_mut().enumerate() {
                in_value(meta, element, value, &At::index(Some(at), index), found);
            }
        }
        (Base::Map(map), Value::Object(entries)) => {
            for (index, (_, value)) in entries.iter_mut().enumerate() {
                let entry = At::index(Some(at), index);
                let at = At::attribute(Some(&entry), "value");
                in_value(meta, &map.value, value, &at, found);
            }
        }
        (Base::Attributes(attributes), value) => in_attributes(meta, attributes, value, Some(at), found),
        (Base::Model(model), value) => in_attributes(meta, &model.attributes, value, Some(at), found),
        _ => {}
    }
}

/// Returns an entity that the command says it reads.
pub(super) fn entity(reads: &[fn() -> &'static ModelType], reference: &str) -> Option<&'static ModelType> {
    let mut entities = reads.iter().map(|entity| entity());
    entities.find(|entity| entity.reference() == reference)
}
