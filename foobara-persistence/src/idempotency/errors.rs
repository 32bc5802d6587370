use foobara_core::{Fault, FaultKind, PossibleError};
use foobara_types::{ErrorKind, ErrorReport};

use super::Idempotency;

/// What it fails runs with.
pub(super) static POSSIBLE: [PossibleError; 3] = [
    PossibleError::runtime(
        "idempotency_key_in_use",
        "An earlier request with the same idempotency key is not over",
        &[],
    ),
    PossibleError::runtime(
        "idempotency_key_invalid",
        "The idempotency key has no characters, or more than 255",
        &[],
    ),
    PossibleError::runtime(
        "idempotency_key_reused",
        "The idempotency key came with another request before",
        &[],
    ),
];

pub(super) fn in_use() -> Fault {
    let message = "An earlier request with this idempotency key is not over; ask again in a moment";
    fault("idempotency_key_in_use", message.to_owned(), ErrorKind::Conflict)
}

pub(super) fn invalid() -> Fault {
    let message = format!(
        "An idempotency key has 1 to {} characters",
        Idempotency::LONGEST_KEY
    );
    fault("idempotency_key_invalid", message, ErrorKind::Malformed)
}

pub(super) fn reused() -> Fault {
    let message = "This idempotency key came with another command or other inputs before; use a new one for each request";
    fault("idempotency_key_reused", message.to_owned(), ErrorKind::Conflict)
}

fn fault(symbol: &'static str, message: String, kind: ErrorKind) -> Fault {
    FaultKind::Reported(vec![ErrorReport::runtime(symbol, message).of_kind(kind)]).into()
}
