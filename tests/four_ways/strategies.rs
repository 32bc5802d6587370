//! Calls drawn from small pools of values, good ones and bad ones.

use foobara_testing::proptest::{
    collection::vec,
    option,
    prelude::{Just, Strategy, prop_oneof},
    sample::select,
};
use serde_json::{Map, Value, json};

/// As many calls, each with an input for some of the names of its command and sometimes one too many.
pub(super) fn calls(count: usize) -> impl Strategy<Value = Vec<(String, Value)>> {
    const MOSTLY: f64 = 0.9;
    const SOMETIMES: f64 = 0.4;
    let call = prop_oneof![
        3 => call("CreateCapybara", [
            ("name", MOSTLY, texts()),
            ("age", MOSTLY, numbers()),
            ("keeper", SOMETIMES, keys()),
        ]),
        3 => call("IncrementAge", [
            ("capybara", MOSTLY, keys()),
            ("by", SOMETIMES, numbers()),
        ]),
        2 => call("Opts", [
            ("name", MOSTLY, texts()),
            ("verbose", SOMETIMES, booleans()),
            ("loud", SOMETIMES, booleans()),
            ("tags", SOMETIMES, arrays()),
            ("color", SOMETIMES, colors()),
            ("cfg", SOMETIMES, configs()),
        ]),
        1 => Just(("CreateKeeper".to_owned(), json!({ "name": "Ada" }))),
        3 => Just(("CreateCapybara".to_owned(), json!({ "name": "Fumiko", "age": 99 }))),
    ];
    vec(call, count)
}

/// A call with inputs that are there as often as is said, each from its pool or null.
fn call<const N: usize>(
    command: &'static str,
    inputs: [(&'static str, f64, Value); N],
) -> impl Strategy<Value = (String, Value)> {
    let entries: Vec<_> = inputs
        .into_iter()
        .map(|(name, often, pool)| {
            let Value::Array(mut values) = pool else {
                panic!("a pool is an array")
            };
            values.push(Value::Null);
            option::weighted(often, select(values)).prop_map(move |value| (name, value))
        })
        .collect();
    let surplus = option::weighted(0.05, select(vec!["extra", "Name", "id"]));
    (entries, surplus).prop_map(move |(entries, surplus)| {
        let given = entries
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        let mut inputs: Map<String, Value> = given.collect();
        inputs.extend(surplus.map(|name| (name.to_owned(), json!(1))));
        (command.to_owned(), inputs.into())
    })
}

fn texts() -> Value {
    json!(["Fumiko", "", " Fumiko ", "\u{202e}\n\u{0}", 5, 1.5, true, [], {}])
}

fn numbers() -> Value {
    json!([
        0,
        1,
        2,
        3,
        5,
        6,
        -1,
        100,
        101,
        "1",
        " 3",
        "-1",
        "x",
        "",
        1.0,
        1.5,
        1e300,
        i64::MAX,
        u64::MAX,
        true,
        [1],
        {}
    ])
}

fn keys() -> Value {
    json!([1, 1, 1, 2, "1", "2", 99, 0, -1, "x", 1.0, true, [1], { "id": 1 }, { "name": "Ada" }])
}

fn booleans() -> Value {
    json!([
        true,
        false,
        "true",
        "f",
        "yes",
        "0",
        1,
        0,
        2,
        1.0,
        "maybe",
        "",
        []
    ])
}

fn arrays() -> Value {
    json!([[], ["a"], ["a", 5, true], [null], [[]], "a", { "a": "b" }, ["a", { "b": 1 }]])
}

fn colors() -> Value {
    json!(["red", "blue", "Red", "green", "", 0, true, ["red"], { "red": null }])
}

fn configs() -> Value {
    json!([
        { "size": 1 }, { "size": "1", "name": "c" }, { "size": null }, { "name": null, "size": 1 }, {},
        { "size": "x", "name": 5 }, { "size": 1, "other": 2 }, [], "{\"size\":1}", [["size", 1]],
    ])
}
