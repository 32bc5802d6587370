//! Results with the records they refer to in the place of their keys.

use foobara_types::{AttributesType, Base, Declaration, Ref};
use serde_json::Value;

use crate::{BoxFuture, fault::Fault, run::Run};

/// Loads the records of a result and writes it.
pub(super) fn encode<'a>(
    declaration: Ref<Declaration>,
    mut value: Value,
    run: &'a Run<'a>,
) -> BoxFuture<'a, Result<Vec<u8>, Fault>> {
    Box::pin(async move {
        expand(&declaration, &mut value, run, 0).await?;
        Ok(value.to_string().into_bytes())
    })
}

fn expand<'a>(
    declaration: &'a Declaration,
    value: &'a mut Value,
    run: &'a Run<'a>,
    depth: usize,
) -> BoxFuture<'a, Result<(), Fault>> {
    Box::pin(async move {
        if depth > Base::DEEPEST {
            return Ok(());
        }
        match (&declaration.base, value) {
            (Base::Array(element), Value::Array(elements)) => {
                for value in elements {
                    expand(element, value, run, depth + 1).await?;
                }
            }
            (Base::Tuple(tuple), Value::Array(elements)) => {
                for (element, value) in tuple.elements.iter().zip(elements) {
                    expand(element, value, run, depth + 1).await?;
                }
            }
            (Base::Map(map), Value::Object(entries)) => {
                for (_, value) in entries.iter_mut() {
                    expand(&map.value, value, run, depth + 1).await?;
                }
            }
            (Base::Attributes(attributes), value) => expand_attributes(attributes, value, run, depth).await?,
            (Base::Model(model), value) => expand_attributes(&model.attributes, value, run, depth).await?,
            (Base::Key(Ref::Static(model)) | Base::Record(Ref::Static(model)), value) if !value.is_null() => {
                if let Some(record) = run.transaction()?.record(model(), value).await? {
                    *value = record;
                    expand_attributes(&model().attributes, value, run, depth + 1).await?;
                }
            }
            _ => {}
        }
        Ok(())
    })
}

async fn expand_attributes(
    declared: &AttributesType,
    value: &mut Value,
    run: &Run<'_>,
    depth: usize,
) -> Result<(), Fault> {
    let Value::Object(entries) = value else {
        return Ok(());
    };
    for attribute in declared.attributes.iter() {
        if let Some(value) = entries.get_mut(attribute.name.as_ref()) {
            expand(&attribute.declaration, value, run, depth + 1).await?;
        }
    }
    Ok(())
}
