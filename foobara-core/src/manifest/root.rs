use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Secrets, domain, error, mapper, model, processor, scoped::object, types};
use crate::{App, CommandEntry, entry::models};

/// Returns the manifest of some commands, by their full names, of all that they refer to, and of every type and rule
/// that declarations may name.
///
/// `describe` gives each command's entry; [`command`](super::command()) is what it starts from.
pub fn root<'a>(
    app: &App,
    commands: impl Iterator<Item = (String, &'a CommandEntry)>,
    describe: impl Fn(&str, &CommandEntry) -> Value,
) -> Value {
    let registry = app.types();
    let commands: Vec<(String, &CommandEntry)> = commands.collect();
    let shown = models(commands.iter().map(|(_, entry)| *entry));
    let entries: Map<String, Value> = commands
        .iter()
        .map(|(name, entry)| (name.clone(), describe(name, entry)))
        .collect();
    let mut types: Map<String, Value> = shown
        .iter()
        .map(|shown| (shown.reference(), model(registry, shown, Secrets::Hidden)))
        .collect();
    let others: Map<String, Value> = types::types(registry).collect();
    let registered: Vec<String> = others.keys().cloned().collect();
    types.extend(others);
    types.sort_keys();
    let mappers = mapper::used(&commands);
    let domains: BTreeSet<&'static [&'static str]> = commands
        .iter()
        .map(|(_, entry)| entry.meta.domain.scope)
        .chain(mappers.iter().map(|mapper| mapper.domain.scope))
        .collect();
    let mut root = object(json!({
        "command": entries,
        "domain": domain::domains(&registered, &shown, &commands, &domains),
        "error": error::errors(app, &commands, &mappers),
        "organization": domain::organizations(&commands),
        "processor": processor::processors(registry),
        "type": types,
    }));
    if !mappers.is_empty() {
        root.insert("domain_mapper".to_owned(), mapper::mappers(&mappers).into());
    }
    root.into()
}
