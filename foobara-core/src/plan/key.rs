use std::fmt;

use super::Mark;
use crate::recorded::Digest;

/// What the tokens of plans are signed with; whoever has it can make tokens.
///
/// ```
/// use foobara_core::{App, PlanKey};
///
/// let secret = "a long text that nobody can guess";
/// let app = App::builder().plan_key(PlanKey::of_secret(secret)).build()?;
/// # Ok::<(), foobara_core::BuildErrors>(())
/// ```
#[derive(Clone)]
pub struct PlanKey {
    signing: [u8; 32],
    marking: [u8; 32],
}

impl PlanKey {
    /// Returns the key that is made of a secret. It should be long and random, as 32 bytes of `openssl rand`.
    ///
    /// # Panics
    ///
    /// When the secret is empty, as a setting that was forgotten is: anybody could sign with it.
    pub fn of_secret(secret: impl AsRef<[u8]>) -> Self {
        assert!(
            !secret.as_ref().is_empty(),
            "a plan key is made of an empty secret; give it a long and random one"
        );
        let derived = |purpose: &str| blake3::derive_key(purpose, secret.as_ref());
        Self {
            signing: derived("foobara 2026-11-21 signatures of plans"),
            marking: derived("foobara 2026-11-21 fingerprints within plans"),
        }
    }

    /// Returns a key that there is only once.
    #[expect(
        clippy::disallowed_methods,
        reason = "the app's ids and randomness are not for secrets, and nothing but the key depends on it"
    )]
    pub(super) fn random() -> Self {
        let halves = [uuid::Uuid::new_v4(), uuid::Uuid::new_v4()].map(uuid::Uuid::into_bytes);
        Self::of_secret(halves.concat())
    }

    /// Signs bytes.
    pub(super) fn sign(&self, bytes: &[u8]) -> blake3::Hash {
        blake3::keyed_hash(&self.signing, bytes)
    }

    /// Makes of a digest what may be shown: without the key nothing can be guessed from it.
    pub(super) fn mark(&self, digest: &Digest) -> Mark {
        Mark::of(&blake3::keyed_hash(&self.marking, digest.as_ref()))
    }
}

impl fmt::Debug for PlanKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PlanKey(..)")
    }
}
