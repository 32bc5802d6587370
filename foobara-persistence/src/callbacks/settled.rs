/// What became in the end of a record that a run changed, however often: one that is as it was before is not told of.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Settled<E> {
    /// The run was committed, and the store has acknowledged it.
    Persisted {
        /// As it was before the run; `None` if the run created it.
        before: Option<E>,
        /// As it is; `None` if the run deleted it for good.
        after: Option<E>,
    },
    /// The run, or the attempt within it, was undone.
    Reverted {
        /// As it was and is again; `None` if it had been created.
        before: Option<E>,
        /// As it was to be; `None` if it had been deleted for good.
        after: Option<E>,
    },
}
