use super::{Event, Events, Hook};
use crate::{command::CommandMeta, fault::Fault};

/// What a hook or a concern is registered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    App,
    Domain(&'static [&'static str]),
    Command(&'static str, &'static [&'static str]),
}

impl Scope {
    pub(crate) fn covers(self, command: &CommandMeta) -> bool {
        match self {
            Self::App => true,
            Self::Domain(scope) => command.domain.scope == scope,
            Self::Command(name, scope) => command.name == name && command.domain.scope == scope,
        }
    }
}

/// The hooks of an app, in the order they were registered.
#[derive(Default)]
pub(crate) struct Hooks {
    hooks: Vec<(Scope, Events, Box<dyn Hook>)>,
    events: Events,
}

impl Hooks {
    pub(crate) fn add(&mut self, scope: Scope, hook: impl Hook) {
        let events = hook.events();
        self.events = self.events.and(events);
        self.hooks.push((scope, events, Box::new(hook)));
    }

    /// Returns what at least one hook wants to be told.
    pub(crate) const fn events(&self) -> Events {
        self.events
    }

    pub(crate) fn fire(&self, event: &Event<'_>) -> Result<(), Fault> {
        self.hooks
            .iter()
            .filter(|(scope, events, _)| {
                events.has(event.when, event.transition) && scope.covers(event.command)
            })
            .try_for_each(|(_, _, hook)| hook.on(event))
    }
}
