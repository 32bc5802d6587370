//! Results with the records they refer to in the place of their keys.

use foobara_types::{AttributesType, Base, Declaration, ModelType, Ref};
use serde_json::Value;

use crate::{BoxFuture, fault::Fault, records_by_key::RecordsByKey, run::Run, transaction::Transaction};

/// Loads the records of a result and writes it: those that the result refers to in one step for each entity, then those
/// that these refer to, and so on.
pub(super) fn encode<'a>(
    declaration: Ref<Declaration>,
    mut value: Value,
    run: &'a Run<'a>,
) -> BoxFuture<'a, Result<Vec<u8>, Fault>> {
    Box::pin(async move {
        let mut level = Vec::new();
        references(&declaration, &mut value, 0, &mut level);
        while !level.is_empty() {
            level = expand(level, run.transaction()?).await?;
        }
        Ok(value.to_string().into_bytes())
    })
}

/// A key, in the place where the record is to be.
struct Reference<'v> {
    entity: &'static ModelType,
    place: &'v mut Value,
    depth: usize,
}

/// Puts records into the places of their keys, and returns what they refer to. A key without a record stays.
async fn expand<'v>(
    level: Vec<Reference<'v>>,
    transaction: &dyn Transaction,
) -> Result<Vec<Reference<'v>>, Fault> {
    let wanted = level
        .iter()
        .map(|reference| (reference.entity, &*reference.place));
    let records = RecordsByKey::load(transaction, wanted).await?;
    let mut next = Vec::new();
    for Reference { entity, place, depth } in level {
        if let Some(record) = records.get(entity, place) {
            *place = record.clone();
            references_in(&entity.attributes, place, depth + 1, &mut next);
        }
    }
    Ok(next)
}

/// Finds the references in a value.
fn references<'v>(
    declaration: &Declaration,
    value: &'v mut Value,
    depth: usize,
    found: &mut Vec<Reference<'v>>,
) {
    if depth > Base::DEEPEST {
        return;
    }
    let next = depth + 1;
    match (&declaration.base, value) {
        (Base::Array(element), Value::Array(elements)) => {
            let elements = elements.iter_mut();
            elements.for_each(|value| references(element, value, next, found));
        }
        (Base::Tuple(tuple), Value::Array(elements)) => {
            let elements = tuple.elements.iter().zip(elements);
            elements.for_each(|(element, value)| references(element, value, next, found));
        }
        (Base::Map(map), Value::Object(entries)) => {
            let values = entries.iter_mut().map(|(_, value)| value);
            values.for_each(|value| references(&map.value, value, next, found));
        }
        (Base::Attributes(attributes), value) => references_in(attributes, value, depth, found),
        (Base::Model(model), value) => references_in(&model.attributes, value, depth, found),
        (Base::Key(Ref::Static(model)) | Base::Record(Ref::Static(model)), place) if !place.is_null() => {
            let entity = model();
            if entity.is_stored() {
                found.push(Reference { entity, place, depth });
            }
        }
        _ => {}
    }
}

fn references_in<'v>(
    declared: &AttributesType,
    value: &'v mut Value,
    depth: usize,
    found: &mut Vec<Reference<'v>>,
) {
    let Value::Object(entries) = value else {
        return;
    };
    for (name, value) in entries.iter_mut() {
        if let Some(attribute) = declared.get(name) {
            references(&attribute.declaration, value, depth + 1, found);
        }
    }
}
