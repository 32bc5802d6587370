//! Every command of the zoo, with inputs good and bad. The calls build on each other: what one makes, another uses.

use serde_json::{Value, json};

/// A call, and the keys of the errors that it must end with, sorted; none for a success.
pub(super) struct Call {
    pub(super) command: &'static str,
    pub(super) inputs: Value,
    pub(super) errors: &'static [&'static str],
}

const fn call(command: &'static str, inputs: Value, errors: &'static [&'static str]) -> Call {
    Call {
        command,
        inputs,
        errors,
    }
}

const GOOD: &[&str] = &[];

pub(super) fn script() -> Vec<Call> {
    [keepers(), capybaras(), birthdays(), safes(), options(), names()]
        .into_iter()
        .flatten()
        .collect()
}

fn keepers() -> Vec<Call> {
    vec![
        call("CreateKeeper", json!({ "name": "Ada" }), GOOD),
        call("Zoo::CreateKeeper", json!({ "name": 5 }), GOOD),
        call(
            "Acme::Zoo::CreateKeeper",
            json!({ "name": "\u{1b}[2J\u{202e} Ünï\n\"" }),
            GOOD,
        ),
        call("CreateKeeper", json!({ "name": "" }), GOOD),
        call(
            "CreateKeeper",
            json!({}),
            &["data.name.missing_required_attribute"],
        ),
        call(
            "CreateKeeper",
            json!({ "name": null }),
            &["data.name.cannot_cast"],
        ),
        call(
            "CreateKeeper",
            json!({ "name": ["Ada"] }),
            &["data.name.cannot_cast"],
        ),
        call(
            "CreateKeeper",
            json!({ "name": true }),
            &["data.name.cannot_cast"],
        ),
        call(
            "CreateKeeper",
            json!({ "name": "Ada", "id": 7 }),
            &["data.unexpected_attributes"],
        ),
        call(
            "CreateKeeper",
            json!({ "Name": "Ada" }),
            &["data.name.missing_required_attribute"],
        ),
    ]
}

fn capybaras() -> Vec<Call> {
    vec![
        call("CreateCapybara", json!({ "name": "Fumiko", "age": 99 }), GOOD),
        call(
            "CreateCapybara",
            json!({ "name": "Barbara", "age": "100", "keeper": 1 }),
            GOOD,
        ),
        call(
            "CreateCapybara",
            json!({ "name": "Basil", "age": 0, "keeper": "2" }),
            GOOD,
        ),
        call(
            "CreateCapybara",
            json!({ "name": "Nobody's", "age": 3.0, "keeper": null }),
            GOOD,
        ),
        call(
            "CreateCapybara",
            json!({ "name": "a", "age": -1 }),
            &["data.age.below_minimum"],
        ),
        call(
            "CreateCapybara",
            json!({ "name": "a", "age": "-1" }),
            &["data.age.below_minimum"],
        ),
        call(
            "CreateCapybara",
            json!({ "name": "a", "age": 1.5 }),
            &["data.age.cannot_cast"],
        ),
        call(
            "CreateCapybara",
            json!({ "name": "a", "age": "old" }),
            &["data.age.cannot_cast"],
        ),
        call(
            "CreateCapybara",
            json!({ "name": "a", "age": u64::MAX }),
            &["data.age.cannot_cast"],
        ),
        call(
            "CreateCapybara",
            json!({ "name": [], "age": {}, "keeper": [] }),
            &[
                "data.age.cannot_cast",
                "data.keeper.cannot_cast",
                "data.name.cannot_cast",
            ],
        ),
        call(
            "CreateCapybara",
            json!({}),
            &[
                "data.age.missing_required_attribute",
                "data.name.missing_required_attribute",
            ],
        ),
        call(
            "CreateCapybara",
            json!({ "name": "a", "age": 1, "keeper": 99 }),
            &["data.keeper.not_found"],
        ),
        call(
            "CreateCapybara",
            json!({ "name": "a", "age": 1, "keeper": "x" }),
            &["data.keeper.cannot_cast"],
        ),
        call(
            "CreateCapybara",
            json!({ "name": "a", "age": -1, "keeper": 99 }),
            &["data.age.below_minimum"],
        ),
        call(
            "CreateCapybara",
            json!({ "name": "a", "age": 1, "colour": "brown", "id": 1 }),
            &["data.unexpected_attributes"],
        ),
    ]
}

fn birthdays() -> Vec<Call> {
    vec![
        call("IncrementAge", json!({ "capybara": 1 }), GOOD),
        call("IncrementAge", json!({ "capybara": "3", "by": "5" }), GOOD),
        call("IncrementAge", json!({ "capybara": 3, "by": null }), GOOD),
        call(
            "IncrementAge",
            json!({ "capybara": 1, "by": 2 }),
            &["data.by.not_odd"],
        ),
        call(
            "IncrementAge",
            json!({ "capybara": 1, "by": 0 }),
            &["data.by.below_minimum"],
        ),
        call(
            "IncrementAge",
            json!({ "capybara": 1, "by": 6 }),
            &["data.by.max_exceeded"],
        ),
        call(
            "IncrementAge",
            json!({ "capybara": 1, "by": "6" }),
            &["data.by.max_exceeded"],
        ),
        call(
            "IncrementAge",
            json!({ "capybara": 99, "by": 4 }),
            &["data.capybara.not_found"],
        ),
        call(
            "IncrementAge",
            json!({ "capybara": 99, "by": 9 }),
            &["data.by.max_exceeded"],
        ),
        call(
            "IncrementAge",
            json!({ "by": 1 }),
            &["data.capybara.missing_required_attribute"],
        ),
        call(
            "IncrementAge",
            json!({ "capybara": null }),
            &["data.capybara.cannot_cast"],
        ),
        call(
            "IncrementAge",
            json!({ "capybara": { "id": 1 } }),
            &["data.capybara.cannot_cast"],
        ),
        call("Celebrate", json!({ "capybara": 3 }), GOOD),
        call("Celebrate", json!({ "capybara": "4" }), GOOD),
        call("IncrementAge", json!({ "capybara": 1 }), GOOD),
        call("IncrementAge", json!({ "capybara": 1 }), &["runtime.too_old"]),
        call(
            "IncrementAge",
            json!({ "capybara": "1", "by": "3" }),
            &["runtime.too_old"],
        ),
        call(
            "Celebrate",
            json!({ "capybara": 1 }),
            &["acme::zoo::increment_age>runtime.too_old"],
        ),
        call("Celebrate", json!({ "capybara": 2 }), GOOD),
        call(
            "Celebrate",
            json!({ "capybara": 2 }),
            &["acme::zoo::increment_age>runtime.too_old"],
        ),
        call(
            "Celebrate",
            json!({ "capybara": 99 }),
            &["data.capybara.not_found"],
        ),
        call(
            "Celebrate",
            json!({ "capybara": "x" }),
            &["data.capybara.cannot_cast"],
        ),
        call(
            "Celebrate",
            json!({}),
            &["data.capybara.missing_required_attribute"],
        ),
        call(
            "Celebrate",
            json!({ "capybara": 3, "by": 1 }),
            &["data.unexpected_attributes"],
        ),
    ]
}

fn safes() -> Vec<Call> {
    vec![
        call("CreateSafe", json!({}), GOOD),
        call("CreateSafe", json!({ "label": "papers", "pin": "1234" }), GOOD),
        call("CreateSafe", json!({ "label": 5, "pin": 1234 }), GOOD),
        call("CreateSafe", json!({ "pin": null }), GOOD),
        call(
            "CreateSafe",
            json!({ "label": null }),
            &["data.label.cannot_cast"],
        ),
        call(
            "CreateSafe",
            json!({ "label": "papers", "pin": ["1234"] }),
            &["data.pin.cannot_cast"],
        ),
        call(
            "CreateSafe",
            json!({ "code": "1234" }),
            &["data.unexpected_attributes"],
        ),
    ]
}

fn options() -> Vec<Call> {
    vec![
        call("Opts", json!({ "name": "a" }), GOOD),
        call(
            "Opts",
            json!({ "name": 1.5, "verbose": "yes", "loud": "f", "tags": ["a", 5], "color": "red" }),
            GOOD,
        ),
        call(
            "Opts",
            json!({ "name": "a", "verbose": 1, "loud": 0, "tags": [], "color": "blue" }),
            GOOD,
        ),
        call("Opts", json!({ "name": "a", "cfg": { "size": "7" } }), GOOD),
        call(
            "Opts",
            json!({ "name": "a", "cfg": { "size": 7, "name": "c" } }),
            GOOD,
        ),
        call(
            "Opts",
            json!({ "name": "a", "verbose": "maybe" }),
            &["data.verbose.cannot_cast"],
        ),
        call(
            "Opts",
            json!({ "name": "a", "loud": null }),
            &["data.loud.cannot_cast"],
        ),
        call(
            "Opts",
            json!({ "name": "a", "tags": "a" }),
            &["data.tags.cannot_cast"],
        ),
        call(
            "Opts",
            json!({ "name": "a", "tags": ["a", null, {}] }),
            &["data.tags.1.cannot_cast", "data.tags.2.cannot_cast"],
        ),
        call(
            "Opts",
            json!({ "name": "a", "color": "green" }),
            &["data.color.value_not_valid"],
        ),
        call(
            "Opts",
            json!({ "name": "a", "color": 5 }),
            &["data.color.cannot_cast"],
        ),
        call(
            "Opts",
            json!({ "name": "a", "cfg": {} }),
            &["data.cfg.size.missing_required_attribute"],
        ),
        call(
            "Opts",
            json!({ "name": "a", "cfg": null }),
            &["data.cfg.cannot_cast"],
        ),
        call(
            "Opts",
            json!({ "name": "a", "cfg": { "size": 1, "name": null } }),
            &["data.cfg.name.cannot_cast"],
        ),
        call(
            "Opts",
            json!({ "name": "a", "cfg": { "size": 1, "wide": 2 } }),
            &["data.cfg.unexpected_attributes"],
        ),
        call(
            "Opts",
            json!({ "name": "a", "cfg": { "size": "x", "name": [] } }),
            &["data.cfg.name.cannot_cast", "data.cfg.size.cannot_cast"],
        ),
        call(
            "Opts",
            json!({ "verbose": [] }),
            &["data.name.missing_required_attribute"],
        ),
        call(
            "Opts",
            json!({ "name": "a", "nmae": "b", "colour": "red" }),
            &["data.unexpected_attributes"],
        ),
    ]
}

fn names() -> Vec<Call> {
    const NOT_FOUND: &[&str] = &["runtime.no_command_found"];
    vec![
        call("Explode", json!({}), &["runtime.unknown"]),
        call("Explode", json!({ "a": 1 }), &["data.unexpected_attributes"]),
        call("Acme/Zoo/Explode", json!({}), &["runtime.unknown"]),
        call("::Acme::Zoo::CreateKeeper", json!({ "name": "Eve" }), GOOD),
        call("CreateKeepr", json!({ "name": "Ada" }), NOT_FOUND),
        call("Acme::CreateKeeper", json!({ "name": "Ada" }), NOT_FOUND),
        call("createkeeper", json!({}), NOT_FOUND),
        call("Shop::CreateKeeper", json!({}), NOT_FOUND),
        call("Zoo", json!({}), NOT_FOUND),
        call("Käse", json!({}), NOT_FOUND),
        call("Create Keeper?x=1&y=%2F", json!({}), NOT_FOUND),
        call("NoSuchThingAtAll", json!({}), NOT_FOUND),
    ]
}
