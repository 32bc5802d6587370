use foobara_types::{Category, ErrorKind, ErrorReport};

/// Returns whether something may answer in the place of an error.
pub(super) fn passes(error: &ErrorReport, is_for_all: bool) -> bool {
    match error.kind {
        ErrorKind::Unauthenticated | ErrorKind::NotAllowed => false,
        ErrorKind::Malformed => is_for_all,
        ErrorKind::Failure
        | ErrorKind::NotFound
        | ErrorKind::Conflict
        | ErrorKind::TooMany
        | ErrorKind::Timeout
        | ErrorKind::Cancelled
        | ErrorKind::Unavailable
        | ErrorKind::Unknown => is_for_all || error.category == Category::Runtime,
    }
}
