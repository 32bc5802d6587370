//! Plans: how they are asked for, what they show, and how they are applied.

use foobara_core::State;
use serde_json::{Map, Value, json};

use super::{definitions::PREFIX, document::knows_callers, error};
use crate::exposure::Exposure;

/// What the schema of plans is called: no model is, for their scopes are in camel case.
pub(super) const PLAN: &str = "foobara.Plan";

/// What the header that asks for a plan is called.
pub(super) const PREFER: &str = "Prefer";

/// Returns whether there is a command that can be planned.
pub(super) fn are_offered(exposure: &Exposure) -> bool {
    let mut commands = exposure.commands().iter();
    commands.any(|command| exposure.offers_plan_of(command))
}

/// Describes the header that asks for a plan.
pub(super) fn parameter() -> Value {
    json!({
        "name": PREFER,
        "in": "header",
        "description": "With `plan`, shows what would be done, and does nothing",
        "schema": { "type": "string" },
        "example": "plan",
    })
}

/// Says of an operation that it can be planned.
pub(super) fn offer(operation: &mut Map<String, Value>) {
    let header = json!({ "$ref": format!("#/components/parameters/{PREFER}") });
    operation.insert("parameters".to_owned(), json!([header]));
    let responses = operation.get_mut("responses");
    let Some(answer) = responses.and_then(|responses| responses.get_mut("200")) else {
        return;
    };
    if let Some(schema) = answer.pointer_mut("/content/application~1json/schema") {
        let result = schema.take();
        *schema = json!({ "anyOf": [result.clone(), of(&result)] });
    }
    let applied = json!({ "description": "`plan` if the answer is a plan", "schema": { "const": "plan" } });
    if let Value::Object(answer) = answer {
        answer.insert("headers".to_owned(), json!({ "Preference-Applied": applied }));
    }
}

/// Describes the plan of a command with such a result.
fn of(result: &Value) -> Value {
    json!({
        "allOf": [{ "$ref": format!("{PREFIX}{PLAN}") }],
        "properties": { "result": result },
    })
}

/// Describes the operation that does what was planned.
pub(super) fn apply(exposure: &Exposure) -> Value {
    let token = json!({
        "type": "object",
        "properties": { "token": { "type": "string", "description": "The token of the plan" } },
        "required": ["token"],
    });
    let errors = error::content();
    let mut post = json!({
        "operationId": "apply",
        "summary": "Does exactly what was planned",
        "requestBody": { "required": true, "content": { "application/json": { "schema": token } } },
        "responses": {
            "200": { "description": "What the planned command returns", "content": { "application/json": { "schema": {} } } },
            "400": { "description": "The token was not made here", "content": errors },
            "403": { "description": "The plan was made for another caller, or is not shown here any more", "content": errors },
            "409": { "description": "Something that the plan depends on is not what it was, or its time is over", "content": errors },
            "422": { "description": "What the planned command can fail with", "content": errors },
            "500": { "description": "There is a bug", "content": errors },
            "default": { "description": "What the server itself refuses, or cannot do now", "content": errors },
        },
    });
    if knows_callers(exposure)
        && let Value::Object(post) = &mut post
    {
        post.insert("security".to_owned(), json!([{ "credentials": [] }, {}]));
    }
    json!({ "post": post })
}

/// Describes a plan, whatever the command.
pub(super) fn schema() -> Value {
    object(&json!({
        "command": { "type": "string", "description": "The full name of the command" },
        "result": { "description": "What it would return" },
        "changes": list("The records that would be others", &json!({
            "entity": { "type": "string" },
            "key": { "description": "Null if it is a secret" },
            "kind": { "enum": ["created", "updated", "deleted"] },
            "changed": { "type": "array", "items": { "type": "string" } },
            "before": { "type": ["object", "null"] },
            "after": { "type": ["object", "null"] },
        })),
        "port_calls": list("What would be asked of ports, and whether it was asked for the plan", &json!({
            "port": { "type": "string" },
            "effect": { "enum": ["read", "write"] },
            "call": { "description": "What would be asked" },
            "made": { "type": "boolean" },
        })),
        "subcommands": list("The commands that would run below it", &json!({
            "command": { "type": "string" },
            "depth": { "type": "integer", "minimum": 1 },
            "state": { "enum": State::ALL.map(State::as_str) },
        })),
        "policies": list("The rules that were asked whether the caller may", &json!({
            "rule": { "type": "string" },
            "allowed": { "type": "boolean" },
        })),
        "token": { "type": ["string", "null"], "description": "What does exactly this" },
        "token_expires_in": { "type": ["integer", "null"], "description": "For how many seconds the token is good" },
        "no_token": { "type": ["string", "null"], "description": "Why there is no token" },
    }))
}

/// Describes an array of objects that have all of these attributes.
fn list(description: &str, properties: &Value) -> Value {
    json!({ "type": "array", "description": description, "items": object(properties) })
}

/// Describes an object that has all of these attributes.
fn object(properties: &Value) -> Value {
    let names: Vec<&String> = properties.as_object().into_iter().flat_map(Map::keys).collect();
    json!({ "type": "object", "properties": properties, "required": names })
}
