use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{BUILTIN_TYPES, Secrets, builtin, domain, error, model};
use crate::{CommandEntry, entry::models};

/// Returns the manifest of some commands, by their full names, and of all that they refer to.
///
/// `describe` gives each command's entry; [`command`](super::command()) is what it starts from.
pub fn root<'a>(
    commands: impl Iterator<Item = (String, &'a CommandEntry)>,
    describe: impl Fn(&str, &CommandEntry) -> Value,
) -> Value {
    let commands: Vec<(String, &CommandEntry)> = commands.collect();
    let shown = models(commands.iter().map(|(_, entry)| *entry));
    let entries: Map<String, Value> = commands
        .iter()
        .map(|(name, entry)| (name.clone(), describe(name, entry)))
        .collect();
    let mut types: Map<String, Value> = shown
        .iter()
        .map(|shown| (shown.reference(), model(shown, Secrets::Hidden)))
        .collect();
    types.extend(
        BUILTIN_TYPES
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), builtin(name)?))),
    );
    types.sort_keys();
    let domains: BTreeSet<&'static [&'static str]> = commands
        .iter()
        .map(|(_, entry)| entry.meta.domain.scope)
        .collect();
    json!({
        "command": entries,
        "domain": domain::domains(&shown, &commands, &domains),
        "error": error::errors(&commands),
        "organization": domain::organizations(&commands),
        "type": types,
    })
}
