use std::{fmt, sync::Arc};

use foobara_core::transaction::Savepoint;

use crate::{
    change::{Applied, Change},
    driver::{Begin, Capabilities, Finish, Io, Session, Store, Stored},
    query::{Query, Rows},
    raw::Sql,
    row::Row,
    shape::Shape,
    storage::storage,
};

/// A store whose tables have names that begin with a prefix, so that several apps can share the store within.
///
/// Statements in the language of the store are run as they are: they name the tables with the prefix.
#[derive(Clone)]
pub struct Prefixed<S> {
    store: S,
    prefix: Arc<str>,
}

struct PrefixedSession {
    session: Box<dyn Session>,
    prefix: Arc<str>,
}

impl<S: Store> Prefixed<S> {
    /// Returns the store, with this before the name of every table.
    pub fn new(store: S, prefix: impl Into<Arc<str>>) -> Self {
        Self {
            store,
            prefix: prefix.into(),
        }
    }
}

impl<S: Store> Store for Prefixed<S> {
    fn capabilities(&self) -> Capabilities {
        self.store.capabilities()
    }

    fn begin(&self, how: Begin) -> Io<'_, Stored<Box<dyn Session>>> {
        let begun = self.store.begin(how);
        Io::later(async move {
            Ok(Box::new(PrefixedSession {
                session: begun.await?,
                prefix: Arc::clone(&self.prefix),
            }) as Box<dyn Session>)
        })
    }

    fn prepare<'a>(&'a self, shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>> {
        let shapes: Vec<_> = shapes.iter().map(|shape| shape.prefixed(&self.prefix)).collect();
        Io::later(async move { self.store.prepare(&shapes).await })
    }
}

impl Session for PrefixedSession {
    fn fetch<'a>(&'a mut self, query: &'a Query) -> Io<'a, Stored<Rows>> {
        let query = Query {
            shape: query.shape.prefixed(&self.prefix),
            ..query.clone()
        };
        Io::later(async move { self.session.fetch(&query).await })
    }

    fn apply<'a>(&'a mut self, changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>> {
        let prefixed = |change: &Change| Change {
            shape: change.shape.prefixed(&self.prefix),
            ..change.clone()
        };
        let changes: Vec<Change> = changes.iter().map(prefixed).collect();
        Io::later(async move { self.session.apply(&changes).await })
    }

    fn savepoint(&mut self, step: Savepoint) -> Io<'_, Stored<()>> {
        self.session.savepoint(step)
    }

    fn run<'a>(&'a mut self, statement: &'a Sql) -> Io<'a, Stored<Vec<Row>>> {
        self.session.run(statement)
    }

    fn finish(self: Box<Self>, how: Finish) -> Io<'static, Stored<()>> {
        self.session.finish(how)
    }
}

storage!(Prefixed<S>);

impl<S: fmt::Debug> fmt::Debug for Prefixed<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Prefixed")
            .field("store", &self.store)
            .field("prefix", &self.prefix)
            .finish()
    }
}
