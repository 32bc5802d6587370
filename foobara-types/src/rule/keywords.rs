//! Keywords of JSON Schema that more than one rule of a declaration may use.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::{Argument, bounds::tighten};

/// Adds a keyword beside one of the same name that says something else.
pub(super) fn require(name: &str, value: Value, schema: &mut Map<String, Value>) {
    match schema.get(name) {
        None => drop(schema.insert(name.to_owned(), value)),
        Some(said) if *said == value => {}
        Some(_) => {
            let all = schema.entry("allOf").or_insert_with(|| json!([]));
            if let Some(all) = all.as_array_mut() {
                all.push(json!({ name: value }));
            }
        }
    }
}

/// Adds a pattern in the dialect of JSON Schema, ECMA-262.
pub(super) fn require_pattern(pattern: &str, schema: &mut Map<String, Value>) {
    require("pattern", pattern.into(), schema);
}

/// Says a smallest number of elements or characters, in the words of what the schema is of.
pub(super) fn require_min_size(arguments: &[Argument], schema: &mut Map<String, Value>) {
    if let Some(name) = size_keyword(schema, ["minLength", "minItems", "minProperties"]) {
        tighten(name, Ordering::Greater, arguments, schema);
    }
}

/// Says a largest number of elements or characters, in the words of what the schema is of.
pub(super) fn require_max_size(arguments: &[Argument], schema: &mut Map<String, Value>) {
    if let Some(name) = size_keyword(schema, ["maxLength", "maxItems", "maxProperties"]) {
        tighten(name, Ordering::Less, arguments, schema);
    }
}

fn size_keyword(schema: &Map<String, Value>, names: [&'static str; 3]) -> Option<&'static str> {
    let [of_text, of_array, of_object] = names;
    match schema.get("type")?.as_str()? {
        "string" => Some(of_text),
        "array" => Some(of_array),
        "object" => Some(of_object),
        _ => None,
    }
}

/// Writes text as a pattern that matches it and nothing else.
pub(super) fn escape(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for character in text.chars() {
        if r"\^$.*+?()[]{}|/".contains(character) {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_of_one_name_are_all_said() {
        let mut schema = Map::new();
        for pattern in ["^a", "^a", "b$", "c"] {
            require_pattern(pattern, &mut schema);
        }
        assert_eq!(
            Value::Object(schema),
            json!({ "pattern": "^a", "allOf": [{ "pattern": "b$" }, { "pattern": "c" }] })
        );
    }

    #[test]
    fn sizes_are_said_in_the_words_of_the_type() {
        for (kind, keyword) in [
            ("string", "minLength"),
            ("array", "minItems"),
            ("object", "minProperties"),
        ] {
            let mut schema = Map::from_iter([("type".to_owned(), kind.into())]);
            require_min_size(&[Argument::Int(2)], &mut schema);
            assert_eq!(Value::Object(schema), json!({ "type": kind, keyword: 2 }));
        }
    }

    #[test]
    fn nothing_is_said_of_the_size_of_what_has_none() {
        let mut schema = Map::from_iter([("type".to_owned(), "integer".into())]);
        require_max_size(&[Argument::Int(2)], &mut schema);
        assert_eq!(Value::Object(schema), json!({ "type": "integer" }));
    }

    proptest::proptest! {
        #[test]
        fn escaped_text_matches_itself_only(text in "\\PC{0,12}", other in "\\PC{0,12}") {
            let schema = json!({ "pattern": format!("^{}$", escape(&text)) });
            let validator = jsonschema::validator_for(&schema).expect("is a schema");
            proptest::prop_assert!(validator.is_valid(&Value::from(text.as_str())));
            proptest::prop_assert_eq!(validator.is_valid(&Value::from(other.as_str())), text == other);
        }
    }
}
