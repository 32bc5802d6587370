//! What commands hand on, to be done or read later.

use foobara_types::AttributesType;

use super::BuildError;
use crate::command::CommandMeta;

/// Reports messages and jobs with secrets in them: written down, a secret is gone, and nobody could read it.
pub(super) fn secrets(command: &CommandMeta, mistakes: &mut Vec<BuildError>) {
    for message in command.publishes.iter().map(|message| message()) {
        secret(command, message.reference(), &message.attributes, mistakes);
    }
    for job in command.enqueues.iter().map(|job| job()) {
        secret(command, job.reference(), &job.inputs, mistakes);
    }
}

fn secret(command: &CommandMeta, sent: String, declared: &AttributesType, mistakes: &mut Vec<BuildError>) {
    let mut attributes = declared.attributes.iter();
    if let Some(secret) = attributes.find(|attribute| attribute.declaration.holds_secrets()) {
        mistakes.push(BuildError::SecretSent {
            command: command.reference(),
            sent,
            attribute: secret.name.clone().into_owned(),
        });
    }
}
