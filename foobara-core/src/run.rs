//! One run of a root command and everything below it.

use std::{
    any::Any,
    fmt,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU8, AtomicU16, Ordering},
    },
    time::{Duration, Instant},
};

use foobara_types::ErrorReport;
use tokio_util::sync::CancellationToken;

use crate::{
    BoxFuture,
    app::App,
    command::CommandMeta,
    fault::{Fault, FaultKind},
    hook::{Event, When},
    lifecycle::{State, Transition},
    transaction::{StorageError, Transaction},
};

/// What a caller asks of a run besides its inputs.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct RunOptions {
    /// How long it may take. Looked at before each sub-command, storage step and commit; port calls race it.
    pub timeout: Option<Duration>,
    /// Cancels it; treated like a passed deadline.
    pub cancel: Option<CancellationToken>,
    /// Says whether the caller may do this, once the records are loaded.
    pub gate: Option<Arc<dyn Gate>>,
}

impl RunOptions {
    /// A run that nobody limits.
    pub(crate) const NONE: Self = Self {
        timeout: None,
        cancel: None,
        gate: None,
    };
}

impl fmt::Debug for RunOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RunOptions")
            .field("timeout", &self.timeout)
            .field("cancel", &self.cancel.is_some())
            .field("gate", &self.gate.is_some())
            .finish()
    }
}

/// Lets a root command through, or not, once its inputs are valid and its records loaded.
pub trait Gate: Send + Sync {
    /// Looks at the inputs, which are of the command's type.
    fn admit<'a>(&'a self, inputs: &'a (dyn Any + Send + Sync)) -> BoxFuture<'a, Result<(), Fault>>;
}

/// The shared half of a run: one for the whole tree of commands.
pub(crate) struct Run<'a> {
    app: &'a App,
    pub(crate) options: &'a RunOptions,
    deadline: Option<Instant>,
    root: &'static CommandMeta,
    has_hooks: bool,
    is_torn: AtomicBool,
    /// How many sets of sub-commands run beside each other.
    pub(crate) joined: AtomicU16,
    transaction: OnceLock<Box<dyn Transaction>>,
}

impl<'a> Run<'a> {
    pub(crate) fn new(app: &'a App, options: &'a RunOptions, root: &'static CommandMeta) -> Self {
        let deadline = options
            .timeout
            .and_then(|timeout| app.ports().clock.instant().checked_add(timeout));
        Self {
            app,
            options,
            deadline,
            root,
            has_hooks: app.has_hooks(),
            is_torn: AtomicBool::new(false),
            joined: AtomicU16::new(0),
            transaction: OnceLock::new(),
        }
    }

    pub(crate) const fn app(&self) -> &'a App {
        self.app
    }

    /// Fails once the run is cancelled or its deadline has passed.
    #[inline]
    pub(crate) fn interrupted(&self) -> Result<(), Fault> {
        if self.deadline.is_none() && self.options.cancel.is_none() {
            Ok(())
        } else {
            self.look()
        }
    }

    #[cold]
    fn look(&self) -> Result<(), Fault> {
        if self
            .options
            .cancel
            .as_ref()
            .is_some_and(CancellationToken::is_cancelled)
        {
            return Err(FaultKind::Cancelled.into());
        }
        if self
            .deadline
            .is_some_and(|deadline| self.app.ports().clock.instant() >= deadline)
        {
            return Err(FaultKind::Timeout.into());
        }
        Ok(())
    }

    /// Waits for `work`, unless the run is interrupted first.
    pub(crate) async fn race<T>(&self, work: impl Future<Output = T> + Send) -> Result<T, Fault> {
        self.interrupted()?;
        let past_deadline = async {
            match self.deadline {
                Some(deadline) => self.app.ports().clock.sleep_until(deadline).await,
                None => std::future::pending().await,
            }
        };
        let cancelled = async {
            match &self.options.cancel {
                Some(cancel) => cancel.cancelled().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            done = work => Ok(done),
            () = cancelled => Err(FaultKind::Cancelled.into()),
            () = past_deadline => Err(FaultKind::Timeout.into()),
        }
    }

    /// Returns the unit of work, opening it at the first call.
    pub(crate) fn transaction(&self) -> Result<&dyn Transaction, Fault> {
        self.interrupted()?;
        if let Some(transaction) = self.transaction.get() {
            return Ok(transaction.as_ref());
        }
        let storage = self.app.storage().ok_or(StorageError::Unconfigured)?;
        Ok(self
            .transaction
            .get_or_init(|| storage.open(self.root.effect()))
            .as_ref())
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

    /// Returns whether there is anything that could be written to.
    pub(crate) fn has_storage(&self) -> bool {
        self.app.storage().is_some()
    }

    /// Returns the unit of work if something has used it.
    pub(crate) fn opened(&self) -> Option<&dyn Transaction> {
        self.transaction.get().map(AsRef::as_ref)
    }
}

/// One command's place in a run: a list on the stack from the command to the root.
pub(crate) struct Frame<'a> {
    pub(crate) run: &'a Run<'a>,
    pub(crate) meta: &'static CommandMeta,
    pub(crate) is_root: bool,
    depth: u16,
    state: AtomicU8,
    reported: OnceLock<Box<Mutex<Vec<ErrorReport>>>>,
}

/// The number of commands that may run one below the other.
pub(crate) const DEEPEST: u16 = 128;

impl<'a> Frame<'a> {
    pub(crate) const fn root(run: &'a Run<'a>) -> Self {
        Self::new(run, run.root, true, 0)
    }

    #[inline]
    pub(crate) fn below(up: &'a Self, meta: &'static CommandMeta) -> Result<Self, Fault> {
        up.run.interrupted()?;
        if up.depth >= DEEPEST {
            return Err(FaultKind::TooDeep.into());
        }
        Ok(Self::new(up.run, meta, false, up.depth + 1))
    }

    const fn new(run: &'a Run<'a>, meta: &'static CommandMeta, is_root: bool, depth: u16) -> Self {
        Self {
            run,
            meta,
            is_root,
            depth,
            state: AtomicU8::new(0),
            reported: OnceLock::new(),
        }
    }

    /// Adds an error without stopping; the phase ends when it returns.
    pub(crate) fn report(&self, error: ErrorReport) {
        let reported = self.reported.get_or_init(Box::default);
        let mut reported = reported.lock().unwrap_or_else(PoisonError::into_inner);
        if reported.iter().all(|other| !other.has_key_of(&error)) {
            reported.push(error);
        }
    }

    /// Takes the errors of a sub-command for its own, whatever becomes of the fault.
    #[cold]
    pub(crate) fn suffer(&self, fault: &Fault) {
        if let FaultKind::Subcommand(errors) = fault.kind() {
            errors.iter().for_each(|error| self.report(error.clone()));
        }
    }

    /// Returns the errors reported so far, if any.
    #[inline]
    pub(crate) fn take_reported(&self) -> Option<Vec<ErrorReport>> {
        self.reported.get().and_then(|reported| Self::take(reported))
    }

    #[cold]
    fn take(reported: &Mutex<Vec<ErrorReport>>) -> Option<Vec<ErrorReport>> {
        let mut reported = reported.lock().unwrap_or_else(PoisonError::into_inner);
        (!reported.is_empty()).then(|| std::mem::take(&mut *reported))
    }

    /// Returns what lets the caller of the root through.
    #[inline]
    pub(crate) fn gate(&self) -> Option<&dyn Gate> {
        if self.is_root {
            self.run.options.gate.as_deref()
        } else {
            None
        }
    }

    /// Returns the way to the hooks.
    #[inline]
    pub(crate) const fn hooks(&'a self) -> FrameHooks<'a> {
        FrameHooks {
            frame: self,
            are_there: self.run.has_hooks,
        }
    }

    #[cold]
    #[inline(never)]
    fn fire(
        &self,
        when: When,
        transition: Transition,
        input: Option<&(dyn Any + Send + Sync)>,
    ) -> Result<(), Fault> {
        let from = State::ALL
            .get(usize::from(self.state.load(Ordering::Relaxed)))
            .copied()
            .unwrap_or(State::Initialized);
        if when == When::After {
            let position = State::ALL
                .iter()
                .position(|state| *state == transition.to())
                .unwrap_or_default();
            self.state
                .store(u8::try_from(position).unwrap_or_default(), Ordering::Relaxed);
        }
        self.run.app.hooks().fire(&Event {
            command: self.meta,
            when,
            transition,
            from,
            input,
        })
    }
}

/// Tells the hooks what happens to a command. Without hooks, each call is the test of one flag.
#[derive(Clone, Copy)]
pub(crate) struct FrameHooks<'a> {
    frame: &'a Frame<'a>,
    are_there: bool,
}

impl FrameHooks<'_> {
    /// A transition is about to happen.
    #[inline]
    pub(crate) fn before<I: Any + Send + Sync>(self, transition: Transition, input: &I) -> Result<(), Fault> {
        if self.are_there {
            self.tell(When::Before, transition, input)
        } else {
            Ok(())
        }
    }

    /// A transition has happened.
    #[inline]
    pub(crate) fn after<I: Any + Send + Sync>(self, transition: Transition, input: &I) -> Result<(), Fault> {
        if self.are_there {
            self.tell(When::After, transition, input)
        } else {
            Ok(())
        }
    }

    /// Transitions of which there is nothing to do happen.
    #[inline]
    pub(crate) fn pass<I: Any + Send + Sync>(
        self,
        transitions: &[Transition],
        input: &I,
    ) -> Result<(), Fault> {
        if !self.are_there {
            return Ok(());
        }
        transitions.iter().try_for_each(|transition| {
            self.before(*transition, input)?;
            self.after(*transition, input)
        })
    }

    /// A hook that refuses a transition keeps it from happening.
    #[cold]
    fn tell<I: Any + Send + Sync>(self, when: When, transition: Transition, input: &I) -> Result<(), Fault> {
        self.frame
            .fire(when, transition, Some(input))
            .inspect_err(|_| self.instead(transition))
    }

    /// A transition did not happen. What hooks answer changes nothing any more.
    #[inline]
    pub(crate) fn instead(self, transition: Transition) {
        if self.are_there {
            let _ = self.frame.fire(When::Error, transition, None);
        }
    }

    /// The run is about to end. What hooks answer changes nothing any more.
    #[inline]
    pub(crate) fn end(self, transition: Transition) {
        if self.are_there {
            let _ = self.frame.fire(When::Before, transition, None);
            let _ = self.frame.fire(When::After, transition, None);
        }
    }
}

/// The way to the run's unit of work, for what stands between commands and drivers.
#[derive(Clone, Copy)]
pub struct StorageAccess<'a>(&'a Run<'a>);

impl<'a> StorageAccess<'a> {
    pub(crate) const fn new(run: &'a Run<'a>) -> Self {
        Self(run)
    }

    /// Returns the run's unit of work.
    ///
    /// # Errors
    ///
    /// When the app has no storage, the deadline has passed, or the run was cancelled.
    pub fn transaction(self) -> Result<&'a dyn Transaction, Fault> {
        self.0.transaction()
    }
}

impl fmt::Debug for StorageAccess<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("StorageAccess")
    }
}
