//! The types that values are put through: those of the registry by themselves, as keys, as values and as elements, and
//! every rule on every type it works on.

use foobara_types::{
    TypeRegistry,
    rule::{RuleKind, Takes},
};
use serde_json::{Map, Value, json};

use super::declared::Declared;

/// Types that rules are put on; one at least for each kind of values that rules tell apart.
const HOSTS: [&str; 9] = [
    "string",
    "symbol",
    "number",
    "integer",
    "float",
    "date",
    "datetime",
    "array",
    "associative_array",
];

/// Types that say nothing without their parts.
const PARTED: [&str; 4] = ["union", "model", "detached_entity", "entity"];

/// Declares every type.
///
/// # Errors
///
/// The declaration that is refused, with the reason.
pub(super) fn all(registry: &TypeRegistry) -> Result<Vec<Declared>, String> {
    let plain = plain(registry);
    let data = plain
        .iter()
        .flat_map(|name| [json!(name), list_of(name), map_from(name), map_to(name)])
        .chain(parted())
        .chain(ruled(registry));
    data.map(|data| {
        Declared::new(registry, &data).map_err(|reason| format!("cannot declare {data}: {reason}"))
    })
    .collect()
}

fn plain(registry: &TypeRegistry) -> Vec<String> {
    let names = registry.types().map(|registered| registered.name().into_owned());
    names.filter(|name| !PARTED.contains(&name.as_str())).collect()
}

fn list_of(name: &str) -> Value {
    json!({ "type": "array", "element_type_declaration": name })
}

fn map_from(name: &str) -> Value {
    let anything = json!({ "type": "duck", "allow_nil": true });
    json!({ "type": "associative_array", "key_type_declaration": name, "value_type_declaration": anything })
}

fn map_to(name: &str) -> Value {
    json!({ "type": "associative_array", "key_type_declaration": "string", "value_type_declaration": name })
}

fn parted() -> Vec<Value> {
    let variants = json!({ "text": "string", "part": { "text": "string" }, "nothing": null });
    let attributes = json!({ "id": { "type": "integer", "required": true }, "text": "string" });
    vec![
        json!(["string", "integer", "date"]),
        json!({ "text": "string", "age": { "type": "integer", "default": 1 } }),
        json!({ "type": "attributes", "element_type_declarations": {}, "ignore_unexpected_attributes": true }),
        json!({ "type": "union", "variants": variants }),
        json!({ "type": "union", "tag": "text", "content": "content", "variants": variants }),
        json!({ "type": "union", "tag": "kind", "variants": { "part": { "text": "string" }, "nothing": null } }),
        json!({ "type": "model", "name": "Part", "attributes_declaration": attributes }),
        json!({ "type": "entity", "name": "Record", "attributes_declaration": attributes, "primary_key": "id" }),
        json!({ "type": "string", "allow_nil": true, "sensitive": true }),
    ]
}

fn ruled(registry: &TypeRegistry) -> Vec<Value> {
    let mut ruled = Vec::new();
    for host in HOSTS {
        let base = registry
            .type_named(host)
            .map(|registered| registered.declaration().base);
        for rule in registry.rules() {
            if base.as_ref().is_some_and(|base| rule.on.admits(base)) {
                ruled.extend(
                    arguments(rule, host)
                        .into_iter()
                        .map(|argument| on(host, rule.name, argument)),
                );
            }
        }
    }
    ruled
}

fn on(host: &str, rule: &str, argument: Value) -> Value {
    let mut declaration = Map::new();
    declaration.insert("type".to_owned(), host.into());
    declaration.insert(rule.to_owned(), argument);
    declaration.into()
}

/// Returns what one may write behind a rule.
fn arguments(rule: &RuleKind, host: &str) -> Vec<Value> {
    match (rule.takes, rule.name) {
        (_, "hash") => vec![json!("sha256"), json!("blake3")],
        (_, "postal_code") => vec![json!("US"), json!("GB")],
        (Takes::Nothing | Takes::Presence, _) => vec![json!(true)],
        (Takes::Bound, _) => vec![bounds(host).0],
        (Takes::Range, _) => {
            let (low, high) = bounds(host);
            vec![json!([low, high])]
        }
        (Takes::Number, _) => vec![json!(3), json!(0.1)],
        (Takes::Length, _) => vec![json!(0), json!(1), json!(12)],
        (Takes::Decimals, _) => vec![json!(true), json!(2)],
        (Takes::Text, _) => vec![json!("a"), json!("")],
        (Takes::Pattern, _) => vec![json!(r"\A[a-z]+\z"), json!(r"\p{L}")],
        (Takes::Values, _) => vec![json!([bounds(host).0])],
        (Takes::Type, _) => vec![json!("string"), json!("integer")],
        (Takes::Anything, _) => vec![json!("a"), json!(1), json!([null])],
    }
}

/// Returns a lower and a higher value of a type.
fn bounds(host: &str) -> (Value, Value) {
    match host {
        "date" => (json!("1970-01-01"), json!("2038-01-19")),
        "datetime" => (json!("1970-01-01T00:00:00Z"), json!("2038-01-19T03:14:08Z")),
        "array" => (json!([]), json!(["a"])),
        "associative_array" => (json!({}), json!({ "a": 1 })),
        "string" | "symbol" => (json!("a"), json!("null")),
        _ => (json!(0), json!(100)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use foobara_types::rule::ALL;

    use super::*;
    use crate::suites::law::Place;

    #[test]
    fn every_type_and_every_rule_is_among_them() {
        let registry = TypeRegistry::standard();
        let types = all(&registry).expect("all declarations are right");
        let names: HashSet<&str> = types.iter().map(Place::name).collect();
        assert_eq!(names.len(), types.len());

        let is_missing = |word: &&str| !names.iter().any(|name| name.contains(&format!("\"{word}\"")));
        let words = registry.types().map(|registered| registered.name().into_owned());
        let words: Vec<String> = words.chain(ALL.iter().map(|rule| rule.name.to_owned())).collect();
        let missing: Vec<&str> = words.iter().map(String::as_str).filter(is_missing).collect();
        assert_eq!(missing, ["detached_entity"]);
    }
}
