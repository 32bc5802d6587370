//! Decoding is strict.

use foobara::{Sensitive, prelude::*};
use serde_json::json;

use super::context::Lab;

#[derive(Debug, PartialEq, Command)]
#[command(domain = Lab)]
struct Greet {
    name: String,
    #[input(default = "hello")]
    greeting: String,
    #[serde(rename = "repeat", alias = "times", alias = "count", default)]
    repetitions: i64,
    #[serde(default = "Vec::new")]
    tags: Vec<String>,
    #[input(not_null)]
    title: Option<String>,
    #[input(not_null, default = Some(1))]
    rank: Option<i64>,
    suffix: Option<String>,
    #[serde(skip)]
    seen: bool,
    r#type: Option<String>,
}

#[derive(Debug, PartialEq, Command)]
#[command(domain = Lab)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Rename {
    old_name: String,
    #[serde(rename = "new")]
    new_name: String,
}

#[derive(Debug, PartialEq, Command)]
#[command(domain = Lab)]
struct Nothing;

fn greet(name: &str) -> Greet {
    Greet {
        name: name.to_owned(),
        greeting: "hello".to_owned(),
        repetitions: 0,
        tags: Vec::new(),
        title: None,
        rank: Some(1),
        suffix: None,
        seen: false,
        r#type: None,
    }
}

#[track_caller]
fn decodes(json: &str, expected: &Greet) {
    assert_eq!(serde_json::from_str::<Greet>(json).expect("it fits"), *expected);
}

#[track_caller]
fn refuses(json: &str, expected: &str) {
    let error = serde_json::from_str::<Greet>(json)
        .expect_err("it does not fit")
        .to_string();
    assert!(error.starts_with(expected), "{error}");
}

#[test]
fn attributes_come_by_name_in_any_order() {
    decodes(r#"{"name":"Ada"}"#, &greet("Ada"));
    decodes(
        r#"{"type":"x","suffix":"!","rank":3,"title":"Dr","tags":["a"],"repeat":2,"greeting":"hi","name":"Ada"}"#,
        &Greet {
            greeting: "hi".to_owned(),
            repetitions: 2,
            tags: vec!["a".to_owned()],
            title: Some("Dr".to_owned()),
            rank: Some(3),
            suffix: Some("!".to_owned()),
            r#type: Some("x".to_owned()),
            ..greet("Ada")
        },
    );
}

#[test]
fn null_is_a_value_of_options_and_stands_for_defaults() {
    decodes(
        r#"{"name":"Ada","greeting":null,"repeat":null,"tags":null,"suffix":null}"#,
        &greet("Ada"),
    );
    refuses(r#"{"name":null}"#, "invalid type: null");
    refuses(r#"{"name":"Ada","title":null}"#, "invalid type: null");
    refuses(r#"{"name":"Ada","rank":null}"#, "invalid type: null");
}

#[test]
fn what_is_not_declared_is_refused() {
    refuses(
        r#"{"name":"Ada","nmae":"Ada"}"#,
        "unknown field `nmae`, expected one of `name`, `greeting`, `repeat`",
    );
    refuses(r#"{"name":"Ada","seen":true}"#, "unknown field `seen`");
    refuses(r#"{"name":"Ada","repetitions":1}"#, "unknown field `repetitions`");
    refuses("{}", "missing field `name`");
    refuses(
        r#"["Ada"]"#,
        "invalid type: sequence, expected an object with the attributes of Greet",
    );
    refuses("null", "invalid type: null");
}

#[test]
fn each_attribute_comes_once_under_any_of_its_names() {
    refuses(r#"{"name":"Ada","name":"Ada"}"#, "duplicate field `name`");
    refuses(
        r#"{"name":"Ada","repeat":1,"times":1}"#,
        "duplicate field `repeat`",
    );
    refuses(
        r#"{"name":"Ada","title":"Dr","title":"Dr"}"#,
        "duplicate field `title`",
    );
    decodes(
        r#"{"name":"Ada","count":3}"#,
        &Greet {
            repetitions: 3,
            ..greet("Ada")
        },
    );
}

#[test]
fn names_are_renamed_as_serde_would() {
    let rename: Rename = serde_json::from_value(json!({ "oldName": "a", "new": "b" })).expect("it fits");
    assert_eq!(
        rename,
        Rename {
            old_name: "a".to_owned(),
            new_name: "b".to_owned()
        }
    );
}

#[test]
fn a_command_may_have_no_inputs() {
    assert_eq!(serde_json::from_str::<Nothing>("{}").expect("it fits"), Nothing);
    assert!(serde_json::from_str::<Nothing>(r#"{"x":1}"#).is_err());
    assert!(serde_json::from_str::<Nothing>("null").is_err());
}

#[test]
fn declarations_say_the_same() {
    let strict = <Greet as foobara::Command>::META.inputs.to_strict();
    assert_eq!(
        strict,
        json!({
            "type": "attributes",
            "element_type_declarations": {
                "name": "string",
                "greeting": "string",
                "repeat": "integer",
                "tags": { "type": "array", "element_type_declaration": "string" },
                "title": "string",
                "rank": "integer",
                "suffix": { "type": "string", "allow_nil": true },
                "type": { "type": "string", "allow_nil": true },
            },
            "required": ["name"],
            "defaults": { "greeting": "hello", "repeat": 0, "tags": [], "rank": 1 },
        })
    );
}

#[derive(Debug, Command)]
#[command(domain = Lab)]
struct SignIn {
    #[input(min_length = 8)]
    password: Sensitive<String>,
}

#[test]
fn secrets_are_known_to_be() {
    let sign_in: SignIn = serde_json::from_value(json!({ "password": "12345678" })).expect("it fits");
    assert_eq!(sign_in.password.expose(), "12345678");
    assert!(
        <SignIn as foobara::Command>::META.inputs.attributes[0]
            .declaration
            .sensitive
    );
}

#[test]
fn what_needs_a_cast_may_come_under_another_name_too() {
    let cast = |mut inputs: serde_json::Value| {
        let mut errors = foobara::InputErrors::new();
        let declared = &<Greet as foobara::Command>::META.inputs;
        foobara_types::cast::cast(
            declared,
            &mut inputs,
            &foobara_types::json::Notes::none(),
            &mut errors,
        );
        let found: Vec<String> = errors
            .iter()
            .map(|error| error.issue.symbol.to_string())
            .collect();
        (inputs["repeat"].clone(), found)
    };
    assert_eq!(cast(json!({ "name": "Ada", "times": "3" })), (json!(3), vec![]));
    let twice = cast(json!({ "name": "Ada", "times": "3", "count": 4 }));
    assert_eq!(twice.1, ["duplicate_attributes"]);
}
