//! What the structured content of a tool looks like.
//!
//! MCP wants an object, in the schema and in the content. A command returns whatever it likes. The rule: a result that
//! is always an object is the content; any other is wrapped, as `{"result": ..}`.

use rmcp::model::JsonObject;
use serde_json::{Map, Value, json};

use crate::{exposure::ExposedCommand, schema::output_schema};

/// The output schema of a tool, and whether its results are wrapped.
#[derive(Debug, PartialEq)]
pub(super) struct Output {
    pub(super) schema: JsonObject,
    pub(super) is_wrapped: bool,
}

/// The name under which a result is wrapped.
pub(super) const RESULT: &str = "result";

impl Output {
    pub(super) fn of(command: &ExposedCommand) -> Self {
        Self::from_schema(output_schema(command), command.entry().output.allow_nil)
    }

    fn from_schema(schema: JsonObject, may_be_null: bool) -> Self {
        let root = root(&schema);
        if !may_be_null && root.get("type").is_some_and(|kind| kind == "object") {
            Self {
                schema: inline_root(schema),
                is_wrapped: false,
            }
        } else {
            Self {
                schema: wrap_schema(schema, may_be_null),
                is_wrapped: true,
            }
        }
    }
}

/// Wraps the text of a result.
pub(super) fn wrap(result: &str) -> String {
    format!("{{\"{RESULT}\":{result}}}")
}

fn wrap_schema(mut result: JsonObject, may_be_null: bool) -> JsonObject {
    let definitions = result.shift_remove(DEFINITIONS);
    let admits_anything = result.is_empty();
    let mut result = Value::Object(result);
    if may_be_null && !admits_anything {
        result = json!({ "anyOf": [result, { "type": "null" }] });
    }
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "object".into());
    schema.insert("properties".to_owned(), json!({ RESULT: result }));
    schema.insert("required".to_owned(), json!([RESULT]));
    schema.insert("additionalProperties".to_owned(), false.into());
    schema.extend(definitions.map(|definitions| (DEFINITIONS.to_owned(), definitions)));
    schema
}

const DEFINITIONS: &str = "$defs";
const REFERENCE: &str = "$ref";
const PREFIX: &str = "#/$defs/";

/// Returns the definition that the root refers to, or the root itself.
fn root(schema: &JsonObject) -> &JsonObject {
    let definition = root_name(schema).and_then(|name| schema.get(DEFINITIONS)?.get(name)?.as_object());
    definition.unwrap_or(schema)
}

fn root_name(schema: &JsonObject) -> Option<&str> {
    schema.get(REFERENCE)?.as_str()?.strip_prefix(PREFIX)
}

/// Puts the definition that the root refers to in the place of the reference. Keywords beside the reference win. The
/// definition itself goes, unless something else refers to it.
fn inline_root(mut schema: JsonObject) -> JsonObject {
    let Some(name) = root_name(&schema).map(str::to_owned) else {
        return schema;
    };
    let mut inlined = root(&schema).clone();
    schema.shift_remove(REFERENCE);
    let mut definitions = match schema.shift_remove(DEFINITIONS) {
        Some(Value::Object(definitions)) => definitions,
        _ => Map::new(),
    };
    let definition = definitions.shift_remove(&name);
    inlined.extend(schema);
    let reference = format!("{PREFIX}{name}");
    if inlined
        .values()
        .chain(definitions.values())
        .any(|part| refers_to(part, &reference))
    {
        definitions.extend(definition.map(|definition| (name, definition)));
        definitions.sort_keys();
    }
    if !definitions.is_empty() {
        inlined.insert(DEFINITIONS.to_owned(), definitions.into());
    }
    inlined
}

fn refers_to(schema: &Value, reference: &str) -> bool {
    match schema {
        Value::Object(keywords) => {
            keywords.get(REFERENCE).is_some_and(|found| found == reference)
                || keywords.values().any(|part| refers_to(part, reference))
        }
        Value::Array(parts) => parts.iter().any(|part| refers_to(part, reference)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(schema: Value, may_be_null: bool, expected: &Value, is_wrapped: bool) {
        let Value::Object(schema) = schema else {
            panic!("a schema is an object")
        };
        let output = Output::from_schema(schema, may_be_null);
        assert_eq!(Value::Object(output.schema), *expected);
        assert_eq!(output.is_wrapped, is_wrapped);
    }

    fn wrapped(result: &Value) -> Value {
        json!({
            "type": "object",
            "properties": { "result": result },
            "required": ["result"],
            "additionalProperties": false,
        })
    }

    #[test]
    fn objects_stay_as_they_are() {
        let schema = json!({ "type": "object", "additionalProperties": { "type": "integer" } });
        check(schema.clone(), false, &schema, false);
    }

    #[test]
    fn what_is_no_object_is_wrapped() {
        check(
            json!({ "type": "integer" }),
            false,
            &wrapped(&json!({ "type": "integer" })),
            true,
        );
    }

    #[test]
    fn no_result_is_a_wrapped_null() {
        check(json!({}), true, &wrapped(&json!({})), true);
        assert_eq!(wrap("null"), r#"{"result":null}"#);
    }

    #[test]
    fn an_object_that_may_be_null_is_wrapped() {
        let schema = json!({ "$ref": "#/$defs/Zoo.Keeper", "$defs": { "Zoo.Keeper": { "type": "object" } } });
        let mut expected =
            wrapped(&json!({ "anyOf": [{ "$ref": "#/$defs/Zoo.Keeper" }, { "type": "null" }] }));
        expected["$defs"] = json!({ "Zoo.Keeper": { "type": "object" } });
        check(schema, true, &expected, true);
    }

    #[test]
    fn a_reference_at_the_root_is_inlined() {
        let schema = json!({
            "$ref": "#/$defs/Zoo.Keeper",
            "description": "The new one",
            "$defs": { "Zoo.Keeper": { "type": "object", "description": "A keeper" }, "Zoo.Other": {} },
        });
        let expected =
            json!({ "type": "object", "description": "The new one", "$defs": { "Zoo.Other": {} } });
        check(schema, false, &expected, false);
    }

    #[test]
    fn a_definition_that_refers_to_itself_is_kept() {
        let keeper = json!({ "type": "object", "properties": { "boss": { "$ref": "#/$defs/Keeper" } } });
        let mut expected = keeper.clone();
        expected["$defs"] = json!({ "Keeper": keeper });
        check(
            json!({ "$ref": "#/$defs/Keeper", "$defs": { "Keeper": keeper } }),
            false,
            &expected,
            false,
        );
    }

    #[test]
    fn a_reference_to_what_is_no_object_is_wrapped() {
        let colour = json!({ "type": "string", "enum": ["red"] });
        let mut expected = wrapped(&json!({ "$ref": "#/$defs/Colour" }));
        expected["$defs"] = json!({ "Colour": colour });
        check(
            json!({ "$ref": "#/$defs/Colour", "$defs": { "Colour": colour } }),
            false,
            &expected,
            true,
        );
    }
}
