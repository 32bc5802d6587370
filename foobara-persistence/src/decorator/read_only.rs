use std::fmt;

use foobara_core::transaction::StorageError;

use crate::{
    driver::{Begin, Capabilities, Io, Session, Store, Stored},
    shape::Shape,
    storage::storage,
};

/// A store that is never changed: units of work that would are refused before they begin, and nothing is prepared.
///
/// Commands that write cannot be run on it; those that only read notice nothing.
#[derive(Clone)]
pub struct ReadOnlyStore<S>(S);

impl<S: Store> ReadOnlyStore<S> {
    /// Returns the store, to read.
    pub const fn new(store: S) -> Self {
        Self(store)
    }
}

impl<S: Store> Store for ReadOnlyStore<S> {
    fn capabilities(&self) -> Capabilities {
        self.0.capabilities()
    }

    fn begin(&self, how: Begin) -> Io<'_, Stored<Box<dyn Session>>> {
        if how.read_only {
            self.0.begin(how)
        } else {
            Io::ready(Err(StorageError::Other("the storage is only read".into())))
        }
    }

    fn prepare<'a>(&'a self, _shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>> {
        Io::ready(Ok(()))
    }
}

storage!(ReadOnlyStore<S>);

impl<S: fmt::Debug> fmt::Debug for ReadOnlyStore<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("ReadOnlyStore").field(&self.0).finish()
    }
}
