//! What a run was given, for those who look at it afterwards.

use foobara_types::AttributesType;
use serde_json::Value;

use super::RawInputs;
use crate::command::{Command, CommandMeta};

/// Returns inputs as they came, without what is, or may be, a secret; `None` if they are not an object.
pub(crate) fn given(meta: &CommandMeta, inputs: RawInputs) -> Option<Value> {
    let (inputs, _) = inputs.parse().ok()?;
    without_secrets(&meta.inputs, inputs)
}

/// Returns the inputs of a command as a value, without its secrets.
pub(crate) fn given_typed<C: Command>(command: &C) -> Option<Value> {
    written(C::META, serde_json::to_value(command))
}

fn written(meta: &CommandMeta, inputs: serde_json::Result<Value>) -> Option<Value> {
    without_secrets(&meta.inputs, inputs.ok()?)
}

fn without_secrets(declared: &AttributesType, mut inputs: Value) -> Option<Value> {
    let entries = inputs.as_object_mut()?;
    let mut attributes = declared.attributes.iter();
    if attributes.any(|attribute| attribute.declaration.holds_secrets()) {
        entries.retain(|name, _| is_open(declared, name));
    }
    Some(inputs)
}

/// Whether what has this name, or stands for it, is declared and no secret.
fn is_open(declared: &AttributesType, name: &str) -> bool {
    let mut aliases = declared.aliases.iter();
    let own = aliases.find_map(|(alias, own)| (*alias == name).then_some(*own));
    let attribute = declared.get(own.unwrap_or(name));
    attribute.is_some_and(|attribute| !attribute.declaration.holds_secrets())
}
