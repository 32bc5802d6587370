use foobara_core::transaction::StorageError;

/// Why a unit of work lasts in some stores and not in others: the source of a [`StorageError::Other`].
#[derive(Debug, thiserror::Error)]
#[error(
    "what was changed in {} lasts, and what was changed in {failed} does not: it could not be committed",
    .committed.join(" and ")
)]
#[non_exhaustive]
pub struct CommittedInPart {
    /// The stores that were committed, in order, as "the store of `Shop::Visit`".
    pub committed: Vec<String>,
    /// The first store that could not be committed. It and those after it were rolled back, unless it cannot be reached.
    pub failed: String,
    /// What kept it from that.
    #[source]
    pub error: StorageError,
}

impl From<CommittedInPart> for StorageError {
    fn from(error: CommittedInPart) -> Self {
        Self::Other(Box::new(error))
    }
}
