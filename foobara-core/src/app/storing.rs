//! What commands say of records, against what the entities say.

use foobara_types::{ModelType, OnDelete};

use super::{AppBuilder, BuildError};
use crate::{command::CommandMeta, concern::Stacks, transaction::Isolation};

/// Reports what of the storage does not fit the entities of the app, those of its concerns included.
pub(super) fn storage(
    app: &AppBuilder,
    models: &[&'static ModelType],
    stacks: &Stacks,
    mistakes: &mut Vec<BuildError>,
) {
    let Some(storage) = &app.storage else {
        return;
    };
    let entities = models.iter().copied().filter(|model| model.is_stored());
    let entities: Vec<&'static ModelType> = entities.chain(stacks.entities()).collect();
    mistakes.extend(
        storage
            .mistakes(&entities)
            .into_iter()
            .map(BuildError::BadStorage),
    );
}

/// Reports commands that run one which asks for more isolation than they do.
pub(super) fn isolation(command: &CommandMeta, mistakes: &mut Vec<BuildError>) {
    for callee in command.callees() {
        if let Some(level) = callee
            .hints
            .isolation
            .filter(|level| Some(*level) > command.hints.isolation)
        {
            mistakes.push(BuildError::LaxerThanCallee {
                command: command.reference(),
                callee: callee.reference(),
                level: name(level),
            });
        }
    }
}

const fn name(level: Isolation) -> &'static str {
    match level {
        Isolation::ReadCommitted => "read_committed",
        Isolation::Snapshot => "snapshot",
        Isolation::Serializable => "serializable",
    }
}

/// Reports references that are cleared although they must be there.
pub(super) fn cleared(models: &[&'static ModelType], mistakes: &mut Vec<BuildError>) {
    for model in models {
        for (name, on_delete) in model.kept.references {
            let attribute = model.attributes.get(name);
            let is_open =
                attribute.is_some_and(|attribute| !attribute.required || attribute.declaration.allow_nil);
            if *on_delete == OnDelete::Clear && !is_open {
                mistakes.push(BuildError::NeverCleared {
                    entity: model.reference(),
                    attribute: (*name).to_owned(),
                });
            }
        }
    }
}

/// Reports commands that delete more than they say: what refers to the records that they delete.
pub(super) fn cascades(command: &CommandMeta, models: &[&'static ModelType], mistakes: &mut Vec<BuildError>) {
    for deleted in command.deletes.iter().map(|model| model()) {
        for model in models {
            for (name, on_delete) in model.kept.references {
                if model.refers_to(name, deleted) {
                    let missing = undeclared(command, model, *on_delete);
                    mistakes.extend(missing.map(|missing| BuildError::UndeclaredCascade {
                        command: command.reference(),
                        deleted: deleted.reference(),
                        changed: model.reference(),
                        attribute: (*name).to_owned(),
                        missing,
                    }));
                }
            }
        }
    }
}

/// Returns what a command would have to say of an entity so that its records may be changed like this.
fn undeclared(command: &CommandMeta, model: &ModelType, on_delete: OnDelete) -> Option<&'static str> {
    let says =
        |declared: &[fn() -> &'static ModelType]| declared.iter().any(|known| std::ptr::eq(known(), model));
    match on_delete {
        OnDelete::Restrict => None,
        OnDelete::Cascade => (!says(command.deletes)).then_some("deletes"),
        OnDelete::Clear => (!says(command.writes)).then_some("writes"),
    }
}
