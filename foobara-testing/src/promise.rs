//! What a transport must make of errors, found out from nothing but the errors and the declarations.
//!
//! The kind of an error is not sent, so that the answer itself cannot be trusted with it: the tables here are a second
//! statement of what is documented, and a transport whose own table is changed by mistake disagrees.

use foobara_connectors::Exposure;
use foobara_core::CommandEntry;
use foobara_types::ErrorKind;
use serde_json::Value;

/// Returns the kind of the errors of a call, or `None` for an error that nothing is known of.
pub(crate) fn kind(exposure: &Exposure, command: &str, errors: &[Value]) -> Option<ErrorKind> {
    let [error] = errors else {
        return Some(ErrorKind::Failure);
    };
    let key = error["key"].as_str()?;
    let (callees, key) = key.rsplit_once('>').unwrap_or(("", key));
    let callee = callees.rsplit('>').next().unwrap_or_default();
    let reporter = reporter(exposure, command, callee);
    let is_declared = |entry: CommandEntry| entry.errors.iter().any(|possible| possible.key() == key);
    if reporter.is_some_and(is_declared) {
        return Some(ErrorKind::Failure);
    }
    if key.starts_with("data.") {
        let is_missing_record = error["symbol"] == "not_found";
        return Some(if is_missing_record {
            ErrorKind::NotFound
        } else {
            ErrorKind::Failure
        });
    }
    Some(match key.strip_prefix("runtime.")? {
        "no_command_found" => ErrorKind::NotFound,
        "invalid_json" | "idempotency_key_invalid" => ErrorKind::Malformed,
        "unauthenticated" => ErrorKind::Unauthenticated,
        "not_allowed" => ErrorKind::NotAllowed,
        "conflict"
        | "already_exists"
        | "record_gone"
        | "idempotency_key_in_use"
        | "idempotency_key_reused" => ErrorKind::Conflict,
        "rate_limited" => ErrorKind::TooMany,
        "timeout" => ErrorKind::Timeout,
        "cancelled" => ErrorKind::Cancelled,
        "storage_unavailable" | "circuit_open" | "overloaded" => ErrorKind::Unavailable,
        "unknown" | "too_deep" => ErrorKind::Unknown,
        _ => return None,
    })
}

/// Returns the command that an error is of: the one that was called, or one that it ran.
fn reporter(exposure: &Exposure, command: &str, callee: &str) -> Option<CommandEntry> {
    if callee.is_empty() {
        return exposure
            .command(command)
            .found()
            .map(|command| command.entry().clone());
    }
    let mut commands = exposure.app().commands().iter();
    commands.find(|command| command.meta.symbol() == callee).cloned()
}

/// Returns the status that answers a call over HTTP.
pub(crate) const fn http_status(kind: Option<ErrorKind>) -> Option<u16> {
    let Some(kind) = kind else { return None };
    Some(match kind {
        ErrorKind::Failure => 422,
        ErrorKind::Malformed => 400,
        ErrorKind::Unauthenticated => 401,
        ErrorKind::NotAllowed => 403,
        ErrorKind::NotFound => 404,
        ErrorKind::Conflict => 409,
        ErrorKind::TooMany => 429,
        ErrorKind::Timeout => 504,
        ErrorKind::Cancelled | ErrorKind::Unavailable => 503,
        ErrorKind::Unknown => 500,
    })
}

/// Returns the code that a program on the command line exits with.
pub(crate) const fn exit_code(kind: Option<ErrorKind>) -> Option<u8> {
    let Some(kind) = kind else { return None };
    Some(match kind {
        ErrorKind::Failure | ErrorKind::Conflict => 1,
        ErrorKind::NotFound => 2,
        ErrorKind::Unauthenticated => 3,
        ErrorKind::NotAllowed => 4,
        ErrorKind::Unknown => 5,
        ErrorKind::Malformed => 6,
        ErrorKind::TooMany | ErrorKind::Timeout | ErrorKind::Cancelled | ErrorKind::Unavailable => 75,
    })
}
