use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use foldhash::fast::RandomState;

use super::{
    CircuitState,
    circuit::{Circuit, Rule, Ticket, Verdict},
};
use crate::{
    command::{CommandKey, CommandMeta},
    ports::Clock,
};

/// The circuits of a [`CircuitBreaker`](super::CircuitBreaker), one for each command that it is around. Cheap to clone.
#[derive(Clone, Default)]
pub struct Circuits(Arc<Mutex<HashMap<CommandKey, Circuit, RandomState>>>);

impl Circuits {
    /// Opens the circuit of a command, until it is [reset](Self::reset).
    pub fn trip(&self, command: &CommandMeta) {
        self.with(command.key(), Circuit::trip);
    }

    /// Closes the circuit of a command, and forgets its failures.
    pub fn reset(&self, command: &CommandMeta) {
        self.with(command.key(), Circuit::close);
    }

    /// Returns the state of a command's circuit; closed for commands that have not been run.
    pub fn state(&self, command: &CommandMeta) -> CircuitState {
        self.with(command.key(), |circuit| circuit.state())
    }

    pub(super) fn with<T>(&self, command: CommandKey, look: impl FnOnce(&mut Circuit) -> T) -> T {
        let mut circuits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        look(circuits.entry(command).or_default())
    }
}

impl fmt::Debug for Circuits {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let circuits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let states = circuits
            .iter()
            .map(|((name, _), circuit)| (name, circuit.state()));
        formatter.debug_map().entries(states).finish()
    }
}

/// A run that was let through. Dropped with the run, it says nothing about whether the command works.
pub(super) struct Passage<'a> {
    pub(super) circuits: &'a Circuits,
    pub(super) rule: &'a Rule,
    pub(super) command: CommandKey,
    pub(super) clock: &'a dyn Clock,
    pub(super) ticket: Ticket,
    pub(super) verdict: Verdict,
}

impl Drop for Passage<'_> {
    fn drop(&mut self) {
        let now: Instant = self.clock.instant();
        self.circuits.with(self.command, |circuit| {
            circuit.leave(self.ticket, self.verdict, now, self.rule);
        });
    }
}
