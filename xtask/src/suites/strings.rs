//! The Big List of Naughty Strings: every string as a value of every type, as an input of a command, and in
//! declarations.

use foobara_types::{
    TypeRegistry,
    rule::{RuleKind, Subject, Takes},
};
use serde_json::{Value, json};

use super::command::Program;
use super::declared::Declared;
use super::law::{Place, object_of};
use crate::caught::caught;
use crate::excerpt::excerpt;

/// Puts every string everywhere and returns the surprises, one a line.
pub(super) fn surprises(
    strings: &[&str],
    program: &Program,
    registry: &TypeRegistry,
    types: &[Declared],
) -> Vec<String> {
    let of_string = |text: &str| {
        let mut surprises = of_types(text, types);
        surprises.extend(of_program(text, program));
        surprises.extend(of_declarations(text, registry));
        surprises
    };
    strings.iter().flat_map(|text| of_string(text)).collect()
}

fn of_types(text: &str, types: &[Declared]) -> Vec<String> {
    let values = |declared: &Declared| {
        let values = declared.values_of(text).into_iter();
        let surprises = values.filter_map(|value| surprise(text, declared, value.to_string().as_bytes()));
        surprises.collect::<Vec<_>>()
    };
    types.iter().flat_map(values).collect()
}

/// As each input, alone and as key and value of a map; as the name of an input; and as the body itself.
fn of_program(text: &str, program: &Program) -> Vec<String> {
    let (value, map) = (json!(text).to_string(), json!({ text: text }).to_string());
    let inputs = program.inputs();
    let of_inputs = inputs
        .iter()
        .flat_map(|input| [&value, &map].map(|value| surprise(text, input, value.as_bytes())));
    let bodies = [object_of(text, b"1"), text.as_bytes().to_vec()];
    let of_bodies = bodies.map(|body| surprise(text, program, &body));
    of_inputs.chain(of_bodies).flatten().collect()
}

fn surprise(text: &str, place: &dyn Place, value: &[u8]) -> Option<String> {
    let surprise = place.answer(value).err()?;
    Some(format!(
        "{} as {}: {}",
        shown(text),
        place.name(),
        excerpt(&surprise)
    ))
}

/// A declaration that is made of the string is refused in words, or else takes the string by the law.
fn of_declarations(text: &str, registry: &TypeRegistry) -> Vec<String> {
    let of_declaration = |data: &Value| match caught(|| Declared::new(registry, data)) {
        Ok(Ok(declared)) => declared
            .values_of(text)
            .iter()
            .find_map(|value| surprise(text, &declared, value.to_string().as_bytes())),
        Ok(Err(reason)) => reason
            .trim()
            .is_empty()
            .then(|| format!("{}: {data} is refused without a word", shown(text))),
        Err(panic) => Some(format!("{}: {data} panicked: {}", shown(text), excerpt(&panic))),
    };
    declarations(text, registry)
        .iter()
        .filter_map(of_declaration)
        .collect()
}

fn declarations(text: &str, registry: &TypeRegistry) -> Vec<Value> {
    let named = [
        json!(text),
        json!({ "type": text }),
        json!({ "type": "string", text: true }),
        json!({ "type": "string", "description": text }),
        json!({ "type": "attributes", "element_type_declarations": { text: "string" }, "required": [text] }),
        json!({ "type": "union", "variants": { text: "string" } }),
        json!({ "type": "model", "name": text, "attributes_declaration": { text: "string" } }),
    ];
    let takes_text = |rule: &&RuleKind| rule.on == Subject::Text || rule.on == Subject::Any;
    let rules = registry.rules().filter(takes_text);
    let ruled = rules.map(|rule| {
        let argument = if rule.takes == Takes::Values {
            json!([text])
        } else {
            json!(text)
        };
        json!({ "type": "string", rule.name: argument })
    });
    named.into_iter().chain(ruled).collect()
}

fn shown(text: &str) -> String {
    excerpt(&format!("{text:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_that_are_handled_by_the_law_are_no_surprise() {
        let registry = TypeRegistry::standard();
        let types = [Declared::new(&registry, &json!("email")).expect("it is a type")];
        let strings = ["", "null", "a@b.ch", "'; DROP TABLE users", "\u{202e}"];
        let surprises = surprises(&strings, &Program::new(), &registry, &types);
        assert_eq!(surprises, Vec::<String>::new());
    }

    #[test]
    fn a_string_becomes_part_of_declarations() {
        let declarations = declarations("a", &TypeRegistry::standard());
        for data in [
            json!("a"),
            json!({ "type": "string", "starts_with": "a" }),
            json!({ "type": "string", "one_of": ["a"] }),
        ] {
            assert!(declarations.contains(&data), "{data}");
        }
    }
}
