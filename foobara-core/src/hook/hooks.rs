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
    hooks: Vec<(Scope, Box<dyn Hook>)>,
    /// The places of those that want to be told, for each event.
    listeners: [Vec<usize>; Events::COUNT],
    events: Events,
}

impl Hooks {
    pub(crate) fn add(&mut self, scope: Scope, hook: impl Hook) {
        let events = hook.events();
        self.events = self.events.and(events);
        for (event, listeners) in (0..).zip(&mut self.listeners) {
            if events.has_index(event) {
                listeners.push(self.hooks.len());
            }
        }
        self.hooks.push((scope, Box::new(hook)));
    }

    /// Returns what at least one hook wants to be told.
    pub(crate) const fn events(&self) -> Events {
        self.events
    }

    pub(crate) fn fire(&self, event: &Event<'_>) -> Result<(), Fault> {
        let listeners = self
            .listeners
            .get(usize::from(Events::index(event.when, event.transition)));
        for index in listeners.into_iter().flatten() {
            if let Some((scope, hook)) = self.hooks.get(*index)
                && scope.covers(event.command)
            {
                hook.on(event)?;
            }
        }
        Ok(())
    }
}
