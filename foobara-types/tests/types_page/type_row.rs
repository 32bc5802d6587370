//! One type in the table of its family.

use foobara_types::{
    Attribute, AttributesType, Base, Declaration, TypeRegistry, cast,
    json::Notes,
    possible,
    schema::{Direction, document},
};
use serde_json::Value;

use super::{
    markdown::{code, json, lines, list},
    rust_types,
    type_values::{declaration_of, values_of},
};

pub(crate) const HEAD: &[&str] = &["declaration", "accepts", "refuses", "errors", "JSON Schema"];

/// Returns the cells of the type called `name`.
pub(crate) fn cells(registry: &TypeRegistry, name: &str) -> Vec<String> {
    let registered = registry.type_named(name).expect("the type is registered");
    let data = declaration_of(name);
    let declaration = declared(registry, &data);
    let (accepted, refused) = judged(&declaration, values_of(name));
    vec![
        lines([json(&data), rust_types::of(registered).join(", ")]),
        accepted,
        refused,
        symbols(&declaration),
        json(&schema(&declaration)),
    ]
}

/// Builds a declaration. That of a model stands for what its name means elsewhere.
fn declared(registry: &TypeRegistry, data: &Value) -> Declaration {
    let declaration = registry.declare(data).expect("the declaration is right");
    let Base::Model(model) = &declaration.base else {
        return declaration;
    };
    let mut registry = registry.clone();
    registry.add_model(model.clone());
    registry
        .declare(&model.reference().into())
        .expect("the model is registered")
}

fn schema(declaration: &Declaration) -> Value {
    let mut document = document(declaration, Direction::Input);
    document
        .as_object_mut()
        .map(|keywords| keywords.shift_remove("$schema"));
    document
}

/// Says what becomes of each value: those that stay as they are, those that are cast, and those that are refused.
fn judged(declaration: &Declaration, values: Vec<Value>) -> (String, String) {
    let (mut strict, mut accepted, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for value in values {
        match declaration.process(value.clone(), &Notes::none()) {
            Ok(same) if same == value && cast::accepts(declaration, &value) => strict.push(value),
            Ok(other) => accepted.push(format!("{} → {}", json(&value), json(&other))),
            Err(errors) => refused.push(lines_of(
                &value,
                errors.iter().map(|error| error.issue.symbol.as_ref()),
            )),
        }
    }
    (lines([list(&strict)].into_iter().chain(accepted)), lines(refused))
}

fn lines_of<'s>(value: &Value, symbols: impl Iterator<Item = &'s str>) -> String {
    let symbols: Vec<String> = symbols
        .filter(|symbol| *symbol != "cannot_cast")
        .map(code)
        .collect();
    if symbols.is_empty() {
        json(value)
    } else {
        format!("{}: {}", json(value), symbols.join(", "))
    }
}

/// The symbols of the errors that values can cause, with the place of those that are within.
fn symbols(declaration: &Declaration) -> String {
    let inputs = AttributesType::new([Attribute {
        name: "it".into(),
        declaration: declaration.clone(),
        required: false,
        default: None,
    }]);
    let found = possible::input_errors(&inputs);
    lines(found.iter().filter_map(|error| {
        let key = error.key().to_string();
        key.strip_prefix("data.it.").map(code)
    }))
}
