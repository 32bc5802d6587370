//! The manifest: the one description that connectors, generators and other consumers read.
//!
//! It has the shape of Ruby foobara's, so that its consumers can read it, and it is deterministic: everything that has
//! no order of its own is sorted. Secrets do not show: neither sensitive attributes nor their defaults.

mod builtin;
mod command;
mod domain;
mod error;
mod model;
mod scoped;

use std::collections::BTreeSet;

pub use builtin::{BUILTIN_TYPES, builtin};
pub use command::{command, possible_errors};
pub use model::{Secrets, model};
use serde_json::{Map, Value, json};

use crate::{CommandEntry, entry::models};

/// Returns the manifest of some commands, by their full names, and of all that they refer to.
///
/// `describe` gives each command's entry; [`command`] is what it starts from.
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
