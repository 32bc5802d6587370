//! A hundred thousand keys and elements.

use foobara_types::{InputErrors, json::Notes, registry::RegisteredType};
use serde_json::{Map, Value, json};

use super::quickly;
use crate::samples::{REGISTRY, declared};

/// As many keys, alike up to their last characters.
pub(super) fn keys(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|index| format!("{}{index:06}", "a".repeat(60)))
}

#[test]
fn a_hundred_thousand_keys_are_processed_in_time() {
    const KEYS: usize = 100_000;
    let good: Value = keys(KEYS)
        .map(|key| (key, json!(1)))
        .collect::<Map<_, _>>()
        .into();
    let bad: Value = keys(KEYS)
        .map(|key| (key, json!([])))
        .collect::<Map<_, _>>()
        .into();
    let pairs: Value = keys(KEYS).map(|key| json!([key, 1])).collect();
    let map = json!({ "type": "associative_array", "key_type_declaration": { "type": "string", "min_length": 3 }, "value_type_declaration": "integer" });
    let map = declared(&map);
    for value in [&good, &pairs] {
        let processed = quickly("a map", || map.process(value.clone(), &Notes::none()));
        assert_eq!(processed.as_ref().ok(), Some(&good));
    }
    let errors = quickly("a map of wrong values", || map.process(bad, &Notes::none()));
    assert_eq!(errors.map_err(|errors| errors.len()), Err(InputErrors::MOST));
    let attributes = declared(&json!({ "a": "integer", "b": { "type": "string", "required": true } }));
    for value in [&good, &pairs] {
        let errors = quickly("attributes", || attributes.process(value.clone(), &Notes::none()));
        assert_eq!(errors.map_err(|errors| errors.len()), Err(1));
    }
    for name in REGISTRY.types().map(RegisteredType::name) {
        quickly(&name, || {
            declared(&json!({ "type": name }))
                .process(good.clone(), &Notes::none())
                .is_ok()
        });
    }
}

#[test]
fn keys_that_are_one_after_casting_are_told_in_time() {
    const KEYS: usize = 50_000;
    let map = declared(&json!({
        "type": "associative_array",
        "key_type_declaration": { "type": "string", "downcase": true },
        "value_type_declaration": "integer",
    }));
    let twice = keys(KEYS).flat_map(|key| [key.clone(), key.to_uppercase()]);
    let twice: Value = twice.map(|key| (key, json!(1))).collect::<Map<_, _>>().into();
    let errors = quickly("keys twice", || {
        map.process(twice, &Notes::none()).err().unwrap_or_default()
    });
    assert_eq!(errors.len(), InputErrors::MOST);
    assert!(
        errors
            .iter()
            .all(|error| error.symbol() == "duplicate_attributes")
    );
}

#[test]
fn a_hundred_thousand_elements_are_compared_in_time() {
    const ELEMENTS: u32 = 100_000;
    let list = declared(&json!({
        "type": "array",
        "element_type_declaration": "integer",
        "unique_items": true,
        "contains": -1,
    }));
    let elements: Value = (0..ELEMENTS)
        .map(|index| json!(index.to_string()))
        .chain([json!(-1)])
        .collect();
    assert!(
        quickly("unique elements", || list
            .process(elements.clone(), &Notes::none()))
        .is_ok()
    );
    let floats: Value = (0..ELEMENTS)
        .map(|index| json!(f64::from(index)))
        .chain([json!(-1), json!("5")])
        .collect();
    let errors = quickly("elements twice", || {
        list.process(floats, &Notes::none()).err().unwrap_or_default()
    });
    assert_eq!(errors.as_collection().keys(), ["data.duplicate_items"]);
}
