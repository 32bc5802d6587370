use std::fmt::Write;

use sha2::{Digest, Sha256};

/// Returns what stands for a text; how its lines end does not count, since tools change that.
pub(super) fn checksum(text: &str) -> String {
    let digest = Sha256::digest(text.replace("\r\n", "\n").as_bytes());
    digest.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
