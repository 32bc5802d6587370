use crate::digest::sha256;

/// Returns what stands for a text; how its lines end does not count, since tools change that.
pub(super) fn checksum(text: &str) -> String {
    sha256(text.replace("\r\n", "\n"))
}
