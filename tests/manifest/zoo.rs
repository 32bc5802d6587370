//! Our manifest of the zoo beside Ruby foobara's: which keys its consumers find.

use std::collections::BTreeSet;

use foobara::manifest::diff::{Bump, diff};
use serde_json::Value;

use crate::golden::{golden, read};

#[path = "../support/zoo.rs"]
mod program;

/// Returns the manifest that the example program prints.
fn ours() -> Value {
    let output = program::zoo()
        .arg("manifest")
        .output()
        .expect("the program starts");
    serde_json::from_slice(&output.stdout).expect("a manifest is JSON")
}

/// Keys and entries that Ruby foobara has and we have not: category, entry, key, and the reason.
const MISSING: [(&str, &str, &str, &str); 2] = [
    (
        "command",
        "Acme::Zoo::CreateSafe",
        "result_transformers",
        "secrets are never written, so that nothing has to take them out of a result",
    ),
    (
        "error",
        "Acme::Zoo::IncrementAge::CapybaraNotFoundError",
        "",
        "a record that is missing is a `Foobara::Entity::NotFoundError`, and no class is made for each input",
    ),
];

/// Returns the keys of an entry; that an entry is there has no name.
fn keys(entry: &Value) -> BTreeSet<&str> {
    let names = entry.as_object().into_iter().flatten();
    names.map(|(name, _)| name.as_str()).chain([""]).collect()
}

#[test]
fn every_key_of_rubys_manifest_is_there_but_for_reasons() {
    let (ours, golden) = (ours(), golden());
    let mut missing = Vec::new();
    for category in ["command", "domain", "error", "organization", "type"] {
        for (name, entry) in golden[category].as_object().into_iter().flatten() {
            let found = &ours[category][name];
            let known = if found.is_null() {
                BTreeSet::new()
            } else {
                keys(found)
            };
            let gone: Vec<&str> = match known.is_empty() {
                true => vec![""],
                false => keys(entry).difference(&known).copied().collect(),
            };
            missing.extend(
                gone.into_iter()
                    .map(|key| (category, name.clone(), key.to_owned())),
            );
        }
    }
    let expected: Vec<(&str, String, String)> = MISSING
        .iter()
        .map(|(category, name, key, _)| (*category, (*name).to_owned(), (*key).to_owned()))
        .collect();
    assert_eq!(missing, expected);
    assert_eq!(keys(&ours["metadata"]), keys(&golden["metadata"]));
}

#[test]
fn it_is_the_same_each_time_but_for_the_hour() {
    let (mut one, mut other) = (ours(), ours());
    one["metadata"]["when"] = Value::Null;
    other["metadata"]["when"] = Value::Null;
    assert_eq!(one.to_string(), other.to_string());
}

#[test]
fn nothing_changed_from_itself() {
    let manifest = read(&ours());
    let changes = diff(&manifest, &manifest);
    assert_eq!(
        (changes.to_string(), changes.needed()),
        (String::new(), Bump::None)
    );
}

#[test]
fn the_reader_finds_what_commands_do() {
    let manifest = read(&ours());
    let celebrate = manifest.command("Acme::Zoo::Celebrate").expect("it is there");
    let effects = celebrate.get().effects.as_ref().expect("ours has them");
    assert_eq!(effects.writes, ["Acme::Zoo::Capybara"]);
    assert_eq!(
        effects.read_only.reason,
        "writes `Acme::Zoo::Capybara` through `Acme::Zoo::IncrementAge`"
    );
    let processor = manifest.processor("min").expect("rules are there");
    assert_eq!((processor.kind.as_str(), processor.can_fail), ("validator", true));
}
