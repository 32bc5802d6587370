//! The one place where a failure becomes errors.

use std::borrow::Cow;

use foobara_types::{DataPath, ErrorCollection, ErrorKind, ErrorReport, Issue, path::Segment};
use serde_json::json;

use crate::{
    command::CommandMeta,
    fault::{Fault, FaultKind, Refusal},
    outcome::Failure,
    possible::{self, PossibleErrors},
    run::DEEPEST,
    transaction::StorageError,
};

pub(crate) fn failure<E: PossibleErrors>(failure: Failure<E>) -> ErrorCollection {
    match failure {
        Failure::Own(error) => possible::report(&error).into(),
        Failure::Fault(fault) => self::fault(fault),
    }
}

pub(crate) fn fault(fault: Fault) -> ErrorCollection {
    match fault.into_kind() {
        FaultKind::Inputs(errors) => errors.into(),
        FaultKind::Reported(errors) | FaultKind::Subcommand(errors) => ErrorCollection(errors),
        of_the_run => {
            if let FaultKind::Storage(error) = &of_the_run {
                log(error);
            }
            shown(&of_the_run)
        }
    }
}

/// Renders a fault that is still needed.
pub(crate) fn shown(kind: &FaultKind) -> ErrorCollection {
    let run = |symbol: &'static str, message: &'static str, kind: ErrorKind| {
        ErrorCollection::from(ErrorReport::runtime(symbol, message).of_kind(kind))
    };
    match kind {
        FaultKind::Inputs(errors) => errors.as_collection().clone(),
        FaultKind::Reported(errors) | FaultKind::Subcommand(errors) => ErrorCollection(errors.clone()),
        FaultKind::Refused(refusal) => self::refusal(refusal).into(),
        FaultKind::Storage(error) => storage(error).into(),
        FaultKind::Plan(refusal) => refusal.report().into(),
        FaultKind::Timeout => run(
            "timeout",
            "The deadline passed; nothing was changed",
            ErrorKind::Timeout,
        ),
        FaultKind::Cancelled => run(
            "cancelled",
            "The run was cancelled; nothing was changed",
            ErrorKind::Cancelled,
        ),
        FaultKind::TooDeep => {
            let message = format!("Sub-commands nest too deep: at most {DEEPEST} run one below the other");
            ErrorReport::runtime("too_deep", message)
                .of_kind(ErrorKind::Unknown)
                .into()
        }
        FaultKind::InvalidJson(message) => {
            let message = format!("The body is not JSON: {message}");
            ErrorReport::runtime("invalid_json", message)
                .of_kind(ErrorKind::Malformed)
                .into()
        }
        FaultKind::NoErrors => run(
            "unknown",
            "The command failed and did not say why",
            ErrorKind::Unknown,
        ),
        FaultKind::Panicked(id) | FaultKind::Misused(id) | FaultKind::BadResult(id) => unknown(*id).into(),
    }
}

/// Renders the failure of a sub-command for its parent: the callee's symbol comes first in the run-time path.
pub(crate) fn subcommand<E: PossibleErrors>(failure: Failure<E>, callee: &CommandMeta) -> Fault {
    let failure = match failure {
        Failure::Fault(fault) if passes(fault.kind()) => return fault,
        failure => failure,
    };
    let symbol: Cow<'static, str> = callee.symbol().into();
    let mut errors = self::failure(failure).0;
    for error in &mut errors {
        error.runtime_path.enter(symbol.clone());
    }
    FaultKind::Subcommand(errors).into()
}

/// Faults of the run as a whole look the same however deep they are found.
const fn passes(kind: &FaultKind) -> bool {
    match kind {
        FaultKind::Inputs(_)
        | FaultKind::Reported(_)
        | FaultKind::Subcommand(_)
        | FaultKind::Storage(StorageError::Taken(_)) => false,
        FaultKind::Refused(_)
        | FaultKind::Storage(_)
        | FaultKind::Timeout
        | FaultKind::Cancelled
        | FaultKind::TooDeep
        | FaultKind::Plan(_)
        | FaultKind::InvalidJson(_)
        | FaultKind::NoErrors
        | FaultKind::Panicked(_)
        | FaultKind::Misused(_)
        | FaultKind::BadResult(_) => true,
    }
}

fn refusal(refusal: &Refusal) -> ErrorReport {
    match refusal {
        Refusal::Unauthenticated => {
            ErrorReport::runtime("unauthenticated", "Unauthenticated").of_kind(ErrorKind::Unauthenticated)
        }
        Refusal::NotAllowed { rule, explanation } => {
            ErrorReport::runtime("not_allowed", format!("Not allowed: {explanation}"))
                .with_context(json!({ "rule_symbol": rule, "explanation": explanation }))
                .of_kind(ErrorKind::NotAllowed)
        }
    }
}

/// What a client may know of a storage error; the rest is in the log.
fn storage(error: &StorageError) -> ErrorReport {
    let (symbol, message, kind) = match error {
        StorageError::Taken(attributes) => return taken(attributes),
        StorageError::Referenced(_) => (
            "still_referenced",
            "Other records refer to the record; it was not deleted",
            ErrorKind::Conflict,
        ),
        StorageError::Unavailable(_) => (
            "storage_unavailable",
            "The storage is unavailable; try again",
            ErrorKind::Unavailable,
        ),
        StorageError::Conflict => (
            "conflict",
            "Something else changed the same records; try again",
            ErrorKind::Conflict,
        ),
        StorageError::Duplicate => (
            "already_exists",
            "A record with this key exists already",
            ErrorKind::Conflict,
        ),
        StorageError::NotFound => (
            "record_gone",
            "The record does not exist any more",
            ErrorKind::Conflict,
        ),
        StorageError::Invalid(_) => (
            "invalid_record",
            "A record breaks a rule of its entity",
            ErrorKind::Unknown,
        ),
        StorageError::Corrupt(_) | StorageError::Other(_) | StorageError::Unconfigured => {
            ("unknown", "The storage failed", ErrorKind::Unknown)
        }
    };
    ErrorReport::runtime(symbol, message).of_kind(kind)
}

/// What is unique is nearly always given as an input of the same name.
fn taken(attributes: &[String]) -> ErrorReport {
    let message = match attributes {
        [] | [_] => "Is taken already".to_owned(),
        [_, others @ ..] => format!("Is taken already, together with {}", others.join(" and ")),
    };
    let path = attributes.first().cloned().map(Segment::from);
    let path = path.map_or_else(DataPath::default, |segment| DataPath::default().join(segment));
    ErrorReport::input(path, Issue::text("already_taken", message))
}

/// Tells the author of the app what the client may not know.
fn log(error: &StorageError) {
    match error {
        StorageError::Invalid(_) => tracing::error!(%error, "a command tried to store a bad record"),
        StorageError::Corrupt(_) | StorageError::Other(_) | StorageError::Unconfigured => {
            tracing::error!(error = error as &dyn std::error::Error, "the storage failed");
        }
        StorageError::Unavailable(_)
        | StorageError::Conflict
        | StorageError::Duplicate
        | StorageError::Taken(_)
        | StorageError::Referenced(_)
        | StorageError::NotFound => {}
    }
}

fn unknown(id: u64) -> ErrorReport {
    let message = format!("Something went wrong; the log has it under {id:016x}");
    ErrorReport::runtime("unknown", message).of_kind(ErrorKind::Unknown)
}
