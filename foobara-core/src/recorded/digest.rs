use std::fmt;

/// A fingerprint of values: equal for equal values, and for practical purposes only for those.
///
/// It is made of secrets, too. Debug output does not show it, for what is short enough can be guessed from it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Digest(blake3::Hash);

impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Digest(..)")
    }
}

/// Makes a [`Digest`] of several parts, whose borders count: `ab, c` is not `a, bc`.
///
/// ```
/// use foobara_core::{Digest, Digester};
///
/// fn of(parts: &[&str]) -> Digest {
///     let mut digester = Digester::new();
///     parts.iter().for_each(|part| digester.push(part));
///     digester.finish()
/// }
///
/// assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
/// assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
/// ```
#[derive(Debug, Default)]
pub struct Digester(blake3::Hasher);

impl Digester {
    /// Returns a digester of nothing so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part.
    pub fn push(&mut self, part: impl AsRef<[u8]>) {
        let part = part.as_ref();
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        self.0.update(&length.to_le_bytes()).update(part);
    }

    /// Returns the digest of the parts.
    pub fn finish(&self) -> Digest {
        Digest(self.0.finalize())
    }
}
