//! `docs/types.md` says what the registry holds. With `UPDATE_EXPECT=1` it is written anew.

use std::{env, fmt::Write as _, fs, path::Path};

use foobara_types::{
    AttributesType, Declaration, RuleSpec, TypeRegistry, possible,
    registry::RegisteredType,
    rule::{RuleKind, Stage, Takes},
    schema::{Direction, Schemas},
};
use serde_json::{Value, json};

const HEAD: &str = "\
# Types

Every type and every rule that a declaration may name, as the standard registry holds them.
This page is generated: `UPDATE_EXPECT=1 cargo test --test types_page` writes it anew, and a test compares it.

A declaration is a name, `\"integer\"`, or an object with `type` and rules, `{\"type\": \"integer\", \"min\": 0}`.
Whatever the type, it may say `description`, `allow_nil` (null is a value), `sensitive`, `sensitive_exposed`.
What is accepted is what the caster takes; JSON Schema describes the strict form alone, which needs no cast.
Besides those listed, each rule reports errors of its own.
";

/// The families, by the type that each holds all special cases of; a type belongs to the first that fits.
const FAMILIES: &[(&str, &[&str])] = &[
    ("Numbers", &["number"]),
    ("Dates and times", &["date", "datetime", "time", "duration"]),
    ("Models", &["model"]),
    ("Structures", &["array", "associative_array", "union"]),
    ("Text", &["string", "symbol"]),
    ("Other types of one piece", &["atomic_duck"]),
    ("Roots", &["duck"]),
];

#[test]
fn the_page_is_what_the_registry_holds() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/types.md");
    let page = page(&TypeRegistry::standard());
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, &page).expect("the page can be written");
    }
    let written = fs::read_to_string(&file).expect("the page is there");
    assert!(
        written == page,
        "docs/types.md is not what the registry holds; run `UPDATE_EXPECT=1 cargo test --test types_page`"
    );
}

fn page(registry: &TypeRegistry) -> String {
    let mut page = HEAD.to_owned();
    for (index, (title, _)) in FAMILIES.iter().enumerate() {
        let types = registry
            .types()
            .filter(|registered| family(registry, registered) == Some(index));
        let rows: String = types.map(|registered| type_row(registry, registered)).collect();
        let head = "| declaration | is a | accepts | errors | JSON Schema |\n|---|---|---|---|---|\n";
        write!(page, "\n## {title}\n\n{head}{rows}").expect("there is room");
    }
    for (title, stage) in [
        ("Casters", Stage::Cast),
        ("Transformers", Stage::Transform),
        ("Validators", Stage::Validate),
    ] {
        let rules = registry.rules().filter(|rule| rule.stage == stage);
        let rows: String = rules.map(rule_row).collect();
        let head = "| rule | works on | takes | errors | JSON Schema |\n|---|---|---|---|---|\n";
        write!(page, "\n## {title}\n\n{head}{rows}").expect("there is room");
    }
    page
}

fn family(registry: &TypeRegistry, registered: &RegisteredType) -> Option<usize> {
    FAMILIES.iter().position(|(_, roots)| {
        roots
            .iter()
            .any(|root| registry.extends(&registered.name(), root))
    })
}

fn type_row(registry: &TypeRegistry, registered: &RegisteredType) -> String {
    let declaration = registry
        .declare(&example(&registered.name()))
        .expect("the example is right");
    let schema = Schemas::new("#/$defs/", Direction::Input).value(&declaration);
    let strict = match declaration.to_strict() {
        Value::String(name) => name,
        other => other.to_string(),
    };
    row(&[
        code(&strict),
        registered
            .extends()
            .map(|parent| code(&parent))
            .unwrap_or_default(),
        declaration.expectation().into_owned(),
        symbols(&declaration),
        code(&schema.to_string()),
    ])
}

/// A declaration that shows what the type can say of its parts.
fn example(name: &str) -> Value {
    match name {
        "array" => json!(["integer"]),
        "tuple" => json!(["integer", "string"]),
        "associative_array" => {
            json!({ "type": name, "key_type_declaration": "symbol", "value_type_declaration": "integer" })
        }
        "attributes" => json!({ "name": { "type": "string", "required": true }, "age": "integer" }),
        "union" => {
            json!({ "type": name, "tag": "kind", "variants": { "circle": { "radius": "float" }, "point": null } })
        }
        "model" => json!({ "type": name, "name": "Point", "attributes_declaration": { "x": "float" } }),
        "entity" | "detached_entity" => {
            json!({ "type": name, "name": "User", "attributes_declaration": { "id": "integer" }, "primary_key": "id" })
        }
        _ => json!(name),
    }
}

/// The symbols that values can cause at their root.
fn symbols(declaration: &Declaration) -> String {
    let attributes = AttributesType::new([foobara_types::Attribute {
        name: "it".into(),
        declaration: declaration.clone(),
        required: false,
        default: None,
    }]);
    let found = possible::input_errors(&attributes);
    let own = found.iter().filter(|error| error.path == ["it"]);
    own.map(|error| code(&error.symbol))
        .collect::<Vec<_>>()
        .join(", ")
}

fn rule_row(rule: &'static RuleKind) -> String {
    let mut schema = serde_json::Map::new();
    (rule.schema)(&argument(rule).arguments, &mut schema);
    let symbols: Vec<String> = rule.symbols.iter().map(|symbol| code(symbol)).collect();
    let schema = if schema.is_empty() {
        String::new()
    } else {
        code(&Value::Object(schema).to_string())
    };
    row(&[
        code(rule.name),
        rule.on.as_str().to_owned(),
        rule.takes.as_str().to_owned(),
        symbols.join(", "),
        schema,
    ])
}

fn argument(rule: &'static RuleKind) -> RuleSpec {
    let arguments = match rule.takes {
        Takes::Bound | Takes::Number | Takes::Length => vec![foobara_types::Argument::Int(5)],
        Takes::Text => vec![foobara_types::Argument::text("US")],
        Takes::Pattern => vec![foobara_types::Argument::text(r"\A[a-z]+\z")],
        Takes::Values => vec![
            foobara_types::Argument::text("a"),
            foobara_types::Argument::text("b"),
        ],
        _ => Vec::new(),
    };
    RuleSpec {
        kind: rule,
        arguments: arguments.into(),
    }
}

fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}
