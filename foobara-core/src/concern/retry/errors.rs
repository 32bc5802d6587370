use foobara_types::{ErrorKind, ErrorReport};

use crate::{app::App, command::CommandMeta, possible::PossibleError};

/// Returns whether an error of a command may be gone a little later.
pub(super) fn passes(error: &ErrorReport, command: &'static CommandMeta, app: &App) -> bool {
    matches!(error.kind, ErrorKind::Unavailable | ErrorKind::Conflict)
        || declared(error, command, app).is_some_and(|possible| possible.is_retryable)
}

/// Finds the declaration of an error, with the command that reported it.
fn declared(error: &ErrorReport, command: &'static CommandMeta, app: &App) -> Option<&'static PossibleError> {
    let reporter = error
        .runtime_path
        .commands()
        .iter()
        .try_fold(command, |caller, step| {
            let mut callees = caller.callees();
            callees.find(|callee| callee.symbol() == *step)
        })?;
    let reporter = app.commands().iter().find(|entry| entry.meta.is(reporter))?;
    reporter.errors.iter().find(|possible| {
        possible.symbol == error.symbol()
            && possible.category() == error.category
            && possible.path() == error.path
    })
}
