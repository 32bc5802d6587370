//! Who asks.

use std::borrow::Cow;

use async_trait::async_trait;
use foobara_core::Fault;

/// What a caller shows of itself, by lower-case name: the headers of a request, for most transports.
pub trait CredentialSource: Sync {
    /// Returns what was shown under `name`.
    fn credential(&self, name: &str) -> Option<Cow<'_, str>>;
}

/// A caller that shows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoCredentials;

impl CredentialSource for NoCredentials {
    fn credential(&self, _name: &str) -> Option<Cow<'_, str>> {
        None
    }
}

/// Who asks, once it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    id: String,
}

impl Principal {
    /// Returns the principal with an id.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }

    /// Returns the id, as the name of a user.
    pub fn id(&self) -> &str {
        &self.id
    }
}

/// Finds out who asks.
#[async_trait]
pub trait Authenticator: Send + Sync + 'static {
    /// Returns who asks, or `None` when that cannot be told.
    ///
    /// # Errors
    ///
    /// When finding out failed, which is not the same as not knowing.
    async fn authenticate(&self, credentials: &dyn CredentialSource) -> Result<Option<Principal>, Fault>;
}
