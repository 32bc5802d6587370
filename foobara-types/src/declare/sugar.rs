//! Brings the sugar of a declaration to the strict form, one level at a time.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// Returns the strict form of the outermost level of a declaration; `None` when there is no declaration in the data.
///
/// ```
/// use foobara_types::declare::desugar;
/// use serde_json::json;
///
/// let strict = desugar(&json!(["integer"])).map(serde_json::Value::from);
/// assert_eq!(strict, Some(json!({ "type": "array", "element_type_declaration": "integer" })));
/// ```
pub fn desugar(data: &Value) -> Option<Map<String, Value>> {
    let mut strict = match data {
        Value::String(name) => single("type", name.as_str().into()),
        Value::Array(elements) => of_elements(elements),
        Value::Object(entries) if entries.get("type").is_some_and(is_said) => typed(entries)?,
        Value::Object(entries) => {
            let mut strict = single("type", "attributes".into());
            strict.insert("element_type_declarations".to_owned(), entries.clone().into());
            strict
        }
        _ => return None,
    };
    if strict.get("type").and_then(Value::as_str) == Some("attributes") {
        lift(&mut strict);
    }
    Some(strict)
}

fn is_said(data: &Value) -> bool {
    !data.is_null() && *data != Value::Bool(false)
}

fn single(key: &str, value: Value) -> Map<String, Value> {
    Map::from_iter([(key.to_owned(), value)])
}

fn of_elements(elements: &[Value]) -> Map<String, Value> {
    match elements {
        [] => single("type", "array".into()),
        [element] => {
            let mut strict = single("type", "array".into());
            strict.insert("element_type_declaration".to_owned(), element.clone());
            strict
        }
        elements => {
            let mut strict = single("type", "tuple".into());
            strict.insert("element_type_declarations".to_owned(), elements.to_vec().into());
            strict
        }
    }
}

/// What stands behind `type` is a name, or the element of an array.
fn typed(entries: &Map<String, Value>) -> Option<Map<String, Value>> {
    match entries.get("type")? {
        Value::String(_) => Some(entries.clone()),
        Value::Array(elements) if elements.len() == 1 => {
            let mut strict = of_elements(elements);
            for (key, value) in entries.iter().filter(|(key, _)| *key != "type") {
                strict.insert(key.clone(), value.clone());
            }
            Some(strict)
        }
        _ => None,
    }
}

/// Moves what elements say of themselves within their attributes, `required` and `default`, up to the attributes.
fn lift(strict: &mut Map<String, Value>) {
    let mut required = names(strict.shift_remove("required"));
    let mut defaults = strict.shift_remove("defaults").unwrap_or_default();
    if let Some(Value::Object(elements)) = strict.get_mut("element_type_declarations") {
        lift_required(elements, &mut required);
        for (name, element) in elements.iter_mut() {
            if let Value::Object(element) = element {
                lift_default(name, element, &mut defaults);
            }
        }
    }
    if let Some(names) = required.as_array_mut() {
        names.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
    }
    for (key, value) in [("defaults", defaults), ("required", required)] {
        if !is_empty(&value) {
            strict.insert(key.to_owned(), value);
        }
    }
}

/// A single name stands for a list of it.
fn names(required: Option<Value>) -> Value {
    match required {
        Some(Value::String(name)) => Value::Array(vec![name.into()]),
        other => other.unwrap_or_default(),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => false,
    }
}

/// Only `true` and `false` are about the element; attributes within attributes have a list of their own.
fn lift_required(elements: &mut Map<String, Value>, required: &mut Value) {
    let said: HashMap<&str, bool> = elements
        .iter_mut()
        .filter_map(|(name, element)| {
            let element = element.as_object_mut()?;
            let is_required = element.get("required")?.as_bool()?;
            element.shift_remove("required");
            Some((name.as_str(), is_required))
        })
        .collect();
    if said.is_empty() {
        return;
    }
    if required.is_null() {
        *required = Value::Array(Vec::new());
    }
    if let Some(names) = required.as_array_mut() {
        names.retain(|known| known.as_str().and_then(|known| said.get(known)) != Some(&false));
        let wanted = said.into_iter().filter(|(_, is_required)| *is_required);
        names.extend(wanted.map(|(name, _)| Value::from(name)));
    }
}

/// Drops what [`desugar`] moves up, here and in the typed declarations below.
pub(super) fn drop_lifted(data: &mut Value) {
    let Some(entries) = data
        .as_object_mut()
        .filter(|entries| entries.contains_key("type"))
    else {
        return;
    };
    if entries.get("type").and_then(Value::as_str) == Some("attributes") {
        let elements = entries
            .get_mut("element_type_declarations")
            .and_then(Value::as_object_mut);
        for element in elements.into_iter().flat_map(Map::values_mut) {
            if let Value::Object(element) = element {
                element.shift_remove("default");
                element.retain(|key, value| key != "required" || !value.is_boolean());
            }
            drop_lifted(element);
        }
    }
    for part in [
        "element_type_declaration",
        "key_type_declaration",
        "value_type_declaration",
    ] {
        entries.get_mut(part).into_iter().for_each(drop_lifted);
    }
}

fn lift_default(name: &str, element: &mut Map<String, Value>, defaults: &mut Value) {
    let Some(default) = element.shift_remove("default") else {
        return;
    };
    if is_empty(defaults) {
        *defaults = Value::Object(Map::new());
    }
    if let Some(defaults) = defaults.as_object_mut() {
        defaults.insert(name.to_owned(), default);
    }
}
