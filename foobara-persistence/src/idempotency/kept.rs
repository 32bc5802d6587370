use std::time::Duration;

use foobara_types::Kept;
use serde::{Deserialize, Serialize};

use super::request::Request;
use crate::own::own_entity;

own_entity! {
    "IdempotencyKey", "The answer to a request that came with an idempotency key", Kept {
        version: Some("version"),
        ..Kept::PLAIN
    };

    /// An answer to a request with a key, or, within the unit of work that is finding it, the place for one.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub(super) struct KeptAnswer {
        /// Stands for the caller and its key.
        pub(super) id: String,
        /// Stands for the command and its inputs.
        pub(super) fingerprint: String,
        /// When it is forgotten, in seconds since 1970.
        pub(super) expires_at: i64,
        /// Whether the answer is errors, rather than a result.
        pub(super) is_error: bool,
        /// The answer, as JSON text.
        pub(super) answer: Option<String>,
        /// Counts the changes.
        pub(super) version: u32,
    }
}

impl KeptAnswer {
    /// Returns the place for the answer to a request.
    pub(super) fn new(request: &Request, now: i64, expires_after: Duration) -> Self {
        let seconds = i64::try_from(expires_after.as_secs()).unwrap_or(i64::MAX);
        Self {
            id: request.id.clone(),
            fingerprint: request.fingerprint.clone(),
            expires_at: now.saturating_add(seconds),
            is_error: false,
            answer: None,
            version: 0,
        }
    }

    /// Counts on from what it replaces.
    pub(super) fn follow(&mut self, replaces: Option<u32>) {
        self.version = replaces.map_or(0, |version| version.wrapping_add(1));
    }

    /// Puts a result there, and returns the version until then.
    pub(super) fn succeed(&mut self, text: String) -> u32 {
        let version = self.version;
        self.follow(Some(version));
        self.answer = Some(text);
        version
    }

    /// Puts errors there.
    pub(super) fn fail(&mut self, text: String) {
        self.is_error = true;
        self.answer = Some(text);
    }
}
