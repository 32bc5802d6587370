use serde_json::{Value, json};

use super::{
    error::CANNOT_CAST,
    scoped::{GLOBAL_DOMAIN, global},
};

/// The names of the built-in types, sorted.
pub const BUILTIN_TYPES: &[&str] = &[
    "array",
    "associative_array",
    "atomic_duck",
    "attributes",
    "boolean",
    "detached_entity",
    "duck",
    "duckture",
    "entity",
    "float",
    "integer",
    "model",
    "number",
    "string",
    "symbol",
];

/// Returns the entry of a built-in type.
pub fn builtin(name: &str) -> Option<Value> {
    let base = base(name)?;
    let mut entry = global("type", &[name], ("domain", GLOBAL_DOMAIN));
    entry.insert("declaration_data".to_owned(), name.into());
    entry.insert(
        "possible_errors".to_owned(),
        json!({ "data.cannot_cast": CANNOT_CAST.of_whole() }),
    );
    entry.insert("name".to_owned(), name.into());
    if let Some(class) = target_class(name) {
        entry.insert("target_classes".to_owned(), json!([class]));
    }
    entry.insert("types_depended_on".to_owned(), json!([]));
    entry.insert("builtin".to_owned(), true.into());
    entry.insert("description".to_owned(), format!("Built-in {name} type").into());
    entry.insert("base_type".to_owned(), base.into());
    Some(entry.into())
}

/// The type that each one refines, as in Ruby foobara's tree; the outer `None` for names of no built-in type.
fn base(name: &str) -> Option<Option<&'static str>> {
    Some(match name {
        "duck" => None,
        "atomic_duck" | "duckture" => Some("duck"),
        "symbol" | "number" | "string" | "boolean" | "model" => Some("atomic_duck"),
        "integer" | "float" => Some("number"),
        "detached_entity" => Some("model"),
        "entity" => Some("detached_entity"),
        "array" | "associative_array" => Some("duckture"),
        "attributes" => Some("associative_array"),
        _ => return None,
    })
}

/// The class that Ruby's consumers know the values by.
fn target_class(name: &str) -> Option<&'static str> {
    Some(match name {
        "duck" => "Object",
        "symbol" => "Symbol",
        "integer" => "Integer",
        "float" => "Float",
        "string" => "String",
        "array" => "Array",
        "associative_array" => "Hash",
        _ => return None,
    })
}
