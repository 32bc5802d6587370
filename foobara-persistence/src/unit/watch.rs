//! What a unit of work tells callbacks. Without any, it is one look at whether there are.

use std::sync::Arc;

use foobara_core::transaction::{Savepoint, StorageError};

use super::{
    UnitOfWork,
    state::{State, leaves_doubt},
};
use crate::{
    callbacks::{Happened, Tell, Watches},
    change::{Change, Operation},
    driver::Finish,
    observed::Touched,
    row::Row,
    shape::Shape,
};

/// The callbacks of a unit of work, and how far they know of it.
pub(super) struct Watch {
    watches: Arc<Watches>,
    /// How many of the changes were told.
    told: usize,
    /// Whether a callback refused what was done.
    is_refused: bool,
}

impl UnitOfWork {
    /// Returns the unit with callbacks, if there are any.
    pub(crate) fn watched(mut self, watches: &Arc<Watches>) -> Self {
        if !watches.is_empty() {
            self.state.get_mut().watch = Some(Box::new(Watch {
                watches: Arc::clone(watches),
                told: 0,
                is_refused: false,
            }));
        }
        self
    }
}

/// Tells what became of records, unless nobody knows.
pub(super) fn tell(settled: Vec<Tell>, how: Finish, ended: &Result<(), StorageError>) {
    let is_persisted = how == Finish::Commit && ended.is_ok();
    if how == Finish::Commit && leaves_doubt(ended) {
        return;
    }
    settled.into_iter().for_each(|tell| tell(is_persisted));
}

impl State {
    /// Finds out what records were that are about to change, if somebody is to be told.
    pub(super) async fn look_to_tell(&mut self, changes: &[Change]) -> Result<(), StorageError> {
        for changes in changes.chunk_by(|one, other| std::ptr::eq(one.shape, other.shape)) {
            let Some(shape) = changes.first().map(|change| change.shape) else {
                continue;
            };
            if !self
                .watch
                .as_ref()
                .is_some_and(|watch| watch.watches.concern(shape.model))
            {
                continue;
            }
            let is_unknown = |change: &&Change| {
                change.operation != Operation::Create
                    && !change.key.is_null()
                    && self.log.known(shape, &change.key).is_none()
            };
            let keys = changes.iter().filter(is_unknown).map(|change| change.key.clone());
            let keys = keys.collect();
            self.rows_for_update(shape, keys).await?;
        }
        Ok(())
    }

    /// Tells of records that were fetched.
    ///
    /// # Errors
    ///
    /// That a callback refused.
    pub(super) fn tell_loaded(&mut self, shape: &'static Shape, rows: &[Row]) -> Result<(), StorageError> {
        let Some(watch) = &mut self.watch else {
            return Ok(());
        };
        // Still set when a callback panics.
        self.is_changing = true;
        let mut rows = rows.iter();
        let told = rows.try_for_each(|row| watch.watches.tell(shape, &Happened::Loaded(row)));
        watch.is_refused = told.is_err();
        self.is_changing = told.is_err();
        told
    }

    /// Tells of changes that nobody was told of yet.
    ///
    /// # Errors
    ///
    /// That a callback refused.
    pub(super) fn tell_changes(&mut self) -> Result<(), StorageError> {
        let Some(watch) = &mut self.watch else {
            return Ok(());
        };
        self.is_changing = true;
        let changes = self.log.changes().changes.iter().skip(watch.told);
        let mut told = Ok(());
        for change in changes {
            watch.told += 1;
            let happened = Happened::Changed(change.before.as_ref(), change.after.as_ref());
            told = watch.watches.tell(change.shape, &happened);
            if told.is_err() {
                break;
            }
        }
        watch.is_refused = told.is_err();
        self.is_changing = told.is_err();
        told
    }

    /// Lets what was refused be undone with the attempt that it was done in.
    pub(super) fn forgive(&mut self, step: Savepoint) {
        if let Some(watch) = &mut self.watch
            && step == Savepoint::RollBack
            && watch.is_refused
        {
            watch.is_refused = false;
            self.is_changing = false;
        }
    }

    /// Returns what is to be told of the changes that a step with a savepoint undoes.
    pub(super) fn undoing(&mut self, step: Savepoint) -> Vec<Tell> {
        if step != Savepoint::RollBack {
            return Vec::new();
        }
        let mark = self.log.last_mark();
        let undone = self.settled_since(mark).unwrap_or_default();
        if let Some(watch) = &mut self.watch {
            watch.told = watch.told.min(mark);
        }
        undone
    }

    /// Returns what is to be told of the changes since one of them that were told.
    ///
    /// # Errors
    ///
    /// When a record cannot be read.
    pub(super) fn settled_since(&self, mark: usize) -> Result<Vec<Tell>, StorageError> {
        let Some(watch) = &self.watch else {
            return Ok(Vec::new());
        };
        let changes = self.log.changes().changes.get(mark..watch.told);
        let mut settled = Vec::new();
        for touched in Touched::all(changes.unwrap_or_default()) {
            if touched.is_other() {
                let tell = watch
                    .watches
                    .settle(touched.shape.model, touched.before, touched.after);
                settled.extend(tell?);
            }
        }
        Ok(settled)
    }

    /// Returns what is to be told once the unit has ended, and lets it be told once.
    ///
    /// # Errors
    ///
    /// When a record cannot be read that is to be committed.
    pub(super) fn settle(&mut self, how: Finish) -> Result<Vec<Tell>, StorageError> {
        let settled = match (self.settled_since(0), how) {
            (Err(error), Finish::Commit) => return Err(error),
            (settled, _) => settled.unwrap_or_default(),
        };
        self.watch = None;
        Ok(settled)
    }

    /// Says why nothing can be done any more but to roll back.
    pub(super) fn doubt(&self) -> StorageError {
        let is_refused = self.watch.as_ref().is_some_and(|watch| watch.is_refused);
        StorageError::Other(if is_refused {
            "a callback refused what was done; it can only be rolled back".into()
        } else {
            "a change was dropped half-way; the unit of work can only be rolled back".into()
        })
    }
}
