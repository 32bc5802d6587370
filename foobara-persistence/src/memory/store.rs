use std::{fmt, sync::Arc};

use tokio::sync::RwLock;

use super::session::{ReadSession, WriteSession};
use crate::{
    driver::{Begin, Capabilities, Io, Isolation, Session, Store, Stored},
    shape::Shape,
    storage::storage,
    tables::Tables,
};

/// A store in memory. Clones are the same store.
///
/// ```
/// use foobara_core::App;
/// use foobara_persistence::MemoryStore;
///
/// let app = App::builder().storage(MemoryStore::new()).build()?;
/// # Ok::<(), foobara_core::BuildErrors>(())
/// ```
#[derive(Clone, Default)]
pub struct MemoryStore(Arc<RwLock<Tables>>);

impl MemoryStore {
    /// Returns an empty store.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Store for MemoryStore {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            transactions: true,
            savepoints: true,
            snapshots: true,
            durable: false,
            isolation: &[Isolation::Serializable],
            optimistic: false,
            gapless_keys: true,
            sql: false,
            nul_characters: true,
            text_search: true,
        }
    }

    fn begin(&self, how: Begin) -> Io<'_, Stored<Box<dyn Session>>> {
        let tables = Arc::clone(&self.0);
        if how.read_only {
            return match Arc::clone(&tables).try_read_owned() {
                Ok(tables) => Io::ready(Ok(Box::new(ReadSession(tables)))),
                Err(_) => Io::later(async move { Ok(Box::new(ReadSession(tables.read_owned().await)) as _) }),
            };
        }
        match Arc::clone(&tables).try_write_owned() {
            Ok(tables) => Io::ready(Ok(Box::new(WriteSession::new(tables)))),
            Err(_) => {
                Io::later(async move { Ok(Box::new(WriteSession::new(tables.write_owned().await)) as _) })
            }
        }
    }

    fn prepare<'a>(&'a self, _shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>> {
        Io::ready(Ok(()))
    }
}

storage!(MemoryStore);

/// Shows no records.
impl fmt::Debug for MemoryStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MemoryStore")
    }
}
