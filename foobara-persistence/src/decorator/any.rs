use std::{fmt, path::Path, sync::Arc};

use foobara_core::{MigrationError, Migrations};

use crate::{
    driver::{Begin, Capabilities, Io, Session, Store, Stored},
    shape::Shape,
    storage::storage,
};

/// A store of any type, for programs that choose one when they run.
///
/// ```
/// use foobara_core::App;
/// use foobara_persistence::{AnyStore, MemoryStore};
///
/// # fn is_rehearsal() -> bool { true }
/// let store = if is_rehearsal() {
///     AnyStore::new(MemoryStore::new())
/// } else {
///     unimplemented!("a store that lasts")
/// };
/// let app = App::builder().storage(store).build()?;
/// # Ok::<(), foobara_core::BuildErrors>(())
/// ```
#[derive(Clone)]
pub struct AnyStore(Arc<dyn Store>);

impl AnyStore {
    /// Forgets the type of a store.
    pub fn new(store: impl Store) -> Self {
        Self(Arc::new(store))
    }
}

impl From<Arc<dyn Store>> for AnyStore {
    fn from(store: Arc<dyn Store>) -> Self {
        Self(store)
    }
}

impl Store for AnyStore {
    fn capabilities(&self) -> Capabilities {
        self.0.capabilities()
    }

    fn begin(&self, how: Begin) -> Io<'_, Stored<Box<dyn Session>>> {
        self.0.begin(how)
    }

    fn prepare<'a>(&'a self, shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>> {
        self.0.prepare(shapes)
    }

    fn migrations(
        &self,
        folder: &Path,
        shapes: &[&'static Shape],
    ) -> Result<Box<dyn Migrations>, MigrationError> {
        self.0.migrations(folder, shapes)
    }
}

storage!(AnyStore);

impl fmt::Debug for AnyStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AnyStore")
    }
}
