//! A store whose readers see what was there when they began, and keep no writer waiting.

use std::sync::{Arc, OnceLock};

use foobara::MemoryStore;
use foobara_persistence::{Begin, Capabilities, Change, Finish, Io, Query, Session, Shape, Store, Stored};

/// A store in memory, of which each reader has a copy.
#[derive(Clone, Default)]
pub(crate) struct Snapshots {
    store: MemoryStore,
    shapes: Arc<OnceLock<Vec<&'static Shape>>>,
}

impl Snapshots {
    /// Copies all there is.
    async fn copy(&self) -> Stored<MemoryStore> {
        let copy = MemoryStore::new();
        let mut from = self.store.begin(reading()).await?;
        let mut to = copy.begin(Begin::default()).await?;
        for shape in self.shapes.get().into_iter().flatten() {
            let rows = from.fetch(&Query::all(shape)).await?.rows;
            let changes: Vec<Change> = rows.into_iter().map(|row| Change::create(shape, row)).collect();
            to.apply(&changes).await?;
        }
        to.finish(Finish::Commit).await?;
        Ok(copy)
    }
}

fn reading() -> Begin {
    let mut begin = Begin::default();
    begin.read_only = true;
    begin
}

impl Store for Snapshots {
    fn capabilities(&self) -> Capabilities {
        self.store.capabilities()
    }

    fn begin(&self, how: Begin) -> Io<'_, Stored<Box<dyn Session>>> {
        Io::later(async move {
            if how.read_only {
                self.copy().await?.begin(how).await
            } else {
                self.store.begin(how).await
            }
        })
    }

    fn prepare<'a>(&'a self, shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>> {
        self.shapes.get_or_init(|| shapes.to_vec());
        Store::prepare(&self.store, shapes)
    }
}
