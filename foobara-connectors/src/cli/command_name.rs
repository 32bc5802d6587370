//! From the name of a command on a command line to the command.

use foobara_core::app::{Lookup, Names};
use foobara_types::{ErrorCollection, ErrorKind, ErrorReport};
use heck::ToKebabCase;
use serde_json::json;

use super::offered::Offered;
use crate::exposure::{ExposedCommand, Exposure};

/// The names of the exposed commands in kebab-case, and the actions that stand before them.
pub(super) struct KebabNames {
    commands: Names<usize>,
    actions: Names<()>,
}

impl KebabNames {
    /// Returns the names of the commands of an exposure, beside the actions that are offered.
    pub(super) fn of(exposure: &Exposure, offered: Offered) -> Self {
        let mut commands = Names::default();
        for (index, command) in exposure.commands().iter().enumerate() {
            let path = kebab_path(command.name());
            commands.insert(&path.iter().map(String::as_str).collect::<Vec<_>>(), index);
        }
        let mut actions = Names::default();
        for name in offered.names() {
            actions.insert(&[&name], ());
        }
        Self { commands, actions }
    }

    /// Returns the shortest name that reaches a command without an action before it.
    pub(super) fn shortest(&self, name: &str) -> String {
        let path = kebab_path(name);
        let endings = (0..path.len())
            .rev()
            .filter_map(|start| path.get(start..))
            .map(|end| end.join("::"));
        let reaches = |ending: &String| {
            matches!(self.commands.find(ending), Lookup::Found(_))
                && self.actions.find(ending) == Lookup::Missing
        };
        endings
            .into_iter()
            .find(reaches)
            .unwrap_or_else(|| path.join("::"))
    }
}

fn kebab_path(name: &str) -> Vec<String> {
    name.replace('/', "::")
        .split("::")
        .map(ToKebabCase::to_kebab_case)
        .collect()
}

/// Finds a command by what it is called on a command line.
///
/// # Errors
///
/// `no_command_found`, with names that are spelt alike or that end alike.
pub(super) fn find<'a>(
    exposure: &'a Exposure,
    word: &str,
    offered: Offered,
) -> Result<&'a ExposedCommand, ErrorCollection> {
    if let Lookup::Found(command) = exposure.command(word) {
        return Ok(command);
    }
    let kebab = KebabNames::of(exposure, offered);
    let found = kebab.commands.find(&kebab_path(word).join("::"));
    match found.found().and_then(|index| exposure.commands().get(index)) {
        Some(command) => Ok(command),
        None => Err(not_found(exposure, &kebab, word)),
    }
}

/// The kind is that of a wrong command line: the name was not asked for as data.
fn not_found(exposure: &Exposure, kebab: &KebabNames, word: &str) -> ErrorCollection {
    let wanted = kebab_path(word);
    let same_end = exposure
        .commands()
        .iter()
        .map(ExposedCommand::name)
        .filter(|name| kebab_path(name).ends_with(&wanted));
    let mut alike: Vec<String> = same_end.map(|name| kebab.shortest(name)).collect();
    alike.sort_unstable();
    let message = if alike.is_empty() {
        format!(
            "there is no command or action called \"{word}\"{}",
            hint(&suggestions(kebab, &wanted.join("::")))
        )
    } else {
        format!("several commands are called \"{word}\"{}", hint(&alike))
    };
    ErrorReport::runtime("no_command_found", message)
        .with_context(json!({ "not_found": word }))
        .of_kind(ErrorKind::Malformed)
        .into()
}

fn hint(names: &[String]) -> String {
    if names.is_empty() {
        "; --list shows them".to_owned()
    } else {
        format!(". Did you mean {}?", names.join(" or "))
    }
}

fn suggestions(kebab: &KebabNames, wanted: &str) -> Vec<String> {
    let commands = kebab
        .commands
        .suggestions(wanted)
        .into_iter()
        .map(|name| kebab.shortest(name));
    commands
        .chain(kebab.actions.suggestions(wanted).into_iter().map(str::to_owned))
        .take(3)
        .collect()
}
