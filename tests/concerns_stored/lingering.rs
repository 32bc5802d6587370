//! A store that is slow to say that a commit is done.

use std::time::Duration;

use foobara::MemoryStore;
use foobara_persistence::{
    Applied, Begin, Capabilities, Change, Finish, Io, Query, Rows, Savepoint, Session, Shape, Store, Stored,
};

/// A store in memory that acknowledges commits so many milliseconds after everybody can see them.
#[derive(Clone)]
pub(crate) struct Lingering {
    pub(crate) store: MemoryStore,
    pub(crate) millis: u64,
}

impl Store for Lingering {
    fn capabilities(&self) -> Capabilities {
        self.store.capabilities()
    }

    fn begin(&self, how: Begin) -> Io<'_, Stored<Box<dyn Session>>> {
        Io::later(async move {
            let session = self.store.begin(how).await?;
            let millis = if how.read_only { 0 } else { self.millis };
            Ok(Box::new(Slow { session, millis }) as _)
        })
    }

    fn prepare<'a>(&'a self, shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>> {
        Store::prepare(&self.store, shapes)
    }
}

struct Slow {
    session: Box<dyn Session>,
    millis: u64,
}

impl Session for Slow {
    fn fetch<'a>(&'a mut self, query: &'a Query) -> Io<'a, Stored<Rows>> {
        self.session.fetch(query)
    }

    fn apply<'a>(&'a mut self, changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>> {
        self.session.apply(changes)
    }

    fn savepoint(&mut self, step: Savepoint) -> Io<'_, Stored<()>> {
        self.session.savepoint(step)
    }

    fn finish(self: Box<Self>, how: Finish) -> Io<'static, Stored<()>> {
        Io::later(async move {
            let finished = self.session.finish(how).await;
            tokio::time::sleep(Duration::from_millis(self.millis)).await;
            finished
        })
    }
}
