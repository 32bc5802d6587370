//! The JSON Schemas of a command, complete in themselves.

use foobara_core::{CommandEntry, Encoding};
use foobara_types::schema::{Direction, Schemas};
use serde_json::{Map, Value, json};

use crate::exposure::ExposedCommand;

/// Returns the schema of a command's inputs: an object.
pub fn input_schema(command: &CommandEntry) -> Map<String, Value> {
    let mut schemas = Schemas::new("#/$defs/", Direction::Input);
    let schema = schemas.attributes(&command.meta.inputs);
    with_definitions(schema, schemas)
}

/// Returns the schema of a command's result, as it is exposed.
pub fn output_schema(command: &ExposedCommand) -> Map<String, Value> {
    let mut schemas = Schemas::new("#/$defs/", Direction::Output);
    if command.encoding() == Encoding::Aggregate {
        schemas = schemas.aggregate();
    }
    let schema = schemas.value(&command.entry().output);
    with_definitions(schema, schemas)
}

fn with_definitions(schema: Value, schemas: Schemas) -> Map<String, Value> {
    let mut schema = match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    };
    let definitions = schemas.into_definitions();
    if !definitions.is_empty() {
        schema.insert("$defs".to_owned(), json!(definitions));
    }
    schema
}
