//! Which commands a command reaches, and by which way.

use std::{
    collections::{HashSet, VecDeque},
    fmt,
};

use crate::command::CommandMeta;

/// A way through the call graph: a command, one that it runs, one that that runs, ….
#[derive(Debug, Clone)]
pub struct Way(Vec<&'static CommandMeta>);

impl Way {
    /// Returns the commands, from the one that was asked about to the one that is reached.
    pub fn commands(&self) -> &[&'static CommandMeta] {
        &self.0
    }

    /// Returns the command at its end.
    pub(super) fn end(&self) -> Option<&'static CommandMeta> {
        self.0.last().copied()
    }

    /// Completes "does something": nothing for a command itself, else " through `A`, `B`".
    pub(super) fn through(&self) -> String {
        let names: Vec<String> = self.0.iter().skip(1).map(|command| quoted(command)).collect();
        if names.is_empty() {
            String::new()
        } else {
            format!(" through {}", names.join(", "))
        }
    }

    fn then(&self, command: &'static CommandMeta) -> Self {
        Self(self.0.iter().copied().chain([command]).collect())
    }
}

/// Names joined by `>`.
impl fmt::Display for Way {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.0.iter().map(|command| quoted(command)).collect();
        formatter.write_str(&names.join(" > "))
    }
}

fn quoted(command: &CommandMeta) -> String {
    format!("`{}`", command.reference())
}

/// Returns the shortest way to each command that `from` runs, or that those run, itself included, nearest first.
pub(super) fn ways(from: &'static CommandMeta) -> Vec<Way> {
    ways_by(from, CommandMeta::callees)
}

/// Returns the shortest way to each command that `from` leads to, now or later, itself included, nearest first. What lies
/// behind a command that `passes` refuses is not reached through it.
pub(super) fn ways_on(from: &'static CommandMeta, passes: impl Fn(&CommandMeta) -> bool) -> Vec<Way> {
    ways_by(from, |command| {
        let passed = Some(command).filter(|command| passes(command));
        passed.into_iter().flat_map(CommandMeta::leads_to)
    })
}

fn ways_by<Next: Iterator<Item = &'static CommandMeta>>(
    from: &'static CommandMeta,
    next: impl Fn(&'static CommandMeta) -> Next,
) -> Vec<Way> {
    let mut seen = HashSet::from([identity(from)]);
    let mut waiting = VecDeque::from([Way(vec![from])]);
    let mut ways = Vec::new();
    while let Some(way) = waiting.pop_front() {
        for callee in way.end().into_iter().flat_map(&next) {
            if seen.insert(identity(callee)) {
                waiting.push_back(way.then(callee));
            }
        }
        ways.push(way);
    }
    ways
}

/// What tells commands apart: their full names.
pub(super) fn identity(command: &CommandMeta) -> (&'static [&'static str], &'static str) {
    (command.domain.scope, command.name)
}
