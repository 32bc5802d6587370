use std::collections::BTreeMap;

use foobara_types::{ErrorKey, error::RuntimePath};
use serde_json::{Map, Value, json};

use super::{
    error,
    scoped::{self, scoped},
};
use crate::{App, CommandEntry, CommandMeta, Concern, Effect, Place, app::Lookup, ports::PortMeta};

/// Returns the entry of a command, without what its exposure adds.
pub fn command(app: &App, entry: &CommandEntry) -> Map<String, Value> {
    let meta = entry.meta;
    let mut described = scoped(
        "command",
        meta.domain.scope,
        meta.name,
        ("domain", &scoped::domain(meta.domain)),
    );
    for kind in [
        "types_depended_on",
        "inputs_types_depended_on",
        "result_types_depended_on",
        "errors_types_depended_on",
    ] {
        described.insert(kind.to_owned(), types_depended_on(entry, kind).into());
    }
    let errors: Map<String, Value> = possible_errors(app, entry).into_iter().collect();
    described.insert("possible_errors".to_owned(), errors.into());
    insert_names(&mut described, "depends_on", depends_on(meta));
    let publishes = meta.publishes.iter().map(|message| message().reference());
    insert_names(&mut described, "publishes", publishes);
    let enqueues = meta.enqueues.iter().map(|job| job().reference());
    insert_names(&mut described, "enqueues", enqueues);
    if !meta.uses.is_empty() {
        let ports: Vec<Value> = meta.uses.iter().map(port).collect();
        described.insert("ports".to_owned(), ports.into());
    }
    let concerns: Vec<&str> = entry.concerns(app).map(Concern::name).collect();
    if !concerns.is_empty() {
        described.insert("concerns".to_owned(), concerns.into());
    }
    if let Lookup::Found(effects) = app.effects_of(meta) {
        if effects.read_only.value {
            described.insert("is_query".to_owned(), true.into());
        }
        described.insert("effects".to_owned(), super::effects::effects(effects));
    }
    described.insert("inputs_type".to_owned(), meta.inputs.to_strict());
    described.insert("description".to_owned(), json!(meta.description));
    described.insert("result_type".to_owned(), result_type(entry));
    described
}

/// Adds a list of names, sorted, if there are any.
fn insert_names(described: &mut Map<String, Value>, list: &str, names: impl Iterator<Item = String>) {
    let mut names: Vec<String> = names.collect();
    if !names.is_empty() {
        names.sort_unstable();
        described.insert(list.to_owned(), names.into());
    }
}

/// Returns the description of a port. Ruby foobara has none.
fn port(port: &PortMeta) -> Value {
    json!({
        "name": port.name,
        "description": port.description,
        "writes": port.effect == Effect::Write,
    })
}

/// Returns the names of the commands and mappers that a command declares.
fn depends_on(meta: &CommandMeta) -> impl Iterator<Item = String> {
    let callees = meta.callees().map(CommandMeta::reference);
    let mappers = meta.maps.iter().map(|mapper| mapper().reference());
    callees.chain(mappers)
}

/// A command that returns nothing has no result type.
fn result_type(entry: &CommandEntry) -> Value {
    if entry.output.base.is_anything() {
        Value::Null
    } else {
        entry.output.to_strict()
    }
}

/// Returns every error that a command can cause by key: its inputs', its own, and its sub-commands'.
pub fn possible_errors(app: &App, entry: &CommandEntry) -> BTreeMap<String, Value> {
    let mut errors = BTreeMap::new();
    for found in entry.meta.input_errors() {
        let key = found.key();
        errors.insert(key.to_string(), of_input(app, &key));
    }
    for declared in entry.errors.iter() {
        errors.insert(
            declared.key(),
            error::of_command(entry.meta, declared, RuntimePath::new()),
        );
    }
    for declared in entry.concerns(app).flat_map(Concern::possible_errors) {
        errors.insert(
            declared.key(),
            error::of_command(entry.meta, declared, RuntimePath::new()),
        );
    }
    of_subcommands(app, entry.meta, &mut vec![], &mut errors);
    errors
}

fn of_input(app: &App, key: &ErrorKey) -> Value {
    let mut entry = error::of_input(app.types(), key);
    if key.symbol == error::NOT_FOUND.symbol
        && let Value::Object(entry) = &mut entry
    {
        entry.insert("manually_added".to_owned(), true.into());
    }
    entry
}

/// Sub-commands are called with typed inputs: what a decoder would refuse cannot happen, what a rule refuses can.
fn of_subcommands(
    app: &App,
    meta: &CommandMeta,
    runtime_path: &mut Vec<String>,
    errors: &mut BTreeMap<String, Value>,
) {
    const ONLY_FROM_OUTSIDE: [&str; 4] = [
        "cannot_cast",
        "missing_required_attribute",
        "unexpected_attributes",
        "duplicate_attributes",
    ];
    of_mappers(meta, runtime_path, errors);
    for callee in meta.callees() {
        let symbol = callee.symbol();
        if runtime_path.contains(&symbol) || std::ptr::eq(callee, meta) {
            continue;
        }
        runtime_path.push(symbol);
        for found in callee.input_errors() {
            if !ONLY_FROM_OUTSIDE.contains(&found.symbol) {
                let mut key = found.key();
                let class = error::of_input(app.types(), &key);
                let class = class.get("error").and_then(Value::as_str).unwrap_or_default();
                key.runtime_path = runtime_path.iter().cloned().collect();
                add(&error::possible(&key, class, false), errors);
            }
        }
        if let Some(entry) = app.command(&format!("::{}", callee.reference())).found() {
            for declared in entry.errors.iter() {
                add(
                    &error::of_command(callee, declared, runtime_path.iter().cloned().collect()),
                    errors,
                );
            }
            of_concerns_below(app, entry, runtime_path, errors);
        }
        of_subcommands(app, callee, runtime_path, errors);
        runtime_path.pop();
    }
}

fn of_mappers(meta: &CommandMeta, runtime_path: &[String], errors: &mut BTreeMap<String, Value>) {
    for mapper in meta.maps.iter().map(|mapper| mapper()) {
        let path = || runtime_path.iter().cloned().chain([mapper.symbol()]).collect();
        for declared in mapper.errors.iter() {
            add(&error::of_owner(&mapper.reference(), declared, path()), errors);
        }
    }
}

/// The deadline is the run's, wherever it was set: that it passed looks the same however deep it is found.
fn of_concerns_below(
    app: &App,
    entry: &CommandEntry,
    runtime_path: &[String],
    errors: &mut BTreeMap<String, Value>,
) {
    let concerns = entry
        .concerns(app)
        .filter(|concern| concern.place() != Place::Root);
    for declared in concerns.flat_map(Concern::possible_errors) {
        let is_of_the_run = declared.symbol == "timeout";
        let path = if is_of_the_run { &[] } else { runtime_path };
        add(
            &error::of_command(entry.meta, declared, path.iter().cloned().collect()),
            errors,
        );
    }
}

fn add(entry: &Value, errors: &mut BTreeMap<String, Value>) {
    if let Some(key) = entry.get("key").and_then(Value::as_str) {
        errors.insert(key.to_owned(), entry.clone());
    }
}

/// Returns the names of the types that a part of a command is made of, sorted.
fn types_depended_on(entry: &CommandEntry, kind: &str) -> Vec<String> {
    let mut names = Vec::new();
    let inputs = |names: &mut Vec<String>| {
        names.push("attributes".to_owned());
        names.extend(
            entry
                .meta
                .inputs
                .attributes
                .iter()
                .map(|attribute| attribute.declaration.base.name().into_owned()),
        );
    };
    let result = |names: &mut Vec<String>| names.push(entry.output.base.name().into_owned());
    let errors = |names: &mut Vec<String>| {
        let contexts = entry
            .errors
            .iter()
            .flat_map(|error| error.context.attributes.iter());
        names.extend(contexts.map(|attribute| attribute.declaration.base.name().into_owned()));
    };
    match kind {
        "inputs_types_depended_on" => inputs(&mut names),
        "result_types_depended_on" => result(&mut names),
        "errors_types_depended_on" => errors(&mut names),
        _ => {
            inputs(&mut names);
            result(&mut names);
            errors(&mut names);
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}
