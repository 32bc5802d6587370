//! What is wrong with a value as a whole: it is of another kind, or it breaks a rule.

use std::sync::Arc;

use foobara_types::{
    Base, Declaration, Issue, RuleSpec, cast,
    declaration::{Content, Tagging, Variant},
    rule::Stage,
};
use proptest::{collection, prelude::*, sample::select};
use serde_json::{Value, json};

use super::{
    bounds::Bounds,
    json,
    kept::{has_values, is_often, kept},
    numbers,
    sizes::sizes,
    texts,
    trail::Trail,
    valid,
};

/// Returns values that no caster of the declaration makes one of; `None` when it takes anything.
pub(super) fn other_kinds(declaration: &Declaration, is_null_wrong: bool) -> Option<BoxedStrategy<Value>> {
    if let Base::Foreign(foreign) = &declaration.base {
        let refused = kept("refused", json(), |value| (foreign.refusal)(value).is_some());
        return has_values(&refused).then_some(refused);
    }
    let has_casters = declaration.rules_of(Stage::Cast).next().is_some();
    let is_wrong = |value: &Value| match value {
        Value::Null => is_null_wrong && !declaration.allow_nil && is_other(&declaration.base, value),
        Value::String(_) if has_casters => false,
        _ => is_other(&declaration.base, value),
    };
    let pool = [
        json!(null),
        json!(true),
        json!(2),
        json!(0.5),
        json!("x"),
        json!("☃"),
        json!([]),
        json!([1]),
        json!({ "x": [] }),
    ];
    let wrong: Vec<Value> = pool.into_iter().filter(is_wrong).collect();
    (!wrong.is_empty()).then(|| select(wrong).boxed())
}

/// Returns whether a value of the pool is none of the base.
fn is_other(base: &Base, value: &Value) -> bool {
    match base {
        Base::Scalar(scalar) => (scalar.cast)(value).is_none(),
        Base::Integer { .. } => *value != json!(2),
        Base::Array(_) | Base::Tuple(_) => !value.is_array(),
        Base::Map(_) | Base::Attributes(_) | Base::Model(_) => !value.is_object() && *value != json!([]),
        Base::Union(union) => match (&union.tagging, union.variants.first()) {
            (
                Tagging::Keyed { .. },
                Some(Variant {
                    content: Content::Value(key),
                    ..
                }),
            ) => !value.is_object() && is_other(&key.base, value),
            _ => !value.is_object() && !value.is_string(),
        },
        Base::Key(model) | Base::Record(model) => model
            .key()
            .is_some_and(|key| is_other(&key.declaration.base, value)),
        _ => false,
    }
}

/// Returns a strategy for each validator that is often broken: values of the base that break it, and perhaps others.
pub(super) fn breaches(declaration: &Declaration, trail: &Trail) -> Vec<BoxedStrategy<Value>> {
    let bare = Arc::new(Declaration::new(declaration.base.clone()));
    let broken = declaration.rules_of(Stage::Validate).filter_map(|rule| {
        let (near, rule) = (near(declaration, &bare, rule, trail), rule.clone());
        let (declaration, bare) = (declaration.clone(), Arc::clone(&bare));
        let what = format!("a breach of {}", rule.kind.name);
        let is_breach = move |value: &Value| {
            !(value.is_null() && declaration.allow_nil)
                && breaks(&declaration, &rule, value)
                && cast::accepts(&bare, value)
        };
        is_often(&near, &is_breach).then(|| kept(what, near, is_breach))
    });
    broken.collect()
}

/// Values of the base, or nearly, among which some may break the rule.
fn near(
    declaration: &Declaration,
    bare: &Declaration,
    rule: &RuleSpec,
    trail: &Trail,
) -> BoxedStrategy<Value> {
    let any = valid::present(bare, trail);
    match (&declaration.base, rule.kind.name) {
        (Base::Array(element), "unique_items") => collection::vec(valid::value(element, trail), 1..4)
            .prop_map(|mut elements| {
                elements.extend(elements.first().cloned());
                elements.into()
            })
            .boxed(),
        (Base::Array(element), _) => {
            let most = sizes(declaration, 4).end().saturating_add(2);
            collection::vec(valid::value(element, trail), 0..=most)
                .prop_map(Value::from)
                .boxed()
        }
        (Base::Integer { .. }, _) => prop_oneof![numbers::around(&Bounds::of(declaration)), any].boxed(),
        (Base::Scalar(scalar), _) if scalar.is_a("number") => {
            prop_oneof![numbers::around(&Bounds::of(declaration)), any].boxed()
        }
        (Base::Scalar(scalar), _) if scalar.is_a("string") => {
            let held = texts::words(rule.arguments.first().unwrap_or(&foobara_types::Argument::Int(0)));
            let around =
                texts::around(declaration).prop_map(move |text| held.clone().unwrap_or_default() + &text);
            prop_oneof![
                texts::around(declaration).prop_map(Value::from),
                around.prop_map(Value::from),
                any
            ]
            .boxed()
        }
        _ => any,
    }
}

/// Returns whether a value, transformed, breaks one rule.
fn breaks(declaration: &Declaration, rule: &RuleSpec, value: &Value) -> bool {
    let mut value = value.clone();
    for transformer in declaration.rules_of(Stage::Transform) {
        if transformer.process(&declaration.base, &mut value).is_err() {
            return false;
        }
    }
    rule.process(&declaration.base, &mut value).is_err()
}

/// Returns what the rules of a declaration say of a value of its base, not of its elements.
pub(super) fn complaints(declaration: &Declaration, value: &Value) -> Vec<String> {
    let mut value = value.clone();
    let mut symbols = Vec::new();
    for stage in [Stage::Transform, Stage::Validate] {
        for rule in declaration.rules_of(stage) {
            if let Err(issue) = rule.process(&declaration.base, &mut value) {
                symbols.push(symbol(&issue));
                if issue.is_fatal {
                    return symbols;
                }
            }
        }
    }
    symbols
}

fn symbol(issue: &Issue) -> String {
    issue.symbol.to_string()
}
