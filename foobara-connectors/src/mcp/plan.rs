//! Plans over MCP: an argument of the tools that change something, and a tool that does what was planned.

use std::sync::Arc;

use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde_json::{Map, Value, json};

use super::output::RESULT;

/// The argument that asks for a plan, and the name of the plan within the structured content.
pub(super) const PLAN: &str = "plan";

/// The tool that does what was planned, and its argument.
pub(super) const APPLY: &str = "apply_plan";
/// The argument of [`APPLY`].
pub(super) const TOKEN: &str = "token";

/// What the arguments of a call ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// A run.
    Run,
    /// A plan.
    Plan,
    /// Neither: the argument is not true or false.
    Unclear,
}

/// Takes the argument that asks for a plan out of the arguments of a tool that has it.
pub(super) fn take(arguments: &mut JsonObject) -> Asked {
    match arguments.shift_remove(PLAN) {
        None | Some(Value::Bool(false) | Value::Null) => Asked::Run,
        Some(Value::Bool(true)) => Asked::Plan,
        Some(_) => Asked::Unclear,
    }
}

/// Returns whether there is room for the argument among the inputs of a command.
pub(super) fn has_room(inputs: &JsonObject) -> bool {
    let taken = inputs
        .get("properties")
        .and_then(|properties| properties.get(PLAN));
    taken.is_none()
}

/// Adds the argument to a schema of inputs.
pub(super) fn input_schema(mut inputs: JsonObject) -> JsonObject {
    let properties = inputs.entry("properties").or_insert_with(|| Map::new().into());
    if let Value::Object(properties) = properties {
        let argument = json!({
            "type": "boolean",
            "default": false,
            "description": "Show what would be done, and do nothing",
        });
        properties.insert(PLAN.to_owned(), argument);
    }
    inputs
}

/// Returns the schema of a content that is a result or a plan.
pub(super) fn output_schema(mut result: JsonObject) -> JsonObject {
    let definitions = result.shift_remove("$defs");
    let plan = object_of(
        PLAN,
        &json!({ "type": "object", "description": "What would be done" }),
    );
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "object".into());
    schema.insert("anyOf".to_owned(), json!([result, plan]));
    schema.extend(definitions.map(|definitions| ("$defs".to_owned(), definitions)));
    schema
}

/// Returns the tool that does what was planned.
pub(super) fn apply_tool() -> Tool {
    let token = json!({ "type": "string", "description": "The token of the plan" });
    let result = json!({ "description": "What the planned command returns" });
    Tool::new(
        APPLY,
        "Do exactly what was planned",
        Arc::new(object_of(TOKEN, &token)),
    )
    .with_title("Apply a plan")
    .with_raw_output_schema(Arc::new(object_of(RESULT, &result)))
    .with_annotations(ToolAnnotations::new().read_only(false))
}

/// Returns the schema of an object with one attribute.
fn object_of(name: &str, schema: &Value) -> JsonObject {
    let mut object = Map::new();
    object.insert("type".to_owned(), "object".into());
    object.insert("properties".to_owned(), json!({ name: schema }));
    object.insert("required".to_owned(), json!([name]));
    object.insert("additionalProperties".to_owned(), false.into());
    object
}
