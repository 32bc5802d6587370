//! Laws of decoding, casting and schemas, on inputs of every kind and values of every shape.

use foobara::{Encoding, InputErrors, RawInputs, RunOptions, prelude::*};
use foobara_types::{cast, decode::Fields as _, json::Notes};
use proptest::{prelude::*, sample::select};
use serde_json::{Map, Value, json};

#[derive(Domain)]
struct Laws;

#[derive(Debug, Clone, Copy, Model)]
enum Color {
    Red,
    Blue,
}

#[derive(Debug, Model)]
struct Part {
    #[input(min = 1, max = 9)]
    size: u8,
    #[input(not_null, min_length = 1)]
    name: Option<String>,
}

/// Takes one input of every kind
#[derive(Debug, Command)]
#[command(domain = Laws)]
struct Everything {
    #[input(min = -5, max = 5)]
    whole: i64,
    small: Option<i8>,
    #[input(min = 0.0)]
    ratio: Option<f64>,
    #[input(default = true)]
    flag: bool,
    #[input(max_length = 3)]
    text: Option<String>,
    #[input(not_null)]
    color: Option<Color>,
    shade: Option<Color>,
    #[input(default = 3, max = 4)]
    count: u32,
    #[input(max_size = 2)]
    list: Option<Vec<i64>>,
    parts: Option<Vec<Part>>,
    part: Option<Part>,
    map: Option<std::collections::BTreeMap<String, bool>>,
    any: Option<Value>,
    secret: Option<Sensitive<String>>,
}

impl Execute for Everything {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(())
    }
}

fn app() -> App {
    App::builder()
        .domain::<Laws>(commands![Everything])
        .build()
        .expect("the app is well-formed")
}

/// Whether the command accepts inputs by way of a connector, casts included.
fn accepts(app: &App, inputs: &Value) -> bool {
    let entry = app.command("Everything").found().expect("the command is there");
    let text = RawInputs::json(inputs.to_string().into_bytes());
    let run = entry.run(app.clone(), text, RunOptions::default(), Encoding::Atomic);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime starts");
    runtime.block_on(run).is_ok()
}

/// Whether inputs decode as they are.
fn decodes(inputs: &Value) -> Option<Everything> {
    serde_json::from_str(&inputs.to_string()).ok()
}

/// Whether inputs decode as they are and keep every rule.
fn is_strictly_good(inputs: &Value) -> bool {
    let Some(mut command) = decodes(inputs) else {
        return false;
    };
    let mut errors = InputErrors::new();
    foobara::Command::check(&mut command, &mut errors);
    errors.is_empty()
}

fn cast_inputs(inputs: &Value) -> (Value, InputErrors) {
    let (mut value, mut errors) = (inputs.clone(), InputErrors::new());
    let meta = <Everything as foobara::Command>::META;
    cast::cast(&meta.inputs, &mut value, &Notes::none(), &mut errors);
    (value, errors)
}

/// Values that are good somewhere, nearly good, or good nowhere.
fn value() -> impl Strategy<Value = Value> {
    let scalars = select(vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(-1),
        json!(3),
        json!(5),
        json!(6),
        json!(9),
        json!(127),
        json!(128),
        json!(-129),
        json!(255),
        json!(1.0),
        json!(2.5),
        json!(-0.5),
        json!(1e300),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(""),
        json!("a"),
        json!("abc"),
        json!("abcd"),
        json!("é́"),
        json!("red"),
        json!("blue"),
        json!("Red"),
        json!("1"),
        json!("-2"),
        json!("1.5"),
        json!("true"),
        json!("no"),
    ]);
    scalars.prop_recursive(2, 12, 3, |inner| {
        let name = select(vec!["size", "name", "x"]).prop_map(str::to_owned);
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::btree_map(name, inner, 0..3).prop_map(|map| json!(map)),
        ]
    })
}

fn inputs() -> impl Strategy<Value = Value> {
    let names = Everything::NAMES
        .iter()
        .copied()
        .chain(["zed"])
        .collect::<Vec<_>>();
    let good = select(vec![json!(1), json!(-5), json!(2.0), json!("3")]);
    let others = proptest::collection::btree_map(select(names).prop_map(str::to_owned), value(), 0..4);
    (proptest::option::weighted(0.9, good), others).prop_map(|(whole, others)| {
        let mut inputs: Map<String, Value> = others.into_iter().collect();
        inputs.extend(whole.map(|whole| ("whole".to_owned(), whole)));
        inputs.into()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_schema_admits_the_command_accepts_and_what_is_strictly_good_the_schema_admits(inputs in inputs()) {
        let app = app();
        let entry = app.command("Everything").found().expect("the command is there");
        let schema = Value::Object(foobara_connectors::input_schema(entry));
        let admitted = jsonschema::draft202012::is_valid(&schema, &inputs);
        if admitted {
            prop_assert!(accepts(&app, &inputs), "admitted and refused: {inputs}");
        }
        if is_strictly_good(&inputs) {
            prop_assert!(admitted, "strictly good and not admitted: {inputs}");
        }
    }

    #[test]
    fn the_caster_leaves_alone_what_decodes(inputs in inputs()) {
        if is_strictly_good(&inputs) {
            let (mut cast, errors) = cast_inputs(&inputs);
            prop_assert_eq!(errors, InputErrors::new());
            if let Value::Object(cast) = &mut cast {
                cast.retain(|name, _| inputs.get(name).is_some());
            }
            let mut given = inputs.clone();
            fill_null_defaults(&mut given);
            prop_assert_eq!(cast, given);
        }
    }

    #[test]
    fn what_was_cast_decodes_and_casting_again_changes_nothing(inputs in inputs()) {
        let (cast, errors) = cast_inputs(&inputs);
        if errors.is_empty() {
            prop_assert!(decodes(&cast).is_some(), "cast and undecodable: {inputs} as {cast}");
            prop_assert_eq!(cast_inputs(&cast), (cast, InputErrors::new()));
        }
    }

    #[test]
    fn no_inputs_panic_and_every_refusal_names_a_listed_error(inputs in inputs()) {
        let (_, errors) = cast_inputs(&inputs);
        let listed: Vec<foobara::ErrorKey> = foobara_types::possible::input_errors(&<Everything as foobara::Command>::META.inputs)
            .iter()
            .map(foobara_types::possible::PossibleInputError::key)
            .collect();
        for error in errors {
            let is_listed = listed.iter().any(|possible| possible.matches(&error));
            prop_assert!(is_listed, "{} is not among {listed:?}", error.key());
        }
    }
}

/// Null for an attribute with a default stands for the default.
fn fill_null_defaults(inputs: &mut Value) {
    for (name, default) in [("flag", json!(true)), ("count", json!(3))] {
        if let Some(value) = inputs.get_mut(name).filter(|value| value.is_null()) {
            *value = default;
        }
    }
}
