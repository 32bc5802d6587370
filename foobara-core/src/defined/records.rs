//! Inputs of defined commands that are records.

use foobara_types::{At, AttributesType, Base, Declaration, InputErrors, Issue, ModelType};
use serde_json::Value;

use crate::{BoxFuture, command::CommandMeta, fault::Fault, run::StorageAccess};

/// Puts the records into the places of their keys, and reports those that do not exist.
pub(super) async fn load(
    meta: &'static CommandMeta,
    inputs: &mut Value,
    storage: StorageAccess<'_>,
    errors: &mut InputErrors,
) -> Result<(), Fault> {
    load_attributes(meta, &meta.inputs, inputs, None, storage, errors).await
}

async fn load_attributes(
    meta: &'static CommandMeta,
    declared: &AttributesType,
    value: &mut Value,
    up: Option<&At<'_>>,
    storage: StorageAccess<'_>,
    errors: &mut InputErrors,
) -> Result<(), Fault> {
    for attribute in declared.attributes.iter() {
        if let Some(value) = value.get_mut(attribute.name.as_ref()) {
            let at = At::name(up, &attribute.name);
            load_value(meta, &attribute.declaration, value, &at, storage, errors).await?;
        }
    }
    Ok(())
}

fn load_value<'a>(
    meta: &'static CommandMeta,
    declaration: &'a Declaration,
    value: &'a mut Value,
    at: &'a At<'a>,
    storage: StorageAccess<'a>,
    errors: &'a mut InputErrors,
) -> BoxFuture<'a, Result<(), Fault>> {
    Box::pin(async move {
        match (&declaration.base, value) {
            (_, Value::Null) => Ok(()),
            (Base::Record(model), key) => {
                let reference = model.reference();
                load_record(
                    entity(meta.reads, &reference),
                    &reference,
                    key,
                    at,
                    storage,
                    errors,
                )
                .await
            }
            (Base::Array(element), Value::Array(elements)) => {
                for (index, value) in elements.iter_mut().enumerate() {
                    let at = At::index(Some(at), index);
                    load_value(meta, element, value, &at, storage, errors).await?;
                }
                Ok(())
            }
            (Base::Map(map), Value::Object(entries)) => {
                for (index, (_, value)) in entries.iter_mut().enumerate() {
                    let entry = At::index(Some(at), index);
                    let at = At::attribute(Some(&entry), "value");
                    load_value(meta, &map.value, value, &at, storage, errors).await?;
                }
                Ok(())
            }
            (Base::Attributes(attributes), value) => {
                load_attributes(meta, attributes, value, Some(at), storage, errors).await
            }
            (Base::Model(model), value) => {
                load_attributes(meta, &model.attributes, value, Some(at), storage, errors).await
            }
            _ => Ok(()),
        }
    })
}

/// Puts a record into the place of its key.
async fn load_record(
    entity: Option<&'static ModelType>,
    reference: &str,
    key: &mut Value,
    at: &At<'_>,
    storage: StorageAccess<'_>,
    errors: &mut InputErrors,
) -> Result<(), Fault> {
    let record = match entity {
        Some(entity) => storage.transaction()?.record(entity, key).await?,
        None => None,
    };
    if let Some(record) = record {
        *key = record;
    } else {
        let path = At::path(Some(at)).to_string();
        errors.push(Some(at), Issue::not_found(reference, key.take(), &path));
    }
    Ok(())
}

/// Returns an entity that the command says it reads.
pub(super) fn entity(reads: &[fn() -> &'static ModelType], reference: &str) -> Option<&'static ModelType> {
    let mut entities = reads.iter().map(|entity| entity());
    entities.find(|entity| entity.reference() == reference)
}
