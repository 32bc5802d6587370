//! Hooks look at transitions, or refuse them.

use std::any::Any;

use crate::{
    command::CommandMeta,
    fault::Fault,
    lifecycle::{State, Transition},
};

/// Looks at the transitions of runs. Synchronous and cheap; what must wait does not belong here.
///
/// Register one with [`AppBuilder::hook`](crate::AppBuilder::hook). Any `Fn(&Event<'_>) -> Result<(), Fault>` is one.
pub trait Hook: Send + Sync + 'static {
    /// Looks at an event.
    ///
    /// # Errors
    ///
    /// A fault fails the run. It is ignored for [`When::Error`] and once the run is in a terminal state.
    fn on(&self, event: &Event<'_>) -> Result<(), Fault>;
}

impl<F: Fn(&Event<'_>) -> Result<(), Fault> + Send + Sync + 'static> Hook for F {
    fn on(&self, event: &Event<'_>) -> Result<(), Fault> {
        self(event)
    }
}

/// When, relative to a transition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// Before it; the run is in the old state.
    Before,
    /// After it; the run is in the new state.
    After,
    /// Instead of after it: the transition did not happen.
    Error,
}

/// A transition that is about to happen, has happened, or did not.
#[derive(Clone, Copy)]
pub struct Event<'a> {
    /// The command that runs.
    pub command: &'static CommandMeta,
    /// Before, after, or instead.
    pub when: When,
    /// The transition.
    pub transition: Transition,
    /// The state it leaves.
    pub from: State,
    /// The inputs, while the command still has them: up to and including before [`Transition::RunExecute`].
    pub(crate) input: Option<&'a (dyn Any + Send + Sync)>,
}

impl<'a> Event<'a> {
    /// Returns the inputs, if they are of the command `C` and still there.
    pub fn input<C: 'static>(&self) -> Option<&'a C> {
        self.input.and_then(|input| input.downcast_ref())
    }

    /// Returns the state that the run is in.
    pub const fn state(&self) -> State {
        match self.when {
            When::Before | When::Error => self.from,
            When::After => self.transition.to(),
        }
    }
}

impl std::fmt::Debug for Event<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Event")
            .field("command", &self.command.name)
            .field("when", &self.when)
            .field("transition", &self.transition)
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// What a hook is registered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    App,
    Domain(&'static [&'static str]),
    Command(&'static str, &'static [&'static str]),
}

impl Scope {
    fn covers(self, command: &CommandMeta) -> bool {
        match self {
            Self::App => true,
            Self::Domain(scope) => command.domain.scope == scope,
            Self::Command(name, scope) => command.name == name && command.domain.scope == scope,
        }
    }
}

/// The hooks of an app, in the order they were registered.
#[derive(Default)]
pub(crate) struct Hooks(pub(crate) Vec<(Scope, Box<dyn Hook>)>);

impl Hooks {
    #[cold]
    #[inline(never)]
    pub(crate) fn fire(&self, event: &Event<'_>) -> Result<(), Fault> {
        self.0
            .iter()
            .filter(|(scope, _)| scope.covers(event.command))
            .try_for_each(|(_, hook)| hook.on(event))
    }
}
