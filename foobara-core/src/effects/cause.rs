//! Why a command has an effect: what it does itself, or what the nearest command does that it runs.

use foobara_types::ModelType;

use super::reach::{Way, ways, ways_on};
use crate::{
    command::CommandMeta,
    ports::{Effect, PortMeta},
};

/// What a command does itself that may have an effect, as what is said of it.
type Deed = fn(&CommandMeta) -> Option<String>;

/// Why it is no longer what it was: it writes an entity, or calls a port that may.
pub(super) fn of_change(command: &'static CommandMeta) -> Option<String> {
    nearest(&ways(command), &[writes, changes_outside])
}

/// Why something may be lost. What a command, or one that it runs, declares to be harmless is taken for that.
pub(super) fn of_destruction(command: &'static CommandMeta) -> Option<String> {
    let is_undeclared = |command: &CommandMeta| command.hints.destructive.is_none();
    let ways: Vec<Way> = ways_on(command, is_undeclared)
        .into_iter()
        .filter(|way| {
            way.end()
                .is_some_and(|command| command.hints.destructive != Some(false))
        })
        .collect();
    nearest(
        &ways,
        &[deletes, is_declared_destructive, changes, changes_outside],
    )
}

/// Why the world outside the app is involved.
pub(super) fn of_going_outside(command: &'static CommandMeta) -> Option<String> {
    nearest(&ways_on(command, |_| true), &[calls, publishes])
}

/// Returns the first of the deeds that is done anywhere, where it is done nearest.
fn nearest(ways: &[Way], deeds: &[Deed]) -> Option<String> {
    let done = |deed: &Deed| {
        ways.iter().find_map(|way| {
            let done = deed(way.end()?)?;
            Some(done + &way.through())
        })
    };
    deeds.iter().find_map(done)
}

fn writes(command: &CommandMeta) -> Option<String> {
    entity("writes", command.writes)
}

fn deletes(command: &CommandMeta) -> Option<String> {
    entity("may delete", command.deletes)
}

fn changes(command: &CommandMeta) -> Option<String> {
    let changed = command.writes.iter().map(|entity| entity());
    let created: Vec<String> = command
        .creates
        .iter()
        .map(|entity| entity().reference())
        .collect();
    let changed = changed
        .map(ModelType::reference)
        .find(|entity| !created.contains(entity))?;
    Some(format!("may overwrite `{changed}`"))
}

fn is_declared_destructive(command: &CommandMeta) -> Option<String> {
    (command.hints.destructive == Some(true)).then(|| "is declared to be destructive".to_owned())
}

fn changes_outside(command: &CommandMeta) -> Option<String> {
    let changing = |port: &&PortMeta| port.effect == Effect::Write;
    let port = command.uses.iter().find(changing)?;
    Some(format!(
        "calls the port `{}`, which may change something",
        port.name
    ))
}

fn calls(command: &CommandMeta) -> Option<String> {
    let port = command.uses.first()?;
    Some(format!("calls the port `{}`", port.name))
}

/// Whoever reads messages is outside the app.
fn publishes(command: &CommandMeta) -> Option<String> {
    entity("publishes", command.publishes)
}

fn entity(does: &str, entities: &[fn() -> &'static ModelType]) -> Option<String> {
    let entity = entities.first()?;
    Some(format!("{does} `{}`", entity().reference()))
}
