use std::error::Error;

use foobara_core::transaction::StorageError;

/// A callback refused what a run did: the source of a [`StorageError::Other`].
#[derive(Debug, thiserror::Error)]
#[error("a callback refused that a record of {entity} is {event}")]
#[non_exhaustive]
pub struct Refused {
    /// The full name of the entity, as `Zoo::Capybara`.
    pub entity: String,
    /// What happened to the record, as `created`.
    pub event: &'static str,
    /// What the callback said.
    #[source]
    pub reason: Box<dyn Error + Send + Sync>,
}

impl From<Refused> for StorageError {
    fn from(error: Refused) -> Self {
        Self::Other(Box::new(error))
    }
}
