//! What a derive declares and what the same declaration does as data come to the same.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use foobara::{Command as _, Encoding, RawInputs, RunOptions, prelude::*};
use foobara_testing::proptest::prelude::*;
use foobara_types::{Base, Declaration, ErrorReport, TypeRegistry, json};
use serde_json::{Map, Value};

use crate::samples::{config, values};

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
    size: i64,
    #[input(not_null, min_length = 1)]
    name: Option<String>,
}

/// Takes one input of every kind
#[derive(Debug, Command)]
#[command(domain = Laws)]
struct Everything {
    #[input(min = -5, max = 5)]
    whole: i64,
    #[input(min = 0.0)]
    ratio: Option<f64>,
    #[input(default = true)]
    flag: bool,
    #[input(default = Some(false))]
    maybe: Option<bool>,
    #[input(max_length = 3)]
    text: Option<String>,
    #[input(trim, downcase, min_length = 2)]
    word: Option<String>,
    #[input(email)]
    address: Option<String>,
    #[input(matches = r"\A[a-z]\d\z")]
    code: Option<String>,
    #[input(one_of = ["a", "b"])]
    choice: Option<String>,
    letter: Option<char>,
    #[input(not_null)]
    color: Option<Color>,
    shade: Option<Color>,
    #[input(default = 3, max = 4)]
    count: i64,
    list: Option<Vec<i64>>,
    queue: Option<VecDeque<Option<String>>>,
    set: Option<BTreeSet<String>>,
    parts: Option<Vec<Part>>,
    part: Option<Part>,
    boxed: Option<Box<Part>>,
    pair: Option<(i64, String)>,
    triple: Option<(bool, Vec<bool>, f64)>,
    map: Option<BTreeMap<String, bool>>,
    by_name: Option<HashMap<String, bool>>,
    any: Option<Value>,
    secret: Option<Sensitive<String>>,
    secrets: Option<Vec<Sensitive<i64>>>,
}

impl Execute for Everything {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(())
    }
}

/// Makes floats of all numbers: one that is declared as a float is shown as it was given, or as a float.
fn with_floats(value: Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        Value::Array(elements) => elements.into_iter().map(with_floats).collect(),
        Value::Object(entries) => {
            let entries = entries
                .into_iter()
                .map(|(name, value)| (name, with_floats(value)));
            entries.collect::<Map<_, _>>().into()
        }
        other => other,
    }
}

/// Where, which and with what facts each error is.
type Errors = Vec<(String, Value, bool)>;

fn described(error: &ErrorReport) -> (String, Value, bool) {
    let wire = serde_json::to_value(error).unwrap_or_default();
    let context = wire.get("context").cloned().unwrap_or_default();
    (error.key(), with_floats(context), error.is_fatal())
}

/// Runs the command by way of JSON, as a connector does.
fn run(app: &App, text: &str) -> Errors {
    let entry = app.command("Everything").found().expect("the command is there");
    let inputs = RawInputs::json(text.to_owned().into_bytes());
    let run = entry.run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime starts");
    let errors = runtime.block_on(run).err();
    errors
        .iter()
        .flat_map(|errors| &errors.0)
        .map(described)
        .collect()
}

/// Processes the inputs by the declaration alone.
fn process(declaration: &Declaration, text: &str) -> Errors {
    let (value, notes) = json::parse(text.as_bytes()).expect("values are JSON");
    let errors = declaration.process(value, &notes).err();
    errors.iter().flatten().map(described).collect()
}

fn app() -> App {
    App::builder()
        .domain::<Laws>(commands![Everything])
        .build()
        .expect("the app is well-formed")
}

/// The inputs of the command as data, declared anew.
fn declared() -> Declaration {
    let strict = Everything::META.inputs.to_strict();
    TypeRegistry::standard()
        .declare(&strict)
        .expect("the strict form can be declared")
}

/// Inputs that are objects: what else can come in says of the command what it is.
fn inputs() -> impl Strategy<Value = Value> {
    let few = |(value, chosen): (Value, u32)| match value {
        Value::Object(entries) => {
            let is_chosen = |index: usize, name: &str| name == "whole" || chosen >> (index % 32) & 3 == 3;
            let entries = entries
                .into_iter()
                .enumerate()
                .filter(|(index, (name, _))| is_chosen(*index, name));
            entries.map(|(_, entry)| entry).collect::<Map<_, _>>().into()
        }
        _ => Value::Object(Map::new()),
    };
    let all = values(&Declaration::new(Base::Attributes(
        Everything::META.inputs.clone().into(),
    )));
    prop_oneof![
        all.clone().prop_filter("an object", Value::is_object),
        (all, any::<u32>()).prop_map(few)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8 * config().cases, ..config() })]

    #[test]
    fn derived_and_declared_come_to_the_same_errors(inputs in inputs()) {
        thread_local! {
            static SUBJECTS: (App, Declaration) = (app(), declared());
        }
        let text = inputs.to_string();
        let (of_command, of_data) = SUBJECTS.with(|(app, declaration)| (run(app, &text), process(declaration, &text)));
        prop_assert_eq!(of_command, of_data, "{}", text);
    }
}
