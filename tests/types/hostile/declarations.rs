//! Declarations that come from elsewhere.

use foobara_types::{
    DeclarationErrors,
    json::{self, Notes},
    possible,
    schema::{Direction, Schemas},
};
use serde_json::{Map, Value, json};

use super::{keys::keys, quickly};
use crate::samples::{REGISTRY, declared};

const MANY: usize = 100_000;

/// A declaration within declarations. What is read from JSON is at most 128 levels deep.
fn nested(levels: usize, wrap: impl Fn(Value) -> Value) -> Value {
    (0..levels).fold(json!("integer"), |data, _| wrap(data))
}

fn mistakes(data: &Value) -> usize {
    quickly("a declaration with mistakes", || REGISTRY.declare(data))
        .map_or_else(|mistakes| mistakes.0.len(), |_| 0)
}

fn named(value: impl Fn(usize) -> Value) -> Value {
    keys(MANY)
        .enumerate()
        .map(|(index, key)| (key, value(index)))
        .collect::<Map<_, _>>()
        .into()
}

#[test]
fn a_million_brackets_are_no_declaration() {
    const MILLION: usize = 1_000_000;
    for bracket in ["[", r#"{"a":"#, r#"{"type":"array","element_type_declaration":"#] {
        assert!(json::parse(bracket.repeat(MILLION).as_bytes()).is_err());
    }
}

#[test]
fn declarations_are_read_up_to_a_depth() {
    let wraps: [fn(Value) -> Value; 6] = [
        |data| json!([data]),
        |data| json!(["string", data]),
        |data| json!({ "a": data }),
        |data| json!({ "type": "associative_array", "value_type_declaration": data }),
        |data| json!({ "type": "union", "variants": { "a": data } }),
        |data| json!({ "type": "model", "name": "Deep", "attributes_declaration": { "a": data } }),
    ];
    for wrap in wraps {
        let declaration = declared(&nested(30, wrap));
        quickly("a deep declaration", || {
            Schemas::new("#/$defs/", Direction::Input).value(&declaration);
            declaration.holds_secrets();
            declaration.to_strict();
            declaration.process(json!([]), &Notes::none()).is_ok()
        });
        quickly("the deepest declaration that JSON can hold", || {
            REGISTRY.declare(&nested(60, wrap)).is_ok()
        });
    }
    assert_eq!(mistakes(&nested(120, |data| json!({ "a": data }))), 1);
}

#[test]
fn a_hundred_thousand_attributes_are_declared_in_time() {
    let sugar = named(|index| match index % 3 {
        0 => json!({ "type": "integer", "required": true }),
        1 => json!({ "type": "integer", "default": index }),
        _ => json!("integer"),
    });
    let declaration = quickly("many attributes", || declared(&sugar));
    let strict = quickly("many attributes in the strict form", || {
        declared(&declaration.to_strict()).to_strict()
    });
    assert_eq!(strict, declaration.to_strict());
    let attributes = declaration.base.attributes().expect("there are many");
    quickly("the schema of many attributes", || {
        Schemas::new("#/$defs/", Direction::Input).value(&declaration)
    });
    assert!(
        quickly("the errors of many attributes", || possible::input_errors(
            attributes
        ))
        .len()
            > MANY
    );
    assert!(
        quickly("none of many attributes", || declaration
            .process(json!({}), &Notes::none()))
        .is_err()
    );
    let all = named(|_| json!("1"));
    assert!(
        quickly("many attributes of an object", || declaration
            .process(all, &Notes::none()))
        .is_ok()
    );
}

#[test]
fn a_hundred_thousand_mistakes_are_not_all_told() {
    let names: Vec<String> = keys(MANY).map(|name| format!("{name}?")).collect();
    let unknown = json!({ "type": "attributes", "element_type_declarations": named(|_| json!("integer")), "required": names });
    let types = named(|_| json!("integr"));
    let rules = json!({ "a": { "type": "union", "variants": named(|_| json!({ "type": "string", "max_lenth": 3 })) } });
    let values = json!({ "type": "integer", "one_of": vec!["x"; MANY] });
    for data in [&unknown, &types, &rules, &values] {
        assert_eq!(mistakes(data), DeclarationErrors::MOST);
    }
    let told = quickly("mistakes as text", || {
        REGISTRY
            .declare(&unknown)
            .expect_err("they are unknown")
            .to_string()
    });
    assert!(told.len() < 1_000_000);
}

#[test]
fn a_hundred_thousand_values_and_variants_are_declared_in_time() {
    let values = json!({ "type": "string", "one_of": keys(MANY).collect::<Vec<_>>() });
    let variants = json!({ "type": "union", "variants": named(|_| json!("integer")) });
    for data in [&values, &variants] {
        let declaration = quickly("many values", || declared(data));
        let refused = quickly("none of many values", || {
            declaration.process(json!("none"), &Notes::none())
        });
        assert_eq!(refused.err().map(|errors| errors.len()), Some(1));
    }
}
