use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Frozen, PlanKey, PlanRefusal};

/// What a token says. It is signed, and not encrypted.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Terms {
    /// The full name of the command.
    pub(super) command: String,
    /// The name that the planner knew it by.
    pub(super) name: String,
    pub(super) inputs: Value,
    pub(super) caller: Option<String>,
    /// Whether records in the result are written whole.
    pub(super) is_aggregate: bool,
    pub(super) frozen: Frozen,
    /// When it ends, in seconds since the epoch.
    pub(super) expires: u64,
    /// What the app was.
    pub(super) manifest: Mark,
    /// What was looked at; of many the first ones.
    pub(super) reads: Vec<Mark>,
    /// All that was looked at, and changed.
    pub(super) whole: Mark,
    pub(super) changes: Mark,
    /// The writing calls of ports, each with what was done and looked at before it.
    pub(super) calls: Vec<Mark>,
}

/// The number of reads that are told from each other; of others it is only said that some are not as they were.
pub(super) const TOLD_APART: usize = 64;

/// A keyed fingerprint of what may not be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark(String);

impl Mark {
    pub(super) fn of(hash: &blake3::Hash) -> Self {
        let (start, _) = hash.as_bytes().split_at(15);
        Self(BASE64.encode(start))
    }
}

impl Terms {
    /// Writes and signs the terms: `payload.signature`, both in URL-safe Base64.
    pub(super) fn seal(&self, key: &PlanKey) -> Option<String> {
        let payload = BASE64.encode(serde_json::to_vec(self).ok()?);
        let signature = key.sign(payload.as_bytes());
        Some(format!("{payload}.{}", BASE64.encode(signature.as_bytes())))
    }

    /// Reads what was sealed with the same key. Nothing is parsed that was not.
    pub(super) fn open(token: &str, key: &PlanKey) -> Result<Self, PlanRefusal> {
        let (payload, signature) = token.trim().split_once('.').ok_or(PlanRefusal::Token)?;
        let signature = BASE64.decode(signature).map_err(|_| PlanRefusal::Token)?;
        let signature = blake3::Hash::from_slice(&signature).map_err(|_| PlanRefusal::Token)?;
        // Hashes are compared in constant time.
        if key.sign(payload.as_bytes()) != signature {
            return Err(PlanRefusal::Token);
        }
        let terms = BASE64.decode(payload).map_err(|_| PlanRefusal::Token)?;
        serde_json::from_slice(&terms).map_err(|_| PlanRefusal::Token)
    }
}
