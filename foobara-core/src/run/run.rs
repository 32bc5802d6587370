use std::{
    sync::{
        OnceLock,
        atomic::{AtomicBool, AtomicU16, Ordering},
    },
    time::Instant,
};

use super::{Gate, Marks, Policy, RunOptions, RunRecord};
use crate::{
    app::{App, Changing, Moment},
    command::CommandMeta,
    fault::{Fault, log_bug},
    hook::Events,
    plan::{Frozen, PlanRefusal},
    transaction::{Opening, Storage, StorageError, Transaction},
};

/// The shared half of a run: one for the whole tree of commands.
pub(crate) struct Run<'a> {
    app: &'a App,
    pub(crate) options: &'a RunOptions,
    pub(crate) root: &'static CommandMeta,
    /// What hooks, or the record, want to be told.
    pub(crate) events: Events,
    pub(super) is_without_concerns: bool,
    pub(super) deadline: Option<Instant>,
    /// What was done in this run, for the concerns within it; those around it keep their own.
    pub(crate) marks: Marks,
    is_torn: AtomicBool,
    panic_id: OnceLock<u64>,
    /// How many sets of sub-commands run beside each other.
    pub(crate) joined: AtomicU16,
    transaction: OnceLock<Opened>,
}

/// A unit of work, and a moment before its first step.
struct Opened {
    since: Moment,
    unit: Box<dyn Transaction>,
}

/// Makes a record ready, which wants to be told everything.
#[cold]
fn begin(record: &RunRecord, options: &RunOptions) -> Events {
    record.begin();
    options.intent.begin();
    Events::ALL
}

impl<'a> Run<'a> {
    #[inline]
    pub(crate) fn new(app: &'a App, options: &'a RunOptions, root: &'static CommandMeta) -> Self {
        let events = match &options.record {
            Some(record) => begin(record, options),
            None => app.hooked(),
        };
        Self {
            app,
            options,
            root,
            events,
            is_without_concerns: app.is_without_concerns(),
            deadline: options.deadline(app),
            marks: Marks::new(),
            is_torn: AtomicBool::new(false),
            panic_id: OnceLock::new(),
            joined: AtomicU16::new(0),
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
            unit: self.open(storage),
        };
        let transaction = self.transaction.get_or_init(open).unit.as_ref();
        if self.options.is_plan() && !transaction.can_undo() {
            return Err(PlanRefusal::Storage.into());
        }
        Ok(transaction)
    }

    fn open(&self, storage: &dyn Storage) -> Box<dyn Transaction> {
        let opening = self.app.opening(self.root.effect(), self.root.hints.isolation);
        let mut transaction = storage.open(Opening {
            fixed_time: self.options.intent.frozen().map(Frozen::now),
            ..opening
        });
        if self.options.record.is_some() {
            transaction.observe();
        }
        transaction
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

    /// Returns the id that the run's panic has in the log, for those who are told of it before it is caught.
    #[cold]
    pub(crate) fn panic_id(&self) -> u64 {
        *self
            .panic_id
            .get_or_init(|| log_bug(self.app, self.root, "it panicked"))
    }

    /// Returns the id that its panic has, if somebody was told of it.
    pub(crate) fn known_panic_id(&self) -> Option<u64> {
        self.panic_id.get().copied()
    }

    /// Something has been done that a rollback does not undo.
    pub(crate) fn leave_traces(&self) {
        self.marks.leave_traces();
        if let Some(marks) = &self.options.marks {
            marks.leave_traces();
        }
    }

    /// A gate was asked.
    pub(crate) fn consulted(&self, gate: &dyn Gate, is_allowed: bool) {
        if let Some(record) = &self.options.record {
            let rule = gate.rule().into_owned();
            record.consulted(Policy { rule, is_allowed });
        }
    }

    /// Returns whether there is anything that could be written to.
    pub(crate) fn has_storage(&self) -> bool {
        self.app.storage().is_some()
    }

    /// Returns whether there is something to commit, to undo or to take down at its end.
    #[inline]
    pub(crate) fn leaves_something(&self) -> bool {
        self.options.record.is_some() || self.transaction.get().is_some()
    }

    /// Returns the unit of work if something has used it.
    pub(crate) fn opened(&self) -> Option<&dyn Transaction> {
        self.transaction.get().map(|opened| opened.unit.as_ref())
    }
}
