use std::collections::BTreeMap;

use foobara_types::schema::{Direction, Schemas};
use serde_json::{Map, Value, json};

use super::{
    definitions::{PREFIX, defined},
    error,
    operation::operation,
    plan,
};
use crate::exposure::{ExposedCommand, Exposure};

/// Describes the exposed commands, mounted at `prefix`, as an OpenAPI 3.1 document.
///
/// Every command is a `POST` with a JSON body; queries are a `GET` with a query too, where their inputs are plain
/// enough to be one. Where the exposure shows plans, they are described with what they are asked for and applied by.
pub fn openapi(exposure: &Exposure, title: &str, prefix: &str) -> Value {
    let mut definitions: BTreeMap<String, Value> = BTreeMap::new();
    let mut paths: BTreeMap<String, Value> = BTreeMap::new();
    for command in exposure.commands() {
        let path = format!("{prefix}/run/{}", command.name().replace("::", "/"));
        paths.insert(path, path_item(exposure, command, &mut definitions));
    }
    definitions.insert("Error".to_owned(), error::schema());
    let mut components = Map::new();
    if plan::are_offered(exposure) {
        paths.insert(format!("{prefix}/apply"), plan::apply(exposure));
        definitions.insert(plan::PLAN.to_owned(), plan::schema());
        components.insert(
            "parameters".to_owned(),
            json!({ plan::PREFER: plan::parameter() }),
        );
    }
    components.insert("schemas".to_owned(), json!(definitions));
    if knows_callers(exposure) {
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

/// Returns whether any command asks who asks.
pub(super) fn knows_callers(exposure: &Exposure) -> bool {
    let mut commands = exposure.commands().iter();
    commands.any(ExposedCommand::requires_authentication)
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
    if exposure.offers_plan_of(command) {
        plan::offer(&mut post);
    }
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
