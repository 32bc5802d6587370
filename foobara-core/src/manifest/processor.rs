//! The rules of a manifest: casters, transformers and validators by name.

use foobara_types::{
    RuleKind, TypeRegistry,
    rule::{self, Subject, Takes},
};
use serde_json::{Map, Value, json};

use super::{
    error::of_type,
    scoped::{GLOBAL_DOMAIN, global},
};

/// Returns the `processor` section of a manifest: every rule that declarations may name.
pub(super) fn processors(registry: &TypeRegistry) -> Map<String, Value> {
    let rules = registry.rules().filter(|rule| !rule.name.is_empty());
    rules.map(|rule| (rule.name.to_owned(), entry(rule))).collect()
}

fn entry(kind: &'static RuleKind) -> Value {
    let errors: Map<String, Value> = kind
        .symbols
        .iter()
        .map(|symbol| (format!("data.{symbol}"), of_type(symbol)))
        .collect();
    let mut entry = global("processor", &[kind.name], ("domain", GLOBAL_DOMAIN));
    entry.insert("processor_type".to_owned(), kind.stage.role().into());
    entry.insert("applies_to".to_owned(), subject(kind.on).into());
    entry.insert("argument_type".to_owned(), json!(argument(kind)));
    entry.insert("possible_errors".to_owned(), errors.into());
    if rule::is_builtin(kind) {
        entry.insert("builtin".to_owned(), true.into());
    }
    entry.into()
}

/// The type that a rule works on, or one that stands for several.
pub(super) const fn subject(on: Subject) -> &'static str {
    match on {
        Subject::Number | Subject::Ordered => "number",
        Subject::Text => "string",
        Subject::List => "array",
        Subject::Collection => "duckture",
        Subject::Any | Subject::Sized | Subject::TextOrList => "duck",
    }
}

/// The type of what a rule is given; `None` when naming it is enough.
pub(super) const fn argument(kind: &RuleKind) -> Option<&'static str> {
    match kind.takes {
        Takes::Nothing | Takes::Presence => None,
        Takes::Bound => Some(subject(kind.on)),
        Takes::Number => Some("number"),
        Takes::Length | Takes::Decimals => Some("integer"),
        Takes::Range | Takes::Values => Some("array"),
        Takes::Text | Takes::Pattern | Takes::Type => Some("string"),
        Takes::Anything => Some("duck"),
    }
}
