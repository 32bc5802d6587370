use std::{any::Any, fmt};

use foobara_types::ErrorCollection;

use crate::{
    command::CommandMeta,
    lifecycle::{State, Transition},
    outcome::Failing,
};

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
    /// The number of commands above this one in the run; 0 for the command that was asked for.
    pub depth: u16,
    /// Whether the run is only planned: it goes through the same transitions, and is undone in the place of committed.
    pub is_plan: bool,
    /// The inputs, while the command still has them: up to and including before [`Transition::RunExecute`].
    pub(crate) input: Option<&'a (dyn Any + Send + Sync)>,
    /// Why the transition did not happen.
    pub(crate) cause: Option<&'a dyn Failing>,
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

    /// Returns why the transition did not happen, of [`When::Error`]: the errors that the caller gets.
    ///
    /// A panic is `unknown`, with the id that it has in the log; so it is for [`App::run`](crate::App::run), whose caller
    /// gets the panic itself. A run that was dropped half-way is `cancelled`. Empty for one that was dropped while it was
    /// committed: nobody knows whether it lasts.
    pub fn errors(&self) -> ErrorCollection {
        self.cause.map(Failing::errors).unwrap_or_default()
    }
}

impl fmt::Debug for Event<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Event")
            .field("command", &self.command.name)
            .field("when", &self.when)
            .field("transition", &self.transition)
            .field("from", &self.from)
            .field("depth", &self.depth)
            .field("is_plan", &self.is_plan)
            .finish_non_exhaustive()
    }
}
