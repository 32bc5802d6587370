//! Schemas as objects of keywords.

use serde_json::{Map, Value, json};

/// An object with exactly these properties.
pub(super) fn object_of<const N: usize>(properties: [(&str, Value); N]) -> Value {
    let required: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
    let mut schema = json!({ "type": "object", "required": required, "additionalProperties": false });
    insert(
        &mut schema,
        "properties",
        properties
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect::<Map<_, _>>()
            .into(),
    );
    schema
}

/// Adds the tag of a variant to its attributes.
pub(super) fn add_tag(schema: &mut Value, tag: &str, name: &str) {
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.shift_insert(0, tag.to_owned(), json!({ "const": name }));
    }
    require(schema, Some(tag));
}

/// Keywords that say something of the value, and ask nothing of it.
const ANNOTATIONS: [&str; 4] = ["title", "description", "default", "writeOnly"];

/// Keywords that may refuse null, whatever `type` says.
const ALTERNATIVES: [&str; 5] = ["$ref", "oneOf", "anyOf", "allOf", "const"];

pub(super) fn admit_null(schema: &mut Value) {
    let Value::Object(keywords) = schema else { return };
    if let Some(values) = keywords.get_mut("enum").and_then(Value::as_array_mut)
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    if ALTERNATIVES.iter().any(|&keyword| keywords.contains_key(keyword)) {
        *schema = either_null(std::mem::take(keywords));
    } else if let Some(kind @ Value::String(_)) = keywords.get_mut("type") {
        *kind = json!([kind, "null"]);
    }
}

/// What is said of the value stays outside, where it is looked for.
fn either_null(mut keywords: Map<String, Value>) -> Value {
    let mut outside = Map::new();
    for name in ANNOTATIONS {
        outside.extend(keywords.shift_remove(name).map(|value| (name.to_owned(), value)));
    }
    outside.shift_insert(0, "anyOf".to_owned(), json!([keywords, { "type": "null" }]));
    outside.into()
}

/// A record that comes out has its key, though one that goes in may not.
pub(super) fn require(schema: &mut Value, key: Option<&str>) {
    let Some(key) = key else { return };
    match schema.get_mut("required").and_then(Value::as_array_mut) {
        Some(required) if required.iter().any(|name| name == key) => {}
        Some(required) => required.insert(0, key.into()),
        None => insert(schema, "required", json!([key])),
    }
}

pub(super) fn insert(schema: &mut Value, keyword: &str, value: Value) {
    if let Value::Object(keywords) = schema {
        keywords.insert(keyword.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const META: &str = "https://json-schema.org/draft/2020-12/schema";

    #[track_caller]
    fn check(schema: Value, expected: &Value) {
        let mut nullable = schema;
        admit_null(&mut nullable);
        assert_eq!(nullable, *expected);
        assert!(jsonschema::draft202012::is_valid(&nullable, &Value::Null));
    }

    #[test]
    fn null_is_a_kind_of_value_where_kinds_are_named() {
        check(
            json!({ "type": "integer", "minimum": 1 }),
            &json!({ "type": ["integer", "null"], "minimum": 1 }),
        );
        check(
            json!({ "type": "string", "enum": ["a"] }),
            &json!({ "type": ["string", "null"], "enum": ["a", null] }),
        );
        check(json!({ "enum": ["a", 1] }), &json!({ "enum": ["a", 1, null] }));
        check(json!({}), &json!({}));
    }

    #[test]
    fn null_stands_beside_what_has_alternatives() {
        check(
            json!({ "$ref": META, "description": "An A", "default": {} }),
            &json!({
                "anyOf": [{ "$ref": META }, { "type": "null" }],
                "description": "An A",
                "default": {},
            }),
        );
        check(
            json!({ "type": "object", "oneOf": [{ "required": ["a"] }, { "required": ["b"] }] }),
            &json!({
                "anyOf": [
                    { "type": "object", "oneOf": [{ "required": ["a"] }, { "required": ["b"] }] },
                    { "type": "null" },
                ],
            }),
        );
    }
}
