//! What must hold of an app, each rule a function that reports every place where it does not.

use std::collections::{BTreeMap, HashSet};

use foobara_types::{AttributesType, InputErrors, ModelType, cast, rule};

use super::{AppBuilder, BuildError, Names, mappers, records, sending, storing, unnamed};
use crate::{
    command::CommandMeta,
    concern::{Stacks, Subject},
    domain::DomainMeta,
    entry::CommandEntry,
};

type Registered = (&'static DomainMeta, CommandEntry);

/// Applies every rule.
pub(super) fn all(
    app: &AppBuilder,
    names: &Names<usize>,
    models: &[&'static ModelType],
    stacks: &Stacks,
) -> Vec<BuildError> {
    let mut mistakes = Vec::new();
    duplicate_commands(&app.commands, names, &mut mistakes);
    duplicate_models(models, &mut mistakes);
    storing::cleared(models, &mut mistakes);
    storing::storage(app, models, stacks, &mut mistakes);
    mappers::all(app, &mut mistakes);
    command_cycles(&app.commands, &mut mistakes);
    domain_cycles(&app.commands, &mut mistakes);
    for (domain, command) in &app.commands {
        wrong_domain(domain, command.meta, &mut mistakes);
        dependencies(app, command.meta, names, &mut mistakes);
        storing::isolation(command.meta, &mut mistakes);
        storing::cascades(command.meta, models, &mut mistakes);
        sending::secrets(command.meta, &mut mistakes);
        mappers::declared(app, command.meta, &mut mistakes);
        needs(app, command.meta, &mut mistakes);
        concerns(app, command.meta, stacks, &mut mistakes);
        errors(command, &mut mistakes);
        records::check(command.meta, &mut mistakes);
        unnamed::check(command, &mut mistakes);
        attributes(|| command.meta.reference(), &command.meta.inputs, &mut mistakes);
    }
    for model in models {
        attributes(|| model.reference(), &model.attributes, &mut mistakes);
        unnamed::check_model(model, &mut mistakes);
    }
    mistakes
}

/// Of commands with one name, the last is found under it.
fn duplicate_commands(commands: &[Registered], names: &Names<usize>, mistakes: &mut Vec<BuildError>) {
    if names.len() == commands.len() {
        return;
    }
    let mut seen = HashSet::new();
    for (_, command) in commands {
        if !seen.insert(command.meta.key()) {
            mistakes.push(BuildError::DuplicateCommand(command.meta.reference()));
        }
    }
}

fn duplicate_models(models: &[&'static ModelType], mistakes: &mut Vec<BuildError>) {
    for (one, other) in models.iter().zip(models.iter().skip(1)) {
        if one.reference() == other.reference() {
            mistakes.push(BuildError::DuplicateModel(one.reference()));
        }
    }
}

fn wrong_domain(registered: &DomainMeta, command: &CommandMeta, mistakes: &mut Vec<BuildError>) {
    if *registered != *command.domain {
        mistakes.push(BuildError::WrongDomain {
            command: command.reference(),
            registered: registered.reference(),
            declared: command.domain.reference(),
        });
    }
}

fn dependencies(
    app: &AppBuilder,
    command: &CommandMeta,
    names: &Names<usize>,
    mistakes: &mut Vec<BuildError>,
) {
    for callee in command.leads_to() {
        if !names.has(&callee.path()) {
            mistakes.push(BuildError::UnknownCommand {
                command: command.reference(),
                missing: callee.reference(),
            });
        }
        if !app.has_made(command.domain) && !command.domain.may_use(callee.domain) {
            mistakes.push(undeclared(command, callee));
        }
    }
}

fn undeclared(command: &CommandMeta, callee: &CommandMeta) -> BuildError {
    if command.domain.is_global() {
        return global_uses(command, callee.reference(), callee.domain);
    }
    BuildError::UndeclaredDomain {
        command: command.reference(),
        callee: callee.reference(),
        domain: command.domain.reference(),
        missing: callee.domain.reference(),
    }
}

/// What belongs to no domain depends on none, for every domain may use it.
pub(super) fn global_uses(command: &CommandMeta, callee: String, domain: &DomainMeta) -> BuildError {
    BuildError::GlobalUsesDomain {
        command: command.reference(),
        callee,
        domain: domain.reference(),
    }
}

fn needs(app: &AppBuilder, command: &CommandMeta, mistakes: &mut Vec<BuildError>) {
    let entity = command.reads.iter().chain(command.writes).next();
    if let (None, Some(entity)) = (&app.storage, entity) {
        mistakes.push(BuildError::NoStorage {
            command: command.reference(),
            entity: entity().reference(),
        });
    }
    for port in command.uses.iter().filter(|port| !app.port_table.has(port)) {
        mistakes.push(BuildError::NoPort {
            command: command.reference(),
            port: port.name.to_owned(),
        });
    }
}

fn concerns(
    app: &AppBuilder,
    command: &'static CommandMeta,
    stacks: &Stacks,
    mistakes: &mut Vec<BuildError>,
) {
    let Some(stack) = stacks.of(command) else {
        return;
    };
    let is_callee = |callee: &CommandMeta| callee.is(command);
    let subject = Subject {
        command,
        is_subcommand: app
            .commands
            .iter()
            .any(|(_, caller)| caller.meta.callees().any(is_callee)),
    };
    let keepers = stack
        .all()
        .iter()
        .filter(|concern| !concern.entities().is_empty());
    if let (None, Some(keeper)) = (&app.storage, keepers.into_iter().next()) {
        mistakes.push(BuildError::BadConcern {
            command: command.reference(),
            reason: format!(
                "is under `{}`, which keeps records, and the app has no storage; add `.storage(..)` to the builder",
                keeper.name()
            ),
        });
    }
    mistakes.extend(stack.mistakes(&subject).map(|reason| BuildError::BadConcern {
        command: command.reference(),
        reason,
    }));
}

fn errors(command: &CommandEntry, mistakes: &mut Vec<BuildError>) {
    let mut seen = HashSet::new();
    for error in command.errors.iter() {
        let input = error.input.and_then(|input| input.split('.').next());
        if let Some(input) = input.filter(|input| command.meta.inputs.get(input).is_none()) {
            mistakes.push(BuildError::UnknownInput {
                command: command.meta.reference(),
                symbol: error.symbol.to_owned(),
                input: input.to_owned(),
            });
        }
        if !seen.insert(error.key()) {
            mistakes.push(BuildError::DuplicateError {
                command: command.meta.reference(),
                key: error.key(),
            });
        }
    }
}

fn attributes(of: impl Fn() -> String, declared: &AttributesType, mistakes: &mut Vec<BuildError>) {
    for attribute in declared.attributes.iter() {
        if let Err(reason) = rule::check_patterns(&attribute.declaration) {
            let attribute = attribute.name.clone().into_owned();
            mistakes.push(BuildError::BadPattern {
                of: of(),
                attribute,
                reason,
            });
            continue;
        }
        let Some(default) = &attribute.default else {
            continue;
        };
        let mut errors = InputErrors::new();
        cast::cast_value(&attribute.declaration, &mut default.value(), None, &mut errors);
        if let Some(error) = errors.iter().next() {
            mistakes.push(BuildError::BadDefault {
                of: of(),
                attribute: attribute.name.clone().into_owned(),
                reason: error.message().to_string(),
            });
        }
    }
}

/// A command may run itself; longer circles are mistakes.
fn command_cycles(commands: &[Registered], mistakes: &mut Vec<BuildError>) {
    let callers = commands
        .iter()
        .filter(|(_, command)| command.meta.callees().next().is_some());
    let arrows = callers.map(|(_, command)| {
        let from = command.meta.reference();
        let to = command.meta.callees().map(CommandMeta::reference);
        let to = to.filter(|to| *to != from).collect();
        (from, to)
    });
    mistakes.extend(
        circles(&arrows.collect())
            .into_iter()
            .map(BuildError::CommandCycle),
    );
}

fn domain_cycles(commands: &[Registered], mistakes: &mut Vec<BuildError>) {
    let domains = commands.iter().map(|(_, command)| command.meta.domain);
    let arrows = domains
        .filter(|domain| !domain.depends_on.is_empty())
        .map(|domain| {
            let to = domain.depends_on.iter().map(|domain| domain().reference());
            (domain.reference(), to.collect())
        });
    mistakes.extend(
        circles(&arrows.collect())
            .into_iter()
            .map(BuildError::DomainCycle),
    );
}

/// Returns each circle once, from its alphabetically first member back to it.
fn circles(arrows: &BTreeMap<String, Vec<String>>) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in arrows.keys() {
        if let Some(circle) = way_back(arrows, start)
            && circle.iter().min() == Some(start)
        {
            found.push(circle);
        }
    }
    found
}

/// Returns the shortest way from `start` back to it.
fn way_back(arrows: &BTreeMap<String, Vec<String>>, start: &String) -> Option<Vec<String>> {
    let mut ways = std::collections::VecDeque::from([vec![start.clone()]]);
    let mut seen = HashSet::new();
    while let Some(way) = ways.pop_front() {
        for next in way.last().and_then(|last| arrows.get(last)).into_iter().flatten() {
            let longer = way.iter().chain([next]).cloned().collect();
            if next == start {
                return Some(longer);
            }
            if seen.insert(next) {
                ways.push_back(longer);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_circle_is_reported_once() {
        let arrows = [
            ("a", vec!["b"]),
            ("b", vec!["c", "d"]),
            ("c", vec!["a"]),
            ("d", vec!["d"]),
        ];
        let arrows = arrows
            .into_iter()
            .map(|(from, to)| (from.to_owned(), to.into_iter().map(str::to_owned).collect()))
            .collect();
        let expected: Vec<Vec<String>> = [vec!["a", "b", "c", "a"], vec!["d", "d"]]
            .map(|circle| circle.into_iter().map(str::to_owned).collect())
            .into();
        assert_eq!(circles(&arrows), expected);
    }
}
