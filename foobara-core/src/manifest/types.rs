//! The types of a manifest that are no models.

use foobara_types::{Declaration, TypeRegistry, declaration::NamedType, registry::RegisteredType};
use serde_json::{Map, Value, json};

use super::{
    error::{CANNOT_CAST, of_type},
    scoped::{GLOBAL_DOMAIN, global},
};

/// Returns the entries of every type of a registry that is no model, by name.
pub(super) fn types(registry: &TypeRegistry) -> impl Iterator<Item = (String, Value)> {
    let is_no_model = |registered: &&RegisteredType| !matches!(registered, RegisteredType::Model(_));
    registry
        .types()
        .filter(is_no_model)
        .map(|registered| (registered.name().into_owned(), entry(registry, registered)))
}

/// Returns the entry of the type called `name`, which is no model.
pub fn describe_type(registry: &TypeRegistry, name: &str) -> Option<Value> {
    match registry.type_named(name)? {
        RegisteredType::Model(_) => None,
        registered => Some(entry(registry, registered)),
    }
}

fn entry(registry: &TypeRegistry, registered: &RegisteredType) -> Value {
    let name = registered.name();
    let is_builtin = registered.is_builtin();
    let description = match registered.description() {
        Some(description) if !is_builtin => description.to_owned(),
        _ => format!("Built-in {name} type"),
    };
    let mut entry = global("type", &[&name], ("domain", GLOBAL_DOMAIN));
    entry.insert("declaration_data".to_owned(), declaration_data(registered));
    entry.insert(
        "possible_errors".to_owned(),
        possible_errors(registry, registered).into(),
    );
    entry.insert("name".to_owned(), name.as_ref().into());
    let classes = target_classes(registry, &name);
    if !classes.is_empty() {
        entry.insert("target_classes".to_owned(), json!(classes));
    }
    entry.insert("types_depended_on".to_owned(), json!([]));
    if is_builtin {
        entry.insert("builtin".to_owned(), true.into());
    }
    entry.insert("description".to_owned(), description.into());
    entry.insert("base_type".to_owned(), json!(registered.extends()));
    entry.into()
}

/// Types that are built in are known by their names.
fn declaration_data(registered: &RegisteredType) -> Value {
    match registered {
        RegisteredType::Named(named) if !registered.is_builtin() => made_of(named),
        _ => registered.name().into_owned().into(),
    }
}

fn made_of(named: &NamedType) -> Value {
    let declaration = Declaration {
        rules: named.rules.clone(),
        ..Declaration::new(named.base.clone())
    };
    match declaration.to_strict() {
        Value::Object(mut strict) => {
            strict.insert("type".to_owned(), named.extends.as_ref().into());
            strict.into()
        }
        _ => named.extends.as_ref().into(),
    }
}

fn possible_errors(registry: &TypeRegistry, registered: &RegisteredType) -> Map<String, Value> {
    let declaration = registered.declaration();
    let symbols = declaration.all_rules().flat_map(|rule| rule.kind.symbols);
    let mut errors: Map<String, Value> = std::iter::once(&CANNOT_CAST.symbol)
        .chain(symbols)
        .map(|symbol| (format!("data.{symbol}"), of_type(registry, symbol)))
        .collect();
    errors.sort_keys();
    errors
}

/// The classes that Ruby's consumers know the values by: the type's own, or those of the type it is a special case of.
fn target_classes(registry: &TypeRegistry, name: &str) -> &'static [&'static str] {
    match name {
        "duck" | "atomic_duck" | "duckture" | "number" => &["Object"],
        "symbol" => &["Symbol"],
        "integer" => &["Integer"],
        "float" => &["Float"],
        "big_decimal" => &["BigDecimal"],
        "boolean" => &["FalseClass", "TrueClass"],
        "date" => &["Date"],
        "datetime" => &["Time"],
        "string" => &["String"],
        "array" => &["Array"],
        "associative_array" => &["Hash"],
        "attributes" | "model" | "detached_entity" | "entity" => &[],
        _ => {
            let parent = registry.type_named(name).and_then(RegisteredType::extends);
            parent.map_or(&[], |parent| target_classes(registry, &parent))
        }
    }
}
