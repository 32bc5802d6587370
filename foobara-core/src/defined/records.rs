//! Inputs of defined commands that are records.

use foobara_types::{At, Base, Declaration, InputErrors, Issue, ModelType};
use serde_json::Value;

use crate::{BoxFuture, command::CommandMeta, fault::Fault, run::StorageAccess};

/// Puts the records into the places of their keys, and reports those that do not exist.
pub(super) async fn load(
    meta: &'static CommandMeta,
    inputs: &mut Value,
    storage: StorageAccess<'_>,
    errors: &mut InputErrors,
) -> Result<(), Fault> {
    for attribute in meta.inputs.attributes.iter() {
        if let Some(value) = inputs.get_mut(attribute.name.as_ref()) {
            let at = At::name(None, &attribute.name);
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
