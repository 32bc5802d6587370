//! What must hold of the mappers of an app.

use std::collections::HashSet;

use super::{AppBuilder, BuildError, checks::global_uses};
use crate::{command::CommandMeta, mapper::MapperMeta};

/// Applies the rules on mappers as such.
pub(super) fn all(app: &AppBuilder, mistakes: &mut Vec<BuildError>) {
    duplicates(app, mistakes);
    for (index, mapper) in app.mappers.iter().enumerate() {
        let earlier = app.mappers.iter().take(index);
        mistakes.extend(earlier.filter_map(|other| ambiguous(other, mapper)));
    }
}

/// Applies the rules on what a command says of mappers.
pub(super) fn declared(app: &AppBuilder, command: &CommandMeta, mistakes: &mut Vec<BuildError>) {
    for mapper in command.maps.iter().map(|mapper| mapper()) {
        let is_known = app
            .mappers
            .iter()
            .any(|known| known.is_like(mapper) && known.path() == mapper.path());
        if !is_known {
            mistakes.push(BuildError::UnknownMapper {
                command: command.reference(),
                missing: mapper.reference(),
            });
        }
        if !command.domain.may_use(mapper.domain) {
            mistakes.push(undeclared(command, mapper));
        }
    }
}

fn undeclared(command: &CommandMeta, mapper: &MapperMeta) -> BuildError {
    if command.domain.is_global() {
        return global_uses(command, mapper.reference(), mapper.domain);
    }
    BuildError::UndeclaredMapperDomain {
        command: command.reference(),
        mapper: mapper.reference(),
        domain: command.domain.reference(),
        missing: mapper.domain.reference(),
    }
}

fn duplicates(app: &AppBuilder, mistakes: &mut Vec<BuildError>) {
    if app.mappers.is_empty() {
        return;
    }
    let commands = app.commands.iter().map(|(_, command)| command.meta.reference());
    let mut taken: HashSet<String> = commands.collect();
    for mapper in &app.mappers {
        let reference = mapper.reference();
        if !taken.insert(reference.clone()) {
            mistakes.push(BuildError::DuplicateMapper(reference));
        }
    }
}

/// A domain has one mapper of a pair of types. One that is there twice is a duplicate, and no more.
fn ambiguous(mapper: &MapperMeta, other: &MapperMeta) -> Option<BuildError> {
    let is_ambiguous = mapper.name != other.name && mapper.domain == other.domain && mapper.is_like(other);
    is_ambiguous.then(|| BuildError::AmbiguousMappers {
        mapper: mapper.reference(),
        other: other.reference(),
        from: mapper.from.name(),
        to: mapper.to.name(),
    })
}
