use std::{any::Any, panic::AssertUnwindSafe};

use super::Frame;
use crate::{
    fault::Fault,
    hook::{Event, Events, When},
    lifecycle::{State, Transition},
    outcome::Failing,
};

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
    pub(crate) fn before<I: Any + Send + Sync>(self, transition: Transition, input: &I) -> Result<(), Fault> {
        if self.events.has(When::Before, transition) {
            self.tell(self.event(When::Before, transition, self.frame.state()), input)
        } else {
            Ok(())
        }
    }

    /// A transition has happened.
    #[inline]
    pub(crate) fn after<I: Any + Send + Sync>(self, transition: Transition, input: &I) -> Result<(), Fault> {
        if self.events.is_empty() {
            return Ok(());
        }
        let from = self.frame.state();
        self.frame.moved_to(transition.to());
        if self.events.has(When::After, transition) {
            self.tell(self.event(When::After, transition, from), input)
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
        if self.events.is_empty() {
            return Ok(());
        }
        transitions.iter().try_for_each(|transition| {
            self.before(*transition, input)?;
            self.after(*transition, input)
        })
    }

    /// A transition did not happen. What hooks answer changes nothing any more.
    #[inline]
    pub(crate) fn instead(self, transition: Transition, cause: &dyn Failing) {
        if self.events.has(When::Error, transition) {
            let event = self.event(When::Error, transition, self.frame.state());
            let _ = self.fire(&Event {
                cause: Some(cause),
                ..event
            });
        }
    }

    /// The run is about to end. What hooks answer changes nothing any more.
    #[inline]
    pub(crate) fn end(self, transition: Transition) {
        if !self.events.is_empty() {
            self.ended(transition);
        }
    }

    #[cold]
    fn ended(self, transition: Transition) {
        let from = self.frame.state();
        let _ = self.fire(&self.event(When::Before, transition, from));
        self.frame.moved_to(transition.to());
        let _ = self.fire(&self.event(When::After, transition, from));
    }

    /// The command has come to no end: it panicked, or was dropped half-way. A hook that panics now is not heard.
    #[cold]
    pub(super) fn broken_off(self) {
        let Some(pending) = self.frame.state().next() else {
            return;
        };
        let told = std::panic::catch_unwind(AssertUnwindSafe(|| {
            let _ = self.fire(&self.event(When::Error, pending, self.frame.state()));
            self.ended(if std::thread::panicking() {
                Transition::Error
            } else {
                Transition::Fail
            });
        }));
        drop(told);
    }

    /// A hook that refuses a transition keeps it from happening.
    #[cold]
    #[inline(never)]
    fn tell(self, event: Event<'_>, input: &(dyn Any + Send + Sync)) -> Result<(), Fault> {
        let transition = event.transition;
        self.fire(&Event {
            input: Some(input),
            ..event
        })
        .inspect_err(|fault| self.instead(transition, fault))
    }

    const fn event(self, when: When, transition: Transition, from: State) -> Event<'a> {
        Event {
            command: self.frame.meta,
            when,
            transition,
            from,
            depth: self.frame.depth,
            is_plan: self.frame.run.options.is_plan(),
            input: None,
            cause: None,
        }
    }

    fn fire(self, event: &Event<'_>) -> Result<(), Fault> {
        let app = self.frame.run.app();
        if event.when == When::After
            && let Some(record) = &self.frame.run.options.record
        {
            record.note(event, app.ports().clock.as_ref());
        }
        app.hooks().fire(event)
    }
}
