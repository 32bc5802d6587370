//! What changes mean for callers.

use std::panic;

use foobara::manifest::{
    diff::{Bump, Changes, assert_compatible, diff},
    reader::Manifest,
};
use serde_json::{Value, json};

use crate::golden::{golden, read};

/// Changes Ruby's manifest, and returns what is said of that.
fn changes(change: impl FnOnce(&mut Value)) -> Changes {
    let old = golden();
    let mut new = old.clone();
    change(&mut new);
    diff(&read(&old), &read(&new))
}

#[track_caller]
fn check(change: impl FnOnce(&mut Value), expected: &[&str]) {
    let changes = changes(change);
    let said: Vec<String> = changes.0.iter().map(ToString::to_string).collect();
    assert_eq!(said, expected);
    let largest = changes.0.iter().map(|change| change.bump).max();
    assert_eq!(changes.needed(), largest.unwrap_or(Bump::None));
}

fn command<'a>(manifest: &'a mut Value, name: &str) -> &'a mut Value {
    &mut manifest["command"][format!("Acme::Zoo::{name}")]
}

fn inputs<'a>(manifest: &'a mut Value, name: &str) -> &'a mut Value {
    &mut command(manifest, name)["inputs_type"]
}

fn input<'a>(manifest: &'a mut Value, name: &str, input: &str) -> &'a mut Value {
    &mut inputs(manifest, name)["element_type_declarations"][input]
}

fn remove(object: &mut Value, key: &str) {
    object.as_object_mut().expect("an object").shift_remove(key);
}

#[test]
fn nothing_is_said_of_what_is_the_same() {
    check(|_| {}, &[]);
}

#[test]
fn commands_come_and_go() {
    check(
        |manifest| {
            let mut feed = command(manifest, "Explode").take();
            feed["reference"] = json!("Acme::Zoo::Feed");
            remove(&mut manifest["command"], "Acme::Zoo::Explode");
            manifest["command"]["Acme::Zoo::Feed"] = feed;
        },
        &[
            "major: `Acme::Zoo::Explode` is gone; callers of it find nothing",
            "minor: `Acme::Zoo::Feed` is new; nobody calls it yet",
        ],
    );
}

#[test]
fn a_query_stays_one() {
    check(
        |manifest| command(manifest, "Opts")["is_query"] = json!(true),
        &["minor: `Acme::Zoo::Opts` is a query now; it promises more"],
    );
    let mut old = golden();
    command(&mut old, "Opts")["is_query"] = json!(true);
    assert_eq!(
        diff(&read(&old), &read(&golden())).to_string(),
        "major: `Acme::Zoo::Opts` is no longer a query; callers ask for queries without care, and by GET\n"
    );
}

#[test]
fn inputs_are_not_taken_away_and_new_ones_may_be_left_out() {
    check(
        |manifest| {
            remove(&mut inputs(manifest, "Opts")["element_type_declarations"], "loud");
            *input(manifest, "Opts", "volume") = json!("integer");
            *input(manifest, "Opts", "pitch") = json!("integer");
            inputs(manifest, "Opts")["required"] = json!(["name", "pitch"]);
        },
        &[
            "major: `Acme::Zoo::Opts`: `loud` of the inputs is gone; callers that give it are refused or not heard",
            "major: `Acme::Zoo::Opts`: `pitch` of the inputs is new and required; callers that do not know it are \
             refused",
            "minor: `Acme::Zoo::Opts`: `volume` of the inputs is new; callers need not know it",
        ],
    );
}

#[test]
fn what_may_be_left_out_stays_so_and_means_the_same() {
    check(
        |manifest| {
            inputs(manifest, "Opts")["required"] = json!(["loud"]);
            inputs(manifest, "Opts")["defaults"] = json!({ "verbose": true, "tags": ["a b"] });
        },
        &[
            "major: `Acme::Zoo::Opts`: `verbose` of the inputs is `true` when it is left out, and was `false`; callers \
             that leave it out get something else",
            "major: `Acme::Zoo::Opts`: `loud` of the inputs is required now; callers that leave it out are refused",
            "minor: `Acme::Zoo::Opts`: `name` of the inputs may be left out now; callers that give it still may",
        ],
    );
}

#[test]
fn rules_of_inputs_are_loosened_and_not_tightened() {
    check(
        |manifest| {
            *input(manifest, "IncrementAge", "by") = json!({ "type": "integer", "min": 0, "max": 3 });
            *input(manifest, "Opts", "color") =
                json!({ "type": "symbol", "one_of": ["red"], "allow_nil": true });
            *input(manifest, "Opts", "name") =
                json!({ "type": "string", "description": "The name", "matches": "a" });
        },
        &[
            "major: `Acme::Zoo::IncrementAge`: `by` of the inputs is under `max: 3` now, and was under `max: 5`; what \
             was accepted may be refused",
            "major: `Acme::Zoo::Opts`: `name` of the inputs is under `matches: \"a\"` now; what was accepted may be \
             refused",
            "major: `Acme::Zoo::Opts`: `color` of the inputs is under `one_of: [\"red\"]` now, and was under `one_of: \
             [\"red\",\"blue\"]`; what was accepted may be refused",
            "minor: `Acme::Zoo::IncrementAge`: `by` of the inputs is under `min: 0` now, and was under `min: 1`; what \
             was accepted still is",
            "minor: `Acme::Zoo::Opts`: `color` of the inputs may be null now; what was accepted still is",
        ],
    );
}

#[test]
fn types_of_inputs_become_wider() {
    check(
        |manifest| {
            *input(manifest, "Opts", "tags") = json!("array");
            *input(manifest, "Opts", "verbose") = json!("duck");
            *input(manifest, "CreateKeeper", "name") = json!("symbol");
            input(manifest, "Opts", "cfg")["element_type_declarations"]["size"] = json!("number");
        },
        &[
            "major: `Acme::Zoo::CreateKeeper`: `name` of the inputs is of the type `symbol` now, and was of `string`; \
             what was accepted may be refused",
            "minor: `Acme::Zoo::Opts`: `verbose` of the inputs is of the type `duck` now, and was of `boolean`; what \
             was accepted still is",
            "minor: `Acme::Zoo::Opts`: `tags` of the inputs does not say what its parts are now; what was accepted \
             still is",
            "minor: `Acme::Zoo::Opts`: `cfg.size` of the inputs is of the type `number` now, and was of `integer`; what \
             was accepted still is",
        ],
    );
}

#[test]
fn transformers_count_where_something_judges_what_they_make() {
    check(
        |manifest| {
            *input(manifest, "CreateKeeper", "name") = json!({ "type": "string", "trim": true });
            *input(manifest, "Opts", "color") =
                json!({ "type": "symbol", "one_of": ["red", "blue"], "downcase": true });
            *input(manifest, "CreateSafe", "label") = json!({ "type": "string", "from_json": true });
        },
        &[
            "major: `Acme::Zoo::Opts`: `color` of the inputs is under `downcase` now; what was accepted may be refused",
            "minor: `Acme::Zoo::CreateKeeper`: `name` of the inputs is under `trim` now; values are accepted as before \
             and changed otherwise",
            "minor: `Acme::Zoo::CreateSafe`: `label` of the inputs is under `from_json` now; what was accepted still is",
        ],
    );
}

#[test]
fn results_keep_what_clients_rely_on() {
    check(
        |manifest| {
            let keeper = &mut manifest["type"]["Acme::Zoo::Keeper"]["attributes_type"];
            keeper["required"] = json!([]);
            keeper["element_type_declarations"]["nick"] = json!("string");
            let capybara = &mut manifest["type"]["Acme::Zoo::Capybara"]["attributes_type"];
            capybara["element_type_declarations"]["age"] = json!({ "type": "integer", "allow_nil": true });
            capybara["element_type_declarations"]["keeper"] = json!("Acme::Zoo::Keeper");
            remove(&mut capybara["element_type_declarations"], "name");
            command(manifest, "Opts")["result_type"] = Value::Null;
            command(manifest, "Explode")["result_type"] = json!("string");
        },
        &[
            "major: `Acme::Zoo::Opts`: the result is gone; clients miss it",
            "major: `Acme::Zoo::Capybara`: `name` of what callers get is gone; clients miss it",
            "major: `Acme::Zoo::Capybara`: `age` of what callers get may be null now; clients may get what they do not \
             know",
            "major: `Acme::Zoo::Capybara`: `age` of what callers get is no longer under `min: 0`; clients may get what \
             they do not know",
            "major: `Acme::Zoo::Keeper`: `name` of what callers get may be missing now; clients rely on it",
            "minor: `Acme::Zoo::Explode`: the result is there now; nobody looks at it yet",
            "minor: `Acme::Zoo::Capybara`: `keeper` of what callers get may not be null now; clients get what they know",
            "minor: `Acme::Zoo::Keeper`: `nick` of what callers get is new; clients need not look at it",
        ],
    );
}

#[test]
fn entities_are_given_by_their_key() {
    check(
        |manifest| {
            for name in ["Capybara", "Keeper"] {
                let entity = &mut manifest["type"][format!("Acme::Zoo::{name}")]["attributes_type"];
                entity["element_type_declarations"]["id"] = json!("string");
            }
        },
        &[
            "major: `Acme::Zoo::Capybara`: `id` of what callers give is of the type `string` now, and was of `integer`; \
             what was accepted may be refused",
            "major: `Acme::Zoo::Keeper`: `id` of what callers give is of the type `string` now, and was of `integer`; \
             what was accepted may be refused",
            "major: `Acme::Zoo::Capybara`: `id` of what callers get is of the type `string` now, and was of `integer`; \
             clients may get what they do not know",
            "major: `Acme::Zoo::Keeper`: `id` of what callers get is of the type `string` now, and was of `integer`; \
             clients may get what they do not know",
        ],
    );
}

#[test]
fn errors_that_are_new_break_those_who_handle_each() {
    check(
        |manifest| {
            let mut too_old = manifest["error"]["Acme::Zoo::IncrementAge::TooOldError"].clone();
            too_old["context_type_declaration"] =
                json!({ "type": "attributes", "element_type_declarations": {} });
            manifest["error"]["Acme::Zoo::IncrementAge::TooOldError"] = too_old;
            let errors = &mut command(manifest, "CreateKeeper")["possible_errors"];
            errors["runtime.full"] =
                json!({ "category": "runtime", "symbol": "full", "key": "runtime.full", "error": "Full" });
            let errors = &mut command(manifest, "IncrementAge")["possible_errors"];
            remove(errors, "data.by.not_odd");
        },
        &[
            "major: `Acme::Zoo::CreateKeeper` can fail with `runtime.full` now; clients that handle every error do not \
             know it",
            "major: `Acme::Zoo::IncrementAge::TooOldError`: `age` of the context is gone; clients miss it",
            "minor: `Acme::Zoo::IncrementAge` no longer fails with `data.by.not_odd`; clients that handle it need not",
        ],
    );
}

#[test]
fn who_listens_to_messages_hears_them_still() {
    let publish = |manifest: &mut Value, messages: Value| {
        command(manifest, "Explode")["publishes"] = messages;
    };
    let mut old = golden();
    publish(&mut old, json!(["Acme::Zoo::Safe", "Acme::Zoo::Burst"]));
    let mut new = golden();
    publish(&mut new, json!(["Acme::Zoo::Safe", "Acme::Zoo::Fizzle"]));
    let attributes = &mut new["type"]["Acme::Zoo::Safe"]["attributes_type"];
    remove(&mut attributes["element_type_declarations"], "label");
    let changes = diff(&read(&old), &read(&new));
    let said: Vec<String> = changes.0.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "major: `Acme::Zoo::Explode` does not publish `Acme::Zoo::Burst` any more; those who listen wait for it",
            "major: `Acme::Zoo::Safe`: `label` of what callers get is gone; clients miss it",
            "minor: `Acme::Zoo::Explode` publishes `Acme::Zoo::Fizzle` now; nobody listens to it here yet",
        ]
    );
}

#[test]
fn texts_are_a_patch() {
    check(
        |manifest| {
            command(manifest, "CreateKeeper")["description"] = json!("Creates a keeper");
            input(manifest, "Opts", "name")["description"] = json!("Its name");
        },
        &[
            "patch: `Acme::Zoo::CreateKeeper` is described in other words; it works as before",
            "patch: `Acme::Zoo::Opts`: `name` of the inputs is described in other words; it works as before",
        ],
    );
}

#[test]
fn promises_are_not_withdrawn() {
    let effects = |idempotent: bool, destructive: bool, writes: Value| {
        let hint = |value: bool| json!({ "value": value, "reason": "writes `Acme::Zoo::Keeper`" });
        json!({
            "reads": [], "writes": writes, "deletes": [], "ports": [], "read_only": hint(false),
            "destructive": hint(destructive), "idempotent": hint(idempotent), "open_world": hint(false),
        })
    };
    let (mut old, mut new) = (golden(), golden());
    command(&mut old, "CreateKeeper")["effects"] = effects(true, false, json!([]));
    command(&mut new, "CreateKeeper")["effects"] = effects(false, true, json!(["Acme::Zoo::Keeper"]));
    assert_eq!(
        diff(&read(&old), &read(&new)).to_string(),
        "major: `Acme::Zoo::CreateKeeper` may not be repeated safely now (it writes `Acme::Zoo::Keeper`); callers relied \
         on the promise\n\
         major: `Acme::Zoo::CreateKeeper` may destroy what is there now (it writes `Acme::Zoo::Keeper`); callers relied \
         on the promise\n\
         patch: `Acme::Zoo::CreateKeeper` touches or runs something else inside; callers see none of it\n"
    );
    assert_eq!(
        diff(&read(&new), &read(&old)).needed(),
        Bump::Patch,
        "a promise may be given"
    );
}

#[test]
fn an_undeclared_break_is_refused() {
    let old = read(&golden());
    let mut new = golden();
    remove(&mut new["command"], "Acme::Zoo::Explode");
    let new = read(&new);
    assert_compatible(&old, &new, Bump::Major);
    assert_compatible(&old, &old, Bump::None);
    let panic = panic::catch_unwind(|| assert_compatible(&old, &new, Bump::Minor)).expect_err("it breaks");
    assert_eq!(
        panic.downcast_ref::<String>().map(String::as_str),
        Some(
            "1 change needs a major version, and a minor one is declared:\n\
             major: `Acme::Zoo::Explode` is gone; callers of it find nothing\n"
        )
    );
}

#[test]
fn models_that_hold_themselves_come_to_an_end() {
    let tree = |leaf: &str| -> Manifest {
        let attributes = json!({
            "type": "attributes",
            "element_type_declarations": {
                "leaf": leaf,
                "branches": { "type": "array", "element_type_declaration": "Tree" },
            },
        });
        read(&json!({
            "command": { "Plant": {
                "reference": "Plant", "scoped_name": "Plant", "domain": "D", "organization": "O",
                "inputs_type": { "type": "attributes", "element_type_declarations": { "tree": "Tree" } },
                "result_type": "Tree",
            } },
            "type": { "Tree": { "reference": "Tree", "base_type": "model", "attributes_type": attributes } },
        }))
    };
    assert_eq!(
        diff(&tree("integer"), &tree("duck")).to_string(),
        "major: `Tree`: `leaf` of what callers give is of the type `duck` now, and was of `integer`; what was accepted \
         may be refused\n\
         major: `Tree`: `leaf` of what callers get is of the type `duck` now, and was of `integer`; clients may get what \
         they do not know\n"
    );
}
