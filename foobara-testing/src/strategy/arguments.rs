//! What rules are given in declarations, by their names and by what they take.

use foobara_types::{Base, Declaration, RuleKind, TypeRegistry, rule::Takes};
use proptest::{collection, prelude::*, sample::select};
use serde_json::{Value, json};

use super::{texts, valid::valid};

/// Returns arguments of a rule on values of `base`; `None` when it is not known what it could be given.
pub(super) fn arguments(
    registry: &TypeRegistry,
    rule: &'static RuleKind,
    base: &Base,
) -> Option<BoxedStrategy<Value>> {
    by_name(rule.name).or_else(|| match rule.takes {
        Takes::Nothing | Takes::Presence => Some(Just(json!(true)).boxed()),
        Takes::Bound => Some(valid(&Declaration::new(base.clone()))),
        Takes::Number => Some((1..6_i64).prop_map(Value::from).boxed()),
        Takes::Length => Some((0..6_u64).prop_map(Value::from).boxed()),
        Takes::Text => Some(texts::letters('c', 1..=2).prop_map(Value::from).boxed()),
        Takes::Pattern => Some(patterns()),
        Takes::Values => Some(
            collection::vec(valid(&Declaration::new(base.clone())), 1..4)
                .prop_map(Value::from)
                .boxed(),
        ),
        Takes::Type => Some(names(registry)),
        _ => None,
    })
}

fn by_name(name: &str) -> Option<BoxedStrategy<Value>> {
    match name {
        "clamp" => Some(
            (-9..0_i64, 0..9_i64)
                .prop_map(|(low, high)| json!([low, high]))
                .boxed(),
        ),
        "contains" => {
            let letters = texts::letters('c', 1..=1).prop_map(Value::from);
            Some(prop_oneof![letters, (0..3_i64).prop_map(Value::from)].boxed())
        }
        "hash" => Some(Just(json!("sha256")).boxed()),
        "postal_code" => Some(select(vec![json!("DE"), json!("US"), json!("GB"), json!("NL")]).boxed()),
        "round" => Some((0..3_u64).prop_map(Value::from).boxed()),
        _ => None,
    }
}

fn patterns() -> BoxedStrategy<Value> {
    let patterns = [
        r"\A[a-z]+\z",
        r"\A[a-z0-9]{2,4}\z",
        r"\A(ab|cd){1,3}\z",
        r"\A\d+\z",
        r"\A\d{3}-[A-Z]{2}\z",
        r"\A\w+ \w+\z",
        "[aeiou]",
        "a|b",
    ];
    select(patterns.map(Value::from).to_vec()).boxed()
}

fn names(registry: &TypeRegistry) -> BoxedStrategy<Value> {
    let names: Vec<Value> = registry
        .types()
        .map(|registered| registered.name().into_owned().into())
        .collect();
    select(names).boxed()
}
