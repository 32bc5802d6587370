//! Results of defined commands, which are of their declared type, or a bug.

use foobara_types::{AttributesType, Base, Declaration, json::Notes};
use serde_json::Value;

use super::DefinedContext;
use crate::fault::Fault;

/// Brings a result to its declared type. Of a command that reported errors nobody sees a result.
pub(super) fn processed(
    declaration: &Declaration,
    answer: Value,
    cx: DefinedContext<'_>,
) -> Result<Value, Fault> {
    let is_anything = declaration.base.is_anything() && declaration.all_rules().next().is_none();
    if is_anything || cx.frame.has_reported() {
        return Ok(answer);
    }
    declaration
        .process(answer, &Notes::none())
        .map_err(|errors| cx.frame.bad_result(&errors))
}

/// Takes secrets out of a result.
pub(crate) fn withhold(declaration: &Declaration, value: &mut Value, depth: usize) {
    if depth > Base::DEEPEST {
        return;
    }
    let next = depth + 1;
    match (&declaration.base, value) {
        (Base::Array(element), Value::Array(elements)) => {
            elements
                .iter_mut()
                .for_each(|value| withhold(element, value, next));
        }
        (Base::Tuple(tuple), Value::Array(elements)) => {
            let elements = tuple.elements.iter().zip(elements);
            elements.for_each(|(element, value)| withhold(element, value, next));
        }
        (Base::Map(map), Value::Object(entries)) => {
            entries
                .iter_mut()
                .for_each(|(_, value)| withhold(&map.value, value, next));
        }
        (Base::Attributes(attributes), value) => withhold_attributes(attributes, value, next),
        (Base::Model(model), value) => {
            if let Value::Object(entries) = value {
                entries.retain(|name, _| !model.access.hides(name));
            }
            withhold_attributes(&model.attributes, value, next);
        }
        _ => {}
    }
}

fn withhold_attributes(declared: &AttributesType, value: &mut Value, depth: usize) {
    let Value::Object(entries) = value else { return };
    entries.retain(|name, _| {
        declared
            .get(name)
            .is_none_or(|attribute| !attribute.declaration.is_withheld())
    });
    for (name, value) in entries.iter_mut() {
        if let Some(attribute) = declared.get(name) {
            withhold(&attribute.declaration, value, depth);
        }
    }
}
