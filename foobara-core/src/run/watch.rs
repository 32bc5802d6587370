use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
};

use super::{Broken, Frame, Run};
use crate::{
    fault::Fault,
    hook::{Event, Events, When},
    lifecycle::Transition,
    outcome::Failing,
};

/// The inputs of a command, whatever its type; `()` for those that are used up.
pub(crate) type Inputs = dyn Any + Send + Sync;

/// Tells the hooks, and the record of the run, what happens to a command. When nobody listens, each call is one test.
#[derive(Clone, Copy)]
pub(crate) struct Watch<'a> {
    frame: &'a Frame<'a>,
    events: Events,
}

impl<'a> Watch<'a> {
    pub(super) const fn new(frame: &'a Frame<'a>) -> Self {
        Self {
            frame,
            events: frame.run.events,
        }
    }

    /// A transition is about to happen.
    #[inline]
    pub(crate) fn before(self, transition: Transition, input: &Inputs) -> Result<(), Fault> {
        if self.events.has(When::Before, transition) {
            self.tell(When::Before, transition, input)
        } else {
            Ok(())
        }
    }

    /// A transition has happened.
    #[inline]
    pub(crate) fn after(self, transition: Transition, input: &Inputs) -> Result<(), Fault> {
        if self.events.is_empty() {
            return Ok(());
        }
        if self.events.has(When::After, transition) {
            self.moved(transition);
            return self.tell(When::After, transition, input);
        }
        self.frame.moved_to(transition.to());
        Ok(())
    }

    /// The command is in the next state, and hooks are told later.
    #[inline]
    pub(crate) fn moved_within(self, transition: Transition) {
        if !self.events.is_empty() {
            self.moved(transition);
            self.frame.moved_ahead_to(transition.to());
        }
    }

    /// Moves on, and takes that down, unless it was done already. A record wants to be told everything.
    fn moved(self, transition: Transition) {
        if let Some(record) = &self.frame.run.options.record
            && self.frame.state() != transition.to()
        {
            let event = self.event(When::After, transition);
            record.note(&event, self.frame.run.app().ports().clock.as_ref());
        }
        self.frame.moved_to(transition.to());
    }

    /// A transition has happened that nothing can undo. What hooks answer changes nothing any more.
    #[inline]
    pub(crate) fn after_all(self, transition: Transition) {
        if self.events.has(When::After, transition) {
            let event = self.event(When::After, transition);
            self.moved(transition);
            self.fire_quietly(&event);
        } else if !self.events.is_empty() {
            self.frame.moved_to(transition.to());
        }
    }

    /// Transitions of which there is nothing to do happen.
    #[inline]
    pub(crate) fn pass(self, transitions: &[Transition], input: &Inputs) -> Result<(), Fault> {
        if self.events.is_empty() {
            Ok(())
        } else {
            self.pass_watched(transitions, input)
        }
    }

    #[cold]
    #[inline(never)]
    fn pass_watched(self, transitions: &[Transition], input: &Inputs) -> Result<(), Fault> {
        transitions.iter().try_for_each(|transition| {
            self.before(*transition, input)?;
            self.after(*transition, input)
        })
    }

    /// A transition did not happen. What hooks answer changes nothing any more.
    #[inline]
    pub(crate) fn instead(self, transition: Transition, cause: &dyn Failing) {
        if self.events.has(When::Error, transition) {
            let mut event = self.event(When::Error, transition);
            event.cause = Some(cause);
            self.fire_quietly(&event);
        }
    }

    /// The run is about to end. What hooks answer changes nothing any more.
    #[inline]
    pub(crate) fn end(self, transition: Transition) {
        if self.events.has(When::Before, transition) {
            self.fire_quietly(&self.event(When::Before, transition));
        }
        self.after_all(transition);
    }

    /// The command has come to no end: it was dropped half-way, or for a panic.
    #[cold]
    pub(super) fn broken_off(self) {
        self.break_off(Broken::off);
    }

    /// The command has come to no end: it panicked, and that was caught.
    #[cold]
    pub(super) fn panicked(self) {
        self.break_off(|run, _| Broken::Panicked(run));
    }

    fn break_off(self, why: fn(&'a Run<'a>, Transition) -> Broken<'a>) {
        let pending = if self.frame.is_ahead() {
            Some(Transition::RunExecute)
        } else {
            self.frame.state().next()
        };
        let Some(pending) = pending else {
            return;
        };
        let broken = why(self.frame.run, pending);
        self.instead(pending, &broken);
        self.keep(&broken);
        self.end(broken.ending());
    }

    /// Gives its errors to the record of a run that has come to no end. A panic within another one would end the program.
    fn keep(self, broken: &Broken<'_>) {
        let record = self.frame.run.options.record.as_ref();
        if let Some(record) = record.filter(|_| self.frame.is_root) {
            let kept = catch_unwind(AssertUnwindSafe(|| record.keep_outcome(Err(broken.errors()))));
            if kept.is_err() {
                tracing::error!(
                    command = self.frame.meta.reference(),
                    "the ids of the app panicked"
                );
            }
        }
    }

    /// A hook that refuses a transition keeps it from happening.
    #[cold]
    #[inline(never)]
    fn tell(self, when: When, transition: Transition, input: &Inputs) -> Result<(), Fault> {
        let mut event = self.event(when, transition);
        event.input = Some(input);
        let told = self.fire(&event);
        told.inspect_err(|fault| self.instead(transition, fault))
    }

    fn event(self, when: When, transition: Transition) -> Event<'a> {
        Event {
            command: self.frame.meta,
            when,
            transition,
            from: transition.from().unwrap_or_else(|| self.frame.state()),
            depth: self.frame.depth,
            is_plan: self.frame.run.options.is_plan(),
            input: None,
            cause: None,
        }
    }

    fn fire(self, event: &Event<'_>) -> Result<(), Fault> {
        self.frame.run.app().hooks().fire(event)
    }

    /// Tells hooks that cannot change anything any more, whatever they answer. That they panic is logged.
    #[cold]
    #[inline(never)]
    fn fire_quietly(self, event: &Event<'_>) {
        let told = catch_unwind(AssertUnwindSafe(|| self.fire(event)));
        if told.is_err() {
            tracing::error!(command = self.frame.meta.reference(), ?event, "a hook panicked");
        }
    }
}
