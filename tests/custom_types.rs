//! Types and rules of the user's own: declared by name, and in the manifest with their errors.

use foobara::{Exposure, Issue, Rule, TypeRegistry, prelude::*, rule::CustomRule};
use foobara_types::{
    declaration::Scalar,
    json::Notes,
    rule::{RuleKind, Subject, Takes},
};
use serde_json::{Value, json};

#[derive(Domain)]
struct Lab;

#[derive(Default)]
struct Even;

impl Rule<i64> for Even {
    fn process(&self, value: &mut i64) -> Result<(), Box<Issue>> {
        match *value % 2 {
            0 => Ok(()),
            _ => Err(Box::new(
                Issue::text("not_even", "must be even").with("value", *value),
            )),
        }
    }
}

impl CustomRule<i64> for Even {
    const NAME: &'static str = "even";
    const SYMBOLS: &'static [&'static str] = &["not_even"];
}

/// Halves a number
#[derive(Debug, Command)]
#[command(domain = Lab)]
struct Halve {
    #[input(rule = Even)]
    number: i64,
}

impl Execute for Halve {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(self.number / 2)
    }
}

/// Text of one character over and over again.
const MONOTONOUS: &RuleKind = &RuleKind {
    name: "monotonous",
    on: Subject::Text,
    takes: Takes::Text,
    symbols: &["not_monotonous"],
    process: &|given, value| {
        let (letter, text) = (
            given.text().unwrap_or_default(),
            value.as_str().unwrap_or_default(),
        );
        if text.replace(letter, "").is_empty() {
            return Ok(());
        }
        let issue = Issue::text("not_monotonous", "has other letters").with("value", value.clone());
        Err(Box::new(issue.with("monotonous", letter.to_owned())))
    },
    ..RuleKind::VALIDATOR
};

/// A yes or a no in Italian.
const SI: &Scalar = &Scalar {
    name: "si",
    expectation: "sì or no",
    cast: |value| match value.as_str()? {
        "si" | "sì" => Some("sì".into()),
        "no" => Some("no".into()),
        _ => None,
    },
    ..Scalar::ATOM
};

fn registry() -> TypeRegistry {
    let mut types = TypeRegistry::standard();
    types.add_rule(MONOTONOUS);
    types.add_scalar(SI);
    let sleepy = types.declare(&json!({ "type": "string", "monotonous": "z", "max_length": 9 }));
    types.add_type("sleepy", sleepy.expect("the declaration is right"));
    types
}

fn app() -> App {
    App::builder()
        .domain::<Lab>(commands![Halve])
        .types(registry())
        .build()
        .expect("the app is right")
}

fn process(declaration: &Value, value: Value) -> Result<Value, Vec<String>> {
    let declaration = app()
        .types()
        .declare(declaration)
        .expect("the declaration is right");
    declaration.process(value, &Notes::none()).map_err(|errors| {
        errors
            .as_collection()
            .keys()
            .into_iter()
            .map(|key| key.to_string())
            .collect()
    })
}

#[test]
fn declarations_name_types_and_rules_of_the_app() {
    assert_eq!(
        process(&json!(["si"]), json!(["si", "no"])),
        Ok(json!(["sì", "no"]))
    );
    assert_eq!(
        process(&json!("si"), json!("ja")),
        Err(vec!["data.cannot_cast".to_owned()])
    );
    assert_eq!(process(&json!("sleepy"), json!("zzz")), Ok(json!("zzz")));
    assert_eq!(
        process(&json!("sleepy"), json!("zzzzzzzzz!")),
        Err(vec![
            "data.not_monotonous".to_owned(),
            "data.max_length_exceeded".to_owned()
        ])
    );
}

#[test]
fn rules_of_commands_can_be_named_in_declarations() {
    let even = json!({ "type": "integer", "even": true });
    assert_eq!(process(&even, json!(4)), Ok(json!(4)));
    assert_eq!(process(&even, json!(3)), Err(vec!["data.not_even".to_owned()]));
}

#[test]
fn the_manifest_lists_them_with_their_errors() {
    let app = app();
    let manifest = Exposure::of(&app).all().build().expect("no mistakes").manifest();
    let error = |symbol: &str, class: &str| {
        json!({
            "category": "data", "symbol": symbol, "key": format!("data.{symbol}"), "error": class,
        })
    };
    let sleepy = &manifest["type"]["sleepy"];
    assert_eq!(
        sleepy["declaration_data"],
        json!({ "type": "string", "monotonous": "z", "max_length": 9 })
    );
    assert_eq!(
        (&sleepy["base_type"], &sleepy["builtin"]),
        (&json!("string"), &Value::Null)
    );
    let errors = sleepy["possible_errors"].as_object().expect("errors by key");
    assert_eq!(
        errors.keys().collect::<Vec<_>>(),
        [
            "data.cannot_cast",
            "data.max_length_exceeded",
            "data.not_monotonous"
        ]
    );
    let processor = &manifest["processor"]["monotonous"];
    let class = "string::SupportedValidators::Monotonous::NotMonotonousError";
    assert_eq!(
        processor["possible_errors"]["data.not_monotonous"],
        error("not_monotonous", class)
    );
    assert_eq!(
        (
            &processor["processor_type"],
            &processor["applies_to"],
            &processor["argument_type"]
        ),
        (&json!("validator"), &json!("string"), &json!("string"))
    );
    assert_eq!(
        manifest["error"][class]["context_type_declaration"],
        json!({
            "type": "attributes",
            "element_type_declarations": { "value": "string", "monotonous": "string" },
        })
    );
    assert_eq!(manifest["type"]["si"]["base_type"], "atomic_duck");
    assert_eq!(manifest["processor"]["even"]["builtin"], Value::Null);
    assert_eq!(manifest["processor"]["trim"]["builtin"], true);
}

#[test]
fn every_error_that_a_command_names_is_in_the_manifest() {
    let app = app();
    let manifest = Exposure::of(&app).all().build().expect("no mistakes").manifest();
    let errors = manifest["error"].as_object().expect("errors by class");
    let commands = manifest["command"].as_object().expect("commands by name");
    for (name, command) in commands {
        for (key, error) in command["possible_errors"].as_object().expect("errors by key") {
            let class = error["error"].as_str().expect("a class");
            assert!(errors.contains_key(class), "{name} {key}: {class}");
        }
    }
}
