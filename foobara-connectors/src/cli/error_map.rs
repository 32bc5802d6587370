//! From errors to exit codes, in one place.

use foobara_types::ErrorKind;

/// The app cannot be built.
pub(super) const BUILD: u8 = 70;
/// Something outside the program does not work.
pub(super) const IO: u8 = 74;

/// Returns the exit code for a kind of error.
pub(super) const fn exit_code(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::Failure | ErrorKind::Conflict => 1,
        ErrorKind::NotFound => 2,
        ErrorKind::Unauthenticated => 3,
        ErrorKind::NotAllowed => 4,
        ErrorKind::Unknown => 5,
        ErrorKind::Malformed => 6,
        ErrorKind::TooMany | ErrorKind::Timeout | ErrorKind::Cancelled | ErrorKind::Unavailable => 75,
    }
}
