//! What the program says of itself to other programs.

use serde_json::{Value, json};

use crate::program::{COMMANDS, json_of};

#[test]
fn the_commands_are_listed_as_json() {
    let about = |name: &str| (name == "CreateCapybara").then_some("Just creates a capybara!");
    let expected: Vec<Value> = COMMANDS
        .iter()
        .map(|name| json!([format!("Acme::Zoo::{name}"), about(name)]))
        .collect();
    assert_eq!(json_of(&["list", "--output", "json"]), Value::Array(expected));
}

#[test]
fn a_description_is_that_of_the_manifest() {
    let mut described = json_of(&["describe", "CreateCapybara"]);
    let about = described
        .as_object_mut()
        .and_then(|entries| entries.remove("metadata"));
    assert_eq!(
        about.expect("when and of what")["url"],
        "Acme::Zoo::CreateCapybara"
    );
    let manifest = json_of(&["manifest"]);
    let commands = manifest["command"].as_object().expect("commands by name");
    let mut names: Vec<&str> = commands
        .values()
        .filter_map(|command| command["scoped_name"].as_str())
        .collect();
    let mut expected = COMMANDS;
    names.sort_unstable();
    expected.sort_unstable();
    assert_eq!(names, expected);
    assert_eq!(commands["Acme::Zoo::CreateCapybara"], described);
}

/// Calls `look` with every object in a document.
fn walk(document: &Value, look: &mut dyn FnMut(&serde_json::Map<String, Value>)) {
    match document {
        Value::Object(entries) => {
            look(entries);
            entries.values().for_each(|value| walk(value, look));
        }
        Value::Array(elements) => elements.iter().for_each(|value| walk(value, look)),
        _ => {}
    }
}

#[test]
fn every_reference_of_the_openapi_document_resolves() {
    let document = json_of(&["openapi"]);
    let mut references = Vec::new();
    walk(&document, &mut |entries| {
        references.extend(entries.get("$ref").and_then(Value::as_str).map(str::to_owned));
    });
    assert_ne!(references, Vec::<String>::new());
    references.retain(|reference| {
        let pointer = reference.strip_prefix('#');
        pointer.and_then(|pointer| document.pointer(pointer)).is_none()
    });
    assert_eq!(references, Vec::<String>::new());
}

#[test]
fn every_operation_of_the_openapi_document_can_succeed_and_refuse() {
    let document = json_of(&["openapi"]);
    let paths = document["paths"].as_object().expect("operations by path");
    let mut expected: Vec<String> = COMMANDS.map(|name| format!("/run/Acme/Zoo/{name}")).into();
    expected.push("/apply".to_owned());
    expected.sort_unstable();
    let mut names: Vec<&String> = paths.keys().collect();
    names.sort_unstable();
    assert_eq!(names, expected.iter().collect::<Vec<_>>());
    for (path, operations) in paths {
        for (method, operation) in operations.as_object().expect("operations by method") {
            for status in ["200", "422"] {
                assert!(
                    operation["responses"][status].is_object(),
                    "{method} {path} {status}"
                );
            }
        }
    }
}
