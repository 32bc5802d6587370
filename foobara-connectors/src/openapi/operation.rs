use std::collections::BTreeMap;

use foobara_core::{Encoding, manifest};
use foobara_types::schema::{Direction, Schemas};
use serde_json::{Map, Value, json};

use super::{
    definitions::{PREFIX, defined},
    error,
};
use crate::exposure::{ExposedCommand, Exposure};

/// Describes one way to run a command; its id begins with `prefix`.
pub(super) fn operation(
    exposure: &Exposure,
    command: &ExposedCommand,
    prefix: &str,
    definitions: &mut BTreeMap<String, Value>,
) -> Map<String, Value> {
    let mut operation = Map::new();
    let id = format!("{prefix}{}", command.name().replace("::", "_"));
    operation.insert("operationId".to_owned(), id.into());
    let domain = command.entry().meta.domain;
    if !domain.is_global() {
        operation.insert("tags".to_owned(), json!([domain.reference()]));
    }
    if let Some(description) = command.entry().meta.description {
        operation.insert("summary".to_owned(), description.into());
    }
    if command.requires_authentication() {
        operation.insert("security".to_owned(), json!([{ "credentials": [] }]));
    }
    operation.insert("responses".to_owned(), responses(exposure, command, definitions));
    operation
}

fn result(command: &ExposedCommand, definitions: &mut BTreeMap<String, Value>) -> Value {
    let schemas = || Schemas::new(PREFIX, Direction::Output);
    let value = |schemas: &mut Schemas| schemas.value(&command.entry().output);
    match command.encoding() {
        Encoding::Aggregate => defined(|| schemas().aggregate(), ".Aggregate", definitions, value),
        Encoding::Atomic => defined(schemas, ".Output", definitions, value),
    }
}

fn responses(
    exposure: &Exposure,
    command: &ExposedCommand,
    definitions: &mut BTreeMap<String, Value>,
) -> Value {
    let result = result(command, definitions);
    let errors = error::content();
    let keys: Vec<String> = manifest::possible_errors(exposure.app(), command.entry())
        .into_keys()
        .collect();
    let mut responses = json!({
        "200": { "description": command.entry().meta.returns.unwrap_or("The result"), "content": { "application/json": { "schema": result } } },
        "400": { "description": "The body is not JSON", "content": errors },
        "422": { "description": format!("One or more of: {}", keys.join(", ")), "content": errors },
        "500": { "description": "There is a bug", "content": errors },
        "default": { "description": "What the server itself refuses, or cannot do now", "content": errors },
    });
    let Value::Object(responses) = &mut responses else {
        return Value::Null;
    };
    if keys.iter().any(|key| key.ends_with(".not_found")) {
        responses.insert(
            "404".to_owned(),
            json!({ "description": "A record does not exist", "content": errors }),
        );
    }
    if command.requires_authentication() {
        responses.insert(
            "401".to_owned(),
            json!({ "description": "It is not known who asks", "content": errors }),
        );
        responses.insert(
            "403".to_owned(),
            json!({ "description": "Not allowed", "content": errors }),
        );
    }
    responses.sort_keys();
    Value::Object(std::mem::take(responses))
}
