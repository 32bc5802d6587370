use std::time::UNIX_EPOCH;

use foobara_core::{App, Around};

use crate::digest::sha256;

/// What was asked with a key.
#[derive(Debug, Clone)]
pub(super) struct Request {
    /// Stands for the caller and its key.
    pub(super) id: String,
    /// Stands for the command and its inputs.
    pub(super) fingerprint: String,
}

impl Request {
    /// Returns what is asked, unless the inputs are not acceptable.
    pub(super) fn of(run: &Around<'_>, key: &str) -> Option<Self> {
        Some(Self {
            id: id(run, key),
            fingerprint: digest(&[&run.command().reference(), &run.inputs_text()?]),
        })
    }
}

/// Returns what stands for a caller and its key.
pub(super) fn id(run: &Around<'_>, key: &str) -> String {
    match run.caller() {
        Some(caller) => digest(&[caller, key]),
        None => digest(&[key]),
    }
}

/// Returns the time of day in seconds since 1970.
pub(super) fn seconds(app: &App) -> i64 {
    let since = app.ports().clock.now().duration_since(UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs());
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

/// Returns the SHA-256 of some texts, told apart by their lengths, in hexadecimal digits.
fn digest(parts: &[&str]) -> String {
    let mut bytes = Vec::new();
    for part in parts {
        bytes.extend(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        bytes.extend(part.as_bytes());
    }
    sha256(bytes)
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn a_digest_tells_parts_apart() {
        assert_ne!(digest(&["a", "bc"]), digest(&["ab", "c"]));
        assert_ne!(digest(&["", "a"]), digest(&["a"]));
        assert_eq!(
            digest(&[]),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
