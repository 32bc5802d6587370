//! Megabytes of text.

use foobara_types::{
    json::Notes,
    rule::{Subject, Takes},
};
use serde_json::{Value, json};

use super::quickly;
use crate::samples::REGISTRY;

/// Texts of a megabyte, each of which is the worst for something.
fn megabytes() -> Vec<Value> {
    const MEGABYTE: usize = 1 << 20;
    let pieces = [
        "a", "a.", "1", "-", "@", " ", "é", "\u{0}", "<b>", "[", "{\"a\":", "1,",
    ];
    let repeated = pieces.map(|piece| Value::from(piece.repeat(MEGABYTE / piece.len())));
    let framed = [
        format!("a{}", " ".repeat(MEGABYTE)),
        format!("1e{}", "9".repeat(MEGABYTE)),
        format!("{}!", "a".repeat(MEGABYTE)),
    ];
    repeated.into_iter().chain(framed.map(Value::from)).collect()
}

/// What a rule on text can be given.
fn argument(takes: Takes) -> Option<Value> {
    match takes {
        Takes::Nothing | Takes::Presence => Some(true.into()),
        Takes::Length => Some(9.into()),
        Takes::Text => Some("a".into()),
        Takes::Pattern => Some("(a+)+$".into()),
        Takes::Values => Some(json!(["a"])),
        Takes::Anything => Some("ab".into()),
        _ => None,
    }
}

#[test]
fn a_megabyte_of_text_is_processed_by_every_type_in_time() {
    for value in &megabytes() {
        for registered in REGISTRY.types() {
            quickly(&registered.name(), || {
                registered
                    .declaration()
                    .process(value.clone(), &Notes::none())
                    .is_ok()
            });
        }
    }
}

#[test]
fn a_megabyte_of_text_is_processed_by_every_rule_on_text_in_time() {
    let rules = REGISTRY.rules().filter(|rule| {
        matches!(
            rule.on,
            Subject::Text | Subject::Sized | Subject::TextOrList | Subject::Any
        )
    });
    for rule in rules {
        let Some(Ok(declaration)) = argument(rule.takes)
            .map(|argument| REGISTRY.declare(&json!({ "type": "string", rule.name: argument })))
        else {
            continue;
        };
        for value in megabytes() {
            quickly(rule.name, || declaration.process(value, &Notes::none()).is_ok());
        }
    }
}
