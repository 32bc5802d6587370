use std::{
    sync::{
        OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use super::RunOptions;
use crate::{
    app::{App, Changing, Moment},
    command::CommandMeta,
    fault::Fault,
    hook::Events,
    transaction::{StorageError, Transaction},
};

/// The shared half of a run: one for the whole tree of commands.
pub(crate) struct Run<'a> {
    app: &'a App,
    pub(crate) options: &'a RunOptions,
    pub(crate) root: &'static CommandMeta,
    /// What hooks, or the record, want to be told.
    pub(crate) events: Events,
    pub(super) deadline: Option<Instant>,
    is_torn: AtomicBool,
    transaction: OnceLock<Opened>,
}

/// A unit of work, and a moment before its first step.
struct Opened {
    since: Moment,
    unit: Box<dyn Transaction>,
}

impl<'a> Run<'a> {
    pub(crate) fn new(app: &'a App, options: &'a RunOptions, root: &'static CommandMeta) -> Self {
        let events = if options.record.is_some() {
            Events::ALL
        } else {
            app.hooked()
        };
        Self {
            app,
            options,
            root,
            events,
            deadline: options.deadline(app),
            is_torn: AtomicBool::new(false),
            transaction: OnceLock::new(),
        }
    }

    pub(crate) const fn app(&self) -> &'a App {
        self.app
    }

    /// Returns the unit of work, opening it at the first call.
    pub(crate) fn transaction(&self) -> Result<&dyn Transaction, Fault> {
        if let Some(opened) = self.transaction.get() {
            return Ok(opened.unit.as_ref());
        }
        let storage = self.app.storage().ok_or(StorageError::Unconfigured)?;
        let open = || Opened {
            since: self.app.freshness().now(),
            unit: storage.open(self.root.effect()),
        };
        Ok(self.transaction.get_or_init(open).unit.as_ref())
    }

    /// Returns a moment that is not after the one whose records this run sees.
    pub(crate) fn sees(&self) -> Moment {
        let opened = self.transaction.get().map(|opened| opened.since);
        opened.unwrap_or_else(|| self.app.freshness().now())
    }

    /// Tells caches that what this run may have written changes now.
    pub(crate) fn change(&self) -> Option<Changing<'_>> {
        self.app.freshness().change(self.root)
    }

    /// A sub-command was dropped half-way: what it wrote must not last.
    #[cold]
    pub(crate) fn tear(&self) {
        self.is_torn.store(true, Ordering::Relaxed);
    }

    /// Returns whether a sub-command was dropped half-way.
    pub(crate) fn is_torn(&self) -> bool {
        self.is_torn.load(Ordering::Relaxed)
    }

    /// Something has been done that a rollback does not undo.
    pub(crate) fn leave_traces(&self) {
        if let Some(marks) = &self.options.marks {
            marks.leave_traces();
        }
    }

    /// Returns whether there is anything that could be written to.
    pub(crate) fn has_storage(&self) -> bool {
        self.app.storage().is_some()
    }

    /// Returns the unit of work if something has used it.
    pub(crate) fn opened(&self) -> Option<&dyn Transaction> {
        self.transaction.get().map(|opened| opened.unit.as_ref())
    }
}
