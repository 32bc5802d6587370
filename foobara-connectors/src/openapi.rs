//! OpenAPI 3.1 out of an exposure.

use std::collections::BTreeMap;

use foobara_core::{Encoding, manifest};
use foobara_types::schema::{Direction, Schemas};
use serde_json::{Map, Value, json};

use crate::exposure::{ExposedCommand, Exposure};

/// Describes the exposed commands, mounted at `prefix`, as an OpenAPI 3.1 document.
///
/// Every command is a `POST` with a JSON body; queries are a `GET` with a query too, where their inputs are plain
/// enough to be one.
pub fn openapi(exposure: &Exposure, title: &str, prefix: &str) -> Value {
    let mut definitions: BTreeMap<String, Value> = BTreeMap::new();
    let mut paths: BTreeMap<String, Value> = BTreeMap::new();
    for command in exposure.commands() {
        let path = format!("{prefix}/run/{}", command.name().replace("::", "/"));
        paths.insert(path, path_item(exposure, command, &mut definitions));
    }
    definitions.insert("Error".to_owned(), error_schema());
    let mut components = json!({ "schemas": definitions });
    if exposure
        .commands()
        .iter()
        .any(ExposedCommand::requires_authentication)
        && let Value::Object(components) = &mut components
    {
        let scheme = json!({ "type": "apiKey", "in": "header", "name": "authorization" });
        components.insert("securitySchemes".to_owned(), json!({ "credentials": scheme }));
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": title, "version": env!("CARGO_PKG_VERSION") },
        "paths": paths,
        "components": components,
    })
}

fn path_item(
    exposure: &Exposure,
    command: &ExposedCommand,
    definitions: &mut BTreeMap<String, Value>,
) -> Value {
    let mut item = Map::new();
    let schemas = || Schemas::new(PREFIX, Direction::Input);
    let inputs = defined(schemas, ".Input", definitions, |schemas| {
        schemas.attributes(&command.entry().meta.inputs)
    });
    let has_required = inputs.get("required").is_some();
    let mut post = operation(exposure, command, "", definitions);
    post.insert(
        "requestBody".to_owned(),
        json!({ "required": has_required, "content": { "application/json": { "schema": inputs.clone() } } }),
    );
    item.insert("post".to_owned(), post.into());
    if is_query(exposure, command)
        && let Some(parameters) = query_parameters(&inputs)
    {
        let mut get = operation(exposure, command, "Get", definitions);
        get.insert("parameters".to_owned(), parameters);
        item.insert("get".to_owned(), get.into());
    }
    item.into()
}

fn is_query(exposure: &Exposure, command: &ExposedCommand) -> bool {
    let effects = exposure.app().effects_of(command.entry().meta).found();
    effects.is_some_and(|effects| effects.read_only.value)
}

const PREFIX: &str = "#/components/schemas/";

fn operation(
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

/// Builds a schema and adds the definitions it refers to.
///
/// A model may look otherwise where it goes in, where it comes out, and with whole records in it. Its second look is
/// defined under a name with a suffix.
fn defined(
    schemas: impl Fn() -> Schemas,
    suffix: &'static str,
    definitions: &mut BTreeMap<String, Value>,
    build: impl Fn(&mut Schemas) -> Value,
) -> Value {
    let mut plain = schemas();
    let schema = build(&mut plain);
    let is_new =
        |(name, schema): (&String, &Value)| definitions.get(name).is_none_or(|known| known == schema);
    if plain.definitions().iter().all(is_new) {
        definitions.extend(plain.into_definitions());
        return schema;
    }
    let mut suffixed = schemas().suffixed(suffix);
    let schema = build(&mut suffixed);
    definitions.extend(suffixed.into_definitions());
    schema
}

fn responses(
    exposure: &Exposure,
    command: &ExposedCommand,
    definitions: &mut BTreeMap<String, Value>,
) -> Value {
    let result = result(command, definitions);
    let errors = json!({ "application/json": { "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Error" } } } });
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

/// Returns the inputs as query parameters; `None` when one of them is an object or an array.
fn query_parameters(inputs: &Value) -> Option<Value> {
    let required = inputs
        .get("required")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let properties = inputs.get("properties")?.as_object()?;
    let is_plain = |schema: &Value| {
        !matches!(
            schema.get("type").and_then(Value::as_str),
            None | Some("object" | "array")
        )
    };
    if !properties.values().all(is_plain) {
        return None;
    }
    let parameter = |(name, schema): (&String, &Value)| json!({ "name": name, "in": "query", "required": required.contains(&Value::from(name.as_str())), "schema": schema });
    Some(properties.iter().map(parameter).collect())
}

fn error_schema() -> Value {
    let path = json!({ "type": "array", "items": { "type": ["string", "integer"] } });
    json!({
        "type": "object",
        "required": ["key", "path", "runtime_path", "category", "symbol", "message", "context", "is_fatal"],
        "properties": {
            "key": { "type": "string", "description": "The identity of the error" },
            "path": path,
            "runtime_path": { "type": "array", "items": { "type": "string" } },
            "category": { "enum": ["data", "runtime"] },
            "symbol": { "type": "string" },
            "message": { "type": "string", "description": "For people; the wording may change" },
            "context": { "type": "object" },
            "is_fatal": { "type": "boolean" },
            "severity": { "enum": ["debug", "info", "warning", "error", "critical"], "default": "error" },
            "suggestion": { "type": "string", "description": "What to try instead, for people" },
            "help_url": { "type": "string", "description": "A page that explains the error" },
            "cause": { "type": "object", "description": "The error it follows from, of the same form" },
        },
    })
}

#[cfg(test)]
mod tests {
    use foobara_types::{Access, Attribute, AttributesType, Base, Declaration, ModelType, Sensitive};

    use super::*;

    fn attribute(name: &'static str, declaration: Declaration) -> Attribute {
        Attribute {
            name: name.into(),
            declaration,
            required: false,
            default: None,
        }
    }

    fn model(name: &'static str, attributes: Vec<Attribute>) -> Declaration {
        let model = ModelType {
            name: name.into(),
            scope: &["Zoo"],
            description: None,
            attributes: AttributesType::new(attributes),
            primary_key: None,
            access: Access::OPEN,
        };
        Declaration::new(Base::Model(model.into()))
    }

    fn object(properties: &Value) -> Value {
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }

    #[test]
    fn a_model_that_looks_otherwise_as_a_result_has_a_second_definition() {
        let pin = attribute("pin", Declaration::of::<Sensitive<String>>());
        let lock = model("Lock", vec![pin]);
        let door = model("Door", vec![attribute("lock", lock)]);
        let size = model("Size", vec![attribute("width", Declaration::of::<bool>())]);
        let mut definitions = BTreeMap::new();
        let mut schema = |direction, suffix, declaration: &Declaration| {
            let schemas = || Schemas::new(PREFIX, direction);
            defined(schemas, suffix, &mut definitions, |schemas| {
                schemas.value(declaration)
            })
        };
        for (direction, suffix, declaration, name) in [
            (Direction::Input, ".Input", &door, "Zoo.Door"),
            (Direction::Output, ".Output", &door, "Zoo.Door.Output"),
            (Direction::Input, ".Input", &size, "Zoo.Size"),
            (Direction::Output, ".Output", &size, "Zoo.Size"),
        ] {
            let reference = json!({ "$ref": format!("{PREFIX}{name}") });
            assert_eq!(schema(direction, suffix, declaration), reference);
        }
        let width = json!({ "width": { "type": "boolean" } });
        let pin = json!({ "pin": { "type": "string", "writeOnly": true } });
        let lock = |name: &str| json!({ "lock": { "$ref": format!("{PREFIX}{name}") } });
        assert_eq!(
            json!(definitions),
            json!({
                "Zoo.Door": object(&lock("Zoo.Lock")),
                "Zoo.Door.Output": object(&lock("Zoo.Lock.Output")),
                "Zoo.Lock": object(&pin),
                "Zoo.Lock.Output": object(&json!({})),
                "Zoo.Size": object(&width),
            })
        );
    }
}
