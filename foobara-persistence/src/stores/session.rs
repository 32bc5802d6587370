use foobara_core::transaction::{Savepoint, StorageError};

use super::{error::CommittedInPart, stores::Stores};
use crate::{
    change::{Applied, Change},
    driver::{Begin, Finish, Io, Session, Stored},
    query::{Query, Rows},
    raw::Sql,
    row::Row,
    shape::Shape,
};

/// One unit of work within several stores.
pub(super) struct Sessions {
    stores: Stores,
    how: Begin,
    /// Those that have begun.
    begun: Vec<Begun>,
    /// The number of savepoints that are set.
    marks: usize,
    /// Set while a savepoint is moved; still set at the next step if it was moved in some of the stores only.
    is_torn: bool,
}

/// A session in one of the stores.
struct Begun {
    place: usize,
    session: Box<dyn Session>,
    has_written: bool,
}

impl Sessions {
    pub(super) const fn new(stores: Stores, how: Begin) -> Self {
        Self {
            stores,
            how,
            begun: Vec::new(),
            marks: 0,
            is_torn: false,
        }
    }

    /// Returns the session in the store of an entity, with all savepoints that are set; it begins with the first step.
    async fn of(&mut self, shape: Option<&'static Shape>) -> Stored<&mut Begun> {
        self.whole()?;
        let place = self.stores.place(shape.map(|shape| shape.model));
        let known = self.begun.iter().position(|begun| begun.place == place);
        let index = match known {
            Some(index) => index,
            None => {
                let begun = self.begin(place).await?;
                self.begun.push(begun);
                self.begun.len() - 1
            }
        };
        self.begun.get_mut(index).ok_or_else(unknown)
    }

    async fn begin(&mut self, place: usize) -> Stored<Begun> {
        let part = self.stores.part(place).ok_or_else(unknown)?;
        let mut session = part.store.begin(self.how).await?;
        for _ in 0..self.marks {
            session.savepoint(Savepoint::Set).await?;
        }
        Ok(Begun {
            place,
            session,
            has_written: false,
        })
    }

    const fn moved(&self, step: Savepoint) -> Option<usize> {
        match step {
            Savepoint::Set => self.marks.checked_add(1),
            Savepoint::Release | Savepoint::RollBack => self.marks.checked_sub(1),
        }
    }

    fn whole(&self) -> Stored<()> {
        if self.is_torn {
            return Err(StorageError::Other(
                "a savepoint was moved in some of the stores only; the unit of work can only be rolled back"
                    .into(),
            ));
        }
        Ok(())
    }

    /// Commits one session after the other: those that were only read first, then by the places of the stores.
    async fn commit(mut self) -> Stored<()> {
        if let Err(torn) = self.whole() {
            self.roll_back().await?;
            return Err(torn);
        }
        self.begun.sort_by_key(|begun| (begun.has_written, begun.place));
        let mut committed = Vec::new();
        while !self.begun.is_empty() {
            let begun = self.begun.remove(0);
            if let Err(error) = begun.session.finish(Finish::Commit).await {
                let failed = self.name(begun.place);
                // What speaks against the first commit is of more use than what speaks against undoing the others.
                drop(self.roll_back().await);
                return Err(in_part(committed, failed, error));
            }
            if begun.has_written {
                committed.push(self.name(begun.place));
            }
        }
        Ok(())
    }

    /// Rolls every session back, and returns the first error.
    async fn roll_back(self) -> Stored<()> {
        let mut done = Ok(());
        for begun in self.begun {
            done = done.and(begun.session.finish(Finish::Rollback).await);
        }
        done
    }

    fn name(&self, place: usize) -> String {
        let part = self.stores.part(place);
        part.map(|part| part.keeps.name()).unwrap_or_default()
    }
}

/// Returns the error of a commit, which is that of the store as long as nothing lasts.
fn in_part(committed: Vec<String>, failed: String, error: StorageError) -> StorageError {
    if committed.is_empty() {
        return error;
    }
    CommittedInPart {
        committed,
        failed,
        error,
    }
    .into()
}

fn unknown() -> StorageError {
    StorageError::Other("there is no such store".into())
}

impl Session for Sessions {
    fn fetch<'a>(&'a mut self, query: &'a Query) -> Io<'a, Stored<Rows>> {
        Io::later(async move { self.of(Some(query.shape)).await?.session.fetch(query).await })
    }

    fn apply<'a>(&'a mut self, changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>> {
        Io::later(async move {
            let stores = self.stores.clone();
            let place = |change: &Change| stores.place(Some(change.shape.model));
            let mut applied = Vec::with_capacity(changes.len());
            for together in changes.chunk_by(|one, next| place(one) == place(next)) {
                let begun = self.of(together.first().map(|change| change.shape)).await?;
                begun.has_written = true;
                applied.extend(begun.session.apply(together).await?);
            }
            Ok(applied)
        })
    }

    fn savepoint(&mut self, step: Savepoint) -> Io<'_, Stored<()>> {
        Io::later(async move {
            self.whole()?;
            let marks = self.moved(step);
            let marks = marks.ok_or_else(|| StorageError::Other("there is no savepoint".into()))?;
            self.is_torn = true;
            for begun in &mut self.begun {
                begun.session.savepoint(step).await?;
            }
            self.marks = marks;
            self.is_torn = false;
            Ok(())
        })
    }

    fn run<'a>(&'a mut self, statement: &'a Sql) -> Io<'a, Stored<Vec<Row>>> {
        Io::later(async move {
            let begun = self.of(statement.shape).await?;
            begun.has_written = true;
            begun.session.run(statement).await
        })
    }

    fn finish(self: Box<Self>, how: Finish) -> Io<'static, Stored<()>> {
        Io::later(async move {
            match how {
                Finish::Commit => self.commit().await,
                Finish::Rollback => self.roll_back().await,
            }
        })
    }
}
